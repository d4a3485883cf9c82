"""What a reader sees on each page, read from the rendered page and folded by OpenCC alone: what search is held to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import opencc
from playwright.sync_api import Page

from web import PREFIXES, pages

LONG = 4
"""From this length on a term may run from one block into the next, as the engine has it."""

_GONE = frozenset("\"'`´‘’‚‛“”„‟「」『』〝〞〟")

# What is no text of the page: numbers of citations, there and back, permalinks, the editor's sign, buttons, charts of
# what tables say, how the page was converted and who changed it.
_NO_TEXT = (
    ".cite, .places, .headerlink, .inference, .md-content__button, .chart, .conversion-note, .history-note, "
    "noscript, svg"
)
# Every page of an edition has the same styles and scripts: loading these once is enough.
_LOAD = """async address => {
    const html = await (await fetch(address)).text()
    const read = new DOMParser().parseFromString(html, "text/html").querySelector("article")
    document.querySelector("article").replaceChildren(...read.childNodes)
}"""
_SEEN = """hidden => {
    const article = document.querySelector("article")
    article.querySelectorAll(hidden).forEach(element => element.remove())
    return article.innerText
}"""


@dataclass(frozen=True)
class SeenPage:
    """A page's address below its edition, its lines as a reader sees them, and the same folded."""

    url: str
    lines: tuple[str, ...]
    folded: tuple[str, ...]

    def has(self, term: str) -> bool:
        """Whether a folded term stands here."""
        if any(term in line for line in self.folded):
            return True
        return len(term) >= LONG and term in "".join(self.folded)


def read_pages(page: Page, address: str, site: Path, edition: str) -> tuple[SeenPage, ...]:
    """Read every page of an edition, as its first one shows them."""
    prefix = PREFIXES[edition]
    page.goto(address + prefix)
    seen = []
    for path in pages(site, edition):
        if path.name == "404.html":
            continue
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        page.evaluate(_LOAD, address + url)
        lines = read_lines(page)
        seen.append(SeenPage(url.removeprefix(prefix), lines, tuple(map(fold, lines))))
    return tuple(seen)


def read_lines(page: Page) -> tuple[str, ...]:
    """Return the lines of the text that a page shows."""
    text: str = page.evaluate(_SEEN, _NO_TEXT)
    return tuple(line for line in text.replace("\t", "\n").split("\n") if line.strip())


def fold(text: str) -> str:
    """Return text in simplified script, character by character, without width, case, blanks and quotation marks."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = (char for char in plain if not char.isspace() and char not in _GONE)
    return "".join("-" if unicodedata.category(char) == "Pd" else _simplify(char) for char in kept)


@cache
def _simplify(char: str) -> str:
    if convert(char, "s2t") != char:  # simplified already; 么 would be taken for the traditional form of 幺
        return char
    for name in ("tw2s", "hk2s"):
        char = convert(char, name)
    return char


def convert(text: str, name: str) -> str:
    """Return text by one of OpenCC's own configurations."""
    return str(_converter(name).convert(text))


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name, include_tofu_risk_dictionaries=False)
