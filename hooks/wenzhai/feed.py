"""The Atom feed of an edition (RFC 4287), and robots.txt: what those ask for who come back by machine."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from wenzhai.model import Edition

FEED = "feed.xml"
"""Its file, at the root of each edition."""
ROBOTS = "robots.txt"
MAX_ENTRIES = 60
"""The newest ones."""

# What entries are named by: a page keeps its id wherever the site is published.
_NAMESPACE = uuid.UUID("0b7c8f5e-5d0e-5c3a-9f2b-7d1f6a3f2c41")

# What XML 1.0 cannot carry, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the feed, in the edition's script."""

    uri: str
    """The file that stands for the page."""
    url: str
    title: str
    summary: str
    updated: str
    """A date as far as it is known: `2024`, `2024-11`, `2024-11-20`."""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def write_feed(title: str, subtitle: str, home: str, edition: Edition, entries: Iterable[Entry]) -> str:
    """Return the feed as XML; `home` is the address of the edition. Entries without a date are left out."""
    entries = sorted((e for e in entries if e.updated), key=lambda e: e.uri)
    entries = sorted(entries, key=lambda entry: _moment(entry.updated), reverse=True)[:MAX_ENTRIES]
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": edition.lang})
    _add(feed, "id", _id(edition, ""))
    _add(feed, "title", title)
    _add(feed, "subtitle", subtitle)
    _add(feed, "updated", _moment(entries[0].updated if entries else ""))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": home + FEED})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "hreflang": edition.lang, "href": home})
    _add(ET.SubElement(feed, "author"), "name", title)
    for entry in entries:
        _add_entry(feed, entry, edition)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def write_robots(sitemaps: Iterable[str]) -> str:
    """Return robots.txt: everything may be read, and there is where all pages are listed."""
    return "".join(["User-agent: *\nAllow: /\n", *(f"Sitemap: {sitemap}\n" for sitemap in sitemaps)])


def _add_entry(feed: ET.Element, entry: Entry, edition: Edition) -> None:
    element = ET.SubElement(feed, "entry")
    _add(element, "id", _id(edition, entry.uri))
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    for author in entry.authors:
        _add(ET.SubElement(element, "author"), "name", author)
    for category in entry.categories:
        ET.SubElement(element, "category", {"term": _xml(category)})
    _add(element, "summary", entry.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _xml(text)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _id(edition: Edition, uri: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{edition.lang}/{uri}").urn


def _moment(date: str) -> str:
    """Return midnight of a date of which day and month may not be known; of the first day of all for none."""
    year, month, day = (*date.split("-"), "", "")[:3] if date else ("", "", "")
    return f"{year or '1970'}-{month or '01'}-{day or '01'}T00:00:00Z"
