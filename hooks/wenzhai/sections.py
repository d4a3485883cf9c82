"""Sections of a document and what each is about: the unit that is assigned to themes. The sidecar decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from wenzhai.model import Block, BlockKind, CleanSeed, Document, Problem, SectionEntry, Severity
from wenzhai.problems import did_you_mean
from wenzhai.sentences import Sentence, document_sentences, significant

OPENING = "开头"
"""What a sidecar calls the text above the first heading."""


Unit = tuple[Block, tuple[Sentence, ...]]
"""A block and its sentences."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document below one heading, and its assignment."""

    heading: Unit | None
    """`None` for what stands above the first, and for a document without headings."""
    blocks: tuple[Unit, ...]
    """Without the heading."""
    themes: tuple[str, ...]
    shelf: str | None
    named: bool
    """Whether the sidecar names it or a heading around it; if not, it is about what the document is."""

    @property
    def title(self) -> str:
        """Words of its heading; empty where it has none."""
        return self.heading[0].text if self.heading else ""


def document_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections that have text, in order.

    A section is about what its own entry says, or that of the nearest heading around it, or the whole document.
    """
    said = {_key(entry.heading): entry for entry in document.sections}
    whole = SectionEntry("", document.themes, document.shelf)
    units = tuple(zip(document.blocks, document_sentences(document), strict=True))
    starts = [number for number, (block, _) in enumerate(units) if block.kind is BlockKind.HEADING]
    first = starts[0] if starts else len(units)
    sections = [_section(None, units[:first], said.get(OPENING, whole), whole)]
    around: list[tuple[int, SectionEntry]] = []
    for start, end in pairwise([*starts, len(units)]):
        block, _ = units[start]
        while around and around[-1][0] >= block.level:
            around.pop()
        entry = said.get(_key(block.text), around[-1][1] if around else whole)
        around.append((block.level, entry))
        sections.append(_section(units[start], units[start + 1 : end], entry, whole))
    return tuple(section for section in sections if section.blocks)


def _section(heading: Unit | None, blocks: tuple[Unit, ...], entry: SectionEntry, whole: SectionEntry) -> Section:
    return Section(heading, blocks, entry.themes, entry.shelf, named=entry is not whole)


def unknown_sections(seed: CleanSeed) -> Iterator[Problem]:
    """Yield a problem for each section that the sidecar names and its document does not have."""
    for document in seed.documents:
        headings = {_key(b.text): b.text for b in document.blocks if b.kind is BlockKind.HEADING}
        for entry in document.sections:
            if _key(entry.heading) not in {*headings, OPENING}:
                message = f"{document.id} 里没有小标题“{entry.heading}”"
                hint = did_you_mean(entry.heading, {*headings.values(), OPENING})
                yield Problem(
                    Severity.ERROR, seed.source.sidecar.path, entry.line, entry.column, message, f"照抄小标题；{hint}"
                )


def _key(heading: str) -> str:
    """Return what counts of a heading: people copy it by eye, and cleaning may change what surrounds the words."""
    return significant(heading) or heading
