"""Which characters carry text: white space separates, invisible ones are dropped, everything else must survive."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Formally invisible although their category says letter, mark or symbol: fillers and the braille blank.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

# Category Cf, yet drawn: Arabic and Indic signs that stand before a number.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")

# `str.isspace` counts the four separators of ASCII as white space; in a text file they are stray controls.
_ASCII_SEPARATORS = frozenset("\x1c\x1d\x1e\x1f")

_ARABIC_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_LAST_OF_PLANE = 0xFFFE

_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs"})


def is_white_space(char: str) -> bool:
    """Whether `char` only separates: every kind of blank, form feed and Unicode's own line separators included."""
    return char.isspace() and char not in _ASCII_SEPARATORS


@lru_cache(maxsize=1 << 16)  # every character of every text is asked for, most of them a hundred times
def is_invisible(char: str) -> bool:
    """Whether `char` has no place in a published text.

    True for controls, zero-width and directional characters, private use, lone surrogates, noncharacters and fillers;
    never for white space. Cleaning drops these by rule, so they end in the ledger.
    """
    if is_white_space(char):
        return False
    if unicodedata.category(char) in _INVISIBLE_CATEGORIES:
        return char not in _DRAWN
    return char in _FILLERS or _is_noncharacter(ord(char))


@lru_cache(maxsize=1 << 16)
def is_visible(char: str) -> bool:
    """Whether a reader sees `char`: the characters that the ledger's law counts."""
    return not is_white_space(char) and not is_invisible(char)


def visible(text: str) -> str:
    """Return the visible characters of `text`, in order."""
    unseen = {ord(char): None for char in set(text) if not is_visible(char)}
    return text.translate(unseen)


def _is_noncharacter(code: int) -> bool:
    """Whether Unicode has set `code` aside for ever: U+FDD0 to U+FDEF and the last two of each plane."""
    return code in _ARABIC_NONCHARACTERS or code & 0xFFFE == _LAST_OF_PLANE
