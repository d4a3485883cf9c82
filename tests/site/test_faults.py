"""A build that the world interferes with: killed, without room, without permission, twice at once.

The site is the last good one or the new one, whole; what happened is said in one line; nothing is left behind.
WENZHAI_KILLS=100 kills a hundred times at random; the default is for every day.
"""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fingerprints import fingerprint
from projects import Project, clean_environment, small_project

KILLS = int(os.environ.get("WENZHAI_KILLS", "2"))
FAULTS = Path(__file__).parent / "faults"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a small project with a site; each test leaves it as it found it."""
    project = small_project(tmp_path_factory.mktemp("faults") / "project")
    assert project.build().returncode == 0
    return project


@pytest.fixture
def before(shared: Project) -> dict[str, str]:
    return fingerprint(shared.site)


def leftovers(project: Project) -> list[str]:
    return [path.name for path in project.folder.iterdir() if path.name.startswith(".")]


def failing(project: Project, fault: str) -> subprocess.CompletedProcess[str]:
    return project.build(env={"PYTHONPATH": str(FAULTS), "WENZHAI_FAULT": fault})


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("ENOSPC:1", "磁盘已满"),
        ("EACCES:30", "没有写权限"),
        ("EIO:20:zh-hk", "Input/output error"),
    ],
)
def test_a_disk_that_refuses_is_one_clear_line_and_the_old_site_is_still_there(
    shared: Project, before: dict[str, str], fault: str, said: str
) -> None:
    result = failing(shared, fault)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert len(re.findall(f"^{said}：.*仍是上一次的样子。$", result.stdout, re.MULTILINE)) == 1
    assert fingerprint(shared.site) == before
    assert leftovers(shared) == []


def test_a_process_of_an_edition_that_is_killed_ends_the_build(shared: Project, before: dict[str, str]) -> None:
    result = failing(shared, "KILL:20:zh-tw")
    if len(os.sched_getaffinity(0)) > 1:
        assert result.returncode == 1
        assert re.search(r"^一个子进程中途结束（-9）。.*仍是上一次的样子。$", result.stdout, re.MULTILINE)
        assert leftovers(shared) == []
    else:  # all editions are built by the one process
        assert result.returncode == -signal.SIGKILL
    assert fingerprint(shared.site) == before
    assert shared.build().returncode == 0


def test_the_fault_is_what_fails_the_build(shared: Project, before: dict[str, str]) -> None:
    assert failing(shared, "ENOSPC:100000").returncode == 0
    assert fingerprint(shared.site) == before


def test_a_real_limit_of_the_system_is_told_too(shared: Project, before: dict[str, str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=shared.folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert result.returncode == 1
    assert "文件太大" in result.stdout
    assert fingerprint(shared.site) == before
    assert leftovers(shared) == []


def test_a_build_killed_while_it_writes_leaves_the_old_site_and_the_next_cleans_up(
    shared: Project, before: dict[str, str]
) -> None:
    assert failing(shared, "KILL:30").returncode == -signal.SIGKILL
    assert fingerprint(shared.site) == before
    assert leftovers(shared) != []
    assert shared.build().returncode == 0
    assert fingerprint(shared.site) == before
    assert leftovers(shared) == []


def test_a_build_killed_at_any_moment_leaves_a_whole_site(shared: Project) -> None:
    """Each build is of another text, so that the old and the new site differ in every page of it."""
    about = shared.folder / "docs" / "about.md"
    good = about.read_text(encoding="utf-8")
    rng = random.Random("kills")  # noqa: S311  the same kills every time
    whole = {"old": fingerprint(shared.site)}
    about.write_text(good + "\n又一句话。\n", encoding="utf-8")
    start = time.monotonic()
    assert shared.build().returncode == 0
    duration = time.monotonic() - start
    whole["new"] = fingerprint(shared.site)
    broken = []
    for number in range(KILLS):
        about.write_text(good + ("\n又一句话。\n" if number % 2 else ""), encoding="utf-8")
        process = shared.start()
        time.sleep(rng.uniform(0, 1.1 * duration))
        process.kill()
        process.wait()
        if fingerprint(shared.site) not in whole.values():
            broken.append(number)
    about.write_text(good, encoding="utf-8")
    assert broken == []
    assert shared.build().returncode == 0
    assert fingerprint(shared.site) == whole["old"]
    assert leftovers(shared) == []


def test_two_builds_at_once_end_in_one_whole_site(shared: Project, before: dict[str, str]) -> None:
    processes = [shared.start(), shared.start()]
    assert [process.wait(timeout=240) for process in processes] == [0, 0]
    assert fingerprint(shared.site) == before
    assert leftovers(shared) == []
