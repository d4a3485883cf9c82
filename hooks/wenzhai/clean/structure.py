"""Gives paragraphs their place in a text: levels of headings, quotations, captions, list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from wenzhai.clean.article import Article
from wenzhai.clean.draft import Gap, Line, Opening, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import is_usual_heading
from wenzhai.clean.labels import ends_in_credit
from wenzhai.clean.numbering import RANK, numbering

_HIGHEST = 2
_LOWEST = 6
_UNNUMBERED = -1
_MOST_CAPTIONS = 3
_LONGEST_CAPTION = 100
"""Characters: below a longer paragraph of a web page a credit speaks of its pictures, not of the paragraph."""


def find_structure(article: Article) -> Article:
    """Return the text with the roles and levels that only the whole of it can tell."""
    lines = _without_last_heading(_quotations(article.lines))
    lines = lines if article.wrapped else _without_lone_heading(lines)
    lines = _without_verse(lines, _FEWEST_VERSES + article.wrapped)
    lines = _without_items(lines if article.wrapped else _without_questions(lines))
    return replace(article, lines=tuple(_levels(lines)))


def _without_last_heading(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with what nothing follows made prose: a signature or a farewell is no heading."""
    found = list(lines)
    for place in range(len(found) - 1, 0, -1):
        if found[place].role is not Role.HEADING:
            break
        found[place] = replace(found[place], role=Role.TEXT, level=0)
    return found


def _without_questions(lines: list[Line]) -> list[Line]:
    """Return the lines with a question right above a heading made prose: it ends the paragraphs before."""
    return [
        replace(line, role=Role.TEXT)
        if _is_loose_heading(line) and line.plain[-1] in "？?" and _heads(lines, place + 1)
        else line
        for place, line in enumerate(lines)
    ]


def _heads(lines: Sequence[Line], place: int) -> bool:
    return place < len(lines) and lines[place].role is Role.HEADING


def _without_lone_heading(lines: list[Line]) -> list[Line]:
    """Return the lines with the only heading of a text made prose, if the text begins with it: it parts nothing."""
    headings = [place for place, line in enumerate(lines) if line.role is Role.HEADING]
    is_lone = len(headings) == 1 and not any(line.role is Role.TEXT for line in lines[: headings[0]])
    if not is_lone or not _is_loose_heading(lines[headings[0]]) or is_usual_heading(fold(lines[headings[0]].plain)):
        return lines
    return [replace(line, role=Role.TEXT) if line.role is Role.HEADING else line for line in lines]


def _without_verse(lines: Sequence[Line], fewest: int) -> list[Line]:
    """Return the lines with rows of headings made prose: verses, the words of a list; a number still begins a row."""
    found = list(lines)
    for is_row, group in groupby(range(len(found)), key=lambda place: _is_loose_heading(found[place])):
        places = list(group)
        if is_row and len(places) >= fewest:
            for place in places:
                found[place] = replace(found[place], role=Role.TEXT, level=0)
    return found


_FEWEST_VERSES = 3
_START = 12


def _without_items(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the items of lists made prose, which are numbered like headings.

    Nothing stands between items; where one of them is a sentence or goes on to the next, so is the one below it.
    """
    found = list(lines)
    styles = [_style(line) for line in found]
    for place in range(1, len(found)):
        above, line = found[place - 1], found[place]
        loose = line.role is Role.HEADING and not line.level and not line.fixed
        if loose and above.role is Role.TEXT and _counts_on(above.plain, line.plain):
            found[place] = replace(line, role=Role.TEXT)
    for is_row, group in groupby(range(len(found)), key=lambda at: found[at].role is Role.HEADING and styles[at]):
        places = list(group)
        loose = not any(found[at].level or found[at].fixed for at in places)
        if is_row not in {False, _UNNUMBERED} and len(places) >= _FEWEST_VERSES and loose:
            for at in places:
                found[at] = replace(found[at], role=Role.TEXT)
    return found


def _counts_on(above: str, below: str) -> bool:
    """Whether two paragraphs bear numbers of one style, the second the next after the first."""
    one, other = numbering(fold(above[:_START])), numbering(fold(below[:_START]))
    return one is not None and other is not None and (one.style, one.number + 1) == (other.style, other.number)


def _is_loose_heading(line: Line) -> bool:
    return line.role is Role.HEADING and not line.level and not line.fixed and numbering(fold(line.plain)) is None


def mark_captions(article: Article) -> Article:
    """Mark captions: a credit makes one of the paragraph before it; of a text that is all caption, of all of it."""
    found = list(article.lines)
    body = [place for place, line in enumerate(found) if line.role is Role.TEXT]
    is_story = any(line.opening is not Opening.NO or line.role is Role.BYLINE for line in found)
    credited = bool(body) and any(line.role is Role.CREDIT for line in found[body[-1] :])
    if credited and len(body) <= _MOST_CAPTIONS and not is_story:
        for place in body:
            found[place] = replace(found[place], role=Role.CAPTION)
    for place, line in enumerate(found):
        above = found[place - 1] if place else line
        is_caption = article.wrapped or len(above.plain) <= _LONGEST_CAPTION
        below = body[-1] if body and body[-1] == place + 1 and len(found[place + 1].plain) <= _LONGEST_CAPTION else 0
        if line.role is Role.CREDIT and below and article.wrapped and above.role is not Role.CAPTION:
            found[below] = replace(found[below], role=Role.CAPTION)
        elif line.role is Role.CREDIT and above.role is Role.TEXT and is_caption:
            found[place - 1] = replace(found[place - 1], role=Role.CAPTION)
        elif (
            line.role in {Role.TEXT, Role.HEADING}
            and not line.fixed
            and (
                _is_caption(line.plain, [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]])
                or (place and _names_table(line, found[place + 1 : place + 3]))
            )
        ):
            found[place] = replace(line, role=Role.CAPTION)
    return replace(article, lines=tuple(found))


def _names_table(line: Line, below: Sequence[Line]) -> bool:
    """Whether a line stands right above the rows of a table, whose name it is then."""
    is_table = len(below) > 1 and all(row.role is Role.LIST_ITEM and not row.fixed for row in below)
    return is_table and line.role is Role.HEADING and not line.level and below[0].gap is Gap.NONE


_CAPTION = re.compile(r"图(?:为|:|说|/|片说明|[1-3一二三](?!.{0,2}表))|[▲△]|[上下]图|漫画:")


def _is_caption(plain: str, beside: Sequence[Line]) -> bool:
    """Whether a line begins or ends as captions do; with the same sign before a line beside it, it is an item."""
    begins = bool(_CAPTION.match(fold(plain[:_START])))
    is_item = plain[0] in "▲△" and any(line.plain.startswith(plain[0]) for line in beside)
    return ends_in_credit(plain) or (begins and not is_item)


def _quotations(lines: Sequence[Line]) -> list[Line]:
    """Make a quotation of a paragraph above a line that says whose words it is."""
    found = list(lines)
    for place, line in enumerate(found):
        if line.role is Role.ATTRIBUTION and place and found[place - 1].role is Role.TEXT:
            found[place - 1] = replace(found[place - 1], role=Role.QUOTE)
    return found


def _levels(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with headings levelled from 2 in the order in which their styles nest."""
    marked = sorted({line.level for line in lines if line.role is Role.HEADING and line.level})
    if marked:
        return _marked_levels(lines, marked)
    styles = [_style(line) for line in lines if line.role is Role.HEADING]
    ranks = _nested([style for style in styles if style != _UNNUMBERED])
    return [
        replace(line, level=_level(line, ranks)) if line.role is Role.HEADING and not line.level else line
        for line in lines
    ]


def _nested(styles: Sequence[int]) -> list[int]:
    """Return the styles from the outermost to the innermost.

    1.1 is part of 1 where the text begins with a 1; where it begins with 1.1, a 1 is the item of a list.
    """
    ranks = sorted(set(styles))
    if _DIGIT in ranks and _DECIMAL in ranks and styles.index(_DIGIT) < styles.index(_DECIMAL):
        ranks.remove(_DIGIT)
        ranks.insert(ranks.index(_DECIMAL), _DIGIT)
    if _DEEP in ranks and _DECIMAL in ranks:
        ranks.remove(_DEEP)
        ranks.insert(ranks.index(_DECIMAL) + 1, _DEEP)
    return ranks


_DIGIT, _DECIMAL, _DEEP = RANK["digit"], RANK["decimal"], RANK["decimal-deep"]


def _level(line: Line, ranks: Sequence[int]) -> int:
    style = _style(line)
    if style == _UNNUMBERED:
        return _HIGHEST
    return min(_HIGHEST + ranks.index(style), _LOWEST)


def _style(line: Line) -> int:
    number = numbering(fold(line.plain))
    return number.rank if number else _UNNUMBERED


def _marked_levels(lines: Sequence[Line], marked: Sequence[int]) -> list[Line]:
    """Close the gaps that markup leaves: h2 and h4 are 2 and 3; a heading without level is below the last one."""
    ranks = {level: min(_HIGHEST + place, _LOWEST) for place, level in enumerate(marked)}
    found: list[Line] = []
    for line in lines:
        if line.role is Role.HEADING:
            found.append(replace(line, level=ranks.get(line.level, _HIGHEST)))
        else:
            found.append(line)
    return found
