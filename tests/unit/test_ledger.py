"""The ledger's law, one breach at a time: what is said, and where."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from lawful_seeds import source_of
from wenzhai.ledger import check
from wenzhai.model import Block, BlockKind, CleanSeed, Document, Drop, Kind, Meta, Span
from wenzhai.problems import format_problem


def paragraph(text: str, *spans: Span) -> Block:
    return Block(BlockKind.PARAGRAPH, text, spans)


def cleaned(
    lines: tuple[str, ...], *blocks: Block, drops: tuple[Drop, ...] = (), kind: Kind = Kind.PLAIN
) -> CleanSeed:
    return CleanSeed(source_of(lines), kind, (), (Document("000", "d1", blocks),), drops)


def told(clean: CleanSeed) -> list[str]:
    return [format_problem(problem).split("（")[0] for problem in check(clean)]


WRAPPED = ("制造业是城市经济的稳定器和创", "新源泉。")


def test_a_paragraph_joined_from_two_lines_is_lawful() -> None:
    joined = paragraph("制造业是城市经济的稳定器和创新源泉。", Span(1, 1, 1, 14), Span(2, 1, 2, 4))
    assert told(cleaned(WRAPPED, joined)) == []
    one_span = paragraph("制造业是城市经济的稳定器和创新源泉。", Span(1, 1, 2, 4))
    assert told(cleaned(WRAPPED, one_span)) == []


def test_lost_characters_are_shown_once_however_many_lines_they_stand_on() -> None:
    assert told(cleaned(WRAPPED, paragraph("制造", Span(1, 1, 1, 2)))) == [
        "seeds/000_a.txt:1:3: “业是城市经济的稳定器和创新源泉。”没有归处：既不在正文里，也没有记录为略去"
    ]


def test_two_separate_losses_are_two_problems() -> None:
    assert len(told(cleaned(("一二三",), paragraph("二", Span(1, 2, 1, 2))))) == 2


def test_characters_that_two_own_are_named() -> None:
    clean = cleaned(("一二",), paragraph("一二", Span(1, 1, 1, 2)), drops=(Drop(Span(1, 2, 1, 2), "二", "r"),))
    assert told(clean) == ["seeds/000_a.txt:1:2: “二”归了不止一处"]


def test_what_differs_is_shown_beside_the_source() -> None:
    assert told(cleaned(WRAPPED, paragraph("制造业是城市经济的稳定器和创,新源泉。", Span(1, 1, 2, 4)))) == [
        "seeds/000_a.txt:2:1: 000/d1 第 1 块与原文不符：写成“,新源泉。”，原文是“新源泉。”"
    ]


def test_a_block_from_nowhere_is_an_error() -> None:
    assert told(cleaned(("一",), paragraph("一", Span(1, 1, 1, 1)), paragraph("二"))) == [
        "seeds/000_a.txt: 000/d1 第 2 块没有出处：“二”"
    ]


@pytest.mark.parametrize(
    "span",
    [Span(0, 1, 1, 1), Span(1, 0, 1, 1), Span(1, 1, 2, 1), Span(1, 1, 1, 9), Span(1, 2, 1, 1), Span(2, 1, 1, 1)],
)
def test_a_span_outside_the_seed_is_an_error_and_no_crash(span: Span) -> None:
    assert [text.split(": ")[1] for text in told(cleaned(("一二",), paragraph("一二", span)))] == [
        "000/d1 第 1 块指向原文之外"
    ]


def test_a_span_may_end_on_an_empty_line() -> None:
    assert told(cleaned(("一", ""), paragraph("一", Span(1, 1, 2, 1)))) == []


def test_a_reference_of_html_is_decoded_in_a_feed_and_nowhere_else() -> None:
    line = "甲&amp;乙&lt;丙&#8203;"
    block = paragraph("甲&乙<丙", Span(1, 1, 1, len(line)))
    assert told(cleaned((line,), block, kind=Kind.FEED)) == []
    assert len(told(cleaned((line,), block))) == 1


def test_a_reference_may_not_be_made_by_leaving_out_a_tag() -> None:
    line = "&am<b>p;</b>"
    tags = (Drop(Span(1, 4, 1, 6), "<b>", "tag"), Drop(Span(1, 9, 1, 12), "</b>", "tag"))
    spans = (Span(1, 1, 1, 3), Span(1, 7, 1, 8))
    assert told(cleaned((line,), paragraph("&amp;", *spans), drops=tags, kind=Kind.FEED)) == []
    assert len(told(cleaned((line,), paragraph("&", *spans), drops=tags, kind=Kind.FEED))) == 1


def test_metadata_may_leave_characters_out_but_not_add_any() -> None:
    clean = cleaned(("作者：王本芳",))
    printed = replace(clean.documents[0], author=Meta("王本芳", (Span(1, 1, 1, 6),)))
    assert told(replace(clean, documents=(printed,))) == []
    invented = replace(printed, author=Meta("王本芬", (Span(1, 1, 1, 6),)))
    assert len(told(replace(clean, documents=(invented,)))) == 1


def test_a_date_may_be_written_in_another_form() -> None:
    clean = cleaned(("新华社12月25日电",))
    dated = replace(clean.documents[0], date=Meta("2023-12-25", (Span(1, 1, 1, 10),)))
    assert told(replace(clean, documents=(dated,))) == []


def test_what_the_curator_says_needs_no_source() -> None:
    clean = cleaned(("一",), paragraph("一", Span(1, 1, 1, 1)))
    titled = replace(clean.documents[0], title=Meta("整理者拟的标题"))
    assert told(replace(clean, documents=(titled,))) == []


def test_a_drop_must_say_what_it_drops() -> None:
    assert len(told(cleaned(("一",), drops=(Drop(Span(1, 1, 1, 1), "二", "r"),)))) == 1


def test_time_grows_as_the_seed_does() -> None:
    def seconds(count: int) -> float:
        line = "字" * 17
        blocks = tuple(paragraph(line, Span(n, 1, n, 17)) for n in range(1, count + 1))
        clean = cleaned((line,) * count, *blocks)
        start = time.process_time()
        assert check(clean) == ()
        return time.process_time() - start

    seconds(100)
    once = min(seconds(2_000) for _ in range(3))
    assert min(seconds(4_000) for _ in range(3)) < 4 * once + 0.05
