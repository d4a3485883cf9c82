"""Characters that are one and the same in some script, and texts in which one of them stands for all."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

Variants = Mapping[int, str]
"""For each character that another one can stand for in some script, the one that stands for all of them: a table
for `str.translate`."""

# The blocks of ideographs that texts are written in.
_IDEOGRAPHS = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x2A6E0))))


def variants(conversions: Iterable[Callable[[str], str]]) -> Variants:
    """Return which characters are one and the same, as `conversions` between scripts take one for another.

    A conversion is called with every ideograph, one to a line, and must return as many.
    """
    alphabet = "\n".join(_IDEOGRAPHS)
    heads: dict[str, str] = {}

    def head(char: str) -> str:
        while char in heads:
            char = heads[char]
        return char

    for convert in conversions:
        for before, after in zip(alphabet, convert(alphabet), strict=True):
            if before != after and head(before) != head(after):
                heads[head(before)] = head(after)
    return {ord(char): head(char) for char in heads}


def fold(text: str, known: Variants) -> str:
    """Return `text` as the engine compares it, as far as characters go: compatibility forms, case, script."""
    return unicodedata.normalize("NFKC", text).lower().translate(known)
