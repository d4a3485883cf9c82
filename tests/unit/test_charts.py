"""Charts are bars whose lengths are their numbers; two unrelated numbers never make one."""

from __future__ import annotations

from digest_world import NORMALISE, clean_seed, document, index
from wenzhai.charts import coverage_bars, series_bars
from wenzhai.digest import theme
from wenzhai.digest.checking import check_themes
from wenzhai.digest.gathering import gather
from wenzhai.model import Digest, Lang

CRAFT = document(
    "001/craft",
    "如今，某市有手造项目479项、振兴项目6项、旅游商品32项，增长20%，占比30%，达标50%。又有工坊102家、基地88处。",
    "没有人引用的一句。",
)
OTHER = document("001/other", "另有老字号15项。", "还有一句话。", "第三句话。", "第四句话。")
ASIDE = document("001/notice", "节日放假。", shelf="aside")
SEEDS = (clean_seed("001", [CRAFT, OTHER, ASIDE]),)
ROWS = {
    "479 项": "手造项目479项",
    "6 项": "振兴项目6项",
    "32 项": "旅游商品32项",
    "20%": "增长20%",
    "30%": "占比30%",
    "50%": "达标50%",
    "102 家": "又有工坊102家",
    "15 项": "另有老字号15项",
}


def digest(rows: dict[str, str], **when: str) -> Digest:
    """Return what is gathered from a page with these rows; `when` says of some when they were counted."""
    table = "".join(
        f"| {number} | {words} | {when.get(words, '如今')} | 某市 "
        f"| [@001:{'other' if '老字号' in words else 'craft'} “{words}”] |\n"
        for number, words in rows.items()
    )
    page = "## 关键数字\n\n| 数字 | 量的是什么 | 时间 | 地点 | 出处 |\n|---|---|---|---|---|\n" + table
    checked, _ = check_themes([theme.parse(page, "docs/themes/craft.md")[0]], index(SEEDS))
    assert not any(cited.broken for cited in checked[0].cited)
    return gather(checked, SEEDS, NORMALISE)


def test_things_counted_alike_in_one_sentence_make_one_series_the_greatest_first() -> None:
    (series,) = digest(ROWS).series
    assert series.unit == "项"
    assert [(bar.label, bar.shown, bar.whole, bar.part) for bar in series_bars(series)] == [
        ("手造项目479项", "479 项", 100, 100),
        ("旅游商品32项", "32 项", 6.68, 6.68),
        ("振兴项目6项", "6 项", 1.25, 1.25),
    ]


def test_two_numbers_or_rates_or_other_times_make_none() -> None:
    assert digest({name: ROWS[name] for name in ("479 项", "6 项")}).series == ()
    assert digest({name: ROWS[name] for name in ("20%", "30%", "50%")}).series == ()
    counts = {name: ROWS[name] for name in ("479 项", "6 项", "32 项")}
    assert digest(counts).series != ()
    assert digest(counts, 旅游商品32项="去年").series == ()


def test_documents_are_as_long_as_their_sentences_and_those_put_aside_are_left_out() -> None:
    names = dict.fromkeys(("001/craft", "001/other"), ("一个很长很长很长很长的标题有二十字", Lang.HANS))
    craft, other = coverage_bars(digest({"6 项": "振兴项目6项"}), names)
    assert (craft.label, craft.shown) == ("001 一个很长很长很长很长的标题有二……", "1/3")
    assert (craft.whole, craft.part, other.whole, other.part) == (75, 25, 100, 0)
