"""The home page shows what came last and the figures set in bold; themes and coverage, what waits to be digested."""

from __future__ import annotations

from dataclasses import replace

from digest_world import NORMALISE, clean_seed, document, index
from wenzhai import pages
from wenzhai.digest import theme
from wenzhai.digest.checking import check_themes
from wenzhai.digest.gathering import gather
from wenzhai.model import CheckedTheme, CleanSeed, Digest, Lang, Origin, SectionEntry, Sidecar
from wenzhai.pages import CitationView, SeedView, ThemeLink, Waiting

CITY = document("001/city", "全市工业增长7.9%，企业增加244家。")
PAGE = """\
---
title: 甲：副题
theme: {slug}
scope: 甲
reviewed: {reviewed}
---

## 关键数字

| 数字 | 量的是什么 | 时间 | 地点 | 出处 |
|---|---|---|---|---|
| 7.9% | 增速 | 2024 年 | 某市 | [@001:city “增长7.9%”] |
| {number} | 企业 | 未注明 | 某市 | [@001:city “企业增加244家”] |
"""


def seed(number: str, retrieved: str | None) -> CleanSeed:
    made = clean_seed(number, [replace(CITY, seed=number)])
    return replace(
        made, source=replace(made.source, sidecar=Sidecar(origin=Origin(f"某报{number}", retrieved=retrieved)))
    )


def fragments(seeds: tuple[CleanSeed, ...], *pages_of_themes: str) -> dict[str, str]:
    checked = check(seeds, *pages_of_themes)
    digest: Digest = gather(checked, seeds, NORMALISE)
    links = {c.theme.slug: ThemeLink(c.theme.slug, "甲", c.theme.title, "头一句。第二句。") for c in checked}
    views = [SeedView(one, Lang.HANS, {"city": Lang.HANS}) for one in seeds]
    return pages.home_fragments(
        digest, links, views, lambda cited, prefix: CitationView(prefix + cited.citation.id, ())
    )


def check(seeds: tuple[CleanSeed, ...], *texts: str) -> tuple[CheckedTheme, ...]:
    parsed = [theme.parse(t, f"docs/themes/{t.split('theme: ')[1].split()[0]}.md")[0] for t in texts]
    return check_themes(parsed, index(seeds))[0]


PLAIN = PAGE.format(slug="plain", reviewed="2026-05-01", number="244 家")
BOLD = PAGE.format(slug="bold", reviewed="2026-06-01", number="**244 家**")


def test_the_newest_seeds_come_first_and_those_without_a_date_not_at_all() -> None:
    seeds = (seed("001", "2026-01-02"), seed("002", None), seed("003", "2026-03-04"))
    news = fragments(seeds, PLAIN, BOLD)["news"]
    assert news.index("2026-03-04") < news.index("某报003") < news.index("2026-01-02") < news.index("某报001")
    assert "某报002" not in news


def test_the_themes_reviewed_last_come_first_and_all_at_once_is_said_so() -> None:
    seeds = (seed("001", "2026-01-02"),)
    apart = fragments(seeds, PLAIN, BOLD)["news"]
    assert apart.index("2026-06-01") < apart.index("themes/bold/") < apart.index("themes/plain/")
    together = fragments(seeds, PLAIN, BOLD.replace("2026-06-01", "2026-05-01"))["news"]
    assert "全部主题都已复核" in together
    assert "themes/" not in together


def test_only_figures_in_bold_are_shown_and_without_their_asterisks() -> None:
    shown = fragments((seed("001", None),), PLAIN, BOLD)["figures"]
    assert shown.count("<li>") == 1
    assert "<strong>244 家</strong>" in shown


def test_a_theme_is_shown_by_name_subtitle_and_first_sentence() -> None:
    shown = fragments((seed("001", None),), PLAIN)["themes"]
    assert "<strong>甲</strong><b>副题</b><span>头一句。</span>" in shown


def test_a_theme_names_documents_and_sections_that_wait_for_it() -> None:
    waiting = [Waiting("001/city", "某文", Lang.HANS), Waiting("001/city", "某文", Lang.TW, "一、数字", "s-abc")]
    footer = pages.theme_footer("themes/plain.md", "2026-05-01", (), (), waiting)
    assert 'href="../../sources/001/city/" data-scope="document" data-source="zh-Hans">某文</a>、' in footer
    assert (
        'href="../../sources/001/city/#s-abc" data-scope="document" data-source="zh-Hant-TW">某文 · 一、数字</a>'
        in footer
    )
    assert "尚未写进来" not in pages.theme_footer("themes/plain.md", "2026-05-01", (), (), ())


SECTIONED = replace(
    document(
        "001/city", "全市工业增长7.9%，企业增加244家。", "## 数字", "还没有人引用的一句。", "## 活动", "放假三天。"
    ),
    themes=("plain",),
    sections=(SectionEntry("数字", ("plain", "bold")), SectionEntry("活动", shelf="aside")),
)


def test_coverage_names_the_themes_of_each_section_and_what_no_theme_has_digested() -> None:
    seeds = (clean_seed("001", [SECTIONED]),)
    links = {slug: ThemeLink(slug, slug, slug, "") for slug in ("plain", "bold")}
    page = pages.coverage(
        gather(check(seeds, PLAIN), seeds, NORMALISE), links, [SeedView(seeds[0], Lang.HANS, {"city": Lang.HANS})]
    )
    whole, _, numbers, activities = (row.split("</tr>")[0] for row in page.body.split('<tr role="row" class=')[1:])
    assert "plain</a>、" in whole.replace("\n", "")
    assert 'bold</a><span class="note">未引</span>' in whole
    assert 'plain</a><span class="note">未引</span>' in numbers
    assert "<strong>未入综述</strong>" in numbers
    assert "版面旁及，不计" in activities
    assert '<text x="100%" y="1.2em" text-anchor="end">1/2</text>' in page.body
