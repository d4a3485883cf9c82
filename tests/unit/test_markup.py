"""HTML in another script: what changes, and that nothing else does."""

from __future__ import annotations

import time

import pytest

from wenzhai.markup import convert_html, convert_page
from wenzhai.model import Lang

TW, HK, HANS = Lang.TW, Lang.HK, Lang.HANS


def tw(html: str, scope: str = "document") -> str:
    return convert_html(html, TW, HANS, scope)


@pytest.mark.parametrize(
    ("html", "right"),
    [
        ("<p>传统<b>制</b>造业</p>", "<p>傳統<b>製</b>造業</p>"),
        ("<p>传统</p><p>制造</p>", "<p>傳統</p><p>製造</p>"),
        ("<li>发<li>展", "<li>發<li>展"),
        ("<p>头<br>发</p>", "<p>頭<br>發</p>"),
        ("<p>头<span>发</span></p>", "<p>頭<span>髮</span></p>"),
        ("<td>头</td><td>发</td>", "<td>頭</td><td>發</td>"),
        ("<title>发展</title>", "<title>發展</title>"),
        (
            "<svg><title>发</title><text>后<tspan>面</tspan></text></svg>",
            "<svg><title>發</title><text>後<tspan>面</tspan></text></svg>",
        ),
        ("<noscript>发</noscript>", "<noscript>發</noscript>"),
        ("发展", "發展"),
        ("", ""),
    ],
)
def test_text_is_converted_block_by_block_across_inline_elements(html: str, right: str) -> None:
    assert tw(html) == right


@pytest.mark.parametrize(
    "html",
    [
        "<code>发</code>",
        "<pre><span>发</span>展</pre>",
        "<kbd>发</kbd><samp>发</samp><var>发</var>",
        "<math><mi>发</mi></math>",
        "<textarea>发</textarea>",
        '<script>var 发 = "<p>发</p>"</script>',
        "<style>p::before { content: '发' }</style>",
        "<SCRIPT>发</Script >",
        '<span translate="no">发<b>展</b></span>',
        "<span class='a notranslate'>发</span>",
        '<a href="/" lang="zh-Hans">简体</a>',
        '<i lang="ja">発展と学</i>',
        "<!-- 发 --><!doctype 发><?发?>",
        '<p id="发" class="发" data-words="发" style="发" href="发" src=发 value="发"></p>',
        "<a href='/发展/'></a>",
        '<meta name="keywords" content="发"><meta charset="发">',
        "https://example.com/发展",
        "<p>see http://example.com/?q=a&b=c and a.b@example.com</p>",
        "<script>发",
        "<!-- 发",
        '<a title="发',
        "<p",
        "</发>",
        "&amp;&lt;&nbsp;&#x4e00;&unknown;&",
    ],
)
def test_what_is_no_text_of_ours_is_byte_for_byte_the_same(html: str) -> None:
    if html != '<a title="发':
        assert tw(html) == html
    assert convert_html(html, HANS, HANS) == html


@pytest.mark.parametrize(
    ("html", "right"),
    [
        ('<img alt="发" title=\'发\' src="发">', '<img alt="發" title=\'發\' src="发">'),
        ("<a title=发 href=发>x</a>", "<a title=發 href=发>x</a>"),
        (
            '<input placeholder="发" ARIA-LABEL="发" value="发">',
            '<input placeholder="發" ARIA-LABEL="發" value="发">',
        ),
        ('<meta name="description" content="发">', '<meta name="description" content="發">'),
        ('<meta content="发" property="og:title">', '<meta content="發" property="og:title">'),
        ('<code title="发">发</code>', '<code title="发">发</code>'),
        ('<p>头<a title="头">发</a></p>', '<p>頭<a title="頭">髮</a></p>'),
    ],
)
def test_of_attributes_only_what_readers_see_is_converted(html: str, right: str) -> None:
    assert tw(html) == right


@pytest.mark.parametrize(
    ("html", "right"),
    [
        ("<p>&ldquo;发&rdquo;&amp;&nbsp;</p>", "<p>「發」&amp;&nbsp;</p>"),
        ("<p>&#21457;&#x5C55;</p>", "<p>發&#x5C55;</p>"),
        ('<p title="&quot;发&quot;">&lt;发&gt;</p>', '<p title="&quot;發&quot;">&lt;發&gt;</p>'),
        ("<p>A&B发 & 后</p>", "<p>A&B發 & 後</p>"),
        ("<p>1 < 2，发</p>", "<p>1 < 2，發</p>"),
    ],
)
def test_character_references_are_read_and_kept_where_they_do_not_change(html: str, right: str) -> None:
    assert tw(html) == right


def test_code_in_a_sentence_does_not_part_its_quotation_marks() -> None:
    assert tw("<p>“<code>“发”</code>”</p>") == "<p>「<code>“发”</code>」</p>"


def test_an_address_is_kept_and_the_words_behind_it_are_not() -> None:
    assert tw("<p>见https://a.example/b发展</p>") == "<p>見https://a.example/b發展</p>"


class TestScope:
    def test_of_an_element_comes_before_the_argument(self) -> None:
        html = '<p>信息</p><blockquote data-scope="document">信息<i data-scope="digest">信息</i></blockquote>'
        assert tw(html, "digest") == html.replace("<p>信息", "<p>資訊").replace('digest">信息', 'digest">資訊')

    def test_holds_for_everything_inside(self) -> None:
        assert tw('<div data-scope="digest"><p><b>信息</b></p></div><p>信息</p>') == (
            '<div data-scope="digest"><p><b>資訊</b></p></div><p>信息</p>'
        )

    def test_of_a_block_quotation_is_the_document(self) -> None:
        assert tw("<blockquote><p>信息</p></blockquote><q>信息</q>", "digest") == (
            "<blockquote><p>信息</p></blockquote><q>信息</q>"
        )

    def test_reaches_over_line_breaks_in_a_quotation(self) -> None:
        assert tw("<p>“信息<br>信息”，信息</p>", "digest") == "<p>「信息<br>信息」，資訊</p>"

    def test_lets_a_word_of_another_length_run_over_elements(self) -> None:
        assert tw("<p>互<b>联</b>网，人工<i>智能</i></p>", "digest") == "<p>網<b>際</b>網路，人工<i>智慧</i></p>"

    def test_leaves_directives_of_documents_alone(self) -> None:
        html = '<p>-{发}-<span data-scope="document">-{发}-</span></p>'
        assert tw(html, "digest") == '<p>发<span data-scope="document">-{發}-</span></p>'


class TestSource:
    HTML = '<h1>后里</h1><p data-source="zh-Hant-TW">里長游先生，後來</p>'

    def test_of_an_element_says_its_script(self) -> None:
        assert 'TW">里長游先生，後來</p>' in tw(self.HTML)
        assert "里长游先生，后来" in convert_html(self.HTML, HANS, HANS)
        assert "這裏" in convert_html('<p data-source="zh-Hant-TW">這裡</p>', HK, HANS)

    def test_is_detected_where_nobody_says_it(self) -> None:
        assert convert_html("<p>里長</p><p>台灣的後面</p>", TW) == "<p>里長</p><p>台灣的後面</p>"
        assert convert_html("<p>后面</p><p>发展</p>", TW) == "<p>後面</p><p>發展</p>"

    def test_that_is_unknown_is_ignored(self) -> None:
        assert (
            tw('<p data-source="klingon" data-scope="all">发</p>')
            == '<p data-source="klingon" data-scope="all">發</p>'
        )


def test_rules_are_reported() -> None:
    page = convert_page("<p>发布信息</p>", TW, HANS, "digest")
    assert [rule.key for rule in page.rules] == ["佈", "信息"]


def test_the_language_of_the_page_itself_masks_nothing() -> None:
    assert tw('<html lang="zh-Hans"><body lang="zh-Hans">发</body></html>') == (
        '<html lang="zh-Hans"><body lang="zh-Hans">發</body></html>'
    )


HOSTILE = [
    "<", "<!--", "<a ", '<a b="', "<a b='", "&", "<script>", "<p>", "</p>", "<b>", "“", "‘“", "-{", "-{发}-", "a@",
    "http://", "www.", "<a / ", "=", "《", "<p title=", "发<", "&#", "<div translate=no>", "<x-发 ", "“a ", "余",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_ends_in_time_and_loses_nothing(piece: str) -> None:
    html = piece * (20_000 // len(piece))
    start = time.process_time()
    converted = convert_html(html, TW, HANS, "digest")
    assert time.process_time() - start < 3
    assert convert_html(html, HANS, HANS) == html
    if "-{发" not in piece:
        assert len(converted) == len(html)
