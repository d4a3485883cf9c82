"""Divides a seed into its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from wenzhai.clean.article import BODY, HEAD, Article
from wenzhai.clean.boundaries import find_boundaries
from wenzhai.clean.draft import Draft, Line, Role
from wenzhai.clean.fields import read_fields
from wenzhai.clean.folding import fold
from wenzhai.clean.issues import divide_issue
from wenzhai.clean.margins import is_prose
from wenzhai.clean.page_headlines import with_headlines
from wenzhai.model import Kind


def split_articles(draft: Draft, kind: Kind) -> tuple[Article, ...]:
    """Return the texts of a seed, in its order."""
    if kind is Kind.NEWSPAPER:
        return with_headlines(draft.lines, find_boundaries(draft.lines))
    lines = draft.lines if kind is Kind.PDF else _divided(draft.lines)
    cuts = _report_cuts(lines) if kind is Kind.PDF else _web_cuts(lines)
    edges = [0, *cuts, len(lines)]
    topic = _topic(lines)
    told = kind is not Kind.PDF and len(cuts) > 1
    begins = frozenset(cuts if told else ())
    return tuple(
        Article(lines[a:b], topic=topic, divided=a in begins or lines[a].role is Role.DIVIDER)
        for a, b in pairwise(edges)
        if a < b
    )


_COUNTED = re.compile(
    r"\s*[(【\[]?(?:汇总|精选|通用|优秀|优质|合集|大全|推荐|最新|共|热门|实用|必备)*\s*\d{0,3}\s*[篇则]?[)】\]]?(?:范文|精选|大全|合集|汇总)?\s*$"
)


_LONGEST_TOPIC = 80


def _topic(lines: Sequence[Line]) -> str:
    """Return what a compilation is about, folded: the words that its dividers share, or its title."""
    first = next((place for place, line in enumerate(lines) if line.role is Role.DIVIDER), 0)
    if not first or lines[first].stem:
        return lines[first].stem if lines else ""
    title = next((fold(line.plain[:_LONGEST_TOPIC]) for line in lines[:first] if line.role is Role.HEADING), "")
    return re.sub(r"^(?:\d{4}年?|最新|优秀|精选)+|\s", "", _COUNTED.sub("", title))


# --- Web pages and compilations -----------------------------------------------------------------------------------


def _divided(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return lines if any(line.role is Role.DIVIDER for line in lines) else tuple(divide_issue(lines))


def _web_cuts(lines: Sequence[Line]) -> list[int]:
    """Return where texts begin: at dividers; else at headings with an author's line, once a text has gone before."""
    dividers = [place for place, line in enumerate(lines) if line.role is Role.DIVIDER]
    if dividers:
        return dividers
    dated = [place for place in range(len(lines)) if _is_dated(lines, place)]
    begins = set(dated if len(dated) > 1 else ()) | {p for p in range(len(lines)) if _is_signed(lines, p)}
    begins = {_above_subtitle(lines, place) for place in begins}
    cuts: list[int] = []
    body = 0
    first = min(begins, default=0)
    for place, line in enumerate(lines):
        if body and place in begins:
            cuts.append(place)
            body = 0
        body += line.role in BODY and (is_prose(line) or line.role is Role.QUOTE)
    return [first, *cuts] if cuts and first < cuts[0] else cuts


def _above_subtitle(lines: Sequence[Line], place: int) -> int:
    """Return the place of the title above a subtitle with a dash before it."""
    is_subtitle = lines[place].plain.startswith("—") and place > 0 and lines[place - 1].role is Role.HEADING
    return place - 1 if is_subtitle else place


def _is_signed(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading is followed by its author's line and then by text."""
    if lines[place].role is not Role.HEADING or place + 2 >= len(lines):
        return False
    below = lines[place + 1]
    author = below.role is Role.BYLINE or (
        below.role is Role.SOURCE and any(field.name == "author" for field in read_fields(below.plain))
    )
    return author and any(is_prose(line) or line.role is Role.QUOTE for line in lines[place + 2 : place + 5])


_LONGEST_INFO = 3
"""Lines between a title and its text: the date, a row of buttons."""


def _is_dated(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading is followed by the line that says when it was published, and then by prose.

    One may be anything; where several are, each begins a text of its own.
    """
    if lines[place].role is not Role.HEADING:
        return False
    below = lines[place + 1 : place + 2 + _LONGEST_INFO]
    body = next((at for at, line in enumerate(below) if is_prose(line)), 0)
    return body > 0 and below[0].role in {Role.SOURCE, Role.BYLINE, Role.DATELINE}


def _is_announced(heading: Line, before: Sequence[Line]) -> bool:
    """Whether the text before names what follows its date: the plan that a notice passes on."""
    name = _bare(heading.plain)
    return len(name) >= _SHORTEST_NAME and any(name in _bare(line.plain) for line in before)


def _bare(plain: str) -> str:
    return "".join(filter(str.isalnum, plain))


_SHORTEST_NAME = 6


def _report_cuts(lines: Sequence[Line]) -> list[int]:
    """Return where, in a wide PDF text, another text begins: at its headline."""
    cuts: list[int] = []
    for place in find_boundaries(lines, paper=False):
        begin = place
        while begin and lines[begin - 1].role in HEAD:
            begin -= 1
        # An authority and a date sign the text before; the next one begins below them.
        dates = [at for at in range(begin, place) if lines[at].role is Role.SOURCE]
        if dates and any(line.role is Role.HEADING for line in lines[dates[-1] : place]):
            begin = dates[-1] + 1
        headings = [line for line in lines[begin:place] if line.role is Role.HEADING]
        if begin and headings and not (dates and _is_announced(headings[0], lines[:begin])):
            cuts.append(begin)
    return cuts
