from __future__ import annotations

from wenzhai.digest.gathering import spelled_out
from wenzhai.model import Claim, ClaimKind, Figure

CLAIM = Claim(ClaimKind.FIGURE, "", "", (), editorial=False, line=1, column=1)


def row(when: str, where: str) -> Figure:
    return Figure("1", "量", when, where, CLAIM)


def test_a_row_that_says_as_above_says_what_the_row_above_says() -> None:
    rows = spelled_out([row("⚠ 2024／2025 两说", "浙江某市"), row("⚠ 同上", "同上"), row("同上", "全国")])
    assert [(figure.when, figure.where) for figure in rows] == [
        ("⚠ 2024／2025 两说", "浙江某市"),
        ("⚠ 2024／2025 两说", "浙江某市"),
        ("⚠ 2024／2025 两说", "全国"),
    ]


def test_rows_that_speak_for_themselves_stay() -> None:
    rows = [row("2023", "聊城"), row("未注明", "全国")]
    assert list(spelled_out(rows)) == rows
