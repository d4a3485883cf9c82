"""The JSON that other programs read, and what a person reads instead."""

from __future__ import annotations

from dataclasses import replace

from lawful_seeds import source_of
from wenzhai.machine import explain, to_json
from wenzhai.model import Block, BlockKind, CleanSeed, Document, Drop, Kind, Meta, Problem, Severity, Span

LINES = (" 标题作者", "", "正文第一行", "", "第二行。", "页", "（完）尾巴")
DOCUMENT = Document(
    "000",
    "d1",
    (
        Block(BlockKind.HEADING, "（完）", (Span(7, 1, 7, 3),), level=2),
        Block(BlockKind.PARAGRAPH, "正文第一行第二行。", (Span(3, 1, 3, 5), Span(5, 1, 5, 4))),
    ),
    title=Meta("标题", (Span(1, 2, 1, 3),)),
    author=Meta("作者", (Span(1, 4, 1, 5),)),
    date=Meta("2024"),
    extra_spans=(("title", (Span(6, 1, 6, 1),)),),
)
CLEAN = CleanSeed(
    replace(source_of(LINES), path="seeds/000_a.txt"),
    Kind.NEWSPAPER,
    ("行宽相同",),
    (DOCUMENT,),
    (Drop(Span(7, 4, 7, 5), "尾巴", "boilerplate.tail"),),
    (
        Problem(Severity.WARNING, "seeds/000_a.txt", 3, 1, "存疑", "看一看"),
        Problem(Severity.ERROR, "seeds/000_a.yml", 2, 1, "错"),
    ),
)


def test_the_form_is_the_contract() -> None:
    assert to_json(CLEAN) == {
        "seed": "000_a.txt",
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "kind": "newspaper",
        "articles": [
            {
                "slug": "d1",
                "title": "标题",
                "kicker": None,
                "subtitle": None,
                "author": "作者",
                "source": None,
                "date": "2024",
                "incomplete": False,
                "meta_src": {"title": [[1, 1, 2, 3], [6, 6]], "author": [[1, 1, 4, 5]]},
                "blocks": [
                    {"type": "heading", "level": 2, "text": "（完）", "src": [[7, 7, 1, 3]]},
                    {"type": "paragraph", "text": "正文第一行第二行。", "src": [[3, 5]]},
                ],
            }
        ],
        "removed": [{"text": "尾巴", "src": [[7, 7, 4, 5]], "rule": "boilerplate.tail"}],
        "problems": [
            {"severity": "warning", "line": 3, "column": 1, "message": "存疑（看一看）"},
            {"severity": "error", "line": 2, "column": 1, "message": "seeds/000_a.yml：错"},
        ],
    }


def test_lines_in_another_order_are_entries_of_their_own() -> None:
    block = Block(BlockKind.PARAGRAPH, "三一二", (Span(3, 1, 3, 1), Span(1, 1, 2, 1)))
    clean = CleanSeed(source_of(("一", "二", "三")), Kind.PLAIN, (), (Document("000", "d1", (block,)),), ())
    assert to_json(clean)["articles"][0]["blocks"][0]["src"] == [[3, 3], [1, 2]]


def test_a_person_sees_each_line_with_its_place() -> None:
    assert explain(CLEAN) == (
        "seeds/000_a.txt：newspaper，utf-8\n"
        "  依据：行宽相同\n"
        "  d1：标题\n"
        "\n"
        "    1:2-3  [d1 标题]  标题\n"
        "    1:4-5  [d1 作者]  作者\n"
        "    3  [d1 第 2 块 正文]  正文第一行\n"
        "    5  [d1 第 2 块 正文]  第二行。\n"
        "    6  [d1 标题]  页\n"
        "    7:1-3  [d1 第 1 块 小标题 2 级]  （完）\n"
        "    7:4-5  [略去：网站的样板话 boilerplate.tail]  尾巴\n"
    )


def test_what_a_seed_contains_cannot_steer_a_terminal() -> None:
    line = "\x1b[31m红\u202e"
    block = Block(BlockKind.PARAGRAPH, "[31m红", (Span(1, 2, 1, 6),))
    clean = CleanSeed(source_of((line,)), Kind.PLAIN, (), (Document("000", "d1", (block,)),), ())
    assert "\x1b" not in explain(clean)
    assert "\u202e" not in explain(clean)
