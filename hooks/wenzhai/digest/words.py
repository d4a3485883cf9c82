"""What of a text counts when words are compared, and what of it a quotation must not cut through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

Fold = Callable[[str], str]
"""Traditional to simplified script."""

_DROPPED = "\0"
"""Stands for a character that does not count, until it is known whether it separates two numbers."""

_RUN = re.compile(r"[.\-\0]+")
_KEPT = frozenset(".-%‰")

# A number with its sign of percentage or magnitude; a Latin word; a number in Chinese numerals of two or more.
_TOKEN = re.compile(
    r"[百千万萬]分之[0-9０-９〇零一二三四五六七八九十百两兩.．]+"
    r"|[0-9０-９]+(?:[.．,，][0-9０-９]+)*(?:\s?[%％‰]|[十百千万萬亿億]+)?[A-Za-zＡ-Ｚａ-ｚ]*"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+[0-9０-９A-Za-zＡ-Ｚａ-ｚ]*"
    r"|[〇零一二三四五六七八九十百千万萬亿億两兩]{2,}"
)
_WINDOW = 40
"""Characters on either side of a place that are searched for a token: no honest number is longer."""


class _Characters(dict[int, str]):
    """Character to what counts of it, filled as characters turn up: text is folded one character at a time.

    So a fragment folds like the whole that it was cut from, which a conversion by phrases does not promise.
    """

    def __init__(self, fold: Fold) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        self[code] = counted = self._counted(chr(code))
        return counted

    def _counted(self, character: str) -> str:
        if unicodedata.category(character) == "No":  # ① and ² must not grow together with a digit beside them
            return character
        if character == "−":  # U+2212, the minus sign
            return "-"
        folded = unicodedata.normalize("NFKC", character).casefold()
        if folded.isascii():
            return "".join(c if c.isalnum() or c in _KEPT else _DROPPED for c in folded)
        return "".join(c if c in _KEPT else (self._fold(c)[:1] or c) if c.isalnum() else _DROPPED for c in folded)


@dataclass(frozen=True, slots=True)
class Normaliser:
    """Leaves of a text what carries its meaning: letters and digits, the decimal point, minus, % and ‰.

    Width, case, script, punctuation and white space do not count, except that something between two numbers keeps
    them apart: 2023、2024 becomes `2023/2024`.
    """

    fold: Fold
    _characters: _Characters = field(init=False, repr=False, compare=False)
    _known_origins: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Of the sentences that are quoted: each is asked for at both ends of every quotation."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_characters", _Characters(self.fold))

    def __call__(self, text: str) -> str:
        """Return what counts of the text."""
        return _RUN.sub(_separator, text.translate(self._characters))

    def origins(self, text: str) -> tuple[int, ...]:
        """Return, for each character of `self(text)`, the offset in `text` that it comes from."""
        if text not in self._known_origins:
            self._known_origins[text] = self._origins(text)
        return self._known_origins[text]

    def _origins(self, text: str) -> tuple[int, ...]:
        pieces = [self._characters[ord(c)] for c in text]
        origin = [i for i, piece in enumerate(pieces) for _ in piece]
        counted = "".join(pieces)
        result: list[int] = []
        done = 0
        for run in _RUN.finditer(counted):
            result.extend(origin[done : run.start()])
            result.extend(origin[run.end() - 1 : run.end()] if _separator(run) else ())
            done = run.end()
        return (*result, *origin[done:])


def token_across(text: str, offset: int) -> str:
    """Return the number or Latin word that a cut before `text[offset]` would go through; empty if none."""
    start = max(0, offset - _WINDOW)
    for token in _TOKEN.finditer(text, start, min(len(text), offset + _WINDOW)):
        if token.start() < offset < token.end():
            return token[0].strip()
    return ""


def _separator(run: re.Match[str]) -> str:
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if not _is_digit(after):
        return ""
    if _is_digit(before) or before in {"%", "‰"}:
        return "." if run[0] == "." else "/"
    return "-" if run[0].endswith("-") and not (before.isascii() and before.isalpha()) else ""


def _is_digit(character: str) -> bool:
    return "0" <= character <= "9"
