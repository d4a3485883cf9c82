"""Every text that a citation can quote, made comparable: each document as each edition prints it, and the ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, pairwise

from wenzhai.addresses import ledger_anchor, meta_anchor
from wenzhai.digest.words import Fold, Normaliser
from wenzhai.memory import remembered
from wenzhai.model import EDITIONS, BlockKind, CleanSeed, Document, Lang, Meta, Span
from wenzhai.sentences import Sentence, document_sentences, split_sentences

Render = Callable[[str, str, Lang], str]
"""Text of a document or ledger, given the id of that and the text, as an edition prints it."""
Segment = Callable[[str], Sequence[str]]
"""Simplified text cut into words."""

_WALL = "\n"
"""Stands between texts that are not neighbours; normalised words never contain it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a piece of metadata or of the ledger: what an anchor stands on."""

    page: str
    """Where its anchor is: a document's id, or a seed's number for its ledger."""
    anchor: str
    passage: int
    """Number of its block: an omission in a quotation stays within one."""
    printed: str
    """As the edition in question prints it."""
    source: str
    """As the seed prints it."""
    walled: bool = False
    """Whether what stands before it in the index does not stand before it in the source."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One text as one edition prints it."""

    text: str
    """What counts of it, in one piece."""
    starts: tuple[int, ...]
    """Where each unit begins in `text`."""
    units: tuple[Unit, ...]
    normalise: Normaliser

    def unit_at(self, position: int) -> int:
        """Return the number of the unit that the character at `position` of the text belongs to."""
        return bisect_right(self.starts, position) - 1

    def locate(self, position: int) -> tuple[int, int]:
        """Return the unit's number and the offset in what it prints, of the character at `position` of the text."""
        number = self.unit_at(position)
        printed = self.units[number].printed
        origins = self.normalise.origins(printed)
        local = position - self.starts[number]
        return number, origins[local] if local < len(origins) else len(printed)

    def passage_end(self, position: int) -> int:
        """Return where in the text the block ends that `position` belongs to."""
        number = self.unit_at(position)
        passage = self.units[number].passage
        while number < len(self.units) and self.units[number].passage == passage:
            number += 1
        return self.starts[number] if number < len(self.units) else len(self.text)


@dataclass(frozen=True, slots=True)
class Passages:
    """One document, or the ledger of one seed, in every distinct rendition; the source's own comes first."""

    slug: str
    """Of the document; empty for a ledger."""
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SeedPassages:
    """Everything of one seed that can be quoted."""

    seed: str
    documents: tuple[Passages, ...]
    ledger: Passages


@dataclass(frozen=True, slots=True)
class _WhenCited(Mapping[str, SeedPassages]):
    """Seeds by number, each made comparable when it is first asked for: most are cited by nobody."""

    makers: Mapping[str, Callable[[], SeedPassages]]
    made: dict[str, SeedPassages] = field(default_factory=dict)

    def __getitem__(self, number: str) -> SeedPassages:
        if number not in self.made:
            self.made[number] = self.makers[number]()
        return self.made[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What citations are checked against."""

    seeds: Mapping[str, SeedPassages]
    normalise: Normaliser
    segment: Segment


def build_index(seeds: Iterable[tuple[CleanSeed, Render]], fold: Fold, segment: Segment = list) -> Index:
    """Return the index of seeds, each with what renders it. This, `fold` and `segment` are the script stage's.

    Without `segment`, nobody is warned of quotations that cut through a word.
    """
    normalise = _normaliser(fold)
    makers = {seed.source.seed: partial(_seed_passages, seed, render, normalise) for seed, render in seeds}
    return Index(_WhenCited(makers), normalise, segment)


@remembered
def _normaliser(fold: Fold) -> Normaliser:
    return Normaliser(fold)


@remembered
def _seed_passages(seed: CleanSeed, render: Render, normalise: Normaliser) -> SeedPassages:
    lines = seed.source.lines
    documents = tuple(
        _document_passages(document, tuple(_printed_metadata(document, lines)), render, normalise)
        for document in seed.documents
    )
    ledger = Passages("", _renditions(_ledger_units(seed, render), normalise))
    return SeedPassages(seed.source.seed, documents, ledger)


@remembered
def _document_passages(
    document: Document, metadata: tuple[tuple[str, str], ...], render: Render, normalise: Normaliser
) -> Passages:
    return Passages(document.slug, _renditions(_document_units(document, metadata, render), normalise))


def _renditions(units_of: Callable[[Lang | None], list[Unit]], normalise: Normaliser) -> tuple[Rendition, ...]:
    """Return the source's own rendition and those of the editions that read differently even when folded."""
    printed: dict[tuple[str, ...], list[Unit]] = {}
    for lang in (None, *(edition.lang for edition in EDITIONS)):
        units = units_of(lang)
        printed.setdefault(tuple(unit.printed for unit in units), units)
    distinct: dict[str, Rendition] = {}
    for units in printed.values():
        rendition = _rendition(units, normalise)
        distinct.setdefault(rendition.text, rendition)
    return tuple(distinct.values())


def _rendition(units: Sequence[Unit], normalise: Normaliser) -> Rendition:
    texts: list[str] = []
    starts: list[int] = []
    length, last = 0, ""
    for unit in units:
        counted = normalise(unit.printed)
        wall = _WALL if unit.walled else "/" if _parts_numbers(last, counted[:1]) else ""
        texts += wall, counted
        starts.append(length + len(wall))
        length += len(wall) + len(counted)
        last = counted[-1:] or last
    return Rendition("".join(texts), tuple(starts), tuple(units), normalise)


def _parts_numbers(before: str, after: str) -> bool:
    """Return whether what stands between two characters keeps numbers apart, as `Normaliser` does inside a text."""
    return before != "" and before in "0123456789%‰" and after != "" and after in "0123456789"


_APART = {BlockKind.HEADING, BlockKind.CAPTION, BlockKind.BYLINE}
"""Blocks that running text does not go on from: words on both sides of such a border are no quotation."""


def _document_units(
    document: Document, metadata: Iterable[tuple[str, str]], render: Render
) -> Callable[[Lang | None], list[Unit]]:
    """Return a function that gives a document's units as an edition prints them; `None` means: as the seed does.

    Printed metadata come last, so that words which stand in the body too are found there.
    """
    sentences = document_sentences(document)
    # A quotation and the line that says whose it is are one passage.
    passages = tuple(accumulate(block.kind is not BlockKind.ATTRIBUTION for block in document.blocks))
    borders = (False, *(a.kind is not b.kind and {a.kind, b.kind} & _APART for a, b in pairwise(document.blocks)))

    def units(lang: Lang | None) -> list[Unit]:
        result: list[Unit] = []
        for block, parts, passage, border in zip(document.blocks, sentences, passages, borders, strict=False):
            rendered = render(document.id, block.text, lang) if lang else block.text
            for number, (sentence, printed) in enumerate(_printed_sentences(block.text, rendered, parts)):
                source = block.text[sentence.start : sentence.end]
                walled = bool(border) and number == 0
                result.append(Unit(document.id, sentence.id, passage, printed, source, walled))
        for name, text in metadata:
            printed = render(document.id, text, lang) if lang else text
            result.append(Unit(document.id, meta_anchor(name), -1 - len(result), printed, text, walled=True))
        return result

    return units


def _printed_sentences(text: str, rendered: str, sentences: tuple[Sentence, ...]) -> Iterable[tuple[Sentence, str]]:
    """Pair each sentence of a block with its rendition. Conversion keeps the length; a glossary might not."""
    if len(rendered) == len(text):
        return ((s, rendered[s.start : s.end]) for s in sentences)
    parts = split_sentences(rendered)
    if len(parts) == len(sentences):
        return ((s, rendered[part.start : part.end]) for s, part in zip(sentences, parts, strict=True))
    return ((sentences[0], rendered),)


def _printed_metadata(document: Document, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each piece of metadata that the seed prints."""
    return ((name, _text_of(lines, meta.spans)) for name, meta in _metadata_in_print(document))


def _metadata_in_print(document: Document) -> Iterator[tuple[str, Meta]]:
    for name in ("title", "kicker", "subtitle", "author", "source", "date"):
        meta: Meta | None = getattr(document, name)
        if meta and meta.spans:
            yield name, meta


def _ledger_units(seed: CleanSeed, render: Render) -> Callable[[Lang | None], list[Unit]]:
    """Return a function that gives what of a seed is in no block, in the order of the file."""
    number, lines = seed.source.seed, seed.source.lines
    pieces: list[tuple[Span, str, str, str]] = [
        (drop.span, number, ledger_anchor(drop), drop.text) for drop in seed.drops
    ]
    for document in seed.documents:
        pieces += [
            (span, document.id, meta_anchor(name), _text_of(lines, (span,)))
            for name, meta in _metadata_in_print(document)
            for span in meta.spans
        ]
        pieces += [
            (span, document.id, "", _text_of(lines, (span,))) for _, spans in document.extra_spans for span in spans
        ]
        pieces += [(span, "", "", "") for block in document.blocks for span in block.spans]
    pieces.sort(key=lambda piece: piece[0])
    # A block between two pieces parts them: number how many blocks came before each.
    blocks_before = list(accumulate(piece[1] == "" for piece in pieces))

    def units(lang: Lang | None) -> list[Unit]:
        result: list[Unit] = []
        for (_, page, anchor, text), passage in zip(pieces, blocks_before, strict=True):
            if page and text.strip():
                walled = bool(result) and result[-1].passage != passage
                printed = render(page, text, lang) if lang else text
                result.append(Unit(page, anchor, passage, printed, text, walled))
        return result

    return units


def _text_of(lines: Sequence[str], spans: Iterable[Span]) -> str:
    return "".join(_text_of_span(lines, span) for span in spans)


def _text_of_span(lines: Sequence[str], span: Span) -> str:
    part = [*lines[span.line_from - 1 : span.line_to]]
    if not part:
        return ""
    part[-1] = part[-1][: span.col_to]
    part[0] = part[0][span.col_from - 1 :]
    return "\n".join(part)
