"""Source distributions of other projects, fetched by pip once and kept in .cache/: for tests and for making data."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

CACHE = Path(__file__).parents[1] / ".cache" / "upstream"


def fetch(name: str, version: str) -> Path:
    """Return the folder of an unpacked source distribution from the package index that pip is set up for.

    Raises RuntimeError, with pip's own words, where it cannot be had.
    """
    folder = CACHE / f"{name}-{version}"
    if not folder.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        archive = _download(name, version)
        with tarfile.open(archive) as packed:
            packed.extractall(CACHE, filter="data")
        archive.unlink()
    if not folder.is_dir():
        raise RuntimeError(f"the source distribution of {name} {version} does not hold a folder {folder.name}")
    return folder


def _download(name: str, version: str) -> Path:
    wanted = f"{name}=={version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", name]
    done = subprocess.run(  # noqa: S603 - fixed words and a version from our own code
        [*command, "--dest", str(CACHE), wanted], capture_output=True, text=True, check=False
    )
    archives = sorted(CACHE.glob(f"{name}-{version}.tar.gz"))
    if done.returncode or not archives:
        raise RuntimeError(f"pip could not fetch the source of {wanted}:\n{done.stderr[-2000:]}")
    return archives[0]
