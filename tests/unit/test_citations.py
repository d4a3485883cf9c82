"""Citations, case by case: each file of cases/citations is one, with the problems that it must give."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from digest_world import index, seeds_of
from wenzhai.digest import theme
from wenzhai.digest.checking import check_citations
from wenzhai.digest.citations import parse_citations
from wenzhai.model import Problem
from wenzhai.problems import format_problem

CASES = sorted(p for p in (Path(__file__).parents[1] / "cases" / "citations").glob("*.md") if p.stem != "README")


def problems_of(case: str) -> list[Problem]:
    """Return what is wrong with the citations of a case, in the order of the page."""
    body = re.sub(r"(?m)^#[|!-] .*\n?", "", case)
    page, _ = theme.parse(body, "docs/themes/case.md")
    _, malformed = parse_citations(body, page.path)
    _, wrong = check_citations(page, index(seeds_of(case)))
    return sorted([*malformed, *wrong], key=lambda problem: (problem.line, problem.column))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_case_gives_its_problems_and_no_others(case: Path) -> None:
    text = case.read_text("utf-8")
    expected = re.findall(r"(?m)^#! (\d+:\d+) (error|warning) (.*)$", text)
    found = problems_of(text)
    assert [(f"{p.line}:{p.column}", str(p.severity)) for p in found] == [e[:2] for e in expected], [
        format_problem(p) for p in found
    ]
    for problem, (_, _, words) in zip(found, expected, strict=True):
        assert words in format_problem(problem)


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


def test_offsets_of_a_citation_and_of_the_quotation_before_it_are_those_of_the_body() -> None:
    body = "## 要点\n\n- **不换行业。** “产业转型不是单纯地转行业” [@004]，“甲”“乙”[@001; @002:raw “丙”]\n"
    (one, two), problems = parse_citations(body, "p.md")
    assert not problems
    assert body[one.start : one.end] == "[@004]"
    assert one.quoted
    assert body[slice(*one.quoted)] == "“产业转型不是单纯地转行业”"
    assert two.quoted
    assert body[slice(*two.quoted)] == "“甲”“乙”"
    assert [(r.seed, r.raw, r.words) for r in two.references] == [
        ("001", False, "甲"),
        ("001", False, "乙"),
        ("002", True, "丙"),
    ]
    assert {(r.line, r.column) for r in one.references} == {(3, 28)}


def test_the_same_citation_twice_on_a_page_has_two_ids_and_another_page_the_same_first() -> None:
    (one, two), _ = parse_citations("[@001 “甲乙丙丁”] [@001 “甲乙丙丁”]", "p.md")
    (other,), _ = parse_citations("别的话 [@001 “甲乙丙丁”]", "q.md")
    assert two.id == f"{one.id}-2"
    assert other.id == one.id


@pytest.mark.parametrize(
    "attack",
    [
        "[@001 “",
        "[@001 “a”; @",
        "“" * 9,
        "”[@001]",
        "`" * 7 + " ",
        "<!-- ",
        "[@",
        "“a”[@001; ",
        "> [@001 “\n",
        "**[@001",
    ],
)
def test_reading_stays_linear_however_the_page_is_broken(attack: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        theme.parse(attack * times, "docs/themes/case.md")
        return time.process_time() - start

    # Four times the page may take four times as long, and what a busy machine adds; quadratic would be sixteen.
    small, large = max(seconds(2_000), seconds(2_000)), min(seconds(8_000), seconds(8_000))
    assert large < 8 * small + 0.1


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("升级包括产业间升级", "“升级”包括产业间升级"),
        ("升级包括产业间升级和产业内升级", "“升级”包括产业间升级和“产业内升级”"),
        ("产业内升级，又说转型", "“产业内升级”，又说转型"),
        ("产业间升级和产业内升级", "产业间升级和“产业内升级”"),
        ("又说转型主要是动力转换", "又说转型主要是动力转换"),
    ],
)
def test_evidence_is_shown_with_both_marks_of_a_pair_or_with_none(quoted: str, shown: str) -> None:
    seeds = seeds_of("#| 001/city “升级”包括产业间升级和“产业内升级”，又说转型主要是动力转换。\n")
    page, _ = theme.parse(f"## 要点\n\n- **甲。** [@001:city “{quoted}”]\n", "docs/themes/case.md")
    checked, _ = check_citations(page, index(seeds))
    (evidence,) = checked.cited[0].evidence
    assert evidence.words == shown
