"""A process killed at any step of publishing leaves a whole site, the old or the new, and the next one cleans up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wenzhai import publish

STEPS = ("rename", "unlink", "rmdir", "mkdir")
"""What changes a folder; the functions of `os` that `pathlib` and `shutil` end in."""


def site(folder: Path, text: str) -> Path:
    for name in ("index.html", "a/index.html", "b/c/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def is_whole(folder: Path) -> bool:
    return len(list(folder.rglob("*.html"))) == 3 and len(contents(folder)) == 1


def killed_at(step: int, action: Callable[[], None]) -> bool:
    """Run the action in a process that kills itself before its nth change to the disk; return whether it did."""
    child = os.fork()
    if child == 0:
        count = 0

        def dying(change: Callable[..., Any]) -> Callable[..., Any]:
            def change_or_die(*arguments: object, **options: object) -> object:
                nonlocal count
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1
                return change(*arguments, **options)

            return change_or_die

        for name in STEPS:
            setattr(os, name, dying(getattr(os, name)))
        publish._exchange = dying(publish._exchange)
        action()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def without_exchange(_one: Path, _other: Path) -> bool:
    return False


@pytest.mark.parametrize("exchange", [publish._exchange, without_exchange], ids=["exchange", "two-renames"])
def test_whenever_it_is_killed_the_next_build_finds_a_whole_site(
    tmp_path: Path, exchange: Callable[[Path, Path], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_exchange", exchange)
    step, died = 0, True
    while died:
        folder = tmp_path / str(step)
        final = site(folder / "site", "old")

        def build(final: Path = final) -> None:
            publish.publish(site(publish.staging_folder(final), "new"), final)

        died = killed_at(step, build)
        publish.clear_leftovers(final)
        assert is_whole(final), step
        assert [path.name for path in folder.iterdir()] == ["site"], step
        step += 1
    assert step > 5
    assert contents(final) == {"new"}


def test_with_an_exchange_there_is_a_whole_site_at_every_moment(tmp_path: Path) -> None:
    can = publish._exchange(site(tmp_path / "one", "old"), site(tmp_path / "other", "new"))
    assert can or sys.platform != "linux"
    for step in range(30 * can):
        final = site(tmp_path / str(step) / "site", "old")

        def build(final: Path = final) -> None:
            publish.publish(site(publish.staging_folder(final), "new"), final)

        killed_at(step, build)
        assert is_whole(final), step


def test_a_folder_that_is_not_there_cannot_be_exchanged(tmp_path: Path) -> None:
    assert not publish._exchange(tmp_path / "missing", site(tmp_path / "site", "old"))
