"""Laws of conversion on generated texts and markup."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.markup import convert_html
from wenzhai.model import Lang
from wenzhai.script import convert, is_simplified

CHARS = "发后里面干系只台斗范余于松表钟制征准发发產業轉型，。“”‘’「」『』《》a’ 1\n后頭里著着裡裏為于於餘余0年周"
TEXTS = st.text(st.one_of(st.sampled_from(CHARS), st.characters()), max_size=60)
HANT = st.sampled_from([Lang.TW, Lang.HK])
LANGS = st.sampled_from(list(Lang))
TAGS = st.sampled_from(
    [
        *["<p>", "</p>", "<b>", "</b>", "<br>", "<code>", "</code>", '<a href="/发">', "</a>", "<!-- 发 -->"],
        *["&amp;", "&#21457;", "<i title='发'>", "<span translate=no>", "</span>", "<", ">", "<p", "-->"],
        *['<q data-scope="digest">', "</q>"],
    ]
)
HTML = st.lists(st.one_of(TAGS, TEXTS), max_size=12).map("".join)
PIECES = [
    "传统产业",
    "“转型”",
    "‘升级’",
    "「里」",
    "「",
    "&#30332;",
    "&#39;",
    "-{里}-",
    '<q data-source="zh-Hant-TW">',
    "A&B",
    "<p>",
]
SIMPLIFIED_HTML = st.lists(st.one_of(st.sampled_from(PIECES), TAGS), max_size=12).map("".join)


@settings(deadline=None)
@given(TEXTS, LANGS, st.none() | LANGS)
def test_characters_of_documents_are_converted_one_for_one(text: str, to: Lang, source: Lang | None) -> None:
    assert len(convert(text, to, source)) == len(text)


@settings(deadline=None)
@given(TEXTS, HANT)
def test_converting_again_changes_nothing(text: str, to: Lang) -> None:
    once = convert(text, to)
    assert convert(once, to) == once


@settings(deadline=None)
@given(TEXTS, LANGS)
def test_a_text_is_as_it_is_in_its_own_script_but_for_its_quotation_marks(text: str, lang: Lang) -> None:
    only_this = re.sub(
        "[^發後裡裏麵於餘“”‘’「」『』，。a 1\n]" if lang is not Lang.HANS else "[^发后里面于余，。“”‘’]", "", text
    )
    same = convert(only_this, lang, lang)
    assert re.sub("[“”‘’「」『』]", "", same) == re.sub("[“”‘’「」『』]", "", only_this)


@settings(deadline=None)
@given(SIMPLIFIED_HTML, st.sampled_from(["document", "digest"]))
def test_what_counts_as_simplified_stays_as_it_is(html: str, scope: str) -> None:
    if is_simplified(html):
        assert convert_html(html, Lang.HANS, Lang.HANS, scope) == html


@settings(deadline=None)
@given(HTML, LANGS, st.sampled_from(["document", "digest"]))
def test_markup_is_the_same_in_every_edition(html: str, to: Lang, scope: str) -> None:
    converted = convert_html(html, to, Lang.HANS, scope)
    markup = re.compile(r"<[^<>]*>|<!--.*?-->", re.DOTALL)
    shown = re.compile(r"(title)=('[^']*'|\"[^\"]*\"|[^\s>]*)")

    def skeleton(text: str) -> list[str]:
        return [shown.sub(r"\1", tag) for tag in markup.findall(text) if re.match(r"</?[a-z!]", tag)]

    assert skeleton(converted) == skeleton(html)


@settings(deadline=None)
@given(HTML)
def test_simplified_html_is_byte_for_byte_the_same_in_its_own_edition(html: str) -> None:
    traditional = convert(html, Lang.HANS, Lang.TW) != html
    assert convert_html(html, Lang.HANS, Lang.HANS) == html or traditional or "-{" in html
