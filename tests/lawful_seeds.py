"""Cleaned seeds that keep the ledger's law, made at random: what property tests then break in every way."""

from __future__ import annotations

from itertools import groupby

from hypothesis import strategies as st

from wenzhai.characters import is_invisible, is_visible
from wenzhai.model import Block, BlockKind, CleanSeed, Document, Drop, Kind, Meta, Sidecar, Source, Span

CHARACTERS = "一二三四，。“”A1 \u3000\t\u200b\u202e\ue000\x07\x0c"


def source_of(lines: tuple[str, ...]) -> Source:
    return Source("000", "seeds/000_a.txt", "0" * 64, "utf-8", lines, Sidecar())


def text_of(lines: tuple[str, ...], spans: tuple[Span, ...]) -> str:
    """Return what a block may say of one-line spans: their text, without what is invisible."""
    return "".join(
        char
        for span in spans
        for char in lines[span.line_from - 1][span.col_from - 1 : span.col_to]
        if not is_invisible(char)
    )


@st.composite
def lawful_seeds(draw: st.DrawFn, kind: Kind = Kind.NEWSPAPER) -> CleanSeed:
    """Return a seed whose stretches are dealt out at random to blocks in any order, to metadata and to drops."""
    lines = tuple(draw(st.lists(st.text(CHARACTERS, max_size=12), min_size=1, max_size=8)))
    blocks: list[list[Span]] = [[], [], []]
    metadata: list[Span] = []
    drops: list[Drop] = []
    for span in draw(st.permutations(_stretches(draw, lines))):
        text = lines[span.line_from - 1][span.col_from - 1 : span.col_to]
        owner = draw(st.integers(0, 4))
        drops += [Drop(hidden, char, "invisible") for char, hidden in _hidden(span, text)]
        if not any(map(is_visible, text)):
            continue
        if owner < len(blocks):
            blocks[owner].append(span)
        elif owner == len(blocks):
            metadata.append(span)
        else:
            drops.append(Drop(span, text, "boilerplate"))
    document = Document(
        "000",
        "d1",
        tuple(Block(BlockKind.PARAGRAPH, text_of(lines, tuple(spans)), tuple(spans)) for spans in blocks if spans),
        title=Meta(text_of(lines, tuple(metadata)).strip(), tuple(metadata)) if metadata else None,
        author=Meta("整理者所写"),
    )
    return CleanSeed(source_of(lines), kind, ("试",), (document,), tuple(drops))


def _stretches(draw: st.DrawFn, lines: tuple[str, ...]) -> list[Span]:
    spans = []
    for number, line in enumerate(lines, 1):
        cuts = draw(st.lists(st.booleans(), min_size=len(line), max_size=len(line)))
        columns = [(column, sum(cuts[:column])) for column in range(1, len(line) + 1)]
        for _, group in groupby(columns, key=lambda pair: pair[1]):
            stretch = [column for column, _ in group]
            spans.append(Span(number, stretch[0], number, stretch[-1]))
    return spans


def _hidden(span: Span, text: str) -> list[tuple[str, Span]]:
    columns = enumerate(text, span.col_from)
    return [(char, Span(span.line_from, c, span.line_from, c)) for c, char in columns if is_invisible(char)]
