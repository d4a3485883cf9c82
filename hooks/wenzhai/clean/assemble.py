"""The end of cleaning: lines become blocks, and everything says where in the seed it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wenzhai.clean.article import Article
from wenzhai.clean.draft import Dropped, Found, Line, Role
from wenzhai.clean.text import Text, join
from wenzhai.model import (
    Block,
    BlockKind,
    Correction,
    Document,
    DocumentEntry,
    Drop,
    Fix,
    Link,
    Meta,
    Source,
    Span,
)

_KINDS = {
    Role.HEADING: BlockKind.HEADING,
    Role.DIVIDER: BlockKind.HEADING,
    Role.QUOTE: BlockKind.QUOTE,
    Role.ATTRIBUTION: BlockKind.ATTRIBUTION,
    Role.CAPTION: BlockKind.CAPTION,
    Role.LIST_ITEM: BlockKind.LIST_ITEM,
    Role.BYLINE: BlockKind.BYLINE,
    Role.DATELINE: BlockKind.BYLINE,
    Role.CREDIT: BlockKind.BYLINE,
    Role.NOTE: BlockKind.BYLINE,
}
METADATA = ("title", "kicker", "subtitle", "author", "source", "date")


def make_document(article: Article, source: Source, number: int) -> Document:
    """Return the document that an article makes; `number` counts the seed's documents from 1."""
    entry = article.entry or DocumentEntry()
    metas, extra = _metadata(article.found, entry, source.lines)
    return Document(
        seed=source.seed,
        slug=entry.slug or f"d{number}",
        blocks=tuple(_block(line, source) for line in article.lines),
        incomplete=article.incomplete if entry.incomplete is None else entry.incomplete,
        themes=entry.themes,
        shelf=entry.shelf,
        sections=entry.sections,
        extra_spans=extra,
        **metas,
    )


def make_drops(drops: Iterable[Dropped], lines: Sequence[str]) -> tuple[Drop, ...]:
    """Return the ledger: each stretch with the seed's own words, in the seed's order."""
    ledger: list[Drop] = []
    for dropped in drops:
        ledger += [Drop(span, _words(span, lines), dropped.rule, dropped.why) for span in _all_spans(dropped, lines)]
    ledger.sort(key=lambda drop: drop.span)
    return tuple(_merged(ledger, lines))


def _all_spans(dropped: Dropped, lines: Sequence[str]) -> Iterable[Span]:
    """Return where dropped text stands; invisible characters have no visible ones, so their runs count whole."""
    if dropped.rule != "invisible":
        return dropped.text.spans(lines)
    return [Span(run.line, run.col, run.line, run.col + run.width - 1) for run in dropped.text.runs if run.line]


def _merged(ledger: Sequence[Drop], lines: Sequence[str]) -> Iterable[Drop]:
    """Yield neighbours under one rule as one entry."""
    before: Drop | None = None
    for drop in ledger:
        if before is not None and _touch(before, drop, lines):
            span = Span(before.span.line_from, before.span.col_from, drop.span.line_to, drop.span.col_to)
            before = replace(before, span=span, text=_words(span, lines))
            continue
        if before is not None:
            yield before
        before = drop
    if before is not None:
        yield before


def _touch(one: Drop, other: Drop, lines: Sequence[str]) -> bool:
    if (one.rule, one.why, one.span.line_to) != (other.rule, other.why, other.span.line_from):
        return False
    if one.span.line_from != one.span.line_to or one.span.col_to >= other.span.col_from:
        return False
    between = lines[one.span.line_to - 1][one.span.col_to : other.span.col_from - 1]
    return not between or between.isspace()


def _words(span: Span, lines: Sequence[str]) -> str:
    return lines[span.line_from - 1][span.col_from - 1 : span.col_to]


# --- Blocks -------------------------------------------------------------------------------------------------------


def _block(line: Line, source: Source) -> Block:
    return Block(
        kind=_KINDS.get(line.role, BlockKind.PARAGRAPH),
        text=line.plain,
        spans=line.text.spans(source.lines),
        level=line.level or 2 if line.role in {Role.HEADING, Role.DIVIDER} else 0,
        links=_links(line.text),
        corrections=tuple(_corrections(line.text, source.sidecar.fixes)),
    )


def _links(text: Text) -> tuple[Link, ...]:
    links: list[Link] = []
    at = 0
    for run in text.runs:
        end = at + len(run.text)
        if run.url:
            if links and links[-1].url == run.url and links[-1].end == at:
                links[-1] = replace(links[-1], end=end)
            else:
                links.append(Link(at, end, run.url))
        at = end
    return tuple(links)


def _corrections(text: Text, fixes: Sequence[Fix]) -> Iterable[Correction]:
    for fix in fixes:
        first = _offset(text, fix.span.line_from, fix.span.col_from)
        last = _offset(text, fix.span.line_to, fix.span.col_to)
        if 0 <= first <= last:
            yield Correction(first, last + 1, fix.meant, fix.why)


def _offset(text: Text, line: int, col: int) -> int:
    """Return where a character of the seed stands in the text, -1 if it is not part of it."""
    at = 0
    for run in text.runs:
        if run.line == line and run.col <= col < run.col + run.width:
            return at + (col - run.col if run.verbatim else 0)
        at += len(run.text)
    return -1


# --- Metadata -----------------------------------------------------------------------------------------------------

_Extra = tuple[tuple[str, tuple[Span, ...]], ...]


def _metadata(
    found: Sequence[Found], entry: DocumentEntry, lines: Sequence[str]
) -> tuple[dict[str, Meta | None], _Extra]:
    """Return the document's metadata, and the places of what is printed but not shown on its own."""
    found = _with_spares(_feed_author(found))
    metas: dict[str, Meta | None] = {}
    extra: list[tuple[str, tuple[Span, ...]]] = []
    for name in METADATA:
        pieces = [piece for piece in found if piece.name == name]
        printed = _printed(name, pieces)
        curated = getattr(entry, name)
        meta = metas[name] = _meta(printed, curated, lines)
        shown = meta.spans if meta else ()
        for piece in pieces:
            spans = piece.text.spans(lines)
            if not set(spans) <= set(shown):
                extra.append((name, spans))
    extra += [(f.name, f.text.spans(lines)) for f in found if f.name not in METADATA]
    return metas, tuple(pair for pair in extra if pair[1])


def _feed_author(found: Sequence[Found]) -> list[Found]:
    """Make the author that a feed names its source, where the text names its own."""
    signed = any(piece.name == "author" for piece in found)
    return [
        replace(piece, name="source" if signed else "author") if piece.name == "feed-author" else piece
        for piece in found
    ]


_SPARES = {"masthead": "source", "updated": "date"}
"""The site that names itself above its page, the day on which the page was last changed, where nothing better is."""


def _with_spares(found: Sequence[Found]) -> list[Found]:
    names = {piece.name for piece in found}
    usable = {spare: name for spare, name in _SPARES.items() if name not in names}
    return [replace(piece, name=usable.get(piece.name, piece.name)) for piece in found]


def _printed(name: str, pieces: Sequence[Found]) -> Found | None:
    """Return what the text says: the first piece, several authors together."""
    own = list(pieces)
    if not own:
        return None
    if name == "author" and len(own) > 1:
        different = list({piece.text.plain: piece for piece in own}.values())
        return replace(own[0], text=join([piece.text for piece in different], " "))
    if name == "date":
        return next((piece for piece in own if piece.value), own[0])
    return own[0]


def _meta(printed: Found | None, curated: str | None, lines: Sequence[str]) -> Meta | None:
    if printed is None:
        return Meta(curated) if curated else None
    text = printed.value or printed.text.plain
    spans = printed.text.spans(lines)
    if not curated:
        return Meta(text, spans)
    if "".join(curated.split()) == "".join(text.split()):
        return Meta(curated, spans)
    return Meta(curated)
