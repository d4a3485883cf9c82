"""Cleaning measured: the seeds with and without sidecars, and messy files that cleaning has never seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quality.cleaner import Cleaned, clean_bytes, clean_seed_file, seed_files
from quality.conservation import Account, account
from quality.gold import GOLDEN, Gold, read_seed_gold
from quality.mess.sheet import Messy
from quality.score import FAULTS, MEASURES, Ratio, Score, score

_SORTED = ("unknown", "pages", "papers", "answered", "exam")
"""Sorts of files with groups by kind, which count together as well."""
REFUSED = Score({}, ("refused",))


@dataclass(frozen=True, slots=True)
class Result:
    """What cleaning made of one file."""

    name: str
    group: str
    """`seeds.sidecar`, `seeds.alone`, `unknown.` and the kind of mess, `pages.`, `papers.`, `answered.` or `exam.`
    and the kind of page."""
    gold: Gold
    cleaned: Cleaned
    score: Score
    account: Account

    @property
    def is_refused(self) -> bool:
        return self.cleaned.output is None


def evaluate_messy(messy: Messy) -> Result:
    cleaned = clean_bytes(messy.data, messy.name)
    return _result(messy.name, f"unknown.{messy.kind}", messy.gold, cleaned, markup=messy.kind == "feed")


def evaluate_seeds(*, with_sidecar: bool) -> Iterator[Result]:
    group = "seeds.sidecar" if with_sidecar else "seeds.alone"
    for path in seed_files():
        cleaned = clean_seed_file(path, with_sidecar=with_sidecar)
        gold = read_seed_gold(GOLDEN / "seeds" / path.name[:3])
        is_feed = bool(cleaned.output and cleaned.output["kind"] == "feed")
        yield _result(path.name, group, gold, cleaned, markup=is_feed, curated=with_sidecar)


def page_folders() -> Iterator[Path]:
    """Yield the folders of the pages made by hand: to write rules for, to learn weights from, and to examine both."""
    for name in ("pages", "papers", "answered", "exam"):
        yield from sorted((GOLDEN / name).iterdir())


def evaluate_pages() -> Iterator[Result]:
    """Yield what cleaning makes of the pages made by hand, each in the group that its name begins with."""
    for folder in page_folders():
        cleaned = clean_bytes((folder / "seed.txt").read_bytes(), f"999_{folder.name}.txt")
        group = f"{folder.parent.name}.{folder.name.partition('-')[0]}"
        is_feed = bool(cleaned.output and cleaned.output["kind"] == "feed")
        yield _result(folder.name, group, read_seed_gold(folder), cleaned, markup=is_feed)


def _result(name: str, group: str, gold: Gold, cleaned: Cleaned, *, markup: bool, curated: bool = False) -> Result:
    if cleaned.output is None:
        return Result(name, group, gold, cleaned, REFUSED, Account(0, 0, 0))
    counted = account(cleaned.output, cleaned.text, markup=markup, curated=curated)
    return Result(name, group, gold, cleaned, score(gold, cleaned.output), counted)


def numbers(results: Iterable[Result]) -> dict[str, float]:
    """Return mean, worst and pool of every measure for every group, and for all unknown files together.

    A file counts for a measure only where there is something to measure: no headings, no mark for headings. The pool
    counts headings, paragraphs and characters instead of files: one wrong heading where there should be none weighs
    as much as any other.
    """
    results = list(results)
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.group, []).append(result)
        sort, _, kind = result.group.partition(".")
        if sort in _SORTED and kind != "all":
            groups.setdefault(f"{sort}.all", []).append(result)
    found: dict[str, float] = {}
    for group, members in sorted(groups.items()):
        for measure in MEASURES:
            values = [_value(member, measure) for member in members if _is_measurable(member, measure)]
            if values:
                worst = max(values) if measure in FAULTS else min(values)
                found[f"{group}.mean.{measure}"] = sum(values) / len(values)
                found[f"{group}.worst.{measure}"] = worst
                found[f"{group}.pool.{measure}"] = _pooled(members, measure)
        for name in ("lost", "doubled", "invented"):
            found[f"{group}.sum.{name}"] = float(sum(getattr(member.account, name) for member in members))
    return found


def _pooled(members: list[Result], measure: str) -> float:
    ratios = [member.score.ratios[measure] for member in members if not member.is_refused]
    return sum(ratios, Ratio(0, 0)).value if ratios else 0.0


def _is_measurable(result: Result, measure: str) -> bool:
    return result.is_refused or result.score.ratios[measure].total > 0


def _value(result: Result, measure: str) -> float:
    if result.is_refused:
        return 1.0 if measure in FAULTS else 0.0
    return result.score.value(measure)
