"""How wide lines stand, and how wide the column is that broke them. Widths are in half-widths: 「字」 is 2, `a` is 1.

Geometry speaks only where hard wrapping is evident: where many lines break off in mid-sentence, at the same width.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby, pairwise

from wenzhai.clean.draft import Draft, Gap, Line
from wenzhai.clean.punctuation import OPENERS, goes_on

INDENT = 4
"""Two characters: the indent of a paragraph, which PDF text loses."""

_CLOSING = frozenset("，。、；：？！,.;:?!”’」』）)】》〉〕］]}…—·％%")
_WORD = re.compile(r"[A-Za-z0-9.,:%+\-/@_]+")


def width(text: str) -> int:
    """Return how wide the text stands."""
    return sum(map(_width_of, text))


class _Widths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        self[char] = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        return self[char]


_width_of = _Widths().__getitem__


def first_token_width(text: str) -> int:
    """Return the width of what a typesetter could not have broken off from the line's beginning.

    One character or one Latin word, with the opening marks before it and the closing marks after it.
    """
    end = 0
    while end < len(text) and text[end] in OPENERS:
        end += 1
    word = _WORD.match(text, end)
    end = word.end() if word else end + 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return width(text[:end])


def measure_columns(draft: Draft) -> Draft:
    """Note for each line the width of its column, and whether the seed is hard-wrapped at all."""
    lines = [line for line in draft.lines if line.width]
    columns = iter(column_widths(_measure(lines)))
    column = 0
    measured: list[Line] = []
    for line in draft.lines:
        # Letter spacing hides how wide a line is; it stands in its neighbour's column.
        column = next(columns) if line.width else column
        measured.append(replace(line, column=column) if column else line)
    share = sum(1 for line in measured if line.column) / max(1, len(measured))
    return replace(draft, lines=tuple(measured), wrapped=share >= _WRAPPED)


_WRAPPED = 0.2
_MUCH_SHORTER = 0.75


def _measure(lines: Sequence[Line]) -> list[Measured]:
    measured: list[Measured] = []
    for line, next_line in zip(lines, (*lines[1:], None), strict=False):
        above = measured[-1] if measured else None
        below_heading = above is not None and line.gap is not Gap.NONE and above.width < line.width * _MUCH_SHORTER
        begins = above is None or not above.unfinished or below_heading
        unfinished = goes_on(line.plain)
        flows = _flows(line, next_line)
        measured.append(Measured(line.width, unfinished, begins, unfinished and flows, line.indent + line.width))
    return measured


def _flows(line: Line, below: Line | None) -> bool:
    """Whether an indented line stands on one that is not, as the first line of a paragraph on its second."""
    if below is None or below.gap is not Gap.NONE or line.indent != INDENT or below.indent:
        return False
    return below.width <= line.indent + line.width + 2


@dataclass(frozen=True, slots=True)
class Measured:
    """What geometry needs to know of a line."""

    width: int
    unfinished: bool
    """Whether it ends without the mark that ends a sentence."""
    begins: bool
    """Whether a paragraph may begin with it: a blank line or the end of a sentence stands above."""
    flows: bool = False
    """Whether its indent and the next line show that it is broken: this counts twice."""
    edge: int = 0
    """Where it ends, its indent counted."""


def column_widths(lines: Sequence[Measured]) -> list[int]:
    """Return for each line the width of the column it stands in, 0 where nothing shows that lines were wrapped.

    The answer is the cheapest division of the lines into columns of constant width (Viterbi): time grows with the
    number of lines.
    """
    if not _are_wrapped(lines):
        return [0] * len(lines)
    candidates = [0, *_likely_widths(lines)]
    scores = [0.0] * len(candidates)
    back: list[list[int]] = []
    for line in lines:
        best = max(range(len(candidates)), key=scores.__getitem__)
        change = scores[best] - _CHANGE
        steps = [state if score >= change else best for state, score in enumerate(scores)]
        scores = [max(score, change) + _fit(line, column) for score, column in zip(scores, candidates, strict=True)]
        back.append(steps)
    columns = _trace(candidates, scores, back)
    if _are_dwarfed(max(columns), lines):
        return [0] * len(lines)
    return _sharpen(columns if any(columns) else _only_column(lines), lines)


_WIDEST = 100
"""Half-widths: no page sets wider lines."""
_LONG = 24
"""Half-widths: most headings are shorter, and what is longer and unfinished was broken by a column."""
_FEWEST = 4
_SHARE = 0.3
_CHANGE = 4.0
_LIKELY = 16
_NARROWEST = 18


def _are_wrapped(lines: Sequence[Measured]) -> bool:
    """Whether so many lines break off in mid-sentence that only the width of a column can have broken them."""
    if 2 * sum(line.width for line in lines if line.width > _WIDEST) > sum(line.width for line in lines):
        return False  # a line for each paragraph: what is short belongs to the page around them
    for least in (_LONG, _NARROWEST):
        group = [line for line in lines if line.width >= least]
        broken = [line for line in group if line.unfinished]
        if len(broken) >= _SHARE * len(group) and len(broken) + sum(line.flows for line in broken) >= _FEWEST:
            return True
        if least == _LONG and _most_alike(broken) >= max(_FEWEST, _ALIKE * len(broken)):
            return True
    aligned = _most([line.edge for line in lines], reach=2)
    return any(line.flows for line in lines) and aligned >= max(_FEWEST, _ALIKE * len(lines))


def _are_dwarfed(column: int, lines: Sequence[Measured]) -> bool:
    """Whether most of a seed stands on lines that no such column could hold: short lines of a page that are alike."""
    wide = sum(line.width for line in lines if line.width > 2 * column)
    return column > 0 and 2 * wide > sum(line.width for line in lines)


_ALIKE = 0.6


def _most_alike(broken: Sequence[Measured]) -> int:
    """Return how many unfinished lines end at one width, first lines with their lost indent."""
    return _most([line.width + (INDENT if line.begins else 0) for line in broken])


def _most(widths: Sequence[int], reach: int = 1) -> int:
    """Return how many widths are the same, give or take `reach`."""
    ends = Counter(widths)
    return max((sum(ends[near] for near in range(w - reach, w + reach + 1)) for w in list(ends)), default=0)


def _likely_widths(lines: Sequence[Measured]) -> list[int]:
    """Return the widths at which unfinished lines end most often: together with a neighbour, or again and again."""
    votes: Counter[int] = Counter()
    for first, second in pairwise(lines):
        if not first.unfinished or first.width < _NARROWEST:
            continue
        votes[first.width] += 1
        if first.begins:
            votes[first.width + INDENT] += 1
        if abs(first.width - second.width) <= 2:  # noqa: PLR2004 - one character
            votes[max(first.width, second.width)] += 1
    return [column for column, _ in sorted(votes.items(), key=lambda item: (-item[1], -item[0]))[:_LIKELY]]


_FIT = (0.2, 0.6, 1.8, 2.2, 1.8, 1.3, 0.5, 0.3, 0.3, 0.1)
"""Weight of a line that is 3 half-widths wider than its column, 2 wider … 6 narrower: a mark may hang over, a
word may have gone to the next line."""
_FIT_FIRST = (0.1, 0.3, 1.0, 1.2, 1.0, 1.0, 1.6, 2.0, 1.6, 1.0)
"""The same for a line with which a paragraph may begin: its indent may be lost."""


def _fit(line: Measured, column: int) -> float:
    """Return how well a line fits a column, against the same line in no column at all."""
    if not column:
        return 0.0
    if line.width > column + 3:
        return -5.0
    if line.width < column - 6:
        return -0.5 if line.unfinished else -0.1
    weight = (_FIT_FIRST if line.begins else _FIT)[column + 3 - line.width]
    return weight if line.unfinished else weight / 4


def _trace(candidates: list[int], scores: list[float], back: list[list[int]]) -> list[int]:
    state = max(range(len(candidates)), key=scores.__getitem__)
    columns: list[int] = []
    for steps in reversed(back):
        columns.append(candidates[state])
        state = steps[state]
    return columns[::-1]


def _only_column(lines: Sequence[Measured]) -> list[int]:
    """Return one column for all lines of a short seed, too short to show several; 0s where none fits most of them.

    Its long lines that break off end at one width, first lines with their lost or printed indent, and no other line
    is wider.
    """
    broken = [line for line in lines if line.unfinished and line.width >= _WIDE_ENOUGH]
    ends = Counter(max(line.edge, line.width) for line in broken)
    if not ends:
        return [0] * len(lines)
    column = max(ends, key=lambda end: (sum(ends[near] for near in range(end - 4, end + 1)), end))
    fitting = sum(column - INDENT <= line.edge <= column for line in broken)
    if fitting < _FEWEST - 1 or fitting < _MOST_FIT * len(broken):
        return [0] * len(lines)
    return [column if line.edge <= column + 2 else 0 for line in lines]


_WIDE_ENOUGH = 48
"""Half-widths: narrower columns break enough lines to be found otherwise."""
_MOST_FIT = 0.6
_HEADLINES = 8


def _sharpen(columns: list[int], lines: Sequence[Measured]) -> list[int]:
    """Return each stretch of one column with the width at which most of its inner lines end."""
    sharp: list[int] = []
    for column, stretch in groupby(range(len(columns)), key=columns.__getitem__):
        places = list(stretch)
        # Where no sentence ends but that of the text above, these are headlines and no column.
        below = list(dropwhile(lambda place: not lines[place].unfinished, places))
        if len(below) <= _HEADLINES and all(lines[place].unfinished for place in below):
            sharp += [0] * len(places)
            continue
        inner = [lines[place].width for place in places if lines[place].unfinished and not lines[place].begins]
        full = Counter(width for width in inner if abs(width - column) <= 2)  # noqa: PLR2004 - one character
        best = max(full, key=lambda w: (full[w], w)) if column and full else column
        sharp += [best] * len(places)
    return sharp
