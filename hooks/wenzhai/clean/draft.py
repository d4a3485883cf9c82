"""What the passes hand to one another: lines of text, each with what is known of it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto

from wenzhai.clean.text import Text
from wenzhai.model import Problem


class Role(IntEnum):
    """What a line, or the paragraph that lines were joined to, is found to be.

    A number, because sets of other members hash by name, in Python, and every pass asks sets of roles.
    """

    TEXT = auto()
    """Nothing in particular: part of a paragraph."""
    HEADING = auto()
    DIVIDER = auto()
    """`……篇一` in a compilation: a text of its own begins."""
    BYLINE = auto()
    """Who wrote it."""
    DATELINE = auto()
    """An agency's 「新华社北京12月25日电」 on a line of its own."""
    SOURCE = auto()
    """Where it was taken from, when, and by whom, as web pages print it: 「来源：…」."""
    CREDIT = auto()
    """Who took the photograph."""
    CAPTION = auto()
    NOTE = auto()
    """About the author, at the end: 「（作者：…）」."""
    QUOTE = auto()
    ATTRIBUTION = auto()
    """Whose words a quotation is: 「——……」."""
    LIST_ITEM = auto()


class Gap(IntEnum):
    """What stands in the seed between a line and the one before it."""

    NONE = auto()
    """Nothing: the lines touch."""
    BLANK = auto()
    """A blank line."""
    PAGE = auto()
    """The edge of a page, a column or a curator's range: it says nothing about paragraphs."""
    MARKUP = auto()
    """The end of an element of HTML: a paragraph ends here unless the sentence plainly goes on."""


class Opening(Enum):
    """How a line shows that a text of its own begins with it."""

    NO = auto()
    DATELINE = auto()
    """「据新华社北京12月25日电」, 【記者…台北報導】."""
    JUMP = auto()
    """（上接1版）: the beginning is on another page."""
    CURATOR = auto()
    """The first line that the sidecar gives to a document."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the seed; later, one paragraph joined from several."""

    text: Text
    role: Role = Role.TEXT
    gap: Gap = Gap.NONE
    space: int = 0
    """Blank lines above it."""
    indent: int = 0
    """Blanks at its start, in half-widths."""
    width: int = 0
    """How wide it stands in the seed, in half-widths, without its indent; 0 where letter spacing hides it."""
    column: int = 0
    """Width of the column it stands in, in half-widths; 0 where nothing shows that lines were wrapped."""
    fills: bool = False
    """Whether the lines of a paragraph show that width themselves."""
    level: int = 0
    """Of a heading, where markup or the curator gives one: 2 for the highest inside a document."""
    title_at: int = -1
    """Of a divider: where the title of its text begins, -1 where it only counts."""
    stem: str = ""
    """Of a divider: the words, folded, that all dividers of the compilation share."""
    opening: Opening = Opening.NO
    closing: bool = False
    """Whether the text that it belongs to breaks off here for another page: （下转3版）."""
    joins: bool | None = None
    """The curator's word on whether it goes on the line before it; `None`: none given."""
    prose: bool = False
    """Whether the curator says that it is no heading."""
    fixed: bool = False
    """Whether its role is markup's or the curator's, for no pass to change."""
    linked: bool = False
    """Whether markup makes all of it links, as the titles of other pages are."""

    @property
    def plain(self) -> str:
        """What it reads as."""
        return self.text.plain


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that is left out."""

    text: Text
    rule: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of metadata and the words that carry it."""

    name: str
    """title, kicker, subtitle, author, source or date; anything else is noted for the ledger alone."""
    text: Text
    value: str = ""
    """What is published where that is not the text itself: a date in ISO form."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A seed on its way from lines to paragraphs."""

    lines: tuple[Line, ...]
    drops: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()
    found: tuple[Found, ...] = ()
    """Metadata that stands before all texts."""
    wrapped: bool = False
    """Whether its lines were broken by the width of a column."""

    def keep(self, lines: Iterable[Line], drops: Iterable[Dropped] = (), problems: Iterable[Problem] = ()) -> Draft:
        """Return the draft with these lines, and with what was dropped on the way added to the ledger."""
        return replace(
            self,
            lines=tuple(lines),
            drops=(*self.drops, *drops),
            problems=(*self.problems, *problems),
        )


Pass = Callable[[Draft], Draft]
