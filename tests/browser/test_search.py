"""The search as a reader uses it: the box, the keyboard, the results, and the page that they lead to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import Watched, served
from web import PREFIXES, index_entries
from wenzhai import search
from wenzhai.routes import character_variants
from wenzhai.variants import fold

pytestmark = pytest.mark.browser

WORDS = {"zh-Hans": "制造业", "zh-Hant-TW": "製造業", "zh-Hant-HK": "製造業"}


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Watched]:
    """Return a page for all these tests, as starting one costs more than most of them."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Watched(context, address)
    context.close()


@pytest.fixture
def watched(tab: Watched) -> Iterator[Watched]:
    tab.faults.clear()
    yield tab
    tab.page.unroute_all()


SETUP, ASK, TURN = 0, 2, 4


def type_words(page: Page, words: str) -> None:
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(words)  # one query, one answer: keys would bring an answer each
    expect(page.locator(".md-search-result__meta")).to_contain_text(re.compile("[找沒没]"))


def folded(words: str) -> str:
    return fold(words, character_variants())


def results(page: Page) -> list[str]:
    return page.locator(".md-search-result__item h1").all_inner_texts()


# --- The theme's worker, box and keyboard: these fail when Material changes what its page and worker say. ---


def test_the_page_runs_our_worker_and_the_worker_answers_the_theme(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "制造业")
    assert [worker.url for worker in page.workers] == [address + "assets/search/worker.js"]
    assert re.search(r"找到 \d+ 页", page.locator(".md-search-result__meta").inner_text())
    assert results(page)
    assert watched.faults == []


def test_the_worker_is_told_once_that_somebody_turns_to_the_box(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "const post = Worker.prototype.postMessage; window.posted = [];"
        "Worker.prototype.postMessage = function (message) { posted.push(message.type); post.call(this, message) }"
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    box = page.locator(".md-search__input")
    assert page.evaluate("posted") == [SETUP, ASK]
    box.focus()
    box.blur()
    box.focus()
    assert page.evaluate("posted") == [SETUP, ASK, TURN]
    page.close()


def test_nothing_found_and_nothing_asked_are_told_apart(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "量子纠缠")
    assert page.locator(".md-search-result__meta").inner_text() == "没有找到"
    page.locator(".md-search__form button[type=reset]").click()
    page.keyboard.press("Shift")
    expect(page.locator(".md-search-result__meta")).to_contain_text("键入")
    assert results(page) == []


def test_the_keyboard_alone_opens_searches_and_follows(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("制造业是城市经济的稳定器")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/sources/004/advanced-manufacturing/\?h=.*#p-"))
    assert page.locator("mark").first.is_visible()
    assert watched.faults == []


def test_arrows_walk_through_the_passages_and_escape_leaves(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "制造业")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("Escape")
    assert not page.locator(".md-search-result__item").first.is_visible()


def test_words_that_are_pasted_are_searched_at_once(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("專精特新")
    page.locator(".md-search-result__item").first.wait_for(timeout=3000)


def test_what_an_input_method_composes_is_no_query_yet(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "产业")
    mark = page.locator(".md-search-result mark").first
    expect(mark).to_have_text("产业")
    method = page.context.new_cdp_session(page)
    for composed in ("s", "sh", "sheng"):
        method.send("Input.imeSetComposition", {"text": composed, "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(100)
    expect(mark).to_have_text("产业")
    page.locator(".md-search__input").evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))"
    )
    method.send("Input.insertText", {"text": "升级"})
    expect(mark).to_have_text("产业升级")
    assert page.url == address


def test_a_find_in_part_says_what_is_missing(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "先进制造业集群鼉")
    missing = page.locator(".md-search-result__terms").first
    assert missing.inner_text() == "缺少: 先进制造业集群鼉"


@pytest.mark.parametrize(
    ("edition", "asked", "note"),
    [
        ("zh-Hans", "资讯", "异地说法：信息"),
        ("zh-Hant-TW", "智慧製造", "異地說法：智能製造"),
        ("zh-Hant-HK", "智慧製造", "異地說法：智能製造"),
    ],
)
def test_a_page_with_another_regions_word_says_so_and_comes_last(
    watched: Watched, address: str, edition: str, asked: str, note: str
) -> None:
    page = watched.page
    page.goto(address + PREFIXES[edition])
    type_words(page, asked)
    items = page.locator(".md-search-result__item")
    noted = [note in item.locator("h1").inner_text() for item in items.all()]
    has = [
        any(folded(asked) == folded(mark) for mark in item.locator("mark").all_inner_texts()) for item in items.all()
    ]
    assert noted == sorted(noted)
    assert noted == [not it for it in has]
    assert {True, False} == set(noted)


def test_the_best_passages_are_open_and_the_others_wait(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "制造业")
    item = page.locator(".md-search-result__item").first
    assert 2 <= item.locator(":scope > a").count() <= 3
    more = item.locator("details")
    assert re.fullmatch(r"本页另有 \d+ 处", more.locator("summary").inner_text())
    assert not more.locator("a").first.is_visible()
    more.locator("summary").click()
    assert more.locator("a").first.is_visible()


def test_a_passage_without_a_heading_shows_none(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "制造业")
    page.locator(".md-search-result__item h2:empty").first.wait_for(state="attached")
    assert not any(heading.is_visible() for heading in page.locator(".md-search-result h2:empty").all())


def test_a_screen_reader_is_told_the_number_of_results(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    assert watched.page.locator(".md-search-result__meta[role=status]").count() == 1


# --- From the result to the passage ---


@pytest.mark.parametrize("edition", list(PREFIXES))
@pytest.mark.parametrize("asked", ["制造业", "製造業"])
def test_results_are_in_the_readers_script_whatever_is_asked(
    watched: Watched, address: str, edition: str, asked: str
) -> None:
    page = watched.page
    page.goto(address + PREFIXES[edition] + "about/")
    type_words(page, asked)
    marks = page.locator(".md-search-result mark")
    assert set(marks.all_text_contents()) == {WORDS[edition]}
    page.locator(".md-search-result__item a[href*='#']").first.click()
    page.wait_for_url(re.compile(r"\?h="))
    assert page.url.startswith(address + PREFIXES[edition])
    assert set(page.locator("article mark").all_text_contents()) == {WORDS[edition]}
    assert any(mark.is_visible() for mark in page.locator("article mark").all())
    assert watched.faults == []


def in_window(page: Page) -> bool:
    seen: bool = page.evaluate(
        """() => Array.from(document.querySelectorAll("article mark")).some(mark => {
            const { left, top, bottom } = mark.getBoundingClientRect()
            const seen = document.elementFromPoint(left + 1, (top + bottom) / 2)
            return top >= 0 && bottom <= innerHeight && mark.contains(seen)
        })"""
    )
    return seen


def test_words_that_run_over_sentences_are_found_and_marked_whole(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "sources/004/upgrading/")
    sentences = page.locator(".document-text p").filter(has=page.locator(".sentence + .sentence")).last
    one, other = (sentences.locator(".sentence").nth(number).inner_text() for number in (0, 1))
    words = one[-6:] + other[:6]
    type_words(page, words)
    page.locator(".md-search-result__item a[href*='#']").first.click()
    page.wait_for_url(re.compile(r"\?h="))
    assert "".join("".join(page.locator("article mark").all_inner_texts()).split()) == "".join(words.split())
    page.wait_for_load_state("load")
    assert in_window(page)


@pytest.mark.parametrize("size", [(1280, 900), (360, 640)])
def test_a_result_lands_where_its_words_can_be_seen(browser: Browser, address: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    words = ["双碳", "聊城", "非遗", "民间艺术", "数据"]
    for word in words:
        page.goto(f"{address}?q={word}")
        link = page.locator(".md-search-result__item a[href*='#']").first
        link.wait_for()
        page.goto(link.get_attribute("href") or "")
        page.wait_for_load_state("load")
        page.wait_for_timeout(50)
        assert in_window(page), (word, page.url)
    context.close()


def test_marks_of_an_address_are_text_and_never_markup(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "sources/004/upgrading/?h=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20产业&h=x" + "+a" * 5000)
    assert page.locator("article img").count() == 0
    assert set(page.locator("article mark").all_text_contents()) == {"产业"}
    assert watched.faults == []


def test_words_in_a_folded_part_unfold_it(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "sources/004/upgrading/?h=如何引用#%E0%A4%A")
    assert page.locator("details.how-to-cite[open]").count() == 1
    assert watched.faults == []


def test_marking_leaves_the_text_as_it_was(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "themes/overview/")
    before = page.locator("article").inner_text()
    page.goto(address + "themes/overview/?h=产业+升级+。+的")
    assert page.locator("article mark").count() > 20
    assert page.locator("article").inner_text() == before


# --- What a stranger may send ---

PAYLOADS = (
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    '"><svg onload="window.hacked = 1">',
    "&lt;img src=x onerror=window.hacked=1&gt;",
    "</mark></article><iframe srcdoc='<script>parent.hacked=1</script>'>",
)


def hostile_index() -> str:
    entries = [
        entry
        for number, payload in enumerate(PAYLOADS)
        for entry in search.page_entries(
            f"{number}/", f"产业{payload}", f"<p id='p'>产业{payload.replace('&', '&amp;').replace('<', '&lt;')}</p>"
        )
    ]
    return search.write_index(entries, character_variants(), (), "")


def test_hostile_texts_and_queries_stay_text(watched: Watched, address: str) -> None:
    page = watched.page
    page.route("**/search_index.json", lambda route: route.fulfill(body=hostile_index()))
    page.goto(address)
    for query in ("产业", *PAYLOADS):
        page.locator(".md-search__input").fill("")
        type_words(page, query)
        page.wait_for_timeout(100)
        assert page.locator(".md-search-result").locator("img, script, svg:not([viewBox]), iframe").count() == 0
        assert page.evaluate("window.hacked") is None
    page.locator(".md-search__input").fill("产业")
    page.locator(".md-search-result__item").nth(len(PAYLOADS) - 1).wait_for()
    assert sorted(results(page)) == sorted(f"产业{payload}" for payload in PAYLOADS)
    assert watched.faults == []


def test_a_query_of_5000_characters_does_not_hang_the_box(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    type_words(page, "产")
    for query in ("a" * 5000, "产业" * 2500, "产 " * 2500):
        page.locator(".md-search__input").fill(query)
        page.locator(".md-search__input").fill("稳定器")
        expect(page.locator(".md-search-result mark").first).to_have_text("稳定器", timeout=2000)


# --- Wherever the site stands ---


def test_it_works_below_any_path_and_on_the_page_for_missing_ones(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "some" / "path")
    with served(tmp_path) as host:
        page = browser.new_page()
        page.goto(host + "some/path/zh-tw/themes/overview/")
        type_words(page, "制造业")
        page.locator(".md-search-result__item a[href*='#']").first.click()
        page.wait_for_url(re.compile(r"/some/path/zh-tw/.*\?h="))
        assert page.locator("article mark").first.inner_text() == "製造業"
        page.close()


def test_the_page_for_missing_ones_searches_too(browser: Browser, address: str, site: Path) -> None:
    page = browser.new_page()

    def missing(route: Route) -> None:
        route.fulfill(status=404, content_type="text/html", body=(site / "404.html").read_text(encoding="utf-8"))

    page.route("**/no/such/page/", missing)
    page.goto(address + "no/such/page/")
    type_words(page, "制造业")
    assert results(page)
    page.close()


# --- The index ---


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_every_entry_leads_to_a_place_that_is_there(site: Path, edition: str) -> None:
    folder = site / PREFIXES[edition]
    entries = index_entries(folder)
    assert len(entries) > 100
    ids: dict[str, set[str]] = {}
    for location, _ in entries:
        url, _, anchor = location.partition("#")
        if url not in ids:
            ids[url] = set(re.findall(r'id="([^"]+)"', (folder / url / "index.html").read_text(encoding="utf-8")))
        assert not anchor or unquote(anchor) in ids[url], location


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_the_index_is_utf8_in_the_editions_script_without_tooltips_and_cleaning_notes(
    site: Path, edition: str
) -> None:
    folder = site / PREFIXES[edition]
    assert "\\u" not in (folder / "search" / "search_index.json").read_text(encoding="utf-8")
    docs = "".join(text for _, text in index_entries(folder))
    assert ("製造業" in docs) == (edition != "zh-Hans")
    for unwanted in ("清理只改动空白；下列", "清理只改動空白；下列", "¶"):
        assert unwanted not in docs


def test_nothing_segments_chinese_when_the_index_is_made(site: Path) -> None:
    assert "\u200b" not in (site / "search" / "search_index.json").read_text(encoding="utf-8")
    requirements = (Path(__file__).parents[2] / "requirements.txt").read_text(encoding="utf-8")
    assert "jieba" not in requirements
