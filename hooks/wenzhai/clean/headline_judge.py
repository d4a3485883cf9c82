"""Judges whether a heading that nobody signs begins another text of a page or stands inside one.

A logistic regression over ten clues. Its weights were learned from the pages in tests/golden/clean and from made
ones, all written for this project; `python -m quality.learn_headlines` learns them again and says how often the judge
errs on pages that it has not learned from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from math import log

from wenzhai.clean.headings import TWO_PHRASES


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of one such heading. Each clue is a number, and so is its weight."""

    rules: float
    """What the other rules weigh: the length of the heading, its shape, the widths of the columns."""
    ownership: float
    """Whose words the heading shares."""
    strangeness: float
    """How little the paragraphs next to it have in common."""
    cohesion: float
    """Share of rare pairs of characters that the text before and the text after have in common."""
    touches: float
    """Whether the text follows without a blank line."""
    space: float
    """Blank lines above, up to two."""
    alike: float
    """Whether the text has had a heading of about this length with as much space above."""
    parted: float
    """Whether a blank parts it into two phrases; -1 for a comma or a colon."""
    news: float
    """Whether the first sentence begins as news does: 近日, 8月18日, 记者, 消防处宣布."""
    paragraphs: float
    """How many paragraphs the text before has, up to four."""


WEIGHTS = Clues(0.64, 1.76, 0.86, -12.75, 0.97, 0.74, -1.98, 0.59, 2.73, 1.15)
BIAS = -4.41


def judge(clues: Clues) -> float:
    """Return the weight of the clues for a new text: above 0 one begins."""
    pairs: Iterable[tuple[float, float]] = zip(astuple(WEIGHTS), astuple(clues), strict=True)
    return BIAS + sum(weight * clue for weight, clue in pairs)


MOST_SPACE = 2
MOST_PARAGRAPHS = 4
_NEWS = re.compile(
    r"近日|日前|昨[日天]|[今前]日|本报|记者|据|\d{1,2}月\d{1,2}日|【|连日来|[^,。]{2,12}(?:昨|今[日天]|日前|近日)"
    r"|[^,。]{2,12}(?:宣布|公布|发布|(?:调查|统计|数据)(?:显示|发现))"
)
_START = 20


_ONE_SENTENCE = re.compile("[，：,:]")


def parted(plain: str) -> int:
    """Return 1 for a heading that a blank parts into two phrases, -1 for one with a comma or a colon, else 0."""
    return bool(TWO_PHRASES.search(plain)) - bool(_ONE_SENTENCE.search(plain))


def begins_as_news(folded: str) -> bool:
    """Whether a folded paragraph begins as the first of a report does."""
    return bool(_NEWS.match(folded[:_START]))


class Cohesion:
    """Compares stretches of a page by the pairs of characters that few of its paragraphs have."""

    def __init__(self, paragraphs: Sequence[frozenset[str]]) -> None:
        self._paragraphs = paragraphs
        times = Counter(pair for pairs in paragraphs for pair in pairs)
        most = max(2.0, _COMMON * len(paragraphs))
        self._rarity = {pair: _rarity(len(paragraphs), count) for pair, count in times.items() if count <= most}

    def shared(self, begin: int, place: int, end: int) -> float:
        """Return which share of what either side has the paragraphs before and after a place have in common."""
        before = self._known(self._paragraphs[max(begin, place - _BEFORE) : place])
        after = self._known(self._paragraphs[place : min(end, place + _AFTER)])
        smaller = min(self._total(before), self._total(after))
        return self._total(before & after) / smaller if smaller else 0.0

    def _known(self, paragraphs: Iterable[frozenset[str]]) -> frozenset[str]:
        return frozenset().union(*paragraphs) & self._rarity.keys()

    def _total(self, pairs: Iterable[str]) -> float:
        return sum(map(self._rarity.__getitem__, pairs))


_BEFORE, _AFTER = 8, 6
_COMMON = 0.34
"""A pair that more of the paragraphs have tells of the page and not of a text."""


@cache
def _rarity(paragraphs: int, count: int) -> float:
    return log(paragraphs / count)
