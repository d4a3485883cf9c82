"""Numbers with their units, and which of them are figures; dates at the head of a timeline's entry."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wenzhai.digest.dates import parse_date
from wenzhai.digest.numbers import figures, missing_numbers, numbers, unmarked_rough_numbers, with_rough_words


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("增长7.9%", "7.9", "%"),
        ("增长７．９％", "7.9", "%"),
        ("占百分之五十", "50", "%"),
        ("提高3.2 个百分点", "3.2", "个百分点"),
        ("近七成", "7", "成"),
        ("良率七成二", "7.2", "成"),
        ("占三成半", "3.5", "成"),
        ("有七成五家企业", "7", "成"),
        ("增长5成", "5", "成"),
        ("是去年的1.5倍", "1.5", "倍"),
        ("产值38.2亿元", "3820000000", "元"),
        ("补助4万元", "40000", "元"),
        ("补助四万元", "40000", "元"),
        ("投资三亿五千万元", "350000000", "元"),
        ("规模突破一万亿元", "1000000000000", "元"),
        ("一千多万元", "10000000", "元"),
        ("近 3000 名教师", "3000", "名"),
        ("3,000 多家企业", "3000", "家"),
        ("一千五百多年历史", "1500", "年"),
        ("500多年的历史", "500", "年"),
        ("二十多个年头", "20", "个年头"),
        ("连续3个月增长", "3", "个月"),
        ("244所学校", "244", "所"),
        ("直接带动就业6182人", "6182", "人"),
        ("十五家", "15", "家"),
        ("三点五倍", "3.5", "倍"),
        ("均实现两位数增长", "0", "两位数"),
        ("产值翻了一番", "0", "翻了一番"),
    ],
)
def test_a_figure_is_found_with_its_value_and_unit(text: str, value: str, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "孩子在1岁之前",
        "民国六十一年",
        "乾隆六十年",
        "成立75周年",
        "2024年3月20日",
        "2019年起",
        "12月25日至29日",
        "下午6时",
        "5G网络",
        "6号馆",
        "上接1版",
        "二十届三中全会",
        "第十四届全国人大二次会议",
        "一是推动，二是加快，三是完善",
        "一个人有三大幸事",
        "不应一刀切",
        "一步一个脚印",
        "百家争鸣，千家万户，千万工程",
        "二三四线城市",
        "公司一成立",
        "三成果",
        "十大重点行业",
        "2024年元旦春节",
        "第100家门店",
        "4项目",
    ],
)
def test_dates_ages_ordinals_and_small_counts_in_words_are_no_figures(text: str) -> None:
    assert figures(text) == ()


def test_a_range_is_two_figures_and_offsets_are_those_of_the_text() -> None:
    text = "氧气含量只有聊城的 50%—60%。"
    assert [text[n.start : n.end] for n in figures(text)] == ["50%", "60%"]


@pytest.mark.parametrize(
    ("cell", "evidence", "missing"),
    [
        ("7.9%", "全市规上工业增加值增长7.9%", ()),
        ("约 9%", "约占全部工业企业的9%", ()),
        ("9%", "增长7.9%", ("9%",)),
        ("79%", "增长7.9%", ("79%",)),
        ("7.9", "增长7.9%", ("7.9",)),
        ("7.9 个百分点", "增长7.9%", ("7.9 个百分点",)),
        ("低 2 个百分点", "比全省平均水平低2个百分点", ()),
        ("1500 多年", "至今已有一千五百多年历史", ()),
        ("38.2 亿元", "实现产值38.2亿元", ()),
        ("38.2 万元", "实现产值38.2亿元", ("38.2 万元",)),
        ("38.2", "实现产值38.2亿元", ("38.2",)),
        ("50%—60%", "空气中的氧气含量只有聊城的 50%—60%", ()),
        ("50%—70%", "空气中的氧气含量只有聊城的 50%—60%", ("70%",)),
        ("2 处＋2 处", "文化生态保护区2处，文化生态名镇2处", ()),
        ("九项之首", "列为九项重点任务之首", ()),
        ("两位数", "均实现两位数增长", ()),
        ("三位数", "均实现两位数增长", ("三位数",)),
    ],
)
def test_every_number_of_a_cell_stands_in_its_evidence_with_value_and_unit(
    cell: str, evidence: str, missing: tuple[str, ...]
) -> None:
    assert missing_numbers(cell, evidence) == missing


def test_no_text_makes_finding_numbers_slow_or_fail() -> None:
    for attack in (
        "9" * 50_000,
        "一" * 50_000,
        "1,111" * 20_000,
        "百分之" * 20_000,
        "3.3.3." * 20_000,
        "万亿" * 30_000,
    ):
        numbers(attack)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022-08-16", (2022, 8, 16)),
        ("2023-09-06 至 08", (2023, 9, 6)),
        ("2023-12（见同版 12 月 25 日电）", (2023, 12, 0)),
        ("2024", (2024, 0, 0)),
        ("2024 年 3 月 20 日", (2024, 3, 20)),
        ("约 2019 年起", (2019, 0, 0)),
        ("1990 年代", (1990, 0, 0)),
        ("2024—2025", (2024, 0, 0)),
        ("二十届三中全会（原文未写日期）", None),
        ("12 月 25 日（原文未写年份）", None),
        ("古代", None),
    ],
)
def test_the_date_at_the_head_of_an_entry(text: str, date: tuple[int, int, int] | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize("text", ["2023-13", "2023-02-30", "2024-00", "2023 年 4 月 31 日"])
def test_a_date_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每双的净利不到4元", "不到4元"),
        ("贵六成左右", "六成左右"),
        ("近3000名师生", "近3000名"),
        ("企业超过100家以上", "超过100家以上"),
        ("完成改造的只有67家", "67家"),
        ("十年来", "十年"),
    ],
)
def test_a_figure_is_taken_with_the_words_that_make_it_rough(text: str, words: str) -> None:
    (number,) = figures(text)
    assert with_rough_words(text, number) == words


@pytest.mark.parametrize(
    ("cell", "measure", "evidence", "unmarked"),
    [
        ("4 元", "每双的净利", "每双的净利不到4元", ("不到4元",)),
        ("不到 4 元", "每双的净利", "每双的净利不到4元", ()),
        ("4 元", "每双净利的上限，原文说“不到”", "每双的净利不到4元", ()),
        ("4 元", "每双的净利", "净利不到4元，去年是4元", ()),
        ("67 家", "完成改造的企业", "完成改造的只有67家，不足两成", ()),
    ],
)
def test_a_rough_figure_that_is_given_as_an_exact_one_is_noticed(
    cell: str, measure: str, evidence: str, unmarked: tuple[str, ...]
) -> None:
    assert unmarked_rough_numbers(cell, measure, evidence) == unmarked
