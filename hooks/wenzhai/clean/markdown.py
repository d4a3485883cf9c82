"""Markdown in posts that are read as text: ## before a heading, a picture on a line of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from wenzhai.clean.draft import Draft, Dropped, Line, Role

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+[^#\s][^#]{0,80}?(?P<closed>\s*#{0,6})")
_PICTURE = re.compile(r"!\[[^\]]{0,200}\]\([^()]{0,500}\)")
_FEWEST = 2
"""Headings of a seed: one line alone with # before it may be a tag."""


def read_markdown(draft: Draft) -> Draft:
    """Take the marks off headings, whose level they tell, and drop pictures."""
    headings = {place: found for place, line in enumerate(draft.lines) if (found := _heading(line))}
    if len(headings) < _FEWEST:
        return draft
    shift = 1 if any(len(found["marks"]) == 1 for found in list(headings.values())[1:]) else 0
    lines: list[Line] = []
    drops: list[Dropped] = []
    for place, line in enumerate(draft.lines):
        if found := headings.get(place):
            start, end = found.end("marks"), found.start("closed")
            drops += [
                Dropped(mark, _RULE) for mark in (line.text.cut(0, start), line.text.cut(end).strip()) if mark.plain
            ]
            level = len(found["marks"]) + shift
            lines.append(
                replace(line, text=line.text.cut(start, end).strip(), role=Role.HEADING, level=level, fixed=True)
            )
        elif len(line.plain) <= _LONGEST_PICTURE and _PICTURE.fullmatch(line.plain):
            drops.append(Dropped(line.text, _RULE))
        else:
            lines.append(line)
    return draft.keep(lines, drops)


_RULE = "html.markup"
_LONGEST_PICTURE = 800


def _heading(line: Line) -> re.Match[str] | None:
    if line.fixed or line.role is not Role.TEXT or not line.plain.startswith("#"):
        return None
    return _HEADING.fullmatch(line.plain)
