"""What people may write, CONTRIBUTING explains: every key, group, command, theme and kind of case."""

from __future__ import annotations

import re

import pytest

import cli
from projects import ROOT
from wenzhai import articles, glossary, sidecar
from wenzhai.digest import front_matter
from wenzhai.digest.theme import SECTIONS
from wenzhai.glossary import Group
from wenzhai.sidecar import GROUPS
from wenzhai.strict_yaml import split_front_matter

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section(heading: str, text: str = CONTRIBUTING) -> str:
    """Return what stands below the heading, as far as the next one of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert found, f"no section {heading}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def explained(text: str) -> set[str]:
    """Return the names that rows of the text's tables begin with, and say something about."""
    rows = re.findall(r"^\| `([^`]+)` \| *([^|\s][^\n]*)\|$", text, re.MULTILINE)
    return {name for name, _ in rows}


SIDECAR_SECTIONS = {
    "": "最外层",
    "source": "`source` 里",
    "documents": "`documents` 里",
    "drop": "`drop` 里",
    "fix": "`fix` 里",
    "convert": "`convert` 里",
    "convert.chars": "`convert.chars` 与 `convert.style` 的每个词",
    "convert.style": "`convert.chars` 与 `convert.style` 的每个词",
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_key_of_a_sidecar_is_explained_where_it_belongs_and_no_other(group: str) -> None:
    assert explained(section(SIDECAR_SECTIONS[group])) == {key.name for key in GROUPS[group]}


def test_every_key_of_a_theme_page_is_explained_and_no_other() -> None:
    assert explained(section("文件头")) == set(front_matter.KEYS)


def test_every_key_of_another_page_is_explained_and_no_other() -> None:
    assert explained(section("其他页面")) == set(articles.KEYS)


def test_every_part_of_a_theme_page_is_explained() -> None:
    assert [title for title in SECTIONS if title not in section("各节")] == []


def test_every_group_of_the_glossary_is_explained_and_no_other() -> None:
    assert explained(section("用字表")) == set(Group)


def test_every_command_is_explained_and_no_other() -> None:
    assert explained(section("预览与检查")) == {command.name for command in cli.ALL}


def test_every_theme_is_named() -> None:
    slugs = {path.stem for path in (ROOT / "docs" / "themes").glob("*.md")}
    assert slugs
    assert {slug for slug in slugs if f"`{slug}`" not in section("文件头")} == set()


def test_every_kind_of_case_is_named_and_tells_how_to_write_one() -> None:
    topics = {path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir() and any(path.iterdir())}
    assert topics
    assert {path.name for path in topics if not (path / "README.md").is_file()} == set()
    named = explained(section("不写程序也能加的例子"))
    assert {path.name for path in topics if f"tests/cases/{path.name}/" not in named} == set()


def example(heading: str) -> str:
    """Return the YAML that a section shows."""
    found = re.search(r"^```yaml\n(.*?)^```$", section(heading), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_sidecar_shown_as_an_example_is_right() -> None:
    shown, problems = sidecar.parse(example("附注"), "example.yml", frozenset({"overview", "governance"}))
    assert problems == ()
    assert len(shown.documents) == 2


def test_the_front_matter_shown_as_an_example_is_right() -> None:
    yaml, _, _ = split_front_matter(example("文件头"))
    shown, problems = front_matter.parse_front_matter(yaml, "overview.md", "overview")
    assert problems == ()
    assert shown.order == 1


def test_the_glossary_shown_as_an_example_is_right() -> None:
    shown, problems = glossary.load(example("用字表"), "example.yml")
    assert problems == ()
    assert {rule.group for rule in shown.rules} == set(Group)


def test_a_key_without_a_word_about_it_is_not_explained() -> None:
    table = "| 键 | 写什么 |\n|---|---|\n| `title` | 标题 |\n| `slug` |  |\n`author` 作者\n"
    assert explained(table) == {"title"}


def test_a_section_ends_where_the_next_one_begins() -> None:
    text = "# 甲\n\n## 乙\n\n`one`\n\n### 丙\n\n`two`\n\n## 丁\n\n`three`\n"
    assert "two" in section("乙", text)
    assert "three" not in section("乙", text)
