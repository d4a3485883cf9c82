"""Other versions of Python on this machine, each made ready to build the site from the lock."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bill_of_materials import Component, bill_of_materials
from projects import ROOT

MINORS = range(11, 15)
"""Of Python 3: the versions that the site can be built with."""
OLDEST = (3, 11, 2)


def others() -> list[Path]:
    """Return an interpreter of each other version that is at hand, on the path or from pyenv."""
    return [found[0] for minor in MINORS if minor != sys.version_info.minor and (found := [*_at_hand(minor)])]


def _at_hand(minor: int) -> Iterator[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_path = shutil.which(f"python3.{minor}")
    for path in (*([Path(on_path)] if on_path else []), *pyenv.glob(f"versions/3.{minor}.*/bin/python3")):
        new_enough = (
            f"import sys, venv; sys.exit(sys.version_info < {OLDEST})"  # a shim of pyenv's may not run at all
        )
        if subprocess.run([path, "-c", new_enough], capture_output=True, check=False).returncode == 0:
            yield path


def with_the_lock(python: Path) -> Path:
    """Return that interpreter in an environment of its own, with the very packages that build the site here."""
    lock = "".join(map(_pinned, bill_of_materials()["components"]))
    key = hashlib.sha256(f"{python}\n{lock}".encode()).hexdigest()[:16]
    folder = ROOT / ".venv" / "others" / key
    ready = folder / "bin" / "python"
    stamp = folder / "stamp"
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([str(python), "-m", "venv", "--without-pip", str(folder)], check=True)
        requirements = folder / "lock.txt"
        requirements.write_text(lock, encoding="utf-8")
        install = [sys.executable, "-m", "pip", "--python", str(ready), "install", "--quiet", "--require-hashes"]
        subprocess.run([*install, "-r", str(requirements)], check=True, capture_output=True)
        stamp.touch()
    return ready


def _pinned(component: Component) -> str:
    """Return the line of a lock for what the site is built with, nothing for what only tests it."""
    hashes = "".join(f" --hash=sha256:{one['content']}" for one in component["hashes"])
    return f"{component['name']}=={component['version']}{hashes}\n" if component["scope"] == "required" else ""
