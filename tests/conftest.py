"""What tests share: a copy of the project to break, and the sites built from it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from attacks.world import CANARY, together
from browsing import Watched, chromium, served
from projects import ROOT, Project, clean_environment, copy_project

# Machines that test are shared and noisy: how long one example takes says nothing. On CI every run tries the same
# examples: a pull request does not answer for what another throw of the dice would find.
settings.register_profile("shared", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("shared")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a fresh copy of the project for one test to break."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the project with its site built, to look at and never to change."""
    project = copy_project(tmp_path_factory.mktemp("built") / "project")
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="session")
def site(built: Project) -> Path:
    """Return the built site."""
    return built.site


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Project]:
    """Return a function that copies the project to a folder of the given name."""

    def make(name: str) -> Project:
        return copy_project(tmp_path_factory.mktemp("made") / name)

    return make


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the project with its site built, every attack in it that must come to nothing."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "outside.txt").write_text(CANARY, encoding="utf-8")
    project = copy_project(folder / "project")
    for attack in together():
        attack.put_into(project.folder)
    (project.folder / "docs" / ".canary").symlink_to("../../outside.txt")
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Watched(context, address)
    context.close()


@pytest.fixture(scope="session")
def offline_copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the copy for reading without a server, unpacked as a reader does."""
    folder = tmp_path_factory.mktemp("offline")
    archive = folder / "copy.zip"
    command = [sys.executable, str(ROOT / "hooks" / "cli.py"), "offline", "--site", str(site), "--out", str(archive)]
    subprocess.run(command, env=clean_environment(), check=True, capture_output=True)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / "wenzhai"
