"""What the build gathers from theme pages and documents: figures, timeline, back-links, coverage, neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice

from wenzhai.digest.numbers import Number, figures, is_count, numbers
from wenzhai.digest.related import pairs_of, related_documents
from wenzhai.digest.words import Normaliser
from wenzhai.memory import Same, memory
from wenzhai.model import (
    Backlink,
    BlockKind,
    CheckedTheme,
    CleanSeed,
    Digest,
    Document,
    DocumentCoverage,
    Figure,
    FigureSeries,
    GatheredEvent,
    GatheredFigure,
    SectionCoverage,
    SeedCoverage,
    ThemeState,
)
from wenzhai.processes import spread
from wenzhai.sections import Section, document_sections
from wenzhai.sentences import Sentence

_MANY = 40
"""Documents from which on another process pays."""

_RUNNING_TEXT = {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM}


def gather(themes: Iterable[CheckedTheme], seeds: Sequence[CleanSeed], normalise: Normaliser) -> Digest:
    """Return everything that follows from the checked theme pages and the documents."""
    ordered = tuple(sorted(themes, key=lambda checked: (checked.theme.order, checked.theme.slug)))
    events = tuple(
        GatheredEvent(checked.theme.slug, event, checked.of(event.claim))
        for checked in ordered
        for event in checked.theme.events
    )
    backlinks = _backlinks(ordered)
    coverage = _coverage(seeds, backlinks, _used_figures(ordered, normalise), normalise)
    documents = [document for seed in seeds for document in seed.documents]
    rows = tuple(_figure(checked, row) for checked in ordered for row in spelled_out(checked.theme.figures))
    return Digest(
        themes=ordered,
        figures=rows,
        series=_series(rows),
        timeline=tuple(sorted((e for e in events if e.event.date), key=lambda e: e.event.date or ())),
        undated=tuple(e for e in events if not e.event.date),
        backlinks=backlinks,
        coverage=coverage,
        states={checked.theme.slug: _state(checked, seeds, coverage) for checked in ordered},
        related=_related(documents, normalise),
    )


DITTO = "同上"
"""In a theme's own table: as in the row above."""


def spelled_out(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield rows that stand by themselves: a cell that says 同上 says what the row above says."""
    above: Figure | None = None
    for figure in figures:
        row = figure
        if above:
            when = above.when if DITTO in figure.when else figure.when
            where = above.where if DITTO in figure.where else figure.where
            row = replace(figure, when=when, where=where)
        yield row
        above = row


def _figure(checked: CheckedTheme, figure: Figure) -> GatheredFigure:
    number = next(iter(numbers(figure.number)), None)
    value = None if number is None or number.is_word else float(number.value)
    return GatheredFigure(checked.theme.slug, figure, checked.of(figure.claim), value, number.unit if number else "")


LEAST_IN_SERIES = 3


def _series(figures: Iterable[GatheredFigure]) -> tuple[FigureSeries, ...]:
    """Return the numbers that one picture may show, the greatest first.

    Rates are left out: two of a sentence are hardly ever of the same thing.
    """
    groups: dict[tuple[str, ...], list[GatheredFigure]] = defaultdict(list)
    for row in figures:
        places = {(e.document, *e.sentences) for cited in row.cited for e in cited.evidence}
        if row.value and is_count(row.unit) and len(places) == 1:
            groups[row.unit, row.figure.when, row.figure.where, *places.pop()].append(row)
    return tuple(
        FigureSeries(unit, tuple(sorted(rows, key=lambda row: -(row.value or 0))))
        for (unit, *_), rows in groups.items()
        if len({row.figure.measure for row in rows}) >= LEAST_IN_SERIES
    )


def _backlinks(themes: Iterable[CheckedTheme]) -> dict[str, tuple[Backlink, ...]]:
    found: dict[str, list[Backlink]] = defaultdict(list)
    for checked in themes:
        claims = {citation.start: claim for claim in checked.theme.claims for citation in claim.citations}
        for cited in checked.cited:
            claim = claims.get(cited.citation.start)
            sentences: dict[str, list[str]] = defaultdict(list)
            for evidence in cited.evidence:
                sentences[evidence.document] += evidence.sentences
            for document, ids in sentences.items():
                text = claim.text if claim else ""
                link = Backlink(checked.theme.slug, cited.citation, text, tuple(dict.fromkeys(ids)))
                found[document].append(link)
    return {document: tuple(links) for document, links in found.items()}


# --- Coverage ---------------------------------------------------------------------------------------------------

_Values = frozenset[tuple[Decimal, str]]
"""Numbers with their units."""


def _used_figures(themes: Iterable[CheckedTheme], normalise: Normaliser) -> dict[tuple[str, str], _Values]:
    """Return the numbers that rows of 关键数字 take from each sentence, by document and sentence."""
    used: dict[tuple[str, str], _Values] = defaultdict(frozenset)
    for checked in themes:
        for figure in checked.theme.figures:
            for evidence in (e for cited in checked.of(figure.claim) for e in cited.evidence):
                for sentence in evidence.sentences:
                    used[evidence.document, sentence] |= _values(numbers(normalise.fold(evidence.words)))
    return used


def _values(found: Iterable[Number]) -> _Values:
    return frozenset((number.value, number.unit) for number in found)


def _coverage(
    seeds: Sequence[CleanSeed],
    backlinks: Mapping[str, Sequence[Backlink]],
    used: Mapping[tuple[str, str], _Values],
    normalise: Normaliser,
) -> tuple[SeedCoverage, ...]:
    used_of: dict[str, dict[str, _Values]] = defaultdict(dict)
    for (document, sentence), values in used.items():
        used_of[document][sentence] = values

    def of_document(document: Document) -> DocumentCoverage:
        links, values = tuple(backlinks.get(document.id, ())), used_of[document.id]
        made_of = (_document_coverage, Same(document), links, tuple(values.items()), normalise)
        return memory.recall(made_of, lambda: _document_coverage(document, links, values, normalise))

    found = iter(spread(of_document, (document for seed in seeds for document in seed.documents), _MANY))
    return tuple(SeedCoverage(seed.source.seed, tuple(islice(found, len(seed.documents)))) for seed in seeds)


def _document_coverage(
    document: Document, links: Iterable[Backlink], used: Mapping[str, _Values], normalise: Normaliser
) -> DocumentCoverage:
    """Return what the digest says of a document; `used` are the numbers that its tables take from each sentence."""
    quoting: dict[str, dict[str, None]] = defaultdict(dict)
    for link in links:
        for sentence in link.sentences:
            quoting[sentence][link.theme] = None
    sections = tuple(
        _section(section, texts, quoting, used, normalise)
        for section in document_sections(document)
        if (texts := _texts(section, normalise))
    )
    themes = tuple(dict.fromkeys(link.theme for link in links))
    return DocumentCoverage(document.id, document.shelf, themes, sections, document.subjects)


_Text = tuple[Sentence, str]
"""A sentence and its words."""


def _texts(section: Section, normalise: Normaliser) -> list[_Text]:
    """Return the sentences of a section's running text, captions and bylines left out."""
    texts = (
        (part, block.text[part.start : part.end])
        for block, parts in section.blocks
        if block.kind in _RUNNING_TEXT
        for part in parts
    )
    return [pair for pair in texts if normalise(pair[1])]


def _section(
    section: Section,
    sentences: Sequence[_Text],
    quoting: Mapping[str, Iterable[str]],
    used: Mapping[str, _Values],
    normalise: Normaliser,
) -> SectionCoverage:
    found = [(sentence, number) for sentence, words in sentences for number in figures(normalise.fold(words))]
    heading = section.heading[1] if section.heading else ()
    text = [sentence for sentence, _ in sentences]
    return SectionCoverage(
        title=section.title,
        anchor=text[0].id,
        sentences=len(text),
        cited=sum(sentence.id in quoting for sentence in text),
        figures=len(found),
        figures_used=sum((number.value, number.unit) in used.get(sentence.id, ()) for sentence, number in found),
        named=section.named,
        themes=section.themes,
        quoted_by=tuple(dict.fromkeys(theme for one in (*heading, *text) for theme in quoting.get(one.id, ()))),
        shelf=section.shelf,
    )


# --- Themes and documents ---------------------------------------------------------------------------------------


def _state(checked: CheckedTheme, seeds: Sequence[CleanSeed], coverage: Iterable[SeedCoverage]) -> ThemeState:
    theme = checked.theme
    documents = [d for seed in coverage for d in seed.documents if theme.slug in {*d.subjects, *d.themes}]
    belonging = {document.document.partition("/")[0] for document in documents}
    newer = (
        seed.source.seed
        for seed in seeds
        if seed.source.seed in belonging and theme.reviewed and _retrieved(seed) > theme.reviewed
    )
    sections = [
        (document.document, section.title, section.anchor)
        for document in documents
        for section in document.counted
        if section.named and theme.slug in {*section.themes} - {*section.quoted_by}
    ]
    by_section = {document for document, _, _ in sections}
    return ThemeState(
        documents=tuple(d.document for d in documents),
        waiting=tuple(d.document for d in documents if theme.slug not in d.themes and d.document not in by_section),
        newer_seeds=tuple(newer),
        waiting_sections=tuple(sections),
    )


def _retrieved(seed: CleanSeed) -> str:
    return seed.source.sidecar.origin.retrieved or ""


def _related(documents: Iterable[Document], normalise: Normaliser) -> dict[str, tuple[str, ...]]:
    """Return neighbours among documents of the digest, and among those put aside."""
    counts: dict[bool, dict[str, Mapping[str, int]]] = {False: {}, True: {}}
    for document in documents:
        count = memory.recall((_pairs, Same(document), normalise), partial(_pairs, document, normalise))
        counts[bool(document.shelf)][document.id] = count
    return {name: near for group in counts.values() for name, near in related_documents(group).items()}


def _pairs(document: Document, normalise: Normaliser) -> Mapping[str, int]:
    return pairs_of("".join(normalise(block.text) for block in document.blocks))
