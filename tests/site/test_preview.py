"""`mkdocs serve` with broken input keeps answering, shows the problem on the page, and recovers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from previewing import Preview
from projects import Project


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Iterator[Preview]:
    running = Preview(project, tmp_path / "serve.log")
    try:
        running.wait_for("", lambda page: "传统产业升级文摘" in page)
        yield running
    finally:
        running.stop()


def test_a_broken_seed_is_shown_and_its_mending_too(preview: Preview) -> None:
    seed = next((preview.project.folder / "seeds").glob("001_*.txt"))
    good = seed.read_bytes()
    seed.write_bytes(good.replace("去年".encode(), b"\0", 1))
    shown = preview.wait_for("zh-tw/", lambda page: f"seeds/{seed.name}:1:" in page)
    assert 'role="alert"' in shown
    assert f"seeds/{seed.name}" in preview.get("sources/001/")
    seed.write_bytes(good)
    preview.wait_for("", lambda page: 'role="alert"' not in page)
    preview.wait_for("zh-hk/sources/001/", lambda page: "清理記錄" in page)


def test_a_broken_sidecar_is_shown_and_its_mending_too(preview: Preview) -> None:
    sidecar = next((preview.project.folder / "seeds").glob("004_*.yml"))
    good = sidecar.read_text(encoding="utf-8")
    sidecar.write_text("titel: [\n", encoding="utf-8")
    preview.wait_for("zh-hk/sources/", lambda page: f"seeds/{sidecar.name}:" in page)
    sidecar.write_text(good, encoding="utf-8")
    preview.wait_for("", lambda page: 'role="alert"' not in page)


def test_an_edit_shows_in_all_three_editions(preview: Preview) -> None:
    about = preview.project.folder / "docs" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n这里新添一句话。\n", encoding="utf-8")
    preview.wait_for("about/", lambda page: "这里新添一句话" in page)
    preview.wait_for("zh-tw/about/", lambda page: "這裡新添一句話" in page)
    preview.wait_for("zh-hk/about/", lambda page: "新添一句話" in page)


def test_a_preview_that_starts_broken_answers_and_recovers(project: Project, tmp_path: Path) -> None:
    theme = project.folder / "docs" / "themes" / "overview.md"
    good = theme.read_bytes()
    theme.write_bytes(good + "\n- **甲。** [@004 “这句话在任何原文里都没有出现过”]\n".encode())
    running = Preview(project, tmp_path / "serve.log")
    try:
        running.wait_for("themes/overview/", lambda page: 'role="alert"' in page and "overview.md:" in page)
        theme.write_bytes(good)
        running.wait_for("themes/overview/", lambda page: "要点" in page and 'role="alert"' not in page)
    finally:
        running.stop()
