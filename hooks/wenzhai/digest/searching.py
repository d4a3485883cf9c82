"""Where the words of a quotation stand in a text, whole numbers and all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenzhai.digest.passages import Passages, Rendition
from wenzhai.digest.words import token_across

MAX_OCCURRENCES = 50
"""Places looked at before a quotation counts as not found: only one or two characters stand more often."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where the pieces of a quotation stand in a rendition's text, in order."""

    rendition: Rendition
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A number or word that a quotation would have been found without."""

    token: str


def search(passages: Passages, pieces: Sequence[str]) -> Match | Cut | None:
    """Return the first place where the pieces stand in order in one passage of some rendition."""
    cut: Cut | None = None
    for rendition in passages.renditions:
        result = _search_rendition(rendition, pieces)
        if isinstance(result, Match):
            return result
        cut = cut or result
    return cut


def _search_rendition(rendition: Rendition, pieces: Sequence[str]) -> Match | Cut | None:
    cut: Cut | None = None
    position, end = 0, len(rendition.text)
    while True:
        first = _find_piece(rendition, pieces[0], position, end)
        if not isinstance(first, tuple):
            return cut or first
        if len(pieces) == 1:
            return Match(rendition, (first,))
        passage_end = rendition.passage_end(first[1] - 1)
        found = [first]
        for piece in pieces[1:]:
            place = _find_piece(rendition, piece, found[-1][1], passage_end)
            if not isinstance(place, tuple):
                cut = cut or place
                break
            found.append(place)
        else:
            return Match(rendition, tuple(found))
        position = passage_end  # a later beginning in the same passage cannot do better


def _find_piece(rendition: Rendition, piece: str, start: int, end: int) -> tuple[int, int] | Cut | None:
    """Return the first place of a piece that cuts no number, else a number that it would cut."""
    cut: Cut | None = None
    for _ in range(MAX_OCCURRENCES):
        place = rendition.text.find(piece, start, end)
        if place < 0:
            return cut
        token = _token_cut(rendition, place, place + len(piece))
        if not token:
            return place, place + len(piece)
        cut = cut or Cut(token)
        start = place + 1
    return cut


def _token_cut(rendition: Rendition, start: int, end: int) -> str:
    first, before = rendition.locate(start)
    last, inside = rendition.locate(end - 1)
    return token_across(rendition.units[first].printed, before) or token_across(
        rendition.units[last].printed, inside + 1
    )
