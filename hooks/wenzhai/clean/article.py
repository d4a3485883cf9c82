"""One text of a seed on its way to a document."""

from __future__ import annotations

from dataclasses import dataclass

from wenzhai.clean.draft import Dropped, Found, Line, Role
from wenzhai.model import DocumentEntry, Problem

BODY = frozenset({Role.TEXT, Role.QUOTE, Role.ATTRIBUTION, Role.CAPTION, Role.LIST_ITEM, Role.NOTE})
"""Roles of the lines that make up a text."""
HEAD = frozenset({Role.HEADING, Role.BYLINE, Role.SOURCE})
"""Roles of the lines that may stand around it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text: its lines, the headline in front whichever side it is printed on, and what is known of it."""

    lines: tuple[Line, ...]
    found: tuple[Found, ...] = ()
    drops: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()
    incomplete: bool = False
    entry: DocumentEntry | None = None
    wrapped: bool = False
    """Whether it stands in the columns of a newspaper, where a headline has kicker and subtitle."""
    topic: str = ""
    """What a compilation is about, folded: the words that its dividers share."""
    divided: bool = False
    """Whether it begins with a divider of a compilation."""
    headlines: int = 0
    """How many of the first lines are its headline: headings and bylines."""
