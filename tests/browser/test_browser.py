"""The site as a reader's browser sees it: every edition opens, switches and stays silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Watched
from web import PREFIXES, pages

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_every_page_answers_in_silence(watched: Watched, address: str, site: Path, edition: str) -> None:
    for path in pages(site, edition):
        if path.name == "404.html":
            continue
        url = address + path.relative_to(site).as_posix().removesuffix("index.html")
        response = watched.page.goto(url, wait_until="load")
        assert response is not None
        assert response.status == 200, url
    watched.page.wait_for_load_state("networkidle")
    assert watched.faults == []


def test_the_watch_sees_what_should_not_be(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    watched.page.evaluate("console.error('坏'); fetch('nowhere')")
    watched.page.wait_for_timeout(300)
    assert any("坏" in fault for fault in watched.faults)
    assert any(fault.startswith("404") for fault in watched.faults)


@pytest.mark.parametrize("there", ["zh-Hant-TW", "zh-Hant-HK"])
def test_switching_keeps_page_and_anchor_there_and_back(watched: Watched, address: str, there: str) -> None:
    page = watched.page
    page.goto(address + "sources/004/upgrading/")
    anchor = page.locator(".document-text .sentence").nth(5).get_attribute("id")
    page.goto(address + f"sources/004/upgrading/#{anchor}")
    for lang in (there, "zh-Hans"):
        page.locator(".md-select").hover()
        page.locator(f"a[data-edition={lang}]").click()
        page.wait_for_load_state("load")
        assert page.url == f"{address}{PREFIXES[lang]}sources/004/upgrading/#{anchor}"
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator(f"#{anchor}").is_visible()
    assert watched.faults == []


@pytest.mark.parametrize(
    ("locale", "offered"),
    [
        ("zh-TW", "zh-Hant-TW"),
        ("zh-Hant", "zh-Hant-TW"),
        ("zh-HK", "zh-Hant-HK"),
        ("zh-Hant-MO", "zh-Hant-HK"),
        ("zh-CN", None),
        ("zh", None),
        ("en-US", None),
    ],
)
def test_the_edition_that_the_browser_asks_for_is_offered(
    browser: Browser, address: str, locale: str, offered: str | None
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(address + "about/")
    assert [box.get_attribute("lang") for box in page.locator(".offer").all()] == ([offered] if offered else [])
    assert page.url == address + "about/", "nobody is sent anywhere"
    context.close()


def test_the_readers_choice_is_remembered_and_offered_until_it_is_declined(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(address + "sources/004/upgrading/")
    page.locator(".md-select").hover()
    page.locator("a[data-edition=zh-Hant-HK]").click()
    page.wait_for_url("**/zh-hk/sources/004/upgrading/")
    assert page.locator(".offer").count() == 0
    page.goto(address + "sources/004/upgrading/")
    anchor = page.locator(".document-text .sentence").nth(5).get_attribute("id")
    page.goto(address + f"sources/004/upgrading/#{anchor}")
    page.locator(".offer a").click()
    page.wait_for_url(f"**/zh-hk/sources/004/upgrading/#{anchor}")
    page.goto(address)
    page.locator(".offer button").click()
    assert page.locator(".offer").count() == 0
    page.goto(address + "about/")
    assert page.locator(".offer").count() == 0
    context.close()


def test_without_a_script_every_page_is_readable_and_switches_with_its_anchor(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "sources/004/upgrading/")
    anchor = page.locator(".document-text > p").nth(2).get_attribute("id")
    page.goto(address + f"sources/004/upgrading/#{anchor}")
    twin = page.locator(f"#{anchor} > .twins a[hreflang=zh-Hant-TW]")
    assert twin.is_visible()
    twin.click()
    assert page.url == f"{address}zh-tw/sources/004/upgrading/#{anchor}"
    assert "傳統產業" in page.locator(".document-text").inner_text()
    context.close()


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_a_citation_leads_to_its_sentence_in_the_same_edition(watched: Watched, address: str, edition: str) -> None:
    page = watched.page
    page.goto(address + PREFIXES[edition] + "themes/overview/")
    link = page.locator(".cite-link").nth(3)
    link.hover()
    evidence = page.locator(f"[id='{link.get_attribute('aria-describedby')}'] q")
    evidence.wait_for(state="visible")
    words = evidence.inner_text()
    link.click()
    page.wait_for_load_state("load")
    target = page.locator(":target")
    assert page.url.startswith(address + PREFIXES[edition] + "sources/")
    assert target.is_visible()
    assert words.strip("“”「」")[:4] in target.inner_text()
    assert watched.faults == []


def test_on_a_touch_screen_the_first_tap_shows_the_evidence_and_the_second_follows(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "themes/overview/")
    link = page.locator(".cite-link").nth(3)
    evidence = page.locator(f"[id='{link.get_attribute('aria-describedby')}']")
    assert not evidence.is_visible()
    link.tap()
    evidence.wait_for(state="visible")
    assert page.url == address + "themes/overview/"
    link.tap()
    page.wait_for_url("**/sources/**")
    context.close()


def test_the_keyboard_shows_the_evidence_and_escape_hides_it(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "themes/overview/")
    link = page.locator(".cite-link").nth(3)
    evidence = page.locator(f"[id='{link.get_attribute('aria-describedby')}']")
    link.focus()
    evidence.wait_for(state="visible")
    page.keyboard.press("Escape")
    evidence.wait_for(state="hidden")


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_nothing_overflows_a_phone(browser: Browser, address: str, site: Path, edition: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    wide = []
    for path in pages(site, edition):
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        page.goto(address + url)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(url)
    context.close()
    assert wide == []


def test_on_a_phone_a_row_of_a_wide_table_is_read_one_below_the_other(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for kind in ("figures/", "coverage/"):
        page.goto(address + kind)
        hidden = page.evaluate(
            "[...document.querySelectorAll('.records')].filter(box => box.scrollWidth > box.clientWidth).length"
        )
        assert hidden == 0, kind
    page.goto(address + "figures/")
    page.get_by_role("button", name="地点").click()
    places = page.locator("tbody tr td:nth-child(4)").all_inner_texts()
    assert len(places) > 10
    assert places.index(places[-1]) + places.count(places[-1]) == len(places), "sorted, and so alike are together"
    assert page.get_by_role("columnheader").count() == 6, "it is a table still"
    context.close()


def test_the_mark_of_a_permalink_takes_no_room_in_a_paragraph(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "sources/003/industry/")
    heights = """[...document.querySelectorAll(".document-text > p")].map(p => p.offsetHeight)"""
    with_marks = page.evaluate(heights)
    page.evaluate("document.querySelectorAll('.headerlink').forEach(mark => mark.remove())")
    assert page.evaluate(heights) == with_marks
    context.close()


def test_no_line_begins_with_a_reference(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "themes/overview/")
    first = page.evaluate(
        """[...document.querySelectorAll("li > .cite")].filter(cite => {
            const before = document.createRange()
            if (cite.previousSibling?.nodeType !== Node.TEXT_NODE) return false
            before.setStart(cite.previousSibling, cite.previousSibling.length - 1)
            before.setEnd(cite.previousSibling, cite.previousSibling.length)
            return cite.querySelector("a").getBoundingClientRect().top > before.getBoundingClientRect().bottom
        }).length"""
    )
    assert page.locator("li > .cite").count() > 20
    assert first == 0
    context.close()
