"""What is gathered from theme pages and documents: figures, timeline, back-links, coverage, neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest_world import NORMALISE, clean_seed, document, index
from wenzhai.digest import lock, theme
from wenzhai.digest.checking import check_themes
from wenzhai.digest.gathering import gather
from wenzhai.digest.related import MAX_RELATED, pairs_of, related_documents
from wenzhai.model import CheckedTheme, CleanSeed, Digest, Origin, SectionEntry, Severity, Sidecar

PAGE = """\
---
title: 甲
theme: {slug}
scope: 甲
order: {order}
reviewed: 2026-05-01
---

## 要点

- **一。** [@001 “改造升级需要技术投入”; @001 “企业要有耐心和定力”]

## 关键数字

| 数字 | 量的是什么 | 时间 | 地点 | 出处 |
|---|---|---|---|---|
| 7.9% | 增速 | 2024 年 | 某市 | [@001 “全市工业增长7.9%”] |
| 两位数 | 产销增速 | 2024 年 | 某市 | [@001:raw “产销都是两位数增长”] |

## 时间线

- **{when}** 开会。[@001 “改造升级需要技术投入”]
- **战前** 建厂。[@001 “企业要有耐心和定力”]
"""

CITY = document(
    "001/city",
    "改造升级需要技术投入。第二句没有人引用。",
    "## 数字与企业",
    "全市工业增长7.9%，企业增加244家。企业要有耐心和定力。",
    "## 没有人引用的一节",
    "这一节还没有进入综述，共有3000名职工。",
    themes=("first", "second"),
)
ASIDE = document("001/notice", "节日期间放假七天，共有500人值班。", shelf="aside")
WAITING = document("002/other", "另一篇还没有人读过的材料。", themes=("first",))
SEEDS = (clean_seed("001", [CITY, ASIDE], ["产销都是两位数增长"]), clean_seed("002", [WAITING]))


def checked(*pages: str, seeds: tuple[CleanSeed, ...] = SEEDS) -> tuple[CheckedTheme, ...]:
    parsed = [theme.parse(page, f"docs/themes/{page.split('theme: ')[1].split()[0]}.md")[0] for page in pages]
    themes, _ = check_themes(parsed, index(seeds))
    assert not any(cited.broken for theme in themes for cited in theme.cited)
    return themes


FIRST = PAGE.format(slug="first", order=1, when="2023-12")
SECOND = PAGE.format(slug="second", order=2, when="2023-02-03")


def digest(*pages: str) -> Digest:
    return gather(checked(*(pages or (SECOND, FIRST))), SEEDS, NORMALISE)


def test_figures_stand_in_the_order_of_themes_with_what_to_sort_by() -> None:
    assert [(f.theme, f.figure.number, f.value, f.unit) for f in digest().figures] == [
        ("first", "7.9%", 7.9, "%"),
        ("first", "两位数", None, "两位数"),
        ("second", "7.9%", 7.9, "%"),
        ("second", "两位数", None, "两位数"),
    ]
    assert all(f.cited[0].evidence for f in digest().figures)


def test_the_timeline_is_in_the_order_of_time_and_undated_entries_stand_apart() -> None:
    assert [(e.theme, e.event.date) for e in digest().timeline] == [
        ("second", (2023, 2, 3)),
        ("first", (2023, 12, 0)),
    ]
    assert [(e.theme, e.event.when) for e in digest().undated] == [("first", "战前"), ("second", "战前")]


def test_back_links_name_theme_anchor_claim_and_sentences() -> None:
    links = digest(FIRST).backlinks
    assert set(links) == {"001/city", "001"}
    first, figure, *_ = links["001/city"]
    assert (first.theme, first.claim, len(first.sentences)) == ("first", "一。", 2)
    assert first.citation.id.startswith("c-")
    assert figure.claim == "增速：7.9%"
    assert [link.claim for link in links["001"]] == ["产销增速：两位数"]


def test_coverage_counts_sentences_and_figures_by_section() -> None:
    (city, notice), (other,) = (seed.documents for seed in digest().coverage)
    assert [(s.title, s.sentences, s.cited, s.figures, s.figures_used) for s in city.sections] == [
        ("", 2, 1, 0, 0),
        ("数字与企业", 2, 2, 2, 1),
        ("没有人引用的一节", 1, 0, 1, 0),
    ]
    assert (city.sentences, city.cited, city.figures, city.figures_used) == (5, 3, 3, 1)
    assert city.themes == ("first", "second")
    assert (other.cited, other.themes) == (0, ())
    assert notice.shelf == "aside"


def test_documents_put_aside_are_listed_and_not_counted() -> None:
    seed, _ = digest().coverage
    assert [d.document for d in seed.documents] == ["001/city", "001/notice"]
    assert [d.document for d in seed.counted] == ["001/city"]


def test_a_theme_says_which_documents_wait_for_it() -> None:
    states = digest().states
    assert states["first"].documents == ("001/city", "002/other")
    assert states["first"].waiting == ("002/other",)
    assert states["second"].waiting == ()


SECTIONED = replace(
    CITY,
    themes=("first",),
    sections=(SectionEntry("数字与企业", ("first", "second")), SectionEntry("没有人引用的一节", shelf="aside")),
)


def test_a_section_put_aside_is_listed_and_not_counted() -> None:
    seeds = (clean_seed("001", [SECTIONED], ["产销都是两位数增长"]),)
    ((city,),) = (seed.documents for seed in gather(checked(FIRST, seeds=seeds), seeds, NORMALISE).coverage)
    assert [section.title for section in city.sections] == ["", "数字与企业", "没有人引用的一节"]
    assert [section.title for section in city.counted] == ["", "数字与企业"]
    assert (city.sentences, city.figures) == (4, 2)
    assert city.subjects == ("first", "second")
    assert [(s.named, s.themes, s.quoted_by) for s in city.counted] == [
        (False, ("first",), ("first",)),
        (True, ("first", "second"), ("first",)),
    ]


def test_a_theme_says_which_sections_wait_for_it() -> None:
    seeds = (clean_seed("001", [SECTIONED], ["产销都是两位数增长"]),)
    only_above = SECOND.split("## 关键数字", maxsplit=1)[0].replace("; @001 “企业要有耐心和定力”", "")
    states = gather(checked(FIRST, only_above, seeds=seeds), seeds, NORMALISE).states
    assert [(d, title) for d, title, _ in states["second"].waiting_sections] == [("001/city", "数字与企业")]
    assert states["first"].waiting_sections == ()


@pytest.mark.parametrize(("retrieved", "newer"), [("2026-05-02", ("001",)), ("2026-05-01", ()), (None, ())])
def test_a_theme_reviewed_before_its_newest_seed_says_so(retrieved: str | None, newer: tuple[str, ...]) -> None:
    source = replace(SEEDS[0].source, sidecar=Sidecar(origin=Origin(retrieved=retrieved)))
    seeds = (replace(SEEDS[0], source=source), SEEDS[1])
    states = gather(checked(FIRST, seeds=seeds), seeds, NORMALISE).states
    assert states["first"].newer_seeds == newer


def test_neighbours_share_their_subject_and_are_at_most_three() -> None:
    about = {
        "heritage": "非遗传承人用云锦技艺织出新的图案，民间艺术进入日常生活。",
        "digital": "工厂用数据要素和人工智能改造车间，数字化转型降低成本。",
    }
    texts = {f"{name}{i}": NORMALISE(text + f"第{i}篇各有各的说法") for name, text in about.items() for i in range(5)}
    counts = {name: pairs_of(text) for name, text in texts.items()}
    related = related_documents(counts)
    assert all(len(near) == MAX_RELATED for near in related.values())
    assert all(name[:-1] == other[:-1] for name, near in related.items() for other in near)
    assert all(name not in near for name, near in related.items())
    assert related == related_documents(dict(reversed(counts.items())))


def test_a_document_like_no_other_has_no_neighbours() -> None:
    texts = {"a": NORMALISE("非遗传承人用云锦技艺"), "b": NORMALISE("数字工厂降低成本"), "c": ""}
    assert related_documents({name: pairs_of(text) for name, text in texts.items()}) == {"a": (), "b": (), "c": ()}


# --- citations.lock ---------------------------------------------------------------------------------------------


def test_the_lock_is_read_as_written_and_sorted() -> None:
    text = lock.write(checked(SECOND, FIRST))
    recorded, problems = lock.read(text)
    assert not problems
    assert text == lock.write(checked(FIRST, SECOND))
    assert recorded["first", "001:raw", "产销都是两位数增长"] == "-"
    assert recorded["first", "001", "全市工业增长7.9%"].startswith("s-")
    assert lock.compare(checked(FIRST, SECOND), recorded) == (checked(FIRST, SECOND), ())


def test_a_sentence_that_changed_around_its_quotation_is_a_warning_and_a_mark() -> None:
    recorded, _ = lock.read(lock.write(checked(FIRST)))
    blocks = list(CITY.blocks)
    blocks[0] = replace(blocks[0], text="据说改造升级需要技术投入和时间。第二句没有人引用。")
    seeds = (clean_seed("001", [replace(CITY, blocks=tuple(blocks)), ASIDE], ["产销都是两位数增长"]), SEEDS[1])
    (page,), problems = lock.compare(checked(FIRST, seeds=seeds), recorded)
    assert [(p.severity, p.line) for p in problems] == [(Severity.WARNING, 11), (Severity.WARNING, 22)]
    assert "它所在的句子变了：“改造升级需要技术投入”" in problems[0].message
    assert [cited.changed for cited in page.cited] == [True, False, False, True, False]


def test_a_quotation_that_is_not_in_the_lock_yet_is_fine() -> None:
    recorded, _ = lock.read(lock.write(checked(SECOND)))
    assert lock.compare(checked(FIRST), recorded)[1] == ()


def test_a_line_that_is_no_record_is_a_problem() -> None:
    recorded, problems = lock.read("# 注\n一行别的话\nfirst\t001\ts-aaaaaaaa\t引文\n")
    assert [(p.path, p.line) for p in problems] == [("citations.lock", 2)]
    assert recorded == {("first", "001", "引文"): "s-aaaaaaaa"}
