"""Laws of cleaning, over texts made at random: nothing lost, nothing done twice, both scripts alike."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from quality.corpus import MAKERS, make
from wenzhai.clean import clean_seed
from wenzhai.ledger import check
from wenzhai.model import CleanSeed, CuratorDrop, DocumentEntry, Sidecar, Source, Span
from wenzhai.read import split_lines

briefly = settings(max_examples=80, deadline=None)

SCRAPS = st.sampled_from(
    [
        *"一二三四，。“”（）《》、：；？！—…·的了是在AZ19 \u3000\t\n\n\n",
        *("\u200b", "\ufeff", "\x00", "\ue000", "\x0c", "\u2028"),
        *("<p>", "</p>", "<br>", "<b>", "</b>", "<li>", "<table><tr><td>", "</td></tr>", "<script>", "</script>"),
        *("<!--", "-->", "<a href='http://a.example/x'>", "</a>", "&nbsp;", "&#x4e2d;", "&notit;", "&lt;"),
        *("---\n", "title: 甲\n", "（上接1版）", "（下轉A3版）", "新华社北京12月25日电", "【記者王小明／台北報導】"),
        *("■本报记者 张三\n", "篇一：\n", "一、", "（一）", "1.", "责任编辑：王五\n", "作者：张三 来源：人民网\n"),
        *("2024年3月5日", "- 3 -\n", "地 震 灾 区\n", "扫码关注公众号", "推荐阅读\n", "记者 陈斌 摄\n"),
    ]
)
HAPHAZARD = st.lists(SCRAPS, max_size=60).map("".join)

CLAUSES = (
    *("老厂房的灯一直亮到后半夜", "三号炉重新点火", "订单排到了明年开春", "工人们把旧机床一台台拆开"),
    *("他没有说话", "河对岸的货场已经空了三年", "第一批零件运往海边的港口", "谁也没想到会这么快"),
    *("账上的数字第一次转正", "车间主任把图纸摊在桌上", "新来的学徒只有十九岁", "镇上的人都认得那根烟囱"),
    *("仓库改成了食堂", "染缸里的水早已放干", "两条生产线并成一条", "退休的钳工被请了回来"),
    *("纸箱上印着四种文字", "电费比上个月少了一成", "女儿在屏幕那头记录数据", "没有人再提搬迁的事"),
)
PARAGRAPHS = 5


@st.composite
def prose(draw: st.DrawFn) -> list[str]:
    """Return paragraphs of one or two sentences; no clause stands twice, as a lead told twice would be dropped."""
    clauses = iter(draw(st.permutations(CLAUSES)))
    paragraphs = []
    for _ in range(draw(st.integers(3, PARAGRAPHS))):
        lengths = draw(st.lists(st.integers(2, 3), min_size=1, max_size=2).filter(lambda found: sum(found) in {3, 4}))
        paragraphs.append(made_of(clauses, lengths))
    return paragraphs


def source(text: str, sidecar: Sidecar | None = None) -> Source:
    return Source("999", "seeds/999_made.txt", "", "utf-8", split_lines(text), sidecar or Sidecar())


def clean(text: str) -> CleanSeed:
    return clean_seed(source(text))


def texts(cleaned: CleanSeed) -> list[str]:
    return [block.text for document in cleaned.documents for block in document.blocks]


@briefly
@given(HAPHAZARD)
def test_no_character_of_any_text_is_lost_or_doubled(text: str) -> None:
    assert check(clean(text)) == ()


@briefly
@given(st.sampled_from(sorted(MAKERS)), st.integers(0, 3), st.data())
def test_no_character_is_lost_from_a_page_that_was_torn_and_stained(
    kind: str, number: int, data: st.DataObject
) -> None:
    text = make(kind, number).text[:3000]
    start = data.draw(st.integers(0, len(text)))
    torn = text[:start] + data.draw(HAPHAZARD) + text[start + data.draw(st.integers(0, 400)) :]
    assert check(clean(torn)) == ()


@briefly
@given(st.sampled_from(sorted(MAKERS)), st.data())
def test_no_character_is_lost_whatever_the_curator_says(kind: str, data: st.DataObject) -> None:
    made = source(make(kind, 0).text[:2500])
    lines = made.lines
    cuts = sorted(data.draw(st.sets(st.integers(1, len(lines)), min_size=1, max_size=4)))
    pieces = [(above + 1, below) for above, below in pairwise([0, *cuts])]
    spans = data.draw(st.permutations([Span(first, 1, last, max(1, len(lines[last - 1]))) for first, last in pieces]))
    entries = tuple(
        DocumentEntry(lines=(span,), join=((span.line_from, span.line_to),), title=lines[span.line_from - 1].strip())
        for span in spans[1:]
    )
    sidecar = Sidecar(documents=entries, drops=(CuratorDrop(spans[0], "无关"),))
    assert check(clean_seed(replace(made, sidecar=sidecar))) == ()


@briefly
@given(prose())
def test_clean_paragraphs_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    assert texts(clean("\n\n".join(paragraphs))) == paragraphs


def test_columns_with_their_indents_come_back_in_paragraphs() -> None:
    """Where a column breaks sentences: lines that all end with one could as well be paragraphs. No law: a rate."""
    chance = random.Random(1)  # noqa: S311  the same columns every time
    results: list[bool] = []
    while len(results) < COLUMNS:
        clauses = iter(chance.sample(CLAUSES, len(CLAUSES)))
        paragraphs = [made_of(clauses, (chance.choice([(3,), (2, 2)]))) for _ in range(chance.randint(3, PARAGRAPHS))]
        width = chance.randint(12, 40)
        lines = [line for text in paragraphs for line in in_column("　　" + text, width)]
        if 2 * sum(not line.endswith("。") for line in lines) >= len(lines):
            results.append(texts(clean("\n".join(lines))) == paragraphs)
    assert sum(results) >= 0.995 * COLUMNS


COLUMNS = 600


def made_of(clauses: Iterator[str], lengths: Iterable[int]) -> str:
    """Return sentences of so many clauses each."""
    return "".join("，".join(islice(clauses, length)) + "。" for length in lengths)


def in_column(text: str, width: int) -> list[str]:
    """Return a paragraph as a typesetter breaks it: no line begins with a comma or a full stop."""
    lines = [""]
    for char in text:
        if len(lines[-1]) >= width and char not in "，。":
            lines.append("")
        lines[-1] += char
    return lines


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_what_was_cleaned_is_not_cleaned_further(kind: str) -> None:
    for number in range(4):
        for document in clean(make(kind, number).text).documents:
            blocks = [block.text for block in document.blocks]
            assert texts(clean("\n\n".join(blocks))) == blocks


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_both_scripts_are_cleaned_alike(kind: str) -> None:
    """Character by character the same page in the other script: every piece must be found in the same place."""
    for number in range(4):
        text = make(kind, number).text
        for config in ("s2t", "t2s"):
            other = OpenCC(config).convert(text)
            if len(other) == len(text):
                assert outline(clean(other)) == outline(clean(text))


def outline(cleaned: CleanSeed) -> list[object]:
    """Return what a cleaned seed is made of and where, without its words."""
    return [
        [(drop.rule, drop.span) for drop in cleaned.drops],
        [
            [(block.kind, block.level, block.spans) for block in document.blocks]
            + [meta and meta.spans for meta in (document.title, document.author, document.source, document.date)]
            for document in cleaned.documents
        ],
    ]
