"""The digest of one edition as a book (EPUB 3): its pages as they were built, made XHTML, their evidence as notes."""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from wenzhai.model import Edition, Lang

MIMETYPE = "mimetype"
"""Comes first in the archive, and is not compressed."""
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_NAMESPACE = uuid.UUID("7b1f2c54-6a0d-5f0e-8f6a-2f4e1c9d7a30")

_STYLE = """\
body { line-height: 1.8; text-align: justify; }
h1, h2, h3, h4 { line-height: 1.4; text-align: start; }
blockquote { margin: 1em 2em; }
table { border-collapse: collapse; width: 100%; font-size: 0.9em; }
th, td { border-bottom: 1px solid; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
.abstract, .attribution, .title p { text-align: start; }
.noteref { font-size: 0.7em; vertical-align: super; line-height: 1; text-decoration: none; margin: 0 0.15em; }
aside { font-size: 0.85em; margin: 0.6em 0; }
.title { margin-top: 30%; text-align: center; }
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a book has a use for. All else is left out; an element that is not here gives its content.
_ELEMENTS = _words("""
    a abbr article aside b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure
    footer h1 h2 h3 h4 h5 h6 hr i li mark ol p pre q section small span strong sub summary sup
    table tbody td tfoot th thead time tr ul
""")
_ATTRIBUTES = _words("id href lang title class colspan rowspan start datetime")
_NOT_FOR_BOOKS = _words("script style noscript svg button form input template nav")
_MARKS_OF_THE_SITE = _words("headerlink md-content__button chart")
_VOID = _words("area base br col embed hr img input link meta source track wbr")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Book:
    """What a book says of itself, in the edition's script."""

    edition: Edition
    title: str
    description: str
    notes_title: str
    """Heading above the evidence of a chapter."""
    contents_title: str
    chapters: tuple[Chapter, ...]

    @property
    def modified(self) -> str:
        """Date of the newest review among its chapters."""
        return max((chapter.modified for chapter in self.chapters), default="") or "1970-01-01"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the site."""

    path: str
    """Below the edition's root: `themes/overview/`."""
    html: str
    """The whole page as it was built."""

    @property
    def file(self) -> str:
        """Its file in the book."""
        return (posixpath.basename(self.path.rstrip("/")) or "index") + ".xhtml"

    @property
    def address(self) -> str:
        """Where the page stands on the web; empty where the site does not know its address."""
        found = re.search(r'<link rel="canonical" href="([^"]{1,2000})">', self.html)
        return found[1] if found else ""

    @property
    def modified(self) -> str:
        """Date of its last review; empty for a page that is no theme."""
        found = re.search(r'<meta property="article:modified_time" content="([0-9-]{10})">', self.html)
        return found[1] if found else ""


def write_book(book: Book) -> dict[str, bytes]:
    """Return the files of the book, by name; `MIMETYPE` must come first in the archive."""
    chapters = [_Page(chapter, book).convert() for chapter in book.chapters]
    pages = {chapter.file: root for chapter, (_, root) in zip(book.chapters, chapters, strict=True)}
    titles = [(chapter.file, title) for chapter, (title, _) in zip(book.chapters, chapters, strict=True)]
    files = {
        MIMETYPE: "application/epub+zip",
        "META-INF/container.xml": _container(),
        "EPUB/package.opf": _package(book, [file for file, _ in titles]),
        "EPUB/nav.xhtml": _document(book, book.contents_title, [_contents(book, titles)]),
        "EPUB/title.xhtml": _document(book, book.title, [_title_page(book)]),
        "EPUB/style.css": _STYLE,
        **{f"EPUB/{file}": _document(book, dict(titles)[file], [root]) for file, root in pages.items()},
    }
    return {name: text.encode() for name, text in files.items()}


# --- A page as a chapter ----------------------------------------------------------------------------------------


class _Page:
    """Turns one built page into a chapter: its text, links that lead somewhere, and the evidence as notes."""

    def __init__(self, chapter: Chapter, book: Book) -> None:
        self._chapter, self._book = chapter, book
        self._files = {other.path: other.file for other in book.chapters}
        self._notes: list[ET.Element] = []
        self._ids: set[str] = set()

    def convert(self) -> tuple[str, ET.Element]:
        """Return the chapter's title and its content."""
        article = _article(self._chapter.html)
        heading = next(iter(article.iter("h1")), None)
        title = " ".join(_text(heading).split()) if heading is not None else self._chapter.path
        section = ET.Element("section", {"epub:type": "chapter"})
        self._copy_content(article, section)
        if self._notes:
            notes = ET.SubElement(section, "section", {"epub:type": "footnotes"})
            ET.SubElement(notes, "h2").text = self._book.notes_title
            notes.extend(self._notes)
        _drop_dead_anchors(section)
        return title, section

    def _copy_content(self, source: ET.Element, target: ET.Element) -> None:
        _append(target, source.text)
        for child in source:
            self._copy(child, target)
            _append(target, child.tail)

    def _copy(self, source: ET.Element, target: ET.Element) -> None:
        classes = set(source.get("class", "").split())
        if source.tag in _NOT_FOR_BOOKS or classes & _MARKS_OF_THE_SITE:
            return
        if "cite" in classes:
            self._cite(source, target)
        elif source.tag not in _ELEMENTS:
            self._copy_content(source, target)
        else:
            copied = ET.SubElement(target, source.tag, self._attributes(source))
            self._copy_content(source, copied)

    def _attributes(self, source: ET.Element) -> dict[str, str]:
        kept = {name: value for name, value in source.attrib.items() if name in _ATTRIBUTES}
        if "lang" in kept:
            kept["xml:lang"] = kept["lang"]
        if "href" in kept:
            href = self._link(kept.pop("href"))
            kept |= {"href": href} if href else {}
        name = kept.pop("id", "")
        if _NAME.fullmatch(name) and name not in self._ids:
            self._ids.add(name)
            kept["id"] = name
        return kept

    def _link(self, href: str) -> str:
        """Return where a link of the page leads in the book, else on the web; empty where neither is known."""
        if href.startswith("#"):
            return "#" + unquote(href[1:])
        if urlsplit(href).scheme:
            return href if urlsplit(href).scheme in {"http", "https"} else ""
        path, _, fragment = href.partition("#")
        joined = posixpath.normpath(posixpath.join(self._chapter.path, unquote(path)))
        file = self._files.get(joined + "/")
        if file:
            return file + (f"#{unquote(fragment)}" if fragment else "")
        return urljoin(self._chapter.address, href) if self._chapter.address else ""

    def _cite(self, source: ET.Element, target: ET.Element) -> None:
        """Put a mark for each piece of evidence, and the evidence among the notes."""
        evidence = {found.get("id", ""): found for found in source.iter() if "evidence" in found.get("class", "")}
        for link in source.iter("a"):
            found = evidence.get(link.get("aria-describedby", ""))
            if found is None:
                continue
            name = f"n{len(self._notes) + 1}"
            mark = {"class": "noteref", "epub:type": "noteref", "role": "doc-noteref", "href": f"#{name}"}
            ET.SubElement(target, "a", {**mark, "id": f"r{name}"}).text = _text(link)
            self._notes.append(self._note(name, found, self._link(link.get("href", ""))))

    def _note(self, name: str, evidence: ET.Element, href: str) -> ET.Element:
        note = ET.Element("aside", {"id": name, "epub:type": "footnote", "role": "doc-footnote"})
        paragraph = ET.SubElement(note, "p")
        ET.SubElement(paragraph, "q").text = _text(next(iter(evidence.iter("q")), None))
        _append(paragraph, " ")
        where = ET.SubElement(paragraph, "a", {"href": href}) if href else paragraph
        ET.SubElement(where, "cite").text = _text(next(iter(evidence.iter("cite")), None))
        _append(paragraph, " ")
        ET.SubElement(paragraph, "a", {"href": f"#r{name}", "role": "doc-backlink"}).text = "↑"
        return note


def _drop_dead_anchors(section: ET.Element) -> None:
    """Let links within the chapter lead only to what is there, and links out of it to chapters, not into them."""
    ids = {element.get("id") for element in section.iter()}
    for link in section.iter("a"):
        file, _, fragment = link.get("href", "").partition("#")
        if not file and fragment and fragment not in ids:
            del link.attrib["href"]
        elif file.endswith(".xhtml") and "/" not in file:
            link.set("href", file)


def _article(html: str) -> ET.Element:
    """Return the element that holds a page's text."""
    root = _tree(html)
    articles = (element for element in root.iter("article") if "md-content__inner" in element.get("class", ""))
    return next(articles, root)


def _tree(html: str) -> ET.Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Reads a page into a tree; what is not closed ends where the element around it does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = ET.Element("html")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = ET.SubElement(self._open[-1], tag, {name: _xml(value or "") for name, value in attrs})
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        _append(self._open[-1], _xml(data))


def _append(element: ET.Element, text: str | None) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _text(element: ET.Element | None) -> str:
    """Return the text of an element as a reader sees it."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _NOT_FOR_BOOKS and not set(child.get("class", "").split()) & _MARKS_OF_THE_SITE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


# --- Around the chapters ----------------------------------------------------------------------------------------


def _document(book: Book, title: str, content: Iterable[ET.Element]) -> str:
    lang = str(book.edition.lang)
    root = ET.Element(
        "html",
        {
            "xmlns": "http://www.w3.org/1999/xhtml",
            "xmlns:epub": "http://www.idpf.org/2007/ops",
            "lang": lang,
            "xml:lang": lang,
        },
    )
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = _xml(title)
    ET.SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    ET.SubElement(root, "body").extend(content)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{ET.tostring(root, encoding="unicode")}\n'


def _contents(book: Book, titles: Iterable[tuple[str, str]]) -> ET.Element:
    nav = ET.Element("nav", {"epub:type": "toc", "role": "doc-toc"})
    ET.SubElement(nav, "h1").text = book.contents_title
    entries = ET.SubElement(nav, "ol")
    for file, title in titles:
        ET.SubElement(ET.SubElement(entries, "li"), "a", {"href": file}).text = title
    return nav


def _title_page(book: Book) -> ET.Element:
    section = ET.Element("section", {"class": "title", "epub:type": "titlepage"})
    ET.SubElement(section, "h1").text = _xml(book.title)
    for line in (book.description, book.modified, "CC BY 4.0"):
        ET.SubElement(section, "p").text = _xml(line)
    return section


def _container() -> str:
    namespace = "urn:oasis:names:tc:opendocument:xmlns:container"
    container = ET.Element("container", {"version": "1.0", "xmlns": namespace})
    files = ET.SubElement(container, "rootfiles")
    ET.SubElement(files, "rootfile", {"full-path": "EPUB/package.opf", "media-type": "application/oebps-package+xml"})
    return _xml_file(container)


def _package(book: Book, chapters: Iterable[str]) -> str:
    package = ET.Element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "id",
            "xml:lang": str(book.edition.lang),
        },
    )
    metadata = ET.SubElement(package, "metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    for name, text in _said_of(book):
        ET.SubElement(metadata, name, {"id": "id"} if name == "dc:identifier" else {}).text = _xml(text)
    ET.SubElement(metadata, "meta", {"property": "dcterms:modified"}).text = f"{book.modified}T00:00:00Z"
    pages = ["title.xhtml", *chapters]
    manifest = ET.SubElement(package, "manifest")
    nav = {"id": "nav", "href": "nav.xhtml", "media-type": "application/xhtml+xml", "properties": "nav"}
    ET.SubElement(manifest, "item", nav)
    ET.SubElement(manifest, "item", {"id": "style", "href": "style.css", "media-type": "text/css"})
    spine = ET.SubElement(package, "spine")
    for number, file in enumerate(pages):
        item = {"id": f"p{number}", "href": file, "media-type": "application/xhtml+xml"}
        ET.SubElement(manifest, "item", item)
        ET.SubElement(spine, "itemref", {"idref": f"p{number}"})
    return _xml_file(package)


def _said_of(book: Book) -> Iterator[tuple[str, str]]:
    yield "dc:identifier", uuid.uuid5(_NAMESPACE, book.edition.lang).urn
    yield "dc:title", book.title
    yield "dc:language", book.edition.lang
    yield "dc:creator", book.title
    yield "dc:description", book.description
    yield "dc:rights", f"CC BY 4.0, {_LICENCE}"
    yield "dc:date", book.modified


def _xml_file(root: ET.Element) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


# --- From the built site ----------------------------------------------------------------------------------------

_WORDS = {Lang.HANS: ("引文", "目录"), Lang.TW: ("引文", "目錄"), Lang.HK: ("引文", "目錄")}


def book_of(site: Mapping[str, bytes], edition: Edition) -> Book:
    """Return the book of an edition, from the files of the built site: its themes, its sources, about.

    Raises KeyError where the site lacks one of these pages.
    """

    def page(path: str) -> str:
        return site[f"{edition.prefix}{path}index.html"].decode()

    home = _tree(page(""))
    paths = (*_theme_paths(page("themes/")), "sources/", "about/")
    notes, contents = _WORDS[edition.lang]
    title = next(home.iter("title"))
    description = next(meta for meta in home.iter("meta") if meta.get("name") == "description")
    return Book(
        edition=edition,
        title=_text(title).strip(),
        description=description.get("content", ""),
        notes_title=notes,
        contents_title=contents,
        chapters=tuple(Chapter(path, page(path)) for path in paths),
    )


def _theme_paths(theme_list: str) -> tuple[str, ...]:
    """Return the paths of all themes, in their order, from the page that lists them."""
    links = (link.get("href", "") for link in _article(theme_list).iter("a"))
    slugs = (match[1] for href in links if (match := re.fullmatch(r"([a-z0-9-]+)/", href)))
    return tuple(dict.fromkeys(f"themes/{slug}/" for slug in slugs))
