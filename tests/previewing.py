"""A running `mkdocs serve`, and its pages as they become."""

from __future__ import annotations

import html
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from projects import Project, clean_environment

PATIENCE = 60
"""Seconds that a preview may take to start or to rebuild; a shared machine is slow at times."""


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, project: Project, log: Path) -> None:
        self.project = project
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        self.log = log.open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project.folder,
            env=clean_environment(),
            stdout=self.log,
            stderr=self.log,
        )

    def get(self, path: str = "") -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as response:
            return html.unescape(response.read().decode("utf-8"))

    def wait_for(self, path: str, condition: Callable[[str], bool]) -> str:
        """Return the page once it is as expected, or fail after a while with what it was."""
        deadline = time.monotonic() + PATIENCE
        page = "(no answer)"
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "the preview died"
            try:
                page = self.get(path)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                page = "(no answer)"
            if condition(page):
                return page
            time.sleep(0.2)
        raise AssertionError(f"{path} never became as expected:\n{page[-2000:]}")

    @property
    def memory(self) -> int:
        """Return how much memory the process holds, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return 1024 * int(status.partition("VmRSS:")[2].split()[0])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        self.log.close()
