"""What git says of files: changed since when, by whom, names of any kind, and silence where there is no git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from projects import SMALL_SEED
from wenzhai.history import Changes, changed_files, changes_of, read_changes
from wenzhai.model import EDITIONS
from wenzhai.site import read_site


def git(root: Path, *arguments: str, name: str = "甲", date: str = "2024-05-06T07:08:09+08:00") -> None:
    names = ["-c", f"user.name={name}", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    dates = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"}
    command = ["git", "-C", str(root), *names, *arguments]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | dates)


def commit(root: Path, path: str, text: str, name: str, date: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "x", name=name, date=date)


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


@pytest.fixture
def worked_on(tmp_path: Path) -> Path:
    """Return a repository in which three people and a program have worked on one seed."""
    root = tmp_path / "worked"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    for name, date in [
        ("乙", "2024-01-31T23:30:00-05:00"),
        ("Zoë & Co", "2024-02-01T00:00:00Z"),
        ("dependabot[bot]", "2024-03-01T00:00:00Z"),
        ("someone@example.com", "2024-04-01T00:00:00Z"),
        ("乙", "2024-06-01T00:00:00Z"),
    ]:
        commit(root, "seeds/000_a.txt", SMALL_SEED + date, name, date)
    commit(root, "docs/一页.md", "# 一页\n", "丙", "2024-01-31T23:30:00-05:00")
    return root


def test_a_file_has_the_date_of_its_last_commit_and_the_names_of_people_in_order(worked_on: Path) -> None:
    found = read_changes(worked_on)
    assert found["seeds/000_a.txt"] == Changes("2024-06-01", ("乙", "Zoë & Co"))
    assert found["docs/一页.md"] == Changes("2024-01-31", ("丙",)), "as its author's clock had it"


def test_several_files_have_one_history_together(worked_on: Path) -> None:
    found = read_changes(worked_on)
    assert changes_of(found, ["docs/一页.md", "nowhere", "seeds/000_a.txt"]) == Changes(
        "2024-06-01", ("丙", "乙", "Zoë & Co")
    )
    assert changes_of(found, ["nowhere"]) is None


def test_a_page_tells_its_history_with_names_escaped_and_without_addresses(worked_on: Path) -> None:
    site = read_site(worked_on)
    root = EDITIONS[0]
    page = site.body("sources/000/d1.md", "", root)
    assert '<time datetime="2024-06-01">' in page
    assert "Zoë &amp; Co" in page
    assert "@example.com" not in page
    assert site.changed("sources/000/d1.md") == "2024-06-01"
    assert site.changed("sources/index.md") == ""
    assert "history-note" not in site.body("sources/index.md", "", root), (
        "gathered from all, a file of its own it has not"
    )


def test_a_shallow_clone_says_nothing_rather_than_something_wrong(worked_on: Path, tmp_path: Path) -> None:
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    git(tmp_path, "clone", "-q", f"file://{worked_on}", str(whole))
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{worked_on}", str(shallow))
    assert read_changes(whole) == read_changes(worked_on)
    assert read_changes(shallow) == {}


def test_files_that_no_commit_knows_have_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_changes(tmp_path) == {}
    git(tmp_path, "init", "-q")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "000_a.txt").write_text(SMALL_SEED, encoding="utf-8")
    assert read_changes(tmp_path) == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_changes(tmp_path) == {}, "no git on this machine"


def test_a_project_inside_another_repository_has_its_own_paths(worked_on: Path) -> None:
    commit(worked_on, "inner/seeds/001_b.txt", SMALL_SEED, "丁", "2024-07-01T00:00:00Z")
    assert read_changes(worked_on / "inner") == {"seeds/001_b.txt": Changes("2024-07-01", ("丁",))}
