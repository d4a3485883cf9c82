"""Quotation marks that lack their partner, in seeds and in our own pages: warnings with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenzhai.digest.markdown import blank_code
from wenzhai.ledger import place_in
from wenzhai.model import BlockKind, CleanSeed, Problem, Severity
from wenzhai.quotation import unpartnered
from wenzhai.strict_yaml import split_front_matter

# Where a paragraph of Markdown ends: at an empty line, and before an item, a heading, a quotation, a row.
_BREAK = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>#|]|[0-9]+\.))")


def loose_marks_in_seed(seed: CleanSeed) -> Iterator[Problem]:
    """Yield a warning for each quotation mark of a seed's documents that has no partner."""
    for document in seed.documents:
        blocks = [block for block in document.blocks if block.kind is not BlockKind.CAPTION]
        for number, offset in unpartnered(block.text for block in blocks):
            line, column = place_in(seed.source.lines, blocks[number].spans, blocks[number].text[:offset])
            hint = "若是抄漏，在附注里用 fix 补上；原文如此就不必改"
            yield _problem(seed.source.path, line, column, blocks[number].text[offset], hint)


def loose_marks_in_page(text: str, path: str) -> Iterator[Problem]:
    """Yield a warning for each quotation mark of a page in Markdown that has no partner."""
    _, body, _ = split_front_matter(text)
    prose = " " * (len(text) - len(body)) + blank_code(body)
    starts = [0, *(found.start() for found in _BREAK.finditer(prose))]
    blocks = [prose[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    for number, offset in unpartnered(blocks):
        at = starts[number] + offset
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        yield _problem(path, line, column, text[at], "补上另一半，或删去这一个")


def _problem(path: str, line: int, column: int, mark: str, hint: str) -> Problem:
    return Problem(Severity.WARNING, path, line, column, f"引号 {mark} 只有一半", hint)
