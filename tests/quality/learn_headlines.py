"""Learns the weights of the judge of headings, and says how often it errs on pages that it has not learned from.

PYTHONPATH=hooks:tests python -m quality.learn_headlines

It reads the pages of newspapers in tests/golden/clean (but for the exam) and the pages that the gate's generator
makes. A page made by hand counts more than a made one: it is more like those that will come.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from math import exp
from unittest import mock

import wenzhai.clean
from quality.cleaner import clean_bytes
from quality.corpus import make
from quality.evaluate import page_folders
from quality.gold import Gold, read_seed_gold, visible
from wenzhai.clean.boundaries import Weighed, weigh_boundaries
from wenzhai.clean.draft import Draft, Line
from wenzhai.clean.headline_judge import BIAS, WEIGHTS, Clues
from wenzhai.model import Kind

_MADE = 120
"""Of the gate's generator, of each of its two sets of texts."""
_BY_HAND = 3.0
"""A page made by hand counts so many times."""
_ROUNDS = 400
_RATE = 0.5
_DECAY = 0.01
_FOLDS = 8
_ENDS = 14
"""Characters at either end of a paragraph by which the gold's text that holds it is found."""


@dataclass(frozen=True, slots=True)
class Case:
    """One heading that nobody signs."""

    page: str
    clues: tuple[float, ...]
    begins: bool
    counts: float


@dataclass(frozen=True, slots=True)
class Model:
    """A weight for each clue, and one for none."""

    bias: float
    weights: tuple[float, ...]

    def begins(self, clues: Sequence[float]) -> bool:
        return self.bias + sum(w * c for w, c in zip(self.weights, clues, strict=True)) > 0


def read_cases(name: str, data: bytes, gold: Gold, counts: float) -> list[Case]:
    """Return the headings of one page, with the gold's word on each."""
    cases: list[Case] = []

    def watch(draft: Draft, kind: Kind) -> tuple[object, ...]:
        if kind is Kind.NEWSPAPER:
            cases.extend(_cases(name, draft.lines, gold, counts))
        return ()

    with mock.patch.object(wenzhai.clean, "split_articles", watch):
        clean_bytes(data, "999_page.txt")
    return cases


def _cases(name: str, lines: Sequence[Line], gold: Gold, counts: float) -> Iterator[Case]:
    texts = ["".join(visible(block.text) for block in document.blocks) for document in gold.documents]
    owners = [_owner(visible(line.plain), texts) for line in lines]
    last = next((owner for owner in owners if owner is not None), None)

    def decide(found: Weighed) -> bool:
        nonlocal last
        owner = owners[found.place]
        begins = found.weight > 0 if owner is None else owner != last
        last = last if owner is None else owner
        return begins

    for found in weigh_boundaries(lines, decide):
        if found.clues is not None and owners[found.place] is not None:
            yield Case(name, tuple(map(float, astuple(found.clues))), found.cuts, counts)


def _owner(plain: str, texts: Sequence[str]) -> int | None:
    holders = [number for number, text in enumerate(texts) if plain[:_ENDS] in text and plain[-_ENDS:] in text]
    return holders[0] if len(holders) == 1 else None


def all_cases() -> list[Case]:
    cases: list[Case] = []
    for folder in page_folders():
        if folder.name.startswith("newspaper") and folder.parent.name != "exam":
            name = f"{folder.parent.name}/{folder.name}"
            cases += read_cases(name, (folder / "seed.txt").read_bytes(), read_seed_gold(folder), _BY_HAND)
    for series in ("learn", "second"):
        for number in range(_MADE):
            messy = make("newspaper", number, series=series)
            cases += read_cases(messy.name, messy.data, messy.gold, 1.0)
    return cases


def learn(cases: Sequence[Case]) -> Model:
    """Return the weights with the least loss: gradient descent over clues brought to one scale."""
    size = len(cases[0].clues)
    means = [sum(case.clues[k] for case in cases) / len(cases) for k in range(size)]
    scales = [(sum((c.clues[k] - means[k]) ** 2 for c in cases) / len(cases)) ** 0.5 or 1.0 for k in range(size)]
    rows = [[1.0, *((c.clues[k] - means[k]) / scales[k] for k in range(size))] for c in cases]
    total = sum(case.counts for case in cases)
    weights = [0.0] * (size + 1)
    for _ in range(_ROUNDS):
        slopes = [0.0] * (size + 1)
        for row, case in zip(rows, cases, strict=True):
            weighed = sum(w * x for w, x in zip(weights, row, strict=True))
            error = (1 / (1 + exp(-max(-30.0, min(30.0, weighed)))) - case.begins) * case.counts
            for k, value in enumerate(row):
                slopes[k] += error * value
        weights = [
            w - _RATE * (slope / total + _DECAY * w * (k > 0))
            for k, (w, slope) in enumerate(zip(weights, slopes, strict=True))
        ]
    plain = tuple(w / scale for w, scale in zip(weights[1:], scales, strict=True))
    return Model(weights[0] - sum(w * mean for w, mean in zip(plain, means, strict=True)), plain)


def errors(model: Model, cases: Sequence[Case]) -> int:
    return sum(model.begins(case.clues) != case.begins for case in cases)


def errors_unlearned(cases: Sequence[Case]) -> int:
    """Return how many headings of pages made by hand are judged wrongly by what the other pages teach."""
    by_hand = [case for case in cases if case.counts == _BY_HAND]
    pages = sorted({case.page for case in by_hand})
    wrong = 0
    for fold in range(_FOLDS):
        out = set(pages[fold::_FOLDS])
        model = learn([case for case in cases if case.page not in out])
        wrong += errors(model, [case for case in by_hand if case.page in out])
    return wrong


def main() -> None:
    cases = all_cases()
    by_hand = [case for case in cases if case.counts == _BY_HAND]
    rules_alone = Model(0.0, (1.0, 1.0, 1.0, *(0.0 for _ in fields(Clues)[3:])))
    write = sys.stdout.write
    write(f"{len(cases)} headings, {len(by_hand)} of them on pages made by hand\n")
    write(f"wrong of those by hand, by the rules without the judge: {errors(rules_alone, by_hand)}\n")
    write(f"… by a judge that has not learned from their page: {errors_unlearned(cases)}\n")
    write(f"… by the weights in use: {errors(Model(BIAS, tuple(map(float, astuple(WEIGHTS)))), by_hand)}\n")
    model = learn(cases)
    write(f"learned: BIAS = {model.bias:.2f}, weights {', '.join(f'{w:.2f}' for w in model.weights)}\n")


if __name__ == "__main__":
    main()
