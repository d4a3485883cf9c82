"""Quotation marks without a partner are reported where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenzhai.balance import loose_marks_in_page, loose_marks_in_seed
from wenzhai.clean import clean_seed
from wenzhai.model import Severity, Sidecar
from wenzhai.read import read_seed


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("# 题\n\n他说：“好。\n", [(3, 4)]),
        ("---\ntitle: “题\n---\n\n甲”乙\n", [(5, 2)]),
        ("- “甲\n- 乙”\n", []),
        ("“甲\n乙”\n", []),
        ("`“` 与\n\n```\n“\n```\n", []),
        ("| “甲 | 乙 |\n| 丙” | 丁 |\n\n> ‘戊\n", [(4, 3)]),
    ],
)
def test_a_page_is_told_line_and_column(text: str, places: list[tuple[int, int]]) -> None:
    problems = list(loose_marks_in_page(text, "docs/a.md"))
    assert [(problem.line, problem.column) for problem in problems] == places
    assert all(problem.severity is Severity.WARNING and problem.path == "docs/a.md" for problem in problems)


def seed_problems(tmp_path: Path, text: str) -> list[tuple[int, int, str]]:
    path = tmp_path / "seeds" / "009_0000000000000000.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    source, _ = read_seed(path, tmp_path, Sidecar(""))
    assert source is not None
    return [(p.line, p.column, p.message) for p in loose_marks_in_seed(clean_seed(source))]


def test_a_seed_is_told_the_line_and_column_of_its_own_file(tmp_path: Path) -> None:
    lines = [
        "一个标题",
        "",
        "　　第一段说：“发展是",
        "硬道理。第二句也在这里，这一段写得长一些。",
        "",
        "第三段没有引号，只是一段平常的文字。",
    ]
    assert seed_problems(tmp_path, "\n".join(lines) + "\n") == [(3, 8, "引号 “ 只有一半")]


def test_a_balanced_seed_has_nothing_to_tell(tmp_path: Path) -> None:
    assert seed_problems(tmp_path, "一个标题\n\n第一段说：“发展是‘硬道理’。”这一段写得长一些。\n") == []
