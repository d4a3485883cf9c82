"""How a seed shows where its paragraphs end: learned from the gaps in which nothing else leaves a doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import add

from wenzhai.clean.columns import INDENT
from wenzhai.clean.cues import Cues
from wenzhai.clean.draft import Gap, Line
from wenzhai.clean.punctuation import End

_SHORT = 20
_LEANING = 4.0
"""Cases of the whole seed that count beside a column's own."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of the whole seed tell."""

    wrapped: bool
    """Whether columns broke its lines."""
    short: float
    """Share of short sentences among its lines: of paragraphs, where it is not wrapped."""
    speakers: frozenset[str]
    """Who speaks more than once: 「记者：」."""
    pairs: frozenset[str]
    """Pairs of characters that stand inside its lines more than once: a word that a line break cuts is one."""
    met: frozenset[str]
    """Pairs of characters that stand inside its lines at all."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a column shows its paragraphs; all but the vocabulary are shares."""

    blank_at_break: float
    blank_inside: float
    indent_at_break: float
    indent_inside: float
    echo: float
    """Of paragraphs whose first line stands short by the lost indent."""
    words: Vocabulary


@dataclass(frozen=True, slots=True)
class _Tally:
    """Certain cases, counted: ends of paragraphs, and gaps inside them."""

    breaks: float = 0.0
    blank_breaks: float = 0.0
    indented_breaks: float = 0.0
    insides: float = 0.0
    blank_insides: float = 0.0
    indented_insides: float = 0.0
    measured: float = 0.0
    echoes: float = 0.0

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(*map(add, self.parts, other.parts))

    @property
    def parts(self) -> tuple[float, ...]:
        """All counts, in their order."""
        return (
            *(self.breaks, self.blank_breaks, self.indented_breaks),
            *(self.insides, self.blank_insides, self.indented_insides),
            *(self.measured, self.echoes),
        )

    def scaled(self, cases: float) -> _Tally:
        """Return the same shares, as if of so many cases each."""
        totals = (self.breaks,) * 3 + (self.insides,) * 3 + (self.measured,) * 2
        return _Tally(*(cases * part / total for part, total in zip(self.parts, totals, strict=True)))


_EXPECTED = _Tally(4, 3.4, 0.6, 4, 0.25, 0.1, 4, 2.4)
"""What a seed is expected to do before anything is counted."""


def learn_habits(lines: Sequence[Line], cues: Sequence[Cues]) -> list[Habits]:
    """Return for each line the habits of its column, which lean on those of the whole seed where it has few cases."""
    columns = [list(stretch) for _, stretch in groupby(range(len(lines)), key=lambda place: lines[place].column)]
    tallies = [_count(lines, cues, column) for column in columns]
    common = sum(tallies, _EXPECTED)
    words = _vocabulary(lines, cues)
    return [
        habits
        for column, tally in zip(columns, tallies, strict=True)
        for habits in [_habits(tally + common.scaled(_LEANING), words)] * len(column)
    ]


def _habits(tally: _Tally, words: Vocabulary) -> Habits:
    return Habits(
        blank_at_break=tally.blank_breaks / tally.breaks,
        blank_inside=tally.blank_insides / tally.insides,
        indent_at_break=tally.indented_breaks / tally.breaks,
        indent_inside=tally.indented_insides / tally.insides,
        echo=tally.echoes / tally.measured,
        words=words,
    )


def _count(lines: Sequence[Line], cues: Sequence[Cues], places: Sequence[int]) -> _Tally:
    """Count the certain cases among some lines."""
    return sum((_case(lines[place], cues[place - 1], cues[place]) for place in places if place), _Tally())


def _case(line: Line, above: Cues, here: Cues) -> _Tally:
    """Return what one gap counts for: nothing, if it is not certain."""
    if line.gap in {Gap.PAGE, Gap.MARKUP}:
        return _NOTHING
    blank, indented = line.gap is Gap.BLANK, line.indent >= INDENT - 1
    if here.begins_badly or above.end is End.COMMA:
        return _Tally(insides=1, blank_insides=blank, indented_insides=indented)
    if above.end is End.TERMINAL and (above.spare > INDENT + 2 or not line.column):
        measured = bool(line.column and line.width) and here.end is not End.TERMINAL
        return _Tally(1, blank, indented, measured=measured, echoes=measured and 0 <= here.spare <= INDENT)
    if above.end is End.TERMINAL:
        return _Tally(_DOUBTFUL, _DOUBTFUL * blank, _DOUBTFUL * indented)
    return _NOTHING


_DOUBTFUL = 0.3
"""Of the full lines that end a sentence so many end a paragraph."""


_NOTHING = _Tally()


def _vocabulary(lines: Sequence[Line], cues: Sequence[Cues]) -> Vocabulary:
    short = sum(cue.length <= _SHORT and cue.end is End.TERMINAL for cue in cues)
    pairs = Counter(_pairs(lines))
    return Vocabulary(
        wrapped=sum(1 for line in lines if line.column) * 5 >= len(lines),
        short=min(0.5, (1 + short) / (10 + len(cues))),
        speakers=frozenset(_repeated(cue.speaker for cue in cues if cue.speaker)),
        pairs=frozenset(pair for pair, times in pairs.items() if times > 1 and pair.isalpha()),
        met=frozenset(pairs),
    )


def _pairs(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield from map("".join, pairwise(line.plain))


def _repeated(words: Iterator[str]) -> Iterator[str]:
    return (word for word, times in Counter(words).items() if times > 1)
