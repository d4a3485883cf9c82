"""Pages are safe HTML, whatever a seed contains, and keep its characters."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from wenzhai import pages
from wenzhai.glossary import Group, Rule
from wenzhai.model import (
    Block,
    BlockKind,
    CleanSeed,
    Correction,
    Document,
    Drop,
    Evidence,
    Kind,
    Lang,
    Link,
    Meta,
    Origin,
    Reference,
    Sidecar,
    Source,
    Span,
)

EVIL = """<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}{% raw %}" ' & <!-- themes -->"""
HERE = Span(1, 1, 1, 1)


def page_of(*blocks: Block, title: str = "题", drops: tuple[Drop, ...] = ()) -> pages.Page:
    document = Document("003", "d1", blocks, title=Meta(title))
    source = Source("003", "seeds/003_a.txt", "0" * 64, "utf-8", ("x",), Sidecar())
    clean = CleanSeed(source, Kind.PLAIN, (), (document,), drops)
    view = pages.SeedView(clean, Lang.HANS, {"d1": Lang.HANS})
    return pages.document_page(view, document, [], [], [])


def paragraph(text: str, **more: object) -> Block:
    return Block(BlockKind.PARAGRAPH, text, (HERE,), **more)  # type: ignore[arg-type]


def text_of(html: str) -> str:
    body = html[html.index("document-text") :]
    body = body[: body.index('<footer class="document-notes">')]
    return unescape(re.sub(r'<a class="headerlink".*?</a>|<[^>]*>', "", body.partition(">")[2])).strip()


def test_seed_text_reaches_a_page_escaped_wherever_it_stands() -> None:
    blocks = [Block(kind, EVIL, (HERE,)) for kind in BlockKind]
    body = page_of(*blocks, title=EVIL, drops=(Drop(HERE, EVIL, "boilerplate.x", why=EVIL),)).body
    assert "<script" not in body
    assert "<img" not in body
    assert "<!--" not in body
    assert body.count("&lt;script&gt;") >= len(blocks) + 2


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_no_character_of_a_block_is_lost_or_changed(text: str) -> None:
    assert text_of(page_of(paragraph(text)).body) == text.strip()


def test_every_sentence_and_paragraph_has_an_id_of_its_own() -> None:
    body = page_of(paragraph("同一句。同一句。"), paragraph("同一句。")).body
    ids = re.findall(r'id="([ps]-[a-z2-7]{8}(?:-\d)?)"', body)
    assert len(ids) == 5
    assert len(set(ids)) == 5


def test_a_correction_stands_beside_what_was_printed() -> None:
    body = page_of(paragraph("只有不继创新。", corrections=(Correction(2, 6, "不断创新", "误植"),))).body
    assert '<span class="sic">不继创新</span>' in body
    assert "不断创新" in body


def test_a_link_keeps_its_text_and_is_marked_as_foreign() -> None:
    body = page_of(paragraph("见这里。", links=(Link(1, 3, 'https://a.example/?q="x"'),))).body
    assert 'href="https://a.example/?q=&#34;x&#34;" rel="nofollow ugc noopener noreferrer external">这里</a>' in body


def test_list_items_that_follow_one_another_are_one_list() -> None:
    item = Block(BlockKind.LIST_ITEM, "项", (HERE,))
    assert page_of(paragraph("甲"), item, item, paragraph("乙"), item).body.count("<ul>") == 2


def test_tags_of_an_html_seed_are_counted_and_other_drops_are_shown() -> None:
    drops = (Drop(HERE, "<div class=x>", "html.markup"), Drop(HERE, "点击关注", "boilerplate.follow"))
    body = page_of(paragraph("甲"), drops=drops).body
    assert "点击关注" in body
    assert "共 1 处" in body
    assert "div class=x" not in body


def reference(words: str) -> Reference:
    return Reference("004", None, raw=False, words=words, line=1, column=1)


def cited(html: str) -> str:
    evidence = Evidence(reference("原文"), "004/upgrading", "s-abc", ("s-abc",), "原文<b>")
    views = [pages.CitationView("c-1", ((evidence, "篇<名>", Lang.TW),))]
    return pages.finish_article(html, "themes/overview.md", views, {"themes": "<ul></ul>"})


def test_a_citation_links_to_its_sentence_and_carries_its_words_escaped() -> None:
    html = cited(f"<p>论点。{pages.citation_mark(0)}</p>")
    assert 'href="../../sources/004/upgrading/#s-abc"' in html
    assert "原文&lt;b&gt;" in html
    assert "篇&lt;名&gt;" in html
    assert 'data-source="zh-Hant-TW"' in html


def test_a_broken_citation_says_so_and_links_nowhere() -> None:
    html = pages.finish_article(
        f"<p>论点。{pages.citation_mark(0)}</p>", "themes/a.md", [pages.CitationView("c-1", (), broken=True)], {}
    )
    assert "引文未核实" in html
    assert "href" not in html


def test_markers_are_filled_and_other_comments_left_alone() -> None:
    assert cited("<!-- themes --><!-- other -->") == "<ul></ul><!-- other -->"


def test_line_breaks_between_chinese_characters_leave_no_gap() -> None:
    assert cited("<p>不多。\n这里</p>") == "<p>不多。这里</p>"
    assert cited("<p><strong>论点。</strong> “引文”</p>") == "<p><strong>论点。</strong>“引文”</p>"


def test_blanks_beside_latin_words_and_in_code_stay() -> None:
    for html in ("<p>用 OpenCC 转换</p>", "<p>two\nwords</p>", "<pre><code>一\n二</code></pre>"):
        assert cited(html) == html


def test_the_attribution_of_a_quotation_is_a_line_of_its_own() -> None:
    assert '<p class="attribution">——某人</p>' in cited("<blockquote>\n<p>话。\n—— 某人</p>\n</blockquote>")


def test_an_inference_is_marked_as_the_editors() -> None:
    assert 'class="inference"' in cited("<p>【编】疑为误植。</p>")


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches() -> None:
    assert 'tabindex="0"' in cited("<table><tr><td>一</td></tr></table>")


def test_more_evidence_of_one_document_is_counted_instead_of_repeating_its_number() -> None:
    def piece(document: str) -> tuple[Evidence, str, Lang]:
        reference = Reference(document[:3], None, raw=False, words="引文", line=1, column=1)
        return Evidence(reference, document, "s-a", ("s-a",), "引文"), "某文", Lang.HANS

    shown = pages.CitationView("c1", tuple(map(piece, ("001/a", "001/a", "001/a", "002/b", "001/a", "001/c"))))
    assert [mark for mark, *_ in shown.marked] == ["001", "②", "③", "002", "001", "001"]


def test_a_note_of_the_glossary_quotes_forms_that_no_edition_converts() -> None:
    page = pages.glossary_list([Rule(Group.STYLE, "迴歸分析", tw="迴歸分析", hk="迴歸分析", note="保留“迴”<b>")])
    assert '保留“<span translate="no">迴</span>”&lt;b&gt;' in page.body


def test_a_document_tells_how_to_cite_it_by_the_standard_and_in_plain_words() -> None:
    bare = Document("003", "d1", (), title=Meta("题"))

    def shown(kind: Kind, origin: Origin, document: Document = bare) -> list[str]:
        source = Source("003", "seeds/003_a.txt", "0" * 64, "utf-8", ("x",), Sidecar(origin=origin))
        view = pages.SeedView(CleanSeed(source, kind, (), (document,), ()), Lang.HANS, {"d1": Lang.HANS})
        body = pages.document_page(view, document, [], [], []).body
        return [re.sub("<[^>]*>", "", found) for found in re.findall("<dd>(.*)</dd>", body.split("如何引用")[1])]

    printed = replace(bare, author=Meta("甲乙、丙丁"), source=Meta("某报"), date=Meta("2024-03-15"))
    assert shown(Kind.NEWSPAPER, Origin(retrieved="2026-01-02"), printed) == [
        "甲乙, 丙丁. 题[N]. 某报, 2024-03-15.",
        "甲乙、丙丁：《题》，某报，2024-03-15。见《传统产业升级文摘》来源 003。",
    ]
    on_the_web = Origin(publisher="某网", url="https://a.example/b", retrieved="2026-01-02")
    assert shown(Kind.PLAIN, on_the_web)[0] == "佚名. 题[EB/OL]. 某网[2026-01-02]. https://a.example/b."
    assert shown(Kind.PLAIN, Origin())[0] == "佚名. 题[Z]."
