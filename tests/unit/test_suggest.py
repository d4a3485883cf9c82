"""Suggested lines can be pasted as they are: they are read as citations, and they hold."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

import pytest

from digest_world import NORMALISE, clean_seed, document, index, real_index, real_seeds, real_themes
from wenzhai import sidecar
from wenzhai.digest import commands, lock, theme
from wenzhai.digest.checking import check_themes
from wenzhai.digest.citations import parse_citations
from wenzhai.digest.matching import find
from wenzhai.digest.proposals import propose
from wenzhai.digest.suggest import show, suggest

THEMES = tuple(
    replace(theme.parse("", f"docs/themes/{slug}.md")[0], keywords=keywords)
    for slug, keywords in {"heritage": ("非遗", "云锦"), "digital": ("数字化", "数据要素")}.items()
)
CRAFT = document(
    "001/craft",
    "云锦是非遗，至今已有一千五百多年历史。手艺人越来越少。他说：“要有人用，才活得下去。”",
    "全市非遗工坊有102家，实现产值38.2亿元。",
)
FACTORY = document("001/factory", "工厂靠数据要素推进数字化，成本降了两成。手艺人越来越少。")
ASIDE = document("001/notice", "节日放假三天。", shelf="aside")
SEED = clean_seed("001", [CRAFT, FACTORY, ASIDE])
DOCUMENTS = (CRAFT, FACTORY, ASIDE)


def test_themes_are_proposed_by_keyword_and_none_without() -> None:
    proposals = propose(DOCUMENTS, THEMES, NORMALISE)
    assert {name: [p.theme for p in found] for name, found in proposals.items()} == {
        "001/craft": ["heritage"],
        "001/factory": ["digital"],
        "001/notice": [],
    }
    assert proposals["001/craft"][0].keywords == ("非遗", "云锦")


def test_documents_put_aside_get_no_suggestions_and_sentences_cited_already_neither() -> None:
    craft, factory = suggest(SEED, DOCUMENTS, THEMES, index([SEED]), frozenset())
    assert (craft.document, factory.document) == ("001/craft", "001/factory")
    sentence = find_sentence("工厂靠数据要素推进数字化")
    again = suggest(SEED, DOCUMENTS, THEMES, index([SEED]), frozenset({f"001/factory#{sentence}"}))[1]
    assert "数据要素" in "".join(factory.points)
    assert "数据要素" not in "".join(again.points)


def find_sentence(words: str) -> str:
    (citation,), _ = parse_citations(f"[@001 “{words}”]", "p.md")
    evidence, _ = find(citation.references[0], index([SEED]), "p.md")
    assert evidence
    return evidence.anchor


def test_figures_come_as_rows_with_their_clause_as_evidence() -> None:
    craft, factory = suggest(SEED, DOCUMENTS, THEMES, index([SEED]), frozenset())
    assert craft.figures == (
        "| 一千五百多年 |  |  |  | [@001 “至今已有一千五百多年历史”] |",
        "| 102家 |  |  |  | [@001 “全市非遗工坊有102家”] |",
        "| 38.2亿元 |  |  |  | [@001 “全市非遗工坊有102家，实现产值38.2亿元”] |",
    )
    assert len(factory.figures) == 1


SECTIONED = document("001/paper", "云锦是非遗。", "## 一、数据: 怎么用", "数据要素推进数字化，成本降了两成。")


def test_the_assignment_comes_as_lines_of_a_sidecar_by_section_where_there_are_some() -> None:
    documents = (SECTIONED, FACTORY)
    seed = clean_seed("001", documents)
    shown = show(suggest(seed, documents, THEMES, index([seed]), frozenset()))
    assert (
        '    themes: [heritage]\n    sections:\n      开头: [heritage]\n      "一、数据: 怎么用": [digital]\n'
        in shown
    )
    assert "    themes: [digital]\n" in shown
    pasted = "documents:\n  - slug: paper\n" + shown[shown.index("    themes") : shown.index("\n\n候选句")]
    parsed, problems = sidecar.parse(pasted, "s.yml")
    assert problems == ()
    assert [entry.heading for entry in parsed.documents[0].sections] == ["开头", "一、数据: 怎么用"]


def test_a_quotation_mark_without_its_partner_is_left_out() -> None:
    seed = clean_seed("001", [document("001/mill", "“头一年亏了380万元，职工都问值不值。”厂长说。")])
    (mill,) = suggest(seed, seed.documents, THEMES, index([seed]), frozenset())
    assert mill.figures == ("| 380万元 |  |  |  | [@001 “头一年亏了380万元”] |",)


def test_a_keyword_of_two_scripts_counts_once() -> None:
    once = propose(DOCUMENTS, THEMES, NORMALISE)
    doubled = [replace(one, keywords=(*one.keywords, "非遺", "雲錦", "數字化", "數據要素")) for one in THEMES]
    of_craft = [
        proposal for proposal in propose(DOCUMENTS, doubled, NORMALISE)["001/craft"] if proposal.theme == "heritage"
    ]
    assert of_craft == [*once["001/craft"]]


def test_words_that_stand_in_two_documents_come_with_the_slug() -> None:
    craft, _ = suggest(SEED, DOCUMENTS, THEMES, index([SEED]), frozenset())
    assert [line for line in craft.points if "手艺人" in line] in ([], ["- **……** [@001:craft “手艺人越来越少”]"])


def test_every_line_suggested_for_the_real_seeds_holds_when_pasted() -> None:
    documents = [document for seed in real_seeds() for document in seed.documents]
    lines = [
        line
        for seed in real_seeds()
        for suggestion in suggest(seed, documents, real_themes(), real_index(), frozenset())
        for line in (*suggestion.points, *suggestion.figures)
    ]
    assert len(lines) > 80
    for line in lines:
        citations, malformed = parse_citations(line, "p.md")
        assert not malformed, line
        assert [
            problem for c in citations for r in c.references for problem in find(r, real_index(), "p.md")[1]
        ] == []


# --- The command line -------------------------------------------------------------------------------------------


def material() -> commands.Material:
    page = "## 要点\n\n- **一。** [@001 “工厂靠数据要素推进数字化”]\n"
    parsed = theme.parse(page, "docs/themes/digital.md")[0]
    themes, _ = check_themes([parsed], index([SEED]))
    return commands.Material(themes, (SEED,), index([SEED]))


def test_suggest_prints_lines_to_paste(capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    commands.add_suggest_arguments(parser)
    assert commands.run_suggest(parser.parse_args(["001"]), material()) == 0
    printed = capsys.readouterr().out
    assert "# 001/craft" in printed
    assert "| 102家 |  |  |  | [@001 “全市非遗工坊有102家”] |" in printed
    assert "工厂靠数据要素" not in printed


def test_suggest_refuses_a_seed_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    commands.add_suggest_arguments(parser)
    assert commands.run_suggest(parser.parse_args(["007"]), material()) == 1
    assert "没有编号为 007 的种子" in capsys.readouterr().err


def test_lock_writes_tells_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    commands.add_lock_arguments(parser)
    themes = material().themes
    assert commands.run_lock(parser.parse_args(["--check"]), tmp_path, themes) == 1
    assert not (tmp_path / lock.PATH).exists()
    assert commands.run_lock(parser.parse_args([]), tmp_path, themes) == 0
    assert "1 条引文" in capsys.readouterr().out
    assert commands.run_lock(parser.parse_args(["--check"]), tmp_path, themes) == 0
    broken = [replace(themes[0], cited=(replace(themes[0].cited[0], broken=True),))]
    assert commands.run_lock(parser.parse_args([]), tmp_path, broken) == 1
