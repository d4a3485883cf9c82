"""Sidecars, case by case: each file of cases/sidecar is one, with the problems that it must give."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from wenzhai import sidecar
from wenzhai.model import Kind, Lang, Sidecar, Span
from wenzhai.problems import format_problem

CASES = sorted((Path(__file__).parent.parent / "cases" / "sidecar").glob("*.yml"))
THEMES = frozenset({"overview", "innovation", "green", "branding"})


def read(case: str) -> tuple[Sidecar, list[str]]:
    text = re.sub(r"(?m)^#[|!].*\n", "", case)
    curated, problems = sidecar.parse(text, "s.yml", THEMES)
    seed = tuple(line.removeprefix(" ") for line in re.findall(r"(?m)^#\|(.*)$", case))
    if seed:
        sha256 = hashlib.sha256("\n".join(seed).encode()).hexdigest()
        curated, unfitting = sidecar.fit(curated, "000", sha256, seed)
        problems = (*problems, *unfitting)
    return curated, [format_problem(problem) for problem in problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_case_gives_its_problems_and_no_others(case: Path) -> None:
    text = case.read_text("utf-8")
    expected = [f"s.yml:{place}: {message}" for place, message in re.findall(r"(?m)^#! (\d+:\d+) (.*)$", text)]
    assert read(text)[1] == expected


def test_there_are_cases() -> None:
    assert len(CASES) > 20


def test_every_key_reaches_the_model() -> None:
    curated, _ = read((CASES[0].parent / "a_complete_sidecar_is_accepted.yml").read_text("utf-8"))
    document, other = curated.documents
    assert (curated.kind, curated.encoding, curated.script) == (Kind.NEWSPAPER, "gb18030", Lang.TW)
    assert (curated.reliability, curated.why) == ("low", "转载，没有出处")
    assert (curated.origin.title, curated.origin.url) == ("理论周刊", "https://example.org/a?b=1")
    assert (document.slug, document.author, document.date, document.incomplete) == (
        "upgrading",
        "袁正",
        "2024-11",
        True,
    )
    assert (document.join, document.split, document.heading) == (((1, 2),), ((5, 6),), ((5, 2), (6, 0)))
    assert [(entry.heading, entry.themes, entry.shelf) for entry in document.sections] == [
        ("开头", ("overview",), None),
        ("一、怎么转", ("green",), None),
        ("活动剪影", (), "aside"),
    ]
    assert (document.themes, other.shelf) == (("overview", "innovation"), "aside")
    assert curated.convert == (
        ("余秋雨", "余秋雨", "余秋雨"),
        ("手扎", "手紮", "手紮"),
        ("发佈", "發布", "發布"),
    )


def test_spans_end_where_their_lines_end_once_the_seed_is_known() -> None:
    curated, _ = read((CASES[0].parent / "a_complete_sidecar_is_accepted.yml").read_text("utf-8"))
    assert curated.documents[0].lines == (Span(5, 1, 6, 8), Span(1, 1, 2, 1))
    assert curated.drops[0].span == Span(3, 3, 3, 4)
    assert curated.fixes[0].span == Span(6, 3, 6, 6)


def test_every_key_has_a_sentence_and_stands_once_in_its_group() -> None:
    for keys in sidecar.GROUPS.values():
        assert all(len(key.says) > 4 for key in keys)
        assert len({key.name for key in keys}) == len(keys)


def test_without_known_themes_any_theme_will_do() -> None:
    _, problems = sidecar.parse("documents: [{themes: [anything]}]", "s.yml", None)
    assert problems == ()
