"""Dividers of compilations: 「……篇一」, 【第2篇】, 范文三. One alone is a heading; a row that counts up divides."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenzhai.clean.draft import Draft, Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import BARE_NUMBERS
from wenzhai.clean.margins import is_prose
from wenzhai.clean.numbering import numbering

_NUMBER = r"(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})"
_LONGEST = 50

_WORD = "(?:篇|范文|例文|作文|范例|范本|样文|样本|案例|个案|实例|示例|文章|封信)"
_TITLE = r"(?:(?:[:、.\s]|(?<=[】\])]))\s*(?P<title>\S.*))?"
_OPEN, _CLOSE = r"[^\w【\[(]{0,3}[【\[(]?\s*", r"\s*[】\])]?\s*"

# What counts is said (第二篇, 范文三), or else the words beside the number must be the same every time.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OPEN}第?\s*{_NUMBER}\s*{_WORD}{_CLOSE}{_TITLE}",
        rf"{_OPEN}{_WORD}\s*{_NUMBER}{_CLOSE}{_TITLE}",
        rf"(?P<stem>\S.{{1,40}}?)\s*{_OPEN}第?\s*{_WORD}\s*{_NUMBER}{_CLOSE}{_TITLE}",
        rf"(?P<stem>\S.{{1,40}}?)\s*{_OPEN}第\s*{_NUMBER}\s*{_WORD}{_CLOSE}",
        rf"(?P<stem>\S.{{2,40}}?)\s*[【\[(]\s*{_NUMBER}\s*[】\])]",
        rf"{_OPEN}(?P<stem>\w.{{1,40}}?)\s?(?:之|其|#|-|No\.?)?{_NUMBER}{_CLOSE}",
        rf"[【\[(]\s*{_NUMBER}\s*[】\])]\s*[、.:]?\s*(?P<stem>\S.{{1,40}})",
        rf"第?{_NUMBER}\s*[、.:\s]\s*(?P<stem>\S.{{1,40}})",
    )
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    style: int
    stem: str
    number: int
    title_at: int
    """Offset of the text's own title behind the number, -1 where none stands there."""


def mark_dividers(draft: Draft) -> Draft:
    """Mark the lines that divide a compilation."""
    rows: dict[tuple[int, str], list[_Candidate]] = defaultdict(list)
    for place, line in enumerate(draft.lines):
        if line.role in {Role.TEXT, Role.HEADING} and len(line.plain) <= _LONGEST:
            candidate = _candidate(place, fold(line.plain))
            if candidate:
                rows[candidate.style, candidate.stem].append(candidate)
    lines = list(draft.lines)
    for row in rows.values():
        if not _counts_up(row, lines) or _are_sections(lines, row):
            continue
        titles = {fold(lines[one.line].plain[one.title_at :]).strip() for one in row if one.title_at >= 0}
        repeated = len(titles) == 1
        stem = row[0].stem or (next(iter(titles)) if repeated else "")
        for one in row:
            title_at = -1 if repeated else one.title_at
            lines[one.line] = replace(lines[one.line], role=Role.DIVIDER, title_at=title_at, stem=stem)
    return draft.keep(lines)


def is_counted(folded: str) -> bool:
    """Whether a line may be one of a row that counts up: 篇二, （三）."""
    return folded.strip() in BARE_NUMBERS or folded.strip().isdigit() or _candidate(0, folded) is not None


_CASE = re.compile("案例|个案|实例|示例|文章|封信")
"""What an article may tell one after another, too."""
_CASES = re.compile("[集编录辑选例]$|[篇则例个]典型|典型案例")
_HEAD = 4
_LONGEST_NAME = 40


def _are_sections(lines: Sequence[Line], row: Sequence[_Candidate]) -> bool:
    """Whether cases that count up are the sections of one article.

    No title above them names a collection, prose stands above the first, and none has headings of its own.
    """
    first, last = row[0].line, row[-1].line
    if row[0].stem or not all(_CASE.search(fold(lines[one.line].plain)[:_LONGEST_WORD]) for one in row):
        return False
    heads = [fold(line.plain) for line in lines[: min(first, _HEAD)] if len(line.plain) <= _LONGEST_NAME]
    parted = any(numbering(fold(line.plain[:_LONGEST_WORD])) for line in lines[first + 1 : last])
    introduced = any(is_prose(line) for line in lines[:first])
    return introduced and not parted and not any(_CASES.search(head.strip(" )】》”")) for head in heads)


_LONGEST_WORD = 8


def _candidate(place: int, folded: str) -> _Candidate | None:
    for style, pattern in enumerate(_PATTERNS):
        match = pattern.fullmatch(folded.strip())
        if not match:
            continue
        groups = match.groupdict()
        stem = groups.get("stem") or ""
        if style >= _BARE and stem[-1:] in "年月第之页頁版0123456789.":
            return None
        title_at = match.start("title") if groups.get("title") else -1
        return _Candidate(place, style, re.sub(r"\s", "", stem), _value(match["number"]), title_at)
    return None


_SHORT_STEM = 2
_BARE = 4
"""From this pattern on the number has no word that says what it counts."""


def _counts_up(row: Sequence[_Candidate], lines: Sequence[Line]) -> bool:
    numbers = [candidate.number for candidate in row]
    apart = all(later.line - earlier.line > 1 for earlier, later in itertools.pairwise(row))
    fewest = 2 if not row[0].stem or len(row[0].stem) > _SHORT_STEM else 3
    begins = numbers[0] <= 2 or _is_part_of_book(row[0], lines)  # noqa: PLR2004 - the first one may be lost
    return len(row) >= fewest and apart and begins and numbers == list(range(numbers[0], numbers[0] + len(row)))


def _is_part_of_book(first: _Candidate, lines: Sequence[Line]) -> bool:
    """Whether a row that says what it counts begins at the top of what was taken out of a longer work: 案例七."""
    return first.style < _BARE and first.line < _HEAD and not any(map(is_prose, lines[: first.line]))


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
