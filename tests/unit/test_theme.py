"""A theme page as data: what is read from it, and what is said about a page that is not made up as it should be."""

from __future__ import annotations

from typing import Any

import pytest

from digest_world import NORMALISE, clean_seed, document, index
from wenzhai.digest import front_matter, theme
from wenzhai.digest.checking import check_themes
from wenzhai.digest.form import MAX_CHARACTERS, repetitions
from wenzhai.model import Problem, Severity, Theme
from wenzhai.problems import format_problem

PAGE = """\
---
title: 绿色转型
theme: green
scope: 节能降碳
keywords: [绿色, 低碳]
order: 3
related: [overview]
reviewed: 2026-11-20
---

# 绿色转型

“绿色”是**手段**，不是口号
——材料这样说。
{ .abstract }

!!! abstract "三句话带走"
    - **不是负担。** [@001 “绿色转型不是负担而是机会”]
    - **要花钱。** “节能改造需要投入资金”[@001]。
    - **有回报。** [@001 “三年以后就能收回成本”]

## 要点

### 为什么

- **资源收紧。** 四样都在收紧。[@001 “资源能源环境生态都在收紧”]
- 【编】**两者相连。** 材料没有明说。

**怎么做**

- **改造。** [@001 “绿色转型不是负担而是机会”;
  @001:raw “已经略去的一行文字”]

## 关键数字

| 数字 | 量的是什么 | 时间 | 地点 | 出处 |
|---|---|:-:|---|---|
| 7.9% | 能耗\\|降幅 | 未注明 | 某市 | [@001 “单位能耗下降7.9%”] |

表中只有一行。

## 语录

> 绿色转型不是负担
> 而是机会。
> —— 某人，据某文 [@001]

## 时间线

- **2023-09-06 至 08** 座谈会召开。[@001 “绿色转型不是负担而是机会”]
- **古代（未注年份）** 已有循环利用。[@001 “三年以后就能收回成本”]

## 分歧与未决

**谁来出钱？**

- 企业出。[@001 “节能改造需要投入资金”]

## 来源

| 编号 | 篇目 | 可信度 |
|---|---|---|
| 001 | 《某\\*\\*文》 | 低 |

**相关主题：** 总论
"""

WORDS = (
    "绿色转型不是负担而是机会。节能改造需要投入资金。三年以后就能收回成本。",
    "资源能源环境生态都在收紧。单位能耗下降7.9%。",
)
SEEDS = (clean_seed("001", [document("001/city", *WORDS)], ["已经略去的一行文字"]),)


def parse(page: str = PAGE, **replaced: str) -> tuple[Theme, tuple[Problem, ...]]:
    for old, new in replaced.items():
        assert old in page
        page = page.replace(old, new)
    return theme.parse(page, "docs/themes/green.md")


def problems(page: str = PAGE, *, slugs: tuple[str, ...] = ("overview",)) -> list[str]:
    """Return all problems of the page as people see them, without its path."""
    parsed, found = theme.parse(page, "docs/themes/green.md")
    others = [theme.parse("", f"docs/themes/{slug}.md")[0] for slug in slugs]
    _, wrong = check_themes([parsed, *others], index(SEEDS))
    of_page = [p for p in (*found, *wrong) if p.path == "docs/themes/green.md"]
    return [format_problem(p).removeprefix("docs/themes/green.md:") for p in of_page]


def changed(old: str, new: str) -> str:
    assert PAGE.count(old) == 1, old
    return PAGE.replace(old, new)


def test_the_page_of_these_tests_is_right() -> None:
    assert problems() == []


def test_front_matter_and_abstract() -> None:
    page, _ = parse()
    assert (page.slug, page.title, page.scope) == ("green", "绿色转型", "节能降碳")
    assert (page.keywords, page.order, page.related) == (("绿色", "低碳"), 3, ("overview",))
    assert (page.reviewed, page.related_places) == ("2026-11-20", ((7, 11),))
    assert page.abstract == "“绿色”是手段，不是口号——材料这样说。"


def test_claims_with_their_groups_places_and_marks() -> None:
    page, _ = parse()
    assert [claim.text for claim in page.takeaways] == ["不是负担。", "要花钱。 “节能改造需要投入资金”。", "有回报。"]
    assert [(c.group, c.text, c.editorial, len(c.citations)) for c in page.points] == [
        ("为什么", "资源收紧。 四样都在收紧。", False, 1),
        ("为什么", "两者相连。 材料没有明说。", True, 0),
        ("怎么做", "改造。", False, 1),
    ]
    assert [(c.line, c.column) for c in page.points] == [(26, 1), (27, 1), (31, 1)]
    assert (page.takeaways[0].line, page.takeaways[0].column) == (18, 5)
    assert [(c.group, c.text) for c in page.disputes] == [("谁来出钱？", "企业出。")]


def test_a_citation_may_go_on_on_the_next_line() -> None:
    page, _ = parse()
    (citation,) = page.points[2].citations
    assert [(r.seed, r.raw, r.line, r.column) for r in citation.references] == [
        ("001", False, 31, 11),
        ("001", True, 32, 3),
    ]


def test_rows_quotations_events_and_sources() -> None:
    page, _ = parse()
    (figure,) = page.figures
    assert (figure.number, figure.measure, figure.when, figure.where) == ("7.9%", "能耗|降幅", "未注明", "某市")
    (quotation,) = page.quotations
    assert (quotation.words, quotation.attribution) == ("绿色转型不是负担而是机会。", "某人，据某文")
    assert quotation.claim.citations[0].references[0].words == quotation.words
    assert [(event.when, event.date, event.claim.text) for event in page.events] == [
        ("2023-09-06 至 08", (2023, 9, 6), "座谈会召开。"),
        ("古代（未注年份）", None, "已有循环利用。"),
    ]
    assert [(row.seed, row.cells) for row in page.sources] == [("001", (("篇目", "《某**文》"), ("可信度", "低")))]


def test_the_body_is_what_follows_the_front_matter_and_carries_the_offsets() -> None:
    page, _ = parse()
    assert page.body == PAGE.split("---\n", 2)[2]
    assert all(page.body[c.start : c.end].startswith("[@001") for c in page.citations)
    assert {c.start for claim in page.claims for c in claim.citations} == {c.start for c in page.citations}


def test_length_counts_what_is_read_and_not_citations_marks_or_the_list_of_sources() -> None:
    page, _ = parse()
    more, _ = theme.parse(changed("四样都在收紧。", "四样**都在**收紧了。"), page.path)
    cited, _ = theme.parse(changed("四样都在收紧。", "四样都在收紧。[@001 “三年以后就能收回成本”]"), page.path)
    source, _ = theme.parse(changed("| 低 |", "| 低：没有出处 |"), page.path)
    assert more.characters == page.characters + 1
    assert cited.characters == source.characters == page.characters


# --- What is wrong with a page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "at", "expected"),
    [
        ("scope: 节能降碳", "scop: 节能降碳", "scop:", "文件头里没有“scop”这个键（您是否想写“scope”？）"),
        ("scope: 节能降碳\n", "", "---", "文件头缺“scope”"),
        ("theme: green", "theme: gren", "gren", "主题代号“gren”与文件名不同（写成 theme: green）"),
        ("order: 3", "order: 第三", "第三", "order 应是整数，不是“第三”"),
        ("reviewed: 2026-11-20", "reviewed: 2026-13-01", "2026-13", "日期“2026-13-01”不对"),
        ("keywords: [绿色, 低碳]", "keywords: 绿色", "绿色\norder", "“keywords”应是一列词"),
        (
            "related: [overview]",
            "related: [overvew]",
            "overvew",
            "没有代号为“overvew”的主题（您是否想写“overview”？）",
        ),
        ("related: [overview]", "related: [overview, green]", "green]", "相关主题里有它自己"),
        ("## 分歧与未决", "## 分歧", "---", "缺“分歧与未决”一节"),
        ("## 分歧与未决", "## 分歧和未决", "## 分歧和", "主题页没有“分歧和未决”这一节（您是否想写“分歧与未决”？）"),
        ("## 分歧与未决", "## 语录", "## 语录\n\n**", "“语录”一节有两处"),
        ("> 绿色转型不是负担\n> 而是机会。\n> —— 某人，据某文 [@001]\n", "", "## 语录", "“语录”一节是空的"),
        (
            "收紧。[@001 “资源能源环境生态都在收紧”]",
            "收紧。",
            "- **资源",
            "这一条没有证据：“资源收紧。 四样都在收紧。”",
        ),
        ("座谈会召开。[@001 “绿色转型不是负担而是机会”]", "座谈会召开。", "- **2023", "这一条没有证据"),
        ("[@001 “单位能耗下降7.9%”] |", "|", "| 7.9%", "这一条没有证据：“能耗|降幅：7.9%”"),
        ("| 7.9% |", "| 8.9% |", "| 8.9%", "数字“8.9%”不在它的证据里：“单位能耗下降7.9%”"),
        ("| 7.9% |", "| 7.9 |", "| 7.9", "数字“7.9”不在它的证据里"),
        ("| 7.9% |", "| 7.9 个百分点 |", "| 7.9", "数字“7.9 个百分点”不在它的证据里"),
        ("| 数字 | 量的是什么 |", "| 数 | 量的是什么 |", "| 数 |", "表头缺“数字”"),
        ("| 某市 | [@", "| 某市 | 多一格 | [@", "| 7.9%", "这一行的格子比表头多"),
        ("表中只有一行。", "- 42% 的企业", "- 42%", "“关键数字”一节的写法不对"),
        ("> —— 某人，据某文 [@001]", "> [@001]", "> 绿色", "语录没有写是谁说的"),
        ("- **2023-09-06 至 08** 座谈会", "- 2023-09-06 座谈会", "- 2023", "时间线的一条没有写时间"),
        ("**2023-09-06 至 08**", "**2023-02-30**", "- **2023", "没有这样的日期：“2023-02-30”"),
        ("| 001 | 《", "| 来源一 | 《", "| 来源一", "来源的编号不对"),
        ("| 001 | 《", "| 002 | 《", "[@001 “绿色转型不是负担而是机会”]\n    - **要", "“来源”一节没有列出 001"),
        ("| 001 | 《", "| 002 | 《", "| 002", "“来源”列出了 002，全页却没有引用它"),
        ("    - **有回报。** [@001 “三年以后就能收回成本”]\n", "", "- **不是负担", "“三句话带走”有 2 句"),
    ],
)
def test_each_fault_of_form_has_its_problem_at_its_place(old: str, new: str, at: str, expected: str) -> None:
    page = changed(old, new)
    before = page[: page.index(at)]
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
    assert any(problem.startswith(place + expected) for problem in problems(page)), problems(page)


def test_a_page_without_front_matter_says_so_once() -> None:
    found = problems(PAGE.split("---\n", 2)[2])
    assert found[0].startswith("1:1: 主题页没有文件头")
    assert not any("文件头缺" in problem for problem in found)


def test_a_section_with_nothing_to_tell_says_why_and_is_right() -> None:
    events = PAGE[PAGE.index("- **2023-09-06") : PAGE.index("## 分歧")]
    assert problems(PAGE.replace(events, "材料中没有注明日期的事件。\n\n")) == []
    assert problems(PAGE.replace(events, "- 材料中没有注明日期的事件。\n\n")) != []


def test_a_claim_hidden_in_a_paragraph_needs_evidence_too() -> None:
    found = problems(changed("### 为什么\n", "### 为什么\n\n专家一致认为，人人都从中受益。\n"))
    assert [problem for problem in found if "没有证据" in problem]


def test_one_inference_is_always_allowed_and_more_only_up_to_a_tenth() -> None:
    second = changed(
        "- **改造。** [@001 “绿色转型不是负担而是机会”;\n  @001:raw “已经略去的一行文字”]", "- 【编】**改造。**"
    )
    assert [p for p in problems(second) if "【编】过多" in p] == [
        "31:1: 【编】过多：全页 11 条里有 2 条，最多 1 条（给它找到证据，或删去）"
    ]
    claim = "- 又一条。[@001 “三年以后就能收回成本”]\n"
    longer = second.replace("- 【编】**改造。**", claim * 10 + "- 【编】**改造。**")
    assert not [p for p in problems(longer) if "【编】过多" in p]


def test_a_page_that_takes_more_than_four_minutes_is_a_warning() -> None:
    long = changed("四样都在收紧。", "收紧。" * (MAX_CHARACTERS // 3))
    parsed, _ = theme.parse(long, "docs/themes/green.md")
    _, found = check_themes([parsed], index(SEEDS))
    assert [p.severity for p in found if "超过 1600 字" in p.message] == [Severity.WARNING]


def pages(*points: str) -> list[Theme]:
    return [theme.parse(f"## 要点\n\n- {point}\n", f"docs/themes/{i}.md")[0] for i, point in enumerate(points)]


def test_the_same_point_on_two_pages_is_a_warning_and_on_one_page_none() -> None:
    twice = ("**集聚要跨过行政边界，** 各建各的园区形不成规模。", "集聚要跨过行政的边界，各建各的园区，形不成规模。")
    (problem,) = repetitions(pages(*twice), NORMALISE)
    assert (problem.path, problem.line) == ("docs/themes/1.md", 3)
    assert "docs/themes/0.md:3" in problem.message
    assert not repetitions(pages("\n- ".join(twice)), NORMALISE)
    assert not repetitions(pages(twice[0], "人才要靠职业学校来培养，光靠师傅带徒弟不够。"), NORMALISE)


def test_repetitions_are_found_however_many_pages_there_are() -> None:
    alphabet = [chr(0x4E00 + i) for i in range(400)]
    others = ["".join(alphabet[(i * 7 + j * j) % 400] for j in range(24)) for i in range(300)]
    found = repetitions(pages(*others, others[150]), NORMALISE)
    assert any("docs/themes/150.md:3" in p.message for p in found if p.path == "docs/themes/300.md")


def test_every_key_of_the_front_matter_reaches_the_page() -> None:
    page, _ = parse()
    named: dict[str, Any] = {key: getattr(page, "slug" if key == "theme" else key) for key in front_matter.KEYS}
    assert all(named.values())


def test_a_long_bold_line_is_a_claim_and_no_title() -> None:
    long = "**专家一致认为，这一转型使所有的企业、工人和地方都从中受益，没有人受到损失，而且以后也不会。**"
    found = problems(changed("**怎么做**", long))
    assert [problem for problem in found if "没有证据" in problem]
