"""What flows through the pipeline: frozen data and nothing else.

Two rules hold everywhere. Text is *plain text* until `pages` renders it: nothing that a seed contains is ever
trusted as Markdown or HTML. And a block knows which characters of the seed it came from; a dropped one knows why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """The site must not be published with it: the build fails."""
    WARNING = "warning"
    """Somebody should look; the site is still true."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do. Line and column are 1-based, in characters; 0 means the whole file."""

    severity: Severity
    path: str
    """From the project's folder, with forward slashes: `seeds/003_….yml`."""
    line: int
    column: int
    message: str
    """In Chinese: contributors of words read it."""
    hint: str = ""
    """What to do about it, in Chinese."""


# --- Seeds ------------------------------------------------------------------------------------------------------


class Lang(StrEnum):
    """A script with its region: of a source, and of an edition."""

    HANS = "zh-Hans"
    TW = "zh-Hant-TW"
    HK = "zh-Hant-HK"


class Kind(StrEnum):
    """What sort of mess a seed is."""

    PLAIN = "plain"
    """Paragraphs of one text, a line each."""
    COMPILATION = "compilation"
    """Several unrelated texts, one after another."""
    FEED = "feed"
    """A feed post: front matter and HTML."""
    NEWSPAPER = "newspaper"
    """The text layer of a newspaper page's PDF: hard-wrapped columns."""
    PDF = "pdf"
    """Other hard-wrapped text."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a seed, in reading order of the file: 1-based, in characters, both ends included."""

    line_from: int
    col_from: int
    line_to: int
    col_to: int


Places = tuple[tuple[str, int, int], ...]
"""Where the keys of one entry of a sidecar stand in its file: (key, line and column of its value), for problems."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a seed comes from, in the curator's words."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A curator's correction of a misprint: shown to the reader beside what was printed, never instead of it."""

    span: Span
    printed: str
    meant: str
    why: str
    places: Places = ()


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """What a sidecar says of one section of a document: its themes, or that it is put aside."""

    heading: str
    """As the document has it; see `sections.OPENING` for what stands above the first."""
    themes: tuple[str, ...] = ()
    shelf: str | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What a sidecar says of one document. `None` means: not said, so cleaning decides."""

    slug: str | None = None
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    author: str | None = None
    source: str | None = None
    date: str | None = None
    incomplete: bool | None = None
    lines: tuple[Span, ...] = ()
    """The order of the ranges is the reading order."""
    themes: tuple[str, ...] = ()
    shelf: str | None = None
    sections: tuple[SectionEntry, ...] = ()
    """Sections whose themes are not those of the whole."""
    join: tuple[tuple[int, int], ...] = ()
    """Ranges of lines that are one paragraph."""
    split: tuple[tuple[int, int], ...] = ()
    """Pairs of neighbouring lines between which a paragraph ends."""
    heading: tuple[tuple[int, int], ...] = ()
    """Line and level (0: not a heading)."""
    line: int = 0
    """Where the entry stands in the sidecar, for problems."""
    places: Places = ()


@dataclass(frozen=True, slots=True)
class CuratorDrop:
    """Lines that the curator leaves out, and why."""

    span: Span
    why: str
    places: Places = ()


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The curator's word on one seed: everything that its text cannot tell. Empty where there is no file."""

    path: str = ""
    sha256: str | None = None
    kind: Kind | None = None
    encoding: str | None = None
    script: Lang | None = None
    origin: Origin = Origin()
    reliability: Literal["low", "medium", "high"] | None = None
    why: str | None = None
    """Why it is that reliable."""
    documents: tuple[DocumentEntry, ...] = ()
    drops: tuple[CuratorDrop, ...] = ()
    fixes: tuple[Fix, ...] = ()
    convert: tuple[tuple[str, str, str], ...] = ()
    """Per-seed additions to the glossary: (words, Taiwan form, Hong Kong form); equal where it must stay."""
    places: Places = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One seed, decoded."""

    seed: str
    """Its number, as citations name it: `003`."""
    path: str
    """From the project's folder: `seeds/003_….txt`."""
    sha256: str
    encoding: str
    lines: tuple[str, ...]
    """Without line ends. `lines[0]` is line 1."""
    sidecar: Sidecar


class BlockKind(StrEnum):
    """What a block is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    BYLINE = "byline"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that an HTML seed had: offsets into the block's text, and a target already found safe."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A curator's `Fix` where it lands in a block: offsets into the block's text."""

    start: int
    end: int
    meant: str
    why: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or other unit of a document, in the source's own script and characters."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...]
    """In the order in which their characters make up the text."""
    level: int = 0
    """Of a heading: 2 for the highest inside a document. 0 for everything else."""
    links: tuple[Link, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """A piece of metadata and the words of the seed that carry it; without spans it is the curator's own."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def curated(self) -> bool:
        """Whether the curator, not the seed, says so."""
        return not self.spans


@dataclass(frozen=True, slots=True)
class Document:
    """One text that a reader would call one text. A seed holds one or more."""

    seed: str
    slug: str
    blocks: tuple[Block, ...]
    title: Meta | None = None
    kicker: Meta | None = None
    subtitle: Meta | None = None
    author: Meta | None = None
    source: Meta | None = None
    date: Meta | None = None
    incomplete: bool = False
    themes: tuple[str, ...] = ()
    shelf: str | None = None
    extra_spans: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    """Printed metadata that is repeated or not shown on its own: (name, spans), for the ledger."""
    sections: tuple[SectionEntry, ...] = ()
    """Sections whose themes are not those of the whole."""

    @property
    def id(self) -> str:
        """Unique on the site: `003/industry`."""
        return f"{self.seed}/{self.slug}"

    @property
    def subjects(self) -> tuple[str, ...]:
        """Themes of the whole and of its sections."""
        return tuple(dict.fromkeys([*self.themes, *(slug for entry in self.sections for slug in entry.themes)]))


@dataclass(frozen=True, slots=True)
class Drop:
    """Text left out, and the name of the rule that did it."""

    span: Span
    text: str
    rule: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CleanSeed:
    """A seed after cleaning: its documents, and a ledger of everything that is in none of them."""

    source: Source
    kind: Kind
    evidence: tuple[str, ...]
    """Why it was taken for that kind, in Chinese, for the curator."""
    documents: tuple[Document, ...]
    drops: tuple[Drop, ...]
    problems: tuple[Problem, ...] = ()


# --- Digest -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """One part of a citation as written: `004:upgrading “…”`. `words` empty: the words just before are meant."""

    seed: str
    slug: str | None
    raw: bool
    """Whether it quotes words that cleaning dropped."""
    words: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a reference was found: words of a document (or of the ledger), and the anchor that they stand under."""

    reference: Reference
    document: str
    """`004/upgrading`; for words of the ledger, the seed alone: `001`."""
    anchor: str
    """Id of the first sentence that carries the words; of the ledger entry for raw ones."""
    sentences: tuple[str, ...]
    """Ids of all sentences that carry the words, in order."""
    words: str
    """The words as the source has them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One bracket of a theme page: `[@004 “…”; @001 “…”]`."""

    id: str
    """`c-` and a hash of what it cites: the anchor that back-links point to. Unique in the page."""
    start: int
    """Offsets of the bracket in the page's body, `Theme.body`."""
    end: int
    references: tuple[Reference, ...]
    line: int
    column: int
    quoted: tuple[int, int] | None = None
    """Offsets of the quotation just before the bracket, its marks included; `None` where there is none."""


class ClaimKind(StrEnum):
    """What part of a theme page a claim is."""

    TAKEAWAY = "takeaway"
    """三句话带走"""
    POINT = "point"
    """要点"""
    FIGURE = "figure"
    """关键数字"""
    QUOTATION = "quotation"
    """语录"""
    EVENT = "event"
    """时间线"""
    DISPUTE = "dispute"
    """分歧与未决"""


@dataclass(frozen=True, slots=True)
class Claim:
    """Anything that a theme page asserts: a list item, a row, a quotation, a paragraph of a section."""

    kind: ClaimKind
    group: str
    """The heading or bold line above it, inside its section; may be empty."""
    text: str
    """Plain text as a reader sees it, without citations and marks."""
    citations: tuple[Citation, ...]
    editorial: bool
    """Whether it is marked 【编】: the editor's inference."""
    line: int
    column: int
    malformed: bool = False
    """Whether a citation in it could not be read: that is reported already."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of 关键数字: plain text of its cells."""

    number: str
    measure: str
    when: str
    where: str
    claim: Claim
    lead: bool = False
    """Whether its number is bold: the one of its theme that a newcomer should see."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation of 语录."""

    words: str
    attribution: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of 时间线."""

    when: str
    """As the page has it: `2023-09-06 至 08`."""
    date: tuple[int, int, int] | None
    """Year, month, day at which it begins, 0 where not said; `None` for an undated one."""
    claim: Claim


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of 来源: what the page says of one of its sources."""

    seed: str
    cells: tuple[tuple[str, str], ...]
    """Heading of the column and plain text, the first column left out."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A page of the digest, as people wrote it."""

    slug: str
    path: str
    title: str
    scope: str
    keywords: tuple[str, ...]
    order: int
    related: tuple[str, ...]
    reviewed: str
    """Date of the last review, `2026-11-20`; empty where the page does not say."""
    body: str
    """The page without its front matter: what offsets of citations count in."""
    abstract: str
    """Its first paragraph, plain text."""
    takeaways: tuple[Claim, ...] = ()
    points: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    disputes: tuple[Claim, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    related_places: tuple[tuple[int, int], ...] = ()
    """Line and column of each of `related`."""
    citations: tuple[Citation, ...] = ()
    """All of them, in the order of the body: those of claims, and those of the prose between."""
    characters: int = 0
    """What a reader reads: prose and figures, without white space, citations and the list of sources."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that the page asserts."""
        rows: tuple[Figure | Quotation | Event, ...] = (*self.figures, *self.quotations, *self.events)
        return (*self.takeaways, *self.points, *(row.claim for row in rows), *self.disputes)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and where its words were found."""

    citation: Citation
    evidence: tuple[Evidence, ...]
    """Of each reference that is true, in order."""
    broken: bool = False
    """Whether some reference is not."""
    changed: bool = False
    """Whether a sentence that it quotes has changed since people last looked at it."""


@dataclass(frozen=True, slots=True)
class CheckedTheme:
    """A theme page with the evidence for everything that it cites."""

    theme: Theme
    cited: tuple[Cited, ...]
    """One for each of `theme.citations`."""

    def of(self, claim: Claim) -> tuple[Cited, ...]:
        """Return what a claim of this page cites."""
        starts = {citation.start for citation in claim.citations}
        return tuple(cited for cited in self.cited if cited.citation.start in starts)


@dataclass(frozen=True, slots=True)
class GatheredFigure:
    """A row of some theme's 关键数字, for the table of all."""

    theme: str
    figure: Figure
    cited: tuple[Cited, ...]
    value: float | None
    """What to sort by: the first number of the cell, 万 and 亿 taken in; `None` for a word such as 两位数."""
    unit: str


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """Numbers that a source itself puts side by side: things counted alike in one sentence, at one time and place."""

    unit: str
    figures: tuple[GatheredFigure, ...]


@dataclass(frozen=True, slots=True)
class GatheredEvent:
    """An entry of some theme's 时间线."""

    theme: str
    event: Event
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Backlink:
    """A place of the digest that quotes a document."""

    theme: str
    """Slug; the anchor on its page is `citation.id`."""
    citation: Citation
    claim: str
    """What the citation proves, plain text."""
    sentences: tuple[str, ...]
    """Ids of the sentences quoted."""


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """How much of a section of a document the digest has used."""

    title: str
    """Text of its heading; empty for what stands above the first, and for a document without headings."""
    anchor: str
    """Id of its first sentence."""
    sentences: int
    """Of running text: headings, captions and bylines are not counted."""
    cited: int
    figures: int
    """Numbers found that measure something."""
    figures_used: int
    named: bool = False
    """Whether the sidecar says what it is about; if not, it is about what the document is."""
    themes: tuple[str, ...] = ()
    """Slugs of those that it is assigned to."""
    quoted_by: tuple[str, ...] = ()
    """Slugs of those that quote it."""
    shelf: str | None = None
    """Where it is put aside: it is not counted then."""


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """How much of a document the digest has used."""

    document: str
    shelf: str | None
    """Where it is put aside: it is not counted then."""
    themes: tuple[str, ...]
    """Slugs of the themes that quote it."""
    sections: tuple[SectionCoverage, ...]
    subjects: tuple[str, ...] = ()
    """Slugs of the themes that it, or a section of it, is assigned to."""

    @property
    def counted(self) -> tuple[SectionCoverage, ...]:
        """Sections that the digest is about."""
        return tuple(section for section in self.sections if not section.shelf)

    @property
    def sentences(self) -> int:
        """Sentences of running text."""
        return sum(section.sentences for section in self.counted)

    @property
    def cited(self) -> int:
        """Those that some theme quotes."""
        return sum(section.cited for section in self.counted)

    @property
    def figures(self) -> int:
        """Numbers found that measure something."""
        return sum(section.figures for section in self.counted)

    @property
    def figures_used(self) -> int:
        """Those that some theme lists."""
        return sum(section.figures_used for section in self.counted)


@dataclass(frozen=True, slots=True)
class SeedCoverage:
    """How much of a seed the digest has used; documents put aside are listed and not counted."""

    seed: str
    documents: tuple[DocumentCoverage, ...]

    @property
    def counted(self) -> tuple[DocumentCoverage, ...]:
        """Documents that the digest is about."""
        return tuple(document for document in self.documents if not document.shelf)


@dataclass(frozen=True, slots=True)
class ThemeState:
    """What a theme's page should say of itself."""

    documents: tuple[str, ...]
    """Ids of the documents assigned to it or quoted by it."""
    waiting: tuple[str, ...]
    """Ids of those assigned as a whole that it does not quote yet."""
    newer_seeds: tuple[str, ...]
    """Seeds among them that came after its last review."""
    waiting_sections: tuple[tuple[str, str, str], ...] = ()
    """Sections assigned to it by name that it does not quote yet: (document, heading, anchor)."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that the build gathers from the theme pages, so that nobody writes it twice."""

    themes: tuple[CheckedTheme, ...]
    """In the order of the navigation."""
    figures: tuple[GatheredFigure, ...]
    """In the order of themes and rows."""
    series: tuple[FigureSeries, ...]
    """Those of them that one picture may show."""
    timeline: tuple[GatheredEvent, ...]
    """In the order of time."""
    undated: tuple[GatheredEvent, ...]
    backlinks: Mapping[str, tuple[Backlink, ...]]
    """By document; by seed for words of its ledger."""
    coverage: tuple[SeedCoverage, ...]
    states: Mapping[str, ThemeState]
    """By theme."""
    related: Mapping[str, tuple[str, ...]]
    """By document: at most three others, the nearest first."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the site."""

    lang: Lang
    prefix: str
    """Of its URLs, below the site's root: empty, `zh-tw/`, `zh-hk/`."""
    label: str
    """What the switch between editions calls it, in its own script."""


EDITIONS = (
    Edition(Lang.HANS, "", "简体"),
    Edition(Lang.TW, "zh-tw/", "繁體（台灣）"),
    Edition(Lang.HK, "zh-hk/", "繁體（香港）"),
)
