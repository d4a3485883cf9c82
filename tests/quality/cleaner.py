"""The door to what is judged: the only place of the gate that knows its functions. Everything else reads its JSON."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
if str(ROOT / "hooks") not in sys.path:
    sys.path.insert(0, str(ROOT / "hooks"))

from wenzhai import read  # noqa: E402 - the package is beside MkDocs, not installed
from wenzhai.clean import clean_seed  # noqa: E402
from wenzhai.machine import to_json  # noqa: E402
from wenzhai.model import Problem, Sidecar, Source  # noqa: E402

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning made of one file: its JSON, or the problems for which it was refused."""

    output: Json | None
    problems: tuple[Problem, ...]
    text: str = ""
    """As it was decoded."""


@cache
def _desk() -> TemporaryDirectory[str]:
    """Return a folder for one file at a time; it goes when Python does."""
    return TemporaryDirectory(prefix="wenzhai-quality-")


def clean_bytes(data: bytes, name: str = "999_test.txt") -> Cleaned:
    """Read and clean a file that is in no repository."""
    folder = Path(_desk().name)
    path = folder / name
    path.write_bytes(data)
    source, problems = read.read_seed(path, folder, Sidecar())
    path.unlink()
    return _cleaned(source, problems)


def clean_seed_file(path: Path, *, with_sidecar: bool) -> Cleaned:
    """Read and clean a seed of the repository, with what its curator says or without."""
    curated, of_sidecar = read.read_sidecar(path, ROOT) if with_sidecar else (Sidecar(), ())
    source, of_seed = read.read_seed(path, ROOT, curated)
    return _cleaned(source, (*of_sidecar, *of_seed))


def _cleaned(source: Source | None, problems: tuple[Problem, ...]) -> Cleaned:
    if source is None:
        return Cleaned(None, problems)
    return Cleaned(to_json(clean_seed(source)), problems, "\n".join(source.lines))


def seed_files() -> tuple[Path, ...]:
    """Return the seeds that have gold, in the order of their numbers."""
    return tuple(sorted((ROOT / "seeds").glob("00[0-4]_*.txt")))
