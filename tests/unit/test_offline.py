"""The copy for reading without a server: links that name their pages, an index that needs no fetching, same bytes."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from wenzhai.offline import localise, offline_copy, write_zip


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../themes/overview/", "../themes/overview/index.html"),
        ("../../sources/003/industry/#s-abc", "../../sources/003/industry/index.html#s-abc"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../..", "../../index.html"),
        ("zh-tw/?h=甲#p", "zh-tw/index.html?h=甲#p"),
    ],
)
def test_a_link_to_a_folder_names_the_page_in_it(href: str, expected: str) -> None:
    assert (
        localise(f'<a class="x" href="{href}" title="甲 > 乙">') == f'<a class="x" href="{expected}" title="甲 > 乙">'
    )


@pytest.mark.parametrize(
    "href",
    [
        "#top",
        "",
        "?x",
        "style.css",
        "../assets/icon.svg",
        "https://example.org/",
        "//example.org/",
        "/root/",
        "mailto:a@b",
    ],
)
def test_every_other_link_stays(href: str) -> None:
    assert localise(f'<link href="{href}">') == f'<link href="{href}">'


@pytest.mark.parametrize(
    "text",
    [
        'a href="x/" 写在文中',
        '<p>&lt;a href="x/"&gt;</p>',
        '<code title="<a href=&quot;x/&quot;>">',
        '<abbr href="x/">',
        '<area href="x/">',
    ],
)
def test_what_is_no_link_stays(text: str) -> None:
    assert localise(text) == text


def test_what_is_for_the_web_alone_is_left_out() -> None:
    online = '<span data-online><a href="feed.xml">订阅</a>\n · <a href="a.zip">包</a></span>'
    assert localise(f'甲{online}乙<span><a href="#x">丙</a></span>') == '甲乙<span><a href="#x">丙</a></span>'


def test_time_grows_with_length_alone() -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        for piece in ('<a href="', "<a " + "x ", "<a x=", '<a x="y" ', "<a x='", "<span data-online><a>"):
            localise(piece * count)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(40_000) < 12 * seconds(10_000) + 0.05


SITE = {
    "index.html": '<a href="themes/">主题</a>'.encode(),
    "404.html": b"",
    "robots.txt": b"",
    "sitemap.xml": b"",
    "zh-tw/sitemap.xml.gz": b"",
    "zh-tw/search/search_index.json": '{"docs":["甲"]}'.encode(),
    "assets/a.css": b"\xff",
}


def test_the_copy_has_a_script_for_each_index_and_nothing_that_only_a_server_needs() -> None:
    copy = offline_copy(SITE, lambda index: f"var x = {index}")
    assert copy.keys() - SITE.keys() == {"zh-tw/search/search_index.js"}
    assert SITE.keys() - copy.keys() == {"404.html", "robots.txt", "sitemap.xml", "zh-tw/sitemap.xml.gz"}
    assert copy["index.html"].decode() == '<a href="themes/index.html">主题</a>'
    assert copy["zh-tw/search/search_index.js"].decode() == 'var x = {"docs":["甲"]}'
    assert copy["assets/a.css"] == b"\xff"


def test_the_same_files_give_the_same_archive_in_any_order() -> None:
    archive = write_zip(SITE, first=("robots.txt",))
    assert archive == write_zip(dict(reversed(SITE.items())), first=("robots.txt",))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["robots.txt", *sorted(SITE.keys() - {"robots.txt"})]
        assert opened.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time[0] for entry in opened.infolist()} == {1980}
        assert opened.read("assets/a.css") == b"\xff"
