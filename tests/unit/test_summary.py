"""The summary of a pull request: what a reviewer sees of its seeds, and nothing that a seed could slip into it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from wenzhai import summary
from wenzhai.clean import clean_seed
from wenzhai.model import CleanSeed, Problem, Severity, Sidecar, Source
from wenzhai.summary import summarise

TEXT = (
    "窑城的绿色转身",
    "走进石湾的一家老陶瓷厂，看不见烟囱冒烟，也听不见球磨机的轰鸣。",
    "“不是设备换了就行，是整条线重新排过。”李国强说。",
    "责任编辑：王芳",
)


def seed(*lines: str) -> CleanSeed:
    return clean_seed(Source("005", "seeds/005_a.txt", "0" * 64, "utf-8", lines, Sidecar("seeds/005_a.yml")))


def test_a_summary_shows_text_and_what_was_left_out() -> None:
    html = summarise([seed(*TEXT)], [])
    assert "1 份" in html
    assert f"<p>{TEXT[1]}</p>" in html
    assert "责任编辑：王芳" in html.partition("略去的文字")[2]


def test_problems_of_a_seed_and_its_sidecar_stand_with_it() -> None:
    problems = [
        Problem(Severity.ERROR, "seeds/005_a.yml", 3, 1, "不认识的键“titel”"),
        Problem(Severity.ERROR, "seeds/006_b.yml", 3, 1, "别处的问题"),
    ]
    html = summarise([seed(*TEXT)], problems)
    assert "⚠ seeds/005_a.yml:3:1: 不认识的键“titel”" in html
    assert "别处的问题" not in html


@pytest.mark.parametrize(
    "attack",
    [
        "</details><img src=x onerror=alert(1)><script>alert(1)</script>",
        "<!-- 注释 --> [链接](javascript:alert(1)) ![图](https://example.com/x.png)",
        "# 标题 | 表 | 格 | `代码` **粗** {{ 7 * 7 }} ${{ github.token }}",
        "::error file=x::甲\u2028::set-output name=x::乙",
        "\u202e翻转\u200b零宽",
    ],
)
def test_what_a_seed_says_stays_text(attack: str) -> None:
    html = summarise([seed(TEXT[0], TEXT[1] + attack, TEXT[2])], [])
    tags = set(re.findall(r"<(/?[a-z0-9]+)", html))
    assert tags <= {f"{slash}{tag}" for slash in ("", "/") for tag in TAGS}
    assert not re.search("[\u2028\u202e\u200b]", html)
    assert "\n\n" not in html, "Markdown begins after an empty line"
    assert all(line.startswith("<") for line in html.splitlines())


TAGS = ("h2", "h3", "h4", "details", "summary", "p", "b", "sub", "code", "ul", "li", "blockquote")


def test_a_long_seed_is_cut_and_says_so() -> None:
    html = summarise([seed(*(f"{number}{TEXT[1]}" for number in range(3000)))], [])
    assert len(html) < 2.5 * summary.MAX_CHARACTERS
    assert "……其余请看预览。" in html


def test_many_seeds_stay_below_what_github_takes() -> None:
    one = seed(*(f"{number}{TEXT[1]}" for number in range(1500)))
    many = [replace(one, source=replace(one.source, seed=f"{number:03d}")) for number in range(20)]
    html = summarise(many, [])
    assert len(html.encode()) < 1_000_000
    assert re.search(r"另有 \d+ 份，请看预览。", html)
    assert "另有" not in summarise(many[:1], [])
