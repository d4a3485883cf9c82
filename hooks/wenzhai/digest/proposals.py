"""Themes that a section or a document may belong to, by the keywords of their pages: the sidecar decides."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wenzhai.digest.words import Normaliser
from wenzhai.model import Document, Theme
from wenzhai.sections import Section, document_sections

# Measured against the sidecars' assignment of the first five seeds: see tests/floors.json.
RELATIVE = 0.3
"""Share of the best theme's score from which a theme is proposed too."""
MIN_SCORE = 3.0
"""Below it nothing is proposed: the text belongs on the shelf, or a keyword is missing."""
STRETCH = 500
"""Characters after which a section is read anew: what is a paragraph's subject drowns in a long text."""
_PER = 1000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A theme for a text, and the keywords that speak for it."""

    theme: str
    score: float
    keywords: tuple[str, ...]


def propose(
    documents: Sequence[Document], themes: Sequence[Theme], normalise: Normaliser
) -> dict[str, tuple[Proposal, ...]]:
    """Return the likeliest themes of each document by its id, the best first; none where nothing speaks for any.

    A keyword counts by how often it stands in a thousand characters of a stretch (logarithm), and the more the fewer
    stretches of `documents` have it: give all of the site's. What is proposed for a stretch is for the whole too.
    """
    found = defaultdict[str, list[Proposal]](list)
    for (document, _), proposals in propose_sections(documents, themes, normalise).items():
        found[document] += proposals
    return {document.id: _merged(found[document.id]) for document in documents}


def propose_sections(
    documents: Sequence[Document], themes: Sequence[Theme], normalise: Normaliser
) -> dict[tuple[str, str], tuple[Proposal, ...]]:
    """Return the same for each section, by the document's id and the section's heading."""
    stretches = {
        (document.id, section.title, number): normalise(text)
        for document in documents
        for section in document_sections(document)
        for number, text in enumerate(_stretches(section))
    }
    found = defaultdict[tuple[str, str], list[Proposal]](list)
    for (document, heading, _), proposals in _propose(stretches, themes, normalise).items():
        found[document, heading] += proposals
    return {name: _merged(proposals) for name, proposals in found.items()}


def _stretches(section: Section) -> Iterator[str]:
    text = section.title
    for block, _ in section.blocks:
        text += block.text
        if len(text) >= STRETCH:
            yield text
            text = section.title
    if text != section.title:
        yield text


def _merged(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Return one proposal for each theme: its best score, its keywords, the best first."""
    best: dict[str, Proposal] = {}
    for proposal in _ordered(proposals):
        before = best.get(proposal.theme, proposal)
        keywords = tuple(dict.fromkeys((*before.keywords, *proposal.keywords)))
        best[proposal.theme] = Proposal(proposal.theme, before.score, keywords)
    return tuple(best.values())


def _ordered(proposals: Iterable[Proposal]) -> list[Proposal]:
    return sorted(proposals, key=lambda proposal: (-round(proposal.score, 9), proposal.theme))


_Name = TypeVar("_Name", bound=Hashable)


def _propose(
    texts: Mapping[_Name, str], themes: Sequence[Theme], normalise: Normaliser
) -> dict[_Name, tuple[Proposal, ...]]:
    keywords = {theme.slug: _by_what_counts(theme.keywords, normalise) for theme in themes}
    every = {counted for words in keywords.values() for counted in words}
    holders = Counter({word: sum(word in text for text in texts.values()) for word in every})
    rarity = {word: math.log((len(texts) + 1) / number) for word, number in holders.items() if number}
    return {name: _proposals(text, keywords, rarity) for name, text in texts.items()}


def _by_what_counts(words: Iterable[str], normalise: Normaliser) -> dict[str, str]:
    """Return the words by what counts of them, in either script: one that is written in two ways counts once."""
    return {normalise(word): word for word in reversed([*words]) if normalise(word)}


def _proposals(
    text: str, keywords: Mapping[str, Mapping[str, str]], rarity: Mapping[str, float]
) -> tuple[Proposal, ...]:
    scored = []
    for theme, words in keywords.items():
        weights = {
            word: math.log1p(text.count(counted) / len(text) * _PER) * rarity[counted]
            for counted, word in words.items()
            if counted in text
        }
        speaking = sorted(weights, key=lambda word: (-round(weights[word], 9), word))
        scored.append(Proposal(theme, sum(weights.values()), tuple(speaking)))
    least = max(MIN_SCORE, RELATIVE * max((proposal.score for proposal in scored), default=0))
    return tuple(_ordered(proposal for proposal in scored if proposal.score >= least))
