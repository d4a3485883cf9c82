"""The book: what a chapter keeps of its page, what it leaves out, where its links lead, and the evidence as notes."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from wenzhai.epub import MIMETYPE, Book, Chapter, book_of, write_book
from wenzhai.model import EDITIONS

XHTML = {"h": "http://www.w3.org/1999/xhtml"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
CANONICAL = '<link rel="canonical" href="https://example.org/zh-tw/themes/green/">'
CITE = (
    '<span class="cite" id="c-1">'
    '<a class="cite-link" href="../../sources/004/x/#s-1" aria-describedby="c-1-1">004</a>'
    '<wz-evidence class="evidence" id="c-1-1" role="tooltip"><q>原文的話</q><cite>篇名</cite></wz-evidence></span>'
)


def page(body: str, head: str = CANONICAL) -> str:
    return (
        f'<html><head><title>文摘</title><meta name="description" content="簡介">{head}</head><body><nav>導航</nav>'
        '<article class="md-content__inner md-typeset"><h1 id="t">綠色<a class="headerlink" href="#t">¶</a></h1>'
        f"{body}</article></body></html>"
    )


def chapter(body: str, head: str = CANONICAL) -> ET.Element:
    """Return the chapter that a page with this body becomes, beside another one."""
    chapters = (Chapter("themes/green/", page(body, head)), Chapter("themes/digital/", page("")))
    files = write_book(Book(EDITIONS[1], "文摘", "簡介", "引文", "目錄", chapters))
    return ET.fromstring(files["EPUB/green.xhtml"])


def hrefs(root: ET.Element) -> list[str | None]:
    return [link.get("href") for link in root.iterfind(".//h:a", XHTML)]


def text(root: ET.Element) -> str:
    body = root.find("h:body", XHTML)
    assert body is not None
    return "".join(body.itertext()).strip()


def test_a_chapter_has_its_title_its_language_and_its_text_alone() -> None:
    root = chapter(
        "<p>正文</p><noscript>切換</noscript><script>x()</script><svg><text>圖</text></svg><button>按</button>"
    )
    assert root.get("lang") == "zh-Hant-TW"
    assert root.findtext("h:head/h:title", "", XHTML) == "綠色"
    assert text(root) == "綠色正文"


def test_a_citation_becomes_a_mark_and_a_note_with_the_words_and_a_way_back() -> None:
    root = chapter(f"<p>論點{CITE}，再說。</p>")
    mark = next(link for link in root.iterfind(".//h:a", XHTML) if link.get(EPUB_TYPE) == "noteref")
    note = next(aside for aside in root.iterfind(".//h:aside", XHTML) if aside.get(EPUB_TYPE) == "footnote")
    assert mark.text == "004"
    assert mark.get("href") == f"#{note.get('id')}"
    assert "".join(note.itertext()) == "原文的話 篇名 ↑"
    assert hrefs(note) == ["https://example.org/zh-tw/sources/004/x/#s-1", f"#{mark.get('id')}"]
    assert text(root).startswith("綠色論點004，再說。引文")


def test_a_link_leads_to_the_chapter_else_to_the_web() -> None:
    root = chapter('<a href="../digital/#x">章</a><a href="../../figures/">頁</a><a href="https://a.example/">外</a>')
    assert hrefs(root) == ["digital.xhtml", "https://example.org/zh-tw/figures/", "https://a.example/"]


def test_a_link_that_leads_nowhere_is_text() -> None:
    root = chapter('<a href="../../figures/">頁</a><a href="javascript:x()">壞</a><a href="#nowhere">無</a>', head="")
    assert hrefs(root) == [None, None, None]


def test_an_anchor_in_the_chapter_is_kept() -> None:
    root = chapter('<h2 id="要點">要點</h2><a href="#%E8%A6%81%E9%BB%9E">回</a><p id="2x">數字開頭</p>')
    assert hrefs(root) == ["#要點"]
    assert {element.get("id") for element in root.iter()} >= {"t", "要點"}
    assert "2x" not in {element.get("id") for element in root.iter()}


@pytest.mark.parametrize(
    "body",
    [
        "<p>不成對<b>的<i>標籤</p><td>格",
        "<p onclick=x() style=color:red align=left data-x=1>屬性</p>",
        "&lt;script&gt;x()&lt;/script&gt;&amp;&nbsp;",
        "<p>\x08\ufffe控制</p>",
        "<unknown-element><p>內容</p></unknown-element><iframe src=x></iframe>",
        "<p id=a>甲</p><p id=a>乙</p>",
    ],
)
def test_any_page_becomes_well_formed_and_harmless(body: str) -> None:
    root = chapter(body)
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "iframe", "unknown-element"}
    attributes = {name.rpartition("}")[2] for element in root.iter() for name in element.attrib}
    assert attributes <= {"id", "href", "lang", "class", "type", "rel", "role", "title"}


SITE = {
    "zh-tw/index.html": page("").encode(),
    "zh-tw/themes/index.html": page(
        '<a href="green/">綠</a><a href="digital/">數</a><a href="../x/">別</a>'
    ).encode(),
    "zh-tw/themes/green/index.html": page(
        "<p>甲</p>", '<meta property="article:modified_time" content="2026-11-20">'
    ).encode(),
    "zh-tw/themes/digital/index.html": page("<p>乙</p>").encode(),
    "zh-tw/sources/index.html": page("").encode(),
    "zh-tw/about/index.html": page("").encode(),
}


def test_a_book_holds_the_themes_in_their_order_then_sources_and_method() -> None:
    book = book_of(SITE, EDITIONS[1])
    assert [chapter.path for chapter in book.chapters] == ["themes/green/", "themes/digital/", "sources/", "about/"]
    assert (book.title, book.description, book.modified) == ("文摘", "簡介", "2026-11-20")


def test_the_package_lists_every_file_and_the_spine_every_page() -> None:
    files = write_book(book_of(SITE, EDITIONS[1]))
    package = ET.fromstring(files["EPUB/package.opf"])
    opf = {"o": "http://www.idpf.org/2007/opf"}
    listed = {item.get("id"): item.get("href") for item in package.iterfind(".//o:item", opf)}
    read = [listed[item.get("idref")] for item in package.iterfind(".//o:itemref", opf)]
    assert {f"EPUB/{href}" for href in listed.values()} | {
        "EPUB/package.opf",
        "META-INF/container.xml",
        MIMETYPE,
    } == set(files)
    assert read == ["title.xhtml", "green.xhtml", "digital.xhtml", "sources.xhtml", "about.xhtml"]
    assert files[MIMETYPE] == b"application/epub+zip"
    assert b"2026-11-20T00:00:00Z" in files["EPUB/package.opf"]


def test_the_contents_lead_to_every_chapter() -> None:
    nav = ET.fromstring(write_book(book_of(SITE, EDITIONS[1]))["EPUB/nav.xhtml"])
    assert hrefs(nav) == ["green.xhtml", "digital.xhtml", "sources.xhtml", "about.xhtml"]


def test_a_book_has_an_id_of_its_own_in_each_edition_and_keeps_it() -> None:
    def identifier(number: int, title: str) -> str:
        book = Book(EDITIONS[number], title, "", "引文", "目錄", ())
        found = re.search("urn:uuid:[0-9a-f-]{36}", write_book(book)["EPUB/package.opf"].decode())
        assert found
        return found[0]

    assert identifier(1, "甲") == identifier(1, "乙")
    assert identifier(1, "甲") != identifier(2, "甲")
