"""Quotation marks both ways, and what stands between them."""

from __future__ import annotations

import pytest

from wenzhai.model import Lang
from wenzhai.quotation import map_marks, quoted, unpartnered


def mapped(text: str, to: Lang = Lang.TW) -> str:
    chars = list(text)
    for at, mark in map_marks(text, to):
        chars[at] = mark
    return "".join(chars)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("他说：“好。”", "他说：「好。」"),
        ("“报告提到‘放管服’改革”", "「报告提到『放管服』改革」"),
        ("‘组合拳’", "『组合拳』"),
        ("推动“BT＋IT”和“互联网+教育”", "推动「BT＋IT」和「互联网+教育」"),
        ("“BT＋IT”", "「BT＋IT」"),
        ("“AI” “5G”", "「AI」 「5G」"),
        ("推出iPhone“Pro”系列", "推出iPhone「Pro」系列"),
        ("使用 Windows “Run” 对话框", "使用 Windows 「Run」 对话框"),
        ("“OK”，他说", "「OK」，他说"),
        ("“He said ‘hello’ to me,”他说", "「He said ‘hello’ to me,」他说"),
        ("don’t 不是 workers’ rights", "don’t 不是 workers’ rights"),
        ("“don’t”是缩写", "「don’t」是缩写"),
        ("’90年代", "’90年代"),
        ("17”显示器", "17”显示器"),
        ("“大5”的", "「大5」的"),
        ("增长20”。", "增长20」。"),
        ("‘don’t’是缩写", "『don’t』是缩写"),
        ("He said “hello” and left.", "He said “hello” and left."),
        ("他写道：He said “hello” and then left. 完", "他写道：He said “hello” and then left. 完"),
        ("“第一段。", "「第一段。"),
        ("第二段。”", "第二段。」"),
        ('"straight"', '"straight"'),
    ],
)
def test_marks_of_chinese_become_corners_and_those_of_english_stay(text: str, right: str) -> None:
    assert mapped(text) == right


def test_corners_become_curly_marks() -> None:
    assert mapped("「他說『好』」don’t", Lang.HANS) == "“他說‘好’”don’t"


def test_mapping_twice_changes_nothing() -> None:
    text = mapped("“报告提到‘放管服’改革”，don’t")
    assert mapped(text) == text


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (["“好”"], []),
        (["“好"], [(0, 0)]),
        (["好”"], [(0, 1)]),
        (["“好“"], [(0, 0), (0, 2)]),
        (["‘好”"], [(0, 2), (0, 0)]),
        (["“‘好”"], [(0, 1)]),
        (["「好」『好"], [(0, 3)]),
        (["don’t", "’90年代", "17”显示器", "24” × 36 英寸"], []),
        (["He said “yes and left."], []),
        (["“第一段。", "第二段。”"], []),
        (["“第一段。", "第二段。", "“第三段。”"], []),
        (["　“第一段，‘甲", "“‘乙’。”", "“丙”"], []),
        (["“没有关上。", "他说：“好。”"], [(0, 0)]),
        (["“没有关上。", "“另一句”是别人说的。"], [(0, 0)]),
        (["他说：“好。", "完。", "后来说：”好。", "又说”"], [(3, 2)]),
    ],
)
def test_marks_without_a_partner_are_found_across_paragraphs(texts: list[str], places: list[tuple[int, int]]) -> None:
    assert list(unpartnered(texts)) == places


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("甲“乙”丙", "01110"),
        ("「乙」丙", "1110"),
        ("《甲》乙", "1110"),
        ("“甲‘乙’丙”丁", "11111110"),
        ("甲“乙", "011"),
        ('甲"乙"丙', "01110"),
        ("don’t甲", "000000"),
        ("甲”乙", "000"),
    ],
)
def test_what_is_quoted_is_known(text: str, flags: str) -> None:
    assert "".join(map(str, quoted(text))) == flags
