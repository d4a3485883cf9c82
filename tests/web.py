"""Built pages as a crawler sees them: ids, links, languages and text."""

from __future__ import annotations

import html
import json
import posixpath
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from unpacking import unpack

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PREFIXES = {"zh-Hans": "", "zh-Hant-TW": "zh-tw/", "zh-Hant-HK": "zh-hk/"}


@dataclass
class Crawled(HTMLParser):
    """One page: its elements' names and attributes, and its text outside scripts and code."""

    path: Path
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, bool]] = []
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            hidden = tag in {"script", "style", "title", "code", "pre"} or ("hreflang" in attributes and tag == "a")
            self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                return

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self.text.append(data)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def lang(self) -> str:
        return next(attributes.get("lang", "") for tag, attributes in self.elements if tag == "html")

    def attributes(self, *tags: str) -> Iterator[dict[str, str]]:
        return (attributes for tag, attributes in self.elements if tag in tags)


@cache
def crawl(path: Path) -> Crawled:
    return Crawled(path)


def pages(site: Path, edition: str | None = None) -> list[Path]:
    """Return the site's pages, or those of one edition."""
    found = sorted(path for path in site.rglob("*.html"))
    if edition is None:
        return found
    others = tuple(prefix for prefix in PREFIXES.values() if prefix)
    prefix = PREFIXES[edition]
    names = [(path, path.relative_to(site).as_posix()) for path in found]
    if prefix:
        return [path for path, name in names if name.startswith(prefix)]
    return [path for path, name in names if not name.startswith(others)]


def target(site: Path, page: Path, href: str) -> tuple[Path | None, str]:
    """Return the file and the anchor that a link of a page leads to; no file where it leaves the site."""
    address, anchor = urldefrag(href)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None, ""
    if not parts.path:
        return page, unquote(anchor)
    here = page.parent.relative_to(site).as_posix()
    path = unquote(parts.path)
    joined = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(here, path))
    found = site / joined
    return (found / "index.html" if found.is_dir() else found), unquote(anchor)


def index_entries(edition: Path) -> list[tuple[str, str]]:
    """Return location and text of each passage in an edition's search index, as the engine reads it."""
    docs, _, _ = index_parts((edition / "search" / "search_index.json").read_text(encoding="utf-8"))
    entries = []
    address = ""
    for kind, name, text in re.findall(r"<([/#!])([^>]*)>([^<]*)", docs):
        address = name if kind == "/" else address
        location = address if kind == "/" else f"{address}#{name}"
        entries.append((html.unescape(location), html.unescape(text.replace(">", "\n"))))
    return entries


def index_parts(index: str) -> list[str]:
    """Return entries, words and variants of a search index: unpacked, and what it tells by its place spelt out."""
    read = json.loads(index)
    text: str = read["docs"]
    if "length" in read["config"]:
        (text,) = unpack([(b64decode(text), read["config"]["length"])])
    docs, *tables = text.split("\f")
    return [_with_repeats(docs), *tables]


def _with_repeats(docs: str) -> str:
    units = docs.encode("utf-16-le")  # as JavaScript counts

    def repeat(found: re.Match[str]) -> str:
        place, length = map(int, found.groups())
        return units[2 * place : 2 * (place + length)].decode("utf-16-le")

    return re.sub(r"<(\d+) (\d+)>", repeat, docs)
