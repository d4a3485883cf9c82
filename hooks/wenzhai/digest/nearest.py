"""The place that a wrong quotation most likely meant, and how it differs: for the person who mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wenzhai.digest.passages import Rendition

# Enough fragments to find a quotation's place, few enough for a thousand mistakes.
_FRAGMENTS = 12
_OCCURRENCES = 8
_CANDIDATES = 3
_MARGIN = 16
_MAX_WORDS = 300
_ALIKE = 0.5
_SHOWN_DIFFERENCES = 3
_SHOWN = 70

_NOTHING_NEAR = "也没有相近的句子；请对照原文，并检查编号"


@dataclass(frozen=True, slots=True)
class _Comparison:
    likeness: float
    """Share of the quotation's characters that stand there in the same order."""
    sentence: str
    differences: tuple[str, ...]


def difference(words: str, texts: Sequence[tuple[str, Rendition]]) -> str:
    """Return, in Chinese, where the normalised words come nearest to standing, and what differs.

    `texts` are pairs of a name to show and a text. Time is linear in their length, all else is bounded.
    """
    words = words[:_MAX_WORDS]
    compared = [
        (_compare(words, texts[number][1], start), texts[number][0]) for number, start in _places(words, texts)
    ]
    if not compared:
        return _NOTHING_NEAR
    best, name = max(compared, key=lambda pair: pair[0].likeness)
    if best.likeness < _ALIKE:
        return _NOTHING_NEAR
    return f"最接近的是 {name} 的“{_shortened(best.sentence)}”；{'，'.join(best.differences[:_SHOWN_DIFFERENCES])}"


def _places(words: str, texts: Sequence[tuple[str, Rendition]]) -> list[tuple[int, int]]:
    """Return the likeliest (number of the text, where the words would begin in it): where most fragments agree."""
    for size in (4, 3, 2):
        step = max(1, (len(words) - size) // _FRAGMENTS)
        offsets = range(0, max(1, len(words) - size + 1), step)
        votes: Counter[tuple[int, int]] = Counter()
        for number, (_, rendition) in enumerate(texts):
            for offset in offsets:
                for place in _occurrences(rendition.text, words[offset : offset + size]):
                    votes[number, (place - offset) // _MARGIN] += 1
        if votes:
            # Ties go to the first text and place, so that the same mistake always gives the same message.
            ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
            return [(number, bucket * _MARGIN) for (number, bucket), _ in ranked[:_CANDIDATES]]
    return []


def _occurrences(text: str, fragment: str) -> Iterator[int]:
    place = -1
    for _ in range(_OCCURRENCES):
        place = text.find(fragment, place + 1)
        if place < 0:
            return
        yield place


def _compare(words: str, rendition: Rendition, start: int) -> _Comparison:
    low = max(0, start - _MARGIN)
    window = rendition.text[low : max(0, start) + len(words) + 2 * _MARGIN]
    matcher = SequenceMatcher(None, words, window, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return _Comparison(0, "", ())
    middle = max(blocks, key=lambda block: block.size)
    sentence = rendition.units[rendition.unit_at(low + middle.b)].source
    likeness = sum(block.size for block in blocks) / len(words)
    return _Comparison(likeness, sentence, tuple(_differences(matcher, words, window)))


def _differences(matcher: SequenceMatcher[str], words: str, window: str) -> Iterator[str]:
    for operation, i, j, k, m in matcher.get_opcodes():
        mine, theirs = words[i:j], window[k:m]
        # Before and after the quotation the window goes on: only as much of it counts as the quotation has there.
        if i == 0:
            theirs = theirs[max(0, len(theirs) - len(mine)) :]
        elif j == len(words):
            theirs = theirs[: len(mine)]
        if operation == "equal" or not (mine or theirs):
            continue
        if mine and theirs:
            yield f"引文的“{mine}”，原文是“{theirs}”"
        else:
            yield f"引文多了“{mine}”" if mine else f"引文少了“{theirs}”"


def _shortened(sentence: str) -> str:
    sentence = " ".join(sentence.split())
    return sentence if len(sentence) <= _SHOWN else sentence[:_SHOWN] + "……"
