"""The same input gives the same bytes: in another folder, on another day, in another time zone and locale, by another Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerprints import fingerprint
from interpreters import others, with_the_lock
from projects import Project, clean_environment

# What a build would see of the clock on a day three years on: time.time, and everything that datetime makes of it.
ANOTHER_DAY = """
import datetime, sys, time
real, shift = time.time, 3 * 365 * 86400 + 5 * 3600
time.time = lambda: real() + shift
local, utc = time.localtime, time.gmtime
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()
class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = Later, Day
from mkdocs.__main__ import cli
sys.argv = ["mkdocs", "build", "--strict"]
cli()
"""


def test_the_same_input_gives_the_same_bytes(built: Project, make_project: Callable[[str], Project]) -> None:
    other = make_project("an other ünicode 文件夹")
    environment = clean_environment() | {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONHASHSEED": "4242",
        "PYTHONUTF8": "0",
    }
    result = subprocess.run(
        [sys.executable, "-c", ANOTHER_DAY],
        cwd=other.folder,
        env=environment,
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert fingerprint(other.site) == fingerprint(built.site)


if OTHERS := others():  # on a machine with one Python there is nothing to compare, and nothing to report

    @pytest.mark.parametrize("python", OTHERS, ids=str)
    def test_another_version_of_python_gives_the_same_bytes(
        python: Path, built: Project, make_project: Callable[[str], Project]
    ) -> None:
        other = make_project("by another Python")
        command = [str(with_the_lock(python)), "-m", "mkdocs", "build", "--strict", "--quiet"]
        subprocess.run(command, cwd=other.folder, env=clean_environment(), check=True, timeout=300)
        assert fingerprint(other.site) == fingerprint(built.site)


def test_other_input_gives_other_bytes(built: Project, make_project: Callable[[str], Project]) -> None:
    other = make_project("control")
    about = other.folder / "docs" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n多一句。\n", encoding="utf-8")
    assert other.build().returncode == 0
    assert fingerprint(other.site) != fingerprint(built.site)
