"""What sort of mess a seed is, and why it seems so."""

from __future__ import annotations

import re

from wenzhai.clean.draft import Draft, Opening, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.front_matter import front_matter_end
from wenzhai.clean.html_tokens import count_tags
from wenzhai.model import Kind, Source

_NARROW = 52
"""Half-widths: newspapers set no column of text wider; official documents have 56 (28 characters, GB/T 9704-2012)."""
_FEWEST_TAGS = 2
_FEWEST_LABELS = 2

_PAPER_PARTS = re.compile(r"[\[【]?(?:中文)?摘\s*要|[\[【]?关\s*键\s*[词字]|参考文献|\[\d{1,3}\]|中图分类号|引\s*言$")
_FEWEST_PARTS = 2
_START = 12
_PAGE_WORDS = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|[A-D]\d{1,2}版|本版责编|本报讯|本报记者|新华社|中央社")


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
    if dividers >= _FEWEST_LABELS and not wrapped:
        return Kind.COMPILATION, (f"有 {dividers} 个“篇一、篇二……”之类的分篇标记",)
    if not wrapped:
        return Kind.PLAIN, ("各行长短不一，多以句末标点结束：一行就是一段",)
    evidence: tuple[str, ...] = (f"{len(draft.lines)} 行中有 {len(wrapped)} 行在栏宽处折断",)
    labels = [line for line in draft.lines if line.role in _LABELS or line.opening is not Opening.NO or line.closing]
    narrow = sorted(wrapped)[len(wrapped) // 2] < _NARROW
    if narrow:
        evidence += (f"栏宽约 {sorted(wrapped)[len(wrapped) // 2] // 2} 字",)
    if sum(bool(_PAPER_PARTS.match(fold(line.plain[:_START]))) for line in draft.lines) >= _FEWEST_PARTS:
        return Kind.PDF, (*evidence, "有摘要、关键词、参考文献之类的论文部件")
    words = [line for line in draft.lines if _PAGE_WORDS.search(fold(line.plain))]
    if narrow and (labels or words):
        return Kind.NEWSPAPER, (*evidence, f"有 {len(labels) + len(words)} 行电头、署名、转版之类的报纸标记")
    return (Kind.NEWSPAPER if narrow else Kind.PDF), evidence


_LABELS = {Role.BYLINE, Role.DATELINE, Role.CREDIT, Role.NOTE}
