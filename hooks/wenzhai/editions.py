"""One edition of the site: every text in its script, and its links to the same page in the other editions."""

from __future__ import annotations

import html as html_lib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wenzhai import addresses
from wenzhai.model import EDITIONS, Edition, Lang


@dataclass(frozen=True, slots=True)
class Alternate:
    """The address of one page in one edition, for machines."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The link to one page in one edition, for readers."""

    lang: Lang
    label: str
    link: str
    here: bool


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page with its twins."""

    url: str
    changed: str
    """Date of its last change; may be empty."""
    alternates: tuple[Alternate, ...]


def alternates(url: str, root_url: str) -> tuple[Alternate, ...]:
    """Return the absolute addresses of a page in all editions, and the default for everybody else."""
    if not root_url:
        return ()
    found = [Alternate(edition.lang, root_url + edition.prefix + url) for edition in EDITIONS]
    return (*found, Alternate("x-default", root_url + url))


def absolute_url(uri: str, edition: Edition, root_url: str) -> str:
    """Return the absolute address of a page, given by its file; empty where the site does not know its own."""
    return root_url + edition.prefix + addresses.page_url(uri) if root_url else ""


def sitemap_urls(root_url: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps, one for each edition."""
    return tuple(f"{root_url}{edition.prefix}sitemap.xml" for edition in EDITIONS) if root_url else ()


def switch(url: str, here: Edition) -> tuple[Choice, ...]:
    """Return the links from a page to itself in every edition, relative, so that they work on any host."""
    return tuple(
        Choice(edition.lang, edition.label, addresses.edition_url(url, here, edition), edition is here)
        for edition in EDITIONS
    )


def home_switch(here: Edition, base_url: str) -> tuple[Choice, ...]:
    """Return links to every edition's home page, for a page that is served at any address, such as 404."""
    root = (base_url.rstrip("/") + "/").removesuffix("/" + here.prefix) if here.prefix else base_url.rstrip("/")
    return tuple(
        Choice(edition.lang, edition.label, f"{root}/{edition.prefix}", edition is here) for edition in EDITIONS
    )


def sitemap(pages: Mapping[str, str], here: Edition, root_url: str) -> tuple[SitemapEntry, ...]:
    """Return the sitemap of one edition, sorted; empty where the site does not know its address.

    `pages` holds the date of each page's last change, which may be empty, by its address below the edition.
    """
    if not root_url:
        return ()
    return tuple(
        SitemapEntry(root_url + here.prefix + url, changed, alternates(url, root_url))
        for url, changed in sorted(pages.items())
    )


_PERMALINK = re.compile(r'<a class="headerlink" href="#([^"]{1,400})"[^>]{0,200}>¶</a>')


def add_twins(html: str, choices: Sequence[Choice]) -> str:
    """Return the page with links to its twins at every place that has a permalink, for readers without scripts.

    The style sheet shows them only at the place that the address names, so that the anchor is kept.
    """
    others = [
        tuple(html_lib.escape(text) for text in (choice.link, choice.lang, choice.label))
        for choice in choices
        if not choice.here
    ]

    def with_twins(match: re.Match[str]) -> str:
        links = "".join(
            f'<a href="{link}#{match[1]}" hreflang="{lang}" lang="{lang}">{label}</a>' for link, lang, label in others
        )
        return f'{match[0]}<noscript class="twins">{links}</noscript>'

    return _PERMALINK.sub(with_twins, html)
