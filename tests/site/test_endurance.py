"""`mkdocs serve` through one breakage after another: it answers, shows what is wrong, recovers, and does not grow.

WENZHAI_CYCLES=50 breaks and mends fifty times; the default is for every day.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest

from previewing import Preview
from projects import Project, small_project

CYCLES = int(os.environ.get("WENZHAI_CYCLES", "3"))
GROWTH = 1.25
"""How much larger the process may be after all of them than after the first few."""


def written(name: str, data: bytes) -> Callable[[Project], str]:
    """Return a breakage that writes a file."""

    def write(project: Project) -> str:
        path = project.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return name

    return write


def linked(name: str) -> Callable[[Project], str]:
    def link(project: Project) -> str:
        (project.folder / name).symlink_to("/etc/passwd")
        return name

    return link


BREAKAGES = {
    "a NUL in a seed": written("seeds/000_small.txt", "传统\0产业".encode()),
    "a script in a page": written("docs/broken.md", b"# x\n\n<script>window.pwned=1</script>\n"),
    "a theme without sections": written("docs/themes/broken.md", "# 坏\n".encode()),
    "an unknown key in a sidecar": written("seeds/000_small.yml", "titel: 甲\n".encode()),
    "a glossary that is no YAML": written("docs/glossary.yml", b"keep: [\n"),
    "a linked page": linked("docs/linked.md"),
    "a tag in a sidecar": written("seeds/000_small.yml", b"why: !!python/object:os.system x\n"),
    "bytes of no encoding": written("seeds/001_bytes.txt", b"ab\xff\xfe\xfd\xfc"),
    "a folder among the seeds": written("seeds/folder/a.txt", b"x"),
    "a page that is a bomb": written("docs/bomb.md", b"# x\n\n" + b"[" * 20_000),
    "nesting without end": written("docs/deep.md", b"# x\n\n" + b"a\n: b\n" * 500),
}


def mend(project: Project, good: dict[str, bytes]) -> None:
    """Put everything as it was."""
    shutil.rmtree(project.folder / "seeds" / "folder", ignore_errors=True)
    for folder in ("seeds", "docs"):
        for path in (project.folder / folder).rglob("*"):
            name = path.relative_to(project.folder).as_posix()
            if path.is_symlink() or (path.is_file() and name not in good):
                path.unlink()
    for name, data in good.items():
        path = project.folder / name
        if path.read_bytes() != data:
            path.write_bytes(data)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    running = Preview(small_project(tmp_path / "project"), tmp_path / "serve.log")
    try:
        running.wait_for("", lambda page: "传统产业升级文摘" in page)
        yield running
    finally:
        running.stop()


def _shows(path: str, page: str) -> bool:
    return 'role="alert"' in page and path in page


def test_it_answers_shows_recovers_and_does_not_grow(preview: Preview) -> None:
    folder = preview.project.folder
    good = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("seeds", "docs")
        for path in (folder / name).rglob("*")
        if path.is_file()
    }
    sizes = []
    for damage in islice(cycle(BREAKAGES.values()), CYCLES):
        path = damage(preview.project)
        shown = preview.wait_for("zh-tw/", partial(_shows, path.split("/a.txt")[0]))
        assert "window.pwned" not in shown
        mend(preview.project, good)
        preview.wait_for("zh-hk/sources/000/d1/", lambda page: "傳統產業" in page and 'role="alert"' not in page)
        sizes.append(preview.memory)
    settled = sizes[: len(sizes) // 2 + 1]
    assert sizes[-1] < GROWTH * max(settled)
