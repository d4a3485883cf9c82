"""Gives each text of a page the headline that is printed before it or, as PDF text often has it, after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wenzhai.clean.article import HEAD, Article
from wenzhai.clean.draft import Draft, Gap, Line, Opening, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import dangles, is_traditional
from wenzhai.clean.punctuation import End, ending


def keep_headline_lines_apart(draft: Draft) -> Draft:
    """Keep the lines of a headline of three or four apart, which stand right above who wrote the text.

    A kicker and the halves of a title are as wide as one another; joined, nobody can tell them apart.
    """
    if not draft.wrapped:
        return draft
    lines = list(draft.lines)
    for place, line in enumerate(lines):
        if line.role not in _NAMED and line.opening is not Opening.DATELINE:
            continue
        begin = place
        while begin and _may_be_of_headline(lines[begin - 1]) and (begin == place or lines[begin].gap is Gap.NONE):
            begin -= 1
        if place - begin in _LINES_OF_HEADLINE or _are_phrases(lines[begin:place]):
            for at in range(begin + 1, place):
                is_half = dangles(lines[at - 1].plain) or ending(lines[at - 1].plain) is not End.NONE
                lines[at] = lines[at] if is_half or lines[at].fixed else replace(lines[at], joins=False)
    return draft.keep(lines)


def _are_phrases(lines: Sequence[Line]) -> bool:
    """Whether two lines are more likely a kicker and a title than halves: both long, in simplified script."""
    plain = "".join(line.plain for line in lines)
    is_long = all(len(line.plain) >= _PHRASE for line in lines)
    return len(lines) == 2 and is_long and not is_traditional(plain)  # noqa: PLR2004


_PHRASE = 6
_LINES_OF_HEADLINE = (3, 4)
_LONGEST_LINE = 16


def _may_be_of_headline(line: Line) -> bool:
    is_loose = line.role in {Role.TEXT, Role.HEADING} and line.opening is Opening.NO and not line.closing
    is_short = line.column == 0 or line.width + line.indent + _ROOM < line.column
    length = len(line.plain)
    return is_loose and is_short and length <= _LONGEST_LINE and not any(mark in line.plain for mark in "。；")


_ROOM = 2
"""Half-widths: a line that leaves no more was broken by its column."""


_NAMED = frozenset({Role.BYLINE, Role.DATELINE})
"""What stands between a headline and its text: who wrote it, where it was sent from."""


@dataclass(slots=True)
class _Zone:
    """What stands between two bodies: headlines and bylines of the one, the other, or both."""

    lines: tuple[Line, ...]


def with_headlines(lines: Sequence[Line], cuts: Sequence[int]) -> tuple[Article, ...]:
    """Return the texts that begin at the cuts, each with its headline first.

    A headline may stand before its text or after it; the best division of all zones between texts is found step by
    step (dynamic programming): each text wants one headline, and one that shares its words.
    """
    zones, bodies = _zones(lines, cuts)
    divisions = _best_divisions(zones, bodies)
    articles: list[Article] = []
    for number, body in enumerate(bodies):
        top = zones[number].lines[divisions[number] :]
        bottom = zones[number + 1].lines[: divisions[number + 1]]
        articles.append(_article(top, body, bottom))
    return _with_digests(articles)


def _article(top: tuple[Line, ...], body: tuple[Line, ...], bottom: tuple[Line, ...]) -> Article:
    after = bottom if any(line.role is Role.HEADING for line in bottom) else ()
    rest = () if after else bottom
    return Article((*top, *after, *body, *rest), wrapped=True, headlines=len(top) + len(after))


def _zones(lines: Sequence[Line], cuts: Sequence[int]) -> tuple[list[_Zone], list[tuple[Line, ...]]]:
    """Return the bodies and the zones before, between and after them."""
    zones: list[_Zone] = []
    bodies: list[tuple[Line, ...]] = []
    edges = [0, *cuts, len(lines)]
    begin = 0
    for number, (start, end) in enumerate(pairwise(edges)):
        first = start
        if not number:
            while first < end and lines[first].role in HEAD | {Role.DATELINE} and not _sums_up(lines[first]):
                first += 1
        last = end
        if last > first and lines[last - 1].role is Role.DATELINE and end < len(lines):
            last -= 1  # it stands right above the next text; another one ends the text before
        while last > first and lines[last - 1].role in HEAD and not _sums_up(lines[last - 1]):
            last -= 1
        zones.append(_Zone(tuple(lines[begin:first])))
        bodies.append(tuple(lines[first:last]))
        begin = last
    zones.append(_Zone(tuple(lines[begin:])))
    return zones, bodies


def _best_divisions(zones: Sequence[_Zone], bodies: Sequence[tuple[Line, ...]]) -> list[int]:
    """Return for each zone how many of its lines belong to the text before it."""
    words = ["".join(line.plain for line in body) for body in bodies]
    scores = {0: 0.0}
    back: list[dict[int, int]] = []
    for number, body in enumerate(words):
        before, after = zones[number].lines, zones[number + 1].lines
        last = number + 1 == len(words)
        options = range(len(after), len(after) + 1) if last else _options(after)
        steps: dict[int, int] = {}
        ahead: dict[int, float] = {}
        likeness = _likeness(before, body), _likeness(after, body)
        for division in options:
            best = max(
                scores,
                key=lambda d: scores[d] + _headline_weight(before[d:], after[:division], likeness, d, bodies[number]),
            )
            steps[division] = best
            ahead[division] = scores[best] + _headline_weight(
                before[best:], after[:division], likeness, best, bodies[number]
            )
        back.append(steps)
        scores = ahead
    division = max(scores, key=scores.__getitem__, default=0)
    divisions = [division]
    for steps in reversed(back):
        division = steps[division]
        divisions.append(division)
    return divisions[::-1]


_MOST = 12


def _options(lines: Sequence[Line]) -> Sequence[int]:
    return range(len(lines) + 1) if len(lines) <= _MOST else (0, len(lines))


def _likeness(lines: Sequence[Line], body: str) -> list[float]:
    """Return for each line the share of its pairs of characters that the body has too."""
    if len(lines) > _MOST:
        return [0.0] * len(lines)
    shares: list[float] = []
    for line in lines:
        pairs = {line.plain[i : i + 2] for i in range(len(line.plain) - 1)}
        shares.append(
            sum(pair in body for pair in pairs) / len(pairs) if pairs and line.role is Role.HEADING else 0.0
        )
    return shares


_EDITORS_NOTE = re.compile(r"[\[【(]?\s*(?:编者按|编者的话|编前|开栏的话|主持人语)\s*[\]】)]?\s*(?::|$)")
_DIGEST = re.compile(
    r"[\[【(◎●■◆▪]?\s*(?:核心阅读|核心提示|阅读提示|内容提要|核心要点|新闻提要|阅读导引)\s*[\]】)]?\s*(?::|$)"
)
"""Both present the text below and have no headline of their own."""
_START = 12


def _presents(line: Line) -> bool:
    """Whether a line begins, or names, the box that presents a text: 编者按, 核心阅读."""
    return bool(_EDITORS_NOTE.match(fold(line.plain[:_START]))) or _sums_up(line)


def _sums_up(line: Line) -> bool:
    return bool(_DIGEST.match(fold(line.plain[:_START])))


def _with_digests(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the texts with the box that sums one up, and stands above its headline, below it."""
    found: list[Article] = []
    for article in reversed(articles):
        lines = article.lines
        if found and lines and _sums_up(lines[0]) and len(lines) <= _LONGEST_DIGEST:
            below = found[-1]
            joined = (*below.lines[: below.headlines], *lines, *below.lines[below.headlines :])
            found[-1] = replace(below, lines=joined)
        else:
            found.append(article)
    return tuple(reversed(found))


_LONGEST_DIGEST = 5
"""Lines: a box is shorter than a text."""


def _headline_weight(
    top: Sequence[Line],
    bottom: Sequence[Line],
    likeness: tuple[list[float], list[float]],
    skipped: int,
    body: Sequence[Line],
) -> float:
    """Return how well these lines before and after a body serve it as its headline."""
    if body and _presents(body[0]):
        return -5.0 * any(line.role is Role.HEADING for line in bottom)
    above = sum(line.role is Role.HEADING for line in top)
    below = sum(line.role is Role.HEADING for line in bottom)
    weight = 3.0 if bool(above) != bool(below) else -1.0
    weight += 8.0 * (sum(likeness[0][skipped:]) + sum(likeness[1][: len(bottom)]))
    if skipped and top and top[0].gap is Gap.NONE:
        weight -= 1.5  # lines that touch belong to one headline
    weight -= 0.4 * bool(below)
    if body and body[0].opening is Opening.JUMP:
        weight += 1.0 * bool(above) - 1.0 * bool(below)
    if top and body and body[0].gap is Gap.NONE and top[-1].role is Role.HEADING:
        weight += 1.0
    if top and body and top[-1].role in _NAMED:
        weight += 1.0
    elif top and top[0].role is Role.BYLINE and above:
        weight -= 1.5  # a reporter's name stands below a headline; this one signs the text above
    bylines = sum(line.role is Role.BYLINE for line in (*top, *bottom))
    weight -= 2.5 * max(0, bylines - 1)
    if any(line.role is Role.BYLINE and line.plain.startswith(("（", "(")) for line in top[1:]) or (
        top and skipped == 0 and len(body) > 0 and top[0].role is Role.BYLINE and top[0].plain.startswith(("（", "("))
    ):
        weight -= 2.0  # a name in brackets signs the text above it
    return weight
