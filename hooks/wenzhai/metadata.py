"""What pages say of themselves to machines: JSON-LD and Open Graph, built as data, escaped once and at the end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from markupsafe import Markup

from wenzhai.authors import split_authors
from wenzhai.model import EDITIONS, Document, Edition, Lang, Origin

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the digest that we write."""

PICTURE_SIZE = (1200, 630)
"""Width and height of the picture of an edition, see tools/pictures.py."""

_LOCALES = {Lang.HANS: "zh_CN", Lang.TW: "zh_TW", Lang.HK: "zh_HK"}


@dataclass(frozen=True, slots=True)
class Work:
    """A source's text as a page of this site shows it, and what is known of where it comes from."""

    uri: str
    """The file that stands for its page."""
    name: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    """As much as is known: `2024`, `2024-11`, `2024-11-20`."""
    retrieved: str = ""
    origin_name: str = ""
    """Of the paper, site or column that it was in."""
    origin_url: str = ""

    def converted(self, convert: Callable[[str], str]) -> Work:
        """Return it with every text in another script."""
        return replace(
            self,
            name=convert(self.name),
            authors=tuple(map(convert, self.authors)),
            publisher=convert(self.publisher),
            origin_name=convert(self.origin_name),
        )


def work_of(document: Document, origin: Origin, uri: str, name: str) -> Work:
    """Return a document with what it and its seed say of where they come from."""
    return Work(
        uri=uri,
        name=name,
        authors=split_authors(document.author.text) if document.author else (),
        publisher=document.source.text if document.source else origin.publisher or "",
        date=document.date.text if document.date and _DATE.fullmatch(document.date.text) else "",
        retrieved=origin.retrieved or "",
        origin_name=origin.title or "",
        origin_url=origin.url or "",
    )


_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class PageKind(Enum):
    """What a page is to a machine."""

    HOME = auto()
    THEME = auto()
    DOCUMENT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Facts:
    """What machines are told of a page besides its title and description."""

    kind: PageKind = PageKind.OTHER
    reviewed: str = ""
    """Date of a theme's last review."""
    cites: tuple[str, ...] = ()
    """Files of the documents that a theme quotes."""
    work: Work | None = None
    """What a document's page shows."""
    lang: Lang = Lang.HANS
    """Script of that."""
    categories: tuple[str, ...] = ()
    """Names of the themes that a document belongs to."""


@dataclass(frozen=True, slots=True)
class Card:
    """What one page of one edition says of itself, all in the edition's script. Addresses may be empty."""

    kind: PageKind
    edition: Edition
    title: str
    description: str
    url: str
    site_name: str
    site_url: str
    modified: str = ""
    """Date of the last review."""
    work: Work | None = None
    """What a document's page shows."""
    cites: tuple[tuple[Work, str], ...] = ()
    """What a theme quotes, each with the address of its page."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page holds for machines."""

    json_ld: Markup
    """Safe inside a script element."""
    open_graph: tuple[tuple[str, str], ...]
    """Properties and their values, plain text."""


def head(card: Card) -> Head:
    """Return everything that the card says."""
    return Head(json_ld(card), open_graph(card))


def json_ld(card: Card) -> Markup:
    """Return the card as JSON-LD that may stand in a script element, whatever its texts contain."""
    text = json.dumps(_present(_described(card)), ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  nothing is left in it that HTML would read


def picture(edition: Edition) -> str:
    """Return the file, below docs/ and below the edition's home page, that stands beside a link to its pages."""
    return f"assets/cards/{edition.lang}.png"


def open_graph(card: Card) -> tuple[tuple[str, str], ...]:
    """Return the card as Open Graph properties, in plain text; those with nothing to say are left out."""
    article = card.kind in {PageKind.THEME, PageKind.DOCUMENT}
    others = [edition for edition in EDITIONS if edition is not card.edition]
    properties = [
        ("og:type", "article" if article else "website"),
        ("og:site_name", card.site_name),
        ("og:title", card.title),
        ("og:description", card.description),
        ("og:url", card.url),
        *(_picture_properties(card) if card.site_url else ()),
        ("og:locale", _LOCALES[card.edition.lang]),
        *(("og:locale:alternate", _LOCALES[other.lang]) for other in others),
        ("article:modified_time", card.modified),
        ("article:published_time", card.work.date if card.work else ""),
    ]
    return tuple((name, value) for name, value in properties if value)


def _picture_properties(card: Card) -> Iterable[tuple[str, str]]:
    width, height = map(str, PICTURE_SIZE)
    return (
        ("og:image", card.site_url + picture(card.edition)),
        ("og:image:width", width),
        ("og:image:height", height),
        ("og:image:alt", card.site_name),
        ("twitter:card", "summary_large_image"),
    )


_Json = Mapping[str, object]


def _described(card: Card) -> _Json:
    site = {"@type": "WebSite", "name": card.site_name, "url": card.site_url, "inLanguage": card.edition.lang}
    if card.kind is PageKind.HOME:
        return {"@context": "https://schema.org", **site, "description": card.description}
    page: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "WebPage" if card.kind is PageKind.OTHER else "Article",
        "name": card.title,
        "description": card.description,
        "url": card.url,
        "inLanguage": card.edition.lang,
        "isPartOf": site,
    }
    if card.kind is PageKind.THEME:
        page |= {
            "headline": card.title,
            "dateModified": card.modified,
            "license": LICENCE,
            "publisher": {"@type": "Organization", "name": card.site_name, "url": card.site_url},
            "citation": [_cited(work, url) for work, url in card.cites],
            "isBasedOn": [url for _, url in card.cites if url],
        }
    elif card.work:
        page |= {
            "headline": card.title,
            "author": _people(card.work.authors),
            "datePublished": card.work.date,
            "publisher": _organization(card.work.publisher),
            "isBasedOn": _original(card.work),
        }
    return page


def _cited(work: Work, url: str) -> _Json:
    return {
        "@type": "CreativeWork",
        "name": work.name,
        "author": _people(work.authors),
        "publisher": _organization(work.publisher),
        "datePublished": work.date,
        "url": url,
    }


def _original(work: Work) -> _Json:
    if not (work.origin_name or work.origin_url):
        return {}
    return {"@type": "CreativeWork", "name": work.origin_name or work.name, "url": work.origin_url}


def _people(names: Iterable[str]) -> list[_Json]:
    return [{"@type": "Person", "name": name} for name in names]


def _organization(name: str) -> _Json:
    return {"@type": "Organization", "name": name} if name else {}


def _present(value: object) -> object:
    """Return the data without what is empty, at any depth."""
    if isinstance(value, Mapping):
        return {key: shown for key, item in value.items() if (shown := _present(item))}
    if isinstance(value, list):
        return [shown for item in value if (shown := _present(item))]
    return value
