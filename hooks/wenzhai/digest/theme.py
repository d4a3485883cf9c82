"""A page of docs/themes/ as data: what its author claims, where, and on what evidence. Whether it holds: form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from wenzhai import strict_yaml
from wenzhai.digest.citations import Places, cite_block, parse_citations, with_ids
from wenzhai.digest.dates import Date, parse_date
from wenzhai.digest.front_matter import parse_front_matter
from wenzhai.digest.markdown import plain
from wenzhai.digest.outline import Chunk, ChunkKind, Outline, outline
from wenzhai.memory import remembered
from wenzhai.model import (
    Claim,
    ClaimKind,
    Event,
    Figure,
    Problem,
    Quotation,
    Severity,
    SourceRow,
    Theme,
)
from wenzhai.problems import did_you_mean

TAKEAWAYS, POINTS, FIGURES, QUOTATIONS = "三句话带走", "要点", "关键数字", "语录"
EVENTS, DISPUTES, SOURCES = "时间线", "分歧与未决", "来源"
SECTIONS = (TAKEAWAYS, POINTS, FIGURES, QUOTATIONS, EVENTS, DISPUTES, SOURCES)
"""Sections of a theme page, in their usual order."""

FIGURE_COLUMNS = ("数字", "量的是什么", "时间", "地点", "出处")
SOURCE_COLUMN = "编号"

NOTHING_TO_SAY = re.compile(r"(?:暂无|材料中?没有|材料里没有|本站材料(?:中|里)?没有)")
"""How a paragraph begins that says why a section has no entries: it claims nothing of the world."""

EDITORIAL = "【编】"
_SEED = re.compile(r"[0-9]{3,9}")
_EVENT = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\*\*(?P<when>[^*]{1,200})\*\*")
_ATTRIBUTION = re.compile(r"(?:——|—|--)\s*(?P<who>.*)")
_CELL_RULE = re.compile(r":?-+:?")


@remembered
def parse(text: str, path: str) -> tuple[Theme, tuple[Problem, ...]]:
    """Return a theme page as data and what is wrong with its writing: front matter, citations, tables.

    `path` is from the project's folder; the theme's slug is the file's name. Always returns a theme, with what could
    be read, so that all problems of a page can be shown at once.
    """
    slug = PurePosixPath(path).stem
    yaml, body, first_line = strict_yaml.split_front_matter(text)
    meta, problems = parse_front_matter(yaml, path, slug)
    citations, malformed = parse_citations(body, path, first_line)
    broken = frozenset(problem.line for problem in malformed)
    reader = _Reader(path, _with_quoted_words(outline(body, citations)), Places(body, first_line), broken, [])
    theme = Theme(
        slug=slug,
        path=path,
        title=meta.word("title") or slug,
        scope=meta.word("scope"),
        keywords=meta.words("keywords"),
        order=meta.order,
        related=meta.words("related"),
        reviewed=meta.word("reviewed"),
        body=body,
        abstract=reader.abstract(),
        takeaways=reader.claims(TAKEAWAYS, ClaimKind.TAKEAWAY),
        points=reader.claims(POINTS, ClaimKind.POINT),
        figures=reader.figures(),
        quotations=reader.quotations(),
        events=reader.events(),
        disputes=reader.claims(DISPUTES, ClaimKind.DISPUTE),
        sources=reader.sources(),
        citations=reader.outline.citations,
        related_places=meta.places("related"),
        characters=reader.characters(),
    )
    reader.check_sections()
    return theme, (*problems, *malformed, *reader.problems)


# --- Body -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sections of one page; problems are collected on the way."""

    path: str
    outline: Outline
    places: Places
    broken: frozenset[int]
    """Lines with a citation that could not be read."""
    problems: list[Problem]

    def abstract(self) -> str:
        chunks = self._chunks("")
        return next((self.outline.plain(c) for c in chunks if c.kind is ChunkKind.PARAGRAPH), "")

    def claims(self, section: str, kind: ClaimKind) -> tuple[Claim, ...]:
        """Return each item, and each paragraph that claims anything."""
        return tuple(
            self._claim(chunk, kind, self.outline.plain(chunk))
            for chunk in self._chunks(section)
            if not self._says_nothing(chunk) and not self._misplaced(chunk, {ChunkKind.ROW}, "这一节不用表格")
        )

    def figures(self) -> tuple[Figure, ...]:
        figures = []
        for chunk, cells in self._rows(FIGURES, FIGURE_COLUMNS):
            number, measure, when, where = (cells[name][0] for name in FIGURE_COLUMNS[:4])
            claim = self._claim(chunk, ClaimKind.FIGURE, f"{measure}：{number}")
            _, start, end = cells[FIGURE_COLUMNS[0]]
            lead = self.outline.text[start:end].strip().startswith("**")
            figures.append(Figure(_clean(number), _clean(measure), _clean(when), _clean(where), claim, lead))
        for chunk in self._chunks(FIGURES):
            self._misplaced(chunk, {ChunkKind.ITEM, ChunkKind.QUOTE}, f"这一节用表格：{' | '.join(FIGURE_COLUMNS)}")
        return tuple(figures)

    def quotations(self) -> tuple[Quotation, ...]:
        quotations = []
        for chunk in self._chunks(QUOTATIONS):
            if chunk.kind is ChunkKind.QUOTE:
                words, attribution = _quotation(self.outline, chunk)
                if not attribution:
                    self._problem(chunk, "语录没有写是谁说的", "引文之后另起一行：> —— 某人 [@004]")
                claim = self._claim(chunk, ClaimKind.QUOTATION, words)
                quotations.append(Quotation(words, attribution, claim))
            self._misplaced(chunk, {ChunkKind.ITEM, ChunkKind.ROW}, "语录每行以 > 开头")
        return tuple(quotations)

    def events(self) -> tuple[Event, ...]:
        events = []
        for chunk in self._chunks(EVENTS):
            if self._says_nothing(chunk):
                continue
            when = _EVENT.match(self.outline.raw(chunk)) if chunk.kind is ChunkKind.ITEM else None
            if not when:
                self._problem(chunk, "时间线的一条没有写时间", "写成 - **2023-12** 某事。[@003 “…”]；日期不明也写明")
                continue
            text = self.outline.plain(chunk).removeprefix(plain(when["when"])).strip()
            event = Event(
                plain(when["when"]), self._date(chunk, when["when"]), self._claim(chunk, ClaimKind.EVENT, text)
            )
            events.append(event)
        return tuple(events)

    def sources(self) -> tuple[SourceRow, ...]:
        rows = []
        for chunk, cells in self._rows(SOURCES, (SOURCE_COLUMN,)):
            seed = _SEED.search(cells[SOURCE_COLUMN][0])
            if not seed:
                self._problem(chunk, "来源的编号不对", "写种子的三位数字，如 004")
                continue
            others = tuple((name, text) for name, (text, _, _) in cells.items() if name != SOURCE_COLUMN)
            rows.append(SourceRow(seed[0], others, *self._place(chunk)))
        return tuple(rows)

    def check_sections(self) -> None:
        """Report sections that are missing, unknown, double, or say nothing at all."""
        sections = self.outline.sections
        titles = [section.title for section in sections]
        for title in SECTIONS:
            if title not in titles:
                self.problems.append(
                    Problem(Severity.ERROR, self.path, 1, 1, f"缺“{title}”一节", "加上；没有内容时写“材料中没有……”")
                )
        filled = {chunk.section for chunk in self.outline.chunks}
        for number, section in enumerate(sections):
            line, column = self.places.of(section.start)
            if section.title not in SECTIONS:
                message, hint = f"主题页没有“{section.title}”这一节", did_you_mean(section.title, SECTIONS)
            elif section.title in titles[:number]:
                message, hint = f"“{section.title}”一节有两处", "并成一处"
            elif section.title not in filled:
                message, hint = f"“{section.title}”一节是空的", "写上内容，或写“材料中没有……”"
            else:
                continue
            self.problems.append(Problem(Severity.ERROR, self.path, line, column, message, hint))

    def characters(self) -> int:
        """Count what a reader reads: all prose and figures, not white space, citations or the list of sources."""
        read = (self._read(chunk) for chunk in self.outline.chunks if chunk.section != SOURCES)
        return sum(len("".join(text.split())) for text in read)

    def _read(self, chunk: Chunk) -> str:
        if chunk.kind is not ChunkKind.ROW:
            return self.outline.plain(chunk)
        texts = [text for text, _, _ in self.outline.cells(chunk)]
        return "" if all(map(_CELL_RULE.fullmatch, texts)) else "".join(texts)

    def _chunks(self, section: str) -> Iterable[Chunk]:
        return (chunk for chunk in self.outline.chunks if chunk.section == section)

    def _rows(self, section: str, columns: Sequence[str]) -> Iterator[tuple[Chunk, Mapping[str, _Cell]]]:
        """Yield each row of the section's tables below a rule, with its cells by the heading of their column."""
        rows = [(c, self.outline.cells(c)) for c in self._chunks(section) if c.kind is ChunkKind.ROW]
        rules = {i for i, (_, row) in enumerate(rows) if all(_CELL_RULE.fullmatch(text) for text, _, _ in row)}
        header: tuple[str, ...] = ()
        for i, (chunk, row) in enumerate(rows):
            if i + 1 in rules:
                header = tuple(text for text, _, _ in row)
                if missing := [name for name in columns if name not in header]:
                    self._problem(chunk, f"表头缺“{'、'.join(missing)}”", f"表头写成 | {' | '.join(columns)} |")
            elif i not in rules and set(columns) <= set(header):
                if len(row) > len(header):
                    self._problem(chunk, "这一行的格子比表头多", "格子里的竖线写成 \\|")
                empty = ("", chunk.end, chunk.end)
                yield chunk, {name: row[n] if n < len(row) else empty for n, name in enumerate(header)}

    def _claim(self, chunk: Chunk, kind: ClaimKind, text: str) -> Claim:
        editorial = EDITORIAL in self.outline.raw(chunk)
        cited = self.outline.cited(chunk.start, chunk.end)
        line, column = self._place(chunk)
        lines = range(line, self.places.of(chunk.end - 1)[0] + 1)
        malformed = not self.broken.isdisjoint(lines)
        return Claim(kind, chunk.group, _clean(text), cited, editorial, line, column, malformed)

    def _date(self, chunk: Chunk, when: str) -> Date | None:
        try:
            return parse_date(plain(when))
        except ValueError:
            self._problem(chunk, f"没有这样的日期：“{plain(when)}”", "核对月和日")
            return None

    def _says_nothing(self, chunk: Chunk) -> bool:
        return chunk.kind is ChunkKind.PARAGRAPH and bool(NOTHING_TO_SAY.match(self.outline.plain(chunk)))

    def _misplaced(self, chunk: Chunk, kinds: Collection[ChunkKind], hint: str) -> bool:
        if chunk.kind not in kinds:
            return False
        self._problem(chunk, f"“{chunk.section}”一节的写法不对", hint)
        return True

    def _place(self, chunk: Chunk) -> tuple[int, int]:
        text = self.outline.text[chunk.start : chunk.end]
        return self.places.of(chunk.start + len(text) - len(text.lstrip()))

    def _problem(self, chunk: Chunk, message: str, hint: str) -> None:
        self.problems.append(Problem(Severity.ERROR, self.path, *self._place(chunk), message, hint))


_Cell = tuple[str, int, int]


def _with_quoted_words(page: Outline) -> Outline:
    """Return the outline with the words of each block quotation in its citations."""
    words = {
        citation.start: _quotation(page, chunk)[0]
        for chunk in page.chunks
        if chunk.kind is ChunkKind.QUOTE
        for citation in page.cited(chunk.start, chunk.end)
    }
    cited = (cite_block(c, words[c.start]) if words.get(c.start) else c for c in page.citations)
    return replace(page, citations=with_ids(cited))


def _quotation(page: Outline, chunk: Chunk) -> tuple[str, str]:
    """Return a block quotation's words and, from its last line, whose they are."""
    lines = [line.strip().removeprefix(">").strip() for line in page.raw(chunk).split("\n")]
    lines = [line for line in lines if line]
    attribution = _ATTRIBUTION.match(lines[-1]) if lines else None
    words = lines[:-1] if attribution else lines
    return plain("\n".join(words)), plain(attribution["who"]) if attribution else ""


def _clean(text: str) -> str:
    return " ".join(text.replace(EDITORIAL, "").split())
