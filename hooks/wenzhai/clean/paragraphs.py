"""Joins hard-wrapped lines, and sentences that a blank line cuts, to paragraphs; finds the headings between them.

Every gap between two lines carries evidence: the mark that ends the one, the character that begins the other,
brackets left open, blank lines, and geometry. A typesetter breaks a line when the next word does not fit; where it
would have fitted, somebody ended the line on purpose. And PDF text loses the blanks at a paragraph's beginning, but
its first line still stands two characters short: the echo of the indent. No single cue decides. Each is a weight (the
logarithm of a likelihood ratio), and the reading of all lines with the greatest sum wins (Viterbi), in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import pairwise
from math import log
from operator import add

from wenzhai.clean.columns import INDENT
from wenzhai.clean.cues import LONGEST_STOPPED, NEVER, Cues, read_cues
from wenzhai.clean.draft import Draft, Gap, Line, Opening, Role
from wenzhai.clean.habits import Habits, learn_habits
from wenzhai.clean.headings import seam_weight
from wenzhai.clean.punctuation import End, balance, blank_between
from wenzhai.clean.text import BLANK, Text, join


class _State(IntEnum):
    """What a line is in a reading of the whole."""

    PARAGRAPH = 0
    """The first line of one."""
    PARAGRAPH_ON = 1
    """A further line of one."""
    HEADING = 2
    HEADING_ON = 3


_STATES = tuple(_State)
_STARTS = (_State.PARAGRAPH, _State.HEADING)
_PARAGRAPHS = (_State.PARAGRAPH, _State.PARAGRAPH_ON)
_HEADINGS = (_State.HEADING, _State.HEADING_ON)


def join_lines(draft: Draft) -> Draft:
    """Join lines to paragraphs and mark the headings between them."""
    lines = draft.lines
    if not lines:
        return draft
    cues = _with_stopped([read_cues(line, below) for line, below in zip(lines, (*lines[1:], None), strict=False)])
    states = _best_reading(lines, cues, learn_habits(lines, cues))
    starts = [place for place, state in enumerate(states) if state in _STARTS]
    return draft.keep(
        _joined(lines[start:end], heading=states[start] == _State.HEADING)
        for start, end in pairwise([*starts, len(lines)])
    )


def _with_stopped(cues: Sequence[Cues]) -> list[Cues]:
    """Return the cues with weight for numbered headings that a full stop ends; a list has longer items as well."""
    lists = {cue.style for cue in cues if cue.length > LONGEST_STOPPED}
    return [
        replace(cue, heading=cue.heading + _STOPPED) if cue.stopped and cue.style not in lists else cue
        for cue in cues
    ]


_STOPPED = 10.0


def _joined(lines: Sequence[Line], *, heading: bool) -> Line:
    first = lines[0]
    parts: list[Text] = [first.text]
    for above, line in pairwise(lines):
        parts += [BLANK, line.text] if blank_between(above.plain, line.plain) else [line.text]
    return replace(
        first,
        text=join(parts) if len(parts) > 1 else first.text,
        role=Role.HEADING if heading and first.role is Role.TEXT and not first.fixed else first.role,
        closing=lines[-1].closing,
        width=max(line.width for line in lines),
        fills=_fills_column(lines),
    )


def _fills_column(lines: Sequence[Line]) -> bool:
    """Whether a paragraph itself shows how wide its column is, not only its neighbours."""
    column = lines[0].column
    inner = any(abs(line.width - column) <= 1 for line in lines[1:-1])
    return inner or (len(lines) > 1 and abs(lines[0].width + INDENT - column) <= 1)


# --- The best reading ---------------------------------------------------------------------------------------------

_HEADING_SHARE = 0.15
"""Of all that begins where something ended, so much are headings."""
_HEADING_ABOVE = 1.2
"""Weight for a heading below a heading: kicker, title and subtitle come together."""
_FORBIDDEN = NEVER / 2
_SURE = 4.0


def _best_reading(lines: Sequence[Line], cues: Sequence[Cues], habits: Sequence[Habits]) -> list[_State]:
    """Return the state of each line in the reading with the greatest weight."""
    scores = [0.0, NEVER, log(0.5), NEVER]
    back: list[tuple[_State, _State, _State, _State]] = []
    depth = 0
    for place in range(len(lines) - 1):
        line, below, cue, learned = lines[place], lines[place + 1], cues[place], habits[place + 1]
        depth = max(0, depth + cue.opens)
        go, stop = _gap_weights(line, below, cue, cues[place + 1], learned, depth)
        depth = 0 if stop - go > _SURE else depth
        ended = list(map(add, scores, _ended(line, cue, learned, stop)))
        gone = list(map(add, scores, _line_weights(line, cue, learned, last=False)))
        under = [ended[state] + (_HEADING_ABOVE if state in _HEADINGS else 0.0) for state in _STATES]
        seam = _heading_seam(line, below, cue, cues[place + 1], learned) if go > _FORBIDDEN else NEVER
        steps = (_best(ended), _better(gone, *_PARAGRAPHS), _best(under), _better(gone, *_HEADINGS))
        scores = [
            ended[steps[0]] + log(1 - _HEADING_SHARE),
            gone[steps[1]] + go,
            under[steps[2]] + log(_HEADING_SHARE),
            gone[steps[3]] + seam,
        ]
        back.append(steps)
    last = _line_weights(lines[-1], cues[-1], habits[-1], last=True)
    return _trace(_best(list(map(add, scores, last))), back)


def _best(scores: Sequence[float]) -> _State:
    return max(_STATES, key=scores.__getitem__)


def _better(scores: Sequence[float], one: _State, other: _State) -> _State:
    return one if scores[one] >= scores[other] else other


def _trace(state: _State, back: Sequence[tuple[_State, _State, _State, _State]]) -> list[_State]:
    states = [state]
    for steps in reversed(back):
        state = steps[state]
        states.append(state)
    return states[::-1]


def _ended(line: Line, cue: Cues, habits: Habits, stop: float) -> tuple[float, float, float, float]:
    """Return the weights of a line that something ends with; how a gap looks says little below a heading."""
    first, further, heading, heading_on = _line_weights(line, cue, habits, last=True)
    below_heading = 0.0 if stop > _FORBIDDEN else NEVER
    return first + stop, further + stop, heading + below_heading, heading_on + below_heading


# --- Weights of lines ---------------------------------------------------------------------------------------------

_LAST = {
    End.TERMINAL: log(0.93),
    End.COLON: log(0.02),
    End.SEMICOLON: log(0.02),
    End.COMMA: log(0.0015),
    End.OPEN: log(0.0003),
    End.CLOSER: log(0.012),
    End.NONE: log(0.012),
}
_INNER = {
    End.TERMINAL: log(0.06),
    End.COLON: log(0.01),
    End.SEMICOLON: log(0.01),
    End.COMMA: log(0.10),
    End.OPEN: log(0.02),
    End.CLOSER: log(0.05),
    End.NONE: log(0.75),
}
_LONG = 40
_SHORT = 20
_SCRAP = 4
_FEW_HEADINGS = 1.8
"""Of the lines of a column few are headings."""


def _line_weights(line: Line, cue: Cues, habits: Habits, *, last: bool) -> tuple[float, float, float, float]:
    """Return the weights of a line for being this part of a paragraph or heading, in the order of the states."""
    heading = _heading_weight(line, cue, last=last)
    first = _paragraph_weight(line, cue, habits, first=True, last=last)
    tells = line.column or (last and cue.length <= _SHORT)
    further = _paragraph_weight(line, cue, habits, first=False, last=last) if tells else first
    return first, further, heading, heading


def _paragraph_weight(line: Line, cue: Cues, habits: Habits, *, first: bool, last: bool) -> float:
    """Return the weight of a line for being the first one of a paragraph or a further one, the last one or not."""
    if line.role is Role.HEADING:
        return NEVER
    if line.role is not Role.TEXT:
        return (0.0 if last else -1.0) + _width_weight(line, cue, habits, first=first, last=last)
    weight = _LAST[cue.end] if last else _INNER[cue.end]
    if last and cue.end is End.NONE and cue.length > _LONG:
        weight -= 1.5
    if last and first and cue.end is End.TERMINAL and not line.column and cue.length <= _SHORT:
        weight += log(habits.words.short) - (2.0 if habits.words.wrapped and cue.length <= _SCRAP else 0.0)
    return weight + _width_weight(line, cue, habits, first=first, last=last)


def _heading_weight(line: Line, cue: Cues, *, last: bool) -> float:
    if line.role is Role.HEADING:
        return 0.0
    if line.role is not Role.TEXT or line.fixed or line.prose or line.opening is not Opening.NO or line.closing:
        return NEVER
    # The first half of a headline may end in a comma; its shape is judged by what stands before it.
    shape = cue.heading + (6.0 if not last and cue.end is End.COMMA else 0.0)
    return shape + (log(2 / line.column) - _FEW_HEADINGS if line.column and line.width else 0.0)


def _width_weight(line: Line, cue: Cues, habits: Habits, *, first: bool, last: bool) -> float:
    """Return how likely a line of this width is at this place of a paragraph, per character of width."""
    if not line.column or not line.width:
        return 0.0
    if last:
        room = line.column - (INDENT if first else 0)
        return log(2 / max(room, INDENT)) if line.width <= room + 3 else log(0.002)
    if line.width > line.column + 3:
        return log(0.002)
    if cue.island:
        return log(0.02)
    full = _fullness(cue.spare)
    if not first:
        return log(full)
    short = _fullness(cue.spare - INDENT) if line.width <= line.column - INDENT + 2 else 0.004
    return log(habits.echo * short + (1 - habits.echo) * full)


def _fullness(spare: int) -> float:
    """Return the likelihood that a line which goes on leaves this much room after the next word."""
    if spare < 0:
        return 0.45
    if spare == 0:
        return 0.15
    if spare <= 2:  # noqa: PLR2004 - half-widths: proportional letters and stretched lines
        return 0.04
    return 0.006 if spare <= INDENT else 0.0007


# --- Weights of gaps ----------------------------------------------------------------------------------------------

_WIDE = 56
"""Half-widths: in a column as wide as this paragraphs have few lines."""
_CENTRED = 8
"""Half-widths of indent: more than a paragraph's, so the line is centred or set to the right."""
_CEILING = 0.97
"""No habit is without exception."""
_RELIABLE = 0.9


def _gap_weights(
    line: Line, below: Line, cue: Cues, next_cue: Cues, habits: Habits, depth: int
) -> tuple[float, float]:
    """Return the weights for going on over the gap and for stopping at it; `depth`: brackets left open."""
    if below.joins is not None:
        return (0.0, NEVER) if below.joins else (NEVER, 0.0)
    if _must_stop(line, below):
        return NEVER, 0.0
    chance = _chance(line, below, habits)
    go, stop = log(chance), log(1 - chance)
    for share_inside, share_at_break in _looks(line, below, habits):
        go, stop = go + log(share_inside), stop + log(share_at_break)
    go -= 4.0 * (not habits.words.wrapped and cue.heading > 0 and next_cue.heading > 0)  # links in a row
    go += 1.5 * (cue.pair in habits.words.pairs)
    in_sentence = cue.end is End.NONE and line.column and cue.spare <= 2 and below.gap is Gap.NONE  # noqa: PLR2004
    go -= next_cue.numbered * (_IN_SENTENCE if in_sentence else 1.0) + 6.0 * next_cue.entry
    go -= 6.0 * (cue.stock or (next_cue.stock and cue.length > _TITLE_OF_NOTICE))
    go -= 5.0 * below.plain.startswith("——")  # a dash never begins a line in mid-sentence
    go -= 3.0 * (below.indent >= _CENTRED and below.indent > line.indent + INDENT)
    go -= 4.0 * (cue.name and below.gap is not Gap.NONE)
    if next_cue.speaker in habits.words.speakers:
        go -= 4.0
    elif next_cue.connective:
        go -= 1.2
    stop -= 8.0 * next_cue.begins_badly + 2.0 * next_cue.begins_weakly
    # Each paragraph of a long quotation opens it again; only the last one closes it.
    stop -= 3.0 * (depth > 0 and not below.plain.startswith(("“", "「")))
    return go, stop


_TITLE_OF_NOTICE = 8
"""Characters: a word such as 公告 may stand above a notice and go with it."""
_IN_SENTENCE = 0.25
"""Of what a number weighs below a full line that ends no sentence: 百分之十 / 三，其中……"""


def _must_stop(line: Line, below: Line) -> bool:
    labelled = {line.role, below.role} != {Role.TEXT} and not _may_go_on(line, below)
    return labelled or below.opening is not Opening.NO or line.fixed or below.fixed or line.closing


def _may_go_on(line: Line, below: Line) -> bool:
    """Whether a label may have a second line: a note whose bracket is open, an attribution that fills its column."""
    if below.role is not Role.TEXT:
        return False
    if line.role is Role.NOTE:
        return balance(line.plain) > 0
    is_full = 0 < line.column <= line.width + 2
    return line.role is Role.ATTRIBUTION and is_full and below.gap is not Gap.BLANK


def _chance(line: Line, below: Line, habits: Habits) -> float:
    """Return how often a paragraph goes on over a gap, other cues left aside."""
    if line.column:
        return 0.8 if line.column < _WIDE else 0.65
    if habits.words.wrapped:
        return 0.5
    return 0.015 if below.gap is Gap.MARKUP else 0.03


def _looks(line: Line, below: Line, habits: Habits) -> list[tuple[float, float]]:
    """Return how likely the blank line (or none) and the indent (or none) are inside paragraphs and between them."""
    looks: list[tuple[float, float]] = []
    if line.column and below.gap in {Gap.BLANK, Gap.NONE}:
        looks.append(_look(below.gap is Gap.BLANK, habits.blank_inside, habits.blank_at_break))
    looks.append(_look(below.indent >= INDENT - 1, habits.indent_inside, habits.indent_at_break))
    return looks


def _look(there: bool, inside: float, at_break: float) -> tuple[float, float]:
    return (inside, at_break) if there else (1 - inside, 1 - min(at_break, _CEILING))


_IN_BRACKETS = re.compile("[（(][^（）()]{3,16}[）)]")


def _heading_seam(line: Line, below: Line, cue: Cues, next_cue: Cues, habits: Habits) -> float:
    """Return the weight for one headline on these two lines."""
    if below.joins:
        return 0.0
    if cue.name or next_cue.name:
        return -8.0
    if below.gap is Gap.NONE and _IN_BRACKETS.fullmatch(below.plain):
        return _SURE  # ……行动方案 / （2025—2027年）
    if not habits.words.wrapped and below.gap is not Gap.MARKUP:
        return -8.0  # nothing but a column breaks a headline
    blank = 0.0 if below.gap is Gap.NONE else -4.5 if habits.blank_at_break > _RELIABLE else -3.0
    by_column = bool(line.column) and cue.spare <= 2  # noqa: PLR2004 - half-widths: the next character had no room
    joins = cue.pair in habits.words.met or by_column
    return blank + seam_weight(line.plain, below.plain, known=cue.pair in habits.words.pairs, joins=joins)
