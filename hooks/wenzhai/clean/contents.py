"""Tables of contents: rows that announce headings which stand again below, or the pages on which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenzhai.clean.dividers import is_counted
from wenzhai.clean.draft import Draft, Dropped, Gap, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.numbering import numbering

_LONGEST = 80
_NEAR_TOP = 6
"""Lines: a table without a name stands no further down."""
_FEWEST = 3
"""Rows of a table without a name; two are enough below 「目录」."""

_NAME = re.compile(
    r"[【\[<《—·\s-]*(?:本[书刊期册文报]|全文|内容|文章|今日|内页)?\s*(?:目\s*[录次]|导读|要目|看点|要闻)(?:\s*contents)?[】\]>》—·:\s-]*|contents",
    re.IGNORECASE,
)
_OF_ISSUE = re.compile("本[刊期报]|今日|内页")
"""A table so named announces texts and not the parts of one."""
_BLANKS = re.compile(r"\s{2,}")
_PAGE = re.compile(
    r"\s*(?:[.·…⋯—_-]{2,}|\s{2,})\s*(?:[\u4e00-\u9fff·、\s]{2,16}?)?[(\[]?\s*(?:第\s*)?\d{1,4}(?:\s*[页版])?\s*[)\]]?\s*"
    r"|\s*(?:…+|\s)\s*[A-Z]\d{1,2}\s*|\s*…*\s*第?\d{1,2}版\s*"
)


_BULLETS = " ●○•·◎◆◇■□▪►▶★☆※"


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as a row of a table of contents."""

    words: str
    """Without the page and blanks."""
    paged: bool
    again: int
    """Where these words stand last on a line of their own."""


def drop_contents(draft: Draft) -> Draft:
    """Drop the table of contents, which repeats what stands below it."""
    rows = _rows([fold(line.plain) if len(line.plain) <= _LONGEST else "" for line in draft.lines])
    for start in range(len(rows)):
        name = bool(_NAME.fullmatch(rows[start].words))
        if not name and start > _NEAR_TOP and not rows[start].paged:
            continue
        end = _end(rows, start + name)
        counted = end > start and all(is_counted(row.words) for row in rows[start:end])
        if end - start >= (2 + name if name or counted else _FEWEST):
            titles = frozenset(row.words for row in rows[start + name : end])
            rest = _without(draft, start, end)
            is_issue = name and not draft.wrapped and _OF_ISSUE.match(rows[start].words.lstrip("【[<《—·"))
            return _part_texts(rest, titles) if is_issue and not any(map(numbering, titles)) else rest
    return draft


def _part_texts(draft: Draft, titles: frozenset[str]) -> Draft:
    """Mark the titles below that the contents of one issue announce: each begins a text of its own."""
    lines = list(draft.lines)
    words = [_part(fold(line.plain))[0] if len(line.plain) <= _LONGEST else "" for line in lines]
    announced = titles | {_without_colon(title) for title in titles}
    for place, (line, below) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        if lines[place].role is not Role.TEXT:
            continue
        if line in titles:
            lines[place] = replace(lines[place], role=Role.DIVIDER, title_at=0)
        elif not announced.isdisjoint(_below_column(line, below)):
            lines[place] = replace(lines[place], role=Role.DIVIDER)  # the name of a column
            lines[place + 1] = replace(lines[place + 1], role=Role.HEADING)
    return draft.keep(lines)


def _below_column(column: str, title: str) -> frozenset[str]:
    """Return how a row may announce a title below the name of its column; the title may be cut at its colon."""
    if not column or not title or max(len(column), len(title)) > _LONGEST:
        return frozenset()
    return frozenset({column + title, column + title.partition(":")[0]})


def _without_colon(words: str) -> str:
    """Return a row without the colon between the name of a column and a title: 人物：三代人的窑火."""
    return _COLON.sub("", words, count=1)


_COLON = re.compile("[:|]")


def _rows(folded: Sequence[str]) -> list[_Row]:
    parted = [_part(line) for line in folded]
    last: dict[str, int] = {}
    for place, (words, _) in enumerate(parted):
        last[words] = place
        below = parted[place + 1][0] if place + 1 < len(parted) else ""
        last |= dict.fromkeys(_below_column(words, below), place)
    return [_Row(words, paged, max(last[words], last.get(_without_colon(words), 0))) for words, paged in parted]


def _part(folded: str) -> tuple[str, bool]:
    """Return the words of a row, and whether a page follows them."""
    bare = _BLANKS.sub("  ", folded.strip().strip(_BULLETS))  # a long row of blanks would be tried in every way
    page = next((found for found in _PAGE.finditer(bare) if found.start() and found.end() == len(bare)), None)
    return "".join((bare[: page.start()] if page else bare).split()), page is not None


def _end(rows: Sequence[_Row], start: int) -> int:
    """Return where the rows end that begin at `start`: each has a page, or stands again below all of them."""
    end = start
    while end < len(rows) and (rows[end].paged or (rows[end].words and rows[end].again > end)):
        end += 1
    while end > start and not all(row.paged or row.again >= end for row in rows[start:end]):
        end -= 1
    return end


def _without(draft: Draft, start: int, end: int) -> Draft:
    drops = [Dropped(line.text, "boilerplate.contents") for line in draft.lines[start:end]]
    rest = draft.lines[end:]
    below = (replace(rest[0], gap=Gap.PAGE), *rest[1:]) if rest and rest[0].gap is Gap.NONE else rest
    return draft.keep((*draft.lines[:start], *below), drops)
