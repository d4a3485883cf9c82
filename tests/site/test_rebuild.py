"""A preview that remembers shows what a preview that has just begun would show, byte for byte."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from projects import Project, clean_environment

PREVIEW = """\
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

for line in sys.stdin:
    config = load_config(site_dir=line.strip())
    config.site_url = "http://127.0.0.1:8000/"
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url=config.site_url)
    print("built", flush=True)
"""
"""What `mkdocs serve` does at each change, for each line that comes in: the folder to build in."""


class Previewer:
    """A process that builds as a preview does, again and again."""

    def __init__(self, project: Project) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PREVIEW],
            cwd=project.folder,
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def build(self, folder: Path) -> dict[str, bytes]:
        assert self.process.stdin
        assert self.process.stdout
        print(folder, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline() == "built\n"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def stop(self) -> None:
        self.process.communicate()


@pytest.fixture
def previewer(project: Project) -> Iterator[Previewer]:
    started = Previewer(project)
    yield started
    started.stop()


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit: one replacement in one file."""

    def edit(folder: Path) -> None:
        file = next(folder.glob(path))
        text = file.read_bytes()
        assert old.encode() in text, f"{path} no longer holds {old}"
        file.write_bytes(text.replace(old.encode(), new.encode(), 1))

    return edit


def removed(path: str) -> Callable[[Path], None]:
    """Return an edit: one file less."""
    return lambda folder: next(folder.glob(path)).unlink()


def added(path: str, text: str) -> Callable[[Path], None]:
    """Return an edit: one file more."""

    def edit(folder: Path) -> None:
        (folder / path).write_text(text, encoding="utf-8")

    return edit


EDITS = {
    "a seed": replaced("seeds/004_*.txt", "，", "，新添的话，"),
    "a seed that breaks quotations": replaced("seeds/002_*.txt", "传统产业", "老产业"),
    "a broken seed": replaced("seeds/001_*.txt", "去年", "\0"),
    "a mended seed": replaced("seeds/001_*.txt", "\0", "去年"),
    "a sidecar": replaced("seeds/004_*.yml", "reliability: medium", "reliability: low"),
    "a theme's words": replaced("docs/themes/overview.md", "## 要点", "新添一句话。\n\n## 要点"),
    "a theme's title": replaced("docs/themes/talent.md", "title: ", "title: 新"),
    "the home page": replaced("docs/index.md", "# ", "# 新"),
    "a sidecar's title": replaced("seeds/002_*.yml", "title: ", "title: 新"),
    "a sidecar's author": replaced("seeds/004_*.yml", "author: 袁正", "author: 袁正正"),
    "a character of the glossary": replaced("docs/glossary.yml", "chars:\n", "chars:\n  产业: {hant: 產業}\n"),
    "a spelling of the glossary": replaced("docs/glossary.yml", "style:\n", "style:\n  轉型: {tw: 轉形}\n"),
    "a spelling that only words have": replaced("docs/glossary.yml", "style:\n", "style:\n  瞭: {hk: 了}\n"),
    "a word of the glossary": replaced("docs/glossary.yml", "vocab:\n", "vocab:\n  机器换人: {tw: 機器換工}\n"),
    "a word to keep": replaced("docs/glossary.yml", "keep: []", "keep: [转型]"),
    "a word less": replaced("docs/glossary.yml", "  信息: {", "  # 信息: {"),
    "the theme of MkDocs": replaced("docs/overrides/main.html", "<meta charset", '<meta name="new"><meta charset'),
    "the settings": replaced("mkdocs.yml", "site_name: 传统产业升级文摘", "site_name: 升级文摘"),
    "a seed more": added("seeds/900_new.txt", "新的材料\n\n传统产业要靠企业自己，也要靠环境，这一点谁也不否认。\n"),
    "a seed less": removed("seeds/900_new.txt"),
    "a page more": added("docs/new.md", "# 新的一页\n\n见[关于](about.md)。\n"),
    "a page less": removed("docs/new.md"),
}


def orders() -> Iterator[tuple[str, ...]]:
    """Yield the names of all edits in random orders in which they are possible."""
    chance = random.Random(7)  # noqa: S311
    for _ in range(2):
        names = list(EDITS)
        chance.shuffle(names)
        for first, second in (
            ("a broken seed", "a mended seed"),
            ("a seed more", "a seed less"),
            ("a page more", "a page less"),
        ):
            one, other = sorted((names.index(first), names.index(second)))
            names[one], names[other] = first, second
        yield tuple(names)


@pytest.mark.parametrize("order", list(orders()))
def test_after_random_edits_a_preview_shows_what_a_new_one_would(
    order: tuple[str, ...], previewer: Previewer, project: Project, tmp_path: Path
) -> None:
    rebuilt = previewer.build(tmp_path / "rebuilt")
    for number, name in enumerate(order):
        EDITS[name](project.folder)
        rebuilt = previewer.build(tmp_path / "rebuilt")
        if number not in {len(order) // 2, len(order) - 1}:
            continue
        new = Previewer(project)
        fresh = new.build(tmp_path / "fresh")
        new.stop()
        assert rebuilt.keys() == fresh.keys()
        assert [path for path in fresh if fresh[path] != rebuilt[path]] == [], f"after editing {name}"
