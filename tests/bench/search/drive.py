"""Types into the site's real search box and reads what a reader gets, and how fast."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

# Remembers what the worker answers: the box renders results further down only when they are scrolled to.
_LISTEN = """
const Plain = Worker
window.Worker = class extends Plain {
    constructor(url) {
        super(url)
        this.addEventListener("message", ({ data }) => { if (data.type === 3) window.lastAnswer = data.data.items })
    }
}
"""

# From the key to the frame after the result has been put into the page.
_ASK = """query => new Promise(resolve => {
    const box = document.querySelector(".md-search__input")
    const result = document.querySelector(".md-search-result")
    const observer = new MutationObserver(() => {
        observer.disconnect()
        requestAnimationFrame(() => {
            const milliseconds = performance.now() - start
            const shown = Array.from(result.querySelectorAll(".md-search-result__item"), item => ({
                link: item.querySelector("a").getAttribute("href"),
                marks: Array.from(item.querySelectorAll("mark"), mark => mark.textContent),
                missing: Array.from(item.querySelectorAll("del"), del => del.textContent),
            }))
            resolve({ milliseconds, shown, all: window.lastAnswer.map(item => [item[0].location, item[0].terms]) })
        })
    })
    observer.observe(result, { childList: true, subtree: true, characterData: true })
    box.value = query
    const start = performance.now()
    box.dispatchEvent(new KeyboardEvent("keyup"))
})"""

# How long the machine takes for work that is always the same, where the search does its own: in a worker.
_COUNT = """times => new Promise(resolve => {
    const count = "let x = 1; for (let i = 0; i < 1e6; i++) x = (x * 16807) % 2147483647; postMessage(x)"
    const worker = new Worker(`data:text/javascript,onmessage = () => { ${count} }`)
    const taken = []
    let start
    const ask = () => { start = performance.now(); worker.postMessage(0) }
    worker.onmessage = () => {
        taken.push(performance.now() - start)
        if (taken.length < times) ask()
        else resolve(taken)
    }
    ask()
})"""


@dataclass(frozen=True)
class Answer:
    """What a query brought."""

    milliseconds: float
    pages: tuple[str, ...]
    """Addresses of all pages found, best first, those found in part left out."""
    partial: tuple[str, ...]
    """Addresses of the pages found in part, marked as such."""
    marks: tuple[str, ...]
    """What is marked in the results that are shown at once."""


def open_box(page: Page, address: str) -> None:
    """Open a page of the site with its search box ready."""
    page.add_init_script(_LISTEN)
    page.goto(address)
    page.locator(".md-search__input").click()
    # The page's policy forbids what `wait_for_function` does.
    while page.evaluate("window.lastAnswer === undefined"):
        page.wait_for_timeout(20)


def ask(page: Page, query: str) -> Answer:
    """Type a query that differs from the last one."""
    got = page.evaluate(_ASK, query)
    whole: list[str] = []
    partial: list[str] = []
    for location, terms in got["all"]:
        url = location.partition("?")[0].partition("#")[0]
        (whole if all(terms.values()) else partial).append(url)
    marks = tuple(mark for item in got["shown"] if not item["missing"] for mark in item["marks"])
    return Answer(got["milliseconds"], tuple(whole), tuple(partial), marks)


def counting_milliseconds(browser: Browser) -> float:
    """Return what the machine needs at the moment for work that is always the same, at its better times."""
    page = browser.new_page()
    taken: list[float] = page.evaluate(_COUNT, 40)
    page.close()
    return statistics.quantiles(taken, n=4)[0]
