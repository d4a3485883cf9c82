"""Every kind of page can be used by everybody: axe-core finds nothing, light and dark, on a phone and a desktop."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from web import PREFIXES

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"

KINDS = (
    "",
    "themes/",
    "themes/overview/",
    "sources/",
    "sources/002/",
    "sources/004/upgrading/",
    "figures/",
    "timeline/",
    "coverage/",
    "glossary/",
    "about/",
    "contribute/",
    "404.html",
)
"""One page of each kind."""

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def violations(page: Page) -> list[str]:
    """Return what axe-core has against a page: rule, element, and why."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
        ".then(result => result.violations)"
    )
    return [
        f"{violation['id']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("edition", list(PREFIXES))
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(
    browser: Browser, address: str, edition: str, scheme: Scheme, viewport: ViewportSize
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for kind in KINDS:
        page.goto(address + (PREFIXES[edition] if kind != "404.html" else "") + kind)
        found[kind] = violations(page)
    context.close()
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_opens(browser: Browser, address: str, scheme: Scheme) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "themes/overview/")
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-nav--primary").first.wait_for(state="visible")
    in_menu = violations(page)
    page.goto(address)
    page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill("产业")
    page.locator(".md-search-result__item").first.wait_for(state="visible")
    in_search = violations(page)
    context.close()
    asking = browser.new_context(viewport=PHONE, color_scheme=scheme, locale="zh-TW").new_page()
    asking.goto(address)
    asking.locator(".offer").wait_for(state="visible")
    in_offer = violations(asking)
    asking.context.close()
    assert in_menu == []
    assert in_search == []
    assert in_offer == []


def test_axe_would_find_what_is_wrong(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.evaluate(
        """() => {
            const text = document.querySelector("article p")
            text.append(document.createElement("img"))
            text.style.color = "#eee"
        }"""
    )
    found = " ".join(violations(page))
    page.close()
    assert "image-alt" in found
    assert "color-contrast" in found
