"""Text that knows, character by character, where in the seed it stands.

A `Text` is made of `Run`s. Passes cut texts and join them; none can write into one, so none can invent a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wenzhai.characters import is_white_space
from wenzhai.model import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line of the seed."""

    line: int
    """1-based; 0 for the white space that joining puts between two lines."""
    col: int
    text: str
    width: int
    """How many characters of the seed it stands for: more than `len(text)` only for a decoded reference."""
    url: str = ""
    """Target of the link that it stands in."""

    @property
    def verbatim(self) -> bool:
        """Whether the text is the seed's own, character by character."""
        return self.width == len(self.text)


@dataclass(frozen=True, slots=True)
class Text:
    """Runs in reading order, and what they read as."""

    runs: tuple[Run, ...]
    plain: str

    def cut(self, start: int, end: int | None = None) -> Text:
        """Return the characters from `start` up to `end`, as a slice of the plain text would."""
        start, end, _ = slice(start, end).indices(len(self.plain))
        if start == 0 and end == len(self.plain):
            return self
        runs: list[Run] = []
        at = 0
        for run in self.runs:
            low, high = max(start - at, 0), min(end - at, len(run.text))
            if low < high:
                runs.append(_cut_run(run, low, high))
            at += len(run.text)
            if at >= end:
                break
        return text_of(runs)

    def strip(self) -> Text:
        """Return the text without white space at its ends."""
        lead = len(self.plain) - len(self.plain.lstrip())
        return self.cut(lead, max(lead, len(self.plain.rstrip())))

    def spans(self, lines: Sequence[str]) -> tuple[Span, ...]:
        """Return where the visible characters stand; stretches with nothing but white space between them are one."""
        spans: list[Span] = []
        for run in self.runs:
            visible = strip(run.text)
            if not run.line or not visible:
                continue
            lead = run.text.index(visible[0]) if run.verbatim else 0
            first = run.col + lead
            last = first + (len(visible) if run.verbatim else run.width) - 1
            if spans and _only_blanks_between(spans[-1], run.line, first, lines):
                before = spans.pop()
                spans.append(Span(before.line_from, before.col_from, run.line, last))
            else:
                spans.append(Span(run.line, first, run.line, last))
        return tuple(spans)

    @property
    def first_line(self) -> int:
        """The line of the seed on which it begins."""
        return next((run.line for run in self.runs if run.line), 0)

    @property
    def last_line(self) -> int:
        """The line of the seed on which it ends."""
        return next((run.line for run in reversed(self.runs) if run.line), 0)


# What `str.strip` takes for white space, but for the separators of ASCII: those are stray controls.
_WHITE_SPACE = "".join(char for char in map(chr, range(0x3001)) if is_white_space(char))


def strip(text: str) -> str:
    """Return the text without white space at its ends."""
    return text.strip(_WHITE_SPACE)


BLANK = Text((Run(0, 0, " ", 1),), " ")
"""What joining puts between Latin words."""


def text_of(runs: Iterable[Run]) -> Text:
    """Return the text of these runs."""
    kept = tuple(runs)
    return Text(kept, "".join([run.text for run in kept]))


def line_text(number: int, content: str) -> Text:
    """Return one line of the seed as text."""
    return Text((Run(number, 1, content, len(content)),), content)


def join(parts: Sequence[Text], gap: str = "") -> Text:
    """Return the parts as one text, with `gap` (white space only) between them."""
    runs: list[Run] = []
    for number, part in enumerate(parts):
        if number and gap:
            runs.append(Run(0, 0, gap, len(gap)))
        runs.extend(part.runs)
    return text_of(runs)


def without(text: Text, places: Iterable[int]) -> Text:
    """Return the text without the characters at these offsets."""
    gone = frozenset(places)
    kept: list[Run] = []
    at = 0
    for run in text.runs:
        start = 0
        for offset in range(len(run.text) + 1):
            if offset == len(run.text) or at + offset in gone:
                if offset > start:
                    kept.append(_cut_run(run, start, offset))
                start = offset + 1
        at += len(run.text)
    return text_of(kept)


def _cut_run(run: Run, low: int, high: int) -> Run:
    if low == 0 and high == len(run.text):
        return run
    if run.verbatim:
        return Run(run.line, run.col + low, run.text[low:high], high - low, run.url)
    # A reference that stands for two characters stays with the first; the second claims no place of its own.
    return Run(run.line, run.col, run.text[low:high], run.width, run.url)


def _only_blanks_between(before: Span, line: int, col: int, lines: Sequence[str]) -> bool:
    if before.line_to != line or before.col_to >= col:
        return False
    between = lines[line - 1][before.col_to : col - 1]
    return not between or between.isspace()
