"""A cleaned seed for other programs (`to_json`) and for a person who wants to know why (`explain`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from wenzhai.characters import is_white_space
from wenzhai.model import Block, CleanSeed, Document, Meta, Problem, Span
from wenzhai.problems import one_line
from wenzhai.rule_names import rule_name

METADATA = ("title", "kicker", "subtitle", "author", "source", "date")
"""What a document may say of itself, in the order in which it is shown."""

_NAMES = {
    "title": "标题",
    "kicker": "引题",
    "subtitle": "副题",
    "author": "作者",
    "source": "出处",
    "date": "日期",
    "label": "标签",
    "divider": "分篇标记",
    "repeated-title": "重复的标题",
    "masthead": "站名",
    "updated": "更新日期",
    "site": "站名",
    "heading": "小标题",
    "paragraph": "正文",
    "quote": "引语",
    "list_item": "列表",
    "caption": "图注",
    "byline": "署名",
    "attribution": "出处",
}
_EXCERPT = 40


def to_json(clean: CleanSeed) -> dict[str, Any]:
    """Return the seed as documents, what was left out, and problems; the form is the contract of `cli.py clean`.

    `src` names the seed's lines: [from, to], or [line, line, column from, column to] where a line has several owners.
    """
    shared = _shared_lines(clean)
    lines = clean.source.lines
    return {
        "seed": PurePosixPath(clean.source.path).name,
        "sha256": clean.source.sha256,
        "encoding": clean.source.encoding,
        "kind": clean.kind.value,
        "articles": [_article(document, lines, shared) for document in clean.documents],
        "removed": [
            {"text": drop.text, "src": _src((drop.span,), lines, shared), "rule": drop.rule} for drop in clean.drops
        ],
        "problems": [_problem(problem, clean.source.path) for problem in clean.problems],
    }


def _article(document: Document, lines: tuple[str, ...], shared: frozenset[int]) -> dict[str, Any]:
    metadata: dict[str, Meta | None] = {name: getattr(document, name) for name in METADATA}
    spans: dict[str, tuple[Span, ...]] = {name: meta.spans for name, meta in metadata.items() if meta and meta.spans}
    for name, more in document.extra_spans:
        spans[name] = (*spans.get(name, ()), *more)
    return {
        "slug": document.slug,
        **{name: meta.text if meta else None for name, meta in metadata.items()},
        "incomplete": document.incomplete,
        "meta_src": {name: _src(of_name, lines, shared) for name, of_name in spans.items()},
        "blocks": [_block(block, lines, shared) for block in document.blocks],
    }


def _block(block: Block, lines: tuple[str, ...], shared: frozenset[int]) -> dict[str, Any]:
    level = {"level": block.level} if block.level else {}
    return {"type": block.kind.value, **level, "text": block.text, "src": _src(block.spans, lines, shared)}


def _problem(problem: Problem, seed: str) -> dict[str, Any]:
    where = "" if problem.path == seed else f"{problem.path}："
    message = where + problem.message + (f"（{problem.hint}）" if problem.hint else "")
    return {
        "severity": problem.severity.value,
        "line": problem.line,
        "column": problem.column,
        "message": one_line(message),
    }


# --- Where it stands --------------------------------------------------------------------------------------------


def _owners(clean: CleanSeed) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield everything that owns characters of the seed: what it is, for a person, and where it stands."""
    for document in clean.documents:
        for name in METADATA:
            meta: Meta | None = getattr(document, name)
            if meta and meta.spans:
                yield f"{document.slug} {_NAMES[name]}", meta.spans
        for name, spans in document.extra_spans:
            yield f"{document.slug} {_NAMES.get(name, name)}", spans
        for number, block in enumerate(document.blocks, 1):
            level = f" {block.level} 级" if block.level else ""
            yield f"{document.slug} 第 {number} 块 {_NAMES[block.kind]}{level}", block.spans
    for drop in clean.drops:
        yield f"略去：{rule_name(drop.rule)} {drop.rule}", (drop.span,)


def _shared_lines(clean: CleanSeed) -> frozenset[int]:
    """Return the lines that several own, or one owns in parts that do not follow one another."""
    owner_of: dict[int, int] = {}
    shared: set[int] = set()
    for owner, (_, spans) in enumerate(_owners(clean)):
        before = (0, 0)
        for span in spans:
            follows = before < (span.line_from, span.col_from)
            for number in range(span.line_from, span.line_to + 1):
                again = number in owner_of and not (follows and number == before[0])
                if again or owner_of.setdefault(number, owner) != owner:
                    shared.add(number)
            before = (span.line_to, span.col_to)
    return frozenset(shared)


def _src(spans: Iterable[Span], lines: tuple[str, ...], shared: frozenset[int]) -> list[list[int]]:
    """Return spans as entries of `src`, in their order; whole lines that follow one another are one entry."""
    entries: list[list[int]] = []
    for span in spans:
        for number in range(span.line_from, span.line_to + 1):
            if number in shared:
                first = span.col_from if number == span.line_from else 1
                last = span.col_to if number == span.line_to else len(lines[number - 1])
                entries.append([number, number, first, last])
            elif entries and len(entries[-1]) == _WHOLE and _follows(entries[-1][1], number, lines):
                entries[-1][1] = number
            else:
                entries.append([number, number])
    return [entry for entry in entries if len(entry) == _WHOLE or not _is_blank(entry, lines)]


_WHOLE = 2
"""Length of an entry that names whole lines."""


def _follows(last: int, number: int, lines: tuple[str, ...]) -> bool:
    """Whether nothing but blank lines stands between two lines (which may be the same)."""
    return last <= number and not any(line.strip() for line in lines[last : number - 1])


def _is_blank(entry: list[int], lines: tuple[str, ...]) -> bool:
    number, _, first, last = entry
    return all(map(is_white_space, lines[number - 1][first - 1 : last]))


# --- For a person -----------------------------------------------------------------------------------------------


def explain(clean: CleanSeed) -> str:
    """Return, for each line of the seed, the block that it went to or the rule that left it out; safe to print."""
    owners: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for owner, spans in _owners(clean):
        for span in spans:
            for number in range(span.line_from, span.line_to + 1):
                first = span.col_from if number == span.line_from else 1
                last = span.col_to if number == span.line_to else len(clean.source.lines[number - 1])
                owners[number].append((first, last, owner))
    head = [
        f"{clean.source.path}：{clean.kind.value}，{clean.source.encoding}",
        *(f"  依据：{reason}" for reason in clean.evidence),
        *(
            f"  {document.slug}：{document.title.text if document.title else '（无题）'}"
            for document in clean.documents
        ),
    ]
    body = [
        row for number, line in enumerate(clean.source.lines, 1) for row in _explained(number, line, owners[number])
    ]
    return "\n".join(one_line(row) for row in (*head, "", *body)) + "\n"


def _explained(number: int, line: str, owners: list[tuple[int, int, str]]) -> Iterator[str]:
    if len(owners) == 1:
        yield f"{number:>5}  [{owners[0][2]}]  {_excerpt(line)}"
    for first, last, owner in sorted(owners) if len(owners) > 1 else ():
        yield f"{number:>5}:{first}-{last}  [{owner}]  {_excerpt(line[first - 1 : last])}"


def _excerpt(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT // 2]}……{text[-_EXCERPT // 2 :]}"
