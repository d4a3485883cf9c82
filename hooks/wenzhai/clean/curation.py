"""The curator's word: which lines make up which text and in what order, what is left out, where paragraphs end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wenzhai.clean.draft import Draft, Dropped, Gap, Line, Role
from wenzhai.clean.text import Run, Text, text_of
from wenzhai.model import DocumentEntry, Sidecar, Span


def drop_by_curator(draft: Draft, sidecar: Sidecar) -> Draft:
    """Drop what the sidecar leaves out, with its reason."""
    lines = draft.lines
    drops: list[Dropped] = []
    for entry in sidecar.drops:
        inside, lines = _take(lines, entry.span)
        drops += [Dropped(line.text, "curator", entry.why) for line in inside]
    return draft.keep(lines, drops)


def divide_by_curator(draft: Draft, sidecar: Sidecar) -> tuple[list[tuple[DocumentEntry, Draft]], Draft]:
    """Return the lines of each document that the sidecar gives lines to, and what is left of the draft."""
    streams: list[tuple[DocumentEntry, Draft]] = []
    rest = draft.lines
    for entry in sidecar.documents:
        if not entry.lines:
            continue
        stream: list[Line] = []
        for span in entry.lines:
            inside, rest = _take(rest, span)
            if inside and stream:
                inside = (replace(inside[0], gap=Gap.PAGE), *inside[1:])
            stream.extend(inside)
        streams.append(
            (entry, replace(draft, lines=tuple(edit_lines(stream, entry)), drops=(), problems=(), found=()))
        )
    return streams, replace(draft, lines=rest)


def edit_lines(lines: Iterable[Line], entry: DocumentEntry) -> list[Line]:
    """Return the lines with the curator's joins, splits and headings noted on them."""
    levels = dict(entry.heading)
    edited: list[Line] = []
    for line in lines:
        number = line.text.first_line
        joins: bool | None = any(first < number <= last for first, last in entry.join) or None
        if any(after == number for _, after in entry.split):
            joins = False
        current = replace(line, joins=joins) if joins is not None else line
        if number in levels:
            level = levels[number]
            role = Role.HEADING if level else Role.TEXT
            current = replace(current, role=role, level=level, prose=not level)
        elif joins and edited and edited[-1].role is Role.HEADING and edited[-1].level:
            current = replace(current, role=Role.HEADING)
        edited.append(current)
    return _keep_words_together(edited, entry)


_MOST_PARTS = 4
_NAMED = ("title", "kicker", "subtitle", "author", "source")


def _keep_words_together(lines: list[Line], entry: DocumentEntry) -> list[Line]:
    """Return the lines with those joined that together print what the curator says, and with nothing else."""
    for value in filter(None, (getattr(entry, name) for name in _NAMED)):
        wanted = bare(value)
        found = next(((a, b) for a in range(len(lines)) if (b := _end_of_words(lines, a, wanted)) > a), None)
        if found is None:
            continue
        start, end = found
        for place in range(start, min(end + 1, len(lines))):
            if lines[place].joins is None:
                lines[place] = replace(lines[place], joins=start < place < end)
    return lines


def _end_of_words(lines: Sequence[Line], start: int, wanted: str) -> int:
    """Return behind which line from `start` the wanted words end, `start` itself if they do not stand there."""
    words = ""
    for place in range(start, min(start + _MOST_PARTS, len(lines))):
        words += bare(lines[place].plain)
        if words == wanted:
            return place + 1
        if not wanted.startswith(words):
            break
    return start


def bare(text: str) -> str:
    """Return the text without white space and without the dash that a subtitle has before it."""
    return "".join(text.split()).strip("—-–")


def _take(lines: Sequence[Line], span: Span) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines inside a span and those outside it; a line that the span cuts is on both sides."""
    inside: list[Line] = []
    outside: list[Line] = []
    for line in lines:
        if line.text.last_line < span.line_from or line.text.first_line > span.line_to:
            outside.append(line)
            continue
        within, without = _cut(line.text, span)
        if within.plain.strip():
            inside.append(replace(line, text=within.strip()))
        if without.plain.strip():
            outside.append(replace(line, text=without.strip()))
    return tuple(inside), tuple(outside)


def _cut(text: Text, span: Span) -> tuple[Text, Text]:
    within: list[Run] = []
    without: list[Run] = []
    side = without
    for run in text.runs:
        if not run.line:
            side.append(run)
            continue
        first = 1 if run.line > span.line_from else span.col_from
        last = run.col + run.width if run.line < span.line_to else span.col_to
        if run.line < span.line_from or run.line > span.line_to:
            first, last = 1, 0
        low = min(max(first - run.col, 0), len(run.text))
        high = max(min(last - run.col + 1, len(run.text)), low)
        if not run.verbatim:
            low, high = (0, len(run.text)) if first <= run.col <= last else (0, 0)
        for start, end, kept in ((0, low, without), (low, high, within), (high, len(run.text), without)):
            if start < end:
                kept.extend(text_of([run]).cut(start, end).runs)
                side = kept
    return text_of(within), text_of(without)
