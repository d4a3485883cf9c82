"""What punctuation says at the edges of a line, and what stands between two lines that are joined."""

from __future__ import annotations

import re
from enum import IntEnum, auto

TERMINALS = frozenset("。！？!?…")
CLOSERS = "”’」』）)】》〉〕］]\"'"
OPENERS = frozenset("“‘「『（(【《〈〔［[{")

NEVER_FIRST = frozenset("，。、；：？！,;:?!”’」』）)】》〉〕］]…％%")
"""What no paragraph and, by the rule of typesetters (避頭尾), no line begins with."""

_BALANCE = {**dict.fromkeys("“「『‘（(【《〈〔［[", 1), **dict.fromkeys("”」』’）)】》〉〕］]", -1)}
_BRACKETS = re.compile("[" + re.escape("".join(_BALANCE)) + "]")


class End(IntEnum):
    """How a line ends."""

    TERMINAL = auto()
    """With the mark that ends a sentence, and what closes behind it."""
    COLON = auto()
    SEMICOLON = auto()
    COMMA = auto()
    OPEN = auto()
    """With an opening bracket or quotation mark."""
    CLOSER = auto()
    """With a closing one, in mid-sentence."""
    NONE = auto()
    """With a word."""


_MARKS = {
    **dict.fromkeys(TERMINALS, End.TERMINAL),
    **dict.fromkeys("：:", End.COLON),
    **dict.fromkeys("；;", End.SEMICOLON),
    **dict.fromkeys("，、,", End.COMMA),
}
_LONGEST_REMARK = 60
_REMARK = re.compile("[。！？]\\s*[（(][^（）()]{2,}[）)]$")
"""A remark in brackets behind the end of a sentence: ……补助。（责任单位：省财政厅）"""
_LATIN_SENTENCE = re.compile(r"(?:[A-Za-z]{2}|\.\.)\.$")


def ending(plain: str) -> End:
    """Return how a line that is not empty ends."""
    if plain[-1] in OPENERS:
        return End.OPEN
    bare = plain.rstrip(CLOSERS)
    if not bare:
        return End.CLOSER
    if _REMARK.search(plain[-_LONGEST_REMARK:]):
        return End.TERMINAL
    if bare[-1] in _MARKS:
        return _MARKS[bare[-1]]
    if bare[-1] == "." and _LATIN_SENTENCE.search(bare[-4:]):
        return End.TERMINAL
    return End.CLOSER if len(bare) < len(plain) else End.NONE


def goes_on(plain: str) -> bool:
    """Whether a line breaks off in mid-sentence."""
    return ending(plain) in {End.NONE, End.COMMA, End.OPEN, End.CLOSER}


def balance(plain: str) -> int:
    """Return how many brackets and quotation marks a line opens, less those it closes."""
    return sum(map(_BALANCE.__getitem__, _BRACKETS.findall(plain)))


_LATIN_END = re.compile(r"[A-Za-zÀ-ɏ0-9.,;:!?)&]")
_LATIN_START = re.compile(r"[A-Za-zÀ-ɏ0-9(&]")


def blank_between(before: str, after: str) -> str:
    """Return what stands between two joined lines: a blank between Latin words, nothing in Chinese or in a number."""
    if before[-1].isdigit() and after[0].isdigit():
        return ""
    return " " if _LATIN_END.match(before[-1]) and _LATIN_START.match(after[0]) else ""
