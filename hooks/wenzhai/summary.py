"""What a reviewer sees of a pull request's seeds: their cleaned text as HTML that GitHub shows below the checks.

Everything a seed says is escaped. There is no empty line anywhere: Markdown takes what follows one for its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from markupsafe import Markup

from wenzhai.model import Block, BlockKind, CleanSeed, Document, Drop, Problem
from wenzhai.problems import format_problem, one_line
from wenzhai.rule_names import rule_name

MAX_BYTES = 900_000
"""Of it all; GitHub takes a megabyte."""
MAX_CHARACTERS = 60_000
"""Of one seed's text, and of what was left out of it."""
_EXCERPT = 80

_TAGS = {BlockKind.HEADING: "h4", BlockKind.QUOTE: "blockquote", BlockKind.LIST_ITEM: "li"}


def summarise(seeds: Iterable[CleanSeed], problems: Iterable[Problem]) -> str:
    """Return the seeds as readers will see them, folded one by one, with what was left out and what is wrong."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    parts = [
        _seed(seed, [p for path in (seed.source.path, seed.source.sidecar.path) for p in by_path.get(path, ())])
        for seed in seeds
    ]
    shown = _within_bytes(parts)
    head = Markup("<h2>新收或改过的来源：{} 份</h2>\n").format(len(parts))
    tail = Markup("<p>另有 {} 份，请看预览。</p>\n").format(len(parts) - len(shown)) if shown != parts else Markup("")
    return str(head + Markup("").join(shown) + tail)


def _within_bytes(parts: list[Markup]) -> list[Markup]:
    sizes = accumulate(len(part.encode()) for part in parts)
    return [part for part, size in zip(parts, sizes, strict=True) if size <= MAX_BYTES]


def _seed(seed: CleanSeed, problems: Iterable[Problem]) -> Markup:
    lines = [
        Markup("<p><code>{}</code>，{}，{}，{} 行</p>").format(
            seed.source.path, seed.kind, seed.source.encoding, len(seed.source.lines)
        ),
        *(Markup("<p>⚠ {}</p>").format(format_problem(problem)) for problem in problems),
        *_within_limit(line for document in seed.documents for line in _document(document)),
        *_dropped(seed.drops),
    ]
    head = Markup("<summary><b>来源 {}</b>：{} 篇，略去 {} 处</summary>").format(
        seed.source.seed, len(seed.documents), len(seed.drops)
    )
    return Markup("<details>\n{}\n{}\n</details>\n").format(head, Markup("\n").join(lines))


def _document(document: Document) -> Iterator[Markup]:
    yield Markup("<h3>{}</h3>").format(one_line(document.title.text) if document.title else "（没有标题）")
    said = [meta.text for meta in (document.author, document.source, document.date) if meta]
    where = [f"/sources/{document.id}/", *said, *document.subjects, *filter(None, [document.shelf])]
    yield Markup("<p><sub>{}</sub></p>").format(one_line(" · ".join(where)))
    yield from map(_block, document.blocks)


def _block(block: Block) -> Markup:
    tag = _TAGS.get(block.kind, "p")
    return Markup("<{0}>{1}</{0}>").format(tag, one_line(block.text))


def _within_limit(lines: Iterable[Markup]) -> Iterator[Markup]:
    left = MAX_CHARACTERS
    for line in lines:
        left -= len(line)
        if left < 0:
            yield Markup("<p>……其余请看预览。</p>")
            return
        yield line


def _dropped(drops: tuple[Drop, ...]) -> Iterator[Markup]:
    if not drops:
        return
    yield Markup("<h4>略去的文字</h4>")
    yield Markup("<ul>")
    yield from _within_limit(
        Markup("<li>第 {} 行 {} <code>{}</code> {}</li>").format(
            drop.span.line_from, rule_name(drop.rule), drop.rule, _excerpt(drop.text)
        )
        for drop in drops
    )
    yield Markup("</ul>")


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return one_line(text if len(text) <= _EXCERPT else text[:_EXCERPT] + "……")
