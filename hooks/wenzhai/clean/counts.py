"""Numbers that stand alone above the parts of a text, as accounts on WeChat set them: 01 / 从贴牌到自有品牌."""

from __future__ import annotations

import re
from dataclasses import replace

from wenzhai.clean.draft import Draft, Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.margins import is_prose
from wenzhai.clean.punctuation import goes_on
from wenzhai.clean.text import join

_ALONE = re.compile(r"(?:PART\.?|Part\.?|NO\.?|No\.?)?\s?0?(?P<number>[1-9])[.、]?")
_LONGEST_NUMBER = 8
_LONGEST_TITLE = 30
_HIGHEST = 2
"""The level of a heading that is only a number."""


def join_counts(draft: Draft) -> Draft:
    """Join each such number to the title below it, or make it a heading where the text begins below it.

    They count from one, and text stands below every one of them: the first lines of a list of links have none.
    """
    if draft.wrapped:
        return draft
    lines = draft.lines
    numbers = {place: int(found["number"]) for place, line in enumerate(lines) if (found := _number(line))}
    counted = len(numbers) > 1 and list(numbers.values()) == list(range(1, len(numbers) + 1))
    if not counted or not all(_is_above_text(lines, place) for place in numbers):
        return draft
    joined: list[Line] = []
    for place, line in enumerate(lines):
        if place - 1 in numbers and goes_on(line.plain):
            joined[-1] = replace(joined[-1], text=join([lines[place - 1].text, line.text], " "))
        elif place in numbers and not goes_on(lines[place + 1].plain):
            joined.append(replace(line, role=Role.HEADING, level=_HIGHEST, fixed=True))
        else:
            joined.append(line)
    return draft.keep(joined)


def _number(line: Line) -> re.Match[str] | None:
    loose = line.role is Role.TEXT and not line.fixed and len(line.plain) <= _LONGEST_NUMBER
    return _ALONE.fullmatch(fold(line.plain)) if loose else None


def _is_above_text(lines: tuple[Line, ...], place: int) -> bool:
    """Whether a sentence stands below a number, with a short title between them or without."""
    below = lines[place + 1 : place + 3]
    if below and is_prose(below[0]):
        return True
    return len(below) > 1 and len(below[0].plain) <= _LONGEST_TITLE and goes_on(below[0].plain) and is_prose(below[1])
