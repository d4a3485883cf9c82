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
    const kind = (lacks, notes) => lacks ? "partial" : notes ? "elsewhere" : "whole"
    const observer = new MutationObserver(() => {
        observer.disconnect()
        requestAnimationFrame(() => {
            const milliseconds = performance.now() - start
            const shown = Array.from(result.querySelectorAll(".md-search-result__item"), item => ({
                marks: Array.from(item.querySelectorAll("mark"), mark => mark.textContent),
                kind: kind(item.querySelector("del"), item.querySelector("h1 small")),
            }))
            const all = window.lastAnswer.map(item => [
                item[0].location.split(/[?#]/)[0],
                kind(Object.values(item[0].terms).includes(false), item.some(doc => doc.title.includes("<small>"))),
            ])
            resolve({ milliseconds, shown, all })
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
    """Addresses of the pages that have what was asked, best first."""
    elsewhere: tuple[str, ...]
    """Addresses of the pages that say so: they have another region's word for it."""
    partial: tuple[str, ...]
    """Addresses of the pages that say so: they have only a part of it."""
    marks: tuple[str, ...]
    """What is marked in results that say neither, as far as they are shown at once."""
    elsewhere_marks: tuple[str, ...] = ()
    """What is marked in those with another region's word."""
    in_order: bool = True
    """Whether those with another region's word come last."""


def open_box(page: Page, address: str) -> None:
    """Open a page of the site with its search box ready."""
    open_page(page, address)
    page.locator(".md-search__input").click()


def open_page(page: Page, address: str) -> None:
    """Open a page of the site, with its search set up but not turned to."""
    page.add_init_script(_LISTEN)
    page.goto(address)
    # The page's policy forbids what `wait_for_function` does.
    while page.evaluate("window.lastAnswer === undefined"):
        page.wait_for_timeout(20)
    # The page's policy forbids what `wait_for_function` does.
    while page.evaluate("window.lastAnswer === undefined"):
        page.wait_for_timeout(20)


def ask(page: Page, query: str) -> Answer:
    """Type a query that differs from the last one."""
    got = page.evaluate(_ASK, query)
    kinds = [kind for _, kind in got["all"]]
    pages, elsewhere, partial = (tuple(url for url, its in got["all"] if its == kind) for kind in _KINDS)
    marks, elsewhere_marks, _ = (
        tuple(mark for item in got["shown"] if item["kind"] == kind for mark in item["marks"]) for kind in _KINDS
    )
    in_order = kinds == sorted(kinds, key=_KINDS.index)
    return Answer(got["milliseconds"], pages, elsewhere, partial, marks, elsewhere_marks, in_order)


def first_milliseconds(browser: Browser, address: str, query: str) -> float:
    """Return how long a reader waits who types in the moment that they turn to the box: its index is read then."""
    page = browser.new_page()
    open_page(page, address)
    page.locator(".md-search__input").focus()
    milliseconds = ask(page, query).milliseconds
    page.close()
    return milliseconds


_KINDS = ("whole", "elsewhere", "partial")


def counting_milliseconds(browser: Browser) -> float:
    """Return what the machine needs at the moment for work that is always the same, at its better times."""
    page = browser.new_page()
    taken: list[float] = page.evaluate(_COUNT, 16)
    page.close()
    return statistics.quantiles(taken, n=4)[0]
