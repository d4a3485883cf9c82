"""A theme page as its author sees it: sections, and in them items, paragraphs, quotations and rows of tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from wenzhai.digest.markdown import blank_code, cells, plain
from wenzhai.model import Citation

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+[^\"]{0,60}\"([^\"]*)\"[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
_BOLD_LINE = re.compile(r"[ \t]*\*\*(?P<title>[^*]{1,30})\*\*[ \t]*$")
_ADMONITION_INDENT = " " * 4
_SECTION_LEVEL = 2

CITED = "\0"
"""Stands where a citation was: bars and marks inside it are not the page's own."""


class ChunkKind(Enum):
    """What a stretch of lines is in Markdown."""

    PARAGRAPH = auto()
    ITEM = auto()
    QUOTE = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Chunk:
    """One unit of a page: offsets into its body, and the headings above it."""

    kind: ChunkKind
    section: str
    """Heading of level 2, or an admonition's title; empty above the first."""
    group: str
    """Heading below that, or a bold line of its own; may be empty."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 2, or an admonition with a title."""

    title: str
    start: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's body, cut into chunks."""

    text: str
    """The body with code blank and each citation replaced by as many `CITED`."""
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    citations: tuple[Citation, ...]

    def raw(self, chunk: Chunk) -> str:
        """Return the chunk's Markdown, without citations."""
        return self.text[chunk.start : chunk.end].replace(CITED, "")

    def plain(self, chunk: Chunk) -> str:
        """Return what a reader sees of the chunk, without citations."""
        text = self.raw(chunk)
        if chunk.kind is ChunkKind.ITEM:
            text = _ITEM.sub("", text, count=1)
        elif chunk.kind is ChunkKind.QUOTE:
            text = "\n".join(line.strip().removeprefix(">").strip() for line in text.split("\n"))
        return plain(text)

    def cells(self, chunk: Chunk) -> tuple[tuple[str, int, int], ...]:
        """Return plain text and offsets of each cell of a row."""
        return tuple(
            (plain(self.text[start:end].replace(CITED, "")), start, end)
            for start, end in (
                (chunk.start + a, chunk.start + b) for a, b in cells(self.text[chunk.start : chunk.end])
            )
        )

    def cited(self, start: int, end: int) -> tuple[Citation, ...]:
        """Return the citations between two offsets."""
        low = bisect_left(self.citations, start, key=lambda c: c.start)
        high = bisect_left(self.citations, end, key=lambda c: c.start)
        return self.citations[low:high]


def outline(body: str, citations: Sequence[Citation]) -> Outline:
    """Return the outline of a page's body, whose citations have been parsed."""
    text = _masked(blank_code(body), citations)
    sections: list[Section] = []
    chunks = tuple(_chunks(text, sections))
    return Outline(text, tuple(sections), chunks, tuple(citations))


def bold_line(markdown: str) -> str:
    """Return the words of a short line that is bold from end to end: a title; empty for any other text."""
    match = _BOLD_LINE.match(markdown)
    return plain(match["title"]) if match else ""


def _masked(text: str, citations: Iterable[Citation]) -> str:
    pieces: list[str] = []
    done = 0
    for citation in citations:
        cited = text[citation.start : citation.end]
        pieces += text[done : citation.start], "".join("\n" if c == "\n" else CITED for c in cited)
        done = citation.end
    return "".join(pieces) + text[done:]


def _chunks(text: str, sections: list[Section]) -> Iterator[Chunk]:
    """Yield the chunks, and append the sections as they are met."""
    headings = _Headings(sections)
    current: Chunk | None = None
    for start, end in _lines(text):
        line = text[start:end]
        kind = _kind(line)
        if current and (kind is _MORE or kind is current.kind is ChunkKind.QUOTE):
            current = replace(current, end=end)
            continue
        if current:
            yield current
        current = None
        if not headings.read(line, start, running=kind is _MORE) and kind is not None:
            kind = kind if isinstance(kind, ChunkKind) else ChunkKind.PARAGRAPH
            current = Chunk(kind, headings.section, headings.group, start, end)
    if current:
        yield current


class _Headings:
    """The headings above the line that was read last."""

    def __init__(self, sections: list[Section]) -> None:
        self.section = self.group = ""
        self._sections = sections
        self._around_admonition: str | None = None

    def read(self, line: str, start: int, *, running: bool) -> bool:
        """Return whether the line, which does not go on with another, is a heading and no text."""
        if self._around_admonition is not None and line.strip() and not line.startswith(_ADMONITION_INDENT):
            self.section, self.group, self._around_admonition = self._around_admonition, "", None
        if heading := _HEADING.match(line):
            level, title = len(heading[1]), plain(heading[2])
            self.group = title if level > _SECTION_LEVEL else ""
            if level == _SECTION_LEVEL:
                self._begin(title, start)
        elif admonition := _ADMONITION.match(line):
            self._around_admonition, self.group = self.section, ""
            self._begin(plain(admonition[1]), start)
        elif running and (title := bold_line(line)):
            self.group = title
        else:
            return False
        return True

    def _begin(self, title: str, start: int) -> None:
        self.section = title
        self._sections.append(Section(title, start))


_MORE = object()
"""A line of running text: it goes on with what is open, or opens a paragraph."""


def _kind(line: str) -> ChunkKind | object | None:
    """Return what a line opens, `_MORE`, or `None` for one that only closes what is open."""
    stripped = line.strip()
    if (
        not stripped
        or _ATTRIBUTES.match(line)
        or _RULE.match(line)
        or _HEADING.match(line)
        or _ADMONITION.match(line)
    ):
        return None
    if stripped.startswith(">"):
        return ChunkKind.QUOTE
    if stripped.startswith("|"):
        return ChunkKind.ROW
    return ChunkKind.ITEM if _ITEM.match(line) else _MORE


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
