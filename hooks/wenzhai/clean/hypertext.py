"""HTML becomes lines: blocks, headings, list items, rows of tables, each character with its place.

Tags, comments and what no reader sees (scripts, navigation) are dropped by rule; text keeps its characters.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from wenzhai import web
from wenzhai.characters import is_white_space
from wenzhai.clean.columns import width
from wenzhai.clean.draft import Draft, Dropped, Gap, Line, Role
from wenzhai.clean.html_tokens import BLOCKS, INLINE, UNSEEN, VOID, Hidden, Tag, Token, Words, read_tokens
from wenzhai.clean.page_parts import find_page_parts
from wenzhai.clean.reading import invisible_problem, split_invisible
from wenzhai.clean.references import Reference, find_references
from wenzhai.clean.text import Run, Text, strip, text_of
from wenzhai.model import Source

# A paragraph's own newline is white space; elsewhere a newline inside a text may be a line of its own.
_FLOWS = INLINE - {"font"} | {
    "p",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "figcaption",
    "caption",
    "title",
    *(f"h{n}" for n in range(1, 7)),
}

_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9:-]{0,30})")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)

# --- Lines --------------------------------------------------------------------------------------------------------


def read_hypertext(source: Source, first_line: int = 1) -> Draft:
    """Return the blocks of an HTML seed as lines, from `first_line` on."""
    text = "\n".join(source.lines[first_line - 1 :])
    tokens = tuple(read_tokens(text))
    reader = _Reader(text, first_line, find_page_parts(text, tokens))
    for token in tokens:
        reader.take(token)
    reader.finish()
    return Draft(tuple(reader.lines), tuple(reader.drops), tuple(invisible_problem(source, reader.drops)))


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    name: str
    hides: str
    """The rule by which what stands in it is left out; empty where it is not."""
    bold: bool
    url: str


@dataclass(slots=True)
class _Row:
    """A row of a table in the making: its cells, each a list of lines."""

    cells: list[list[Line]] = field(default_factory=list)
    begins_table: bool = False
    """Whether it only marks where a table begins, and holds what stands in it outside its rows."""


class _Reader:
    """Turns tokens into lines."""

    def __init__(self, text: str, first_line: int, page_parts: frozenset[int]) -> None:
        self.text = text
        self.first_line = first_line
        self.page_parts = page_parts
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.lines: list[Line] = []
        self.drops: list[Dropped] = []
        self._last_ends = {end[1].lower(): end.start() for end in _END_TAG.finditer(text)}
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._hiding: list[str] = []
        self._bold = 0
        self._links = 0
        self._runs: list[Run] = []
        self._all_bold = True
        self._all_linked = True
        self._gap = Gap.BLANK
        self._rows: list[_Row] = []
        self._urls: list[str] = []
        self._after_hidden = False

    def take(self, token: Token) -> None:
        """Take the next token."""
        match token:
            case Words():
                self._words(token)
            case Hidden():
                self._drop(token.start, token.end, token.rule)
                self._after_hidden = True
                return
            case Tag(closes=False):
                self._drop(token.start, token.end, "html.markup")
                self._start(token)
            case Tag():
                self._drop(token.start, token.end, "html.markup")
                self._end(token.name)

        self._after_hidden = False

    def finish(self) -> None:
        """End what is still open."""
        self.flush(Gap.MARKUP)
        while self._rows:
            self._close_row()

    def flush(self, gap: Gap) -> None:
        """End the line, if anything stands in it; `gap` is what follows it."""
        line = self._line()
        self._runs = []
        self._all_bold = self._all_linked = True
        if line is not None:
            self._lines_here().append(line)
            self._gap = gap
        elif self._gap is not Gap.MARKUP:
            self._gap = gap if gap is not Gap.NONE else Gap.BLANK

    def _lines_here(self) -> list[Line]:
        return self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.lines

    # --- Tags

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name not in INLINE and (name in BLOCKS or name == "title"):
            self.flush(Gap.NONE if name == "br" else Gap.MARKUP)
        if name == "table":
            self._rows.append(_Row(begins_table=True))
        elif name == "tr":
            if self._rows and not self._rows[-1].begins_table:
                self._close_row()
            self._rows.append(_Row())
        elif name in {"td", "th"} and self._rows:
            self._rows[-1].cells.append([])
        elif name == "p":
            self._close_paragraph()
        if name in VOID or tag.rest.endswith("/"):
            return
        style = _STYLE.search(tag.rest)
        look = (style[1] or style[2] or "") if style else ""
        opened = _Open(
            name,
            hides=self._hides(tag, look) if self._ends_behind(tag) else "",
            bold=name in {"strong", "b"} or bool(_BOLD.search(look)),
            url=_target(tag.rest) if name == "a" else "",
        )
        self._open.append(opened)
        self._names[name] += 1
        if opened.hides:
            self._hiding.append(opened.hides)
        self._bold += opened.bold
        self._links += name == "a"
        if opened.url:
            self._urls.append(opened.url)

    def _hides(self, tag: Tag, look: str) -> str:
        """Return the rule by which an element is left out with all that stands in it."""
        if tag.name in UNSEEN or _HIDDEN.search(look):
            return "html.unseen"
        return "boilerplate.page-part" if tag.start in self.page_parts else ""

    def _ends_behind(self, tag: Tag) -> bool:
        """Return whether an element is ever closed: one that is not must not hide the rest of the text."""
        return tag.start < self._last_ends.get(tag.name, -1)

    def _close_paragraph(self) -> None:
        """End the paragraph before a new one, as HTML does, unless a block stands between them."""
        if self._open and self._open[-1].name == "p":
            self._pop()

    def _end(self, name: str) -> None:
        if name in BLOCKS or name == "title":
            self.flush(Gap.MARKUP)
        if name == "tr" and self._rows and not self._rows[-1].begins_table:
            self._close_row()
        elif name == "table":
            while self._rows:
                ends = self._rows[-1].begins_table
                self._close_row()
                if ends:
                    break
        if not self._names[name]:
            return
        while self._open:
            if self._pop() == name:
                break

    def _pop(self) -> str:
        closed = self._open.pop()
        self._names[closed.name] -= 1
        if closed.hides:
            self._hiding.pop()
        self._bold -= closed.bold
        self._links -= closed.name == "a"
        if closed.url:
            self._urls.pop()
        return closed.name

    def _close_row(self) -> None:
        row = self._rows.pop()
        cells = [cell for cell in row.cells if cell]
        lines = [line for cell in cells for line in cell]
        if not row.begins_table and len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            runs = [run for line in lines for run in (*line.text.runs, _BETWEEN_CELLS)][:-1]
            lines = [replace(lines[0], text=text_of(runs), role=Role.TEXT, fixed=True, gap=Gap.MARKUP)]
        self._lines_here().extend(lines)

    # --- Text

    def _words(self, token: Words) -> None:
        if self._hiding:
            self._drop(token.start, token.end, self._hiding[0])
            return
        flows = any(self._names[name] for name in _FLOWS)
        at = token.start
        for start, end in _newlines(self.text, token.start, token.end):
            self._stretch(at, start)
            at = end
            inner = (token.start < start or self._after_hidden) and end < token.end
            if not flows and (inner or (self._runs and (self._all_linked or self._all_bold))):
                self.flush(Gap.BLANK if self.text.count("\n", start, end) > 1 else Gap.NONE)
            else:
                self._blank()
        self._stretch(at, token.end)

    def _stretch(self, start: int, end: int) -> None:
        """Take text on one line of the seed: as it stands, references decoded."""
        at = start
        for reference in find_references(self.text, start, end):
            self._verbatim(at, reference.start)
            self._reference(reference)
            at = reference.end
        self._verbatim(at, end)

    def _verbatim(self, start: int, end: int) -> None:
        if start >= end:
            return
        text, gone = split_invisible(text_of([self._run(start, end, self.text[start:end])]))
        self.drops += gone
        self._add(text)

    def _reference(self, reference: Reference) -> None:
        if not reference.decoded or reference.decoded.isspace():
            self._drop(reference.start, reference.end, "html.space" if reference.decoded else "html.invalid")
            self._blank()
            return
        run = self._run(reference.start, reference.end, reference.decoded)
        text, gone = split_invisible(text_of([run]))
        self.drops += gone
        self._add(text)

    def _add(self, text: Text) -> None:
        if text.plain:
            self._all_bold = self._all_bold and (bool(self._bold) or text.plain.isspace())
            self._all_linked = self._all_linked and (bool(self._links) or text.plain.isspace())
            self._runs.extend(text.runs)

    def _blank(self) -> None:
        if self._runs and not self._runs[-1].text[-1:].isspace():
            self._runs.append(Run(0, 0, " ", 1))

    def _run(self, start: int, end: int, text: str) -> Run:
        line = bisect_right(self.starts, start) - 1
        url = self._urls[-1] if self._urls else ""
        return Run(self.first_line + line, start - self.starts[line] + 1, text, end - start, url)

    def _drop(self, start: int, end: int, rule: str) -> None:
        runs: list[Run] = []
        while start < end:
            line = bisect_right(self.starts, start) - 1
            stop = min(end, self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text))
            if stop > start:
                column = start - self.starts[line] + 1
                runs.append(Run(self.first_line + line, column, self.text[start:stop], stop - start))
            start = stop + 1
        if any(map(strip, (run.text for run in runs))):
            self.drops.append(Dropped(text_of(runs), rule))

    # --- Lines

    def _line(self) -> Line | None:
        text = _close_seams(text_of(self._runs)).strip()
        if not text.plain:
            return None
        role, level, fixed = self._role(text)
        gap = self._gap
        linked = self._all_linked
        return Line(text, role=role, gap=gap, level=level, fixed=fixed, linked=linked, width=width(text.plain))

    def _role(self, text: Text) -> tuple[Role, int, bool]:
        names = self._names
        heading = next((level for level in range(1, 7) if names[f"h{level}"]), 0)
        if heading or names["title"]:
            return Role.HEADING, max(heading, 1), True
        if names["figcaption"] or names["caption"]:
            return Role.CAPTION, 0, True
        if names["li"]:
            return Role.LIST_ITEM, 0, True
        if names["blockquote"]:
            return Role.QUOTE, 0, True
        if _all_bold_heading(text.plain, bold=self._all_bold):
            return Role.HEADING, 0, False
        return Role.TEXT, 0, False


def _newlines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield each stretch of white space that holds a newline: where it begins and ends."""
    at = start
    while (found := text.find("\n", at, end)) >= 0:
        first = found
        while first > at and is_white_space(text[first - 1]):
            first -= 1
        last = found + 1
        while last < end and is_white_space(text[last]):
            last += 1
        yield first, last
        at = last


_BETWEEN_CELLS = Run(0, 0, "\u3000", 1)
_LONGEST_BOLD_HEADING = 50


def _all_bold_heading(plain: str, *, bold: bool) -> bool:
    return bold and len(plain) <= _LONGEST_BOLD_HEADING and plain[-1] not in "。；，、;,"


def _close_seams(text: Text) -> Text:
    """Take out the blank that a newline of the source left between Chinese characters."""
    runs: list[Run] = []
    for number, run in enumerate(text.runs):
        if not run.line and 0 < number < len(text.runs) - 1:
            before, after = text.runs[number - 1].text[-1:], text.runs[number + 1].text[:1]
            if before > "\u2e7f" and after > "\u2e7f":
                continue
        runs.append(run)
    return text_of(runs)


def _target(attributes: str) -> str:
    """Return the target of a link if it is an ordinary page of the public web."""
    match = _HREF.search(attributes)
    url = html.unescape(next(filter(None, match.groups()), "")).strip() if match else ""
    safe = len(url) <= _LONGEST_URL and not re.search(r"[\"'<>`{}|^]", url) and web.is_public(url)
    return url if safe else ""


_LONGEST_URL = 2000
