"""What git says of files: those changed since a revision, names of any kind, and silence where there is no git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from wenzhai.history import changed_files


def git(root: Path, *arguments: str) -> None:
    names = ["-c", "user.name=甲", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *names, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "old.txt").write_text("旧", encoding="utf-8")
    (tmp_path / "gone.txt").write_text("去", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    return tmp_path


def test_new_and_changed_files_are_named_whatever_their_names(repository: Path) -> None:
    git(repository, "branch", "base")
    (repository / "seeds").mkdir()
    (repository / "seeds" / "新的 $(x)\n.txt").write_text("新", encoding="utf-8")
    (repository / "gone.txt").unlink()
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two")
    assert changed_files(repository, "base") == frozenset({"seeds/新的 $(x)\n.txt"})
    assert changed_files(repository, "HEAD") == frozenset()


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "-p", "", "a b", "$(x)"])
def test_what_is_no_revision_is_told_apart_from_nothing_changed(repository: Path, revision: str) -> None:
    assert changed_files(repository, revision) is None


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    assert changed_files(tmp_path / "nowhere", "HEAD") is None
