"""The site full of attacks in a real browser: its parser decides what a page is, and nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog

from attacks.world import attacks, harmless, together
from browsing import Watched, served
from projects import Project
from web import PREFIXES, pages

pytestmark = pytest.mark.browser

UNWANTED = """() => {
  const found = []
  if (window.pwned !== undefined) found.push("something ran")
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName
    if (["iframe", "frame", "object", "embed", "base", "applet", "portal"].includes(name)) found.push(name)
    if (name === "meta" && element.httpEquiv === "refresh") found.push("refresh")
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) found.push(`${name} ${attribute.name}`)
      if (/^\\s*(javascript|vbscript|data):/i.test(attribute.value) && /^(href|src|action|formaction|xlink:href)$/.test(attribute.name))
        found.push(`${name} ${attribute.value}`)
    }
    if (element.href && !/^(https?|mailto):/.test(element.href) && typeof element.href === "string") found.push(element.href)
  }
  const foreign = ".document-text :is(svg, math), article :is(script, style, form, input, link, meta, img:not([src^='.']))"
  for (const element of document.querySelectorAll(foreign)) found.push(`${element.localName} in the article`)
  return found
}"""  # noqa: E501  one rule a line reads better

PAYLOADS = [
    "<img src=x onerror=window.pwned=1>",
    '"><script>window.pwned=1</script>',
    "</script><svg onload=window.pwned=1>",
    "javascript:window.pwned=1",
    "{{constructor.constructor('window.pwned=1')()}}",
    "(" * 200,
    ".*+?^${}()|[]\\",
    "title:^~*:~9 +-",
    "\u202e\u2066甲",
    "a" * 5000,
]


@pytest.fixture(scope="module")
def hostile_address(hostile: Project) -> Iterator[str]:
    with served(hostile.site) as address:
        yield address


@pytest.fixture
def watched_attacks(browser: Browser, hostile_address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context, hostile_address)

    def dismissed(dialog: Dialog) -> None:
        watched.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    watched.page.on("dialog", dismissed)
    yield watched
    context.close()


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_nothing_runs_on_any_page(
    watched_attacks: Watched, hostile: Project, hostile_address: str, edition: str
) -> None:
    page = watched_attacks.page
    for path in pages(hostile.site, edition):
        if path.name == "404.html":
            continue
        page.goto(hostile_address + path.relative_to(hostile.site).as_posix().removesuffix("index.html"))
        assert page.evaluate(UNWANTED) == [], path
    assert watched_attacks.faults == []


def test_an_attack_that_works_would_be_seen(watched_attacks: Watched, hostile: Project, hostile_address: str) -> None:
    page = hostile.site / "about" / "attacked.html"
    html = (hostile.site / "about" / "index.html").read_text(encoding="utf-8")
    page.write_text(html.replace("<h1", "<script>window.pwned=1</script><img src=x onerror=alert(1)><h1"), "utf-8")
    watched_attacks.page.goto(hostile_address + "about/attacked.html")
    found = watched_attacks.page.evaluate(UNWANTED)
    page.unlink()
    assert "img onerror" in found
    assert watched_attacks.faults


def test_the_policy_stops_what_the_templates_would_let_through(
    watched_attacks: Watched, hostile: Project, hostile_address: str
) -> None:
    page = hostile.site / "about" / "stopped.html"
    html = (hostile.site / "about" / "index.html").read_text(encoding="utf-8")
    payload = (
        "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
        '<iframe src="javascript:parent.pwned=1"></iframe><script src="https://evil.example/x.js"></script>'
    )
    page.write_text(html.replace("<h1", payload + "<h1", 1), encoding="utf-8")
    watched_attacks.page.goto(hostile_address + "about/stopped.html")
    page.unlink()
    assert watched_attacks.page.evaluate("window.pwned") is None
    assert len([fault for fault in watched_attacks.faults if "Content Security Policy" in fault]) >= 4


def typed() -> list[str]:
    return [*PAYLOADS, *(words for attack in together() for words in attack.typed)]


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_what_is_typed_into_the_search_box_never_runs(
    watched_attacks: Watched, hostile_address: str, edition: str
) -> None:
    page = watched_attacks.page
    page.goto(hostile_address + PREFIXES[edition])
    page.locator(".md-search__input").click()
    for payload in typed():
        page.locator(".md-search__input").fill(payload)
        page.wait_for_timeout(150)
        assert page.evaluate(UNWANTED) == [], payload
        assert page.locator(".md-search-result img, .md-search-result script, .md-search-result iframe").count() == 0
    assert watched_attacks.faults == []


def test_an_attack_is_found_by_its_words_and_shown_as_text(watched_attacks: Watched, hostile_address: str) -> None:
    page = watched_attacks.page
    page.goto(hostile_address)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill("onerror")
    page.locator(".md-search-result__item").first.wait_for(state="visible")
    shown = page.locator(".md-search-result").inner_text()
    assert "<img src=x" in shown
    assert watched_attacks.faults == []


def test_an_address_cannot_bring_in_a_search_that_runs(watched_attacks: Watched, hostile_address: str) -> None:
    page = watched_attacks.page
    for payload in ("?q=<img src=x onerror=window.pwned=1>", "?h=<svg onload=window.pwned=1>", "#<img src=x>"):
        page.goto(f"{hostile_address}{payload}")
        page.wait_for_timeout(300)
        assert page.evaluate(UNWANTED) == []
    assert watched_attacks.faults == []


def test_there_are_attacks_of_both_sorts() -> None:
    assert len(harmless()) > 50
    assert len(attacks()) - len(harmless()) > 50
