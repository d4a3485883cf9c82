"""A copy of everything that a build reads, in a folder of its own, to break and to build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("mkdocs.yml", "docs", "hooks", "seeds")
"""What a build reads."""


@dataclass(frozen=True)
class Project:
    """A copy of everything that a build reads, in a folder of its own."""

    folder: Path

    def mkdocs(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run MkDocs there and return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments],
            cwd=self.folder,
            env=clean_environment() | dict(env or {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    def build(self, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Build strictly."""
        return self.mkdocs("build", "--strict", env=env)

    def start(self) -> subprocess.Popen[bytes]:
        """Start a build and return at once."""
        return subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=self.folder,
            env=clean_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "site"


def clean_environment() -> dict[str, str]:
    """Return this process's environment without what would change a build."""
    unwanted = ("SOURCE_DATE_EPOCH", "SITE_URL", "REPO_URL", "EDIT_URI", "DOWNLOADS", "GITHUB_ACTIONS")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}


def copy_project(folder: Path) -> Project:
    """Copy what a build reads to `folder`, which must not exist."""
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    folder.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=ignored)
        else:
            shutil.copy2(source, folder / part)
    return Project(folder)


SMALL_SEED = "测试种子\n\n传统产业是城市经济的根基，改造提升要靠企业自己，也要靠好的环境，这一点谁也不否认。\n"


def small_project(folder: Path) -> Project:
    """Copy the project to `folder` with one short seed and without themes: built in a third of the time."""
    project = copy_project(folder)
    shutil.rmtree(folder / "docs" / "themes")
    (folder / "docs" / "citations.lock").unlink(missing_ok=True)
    for path in (folder / "seeds").iterdir():
        path.unlink()
    (folder / "seeds" / "000_small.txt").write_text(SMALL_SEED, encoding="utf-8")
    return project
