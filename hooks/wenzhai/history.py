"""What git knows of the project's files; nothing where there is no git, or no history."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_REVISION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/~^-]{0,199}")
_LONGEST_WAIT = 60
"""Seconds."""


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
