from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web import index_parts
from wenzhai import routes, search
from wenzhai.model import Lang
from wenzhai.routes import character_variants
from wenzhai.search import Entry, page_entries
from wenzhai.variants import fold, variants


def texts(html: str) -> list[str]:
    return [entry.text for entry in page_entries("u/", "题", html)]


def parts(html: str) -> list[tuple[str, str, str]]:
    return [(entry.location.removeprefix("u/"), entry.title, entry.text) for entry in page_entries("u/", "题", html)]


# --- From pages to passages ---


def test_the_first_entry_is_the_page_itself_even_without_text() -> None:
    assert page_entries("u/", "题", "") == (Entry("u/", "题", ""),)


def test_a_heading_with_an_anchor_begins_a_passage() -> None:
    html = "<h1>题</h1><p>头</p><h2 id=a>甲</h2><p>一</p><p>二</p><h3 id=b>乙</h3><p>三</p>"
    assert parts(html) == [("", "题", "头"), ("#a", "甲", "一\n二"), ("#b", "乙", "三")]


def test_a_heading_without_an_anchor_is_text() -> None:
    assert parts("<h2>甲</h2><p>一</p>") == [("", "题", "甲\n一")]


def test_a_headline_that_is_not_the_title_is_text() -> None:
    assert texts("<h1>另一题</h1>") == ["另一题"]
    assert texts("<h1>题</h1>") == [""]


def test_a_long_section_goes_on_as_another_passage_at_the_next_anchor() -> None:
    long = "字" * search.PASSAGE
    html = f'<p id="p-1">{long}</p><p>无锚</p><p id="p-2">后</p><p id="p-3">再后</p>'
    assert parts(html) == [("", "题", ""), ("#p-1", "", long + "\n无锚"), ("#p-2", "", "后\n再后")]


def test_text_lands_on_its_own_paragraph_and_not_on_the_top_of_the_page() -> None:
    assert parts('<p>头</p><p id="p-1">文</p>') == [("", "题", "头"), ("#p-1", "", "文")]


def test_the_anchor_of_a_box_is_that_of_its_first_block() -> None:
    assert parts('<blockquote id="q"><p>引</p></blockquote>')[1] == ("#q", "", "引")
    assert parts('<p><span id="s">句</span></p>')[1] == ("#s", "", "句")


def test_blocks_are_lines_and_inline_elements_are_not() -> None:
    assert texts("<p>一<b>二</b><i>三</i></p><ul><li>四</li><li>五</li></ul>") == ["一二三\n四\n五"]
    assert texts("<table><tr><td>一</td><td>二</td></tr></table>") == ["一\n二"]
    assert texts("文字<div>块</div>后") == ["文字\n块\n后"]


def test_white_space_and_line_breaks_collapse() -> None:
    assert texts("<p> 一 \n\t 二<br>三 </p>") == ["一 二 三"]


def test_entities_are_characters() -> None:
    assert texts("<p>&lt;b&gt; &amp;amp; &#x4e00;</p>") == ["<b> &amp; 一"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span data-search-exclude="1">藏<b>藏</b></span>',
        "<script>藏</script>",
        "<style>藏</style>",
        "<noscript><a>藏</a></noscript>",
        '<a class="headerlink" href="#x">¶</a>',
        '<wz-evidence data-search-exclude="1"><q>藏</q></wz-evidence>',
    ],
)
def test_what_is_no_text_of_the_page_is_left_out(hidden: str) -> None:
    assert texts(f"<p>前{hidden}后</p>") == ["前后"]


def test_an_aside_is_an_entry_of_its_own_and_comes_last() -> None:
    html = '<dl data-search-aside="1"><div id="m-author"><dt>作者</dt><dd>某</dd></div></dl><p id="p-1">文</p>'
    assert page_entries("u/", "题", html) == (
        Entry("u/", "题", ""),
        Entry("u/#p-1", "", "文"),
        Entry("u/#m-author", "", "作者\n某", aside=True),
    )


def test_the_asides_of_a_page_are_one_entry_at_the_first_anchor_that_they_have() -> None:
    aside = "data-search-aside"
    html = f"<nav {aside}>路</nav><p>文</p><p {aside} id=a>甲</p><ul {aside}><li>乙</li></ul>"
    assert page_entries("u/", "题", html)[1:] == (Entry("u/#a", "", "路\n甲\n乙", aside=True),)


def test_an_aside_without_an_anchor_is_no_page_of_its_own() -> None:
    assert page_entries("u/", "题", '<p data-search-aside="1">甲</p>')[1].location == "u/#"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>开<b>着", "开着"),
        ("</p></div>文", "文"),
        ("<p>一<p>二", "一\n二"),
        ("一<", "一<"),
        ("一 & 二", "一 & 二"),
        ("<p id=>一", "一"),
        ("<div><b>一</div>二</b>三", "一\n二三"),
    ],
)
def test_broken_markup_is_read_to_its_end(html: str, text: str) -> None:
    assert texts(html) == [text]


# --- Either script ---

VARIANTS = str.maketrans({"製": "制", "業": "业", "資": "资", "訊": "讯", "發": "发", "髮": "发", "鼉": "鼍"})


def test_variants_join_what_any_conversion_takes_for_the_same() -> None:
    to_simplified = str.maketrans("製發髮", "制发发")
    to_regional = str.maketrans("发裏", "発裡")
    known = variants([lambda text: text.translate(to_simplified), lambda text: text.translate(to_regional)])
    assert len({fold(char, known) for char in "发發髮発"}) == 1
    assert fold("製", known) == fold("制", known) == "制"
    assert fold("裡", known) == fold("裏", known)
    assert fold("甲", known) == "甲"


def test_a_conversion_that_changes_the_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        variants([lambda text: text + "。"])


CLAUSE = "传统产业是城市经济的根基"


def index(*entries: Entry, words: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    parts = index_parts(search.write_index(entries, VARIANTS, words, "异地说法", is_small=False))
    return dict(zip(("docs", "vocabulary", "variants"), parts, strict=True))


def variants_of(tables: dict[str, str]) -> dict[str, str]:
    listed = zip(dict.fromkeys(tables["docs"] + tables["vocabulary"]), tables["variants"].split(" "), strict=True)
    return {char: others for char, others in listed if others}


def test_tables_hold_only_what_can_lead_to_a_text() -> None:
    tables = index(Entry("u/", "製造", "發展"), words=(("信息", "資訊"), ("鼉龙", "龙")))
    assert variants_of(tables) == {"製": "制", "發": "发髮"}
    assert tables["vocabulary"] == ""


def test_the_first_of_several_variants_stands_for_all() -> None:
    assert variants_of(index(Entry("u/", "髮", "發发"))) == {"髮": "发發"}


def test_words_lead_to_what_stands_one_step_and_both_ways() -> None:
    words = (("信息", "資訊"), ("程序", "程式"), ("进程", "程序"), ("塑料", "塑胶"), ("信息", "資訊"), ("发", "發"))
    tables = index(Entry("u/", "信息", "程序，塑料塑胶"), words=words)
    assert tables["vocabulary"].split("\n") == ["塑料=塑胶", "程式 程序", "资讯 信息", "进程 程序"]
    assert variants_of(tables)["资"] == "資"


def test_words_that_are_the_same_in_another_spelling_are_told_as_such() -> None:
    spellings = str.maketrans({"藉": "借"})
    words = (("借助", "藉助"), ("借由", "藉由"), ("借助", "利用"))
    written = search.write_index([Entry("u/", "", "借助")], VARIANTS, words, "", spellings=spellings, is_small=False)
    assert index_parts(written)[1].split("\n") == ["借助~藉助", "利用 借助"]


def test_a_word_may_run_over_white_space_but_not_over_blocks() -> None:
    assert index(Entry("u/", "", "信 息"), words=(("信息", "資訊"),))["vocabulary"]
    assert not index(Entry("u/", "", "信\n息"), words=(("信息", "資訊"),))["vocabulary"]


def test_texts_are_escaped_and_characters_are_themselves() -> None:
    entries = [Entry("u/", "<b>题", "“引” & <i>\u2028")]
    written = search.write_index(entries, {}, (), "异地说法", is_small=False)
    assert index_parts(written)[0] == "</u/>&lt;b&gt;题>“引” &amp; &lt;i&gt;\u2028"
    assert "题" in written
    assert "\\u" not in written
    assert json.loads(written)["config"]["elsewhere"] == "异地说法"


def test_no_text_can_pass_for_another_part_or_fail_to_be_written() -> None:
    tables = index(Entry("u\f/", "题\f", "甲\ud800"))
    assert tables["docs"] == "</u />题 >甲?"
    assert tables["vocabulary"] == ""


def test_a_small_index_is_packed_and_says_the_same() -> None:
    entries = [Entry("u/", "製造", "發展，𬬻"), Entry("u/#p", "", CLAUSE)]
    words = (("信息", "製造"),)
    packed, plain = (search.write_index(entries, VARIANTS, words, "", is_small=small) for small in (True, False))
    assert CLAUSE in plain
    assert CLAUSE not in packed
    assert index_parts(packed) == index_parts(plain)


def test_a_large_index_is_not_packed() -> None:
    assert CLAUSE in search.write_index([Entry("u/", "", CLAUSE * search.PACKED)], {}, (), "")


def test_a_page_its_passages_and_its_asides_are_told_apart() -> None:
    entries = (Entry("u/", "题", "文"), Entry("u/#p>", "节", ""), Entry("u/#m", "", "某", aside=True))
    assert index(*entries)["docs"] == "</u/>题>文<#p&gt;>节<!m>>某"


def test_documents_come_before_the_pages_that_speak_of_them() -> None:
    urls = ("", "themes/", "themes/a/", "sources/1/a/", "themes/b/#p")
    docs = index(*(Entry(url, "", "") for url in urls))["docs"]
    assert docs == "</sources/1/a/></themes/a/><#p></themes/></>"


@pytest.fixture
def large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "PACKED", 0)
        yield


@pytest.mark.usefixtures("large")
def test_a_large_index_tells_what_stands_already_by_its_place() -> None:
    entries = (Entry("u/", "题", f"𬬻，{CLAUSE}。"), Entry("u/#p", "", f"又，{CLAUSE}？"))
    written = search.write_index(entries, VARIANTS, (), "")
    docs, *_ = json.loads(written)["docs"].split("\f")
    assert docs == f"</u/>题>𬬻，{CLAUSE}。<#p>>又，<10 12>？"
    assert index_parts(written)[0].count(CLAUSE) == 2
    assert index_parts(written) == index_parts(search.write_index(entries, VARIANTS, (), "", is_small=False))


@pytest.mark.usefixtures("large")
def test_a_short_repeat_is_spelt_out() -> None:
    assert search.write_index([Entry("u/", "", "甲：七八九。\n乙：七八九。")], {}, (), "").count("七八九") == 2


_WORDS = st.sampled_from(
    [CLAUSE, CLAUSE[:11], "𬬻𬬻𬬻𬬻𬬻𬬻，", "。", "\n", " ", "&", "<", "12 3", "𬬻", "根基", CLAUSE * 2]
)


@pytest.mark.usefixtures("large")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_WORDS, max_size=12), max_size=6))
def test_no_text_is_lost_by_telling_repeats_by_their_place(pages: list[list[str]]) -> None:
    texts = ["".join(words) for words in pages]
    entries = [Entry(f"{number}/", "", text) for number, text in enumerate(texts)]
    short, plain = (search.write_index(entries, VARIANTS, (), "", is_small=is_small) for is_small in (True, False))
    marked_up = (
        f"</{number}/>" + (f">{html.escape(text).replace(chr(10), '>')}" if text else "")
        for number, text in enumerate(texts)
    )
    assert index_parts(short) == index_parts(plain)
    assert index_parts(short)[0] == "".join(marked_up)


def test_the_packaged_words_are_pairs_of_simplified_words() -> None:
    words = search.packaged_words()
    assert ("信息", "资讯") in words
    assert all(len(word) > 1 for pair in words for word in pair)


@pytest.mark.parametrize("to", [Lang.TW, Lang.HK])
def test_every_word_is_found_in_either_script(to: Lang) -> None:
    known = character_variants()
    spelt = [(fold(word, known), fold(routes.convert_words([word], to), known)) for word in routes.lexicon().costs]
    others = [(one, other) for one, other in spelt if one != other]
    assert len(others) > 100
    lost = [
        (one, other)
        for one, other in others
        if not any(one.replace(a, b) == other for a, b in search.packaged_words() if a in one)
    ]
    assert lost == [], "run tools/search_vocabulary.py"


# --- The scripts ---


def test_readers_get_scripts_without_comments() -> None:
    assert search.without_comments("// why\n\nif (a) {\n  // so\n  b('//') // here\n}\n") == "if (a) {\nb('//')\n}\n"


def test_no_line_of_a_script_stands_inside_a_string() -> None:
    folder = Path(__file__).parents[2] / "docs" / "assets" / "search"
    for path in folder.glob("*.js"):
        assert all(line.count("`") % 2 == 0 or "/[" in line for line in path.read_text().splitlines()), path


def test_no_string_of_a_script_has_what_begins_a_comment() -> None:
    folder = Path(__file__).parents[2] / "docs" / "assets" / "search"
    lines = [line for path in folder.glob("*.js") for line in path.read_text().splitlines()]
    code = [before for before, comment, _ in (line.partition(" // ") for line in lines) if comment]
    assert code
    assert all(line.count(mark) % 2 == 0 for line in code for mark in "\"'`"), code


# --- The theme ---

CONFIG = r'{"base": "..", "search": "old.js", "x": "\u003c/"}'
PAGE = f'<body><script id="__config" type="application/json">{CONFIG}</script>'


def config_of(page: str) -> dict[str, str]:
    config: dict[str, str] = json.loads(page.partition('json">')[2].partition("</script>")[0])
    return config


@pytest.mark.parametrize(
    ("base", "url"), [("..", "../w.js"), (".", "./w.js"), ("/", "/w.js"), ("/sub/", "/sub/w.js")]
)
def test_the_theme_is_pointed_at_our_worker(base: str, url: str) -> None:
    page = search.use_worker(PAGE.replace("..", base), "w.js")
    assert config_of(page) == {"base": base, "search": url, "x": "</"}
    assert page.count("</") == 1


@pytest.mark.parametrize("page", ["", "<body>", PAGE.replace("__config", "config"), PAGE.replace("search", "find")])
def test_a_theme_that_has_changed_is_noticed(page: str) -> None:
    with pytest.raises(ValueError, match="theme"):
        search.use_worker(page, "w.js")
