from __future__ import annotations

from wenzhai import editions
from wenzhai.model import EDITIONS, Lang

HANS, TW, HK = EDITIONS
PERMALINK = '<a class="headerlink" href="#s-1" title="本段链接">¶</a>'


def test_every_edition_is_offered_and_one_is_here() -> None:
    choices = editions.switch("themes/overview/", TW)
    assert [choice.lang for choice in choices] == [Lang.HANS, Lang.TW, Lang.HK]
    assert [choice.here for choice in choices] == [False, True, False]
    assert choices[0].link == "../../../themes/overview/"


def test_the_sitemap_names_the_twins_of_each_page_and_a_default() -> None:
    (entry,) = editions.sitemap({"about/": "2024-05-06"}, HK, "https://a.example/sub/")
    assert entry.url == "https://a.example/sub/zh-hk/about/"
    assert entry.changed == "2024-05-06"
    assert [a.lang for a in entry.alternates] == ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "x-default"]


def test_a_site_without_an_address_has_no_sitemap() -> None:
    assert editions.sitemap({"about/": ""}, HANS, "") == ()
    assert editions.alternates("about/", "") == ()


def test_a_page_that_was_not_found_offers_the_home_pages() -> None:
    assert [c.link for c in editions.home_switch(TW, "/sub/zh-tw")] == ["/sub/", "/sub/zh-tw/", "/sub/zh-hk/"]
    assert [c.link for c in editions.home_switch(HANS, "")] == ["/", "/zh-tw/", "/zh-hk/"]


def test_a_place_with_a_permalink_gets_links_to_its_twins() -> None:
    html = editions.add_twins(f"<p>文{PERMALINK}</p>", editions.switch("", HANS))
    assert '<a href="zh-tw/#s-1" hreflang="zh-Hant-TW"' in html
    assert html.startswith("<p>文" + PERMALINK + '<noscript class="twins">')


def test_a_place_without_a_permalink_stays_as_it_is() -> None:
    html = '<p><a href="#s-1">¶</a></p>'
    assert editions.add_twins(html, editions.switch("", HANS)) == html
