"""Cleaning: what a careful editor would publish, from a seed as it came.

A seed becomes lines, lines become paragraphs, paragraphs become texts. Every step is a small pass over frozen data;
a pass may join lines, label them or drop them into the ledger, and nothing else. The order matters where it is noted.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from wenzhai.clean.article import Article
from wenzhai.clean.assemble import make_document, make_drops
from wenzhai.clean.columns import measure_columns
from wenzhai.clean.contents import drop_contents
from wenzhai.clean.counts import join_counts
from wenzhai.clean.curation import divide_by_curator, drop_by_curator, edit_lines
from wenzhai.clean.dividers import mark_dividers
from wenzhai.clean.documents import split_articles
from wenzhai.clean.draft import Draft, Dropped, Opening, Pass
from wenzhai.clean.edges import drop_edges, drop_rules, keep_boilerplate_apart
from wenzhai.clean.front_matter import front_matter_end, read_front_matter
from wenzhai.clean.furniture import drop_furniture
from wenzhai.clean.hypertext import read_hypertext
from wenzhai.clean.journals import drop_journal_notes
from wenzhai.clean.kinds import detect_kind, mark_page, markup_evidence
from wenzhai.clean.labels import cut_jump_lines, find_bylines, mark_labels
from wenzhai.clean.leads import drop_repeated_lead
from wenzhai.clean.letter_spacing import close_letter_spacing
from wenzhai.clean.margins import is_greeting, is_prose
from wenzhai.clean.markdown import read_markdown
from wenzhai.clean.metadata import read_metadata
from wenzhai.clean.official import read_official_parts
from wenzhai.clean.page_headlines import keep_headline_lines_apart
from wenzhai.clean.paragraphs import join_lines
from wenzhai.clean.reading import read_plain_lines
from wenzhai.clean.structure import find_structure, mark_captions
from wenzhai.clean.title_block import read_title_block
from wenzhai.model import CleanSeed, Kind, Source

__all__ = ["clean_seed"]

LINE_PASSES: tuple[Pass, ...] = (
    drop_rules,
    read_markdown,
    close_letter_spacing,  # first: blanks between letters hide how wide a line is
    measure_columns,  # before anything goes: geometry sees the page as it was set
    mark_page,
    drop_contents,  # before anything is counted: its rows look like dividers and running heads
    read_official_parts,  # before furniture: the rows of a registry repeat what stands below them
    drop_journal_notes,
    drop_furniture,  # before joining: a page number must not part a sentence
    cut_jump_lines,
    join_counts,
    mark_labels,
    keep_boilerplate_apart,
    mark_dividers,
)
"""What is known of lines before they are joined."""

PARAGRAPH_PASSES: tuple[Pass, ...] = (
    keep_headline_lines_apart,
    join_lines,
    cut_jump_lines,  # again: a column may have broken the label itself
    find_bylines,
)
"""Lines to paragraphs, in the order in which one text reads."""


def clean_seed(source: Source) -> CleanSeed:
    """Return the seed's documents and the ledger of what is in none of them. Never fails; problems are part of it."""
    kind, evidence, draft = _read(source)
    draft = drop_by_curator(draft, source.sidecar)
    for step in LINE_PASSES:
        draft = step(draft)
    if kind is None:
        kind, evidence = detect_kind(draft)
    draft = replace(draft, wrapped=kind in {Kind.NEWSPAPER, Kind.PDF})
    if kind is Kind.PDF and not source.sidecar.documents:
        draft = read_title_block(draft)
    articles = [_finish(article, source.path) for article in _articles(draft, source, kind)]
    articles, preface = _without_preface(articles)
    documents = tuple(make_document(article, source, number) for number, article in enumerate(articles, start=1))
    drops = [*draft.drops, *preface, *(drop for article in articles for drop in article.drops)]
    problems = (*draft.problems, *(problem for article in articles for problem in article.problems))
    return CleanSeed(source, kind, evidence, documents, make_drops(drops, source.lines), problems)


def _read(source: Source) -> tuple[Kind | None, tuple[str, ...], Draft]:
    """Return the seed's lines; the kind as well where the curator or markup tells it."""
    said = source.sidecar.kind
    markup = markup_evidence(source)
    if (said is Kind.FEED) or (said is None and markup):
        end = front_matter_end(source.lines)
        found, drops = read_front_matter(source, end)
        draft = read_hypertext(source, end + 1)
        draft = replace(draft, drops=(*drops, *draft.drops), found=found)
        return Kind.FEED, ("附注如此写明",) if said else markup, draft
    return said, ("附注如此写明",), read_plain_lines(source)


def _articles(draft: Draft, source: Source, kind: Kind) -> list[Article]:
    """Return the seed's texts: those that the curator gives lines to, then what is left, divided by itself."""
    streams, rest = divide_by_curator(draft, source.sidecar)
    free = [entry for entry in source.sidecar.documents if not entry.lines]
    articles: list[Article] = []
    for entry, stream in streams:
        joined = _joined(stream)
        wrapped = kind is Kind.NEWSPAPER
        articles.append(
            Article(joined.lines, entry=entry, wrapped=wrapped, headlines=len(joined.lines), drops=joined.drops)
        )
    is_one_text = len(free) == 1 and not streams
    if is_one_text:
        rest = replace(rest, lines=tuple(edit_lines(rest.lines, free[0])))
    joined = _joined(replace(rest, drops=(), problems=()))
    found = list(split_articles(joined, kind))
    if is_one_text and found:
        found = [replace(found[0], lines=tuple(line for article in found for line in article.lines))]
    articles += [
        replace(article, entry=entry)
        for article, entry in zip_longest(found, free[: len(found)], fillvalue=None)
        if article
    ]
    first = articles[0] if articles else Article(())
    return [
        replace(first, found=(*draft.found, *first.found), drops=(*first.drops, *joined.drops)),
        *articles[1:],
    ]


def _joined(draft: Draft) -> Draft:
    for step in PARAGRAPH_PASSES:
        draft = step(draft)
    return draft


def _finish(article: Article, path: str) -> Article:
    """Return one text with its edges cleaned, its metadata read and its structure found."""
    article = replace(article, incomplete=any(line.closing or line.opening is Opening.JUMP for line in article.lines))
    article = drop_repeated_lead(article, path)  # before the edges: it may uncover the title
    article = drop_edges(article)
    article = mark_captions(article)
    article = read_metadata(article)
    return find_structure(article)


_LONGEST_PREFACE = 300
_MOST_PROSE = 2
"""Paragraphs: a preface of a compilation has no more."""


def _without_preface(articles: list[Article]) -> tuple[list[Article], list[Dropped]]:
    """Part texts from what holds none: the title and preface of a compilation, a scrap of a page."""
    if len(articles) > 1 and articles[1].divided and _is_preface(articles[0]):
        preface = articles[0]
        drops = (*preface.drops, *(Dropped(line.text, "boilerplate.preface") for line in preface.lines))
        articles = [replace(preface, lines=(), drops=drops), *articles[1:]]
    kept = [article for article in articles if article.lines or article.entry is not None]
    if not kept:
        return articles[:1], [drop for article in articles[1:] for drop in _given_up(article)]
    empty = [article for article in articles if not article.lines and article.entry is None]
    return kept, [drop for article in empty for drop in _given_up(article)]


def _is_preface(article: Article) -> bool:
    """Whether the first text of a compilation only presents the others."""
    length = sum(len(line.plain) for line in article.lines)
    prose = sum(map(is_prose, article.lines))
    speaks = any(is_greeting(line.plain) for line in article.lines)
    short = length <= _LONGEST_PREFACE and prose <= _MOST_PROSE
    return article.entry is None and short and not speaks and not article.divided


def _given_up(article: Article) -> list[Dropped]:
    own = [Dropped(found.text, "boilerplate.preface") for found in article.found]
    return [*article.drops, *own]
