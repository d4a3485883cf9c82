"""Lighthouse and the weight of pages: fast on a slow phone, and nothing to say against any of the four kinds."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browsing import Compressed, served
from projects import ROOT
from web import crawl, pages, target

pytestmark = pytest.mark.browser

LONG_DOCUMENT = "sources/002/four-modes-four-paths/"
MEASURED = ("", "themes/overview/", LONG_DOCUMENT, "figures/")
RUNS = 5
FLOOR = 0.95
MOST_BYTES = 120_000
MOST_REQUESTS = 12
# What only the search needs: a page is read without it.
OF_THE_SEARCH = ("search/search_index.json", "assets/search/worker.js")


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """Serve the site as a real host does."""
    with served(site, Compressed) as address:
        yield address


def lighthouse(runs: int, *addresses: str) -> dict[str, dict[str, Any]]:
    """Return what Lighthouse found, by address."""
    node = shutil.which("node")
    assert node, "bash tests/run gets it"
    command = [node, "tests/lighthouse.mjs", str(runs), *addresses]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert result.returncode == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return {page["address"]: page for page in found}


def others_work_here() -> bool:
    """Return whether more is running on this machine than it has processors."""
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)


def performance(scores: list[float]) -> float:
    """Return the median of the runs; where others slow the machine, which only takes points away, the best."""
    return max(scores) if others_work_here() else statistics.median_low(scores)


@pytest.mark.alone
def test_lighthouse_gives_full_marks_and_at_least_95_for_speed(host: str) -> None:
    found = lighthouse(RUNS, *(host + path for path in MEASURED))
    assert len(found) == len(MEASURED)
    assert {address: page["wrong"] for address, page in found.items() if page["wrong"]} == {}
    for page in found.values():
        assert (page["accessibility"], page["best-practices"], page["seo"]) == (1, 1, 1), page
    assert {a: page["performance"] for a, page in found.items() if performance(page["performance"]) < FLOOR} == {}


SLOW = """<!doctype html><title>x</title><img src="nowhere.png">
<script>for (const end = performance.now() + 1500; performance.now() < end; );</script><p>字"""


def test_lighthouse_would_see_a_slow_page_and_one_with_faults(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(SLOW, encoding="utf-8")
    with served(tmp_path, Compressed) as address:
        page = lighthouse(1, address)[address]
    assert max(page["performance"]) < FLOOR
    assert {"accessibility", "best-practices", "seo"} == {fault.partition(":")[0] for fault in page["wrong"]}


def fetched(page: Page, address: str) -> dict[str, int]:
    """Return what a browser with a cold cache takes from the network for a page: address and bytes of each answer."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    network.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    network.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.goto(address, wait_until="networkidle")
    return {
        url: sizes.get(request, 0)
        for request, url in urls.items()
        if not url.startswith("data:") and not url.endswith(OF_THE_SEARCH)
    }


def named(site: Path, path: Path) -> set[Path]:
    """Return the files that a page's HTML has a browser fetch, and the page."""
    links = [a["href"] for a in crawl(path).attributes("link") if a.get("rel") in {"stylesheet", "icon"}]
    sources = [a["src"] for a in crawl(path).attributes("script", "img") if "src" in a]
    files = {found for href in [*links, *sources] if (found := target(site, path, href)[0])}
    return {path, *files}


@pytest.mark.parametrize("path", MEASURED)
def test_a_page_takes_from_the_network_what_its_html_names_and_no_more(
    browser: Browser, host: str, site: Path, path: str
) -> None:
    context = browser.new_context()
    answers = fetched(context.new_page(), host + path)
    context.close()
    expected = {file.relative_to(site).as_posix() for file in named(site, site / path / "index.html")}
    assert {url.removeprefix(host) + ("index.html" if url.endswith("/") else "") for url in answers} == expected
    assert 40_000 < sum(answers.values()) <= MOST_BYTES
    assert len(answers) <= MOST_REQUESTS


def test_no_page_weighs_more_than_120_kilobytes_or_makes_more_than_12_requests(site: Path) -> None:
    packed = cache(lambda file: len(gzip.compress(file.read_bytes(), 6)))
    heavy = {}
    for path in pages(site):
        files = named(site, path)
        size = sum(map(packed, files))
        if size > MOST_BYTES or len(files) > MOST_REQUESTS:
            heavy[path.relative_to(site).as_posix()] = (size, len(files))
    assert heavy == {}
