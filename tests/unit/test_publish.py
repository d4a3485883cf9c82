from __future__ import annotations

import os
from pathlib import Path

import pytest

from wenzhai.publish import clear_leftovers, publish, publish_changes, staging_folder


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text, encoding="utf-8")
    return path


def dead_process() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    final = folder(tmp_path / "site", "old")
    publish(folder(staging_folder(final), "new"), final)
    assert (final / "index.html").read_text(encoding="utf-8") == "new"
    assert sorted(tmp_path.iterdir()) == [final]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    final = tmp_path / "site"
    publish(folder(staging_folder(final), "new"), final)
    assert (final / "index.html").is_file()


def test_the_old_site_returns_when_the_new_one_cannot_be_moved(tmp_path: Path) -> None:
    final = folder(tmp_path / "site", "old")
    with pytest.raises(OSError, match="missing"):
        publish(tmp_path / "missing", final)
    assert (final / "index.html").read_text(encoding="utf-8") == "old"


def test_a_preview_changes_what_is_new_keeps_what_is_the_same_and_removes_what_is_gone(tmp_path: Path) -> None:
    final = tmp_path / "site"
    for name in ("same/index.html", "changed/index.html", "gone/index.html", "gone.css"):
        final.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        final.joinpath(name).write_text("old", encoding="utf-8")
    kept = (final / "same" / "index.html").stat().st_mtime_ns
    staging = staging_folder(final)
    for name in ("changed/index.html", "new/index.html"):
        staging.joinpath(name).parent.mkdir(parents=True)
        staging.joinpath(name).write_text("new", encoding="utf-8")
    publish_changes(staging, final, {"same/index.html"})
    found = {
        path.relative_to(final).as_posix(): path.read_text("utf-8") for path in final.rglob("*") if path.is_file()
    }
    assert found == {"same/index.html": "old", "changed/index.html": "new", "new/index.html": "new"}
    assert (final / "same" / "index.html").stat().st_mtime_ns == kept
    assert sorted(path.name for path in final.iterdir()) == ["changed", "new", "same"]
    assert sorted(tmp_path.iterdir()) == [final]


def test_what_a_killed_build_left_is_removed_and_a_living_one_is_spared(tmp_path: Path) -> None:
    final = folder(tmp_path / "site", "old")
    dead = folder(tmp_path / f".site-new-{dead_process()}", "half")
    living = folder(tmp_path / f".site-new-{os.getppid()}", "half")
    clear_leftovers(final)
    assert not dead.exists()
    assert living.exists()


def test_a_site_that_was_caught_between_two_names_comes_back(tmp_path: Path) -> None:
    folder(tmp_path / f".site-old-{dead_process()}", "old")
    clear_leftovers(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"
