"""What pages say of themselves to machines: true, complete, and harmless whatever a seed contains."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from wenzhai.metadata import Card, PageKind, Work, head, json_ld, open_graph, work_of
from wenzhai.model import EDITIONS, Document, Meta, Origin, Span

ROOT = "https://example.org/"
WORK = Work("sources/004/upgrading.md", "统筹推进传统产业转型升级", ("袁正",), "某报", "2024-11")
CARD = Card(PageKind.DOCUMENT, EDITIONS[1], WORK.name, "简介", f"{ROOT}zh-tw/x/", "文摘", f"{ROOT}zh-tw/", work=WORK)
THEME = replace(CARD, kind=PageKind.THEME, work=None, modified="2026-11-20", cites=((WORK, f"{ROOT}y/"),))


def data(card: Card) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(json_ld(card))
    return parsed


def test_a_document_is_an_article_with_author_date_and_the_language_of_its_edition() -> None:
    said = data(CARD)
    assert said["@type"] == "Article"
    assert said["inLanguage"] == "zh-Hant-TW"
    assert said["author"] == [{"@type": "Person", "name": "袁正"}]
    assert said["datePublished"] == "2024-11"
    assert "citation" not in said


def test_a_document_is_based_on_its_original_where_that_is_known() -> None:
    known = replace(CARD, work=replace(WORK, origin_name="某报网", origin_url="https://paper.example/1"))
    assert data(known)["isBasedOn"] == {"@type": "CreativeWork", "name": "某报网", "url": "https://paper.example/1"}
    assert "isBasedOn" not in data(CARD)


def test_a_theme_cites_what_it_quotes_and_is_based_on_it() -> None:
    said = data(THEME)
    assert said["dateModified"] == "2026-11-20"
    assert said["isBasedOn"] == [f"{ROOT}y/"]
    assert said["citation"] == [
        {
            "@type": "CreativeWork",
            "name": WORK.name,
            "author": [{"@type": "Person", "name": "袁正"}],
            "publisher": {"@type": "Organization", "name": "某报"},
            "datePublished": "2024-11",
            "url": f"{ROOT}y/",
        }
    ]


def test_the_home_page_is_the_site_and_lists_are_pages_of_it() -> None:
    assert data(replace(CARD, kind=PageKind.HOME, work=None))["@type"] == "WebSite"
    other = data(replace(CARD, kind=PageKind.OTHER, work=None))
    assert other["@type"] == "WebPage"
    assert other["isPartOf"] == {
        "@type": "WebSite",
        "name": "文摘",
        "url": f"{ROOT}zh-tw/",
        "inLanguage": "zh-Hant-TW",
    }


def test_a_site_that_does_not_know_its_address_says_none() -> None:
    card = replace(THEME, url="", site_url="", cites=((WORK, ""),))
    assert "http" not in json_ld(card).replace("https://schema.org", "").replace("https://creativecommons.org", "")
    assert "og:url" not in dict(open_graph(card))


ATTACKS = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>&lt;/script&gt;",
    "\u2028\u2029 引号\"'\\",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_breaks_out_of_the_script_element_and_none_is_changed(attack: str) -> None:
    work = replace(WORK, name=attack, authors=(attack,), publisher=attack, origin_name=attack)
    card = replace(CARD, title=attack, description=attack, site_name=attack, work=work)
    text = str(json_ld(card))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["name"] == attack
    assert json.loads(text)["author"][0]["name"] == attack


def test_open_graph_tells_kind_edition_and_dates() -> None:
    said = open_graph(THEME)
    assert dict(said)["og:type"] == "article"
    assert dict(said)["og:locale"] == "zh_TW"
    assert [value for name, value in said if name == "og:locale:alternate"] == ["zh_CN", "zh_HK"]
    assert dict(said)["article:modified_time"] == "2026-11-20"
    assert "article:published_time" not in dict(said)
    assert dict(open_graph(replace(CARD, kind=PageKind.HOME, work=None)))["og:type"] == "website"


def test_a_head_holds_both() -> None:
    assert head(CARD).json_ld == json_ld(CARD)
    assert head(CARD).open_graph == open_graph(CARD)


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("张洁、何伟", ("张洁", "何伟")),
        ("严赋憬 张辛欣", ("严赋憬", "张辛欣")),
        ("王 芳", ("王 芳",)),
        ("John Smith", ("John Smith",)),
        ("", ()),
    ],
)
def test_several_authors_are_several_people(printed: str, people: tuple[str, ...]) -> None:
    document = Document("004", "x", (), author=Meta(printed))
    assert work_of(document, Origin(), "x.md", "篇名").authors == people


def test_a_date_as_it_is_printed_is_no_date_for_a_machine() -> None:
    printed = Document("004", "x", (), date=Meta("12月25日", (Span(1, 1, 1, 6),)))
    assert work_of(printed, Origin(), "x.md", "篇名").date == ""
    assert work_of(replace(printed, date=Meta("2023-12-25")), Origin(), "x.md", "篇名").date == "2023-12-25"


def test_what_the_text_says_of_its_publisher_goes_before_what_the_sidecar_says() -> None:
    origin = Origin(publisher="转载网站")
    assert work_of(Document("004", "x", (), source=Meta("新华社")), origin, "x.md", "篇名").publisher == "新华社"
    assert work_of(Document("004", "x", ()), origin, "x.md", "篇名").publisher == "转载网站"


def test_everything_is_put_into_the_script_of_the_edition() -> None:
    converted = replace(WORK, origin_name="某报").converted(lambda text: f"<{text}>")
    assert converted.name == f"<{WORK.name}>"
    assert converted.authors == ("<袁正>",)
    assert (converted.publisher, converted.origin_name) == ("<某报>", "<某报>")
    assert converted.uri == WORK.uri
