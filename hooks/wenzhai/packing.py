"""Text packed by prediction: the better the characters before it foretell a character, the fewer bits it takes.

gzip sees three bytes in each Chinese character, and no further back than ten thousand of them. Here a symbol is a
character (a UTF-16 unit, as JavaScript counts), and is told by what has followed the same characters before:
prediction by partial matching (Cleary and Witten, 1984), with counts and shares as Kneser and Ney (1995) estimate
them, written by a range coder (Martin, 1979). The site's texts take 5.2 bits for a character; with gzip, 8.3.

docs/assets/search/unpack.js reads it: it does the same arithmetic in the same order, in IEEE 754 doubles like these.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

DISCOUNTS = (0.5, 0.75, 0.85, 0.85, 0.85, 0.5)
"""By length of a context: what is taken from each count for the symbols that have not followed it yet.

The first two make sizes whole numbers: of halves and of quarters.
"""
LONG = tuple(range(len(DISCOUNTS) - 1, 1, -1))
"""Lengths of the contexts that are weighed together."""
SCALE = 1 << 20
"""What probabilities are multiplied by to be whole numbers."""
ROW = 256
"""New characters come in rows, such as those of Latin or the common ideographs; not all rows are as likely."""


def pack(text: str) -> bytes:
    """Return the text packed; who unpacks it must know its length in UTF-16 units. It must have no lone surrogate."""
    model, coder = _Model(), _RangeCoder()
    for unit in array("H", text.encode(f"utf-16-{sys.byteorder[0]}e")):
        model.tell(unit, coder)
    return coder.finish()


@dataclass(slots=True)
class _Context:
    """How often each symbol has followed some others, where no longer context had foretold it; and the sum."""

    counts: dict[int, int] = field(default_factory=dict)
    total: int = 0

    def add(self, symbol: int) -> bool:
        """Count a symbol, and return whether it was known."""
        known = self.counts.get(symbol, 0)
        self.counts[symbol] = known + 1
        self.total += 1
        return known > 0


class _Model:
    """What the text so far lets expect. Symbols are numbered as they appear."""

    def __init__(self) -> None:
        self._symbols: dict[int, int] = {}  # by unit
        self._anywhere: list[int] = []  # by symbol: its count in the context of no character
        self._total = 0
        self._after: dict[str, _Context] = {}
        self._recent = ""
        self._rows = [1] * (0x10000 // ROW)

    def tell(self, unit: int, coder: _RangeCoder) -> None:
        """Write the next unit, and learn from it. Each way of telling is for what those before it do not tell."""
        symbol = self._symbols.get(unit, -1)
        keys = [self._recent[-length:] for length in (*LONG, 1) if length <= len(self._recent)]
        *long, short = map(self._after.get, keys) if keys else (None,)
        foretold = self._weigh(long, short) if short else {}
        if not (
            (foretold and _tell_foretold(symbol, foretold, coder))
            or (short and _tell_following(symbol, short, foretold, coder))
            or (self._symbols and self._tell_known(symbol, short.counts if short else (), coder))
        ):
            symbol = self._tell_new(unit, coder)
        self._learn(symbol, keys)
        self._recent = (self._recent + chr(unit))[-LONG[0] :]

    def _weigh(self, long: Sequence[_Context | None], short: _Context) -> dict[int, float]:
        """Return the probability of what has followed two or more of the last symbols.

        Each context leaves a share to shorter ones, and the shortest to how often a symbol stands anywhere.
        """
        weights: dict[int, float] = {}
        share = 1.0
        for length, context in zip(LONG[-len(long) :], long, strict=True) if long else ():
            if context:
                discount = DISCOUNTS[length]
                part = share / context.total
                for symbol, count in context.counts.items():
                    weights[symbol] = weights.get(symbol, 0.0) + (count - discount) * part
                share = share * discount * len(context.counts) / context.total
        part = share / short.total
        least = share * DISCOUNTS[1] * len(short.counts) / short.total / self._total
        following, anywhere = short.counts, self._anywhere
        for symbol, weight in weights.items():
            elsewhere = (anywhere[symbol] - DISCOUNTS[0]) * least
            weights[symbol] = weight + (following[symbol] - DISCOUNTS[1]) * part + elsewhere
        return weights

    def _tell_known(self, symbol: int, gone: Collection[int], coder: _RangeCoder) -> bool:
        """Tell a symbol that has not followed the last one yet, or that it is new. Sizes are in halves."""
        counts = self._anywhere
        total = 2 * self._total - sum(2 * counts[each] - 1 for each in gone)
        if symbol < 0:
            coder.write(total - len(counts), len(counts), total)
            return False
        start = 2 * sum(counts[:symbol]) - symbol - sum(2 * counts[each] - 1 for each in gone if each < symbol)
        coder.write(start, 2 * counts[symbol] - 1, total)
        return True

    def _tell_new(self, unit: int, coder: _RangeCoder) -> int:
        row, place = divmod(unit, ROW)
        coder.write(sum(self._rows[:row]), self._rows[row], sum(self._rows))
        coder.write(place, 1, ROW)
        self._rows[row] += 1
        symbol = self._symbols[unit] = len(self._anywhere)
        self._anywhere.append(0)
        return symbol

    def _learn(self, symbol: int, keys: Iterable[str]) -> None:
        """Count a symbol in its contexts, from the longest to the first that had foretold it."""
        for key in keys:
            context = self._after.get(key)
            if context is None:
                context = self._after[key] = _Context()
            if context.add(symbol):
                return
        self._anywhere[symbol] += 1
        self._total += 1


def _tell_foretold(symbol: int, chances: Mapping[int, float], coder: _RangeCoder) -> bool:
    start = size = total = 0
    rest = 1.0
    for each, chance in chances.items():
        rest -= chance
        its = int(chance * SCALE) + 1
        if each == symbol:
            start, size = total, its
        total += its
    others = max(int(rest * SCALE), 0) + 1
    coder.write(start if size else total, size or others, total + others)
    return size > 0


def _tell_following(symbol: int, short: _Context, gone: Collection[int], coder: _RangeCoder) -> bool:
    """Tell a symbol that has followed the last one, but no longer context. Sizes are in quarters."""
    counts = short.counts
    total = 4 * short.total - sum(4 * counts[each] - 3 for each in gone)
    if symbol not in counts:
        others = 3 * len(counts)
        coder.write(total - others, others, total)
        return False
    start = 0
    for each, count in counts.items():
        if each == symbol:
            break
        if each not in gone:
            start += 4 * count - 3
    coder.write(start, 4 * counts[symbol] - 3, total)
    return True


class _RangeCoder:
    """Writes choices, each a stretch of a whole: it narrows a range, and puts out the bytes that it has settled."""

    def __init__(self) -> None:
        self._low = 0
        self._range = 1 << 48
        self._bytes = bytearray()

    def write(self, start: int, size: int, total: int) -> None:
        """Write the stretch of `size` from `start` on, of a whole of `total`."""
        part = self._range // total
        self._low += part * start
        self._range = part * size
        while self._range < 1 << 40:
            self._shift()
            self._range <<= 8

    def finish(self) -> bytes:
        """Return what has been written; the reader takes zeros for what comes after it."""
        for _ in range(6):
            self._shift()
        return bytes(self._bytes).rstrip(b"\0")

    def _shift(self) -> None:
        carry, byte = divmod(self._low >> 40, 256)
        self._low = (self._low & ((1 << 40) - 1)) << 8
        place = len(self._bytes)
        while carry:
            place -= 1
            carry, self._bytes[place] = divmod(self._bytes[place] + carry, 256)
        self._bytes.append(byte)
