"""Finds where, on a printed page, one text ends and another begins.

No single cue decides but datelines and jump lines: weights (logarithms of likelihood ratios) are added up for labels,
headlines, the width of the column and the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from wenzhai.clean.article import BODY
from wenzhai.clean.dates import whole_date
from wenzhai.clean.draft import Gap, Line, Opening, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import is_labelled, is_section
from wenzhai.clean.headline_judge import MOST_PARAGRAPHS, MOST_SPACE, Clues, Cohesion, begins_as_news, judge, parted
from wenzhai.clean.numbering import is_entry, numbering


def find_boundaries(lines: Sequence[Line], *, paper: bool = True) -> list[int]:
    """Return the places of the lines with which a new text begins; `paper`: on the page of a newspaper."""
    return [
        found.place for found in weigh_boundaries(lines, lambda found: found.weight > 0, paper=paper) if found.cuts
    ]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A place where a new text may begin."""

    place: int
    weight: float
    clues: Clues | None
    """Of a heading that nobody signs."""
    cuts: bool = False
    """Whether a text begins there."""


def weigh_boundaries(
    lines: Sequence[Line], decide: Callable[[Weighed], bool], *, paper: bool = True
) -> Iterator[Weighed]:
    """Yield each paragraph but the first with the weight for a new text; `decide` says whether one begins."""
    bodies = [place for place, line in enumerate(lines) if line.role in BODY and line.role is not Role.NOTE]
    words = [pairs_of(lines[place].plain) for place in bodies]
    parallel = _parallel_headings(lines)
    signed = [number for number in range(1, len(bodies)) if _is_signed(lines, bodies[number - 1], bodies[number])]
    cohesion = Cohesion(words)
    begun = 0
    for number in range(1, len(bodies)):
        gap = _Interval(lines, bodies[number - 1], bodies[number], bodies[begun], number - begun, parallel, paper)
        near = words[max(begun, number - _NEAR) : number], words[number : number + _NEAR]
        owned = gap.ownership(*near)
        weight = gap.weight() + owned
        clues = None
        if paper and gap.may_be_headline():
            following = bisect_right(signed, number)
            end = signed[following] if following < len(signed) else len(bodies)
            clues = gap.clues(weight - owned, owned, strangeness(*near), cohesion.shared(begun, number, end))
            weight = judge(clues) - _GOES_ON * (gap.goes_on() and clues.parted <= 0)
        elif abs(weight) < _DECIDED:
            weight += strangeness(*near)
        found = Weighed(bodies[number], weight, clues)
        found = replace(found, cuts=decide(found))
        yield found
        begun = number if found.cuts else begun


def _is_signed(lines: Sequence[Line], before: int, after: int) -> bool:
    """Whether the text after is signed, or sent from somewhere, or the one before breaks off."""
    between = lines[before + 1 : after]
    return (
        lines[after].opening is not Opening.NO
        or lines[before].closing
        or any(line.closing or line.role in {Role.BYLINE, Role.DATELINE} for line in between)
    )


_QUOTED = re.compile("“[^“”]{1,20}”")
_ALIKE = 2
"""Characters at either end of two headings."""


def _parallel_headings(lines: Sequence[Line]) -> frozenset[str]:
    """Return the headings that begin and end as another does, or with one word and a dash: 看山——, 看水——.

    One text is parted by them; two texts on a page have nothing to say alike.
    """
    shapes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        if line.role is Role.HEADING and len(line.plain) > _ALIKE:
            dashed = line.plain.endswith("——")
            size = 1 if dashed else _ALIKE
            shapes[line.plain[:size], line.plain[-_ALIKE:]].add(line.plain)
            around = _QUOTED.sub("“”", fold(line.plain))
            if around.count("“”") > 1:
                shapes[around, ""].add(line.plain)  # 从“甲”到“乙”
    alike = (group for group in shapes.values() if len(group) > 1)
    return frozenset(plain for group in alike for plain in group) | _framed_alike(lines)


def _framed_alike(lines: Sequence[Line]) -> frozenset[str]:
    """Return the headings of one length that have the same words at the same places: 以甲乙破解丙, 以丁戊破解己."""
    first: dict[tuple[int, str], str] = {}
    found: set[str] = set()
    for line in lines:
        if line.role is not Role.HEADING:
            continue
        plain = line.plain[:_LOOKED_AT]
        for at in range(len(plain) - 1):
            other = first.setdefault((at, plain[at : at + 2]), plain)
            same = sum(one == two for one, two in zip(plain, other, strict=False))
            if other != plain and same >= _SAME and abs(len(plain) - len(other)) <= 1:
                found |= {plain, other}
    return frozenset(line.plain for line in lines if line.plain[:_LOOKED_AT] in found)


_SAME = 3
"""Characters at the same places."""


_DECIDED = 4.0
"""Beyond this the words of two texts need not be compared."""
_GOES_ON = 1.5
"""A text that goes on from another page is long: more of its headings stand inside it."""
_NEAR = 3
"""Paragraphs on either side whose words are compared."""


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters, from the beginning of a long paragraph."""
    return frozenset(
        text[i : i + 2] for i in range(min(len(text), _ENOUGH) - 1) if "\u4e00" <= min(text[i : i + 2]) <= "\u9fff"
    )


_ENOUGH = 600
_FEW_PAIRS = 30
"""Short paragraphs share little with anything."""


def strangeness(before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> float:
    """Return the weight of the words for two paragraphs belonging to different texts.

    Neighbours in one text share 9 in 100 pairs of characters, those in different texts 1 (measured on 60 texts).
    """
    one, other = frozenset().union(*before), frozenset().union(*after)
    smaller = max(1, min(len(one), len(other)))
    shared = len(one & other) / smaller
    return max(2.2 - 50 * shared, -3.0) * smaller / (smaller + _FEW_PAIRS)


@dataclass(frozen=True, slots=True)
class _Interval:
    """Two paragraphs that follow one another, and what stands between them."""

    lines: Sequence[Line]
    before: int
    after: int
    begun: int
    """Where the text so far begins."""
    paragraphs: int
    """Of the text so far."""
    parallel: frozenset[str] = frozenset()
    """The headings of the page that are worded alike."""
    paper: bool = True
    """Whether it may stand on the page of a newspaper."""

    def weight(self) -> float:
        """Return the weight for a new text, words left aside."""
        here = self.lines[self.after]
        if here.opening is not Opening.NO:
            return 8.0
        if self._is_item():
            return -8.0
        boxed = any(is_labelled(fold(line.plain)) for line in self._between() if line.role is Role.HEADING)
        if (here.role is Role.LIST_ITEM and not boxed) or is_entry(fold(here.plain[:_START])):
            return -8.0
        wide = here.column >= _WIDE or not self.paper
        prior = (_PRIOR_WIDE if wide else _PRIOR) + self._news_picture()
        return prior + self._labels() + self._headings() + self._columns() + self._space()

    def _news_picture(self) -> float:
        """Return the weight of a caption with a day and a photographer's name: it tells of news of its own."""
        here = self.lines[self.after]
        is_caption = _is_credited(self.lines[: self.after + 2], self.after) and not self._between()
        if not is_caption or not _DAY.match(fold(here.plain[:_START])):
            return 0.0
        return _NEWS_PICTURE if here.gap is not Gap.NONE else _NEWS_PICTURE_BELOW

    def may_be_headline(self) -> bool:
        """Whether a heading stands between that nothing but its shape and the words tell from a headline."""
        here, headings = self.lines[self.after], self._headings_between()
        if not headings or here.role is Role.LIST_ITEM or _is_signed(self.lines, self.before, self.after):
            return False
        known = is_section(headings[0].plain) or any(is_labelled(fold(line.plain)) for line in headings)
        return not known and not self._is_item() and headings[0].plain not in self.parallel

    def clues(self, rules: float, ownership: float, strange: float, cohesion: float) -> Clues:
        """Return what is known of the heading between, with what others know."""
        here, headings = self.lines[self.after], self._headings_between()
        length, space = max(len(line.plain) for line in headings), headings[0].space
        earlier = (line for line in self.lines[self.begun : self.before] if line.role is Role.HEADING)
        form = parted(headings[0].plain)
        alike = any(
            abs(len(line.plain) - length) <= _ALIKE_LENGTH
            and line.space == space
            and abs(parted(line.plain) - form) <= 1
            for line in earlier
        )
        return Clues(
            rules=rules,
            ownership=ownership,
            strangeness=strange,
            cohesion=cohesion,
            touches=here.gap is Gap.NONE,
            space=min(space, MOST_SPACE),
            alike=alike,
            parted=form,
            news=begins_as_news(fold(here.plain[:_LOOKED_AT])),
            paragraphs=min(self.paragraphs, MOST_PARAGRAPHS),
        )

    def goes_on(self) -> bool:
        """Whether the text so far goes on from another page."""
        return self.lines[self.begun].opening is Opening.JUMP

    def _headings_between(self) -> Sequence[Line]:
        return [line for line in self._between() if line.role is Role.HEADING]

    def _is_item(self) -> bool:
        """Whether both paragraphs begin with the same sign, as short notes below one headline do."""
        first = self.lines[self.after].plain[0]
        return first in _SIGNS and first == self.lines[self.before].plain[0]

    def _between(self) -> Sequence[Line]:
        return self.lines[self.before + 1 : self.after]

    def _labels(self) -> float:
        weight = 6.0 * bool(self.lines[self.before].closing)
        for line in self._between():
            note = line.role is Role.NOTE and line.plain.startswith(_BRACKETS)
            if line.role is Role.DATELINE or note or line.closing:
                weight += 6.0
            elif line.role is Role.BYLINE:
                weight += 5.0
            elif line.role is Role.SOURCE and whole_date(fold(line.plain)):
                weight += 4.0
            elif line.role is Role.CREDIT:
                weight += 1.0
        return weight

    def _headings(self) -> float:
        headings = [line for line in self._between() if line.role is Role.HEADING]
        if not headings:
            return -1.5
        signed = any(line.role is Role.BYLINE for line in self._between())
        if not signed and headings[0].plain in self.parallel:
            return -4.0
        if is_section(headings[0].plain) and (not signed or numbering(fold(headings[0].plain))):
            return -4.0
        if not signed and any(is_section(line.plain) for line in headings):
            first = next(line for line in headings if is_section(line.plain))
            number = numbering(fold(first.plain))
            return 3.0 if number and number.number == 1 else -4.0
        weight = 2.5 + 1.5 * (len(headings) - 1) + _LENGTH_WEIGHT * (max(len(line.plain) for line in headings) - 9)
        weight += 3.0 * any(line.plain.startswith("——") or is_labelled(fold(line.plain)) for line in headings)
        weight += 1.0 * any(line.column and line.width > line.column for line in headings)
        return weight

    def _space(self) -> float:
        """Return what the room above a headline says: more of it than stands between the paragraphs of the text."""
        first = next(iter(self._between()), None)
        if first is None or first.role is not Role.HEADING or first.gap is Gap.PAGE or is_section(first.plain):
            return 0.0
        inside = sorted(self.lines[place].space for place in range(self.begun + 1, self.before + 1))
        if not inside or first.space <= inside[-1]:
            return 0.0
        return _ROOM if first.space > 1 else _SOME_ROOM

    def ownership(self, before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> float:
        """Return what the words of a lone headline say: one that speaks of the text above ends it."""
        headings = [line for line in self._between() if line.role is Role.HEADING]
        if not headings or is_section(headings[0].plain) or self.lines[self.after].column >= _WIDE:
            return 0.0
        words = frozenset().union(*(pairs_of(line.plain) for line in headings))
        one, other = (len(words & frozenset().union(*side)) / max(len(words), 1) for side in (before, after))
        return _OWNED * (one - other) if len(words) >= _FEWEST and one >= _SHARED and other <= one / _TIMES else 0.0

    def _measured(self, places: range) -> Line | None:
        """Return the nearest paragraph that shows its column."""
        near = (self.lines[place] for place in places[:_NEAR] if self.lines[place].role in BODY)
        return next((line for line in near if line.fills), None)

    def _columns(self) -> float:
        one, other = (
            self._measured(range(self.before, self.begun - 1, -1)),
            self._measured(range(self.after, len(self.lines))),
        )
        if one is None or other is None:
            return 0.0
        if other is not self.lines[self.after] and not self._between():
            return 0.0
        difference = other.column - one.column
        pictured = difference != 0 and _is_credited(self.lines, self.after)
        if difference < 0 and self.paragraphs <= _LEAD and not pictured:
            return 0.0  # a lead is set wider than what follows it
        return (-1.0, 1.0, 3.5)[min(abs(difference) // 2, 2)] + _PICTURED * pictured


_SIGNS = "●○■□◆◇▲△★☆◎※▶►@·"
"""What short notes below one headline begin with."""
_ALIKE_LENGTH = 3
"""Characters by which the headings of one text differ."""
_LOOKED_AT = 20
_LENGTH_WEIGHT = 0.12
"""Per character: headings inside a text have some seven characters, headlines twelve and more."""
_START = 12
_BRACKETS = ("（", "(", "【", "[")
"""What a note on the author begins with; a bare one says who signs or where an author works."""
_OWNED = 3.0
_FEWEST = 4
_SHARED = 0.3
_TIMES = 3
"""A headline shares so much with its own text, and so many times less with another."""
_ROOM = 3.0
_SOME_ROOM = 0.8
"""One blank line stands above the headings inside a text as well."""
_PRIOR = -2.5
_PRIOR_WIDE = -5.0
_WIDE = 56
"""Half-widths: newspapers set no running text wider; books and reports hold one text for many pages."""
_PICTURED = 1.5
"""A paragraph in a column of its own with a photographer's name behind it tells of a picture."""
_NEWS_PICTURE = 4.0
_NEWS_PICTURE_BELOW = 2.5
"""Where it touches the text above."""
_DAY = re.compile(r"\d{1,2}月\d{1,2}日,|(?:近日|日前|连日来|昨日),")
_LEAD = 2
"""Paragraphs that an article may set wider at its beginning."""


def _is_credited(lines: Sequence[Line], place: int) -> bool:
    return any(line.role is Role.CREDIT for line in lines[place + 1 : place + 4])
