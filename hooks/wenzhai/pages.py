"""Pages: safe HTML from plain text, by autoescaping templates. Nothing here knows scripts, citations or MkDocs.

Bodies are in the source's own script. What belongs to a document carries `data-scope="document"` and its script,
so that conversion knows whose words they are; everything else is our own, in simplified script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Protocol, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from wenzhai import addresses
from wenzhai.authors import split_authors
from wenzhai.charts import coverage_bars, series_bars
from wenzhai.model import (
    Block,
    BlockKind,
    Cited,
    CleanSeed,
    Digest,
    Document,
    Drop,
    Evidence,
    GatheredEvent,
    GatheredFigure,
    Kind,
    Lang,
    Problem,
)
from wenzhai.rule_names import rule_name
from wenzhai.sentences import Sentence, document_sentences

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_DESCRIPTION_LENGTH = 80
_NAME_LENGTH = 20
_CHARACTERS_A_MINUTE = 400
_HOME_FIGURES = 6
_HOME_NEWS = 4
_NAMED = 12

FOREIGN = "nofollow ugc noopener noreferrer external"
"""What links of strangers say of themselves: nobody here vouches for them, and they learn nothing of the reader."""
RELIABILITY = {"high": "高", "medium": "中", "low": "低"}
KIND_NAMES = {
    "plain": "分段文字",
    "compilation": "多篇汇编",
    "feed": "订阅源文章（HTML）",
    "newspaper": "报纸版面（PDF 文字）",
    "pdf": "PDF 文字",
}
LANG_NAMES = {Lang.HANS: "简体", Lang.TW: "繁体（台湾）", Lang.HK: "繁体（香港）"}
SHELF_NAMES = {"aside": "版面旁及"}
GLOSSARY_GROUPS = {
    "keep": ("不转的词", "各版写法相同，多是人名。"),
    "chars": ("容易转错的字", "程序单凭字面分不清，由编者定下写法；原文和综述都用。"),
    "style": ("各地的写法", "同一个字，当地报刊怎样印，就怎样写；原文和综述都用。"),
    "vocab": ("各地的用词", "只用于本站自己写的话；原文和引文照旧，不替作者换词。"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the build makes: everything but what surrounds it on the site."""

    uri: str
    title: str
    """Plain text."""
    description: str
    """Plain text."""
    body: str
    """Safe HTML."""
    edit: str
    """The file to edit for it, from the project's folder."""
    headings: tuple[Heading, ...] = ()
    lang: Lang = Lang.HANS
    """Script of title and headings."""
    scope: str = "digest"
    """Whose words title and headings are: `document` or `digest`."""


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """A theme as lists show it."""

    slug: str
    name: str
    """Its title as far as the colon."""
    title: str
    summary: str

    @property
    def subtitle(self) -> str:
        """What its title says behind the colon."""
        return self.title.partition("：")[2]

    @property
    def opening(self) -> str:
        """The first sentence of its summary."""
        return "".join(self.summary.partition("。")[:2])

    @property
    def uri(self) -> str:
        """The theme's page."""
        return addresses.theme_uri(self.slug)


@dataclass(frozen=True, slots=True)
class BackLink:
    """A place of the digest that cites a sentence of a document."""

    theme: ThemeLink
    anchor: str
    """Of the citation, on the theme's page."""
    claim: str
    """What it proves, plain text; may be empty."""
    sentence: str
    """Id of the sentence, or of the metadata, on the document's page."""


@dataclass(frozen=True, slots=True)
class SeedView:
    """A cleaned seed with what only the whole site knows of it."""

    clean: CleanSeed
    lang: Lang
    document_langs: Mapping[str, Lang]
    """Script of each document, by slug."""

    @property
    def name(self) -> str:
        """What a reader calls the seed."""
        documents = self.clean.documents
        if self.clean.source.sidecar.origin.title:
            return self.clean.source.sidecar.origin.title
        return document_name(documents[0]) if len(documents) == 1 else f"来源 {self.clean.source.seed}"

    @property
    def names(self) -> tuple[tuple[Document, tuple[str, Lang]], ...]:
        """What readers call each document, and the script of that."""
        langs = self.document_langs
        return tuple((document, (document_name(document), langs[document.slug])) for document in self.clean.documents)


def document_name(document: Document) -> str:
    """Return the document's title, or its first words where it has none: titles are never invented."""
    if document.title:
        return document.title.text
    first = next((block.text for block in document.blocks), "")
    return first if len(first) <= _NAME_LENGTH else first[:_NAME_LENGTH] + "……"


def document_page(
    view: SeedView,
    document: Document,
    backlinks: Sequence[BackLink],
    themes: Sequence[ThemeLink],
    related: Sequence[tuple[str, str, Lang]],
) -> Page:
    """Return the page of one document: what it is, its text, who cites it, what cleaning did, what is near.

    `themes` are those that it is about; `related` are other documents: id, name and script of the name.
    """
    uri = addresses.document_uri(document.id)
    lang = view.document_langs[document.slug]
    rendered = _render_blocks(document, frozenset(backlink.sentence for backlink in backlinks))
    body = _render(
        "document.html",
        uri=uri,
        view=view,
        document=document,
        name=document_name(document),
        lang=lang,
        body=rendered.html,
        cited_by=_by_theme(backlinks),
        themes=themes,
        related=related,
        ledger=_ledger_groups(_drops_near(view.clean, document)),
        minutes=max(1, round(sum(len(block.text) for block in document.blocks) / _CHARACTERS_A_MINUTE)),
        authors=split_authors(document.author.text) if document.author else (),
        reference_type=_reference_type(view.clean),
        publisher=document.source.text if document.source else view.clean.source.sidecar.origin.publisher,
        publisher_lang=lang if document.source else view.lang,
    )
    return Page(
        uri=uri,
        title=document_name(document),
        description=_description(document),
        body=body,
        edit=_edit_path(view.clean),
        headings=rendered.headings,
        lang=lang,
        scope="document",
    )


def _reference_type(clean: CleanSeed) -> str:
    """Return what GB/T 7714 calls a source of this kind: a newspaper, something on the web, or anything else."""
    if clean.kind is Kind.NEWSPAPER:
        return "N"
    return "EB/OL" if clean.source.sidecar.origin.url else "Z"


def seed_page(view: SeedView) -> Page:
    """Return the page of one seed: where it comes from, its documents, and its whole ledger."""
    source = view.clean.source
    uri = addresses.seed_uri(source.seed)
    body = _render("seed.html", uri=uri, view=view, ledger=_ledger_groups(view.clean.drops))
    count = len(view.clean.documents)
    return Page(
        uri=uri,
        title=f"来源 {source.seed}" if view.name.startswith("来源") else f"来源 {source.seed}：{view.name}",
        description=f"来源 {source.seed}：{view.name}，整理为 {count} 篇文字，附来历、可信度与完整的清理记录。",
        body=body,
        edit=_edit_path(view.clean),
        lang=view.lang,
        scope="document",
    )


def unreadable_seed_page(seed: str, path: str, problems: Iterable[Problem]) -> Page:
    """Return what a preview shows in place of a seed that cannot be read."""
    body = _render("unreadable_seed.html", seed=seed, path=path, problems=tuple(problems))
    return Page(addresses.seed_uri(seed), f"来源 {seed}", "", body, path)


def source_list(views: Iterable[SeedView]) -> Page:
    """Return the list of all seeds and their documents."""
    views = tuple(views)
    documents = sum(len(view.clean.documents) for view in views)
    return Page(
        uri=addresses.SOURCES,
        title="来源",
        description=f"本站收录的 {len(views)} 份材料、{documents} 篇文字：出处、日期、可信度一览。",
        body=_render("sources.html", uri=addresses.SOURCES, views=views),
        edit="seeds",
    )


def theme_list(themes: Iterable[ThemeLink]) -> Page:
    """Return the list of all themes."""
    themes = tuple(themes)
    return Page(
        uri=addresses.THEMES,
        title="主题",
        description=f"《传统产业升级文摘》的 {len(themes)} 个主题综述，句句有出处。",
        body=_render("themes.html", uri=addresses.THEMES, themes=themes),
        edit="docs/themes",
    )


ShowCitation = Callable[[Cited, str], "CitationView"]
"""Gives a citation as pages show it, its ids beginning with the second argument."""


def figure_list(digest: Digest, themes: Mapping[str, ThemeLink], show: ShowCitation) -> Page:
    """Return every row of 关键数字 of every theme, in one table."""
    rows = [
        (gathered, themes[gathered.theme], [show(cited, f"{number}-") for cited in gathered.cited])
        for number, gathered in enumerate(digest.figures, 1)
    ]
    charts = [(series, series_bars(series)) for series in digest.series]
    return Page(
        uri=addresses.FIGURES,
        title="数字",
        description=f"各主题的 {len(rows)} 个关键数字，量的是什么、何时、何地，逐条附原文出处。",
        body=_render("figures.html", uri=addresses.FIGURES, rows=rows, charts=charts),
        edit="docs/themes",
    )


def timeline(digest: Digest, themes: Mapping[str, ThemeLink], show: ShowCitation) -> Page:
    """Return every entry of 时间线 of every theme in order of time, the undated ones apart."""

    def shown(
        events: Iterable[GatheredEvent], kind: str
    ) -> list[tuple[GatheredEvent, ThemeLink, list[CitationView]]]:
        return [
            (gathered, themes[gathered.theme], [show(cited, f"{kind}{number}-") for cited in gathered.cited])
            for number, gathered in enumerate(events, 1)
        ]

    body = _render(
        "timeline.html",
        uri=addresses.TIMELINE,
        dated=shown(digest.timeline, "d"),
        undated=shown(digest.undated, "u"),
    )
    count = len(digest.timeline) + len(digest.undated)
    return Page(
        uri=addresses.TIMELINE,
        title="时间线",
        description=f"材料提到的 {count} 件事，依时间先后排列，逐条附原文出处。",
        body=body,
        edit="docs/themes",
        headings=(Heading("dated", 2, "有日期的"), Heading("undated", 2, "原文没有日期的")),
    )


def coverage(digest: Digest, themes: Mapping[str, ThemeLink], seeds: Iterable[SeedView]) -> Page:
    """Return how much of each seed the digest has used, and what no theme has digested yet."""
    views = {view.clean.source.seed: view for view in seeds}
    names = {document.id: name for view in views.values() for document, name in view.names}
    body = _render(
        "coverage.html",
        uri=addresses.COVERAGE,
        seeds=digest.coverage,
        views=views,
        names=names,
        themes=themes,
        chart=coverage_bars(digest, names),
    )
    return Page(
        uri=addresses.COVERAGE,
        title="覆盖",
        description="每份来源、每一篇、每一节有多少句写进了综述，哪些还没有。",
        body=body,
        edit="docs/themes",
        headings=tuple(Heading(f"seed-{seed.seed}", 2, f"来源 {seed.seed}") for seed in digest.coverage),
    )


def glossary_list(rules: Iterable[GlossaryRule]) -> Page:
    """Return the glossary for readers."""
    groups: dict[str, list[GlossaryRule]] = {}
    for rule in rules:
        groups.setdefault(str(rule.group), []).append(rule)
    return Page(
        uri=addresses.GLOSSARY,
        title="用字表",
        description="本站简繁转换的用字表：哪些词不转，哪些字程序会转错，台湾与香港各怎样写。",
        body=_render("glossary.html", uri=addresses.GLOSSARY, groups=groups),
        edit="docs/glossary.yml",
        headings=tuple(Heading(group, 2, GLOSSARY_GROUPS[group][0]) for group in groups),
    )


class GlossaryRule(Protocol):
    """An entry of the glossary, as its page shows it."""

    @property
    def group(self) -> str:
        """Which list it is in: keep, chars, style or vocab."""
        ...

    @property
    def key(self) -> str:
        """What is written before conversion."""
        ...

    @property
    def tw(self) -> str | None:
        """What Taiwan's edition writes; `None` where the rule has nothing to say."""
        ...

    @property
    def hk(self) -> str | None:
        """What Hong Kong's edition writes."""
        ...

    @property
    def note(self) -> str:
        """Why."""
        ...


def home_fragments(
    digest: Digest, themes: Mapping[str, ThemeLink], seeds: Iterable[SeedView], show: ShowCitation
) -> dict[str, str]:
    """Return what the markers of the home page stand for."""
    listed, views = tuple(themes.values()), tuple(seeds)
    figures = [
        (gathered, themes[gathered.theme], [show(cited, f"{number}-") for cited in gathered.cited])
        for number, gathered in enumerate(_telling_figures(digest.figures), 1)
    ]
    return {
        "counts": _counts(digest, views, listed),
        "news": _news(digest, views, themes),
        "themes": _render("theme_cards.html", uri=addresses.HOME, themes=listed, whole=False),
        "sources": _render("source_cards.html", uri=addresses.HOME, views=views),
        "figures": _render("figure_cards.html", uri=addresses.HOME, figures=figures),
    }


def _counts(digest: Digest, views: Sequence[SeedView], themes: Sequence[ThemeLink]) -> Markup:
    """Return how much there is of everything."""
    return _render(
        "counts.html",
        uri=addresses.HOME,
        themes=len(themes),
        quotations=sum(len(cited.evidence) for checked in digest.themes for cited in checked.cited),
        seeds=len(views),
        documents=sum(len(view.clean.documents) for view in views),
    )


def _telling_figures(figures: Iterable[GatheredFigure]) -> list[GatheredFigure]:
    """Return the figures that people set in bold, one of each theme: what a newcomer sees first."""
    first: dict[str, GatheredFigure] = {}
    for gathered in figures:
        if gathered.figure.lead:
            first.setdefault(gathered.theme, gathered)
    return list(first.values())[:_HOME_FIGURES]


def _news(digest: Digest, views: Sequence[SeedView], themes: Mapping[str, ThemeLink]) -> Markup:
    """Return the seeds that came last and the themes that were reviewed last."""
    newest = _latest((view.clean.source.sidecar.origin.retrieved or "", view) for view in reversed(views))
    reviewed = _latest((checked.theme.reviewed, themes[checked.theme.slug]) for checked in digest.themes)
    all_at_once = len({checked.theme.reviewed for checked in digest.themes}) == 1
    return _render("news.html", uri=addresses.HOME, newest=newest, reviewed=reviewed, all_at_once=all_at_once)


_Dated = TypeVar("_Dated")


def _latest(dated: Iterable[tuple[str, _Dated]]) -> list[tuple[str, list[_Dated]]]:
    """Return a few of those with a date, by date, the latest first; those of one date in the order given."""
    ordered = sorted((pair for pair in dated if pair[0]), key=lambda pair: pair[0], reverse=True)
    by_date = groupby(ordered[:_HOME_NEWS], key=lambda pair: pair[0])
    return [(date, [item for _, item in pairs]) for date, pairs in by_date]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document, or a section of one, that is assigned to a theme and not quoted by it yet."""

    document: str
    name: str
    lang: Lang
    section: str = ""
    anchor: str = ""


def conversion_note(lang: Lang, to: Lang, words: Sequence[tuple[str, str]], back: str) -> str:
    """Return the note of a converted page: its script, what the glossary did to it, and the link to the original."""
    return str(_render("conversion_note.html", lang=lang, to=to, words=words, back=back))


PLACE_OF_PROBLEMS = "<!--problems-->"
"""Where a page says what must be mended; no text on a page holds this, for every text is escaped."""


def problem_list(problems: Sequence[str]) -> str:
    """Return what a preview shows on every page while something must be mended; nothing where nothing must."""
    return str(_render("problems.html", problems=problems)) if problems else ""


def theme_footer(
    uri: str, reviewed: str, related: Sequence[ThemeLink], newer: Sequence[str], waiting: Sequence[Waiting]
) -> str:
    """Return what stands below a theme: related themes, last review, and what waits to be digested."""
    return str(
        _render("theme_footer.html", uri=uri, reviewed=reviewed, related=related, newer=newer, waiting=waiting)
    )


def history_note(date: str, people: Sequence[str]) -> str:
    """Return what stands at the very end of a page: when it was last changed, and by whom."""
    return str(_render("history_note.html", date=date, people=people[:_NAMED], more=len(people) > _NAMED))


def fill_markers(html: str, fragments: Mapping[str, str]) -> str:
    """Return the page with each `<!-- name -->` that has a fragment replaced by it."""
    return re.sub(r"<!-- ([a-z-]{1,40}) -->", lambda match: fragments.get(match[1], match[0]), html)


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation as its page shows it: every reference with its link, or what is wrong."""

    id: str
    """Its anchor on the page, for back-links."""
    evidence: tuple[tuple[Evidence, str, Lang], ...]
    """Each piece of evidence with the name of its document and the script of that."""
    broken: bool = False
    changed: bool = False
    """Whether a sentence behind it has changed since people last looked at it."""

    @property
    def marked(self) -> Iterator[tuple[str, Evidence, str, Lang]]:
        """Each piece of evidence after what stands for it: its seed's number; ②, ③ for more of one document."""
        for _, pieces in groupby(self.evidence, key=lambda piece: piece[0].document):
            for number, (found, name, lang) in enumerate(pieces, 1):
                mark = found.reference.seed if number == 1 else _CIRCLED.get(number, str(number))
                yield mark, found, name, lang


_CIRCLED = {number: chr(ord("①") - 1 + number) for number in range(1, 21)}


# Markdown leaves these two alone, and `site` refuses pages that contain them.
_MARK_START, _MARK_END = "\ue000", "\ue001"


def citation_mark(number: int) -> str:
    """Return a placeholder that Markdown passes through untouched; `number` counts a page's citations from 0."""
    return f"{_MARK_START}{number}{_MARK_END}"


_CITATION_MARK = re.compile(f"{_MARK_START}([0-9]{{1,6}}){_MARK_END}")
_HEADING_OR_TABLE = re.compile(r"<h[1-6]\b[^>]*>(?P<heading>.*?)</h[1-6]>|(?P<table><table>.*?</table>)", re.DOTALL)
_TAGS = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)
_INFERENCE = "【编】"


def finish_article(html: str, uri: str, citations: Sequence[CitationView], fragments: Mapping[str, str]) -> str:
    """Return what Markdown made of a page with citations, markers, tables and inferences as readers see them."""

    def citation(match: re.Match[str]) -> str:
        number = int(match[1])
        return _render("citation.html", uri=uri, citation=citations[number])

    html = _ATTRIBUTION.sub('</p>\n<p class="attribution">', html)
    html = fill_markers(_close_up(html), fragments)
    html = _box_tables(html)
    html = html.replace(_INFERENCE, _render("inference.html"))
    return _CITATION_MARK.sub(citation, html)


def _box_tables(html: str) -> str:
    """Return the page with each table in a box that scrolls, named by the heading above it: no two have one name."""
    names: Counter[str] = Counter()
    heading = ""

    def boxed(match: re.Match[str]) -> str:
        nonlocal heading
        if match["table"] is None:
            heading = strip_citation_marks(Markup(_TAGS.sub("", match["heading"])).unescape().strip())  # noqa: S704
            return match[0]
        names[heading] += 1
        name = f"{heading}（表格 {names[heading]}）" if names[heading] > 1 else f"{heading}（表格）"
        return _render("table.html", table=Markup(match[0]), name=name)  # noqa: S704  Markdown made it

    return _HEADING_OR_TABLE.sub(boxed, html)


# The last line of a block quotation says whose words they are.
_ATTRIBUTION = re.compile(r"\n(?=——)")


# A line break or blank in Markdown shows as a gap in Chinese, where words are not parted by blanks.
_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_INLINE_TAGS = r"((?:</?(?:a|abbr|b|em|i|mark|strong)(?:\s[^<>]*)?>)*)"
_GAP = re.compile(f"(?<=[{_WIDE}]){_INLINE_TAGS}[ \\n]+{_INLINE_TAGS}(?=[{_WIDE}{_MARK_START}])")
_CODE = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>)", re.DOTALL)


def _close_up(html: str) -> str:
    """Return the page without the blanks and line breaks between Chinese characters, outside code."""
    parts = _CODE.split(html)
    return "".join(part if i % 2 else _GAP.sub(r"\1\2", part) for i, part in enumerate(parts))


def strip_citation_marks(text: str) -> str:
    """Return `text` without placeholders, for tables of contents."""
    return _CITATION_MARK.sub("", text)


# --- Blocks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rendered:
    html: Markup
    headings: tuple[Heading, ...]


def _render_blocks(document: Document, cited: frozenset[str]) -> _Rendered:
    parts: list[Markup] = []
    headings: list[Heading] = []
    units = zip(document.blocks, document_sentences(document), strict=True)
    for listed, group in groupby(units, key=lambda unit: unit[0].kind is BlockKind.LIST_ITEM):
        items = []
        for block, sentences in group:
            anchor = "p" + sentences[0].id[1:] if sentences else ""
            if block.kind is BlockKind.HEADING:
                headings.append(Heading(anchor, max(block.level, 2), block.text))
            text = _render_text(block, sentences, cited)
            items.append(_render("block.html", block=block, text=text, anchor=anchor))
        html = Markup("").join(items)
        parts.append(Markup("<ul>\n{}</ul>\n").format(html) if listed else html)
    return _Rendered(Markup("").join(parts), tuple(headings))


def _render_text(block: Block, sentences: Iterable[Sentence], cited: frozenset[str]) -> Markup:
    """Return the block's text with sentences, links and corrections marked."""
    parts = [
        Markup('<span class="{}" id="{}">{}</span>').format(
            "sentence cited" if sentence.id in cited else "sentence",
            sentence.id,
            _render_stretch(block, sentence.start, sentence.end),
        )
        for sentence in sentences
    ]
    return Markup("").join(parts)


def _render_stretch(block: Block, start: int, end: int) -> Markup:
    edges = {start, end}
    marks = [(mark.start, mark.end) for mark in block.links] + [(mark.start, mark.end) for mark in block.corrections]
    edges |= {edge for mark in marks for edge in mark if start < edge < end}
    pieces = [_render_piece(block, low, high) for low, high in pairwise(sorted(edges))]
    return Markup("").join(pieces)


def _render_piece(block: Block, start: int, end: int) -> Markup:
    html = escape(block.text[start:end])
    for correction in block.corrections:
        if correction.start <= start and end <= correction.end:
            note = _render("correction.html", correction=correction) if end == correction.end else ""
            html = Markup('<span class="sic">{}</span>{}').format(html, note)
    for target in block.links:
        if target.start <= start and end <= target.end:
            html = Markup('<a href="{}" rel="{}">{}</a>').format(target.url, FOREIGN, html)
    return html


# --- Ledger -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """All drops of one rule."""

    rule: str
    name: str
    drops: tuple[Drop, ...]

    @property
    def counted(self) -> bool:
        """Whether a reader is better served by a number than by the text: the tags of an HTML seed."""
        return self.rule.startswith("html.")


def _ledger_groups(drops: Iterable[Drop]) -> tuple[LedgerGroup, ...]:
    groups: dict[str, list[Drop]] = {}
    for drop in sorted(drops, key=lambda drop: drop.span):
        groups.setdefault(drop.rule, []).append(drop)
    return tuple(LedgerGroup(rule, rule_name(rule), tuple(found)) for rule, found in sorted(groups.items()))


def _drops_near(clean: CleanSeed, document: Document) -> tuple[Drop, ...]:
    """Return the drops between the first and the last line of a document: those that its reader may miss."""
    lines = [line for block in document.blocks for span in block.spans for line in (span.line_from, span.line_to)]
    if not lines:
        return ()
    low, high = min(lines), max(lines)
    if len(clean.documents) == 1:
        return clean.drops
    return tuple(drop for drop in clean.drops if low <= drop.span.line_from and drop.span.line_to <= high)


# --- Small parts ------------------------------------------------------------------------------------------------


def _by_theme(links: Iterable[BackLink]) -> list[tuple[ThemeLink, list[BackLink]]]:
    """Return each theme with its links, one for each citation, in the order of the digest."""
    groups: dict[str, dict[str, BackLink]] = {}
    for backlink in links:
        groups.setdefault(backlink.theme.slug, {}).setdefault(backlink.anchor, backlink)
    return [(next(iter(found.values())).theme, list(found.values())) for found in groups.values()]


def _description(document: Document) -> str:
    running = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    text = "".join(running or [block.text for block in document.blocks])
    short = text[:_DESCRIPTION_LENGTH]
    return short + ("……" if len(text) > len(short) else "")


def _quoted_forms(note: str) -> Markup:
    """Return a note of the glossary in which what it quotes stays as it is written: that is what it is about."""
    parts = re.split("“([^“”]*)”", note)
    return Markup("").join(
        Markup('“<span translate="no">{}</span>”').format(part) if i % 2 else escape(part)
        for i, part in enumerate(parts)
    )


def _edit_path(clean: CleanSeed) -> str:
    return clean.source.sidecar.path or clean.source.path


def _render(template: str, **values: object) -> Markup:
    html = _TEMPLATES.get_template(template).render(**values)
    return Markup(html)  # noqa: S704  the one door: every template escapes all that it is given


_TEMPLATES.globals.update(
    link=addresses.link,
    quoted_forms=_quoted_forms,
    ledger_anchor=addresses.ledger_anchor,
    meta_anchor=addresses.meta_anchor,
    document_uri=addresses.document_uri,
    seed_uri=addresses.seed_uri,
    document_name=document_name,
    kind_names=KIND_NAMES,
    lang_names=LANG_NAMES,
    foreign=FOREIGN,
    reliability=RELIABILITY,
    shelf_names=SHELF_NAMES,
    glossary_groups=GLOSSARY_GROUPS,
)
