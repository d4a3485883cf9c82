"""Words of a Chinese text, by the cheapest path through a lexicon: what a greedy match gets wrong at 传统|制造."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

UNKNOWN = 36
"""The cost of a character that is no word: as of one that jieba has counted once in sixty million."""


class Lexicon:
    """Words and their costs. Of two ways to cut a text the cheaper counts; at equal cost, the longer last word."""

    def __init__(self, costs: Mapping[str, int]) -> None:
        self.costs = dict(costs)
        self.beginnings = {word[:end] for word in costs for end in range(1, len(word))}

    def add(self, word: str, cost: int = 3 * UNKNOWN) -> None:
        """Add a word; it costs a little less than its parts even if `cost` says more."""
        self.costs[word] = min(cost, self._path(word)[0][-1] - 1)
        self.beginnings.update(word[:end] for end in range(1, len(word)))

    def extended(self, words: Iterable[str]) -> Lexicon:
        """Return a lexicon with more words."""
        lexicon = Lexicon({})
        lexicon.costs, lexicon.beginnings = dict(self.costs), set(self.beginnings)
        for word in sorted(words, key=len):
            lexicon.add(word)
        return lexicon

    def segment(self, text: str) -> list[str]:
        """Return the words of `text`; joined, they are the text."""
        back = self._path(text)[1]
        words = []
        end = len(text)
        while end:
            words.append(text[back[end] : end])
            end = back[end]
        return words[::-1]

    def _path(self, text: str) -> tuple[list[int], list[int]]:
        """Return, for each place, the least cost to get there, and where the last word before it begins."""
        size = len(text)
        least = [0, *[size * 2 * UNKNOWN] * size]
        back = [0] * (size + 1)
        costs, beginnings = self.costs, self.beginnings
        for start in range(size):
            here = least[start]
            end = start + 1
            word = text[start]
            cost = here + costs.get(word, UNKNOWN)
            if cost < least[end]:
                least[end], back[end] = cost, start
            while word in beginnings and end < size:
                end += 1
                word = text[start:end]
                found = costs.get(word)
                if found is not None and here + found < least[end]:
                    least[end], back[end] = here + found, start
        return least, back
