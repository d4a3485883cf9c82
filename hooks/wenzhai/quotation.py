"""Quotation marks: “ ” ‘ ’ in simplified script, 「 」 『 』 in traditional, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenzhai.model import Lang


def map_marks(text: str, to: Lang) -> tuple[tuple[int, str], ...]:
    """Return offset and new form of the quotation marks of a block in an edition, one for one.

    Apostrophes, inches and the quotations of an English sentence keep their form.
    """
    if to is Lang.HANS:
        return tuple((found.start(), _TO_SIMPLIFIED[found[0]]) for found in _CORNERS.finditer(text))
    if not _CURLY.search(text):
        return ()
    return tuple((mark.at, _TO_TRADITIONAL[text[mark.at]]) for mark in _read(text) if not mark.foreign)


def unpartnered(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield number and offset of each mark without a partner in the blocks of a text, corners included.

    A quotation may run over several blocks, and each of them may open it again.
    """
    going_on: list[tuple[str, int, int]] = []
    for number, written in enumerate(texts):
        text = written.translate(_AS_CURLY)
        for mark in _read(text) if _CURLY.search(text) else ():
            if mark.foreign:
                continue
            char = text[mark.at]
            opened = [opening for opening, _, _ in going_on]
            if char not in _CLOSING:
                if mark.partner is None and _OPENING[char] in opened:
                    del going_on[opened.index(_OPENING[char]) :]
                elif mark.partner is None:
                    yield number, mark.at
            elif char in opened and not text[: mark.at].strip("“‘ \u3000"):
                if mark.partner is not None and not _AFTER_CLOSING.sub("", text[mark.partner + 1 :]):
                    del going_on[opened.index(char) :]
            else:
                # Within quotation marks stand others: the same kind again means that the first were never closed.
                yield from ((block, at) for opening, block, at in going_on if opening == char and block < number)
                going_on = [each for each in going_on if each[0] != char or each[1] == number]
                if mark.partner is None:
                    going_on.append((char, number, mark.at))
    yield from ((block, at) for _, block, at in going_on)


def quoted(text: str) -> bytearray:
    """Return a flag for each character: whether it stands in a quotation or a title, in whatever marks.

    A quotation that is never closed reaches to the end: rather too much than a word changed in an author's mouth.
    """
    flags = bytearray(len(text))
    open_marks: list[str] = []
    since = 0
    for match in _ENCLOSING.finditer(text):
        mark, at = match[0], match.start()
        if mark == "’" and _is_apostrophe(text, at, single_open="’" in open_marks):
            continue
        before = bool(open_marks)
        if mark in open_marks:
            while open_marks.pop() != mark:
                pass
        elif mark in _CLOSING and len(open_marks) < _DEEPEST:
            open_marks.append(_CLOSING[mark])
        if open_marks and not before:
            since = at
        elif before and not open_marks:
            flags[since : at + 1] = b"\1" * (at + 1 - since)
    if open_marks:
        flags[since:] = b"\1" * (len(text) - since)
    return flags


_TO_TRADITIONAL = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_OPENING = {"”": "“", "’": "‘"}
_TO_SIMPLIFIED = {corner: curly for curly, corner in _TO_TRADITIONAL.items()}
_AS_CURLY = str.maketrans(_TO_SIMPLIFIED)
_AFTER_CLOSING = re.compile(r"[，。；！？、：,.;!?:…—）)\]\s]++")
_CURLY = re.compile("[“”‘’]")
_CORNERS = re.compile("[「」『』]")
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", '"': '"'}
_ENCLOSING = re.compile('[“”‘’「」『』《》〈〉"]')
_DEEPEST = 16
"""Nobody nests deeper, and a search through the open marks stays cheap."""

_CJK = "[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\U00020000-\U0003ffff]"
_IS_CJK = re.compile(_CJK)
_TOKEN = re.compile(f"(?P<mark>[“”‘’])|(?P<word>[A-Za-z]++)|{_CJK}++")
_INCHES = re.compile(r"[0-9]”(?=\w|[\s×*])")
_ENGLISH_WORDS = 4
"""So many Latin words beside a quotation, without Chinese in between, make an English sentence, not a name."""


@dataclass(slots=True)
class _Mark:
    at: int
    place: tuple[int, int | None]
    """The stretch without Chinese in which it stands, and the opening mark of the quotation around it."""
    partner: int | None = None
    foreign: bool = False


def _read(text: str) -> list[_Mark]:
    """Return the curly marks in order, with their partners, and whether they are none of Chinese."""
    marks: dict[int, _Mark] = {}
    words: Counter[tuple[int, int | None]] = Counter()
    stack: list[int] = []
    stretch = 0
    for token in _TOKEN.finditer(text):
        at = token.start()
        if token["word"]:
            words[stretch, stack[-1] if stack else None] += 1
        elif not token["mark"]:
            stretch += 1
        elif token[0] in _CLOSING:
            marks[at] = _Mark(at, (stretch, stack[-1] if stack else None))
            if len(stack) < _DEEPEST:
                stack.append(at)
        else:
            marks[at] = _closed(text, at, stretch, stack, marks)
    least = _ENGLISH_WORDS if _IS_CJK.search(text) else 1
    for mark in marks.values():
        whole = mark.partner is None or marks[mark.partner].place == mark.place
        mark.foreign |= whole and words[mark.place] >= least
    return list(marks.values())


def _closed(text: str, at: int, stretch: int, stack: list[int], marks: dict[int, _Mark]) -> _Mark:
    """Return the closing mark or apostrophe at `at`, after taking its partner from the stack."""
    opening = "“" if text[at] == "”" else "‘"
    inner = text[stack[-1]] if stack else ""
    if opening == "‘" and _is_apostrophe(text, at, single_open=inner == "‘"):
        return _Mark(at, (stretch, None), foreign=True)
    if opening == "“" and "“" not in (text[i] for i in stack) and _INCHES.match(text, at - 1):
        return _Mark(at, (stretch, None), foreign=True)
    depth = next((i for i in reversed(range(len(stack))) if text[stack[i]] == opening), None)
    partner = None
    if depth is not None:
        partner = stack[depth]
        del stack[depth:]
        marks[partner].partner = at
    return _Mark(at, (stretch, stack[-1] if stack else None), partner)


def _is_apostrophe(text: str, at: int, *, single_open: bool) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if _is_latin(before) and _is_latin(after):
        return True
    return not single_open and (_is_latin(before) or (_is_latin(after) and not _IS_CJK.match(before)))


def _is_latin(char: str) -> bool:
    return char.isalnum() and not _IS_CJK.match(char)
