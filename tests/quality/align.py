"""Which character of one text is which of another: the same words, cut, joined and put in another order.

Edit distance cannot see that a paragraph moved. This finds common stretches wherever they stand, the longest first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

# Stretches of at least so many characters are looked for, one size after the other. The last ones are short on
# purpose: what remains by then is a page number here and a comma there.
_SIZES = (40, 16, 8, 4, 2)

# How many places of one stretch are tried: boilerplate can stand on every page.
_MOST_PLACES = 16


@dataclass(slots=True)
class Alignment:
    """`to_out[i]`: where character `i` of the gold stands in the output, or -1; `to_gold` the other way round."""

    to_out: list[int]
    to_gold: list[int]
    _gold: str = field(repr=False)
    _out: str = field(repr=False)

    def take(self, at_gold: int, at_out: int) -> int:
        """Pair the stretch around two equal characters with each other and return its end in the gold."""
        while at_gold and at_out and self._free(at_gold - 1, at_out - 1):
            at_gold, at_out = at_gold - 1, at_out - 1
        while at_gold < len(self._gold) and at_out < len(self._out) and self._free(at_gold, at_out):
            self.to_out[at_gold], self.to_gold[at_out] = at_out, at_gold
            at_gold, at_out = at_gold + 1, at_out + 1
        return at_gold

    def reach(self, at_gold: int, at_out: int) -> int:
        """Return how far the two texts agree from here on."""
        start = at_gold
        while at_gold < len(self._gold) and at_out < len(self._out) and self._free(at_gold, at_out):
            at_gold, at_out = at_gold + 1, at_out + 1
        return at_gold - start

    def _free(self, at_gold: int, at_out: int) -> bool:
        return self.to_out[at_gold] < 0 and self.to_gold[at_out] < 0 and self._gold[at_gold] == self._out[at_out]


def align(pieces: list[str], out: str) -> Alignment:
    """Return which character of the pieces, taken as one text, is which of `out`.

    Where the same words stand in two pieces, the earlier piece has the first choice.
    """
    gold = "".join(pieces)
    result = Alignment([-1] * len(gold), [-1] * len(out), gold, out)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    for size in _SIZES:
        places = _places(out, result.to_gold, size)
        for start, end in pairwise(starts):
            _find(result, places, start, end, size)
    return result


def _places(text: str, taken: list[int], size: int) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    free = 0
    for end, partner in enumerate(taken, start=1):
        free = free + 1 if partner < 0 else 0
        if free >= size:
            found = places[text[end - size : end]]
            if len(found) < _MOST_PLACES:
                found.append(end - size)
    return places


def _find(result: Alignment, places: dict[str, list[int]], start: int, end: int, size: int) -> None:
    at = start
    while at + size <= end:
        if result.to_out[at] >= 0:
            at += 1
            continue
        candidates = places.get(result._gold[at : at + size], ())
        free = [place for place in candidates if result.to_gold[place] < 0]
        best = max(free, key=lambda place: result.reach(at, place), default=-1) if len(free) > 1 else (*free, -1)[0]
        if best >= 0 and result.reach(at, best) >= size:
            at = max(result.take(at, best), at + 1)
        else:
            at += 1
