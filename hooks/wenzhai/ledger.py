"""The law of cleaning, checked: nothing lost, nothing invented, nothing shown twice.

Blocks, metadata and drops cover every visible character of a seed exactly once, and a block reads as its stretches of
the seed do, but for white space. Invisible characters are in the ledger of drops and in no text.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from wenzhai.characters import is_invisible, is_white_space, visible
from wenzhai.model import CleanSeed, Document, Kind, Meta, Problem, Severity, Span

_HINT = "这是清理程序的错误，不是您的；请把这一行连同种子编号报告给我们"
_EXCERPT = 20


class _Fault(StrEnum):
    """What may be wrong with one character of a seed."""

    NONE = ""
    LOST = "没有归处：既不在正文里，也没有记录为略去"
    TWICE = "归了不止一处"
    UNSEEN = "看不见，却没有记录为略去"


@dataclass(frozen=True, slots=True)
class _Claim:
    """Stretches of the seed that one block, piece of metadata or drop lays claim to."""

    owner: str
    spans: tuple[Span, ...]
    text: str | None
    """What it makes of them; `None` where that is not a matter of characters (a date)."""
    exact: bool = True
    """Whether the text is all of the stretches; otherwise it may leave characters out, but not add or move any."""
    drop: bool = False


def check(clean: CleanSeed) -> tuple[Problem, ...]:
    """Return where `clean` breaks the law, in order of the seed; nothing where it keeps it. Linear in its size."""
    claims = tuple(_claims(clean))
    path, lines = clean.source.path, clean.source.lines
    outside = [_problem(path, span, f"{claim.owner}指向原文之外") for claim, span in _outside(claims, lines)]
    if outside:
        return tuple(outside)
    return (*_coverage(claims, path, lines), *_fidelity(claims, path, lines, html_seed=clean.kind is Kind.FEED))


def place_in(lines: tuple[str, ...], spans: tuple[Span, ...], before: str) -> tuple[int, int]:
    """Return line and column of what follows the text `before` of a block that stands at `spans`."""
    offset = len(visible(before))
    for span in spans:
        size = len(visible(stretch(lines, span)))
        if offset < size:
            return _place(lines, span, offset)
        offset -= size
    return (spans[-1].line_to, spans[-1].col_to) if spans else (0, 0)


def stretch(lines: tuple[str, ...], span: Span) -> str:
    r"""Return the text of the seed at `span`, with \n between lines."""
    if span.line_from == span.line_to:
        return lines[span.line_from - 1][span.col_from - 1 : span.col_to]
    first = lines[span.line_from - 1][span.col_from - 1 :]
    last = lines[span.line_to - 1][: span.col_to]
    return "\n".join((first, *lines[span.line_from : span.line_to - 1], last))


# --- Claims -----------------------------------------------------------------------------------------------------


def _claims(clean: CleanSeed) -> Iterator[_Claim]:
    for document in clean.documents:
        yield from _metadata(document)
        for number, block in enumerate(document.blocks, 1):
            yield _Claim(f"{document.id} 第 {number} 块", block.spans, block.text)
    for drop in clean.drops:
        yield _Claim(f"略去（{drop.rule}）", (drop.span,), drop.text, drop=True)


def _metadata(document: Document) -> Iterator[_Claim]:
    names = ("title", "kicker", "subtitle", "author", "source", "date")
    for name in names:
        meta: Meta | None = getattr(document, name)
        if meta is not None and meta.spans:
            owner = f"{document.id} 的 {name}"
            yield _Claim(owner, meta.spans, None if name == "date" else meta.text, exact=False)
    for name, spans in document.extra_spans:
        yield _Claim(f"{document.id} 的 {name}", spans, None)


def _outside(claims: tuple[_Claim, ...], lines: tuple[str, ...]) -> Iterator[tuple[_Claim, Span]]:
    return ((claim, span) for claim in claims for span in claim.spans if not _is_inside(span, lines))


def _is_inside(span: Span, lines: tuple[str, ...]) -> bool:
    return (
        1 <= span.line_from <= span.line_to <= len(lines)
        and (span.line_from, span.col_from) <= (span.line_to, span.col_to)
        and span.col_from >= 1
        and span.col_to <= max(1, len(lines[span.line_to - 1]))
    )


# --- Every character once ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of one line that are alike in how they are owned."""

    line: int
    column: int
    text: str
    fault: _Fault


def _coverage(claims: tuple[_Claim, ...], path: str, lines: tuple[str, ...]) -> Iterator[Problem]:
    for fault, group in groupby(_pieces(claims, lines), key=lambda piece: piece.fault):
        pieces = tuple(group)
        if fault:
            text = "".join(piece.text for piece in pieces[:_EXCERPT])[:_EXCERPT]
            place = Span(pieces[0].line, pieces[0].column, pieces[0].line, pieces[0].column)
            yield _problem(path, place, f"“{text}”{fault}")


def _pieces(claims: tuple[_Claim, ...], lines: tuple[str, ...]) -> Iterator[_Piece]:
    """Yield all that is not white space, in order, and what is wrong with it."""
    owners, drops = _edges(claims, lines)
    invisible = frozenset(filter(is_invisible, set().union(*lines)))
    for number, line in enumerate(lines, 1):
        owned, dropped = 0, 0
        edges = sorted({1, len(line) + 1, *owners[number], *drops[number]})
        for column, after in pairwise(edges):
            owned += owners[number].get(column, 0)
            dropped += drops[number].get(column, 0)
            text = line[column - 1 : after - 1]
            if owned == 1 and (dropped or invisible.isdisjoint(text)):
                yield _Piece(number, column, text, _Fault.NONE)
            else:
                yield from _judged(number, column, text, owned=owned, dropped=dropped > 0)


def _judged(line: int, column: int, text: str, *, owned: int, dropped: bool) -> Iterator[_Piece]:
    """Yield the characters of a stretch whose owners are known, one by one."""
    seen = _Fault.NONE if owned == 1 else _Fault.TWICE if owned else _Fault.LOST
    unseen = _Fault.NONE if dropped else _Fault.UNSEEN
    for place, char in enumerate(text, column):
        if not is_white_space(char):
            yield _Piece(line, place, char, unseen if is_invisible(char) else seen)


_Edges = defaultdict[int, dict[int, int]]
"""By line and column: how many claims begin there, less those that ended just before."""


def _edges(claims: tuple[_Claim, ...], lines: tuple[str, ...]) -> tuple[_Edges, _Edges]:
    owners: _Edges = defaultdict(dict)
    drops: _Edges = defaultdict(dict)
    for claim in claims:
        for span in claim.spans:
            for number in range(span.line_from, span.line_to + 1):
                first = span.col_from if number == span.line_from else 1
                last = span.col_to if number == span.line_to else len(lines[number - 1])
                for edges in (owners, drops) if claim.drop else (owners,):
                    edges[number][first] = edges[number].get(first, 0) + 1
                    edges[number][last + 1] = edges[number].get(last + 1, 0) - 1
    return owners, drops


# --- The same words ---------------------------------------------------------------------------------------------


def _fidelity(claims: tuple[_Claim, ...], path: str, lines: tuple[str, ...], *, html_seed: bool) -> Iterator[Problem]:
    for claim in claims:
        if claim.text is None:
            continue
        written = _characters(claim.text) if claim.drop else visible(claim.text)
        source = [_as_read(stretch(lines, span), claim, html_seed=html_seed) for span in claim.spans]
        if not claim.drop and any(map(is_invisible, set(claim.text))):
            yield _problem(path, claim.spans[0], f"{claim.owner}的文字里有看不见的字符")
        if not claim.spans:
            yield _problem(path, Span(0, 0, 0, 0), f"{claim.owner}没有出处：“{claim.text[:_EXCERPT]}”")
        elif written != "".join(source) if claim.exact else not _is_within(written, "".join(source)):
            yield _difference(claim, written, source, path, lines)


def _as_read(text: str, claim: _Claim, *, html_seed: bool) -> str:
    """Return the characters that the stretch `text` stands for: of HTML, character references decoded."""
    if claim.drop:
        return _characters(text)
    return visible(html.unescape(text) if html_seed else text)


def _characters(text: str) -> str:
    return "".join(text.split())


def _is_within(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


def _difference(claim: _Claim, written: str, source: list[str], path: str, lines: tuple[str, ...]) -> Problem:
    whole = "".join(source)
    at = next(
        (i for i, (a, b) in enumerate(zip(written, whole, strict=False)) if a != b), min(len(written), len(whole))
    )
    ends = [0]
    for text in source:
        ends.append(ends[-1] + len(text))
    index = next((i for i, (low, high) in enumerate(pairwise(ends)) if low <= at < high), len(source) - 1)
    span = claim.spans[index]
    line, column = _place(lines, span, at - ends[index])
    message = f"{claim.owner}与原文不符：写成“{written[at : at + _EXCERPT]}”，原文是“{whole[at : at + _EXCERPT]}”"
    return _problem(path, Span(line, column, line, column), message)


def _place(lines: tuple[str, ...], span: Span, offset: int) -> tuple[int, int]:
    """Return line and column of the `offset`-th visible character of a stretch (its beginning in HTML, roughly)."""
    line, column = span.line_from, span.col_from
    for char in stretch(lines, span):
        if offset <= 0 and not is_white_space(char):
            break
        if char == "\n":
            line, column = line + 1, 1
        else:
            offset -= not is_white_space(char) and not is_invisible(char)
            column += 1
    return line, column


def _problem(path: str, span: Span, message: str) -> Problem:
    return Problem(Severity.ERROR, path, span.line_from, span.col_from, message, _HINT)
