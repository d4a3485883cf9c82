"""What sort of mess a seed is, and why it seems so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wenzhai.clean.boilerplate import find_phrase
from wenzhai.clean.draft import Draft, Line, Opening, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.folio import is_folio, is_folio_word
from wenzhai.clean.front_matter import front_matter_end
from wenzhai.clean.headings import is_box_name
from wenzhai.clean.html_tokens import count_tags
from wenzhai.clean.labels import match_dateline
from wenzhai.model import Kind, Source

_NARROW = 52
"""Half-widths: newspapers set no column of text wider; official documents have 56 (28 characters, GB/T 9704-2012)."""
_FEWEST_TAGS = 2
_FEWEST_LABELS = 2

_PAPER_PARTS = re.compile(r"[\[【]?(?:中文)?摘\s*要|[\[【]?关\s*键\s*[词字]|参考文献|\[\d{1,3}\]|中图分类号|引\s*言$")
_FEWEST_PARTS = 2
_START = 12
_PAGE_WORDS = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|[A-D]\d{1,2}版|本版责编|本报讯|本报记者|新华社|中央社")


_TOP, _BOTTOM = 8, 4
"""Lines at the top and the bottom of a page among which its folio stands."""
_ENOUGH = 3
_LINE = 48
_NUMBERED = re.compile(
    r"第?\s?[A-Z]?\d{1,3}\s?版|第[一二三四五六七八九十]{1,3}版|(?<![A-Za-z0-9])[A-D]\d{1,2}(?!\d)|^\d{1,2}$"
)
_REPORTER = re.compile(
    r"[■□●◆\s]{0,2}(?:本报|本刊|[\u4e00-\u9fff]{2,4}[日晚]报)(?:首席|特约|全媒体)?(?:记者|通讯员)|记者\s?[\u4e00-\u9fff]{2,4}/"
)
_OF_PAPERS = frozenset({"boilerplate.notices", "boilerplate.staff", "boilerplate.rights", "boilerplate.ads"})


def mark_page(draft: Draft) -> Draft:
    """Treat the page of a newspaper as one although its lines are not broken: a folio, and texts that papers sign."""
    return replace(draft, wrapped=True) if not draft.wrapped and _is_page(draft.lines) else draft


def _is_page(lines: Sequence[Line]) -> bool:
    """Whether the edges hold a folio with the number of a page, and texts are signed as papers do it."""
    top, bottom = _folios(lines[:_TOP]), _folios(lines[_TOP:][-_BOTTOM:])
    signed = sum(_is_signed(line.plain) for line in lines)
    if not any(_NUMBERED.search(folded) for folded in (*top, *bottom)):
        return False
    begins = all(map(_is_folio, (fold(line.plain).strip() for line in lines[:_ENOUGH])))
    found = len(top) + len(bottom) + min(signed, 2) if signed else _ENOUGH * begins
    return found >= _ENOUGH and not any(_is_web(line.plain) for line in lines)


def _folios(lines: Sequence[Line]) -> list[str]:
    """Return which of these lines are a folio's, folded."""
    short = (fold(line.plain).strip() for line in lines if len(line.plain) <= _LINE)
    return [folded for folded in short if _is_folio(folded)]


def _is_folio(folded: str) -> bool:
    return is_folio(folded, at_edge=True, at_top=True) or is_folio_word(folded)


def _is_signed(plain: str) -> bool:
    folded = fold(plain[:_LINE])
    return bool(match_dateline(folded) or (len(plain) <= _LINE and _REPORTER.match(folded)))


def _is_web(plain: str) -> bool:
    phrase = find_phrase(plain) if len(plain) <= _LINE and not is_box_name(fold(plain)) else None
    return phrase is not None and phrase.rule not in _OF_PAPERS


def markup_evidence(source: Source) -> tuple[str, ...]:
    """Return why the seed is to be read as HTML; nothing if it is not."""
    evidence = []
    end = front_matter_end(source.lines)
    if end:
        evidence.append(f"开头 {end} 行是“---”之间的文前设置")
    tags = count_tags(source.lines)
    if tags >= _FEWEST_TAGS:
        evidence.append(f"有 {tags} 个 HTML 标签")
    return tuple(evidence)


def detect_kind(draft: Draft) -> tuple[Kind, tuple[str, ...]]:
    """Return the kind of a seed without markup, from its labelled lines."""
    dividers = sum(line.role is Role.DIVIDER for line in draft.lines)
    wrapped = [line.column for line in draft.lines if line.column] if draft.wrapped else []
    if draft.wrapped and not wrapped:
        return Kind.NEWSPAPER, ("有版次之类的刊头，也有电头、署名之类的报纸标记；一行就是一段",)
    if dividers >= _FEWEST_LABELS and not wrapped:
        return Kind.COMPILATION, (f"有 {dividers} 个“篇一、篇二……”之类的分篇标记",)
    if not wrapped:
        return Kind.PLAIN, ("各行长短不一，多以句末标点结束：一行就是一段",)
    evidence: tuple[str, ...] = (f"{len(draft.lines)} 行中有 {len(wrapped)} 行在栏宽处折断",)
    labels = [line for line in draft.lines if line.role in _LABELS or line.opening is not Opening.NO or line.closing]
    narrow = sorted(wrapped)[len(wrapped) // 2] < _NARROW
    if narrow:
        evidence += (f"栏宽约 {sorted(wrapped)[len(wrapped) // 2] // 2} 字",)
    if pages := _of_pages(draft):
        return Kind.PDF, (*evidence, pages)
    words = [line for line in draft.lines if _PAGE_WORDS.search(fold(line.plain))]
    if narrow and (labels or words):
        return Kind.NEWSPAPER, (*evidence, f"有 {len(labels) + len(words)} 行电头、署名、转版之类的报纸标记")
    return (Kind.NEWSPAPER if narrow else Kind.PDF), evidence


_OF_PAGES = frozenset({"furniture.page-number", "furniture.running-head"})
_FEWEST_PAGES = 2
"""Page numbers and running heads: a seed with more holds several pages, and a newspaper's page is one."""


def _of_pages(draft: Draft) -> str:
    """Return why a wrapped seed is several pages of one text and no newspaper; empty where it may be one."""
    if sum(bool(_PAPER_PARTS.match(fold(line.plain[:_START]))) for line in draft.lines) >= _FEWEST_PARTS:
        return "有摘要、关键词、参考文献之类的论文部件"
    pages = sum(drop.rule in _OF_PAGES for drop in draft.drops)
    return (
        f"有 {pages} 处页码、页眉：几页连成一篇" if pages >= _FEWEST_PAGES and not _is_of_paper(draft.lines) else ""
    )


def _is_of_paper(lines: Sequence[Line]) -> bool:
    """Whether a line opens as only a newspaper's texts do, or sends its reader to another page."""
    return any(line.opening is not Opening.NO or line.closing or line.role is Role.DATELINE for line in lines)


_LABELS = {Role.BYLINE, Role.DATELINE, Role.CREDIT, Role.NOTE}
