"""What a quotation leaves behind: a negation, a condition, half a word, a lone character; the rest may mislead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wenzhai.digest.passages import Index, Rendition
from wenzhai.digest.searching import Match
from wenzhai.digest.tables import word_lists

_CLAUSE = re.compile(r"[，。；：！？,;:!?]")
_BORDER = re.compile(r"[^\w*]")  # * stands in sources for a name that was taken out
_FIGURES = "0123456789一二三四五六七八九十百千万亿两半数几"
_FIGURE_END = re.compile(rf"[{_FIGURES}%‰][个名家项处人年月天元吨件]?$")
_CONTEXT = 12


def left_behind(match: Match, index: Index) -> Iterator[tuple[str, str]]:
    """Yield message and hint for each thing that the pieces of a quotation should not have been cut from."""
    previous = (-1, 0)
    for start, end in match.pieces:
        first, before = match.rendition.locate(start)
        last, inside = match.rendition.locate(end - 1)
        beginning = previous[1] if previous[0] == first else 0
        context = match.rendition.units[first].printed[beginning:before]
        behind = match.rendition.units[last].printed[inside + 1 :]
        weighty = tuple(_before(context, match.rendition.text[start], index))
        yield from ((message, "把引文向前多引几个字，或换一句") for message in weighty)
        if rough := _behind_figure(match.rendition.text[:end], index.normalise.fold(behind[:_CONTEXT])):
            yield rough, "把引文向后多引几个字"
        *clauses, left = _BORDER.split(context)
        if not weighty:
            yield from _remnant(match.rendition, first, before, left if clauses or not beginning else "", index)
        yield from _remnant(match.rendition, last, inside + 1, _BORDER.split(behind)[0], index)
        previous = (last, inside + 1)


def _behind_figure(text: str, behind: str) -> str:
    """Return a message where `text` ends in a figure and what is `behind` makes it a rough one."""
    words = next((word for word in _cut_offs().behind_figures if behind.startswith(word)), "")
    is_figure = words and _FIGURE_END.search(text[-_CONTEXT:])
    return f"引文的数字后面还有“{words}”，少了它数字就不同" if is_figure else ""


def _remnant(rendition: Rendition, number: int, offset: int, left: str, index: Index) -> Iterator[tuple[str, str]]:
    """Yield message and hint where a cut leaves half a word, or one character between itself and the clause's end.

    Whoever loses a character in copying loses it there; whoever leaves it out on purpose loses nothing by quoting it.
    """
    if word := _word_across(rendition, number, offset, index):
        yield f"引文从词的中间截断：“{word}”", "把这个词引完整"
    elif len(left) == 1:
        yield f"引文漏下了分句里的一个字：“{left}”", "把这个字也引上"


def _before(context: str, first: str, index: Index) -> Iterator[str]:
    """Yield a message for each thing in the words before a piece, of which `first` is the first character."""
    cut_offs = _cut_offs()
    near = index.normalise.fold(context[-_CONTEXT:])
    negation = cut_offs.negation.search(near)
    if negation and not near.endswith(cut_offs.harmless):
        yield f"引文前面紧接着“{negation[0]}”，截断后意思可能相反"
    elif near.endswith(("-", "−")) and first.isdigit():
        yield "引文前面紧接着负号，截断后意思可能相反"
    elif first in _FIGURES and (words := [word for word in cut_offs.before_figures if near.endswith(word)]):
        yield f"引文的数字前面还有“{max(words, key=len)}”，少了它数字就不同"
    clause = index.normalise.fold(_CLAUSE.split(context)[-1].lstrip("“”‘’「」『』（(《 "))
    condition = next((word for word in cut_offs.conditions if clause.startswith(word)), "")
    if condition:
        yield f"引文所在的分句以“{condition}”开头，只是假设或转述"


def _word_across(rendition: Rendition, number: int, offset: int, index: Index) -> str:
    """Return the word that a cut at `offset` of a unit goes through, as the lexicon sees it; empty if none."""
    printed = rendition.units[number].printed
    simplified = index.normalise.fold(printed)
    if not 0 < offset < len(printed) or len(simplified) != len(printed):
        return ""
    end = 0
    for word in index.segment(simplified):
        end += len(word)
        if end >= offset:
            return "" if end == offset else f"{word[: offset - end]}|{word[offset - end :]}"
    return ""


@dataclass(frozen=True, slots=True)
class _CutOffs:
    negation: re.Pattern[str]
    harmless: tuple[str, ...]
    conditions: tuple[str, ...]
    before_figures: tuple[str, ...]
    behind_figures: tuple[str, ...]


@cache
def _cut_offs() -> _CutOffs:
    lists = word_lists("cut_offs")
    negations, modals = ("|".join(map(re.escape, lists[name])) for name in ("negations", "modals"))
    others = (lists[name] for name in ("harmless", "conditions", "before_figures", "behind_figures"))
    return _CutOffs(re.compile(f"(?:{negations})(?:{modals})?$"), *others)
