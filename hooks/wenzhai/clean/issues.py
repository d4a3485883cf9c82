"""Issues of newsletters and digests: a masthead that counts or dates the issue, then one text below another.

Nothing but its title begins each text, and an article of a numbered series has headings too. The words decide: what
stands below the title of another text shares hardly any of them with what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wenzhai.clean.boundaries import pairs_of, strangeness
from wenzhai.clean.dates import find_date
from wenzhai.clean.draft import Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import is_usual_heading
from wenzhai.clean.margins import is_prose
from wenzhai.clean.numbering import numbering

_DIGIT = "[0-9零〇○一二三四五六七八九十百]"
_COUNTED = re.compile(
    rf"(?:总?第\s*{_DIGIT}{{1,5}}\s*[期号辑]|{_DIGIT}{{1,2}}月[号刊份]).{{0,16}}$|(?:vol|no)\.?\s?\d", re.IGNORECASE
)
_PERIODICAL = re.compile(
    "(?:简报|剪报|快讯|快报|会讯|通讯|月报|周报|月刊|周刊|季刊|电子报|文摘|摘编|选编|动态)(?:[^。]{0,20})$"
)
_MASTHEAD = 4
"""Lines at the top of a seed among which the issue is named."""
_LONGEST_MASTHEAD = 40
_LABELS = 2
"""Lines between a title and its text: who wrote it."""
_TITLE = 8
"""Characters that the titles of texts have on average at least: the headings within one are shorter."""
_NEAR = 3
"""Paragraphs on either side of a title whose words are compared."""


def divide_issue(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with the titles of an issue's texts as dividers, if they are those of an issue."""
    head = [line for line in lines[:_MASTHEAD] if not is_prose(line)]
    named = next((place for place, line in enumerate(head) if _names_issue(line.plain)), -1)
    if named < 0:
        return lines
    titles = [place for place in range(named + 1, len(lines)) if _is_title(lines, place)]
    begun = _begun(lines, titles)
    if not begun:
        return lines
    divided = list(lines)
    for place in (titles[0], *begun):
        divided[place] = replace(lines[place], role=Role.DIVIDER, title_at=0)
    return divided


def _begun(lines: Sequence[Line], titles: Sequence[int]) -> list[int]:
    """Return the titles, but for the first, with which a text begins.

    Where only the first one is signed they are the headings of its text; where none is, their length and the words
    decide for all.
    """
    signed = [place for place in titles if _is_signed(lines, place)]
    changes = {place: _changes_subject(lines, place) for place in titles[1:]}
    if not signed:
        letters = sum(len(lines[place].plain) for place in changes)
        return list(changes) if letters >= _TITLE * len(changes) and sum(changes.values()) > 0 else []
    if len(signed) == 1 and signed[0] == titles[0]:
        return []
    return [place for place, weight in changes.items() if place in signed or weight > 0]


def _names_issue(plain: str) -> bool:
    folded = fold(plain)
    if len(folded) > _LONGEST_MASTHEAD or folded[-1] in "。!?":
        return False
    return bool(_COUNTED.search(folded) or (_PERIODICAL.search(folded) and find_date(folded)))


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading without a number stands right above a text, or above who wrote it."""
    folded = fold(lines[place].plain)
    if lines[place].role is not Role.HEADING or numbering(folded) or is_usual_heading(folded):
        return False
    below = [line for line in lines[place + 1 : place + 2 + _LABELS] if line.role is not Role.BYLINE]
    return bool(below) and below[0].role in {Role.TEXT, Role.QUOTE, Role.LIST_ITEM}


def _is_signed(lines: Sequence[Line], place: int) -> bool:
    return lines[place + 1].role is Role.BYLINE


def _changes_subject(lines: Sequence[Line], place: int) -> float:
    """Return the weight of the words on both sides of a title for two texts."""
    before = [pairs_of(line.plain) for line in lines[:place] if is_prose(line)][-_NEAR:]
    after = [pairs_of(line.plain) for line in lines[place:] if is_prose(line)][:_NEAR]
    return strangeness(before, after) if before and after else 0.0
