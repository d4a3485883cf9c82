"""Reads what a text prints about itself: headline, author, source, date. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from wenzhai.clean.article import Article
from wenzhai.clean.bylines import is_issuer, read_byline, read_dateline, read_metadata_line
from wenzhai.clean.draft import Dropped, Found, Line, Opening, Role
from wenzhai.clean.fields import read_attribution
from wenzhai.clean.folding import fold
from wenzhai.clean.labels import dateline_end, gives_keywords
from wenzhai.clean.names import HAN, NAMES, PAPER, REPORTER, are_names, is_name
from wenzhai.clean.titles import take_headline

_EDGE_ROLES = frozenset({Role.BYLINE, Role.SOURCE, Role.DATELINE, Role.CREDIT, Role.HEADING, Role.NOTE})


def read_metadata(article: Article) -> Article:
    """Take the lines that are metadata out of a text, and the dateline before it that no curator has read."""
    lines, headline = take_headline(article, list(article.lines))
    if article.entry is None:
        lines, dateline = _cut_dateline(lines)
        headline += dateline
        if not any(piece.name == "author" for piece in (*article.found, *headline)):
            lines, signature = _cut_signature(lines)
            lines, note = (lines, []) if signature else _take_note(lines)
            headline += [*signature, *note]
    kept: list[Line] = []
    found = [*article.found, *headline]
    drops: list[Dropped] = []
    signed = False
    is_picture = not any(line.role is Role.TEXT for line in lines)
    for line, at_edge in _with_edges(_mark_issuer(lines)):
        pieces, gone = _read(line, is_picture=is_picture) if at_edge else ([], [])
        signed = signed or (line.role is Role.BYLINE and bool(kept) and is_issuer(line.plain))
        found = [*pieces, *found] if signed else [*found, *pieces]  # an authority's own date before the page's
        signed = signed and not any(piece.name == "date" for piece in pieces)
        drops += gone
        if not pieces and not gone:
            kept.append(line)
    return replace(article, lines=tuple(kept), found=tuple(found), drops=(*article.drops, *drops))


def _cut_dateline(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Cut 本报讯（记者…）, 【記者…／台北報導】 off the first paragraph, where it says who wrote the text."""
    place = next((place for place, line in enumerate(lines) if line.role is Role.TEXT), -1)
    if place < 0 or lines[place].opening is not Opening.DATELINE:
        return lines, []
    text = lines[place].text
    end = dateline_end(fold(text.plain[:_LONGEST_DATELINE]))
    rest = text.cut(end).strip()
    found = read_dateline(text.cut(0, end).strip())
    if not rest.plain or not any(piece.name in {"author", "source", "date"} for piece in found):
        return lines, []
    if _TITLE_AGAIN.match(fold(rest.plain[:2])):  # 新华社北京11月29日电 题：…
        return [*lines[:place], *lines[place + 1 :]], [*found, Found("repeated-title", rest)]
    return [*lines[:place], replace(lines[place], text=rest), *lines[place + 1 :]], found


_SIGNATURE = re.compile(rf"(?<=[。!?”])\s*[(](?:(?:{PAPER})?\s*{REPORTER}\s*[:]?\s*{NAMES}|(?P<names>{NAMES}))[)]$")
_LONGEST_SIGNATURE = 40


def _cut_signature(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Cut the reporter's name in brackets off the last sentence: ……可以治病。（记者 某某）."""
    place = next((place for place in range(len(lines) - 1, -1, -1) if lines[place].role is Role.TEXT), -1)
    if place < 0 or any(line.role is Role.BYLINE for line in lines):
        return lines, []
    text = lines[place].text
    tail = max(0, len(text.plain) - _LONGEST_SIGNATURE)
    match = _SIGNATURE.search(fold(text.plain[tail:]))
    if match is None or (match["names"] and not are_names(match["names"])):
        return lines, []
    rest = replace(lines[place], text=text.cut(0, tail + match.start()).strip())
    return [*lines[:place], rest, *lines[place + 1 :]], read_byline(text.cut(tail + match.start()).strip())


_NAMED = re.compile(
    rf"[(\[【]\s*(?:本文)?作者\s*:?\s*(?P<name>{HAN}{{2,4}}?)\s*(?:[,、;].{{1,40}}|[为系是].{{1,40}})?[)\]】]"
)


def _take_note(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Take the note on the author at the end if it gives the name: （作者林书平，嘉义市，摊商）."""
    if not lines or lines[-1].role is not Role.NOTE:
        return lines, []
    match = _NAMED.fullmatch(fold(lines[-1].plain))
    if match is None or not is_name(match["name"]):
        return lines, []
    text = lines[-1].text
    around = (text.cut(0, match.start("name")).strip(), text.cut(match.end("name")).strip())
    author = Found("author", text.cut(*match.span("name")))
    return lines[:-1], [author, *(Found("label", part) for part in around if part.plain)]


_TITLE_AGAIN = re.compile("题[:]")
_LONGEST_DATELINE = 100


def _with_edges(lines: list[Line]) -> list[tuple[Line, bool]]:
    """Return each line, and whether it stands where a text begins or ends."""
    body = [
        place for place, line in enumerate(lines) if line.role not in _EDGE_ROLES and not _is_standfirst(lines, place)
    ]
    first = next((place for place in body if lines[place].role is not Role.CAPTION), len(lines))
    last = body[-1] if body else -1
    return [(line, place < first or place > last or _is_attribution(line)) for place, line in enumerate(lines)]


def _is_standfirst(lines: list[Line], place: int) -> bool:
    """Whether the first sentence stands between the title and the line that says who wrote the text."""
    below = lines[place + 1] if place <= 1 and place + 1 < len(lines) else None
    return below is not None and below.role in {Role.SOURCE, Role.BYLINE} and not gives_keywords(below.plain)


def _is_attribution(line: Line) -> bool:
    """Whether a sentence says where the text was taken from: it may stand below the text's first words."""
    return line.role is Role.SOURCE and bool(read_attribution(fold(line.plain)))


def _mark_issuer(lines: list[Line]) -> list[Line]:
    """Mark the authority that signs above the date at the end: it is the source of an official text."""
    place = len(lines) - 1
    while place > 0 and lines[place].role is Role.SOURCE:
        place -= 1
    signs = lines[place] if 0 < place < len(lines) - 1 else None
    if signs is None or signs.role not in {Role.HEADING, Role.TEXT, Role.NOTE} or not is_issuer(signs.plain):
        return lines
    return [*lines[:place], replace(signs, role=Role.BYLINE), *lines[place + 1 :]]


def _read(line: Line, *, is_picture: bool) -> tuple[list[Found], list[Dropped]]:
    """Return what a line at the edge of a text says of it, and what of it readers do not need."""
    match line.role:
        case Role.DATELINE:
            return read_dateline(line.text), []
        case Role.BYLINE if is_issuer(line.plain):
            return [Found("source", line.text)], []
        case Role.BYLINE:
            return read_byline(line.text), []
        case Role.CREDIT if is_picture:
            return read_byline(line.text), []
        case Role.SOURCE:
            return read_metadata_line(line.text)
        case _:
            return [], []
