"""Every attack of the corpus against the pipeline alone: what is refused, how clearly, and how soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import markdown
import pytest
from mkdocs.config import load_config

from attacks.words import words_of
from attacks.world import Attack, attacks, harmless, refused
from projects import ROOT
from wenzhai.model import EDITIONS, Severity
from wenzhai.problems import format_annotation, format_problem
from wenzhai.site import Site, read_site, vet_site

PATIENCE = 10.0
"""Seconds of one attack, on a slow machine; a bomb would take minutes."""


@cache
def _render() -> Callable[[str], str]:
    config = load_config(str(ROOT / "mkdocs.yml"))
    converter = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    return lambda text: str(converter.reset().convert(text))


def world(folder: Path, attack: Attack) -> Path:
    """Return a project that is nothing but the attack."""
    project = folder / "project"
    for name in ("docs/index.md", "seeds/README.md"):
        (project / name).parent.mkdir(parents=True)
        (project / name).write_text("# 首页\n", encoding="utf-8")
    (folder / "outside.yml").write_text("why: 外面的文件\n", encoding="utf-8")
    attack.put_into(project)
    return project


def errors(site: Site) -> list[str]:
    return [format_problem(problem) for problem in site.problems if problem.severity is Severity.ERROR]


def read(folder: Path, attack: Attack) -> Site:
    start = time.process_time()
    site = vet_site(read_site(world(folder, attack)), _render())
    assert time.process_time() - start < PATIENCE
    for problem in site.problems:
        assert "\n" not in format_problem(problem) + format_annotation(problem)
    return site


def test_a_project_without_an_attack_has_no_problem(tmp_path: Path) -> None:
    assert errors(read(tmp_path, Attack("control"))) == []


@pytest.mark.parametrize("attack", refused(), ids=lambda attack: attack.name)
def test_what_is_refused_is_one_clear_problem(tmp_path: Path, attack: Attack) -> None:
    found = errors(read(tmp_path, attack))
    assert [problem[: len(attack.problem)] for problem in found] == [attack.problem]


@pytest.mark.parametrize("attack", harmless(), ids=lambda attack: attack.name)
def test_what_comes_to_nothing_is_no_problem(tmp_path: Path, attack: Attack) -> None:
    assert errors(read(tmp_path, attack)) == []


@pytest.mark.parametrize("attack", [a for a in harmless() if a.alone], ids=lambda attack: attack.name)
def test_what_stands_alone_is_text_in_every_edition(tmp_path: Path, attack: Attack) -> None:
    site = read(tmp_path, attack)
    editions = {edition.prefix: edition for edition in EDITIONS}
    for page, words in attack.shows:
        prefix = next(prefix for prefix in sorted(editions, reverse=True) if page.startswith(prefix))
        uri = page.removeprefix(prefix).rstrip("/") + ".md"
        written = site.articles[uri].markdown if uri in site.articles else ""
        body = site.body(uri, _render()(written), editions[prefix])
        assert "".join(words.split()) in words_of(body)
        assert "<script" not in body
        assert "<img" not in body


def test_no_two_attacks_are_the_same() -> None:
    contents = [(tuple(attack.files.items()), tuple(attack.links.items())) for attack in attacks()]
    assert len(set(contents)) == len(contents)
