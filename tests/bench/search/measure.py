"""Numbers for a site's search: recall, precision at 10, clean marks, time, bytes; and their floors."""

from __future__ import annotations

import gzip
import json
import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.search.drive import Answer, ask, counting_milliseconds, first_milliseconds, open_box
from bench.search.queries import ATTACKS, Query, make_queries
from bench.search.truth import SeenPage, fold, read_pages
from web import PREFIXES

Numbers = dict[str, dict[str, float]]
"""For each kind of query and for times and bytes, its numbers by name."""

TOP = 10
SCRIPTS = ("unpack.js", "engine.js", "worker.js", "page.js")
LONGEST = 5000
COUNTING = 25
"""Milliseconds that a usual machine with nothing else to do needs at most for the work of `counting_milliseconds`."""
QUICK = 20
"""Milliseconds, well within what is asked of the median."""
FIRST = "产业"
RESET = "鼉鼉"
"""Stands nowhere: asked between two queries, so that each differs from the last."""
FLOORS = Path(__file__).parents[2] / "floors.json"


def measure_edition(browser: Browser, address: str, site: Path, edition: str, count: int) -> Numbers:
    """Read every page of an edition, ask `count` queries of each kind, and return the numbers."""
    page = browser.new_page()
    pages = read_pages(page, address, site, edition)
    queries = make_queries(pages, edition, count)
    open_box(page, address + PREFIXES[edition])
    counting = counting_milliseconds(browser)
    answers = [(query, ask_again(page, query.text)) for query in queries]
    hard = [ask_again(page, text, times=5) for text in (*ATTACKS, *_long_queries(pages))]
    page.close()
    return {
        **_quality(answers, pages),
        "time": _times([answer.milliseconds for _, answer in answers])
        | {"counting": max(counting, counting_milliseconds(browser))},
        "turn": {"first": min(first_milliseconds(browser, address + PREFIXES[edition], FIRST) for _ in range(3))},
        "hard": {"worst": max(answer.milliseconds for answer in hard)},
        "bytes": {"kilobytes": kilobytes(site / PREFIXES[edition]), "characters": characters(pages)},
    }


def ask_again(page: Page, query: str, times: int = 2) -> Answer:
    """Return the fastest of several answers: what else the machine does is not what is measured.

    One that is quick enough needs no other.
    """
    answers: list[Answer] = []
    while len(answers) < times and not (answers and answers[-1].milliseconds <= QUICK):
        ask(page, RESET)
        answers.append(ask(page, query))
    return min(answers, key=lambda answer: answer.milliseconds)


def allowance(counting: float) -> float:
    """Return by how much times may be longer where the machine needs so long to count, without our search."""
    return max(1.0, counting / COUNTING)


def _long_queries(pages: Sequence[SeenPage]) -> tuple[str, ...]:
    text = "".join(line for page in pages for line in page.lines)
    return text[:LONGEST], "a" * LONGEST, text[:2] * (LONGEST // 2), text[LONGEST::-1], " ".join(text[:LONGEST])


def _quality(answers: Iterable[tuple[Query, Answer]], pages: Sequence[SeenPage]) -> Numbers:
    kinds: dict[str, list[dict[str, float]]] = {}
    for query, answer in answers:
        kinds.setdefault(query.kind, []).append(judge(query, answer, pages))
    return {
        kind: {name: statistics.fmean(row[name] for row in rows) for name in rows[0]} for kind, rows in kinds.items()
    }


def judge(query: Query, answer: Answer, pages: Sequence[SeenPage]) -> dict[str, float]:
    """Return the numbers of one query. What says it is a part, or another region's word, does not count as found.

    Only a query for what another region's word stands for is to find that; elsewhere it comes last: see `first`.
    """
    if query.kind == "nowhere":
        return {"silent": float(not answer.pages)}
    truth = query.truth(pages)
    regional = query.kind == "regional"
    found = (*answer.pages, *answer.elsewhere) if regional else answer.pages
    marks = (*answer.marks, *answer.elsewhere_marks) if regional else answer.marks
    spelled = {form for forms in (*query.spellings, *query.typed) for form in forms}
    return {
        "recall": _share(truth, found),
        "precision": _share(found[:TOP], query.allowed(pages)),
        "first": float(answer.in_order),
        "marks": _share([fold(mark) for mark in marks], spelled),
    }


def _share(of: Collection[str], among: Collection[str]) -> float:
    return sum(each in among for each in of) / len(of) if of else 1.0


def _times(milliseconds: Iterable[float]) -> dict[str, float]:
    taken = sorted(milliseconds)
    return {"median": statistics.median(taken), "p95": taken[int(len(taken) * 0.95)]}


def kilobytes(edition: Path) -> float:
    """Return what search costs a reader of an edition on the wire: index and scripts, gzip, in kilobytes."""
    files = [edition / "search" / "search_index.json", *(edition / "assets" / "search" / name for name in SCRIPTS)]
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) / 1000


def characters(pages: Iterable[SeenPage]) -> int:
    """Return how much there is to be found."""
    return sum(len(line) for page in pages for line in page.lines)


def missed_floors(numbers: Numbers, size: str) -> list[str]:
    """Return what falls short of tests/floors.json, for a site of that size: `today` or `600`.

    Who adds a text may add to the bytes in proportion.
    """
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["search"]
    found = []
    for kind, names in floors["least"].items():
        found += [
            f"{kind} {name} {numbers[kind][name]:.4f} is less than {least}"
            for name, least in names.items()
            if numbers[kind][name] < least
        ]
    grown = max(1.0, numbers["bytes"]["characters"] / floors["characters"][size])
    for kind, names in floors["most"].items():
        for name, most in names.items():
            limit = most[size] * grown if isinstance(most, dict) else most * allowance(numbers["time"]["counting"])
            if numbers[kind][name] > limit:
                found.append(f"{kind} {name} {numbers[kind][name]:.1f} is more than {limit:.0f}")
    return found


def table(numbers: Mapping[str, Mapping[str, float]]) -> str:
    """Return the numbers as lines of text."""
    return "\n".join(
        f"{kind:12}" + "".join(f"{name:>12} {value:8.3f}" for name, value in row.items())
        for kind, row in numbers.items()
    )
