"""The copy as a reader opens it from a folder: it leads on, switches, searches, and stays silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Watched
from web import PREFIXES

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser: Browser, offline_copy: Path) -> Iterator[tuple[Watched, str]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    root = offline_copy.as_uri() + "/"
    yield Watched(context, root), root
    context.close()


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_search_in_a_folder_finds_and_leads_to_the_passage(opened: tuple[Watched, str], edition: str) -> None:
    watched, root = opened
    page = watched.page
    page.goto(f"{root}{PREFIXES[edition]}index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill("专精特新")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(lambda url: "?h=" in url)
    assert page.url.startswith(f"{root}{PREFIXES[edition]}")
    assert page.locator("mark").first.is_visible()
    assert watched.faults == []


def test_links_and_switches_lead_from_file_to_file(opened: tuple[Watched, str]) -> None:
    watched, root = opened
    page = watched.page
    page.goto(f"{root}index.html")
    page.locator("a[href='themes/overview/index.html']").first.click()
    page.locator(".cite-link").first.click()
    anchor = page.url.partition("#")[2]
    assert page.locator(f"[id='{anchor}']").is_visible()
    page.locator(".md-select").hover()
    page.locator("a[data-edition=zh-Hant-TW]").click()
    assert page.url.startswith(f"{root}zh-tw/sources/")
    assert page.url.endswith(f"/index.html#{anchor}")
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert watched.faults == []
