"""Marks what pages put in the middle of texts: signs to press, the titles of other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.clean.boilerplate import find_phrase
from wenzhai.clean.draft import Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.labels import ends_in_credit
from wenzhai.clean.margins import is_prose
from wenzhai.clean.numbering import numbering

_LONGEST_NAME = 24
_LONGEST_LINK = 60


def mark_buttons(lines: Sequence[Line], rules: list[str]) -> None:
    """Mark what is no word at all, and so only a sign to press or a number of readers: +2, A-, ↑, [+], 1/10, 128."""
    for place, line in enumerate(lines):
        if not rules[place] and line.role in _LOOSE and not line.level and is_button(line.plain):
            rules[place] = "boilerplate.page.controls"


def is_button(plain: str) -> bool:
    """Whether a line is a sign to press or a number."""
    folded = fold(plain) if len(plain) <= _LONGEST_BUTTON else ""
    return any(pattern.fullmatch(folded) for pattern in (_COUNT, _BUTTON, _END))


_LONGEST_BUTTON = 10
_COUNT = re.compile(r"\d[\d.,]*\s?[万千kKwW]?\+?")
"""Of readers: 128, 8.6万, 1.2k."""
_END = re.compile(r"[-—=*·~▼\s]{1,4}(?:END|End|完|The\s?End|全文完)[-—=*·~▼\s]{0,4}")
_LOOSE = frozenset({Role.TEXT, Role.HEADING, Role.LIST_ITEM, Role.BYLINE})
_BUTTON = re.compile(
    r"[\[(]?[+-]\s?\d{0,3}[\])]?|[AT][+-]{1,2}(?:\s*[AT][+-]{1,2})*|[AT](?:\s*\|?\s*[AT])+|\d{1,2}\s?/\s?\d{1,2}|[<>‹›«»^×✕↑↓←→▲▼△▽⬆⬇☰|]{1,4}"
)


def mark_links(lines: Sequence[Line], rules: list[str]) -> None:
    """Mark, in the middle of a text, the titles of other pages below 延伸阅读: short lines that end no sentence."""
    first = next((place for place, line in enumerate(lines) if is_prose(line)), len(lines))
    for place, line in enumerate(lines[first:], start=first):
        if not announces_links(line) or _NAMES_ONE.match(fold(line.plain)):
            continue
        end = place + 1
        while end < len(lines) and end - place <= _MOST_LINKS and _is_title(lines[end]):
            end += 1
        if 1 < end - place <= _MOST_LINKS and end < len(lines) and is_prose(lines[end]):
            rules[place:end] = [rule or "boilerplate.related" for rule in rules[place:end]]


_MOST_LINKS = 6
_NAMES_ONE = re.compile(r"[【\[][^】\]]{2,8}[】\]]\s*\w{4}")
"""【相關文章】某某…: the title stands on the same line, and the next line is the text's."""


def announces_links(line: Line) -> bool:
    """Whether a line says that other pages, or what readers say, come below it: 延伸阅读, 精选留言."""
    if len(line.plain) > _LONGEST_LINK or line.role not in _LOOSE:
        return False
    if len(line.plain) > _LONGEST_NAME and line.plain[-1] not in "：:":
        return False
    phrase = find_phrase(line.plain)
    return phrase is not None and phrase.where == "rest"


def _is_title(line: Line) -> bool:
    """Whether a line may be the title of another page: short, without the mark that ends a sentence, no label."""
    if line.role not in {Role.TEXT, Role.HEADING, Role.LIST_ITEM} or len(line.plain) > _LONGEST_LINK:
        return False
    return not ends_in_credit(line.plain) and line.plain[-1] not in "。：:，,；;" and not numbering(fold(line.plain))
