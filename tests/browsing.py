"""What tests in a browser share: a server for a folder, Chromium, and a page with everything that should not be."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

# Without these a browser looks for its maker's hosts at every start, which a closed network answers late.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        pass


class Compressed(Quiet):
    """Answers as real hosts do: text compressed, one connection for many requests."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        kind = self.guess_type(path)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        body = gzip.compress(path.read_bytes(), 6) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, answer: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder as any static host would, and give its address."""
    handler = functools.partial(answer, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium. A missing one is a failure, never a skip: `bash tests/run` gets it."""
    path = os.environ.get("WENZHAI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    arguments = [*QUIET, "--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path or None, args=arguments)
        yield started
        started.close()


class Watched:
    """A page, and everything about it that should not be."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        host = urlsplit(address).netloc
        self.page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        self.page.on(
            "request",
            lambda r: (
                self.faults.append(f"other host: {r.url}")
                if urlsplit(r.url).netloc not in {host, ""} and not r.url.startswith(("data:", "blob:"))
                else None
            ),
        )

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before all of it had come
            self.faults.append(f"failed: {request.url} {request.failure}")
