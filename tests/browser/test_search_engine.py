"""The search engine in Chromium: the cases of tests/search, which Node runs too, and those of tests/cases/search."""

from __future__ import annotations

import html as html_lib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from wenzhai import search
from wenzhai.routes import character_variants, spelling_variants

pytestmark = pytest.mark.browser

TESTS = Path(__file__).parents[1]
SCRIPTS = [TESTS.parent / "docs" / "assets" / "search" / name for name in ("unpack.js", "engine.js")]
CASES = sorted((TESTS / "cases" / "search").glob("*.yml"))


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """Return an empty page that has the engine as readers get it."""
    page = browser.new_page()
    for script in SCRIPTS:
        page.add_script_tag(content=search.without_comments(script.read_text(encoding="utf-8")))
    yield page
    page.close()


def test_every_case_of_the_engine_holds_in_a_browser_too(blank: Page) -> None:
    blank.add_script_tag(path=TESTS / "search" / "cases.js")
    passed, failed = blank.evaluate(
        """() => {
            const passed = [], failed = []
            const equal = (actual, expected) => {
                const [is, should] = [actual, expected].map(value => JSON.stringify(value))
                if (is !== should) throw new Error(`${is} is not ${should}`)
            }
            engineCases((name, run) => {
                try {
                    run()
                    passed.push(name)
                } catch (error) {
                    failed.push(`${name}: ${error.message}`)
                }
            }, equal)
            return [passed, failed]
        }"""
    )
    assert failed == []
    assert len(passed) > 30


def test_the_cases_can_fail(blank: Page) -> None:
    blank.add_script_tag(path=TESTS / "search" / "cases.js")
    failed = blank.evaluate(
        """() => {
            let failed = 0
            engineCases((name, run) => { try { run() } catch { failed++ } }, () => { throw new Error() })
            return failed
        }"""
    )
    assert failed > 30


# --- Golden cases ---


def page_html(text: str) -> str:
    lines = (html_lib.escape(line) for line in text.splitlines())
    return "".join(
        f'<h2 id="h{number}">{line[3:]}</h2>' if line.startswith("## ") else f"<p>{line}</p>"
        for number, line in enumerate(lines)
    )


def ask(page: Page, case: dict[str, Any], query: str) -> list[list[dict[str, Any]]]:
    entries = [
        entry
        for number, (title, text) in enumerate(case["pages"].items())
        for entry in search.page_entries(f"{number}/", title, page_html(text))
    ]
    words = [tuple(pair.split()) for pair in case.get("words", [])]
    vocabulary = [*search.packaged_words(), *words]
    index = search.write_index(entries, character_variants(), vocabulary, "异地说法", spellings=spelling_variants())
    items: list[list[dict[str, Any]]] = page.evaluate(
        """([index, query]) => {
            const { config, docs } = JSON.parse(index)
            answer({ type: 0, data: { config, docs } })
            return answer({ type: 2, data: query }).data.items
        }""",
        [index, query],
    )
    return items


def as_written(item: list[dict[str, Any]]) -> str:
    """Return a result as the cases write it."""
    headline = next(doc for doc in item if "#" not in doc["location"])
    title, _, note = headline["title"].removesuffix("</small>").partition(" <small>")
    first = item[0]
    lacks = [term for term, there in first["terms"].items() if not there]
    notes = [note] * bool(note) + [f"缺少{'、'.join(lacks)}"] * bool(lacks)
    text = first["text"] if first is headline else f"{first['title']}｜{first['text']}"
    marked = re.sub(r"</?mark[^>]*>", lambda mark: "】" if mark[0][1] == "/" else "【", f"{title}：{text}")
    return html_lib.unescape("".join((marked, *(f"（{note}）" for note in notes))))


RESULT = re.compile(r"(?P<page>.*?)：(?P<text>.*?)(?P<note>（(缺少|异地说法：)[^）]*）)?", re.DOTALL)


def matches(shown: str, expected: str) -> bool:
    """Whether a result is the one expected, of which the case gives the page's name and a part of the excerpt."""
    is_, should = RESULT.fullmatch(shown), RESULT.fullmatch(expected)
    assert is_
    assert should
    return (is_["page"], is_["note"]) == (should["page"], should["note"]) and should["text"] in is_["text"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_finds_what_it_says(blank: Page, path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    for query, expected in case["searches"].items():
        shown = [as_written(item) for item in ask(blank, case, query)]
        assert len(shown) == len(expected), (query, shown)
        assert all(map(matches, shown, expected)), (query, shown, expected)


def test_there_are_cases() -> None:
    assert len(CASES) > 5
