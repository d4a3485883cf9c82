"""Documents that are about the same things: cosine of TF-IDF over pairs of neighbouring characters."""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain, combinations, pairwise

MAX_RELATED = 3
MIN_LIKENESS = 0.05
"""Two Chinese texts on different subjects come to 0.02-0.04, on the same to 0.06-0.13."""

# A document's heaviest pairs say what it is about; those of very many documents say nothing. Both keep time linear.
_HEAVIEST = 500
_COMMONEST = 30

_Vector = list[tuple[str, float]]
"""Pairs that some other document has too, with their weights."""


def pairs_of(text: str) -> Counter[str]:
    """Return how often each pair of neighbours stands in a normalised text."""
    # Interned: thousands of documents have the same pairs.
    return Counter(map(sys.intern, map("".join, pairwise(text))))


def related_documents(counts: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[str, ...]]:
    """Return, for each document, at most three others, the nearest first. Values are what `pairs_of` returned."""
    counts = dict(sorted(counts.items()))
    frequency = Counter(chain.from_iterable(counts.values()))
    rarity = {pair: math.log((len(counts) + 1) / number) for pair, number in frequency.items()}
    shared = {pair for pair, number in frequency.items() if 1 < number <= _COMMONEST}
    likeness = _likeness({name: _vector(count, rarity, shared) for name, count in counts.items()})
    return {name: _nearest(likeness[name]) for name in counts}


def _vector(count: Mapping[str, int], rarity: Mapping[str, float], shared: set[str]) -> _Vector:
    weights = {pair: (1 + math.log(number)) * rarity[pair] for pair, number in count.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
    heaviest = sorted((-weights[pair], pair) for pair in shared.intersection(weights))[:_HEAVIEST]
    return [(pair, -weight / length) for weight, pair in heaviest]


def _likeness(vectors: Mapping[str, _Vector]) -> Mapping[str, Mapping[str, float]]:
    """Return the product of each two vectors that have a pair in common."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, vector in vectors.items():
        for pair, weight in vector:
            holders[pair].append((name, weight))
    likeness: dict[str, dict[str, float]] = {name: defaultdict(float) for name in vectors}
    for holding in holders.values():
        for (one, weight), (other, its_weight) in combinations(holding, 2):
            likeness[one][other] += weight * its_weight
    for one, others in list(likeness.items()):
        for other, value in list(others.items()):
            likeness[other][one] = value
    return likeness


def _nearest(likeness: Mapping[str, float]) -> tuple[str, ...]:
    near = (other for other, value in likeness.items() if value >= MIN_LIKENESS)
    # Rounded: the last bits of a float must not decide which of two is nearer.
    return tuple(sorted(near, key=lambda other: (-round(likeness[other], 9), other))[:MAX_RELATED])
