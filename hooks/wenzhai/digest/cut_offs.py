"""What a quotation leaves behind: a negation, a condition, half a word. What remains may say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wenzhai.digest.passages import Index, Rendition
from wenzhai.digest.searching import Match
from wenzhai.digest.tables import word_lists

_CLAUSE = re.compile(r"[，。；：！？,;:!?]")
_CONTEXT = 12


def left_behind(match: Match, index: Index) -> Iterator[tuple[str, str]]:
    """Yield message and hint for each thing that the pieces of a quotation should not have been cut from."""
    previous = (-1, 0)
    for start, end in match.pieces:
        first, before = match.rendition.locate(start)
        last, inside = match.rendition.locate(end - 1)
        beginning = previous[1] if previous[0] == first else 0
        context = match.rendition.units[first].printed[beginning:before]
        for message in _before(context, match.rendition.text[start], index):
            yield message, "把引文向前多引几个字，或换一句"
        for number, offset in ((first, before), (last, inside + 1)):
            if word := _word_across(match.rendition, number, offset, index):
                yield f"引文从词的中间截断：“{word}”", "把这个词引完整"
        previous = (last, inside + 1)


def _before(context: str, first: str, index: Index) -> Iterator[str]:
    """Yield a message for each thing in the words before a piece, of which `first` is the first character."""
    cut_offs = _cut_offs()
    near = index.normalise.fold(context[-_CONTEXT:])
    negation = cut_offs.negation.search(near)
    if negation and not near.endswith(cut_offs.harmless):
        yield f"引文前面紧接着“{negation[0]}”，截断后意思可能相反"
    elif near.endswith(("-", "−")) and first.isdigit():
        yield "引文前面紧接着负号，截断后意思可能相反"
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


@cache
def _cut_offs() -> _CutOffs:
    lists = word_lists("cut_offs")
    negations, modals = ("|".join(map(re.escape, lists[name])) for name in ("negations", "modals"))
    return _CutOffs(re.compile(f"(?:{negations})(?:{modals})?$"), lists["harmless"], lists["conditions"])
