"""What a page says to its readers."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from web import VOID


class Words(HTMLParser):
    """The text of the article of a page, by its blocks, without what the site adds beside the words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.depth: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            skipped = tag in {"noscript", "script", "style"} or values.get("class") == "headerlink"
            self.depth.append(skipped)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.depth.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.depth):
            self.words.append(data)


def text_of(path: Path) -> str:
    """Return what a page says, without white space, which cleaning and layout may change."""
    return words_of(path.read_text(encoding="utf-8"))


def words_of(html: str) -> str:
    """Return what a piece of a page says, without white space."""
    return "".join("".join(Words(html).words).split())
