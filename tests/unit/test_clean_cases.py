"""Golden cases of cleaning: files in tests/cases/clean that need no Python. Their format: the README beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wenzhai import ledger
from wenzhai.clean import clean_seed
from wenzhai.clean.columns import measure_columns
from wenzhai.clean.draft import Draft, Opening, Role
from wenzhai.clean.furniture import drop_furniture
from wenzhai.clean.labels import cut_jump_lines
from wenzhai.clean.letter_spacing import close_letter_spacing
from wenzhai.clean.paragraphs import join_lines
from wenzhai.clean.reading import read_plain_lines
from wenzhai.model import Block, BlockKind, CleanSeed, Document, Meta, Sidecar, Source

CASES = Path(__file__).parents[1] / "cases" / "clean"
DIVIDER = "\n# ---- becomes\n"
MARKS = {
    BlockKind.PARAGRAPH: "",
    BlockKind.QUOTE: "> ",
    BlockKind.ATTRIBUTION: ">> ",
    BlockKind.LIST_ITEM: "- ",
    BlockKind.CAPTION: "[图] ",
    BlockKind.BYLINE: "[署] ",
}


def source_of(text: str) -> Source:
    return Source("999", "seeds/999_case.txt", "", "utf-8", tuple(text.split("\n")), Sidecar())


def lines_after(*passes: Callable[[Draft], Draft]) -> Callable[[str], str]:
    """Return what shows the lines of a text after these passes."""

    def show(text: str) -> str:
        draft = read_plain_lines(source_of(text))
        for step in passes:
            draft = step(draft)
        return "\n".join(
            "## " * (line.role is Role.HEADING)
            + "» " * (line.opening is Opening.JUMP)
            + line.plain
            + " »" * line.closing
            for line in draft.lines
        )

    return show


def show_whole(text: str) -> str:
    """Return a text after all of cleaning, which must keep the law of the ledger."""
    clean = clean_seed(source_of(text))
    assert ledger.check(clean) == ()
    return "\n".join(line for document in clean.documents for line in show_document(document))


def show_document(document: Document) -> list[str]:
    title = document.title.text if document.title else ""
    lines = [f"== {title}".strip()]
    for name in ("kicker", "subtitle", "author", "source", "date"):
        meta: Meta | None = getattr(document, name)
        lines += [f"{name}: {meta.text}"] if meta else []
    return [*lines, *["incomplete"] * document.incomplete, *map(show_block, document.blocks)]


def show_block(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return "#" * block.level + " " + block.text
    return MARKS[block.kind] + block.text


def show_drops(clean: CleanSeed) -> list[str]:
    return [f"drop {drop.rule}: {drop.text}" for drop in clean.drops]


PASSES: dict[str, Callable[[str], str]] = {
    "letter-spacing": lines_after(close_letter_spacing),
    "furniture": lines_after(measure_columns, drop_furniture),
    "jump-lines": lines_after(cut_jump_lines),
    "joining": lines_after(measure_columns, join_lines),
}


def read_case(path: Path) -> tuple[str, str]:
    """Return what goes in and what should come out: the same, where the case has no divider."""
    lines = path.read_text("utf-8").rstrip("\n").split("\n")
    while lines and lines[0].startswith("# ") and not lines[0].startswith("# ----"):
        del lines[0]
    before, _, after = "\n".join(lines).partition(DIVIDER)
    return before, after or before


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_comes_out_as_it_says(path: Path) -> None:
    before, expected = read_case(path)
    shown = PASSES.get(path.parent.name, show_whole)(before)
    wanted = [line for line in expected.split("\n") if not line.startswith("drop ")]
    assert shown.split("\n") == wanted
    drops = [line for line in expected.split("\n") if line.startswith("drop ")]
    assert set(drops) <= set(show_drops(clean_seed(source_of(before))))


def test_every_folder_of_cases_holds_cases() -> None:
    folders = [folder for folder in CASES.iterdir() if folder.is_dir()]
    assert folders
    assert all(any(folder.glob("*.txt")) for folder in folders)
