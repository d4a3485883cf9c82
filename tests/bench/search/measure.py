"""Numbers for a site's search: recall, precision at 10, clean marks, time, bytes; and their floors."""

from __future__ import annotations

import gzip
import json
import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.search.drive import Answer, ask, counting_milliseconds, open_box
from bench.search.queries import ATTACKS, Query, make_queries
from bench.search.truth import SeenPage, fold, read_pages
from web import PREFIXES

Numbers = dict[str, dict[str, float]]
"""For each kind of query and for times and bytes, its numbers by name."""

TOP = 10
SCRIPTS = ("engine.js", "worker.js", "page.js")
LONGEST = 5000
COUNTING = 25
"""Milliseconds that a usual machine with nothing else to do needs at most for the work of `counting_milliseconds`."""
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
        "hard": {"worst": max(answer.milliseconds for answer in hard)},
        "bytes": {"kilobytes": kilobytes(site / PREFIXES[edition])},
    }


def ask_again(page: Page, query: str, times: int = 2) -> Answer:
    """Return the fastest of several answers: what else the machine does is not what is measured."""
    answers = []
    for _ in range(times):
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
    """Return the numbers of one query. Pages found in part count as not found.

    A page that has only another region's word is no mistake, but comes after those that have the word itself: `first`
    is the share of these where they belong.
    """
    if query.kind == "nowhere":
        return {"silent": float(not answer.pages)}
    truth, tolerated = query.truth(pages), query.tolerated(pages)
    top = answer.pages[:TOP]
    spelled = {form for forms in query.tolerated_spellings for form in forms}
    return {
        "recall": _share(truth, answer.pages),
        "precision": _share(top, tolerated),
        "first": _share(answer.pages[: len(truth)], truth),
        "marks": _share([fold(mark) for mark in answer.marks], spelled),
    }


def _share(of: Collection[str], among: Collection[str]) -> float:
    return sum(each in among for each in of) / len(of) if of else 1.0


def _times(milliseconds: Iterable[float]) -> dict[str, float]:
    taken = sorted(milliseconds)
    return {"median": statistics.median(taken), "p95": taken[int(len(taken) * 0.95)]}


def kilobytes(edition: Path) -> float:
    """Return what search costs a reader of an edition on the wire: index and scripts, gzip, in kilobytes.

    A page of 600 characters costs 0.7 of them. The site of today has 44 pages of 1,500: their text alone, as UTF-8
    and with all that it repeats left out, comes to 57. So its floor is above 60, planned for the seeds alone.
    """
    files = [edition / "search" / "search_index.json", *(edition / "assets" / "search" / name for name in SCRIPTS)]
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) / 1000


def missed_floors(numbers: Numbers, size: str) -> list[str]:
    """Return what falls short of tests/floors.json, for a site of that size: `today` or `600`."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["search"]
    found = []
    for kind, names in floors["least"].items():
        found += [
            f"{kind} {name} {numbers[kind][name]:.4f} is less than {least}"
            for name, least in names.items()
            if numbers[kind][name] < least
        ]
    for kind, names in floors["most"].items():
        for name, most in names.items():
            limit = most[size] if isinstance(most, dict) else most * allowance(numbers["time"]["counting"])
            if numbers[kind][name] > limit:
                found.append(f"{kind} {name} {numbers[kind][name]:.1f} is more than {limit:.0f}")
    return found


def table(numbers: Mapping[str, Mapping[str, float]]) -> str:
    """Return the numbers as lines of text."""
    return "\n".join(
        f"{kind:12}" + "".join(f"{name:>12} {value:8.3f}" for name, value in row.items())
        for kind, row in numbers.items()
    )
