"""What git knows of the project's files; nothing where there is no git, or no history."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wenzhai.memory import remembered

_REVISION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/~^-]{0,199}")
_LONGEST_WAIT = 60
"""Seconds."""

_COMMIT = re.compile(r"\x01([0-9]{4}-[0-9]{2}-[0-9]{2})\x02(.*)", re.DOTALL)
"""Date and author, in the form that `_log` asks for."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Changes:
    """When something was last changed, and who has worked on it."""

    date: str
    """`2024-11-20`, as the last commit has it."""
    people: tuple[str, ...]
    """Names alone, those who came first in front: addresses are nobody's business."""


def read_changes(root: Path) -> Mapping[str, Changes]:
    """Return the history of each file of docs/ and seeds/, by its path from the project's folder.

    Nothing where there is no git or no history. Nothing in a shallow clone either: the oldest commit that it has
    would pass for the one that wrote everything.
    """
    known = _git(root, "rev-parse", "--is-shallow-repository", "HEAD") or b""
    is_shallow, _, head = known.decode("ascii", "replace").partition("\n")
    return _changes_until(root, head.strip()) if is_shallow == "false" else {}


@remembered
def _changes_until(root: Path, head: str) -> Mapping[str, Changes]:
    history: dict[str, list[tuple[str, str]]] = {}
    for path, date, name in _log(root, head):
        history.setdefault(path, []).append((date, name))
    return {path: _summary(commits) for path, commits in history.items()}


def changes_of(history: Mapping[str, Changes], paths: Iterable[str]) -> Changes | None:
    """Return the history of several files together; `None` where none of them has one."""
    found = [history[path] for path in paths if path in history]
    if not found:
        return None
    return Changes(max(one.date for one in found), tuple(dict.fromkeys(name for one in found for name in one.people)))


def _log(root: Path, head: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, date and author of each change of each file until a commit, the newest first."""
    what = ("--name-only", "-z", "--no-renames", "--relative", "--", "docs", "seeds")
    log = _git(root, "log", head, "--format=%x01%cs%x02%aN", "--encoding=UTF-8", *what)
    date = name = ""
    for field in (log or b"").decode("utf-8", "replace").split("\0"):
        if commit := _COMMIT.fullmatch(field):
            date, name = commit.groups()
        elif path := field.removeprefix("\n"):
            yield path, date, name


def _summary(commits: Iterable[tuple[str, str]]) -> Changes:
    dates, names = zip(*commits, strict=True)
    return Changes(max(dates), tuple(dict.fromkeys(filter(_is_person, reversed(names)))))


def _is_person(name: str) -> bool:
    """Whether the name may be shown as a person's: no program's, no address, nothing that plays with the page."""
    return name.isprintable() and 0 < len(name) <= _LONGEST_NAME and "@" not in name and not name.endswith("[bot]")


def changed_files(root: Path, since: str) -> frozenset[str] | None:
    """Return the files, from the project's folder, that are new or changed since HEAD left `since`.

    `None` where git does not know that revision.
    """
    if not _REVISION.fullmatch(since):
        return None
    names = _git(root, "diff", "--name-only", "-z", "--diff-filter=d", "--relative", f"{since}...HEAD", "--")
    return None if names is None else frozenset(filter(None, names.decode("utf-8", "replace").split("\0")))


def _git(root: Path, *arguments: str) -> bytes | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST_WAIT).stdout  # noqa: S603  no shell
    except (OSError, subprocess.SubprocessError):
        return None
