"""URLs: where each page lives, the same in every edition and stable for ever, and relative links between them.

Links are relative, so that the site works under any host and sub-path, in a preview, and from a folder.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from wenzhai.model import Drop, Edition

HOME = "index.md"
THEMES = "themes/index.md"
SOURCES = "sources/index.md"
FIGURES = "figures.md"
TIMELINE = "timeline.md"
COVERAGE = "coverage.md"
GLOSSARY = "glossary.md"


def theme_uri(slug: str) -> str:
    """Return the file that stands for a theme's page: `themes/overview.md`."""
    return f"themes/{slug}.md"


def seed_uri(seed: str) -> str:
    """Return the file that stands for a seed's page: `sources/003/index.md`."""
    return f"sources/{seed}/index.md"


def document_uri(document_id: str) -> str:
    """Return the file that stands for a document's page, from its id `003/industry`."""
    return f"sources/{document_id}.md"


def page_url(uri: str) -> str:
    """Return the URL of a page below its edition's root, from its file; empty for the home page."""
    folder, name = posixpath.split(uri.removesuffix(".md"))
    path = folder if name == "index" else posixpath.join(folder, name)
    return quote(path) + "/" if path else ""


def relative_url(to_url: str, from_url: str) -> str:
    """Return the link from one page's URL to another, both below the same root and ending in `/` or empty."""
    start = from_url.rstrip("/") or "."
    return posixpath.relpath(to_url.rstrip("/") or ".", start).rstrip("/") + "/"


def link(to_uri: str, from_uri: str, anchor: str = "") -> str:
    """Return the relative link from one page to an anchor of another, both given by their files."""
    if to_uri == from_uri and anchor:
        return f"#{anchor}"
    return relative_url(page_url(to_uri), page_url(from_uri)) + (f"#{anchor}" if anchor else "")


def edition_url(url: str, here: Edition, there: Edition) -> str:
    """Return the relative link from the page `url` of one edition to the same page of another."""
    return relative_url(there.prefix + url, here.prefix + url)


def ledger_anchor(drop: Drop) -> str:
    """Return the id under which a seed's page shows a piece of dropped text."""
    return f"l-{drop.span.line_from}-{drop.span.col_from}"


def meta_anchor(name: str) -> str:
    """Return the id under which a document's page shows printed metadata: `title`, `author`, `date` …"""
    return f"m-{name}"
