"""Documents that are about the same things: cosine of TF-IDF over pairs of neighbouring characters."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

MAX_RELATED = 3
MIN_LIKENESS = 0.05
"""Two Chinese texts on different subjects come to 0.02-0.04, on the same to 0.06-0.13."""

# A document's heaviest pairs say what it is about; those of very many documents say nothing. Both keep time linear.
_HEAVIEST = 500
_COMMONEST = 60


def related_documents(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return, for each document, at most three others, the nearest first. Values are normalised texts."""
    counts = {name: Counter(a + b for a, b in pairwise(text)) for name, text in sorted(texts.items())}
    frequency = Counter(pair for count in counts.values() for pair in count)
    vectors = {name: _vector(count, frequency, len(texts)) for name, count in counts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, vector in vectors.items():
        for pair in vector:
            holders[pair].append(name)
    return {name: _nearest(name, vectors, holders) for name in vectors}


def _vector(count: Counter[str], frequency: Counter[str], documents: int) -> dict[str, float]:
    weights = {
        pair: (1 + math.log(number)) * math.log((documents + 1) / frequency[pair]) for pair, number in count.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
    heaviest = sorted(weights, key=lambda pair: (frequency[pair] == 1, -weights[pair], pair))[:_HEAVIEST]
    return {pair: weights[pair] / length for pair in heaviest}


def _nearest(
    name: str, vectors: Mapping[str, Mapping[str, float]], holders: Mapping[str, list[str]]
) -> tuple[str, ...]:
    likeness: dict[str, float] = defaultdict(float)
    for pair, weight in vectors[name].items():
        if len(holders[pair]) <= _COMMONEST:
            for other in holders[pair]:
                likeness[other] += weight * vectors[other][pair]
    likeness.pop(name, None)
    near = (other for other, value in likeness.items() if value >= MIN_LIKENESS)
    # Rounded: the last bits of a float must not decide which of two is nearer.
    return tuple(sorted(near, key=lambda other: (-round(likeness[other], 9), other))[:MAX_RELATED])
