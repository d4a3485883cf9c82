"""What journals print around a paper: its classification, and the notes on author and fund at the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wenzhai.clean.draft import Draft, Dropped, Gap, Line
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import is_usual_heading
from wenzhai.clean.numbering import numbering

_CLASSIFIED = re.compile(r"[\[【]?\s*(?:中图分类号|文献标[识志]码|文章编号|DOI|开放科学)", re.IGNORECASE)
_NOTE = re.compile(
    r"[\[【*]?\s*(?:收稿(?:日期)?|修回(?:日期)?|投稿日期|刊出(?:日期)?|网络首发|基金项目|资助项目)\s*[\]】]?\s*:"
)
_ABOUT = re.compile(r"[\[【*]?\s*(?:作者简介|第一作者|通[信讯]作者)\s*[\]】]?\s*:")
"""A note of a journal beside others; by itself, what a web page tells of its author."""
_START = 16
_MOST_LINES = 4
"""Of one note."""


def drop_journal_notes(draft: Draft) -> Draft:
    """Drop the classification of a paper and the notes at the foot of its first page, which part a sentence."""
    gone = _places(draft.lines)
    if not gone:
        return draft
    kept: list[Line] = []
    for place, line in enumerate(draft.lines):
        if place in gone:
            continue
        follows = place - 1 in gone and line.gap is Gap.NONE
        kept.append(replace(line, gap=Gap.PAGE) if follows else line)
    return draft.keep(kept, [Dropped(draft.lines[place].text, "furniture.journal") for place in sorted(gone)])


def _places(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of all notes; a note that is broken goes on until its sentence ends."""
    gone: set[int] = set()
    begins = [fold(line.plain[:_START]) if not line.fixed else "" for line in lines]
    notes = {place for place, folded in enumerate(begins) if _CLASSIFIED.match(folded) or _NOTE.match(folded)}
    if notes:
        notes |= {place for place, folded in enumerate(begins) if _ABOUT.match(folded)}
    for place in sorted(notes):
        gone.add(place)
        end = place
        while _goes_on(lines, end) and end - place < _MOST_LINES:
            end += 1
            gone.add(end)
    return frozenset(gone)


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    """Whether the next line is the rest of a note: its own line is full and no sentence or heading ends it."""
    if place + 1 == len(lines) or lines[place + 1].gap is not Gap.NONE or lines[place].plain[-1] in "。.;；":
        return False
    below = fold(lines[place + 1].plain[:_START])
    if is_usual_heading(below) or numbering(below) is not None:
        return False
    return 0 < lines[place].column <= lines[place].width + lines[place].indent + 1
