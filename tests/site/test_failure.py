"""A build that fails says why in one line for each problem, exits with 1, and leaves the last good site as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerprints import fingerprint
from projects import Project

ONE_LINE = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<message>.+)$", re.MULTILINE)


def unknown_key_in_a_sidecar(project: Project) -> tuple[str, int, int]:
    path = next((project.folder / "seeds").glob("001_*.yml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "titel: 甲\n", encoding="utf-8")
    return f"seeds/{path.name}", text.count("\n") + 1, 1


def words_that_no_document_has(project: Project) -> tuple[str, int, int]:
    path = project.folder / "docs" / "themes" / "overview.md"
    text = path.read_text(encoding="utf-8")
    words = "低端供给过剩和高端供给不足并存"
    assert words in text
    wrong = text.replace(words, "低端供给过剩和高端供给充足并存", 1)
    path.write_text(wrong, encoding="utf-8")
    before = wrong[: wrong.index("低端供给过剩和高端供给充足并存")]
    bracket = before.rindex("@004")
    line = before.count("\n") + 1
    opening = before.rindex("[@")
    start = opening if "; @" not in before[opening:] else bracket
    return "docs/themes/overview.md", line, start - before.rfind("\n")


def nul_byte_in_a_seed(project: Project) -> tuple[str, int, int]:
    path = next((project.folder / "seeds").glob("003_*.txt"))
    lines = path.read_bytes().split(b"\n")
    lines[3] = "调2024".encode() + b"\0" + lines[3]
    path.write_bytes(b"\n".join(lines))
    return f"seeds/{path.name}", 4, 6


SABOTAGES = [unknown_key_in_a_sidecar, words_that_no_document_has, nul_byte_in_a_seed]


@pytest.fixture
def project_with_site(project: Project, site: Path) -> Project:
    project.site.mkdir()
    for path in site.rglob("*"):
        target = project.site / path.relative_to(site)
        if path.is_dir():
            target.mkdir(exist_ok=True, parents=True)
        else:
            target.parent.mkdir(exist_ok=True, parents=True)
            target.write_bytes(path.read_bytes())
    return project


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda sabotage: sabotage.__name__)
def test_a_sabotage_is_one_clear_line_and_the_old_site_is_still_there(
    project_with_site: Project, sabotage: Callable[[Project], tuple[str, int, int]]
) -> None:
    project = project_with_site
    before = fingerprint(project.site)
    path, line, column = sabotage(project)
    result = project.build()
    found = [(m["path"], int(m["line"]), int(m["column"])) for m in ONE_LINE.finditer(result.stderr)]
    assert result.returncode == 1
    assert (path, line, column) in found
    assert "Traceback" not in result.stderr
    assert fingerprint(project.site) == before
    assert [p.name for p in project.folder.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("sabotage", SABOTAGES[:2], ids=lambda sabotage: sabotage.__name__)
def test_a_single_mistake_is_a_single_error(
    project: Project, sabotage: Callable[[Project], tuple[str, int, int]]
) -> None:
    healthy = set(ONE_LINE.findall(project.build().stderr))
    sabotage(project)
    assert len(set(ONE_LINE.findall(project.build().stderr)) - healthy) == 1


def test_all_problems_are_reported_in_one_run(project: Project) -> None:
    places = [sabotage(project) for sabotage in SABOTAGES]
    stderr = project.build().stderr
    found = {(m["path"], int(m["line"]), int(m["column"])) for m in ONE_LINE.finditer(stderr)}
    assert set(places) <= found


def test_a_warning_of_mkdocs_in_strict_mode_leaves_the_old_site_too(project_with_site: Project) -> None:
    project = project_with_site
    before = fingerprint(project.site)
    about = project.folder / "docs" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[坏链接](nowhere.md)\n", encoding="utf-8")
    result = project.build()
    assert result.returncode == 1
    assert "nowhere.md" in result.stderr
    assert fingerprint(project.site) == before


def test_on_github_problems_are_annotations_too(project: Project) -> None:
    path, line, column = unknown_key_in_a_sidecar(project)
    result = project.build(env={"GITHUB_ACTIONS": "true"})
    assert f"::error file={path},line={line},col={column}::" in result.stdout


def test_elsewhere_there_are_no_annotations(project: Project) -> None:
    unknown_key_in_a_sidecar(project)
    assert "::error" not in project.build().stdout
