"""A section is about what its sidecar says, or the nearest heading around it, or the whole document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest_world import clean_seed, document
from wenzhai.model import Block, BlockKind, Document, SectionEntry, Sidecar
from wenzhai.sections import OPENING, document_sections, unknown_sections


def heading(level: int, text: str) -> Block:
    return Block(BlockKind.HEADING, text, (), level=level)


TEXT = Block(BlockKind.PARAGRAPH, "一句话。", ())
PAPER = Document(
    "001",
    "paper",
    (
        TEXT,
        heading(2, "一、怎么转"),
        heading(3, "(一) 数字化"),
        TEXT,
        heading(3, "(二)绿色"),
        TEXT,
        heading(2, "二、活动"),
        TEXT,
        TEXT,
    ),
    themes=("overview",),
)


def about(*entries: SectionEntry) -> list[tuple[str, tuple[str, ...], str | None, bool]]:
    sections = document_sections(replace(PAPER, sections=entries))
    return [(section.title, section.themes, section.shelf, section.named) for section in sections]


def test_without_entries_every_section_is_about_what_the_document_is() -> None:
    whole = ("overview",)
    assert about() == [
        ("", whole, None, False),
        ("(一) 数字化", whole, None, False),
        ("(二)绿色", whole, None, False),
        ("二、活动", whole, None, False),
    ]


def test_an_entry_holds_for_the_sections_below_it_that_have_none_of_their_own() -> None:
    entries = (
        SectionEntry(OPENING, ("branding",)),
        SectionEntry("一、怎么转", ("digital",)),
        SectionEntry("(二)绿色", ("green",)),
        SectionEntry("二、活动", shelf="aside"),
    )
    assert about(*entries) == [
        ("", ("branding",), None, True),
        ("(一) 数字化", ("digital",), None, True),
        ("(二)绿色", ("green",), None, True),
        ("二、活动", (), "aside", True),
    ]
    assert replace(PAPER, sections=entries).subjects == ("overview", "branding", "digital", "green")


def test_sections_hold_all_blocks_but_the_headings() -> None:
    assert [len(section.blocks) for section in document_sections(PAPER)] == [1, 1, 1, 2]
    ids = [sentence.id for section in document_sections(PAPER) for _, parts in section.blocks for sentence in parts]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("copied", ["(一)数字化", "（一）　数字化", "◎ 一 数字化"])
def test_only_letters_and_digits_of_a_heading_count(copied: str) -> None:
    assert about(SectionEntry(copied, ("digital",)))[1][1] == ("digital",)


def test_a_heading_that_the_document_does_not_have_is_a_problem_with_its_place_and_the_nearest() -> None:
    paper = replace(PAPER, sections=(SectionEntry("一、怎样转", ("digital",), line=7, column=9),))
    seed = clean_seed("001", [paper])
    seed = replace(seed, source=replace(seed.source, sidecar=Sidecar("seeds/001.yml")))
    (problem,) = unknown_sections(seed)
    assert (problem.path, problem.line, problem.column) == ("seeds/001.yml", 7, 9)
    assert problem.message == "001/paper 里没有小标题“一、怎样转”"
    assert problem.hint == "照抄小标题；您是否想写“一、怎么转”？"


def test_headings_that_are_there_and_the_opening_are_no_problem() -> None:
    entries = (SectionEntry("一、怎么转"), SectionEntry(OPENING))
    assert not [*unknown_sections(clean_seed("001", [replace(PAPER, sections=entries)]))]
    assert not [*unknown_sections(clean_seed("001", [document("001/plain", "没有小标题。")]))]
