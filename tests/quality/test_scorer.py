"""The gate judges others, so it is judged first: its gold is complete, its mess repeatable, its scores just."""

from __future__ import annotations

import copy
import html.parser
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quality import floors
from quality.conservation import account
from quality.corpus import MAKERS, make
from quality.evaluate import page_folders
from quality.gold import GOLDEN, Gold, parse_block, parse_document, read_articles, read_seed_gold, visible
from quality.ideal import ideal_output
from quality.mess.typeset import NOT_FIRST, NOT_LAST, Column, wrap
from quality.score import FAULTS, MEASURES, same_value, score

Json = dict[str, Any]

PAGES = sorted(page_folders())
SEEDS = sorted((GOLDEN.parents[2] / "seeds").glob("00[0-4]_*.txt"))
MESS = [(kind, number, series) for kind in MAKERS for number in range(8) for series in ("gate", "second")]


class _Text(html.parser.HTMLParser):
    """What a browser shows of a page, and its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of_html(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def characters(gold: Gold) -> Counter[str]:
    texts = [b.text for d in gold.documents for b in d.blocks]
    texts += [text for d in gold.documents for text in d.printed]
    return Counter(visible("".join([*texts, *gold.removed])))


# --- Gold -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_the_gold_of_a_page_holds_every_character_of_it_once(folder: Path) -> None:
    text = (folder / "seed.txt").read_text("utf-8")
    text = text_of_html(text) if "-html-" in folder.name else text
    assert characters(read_seed_gold(folder)) == Counter(visible(text))


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_the_gold_of_a_seed_holds_each_of_its_characters_once(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.stem.startswith("002"):
        text = text_of_html(text)
    assert characters(read_seed_gold(GOLDEN / "seeds" / path.stem[:3])) == Counter(visible(text))


@pytest.mark.parametrize(("kind", "number", "series"), MESS)
def test_the_gold_of_mess_holds_each_of_its_characters_once(kind: str, number: int, series: str) -> None:
    messy = make(kind, number, series=series)
    text = text_of_html(messy.text) if kind == "feed" else messy.text
    assert characters(messy.gold) == Counter(visible(text))


def test_mess_is_the_same_every_time_and_another_series_is_another_mess() -> None:
    for kind in MAKERS:
        assert make(kind, 3).data == make(kind, 3).data
        assert make(kind, 3).data != make(kind, 3, series="other").data


def test_mess_comes_in_both_scripts_and_many_encodings() -> None:
    messy = [make(kind, number) for kind in MAKERS for number in range(20)]
    assert {m.encoding for m in messy} >= {"utf-8", "utf-8-sig", "gb18030", "big5", "utf-16-le", "utf-16-be"}
    assert sum("產" in m.text for m in messy) > len(messy) / 4
    assert sum("产" in m.text for m in messy) > len(messy) / 4


def test_the_clean_texts_are_of_the_promised_length_and_both_scripts() -> None:
    articles = [*read_articles(GOLDEN / "articles"), *read_articles(GOLDEN / "second" / "articles")]
    lengths = [sum(len(visible(b.text)) for b in a.blocks) for a in articles]
    assert len(articles) >= 40
    assert min(lengths) >= 270
    assert max(lengths) <= 900
    scripts = Counter(a.fact("script") for a in articles)
    assert scripts["zh-Hans"] >= 20
    assert scripts["zh-Hant-TW"] + scripts["zh-Hant-HK"] >= 20


def test_a_gold_line_says_type_soft_breaks_and_what_may_be_metadata() -> None:
    block = parse_block("[h2|h3] 为什么 要转？¦战略⟦（甲）⟧选择")
    assert (block.kinds, block.levels) == (("heading",), (2, 3))
    assert (block.text, block.soft_breaks, block.optional) == ("为什么 要转？战略（甲）选择", (6,), ((8, 11),))
    assert parse_block("[item] 甲").kinds == ("list_item",)
    assert parse_block("[注] 甲").text == "[注] 甲"  # control case: not a tag


def test_no_line_begins_or_ends_with_what_must_not() -> None:
    column = Column(width=13, indent="", squeezes=False, spaced_latin=False, blanks="none", spurious=0)
    text = "他说：“好（很好），真的‘很好’！”于是，2023年用了AI，提高了96.2%、98.7%……又说：《书》。" * 4
    lines = wrap(text, column)
    assert "".join(lines) == text
    assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NOT_LAST]


# --- Scores -----------------------------------------------------------------------------------------------------


def perfect(name: str) -> float:
    return 0.0 if name in FAULTS else 1.0


@pytest.mark.parametrize(("kind", "number", "series"), MESS)
def test_a_perfect_cleaning_gets_full_marks(kind: str, number: int, series: str) -> None:
    gold = make(kind, number, series=series).gold
    result = score(gold, ideal_output(gold))
    assert {name: result.value(name) for name in MEASURES} == {name: perfect(name) for name in MEASURES}
    assert result.faults == ()


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_a_perfect_cleaning_of_a_seed_gets_full_marks(path: Path) -> None:
    gold = read_seed_gold(GOLDEN / "seeds" / path.stem[:3])
    result = score(gold, ideal_output(gold))
    assert {name: result.value(name) for name in MEASURES} == {name: perfect(name) for name in MEASURES}


GOLD = Gold(
    (
        parse_document(
            "title: 染坊转型\nauthor: 沈知秋\ndate: (2024-)03-14\nprinted: 染坊转型\nprinted: 沈知秋\n---\n"
            "[h2] 一、先算账\n改造从一本账开始，厂里请来的工程师把每道工序逐项记下。\n"
            "设备换了，人怎么办？厂里没有裁人。\n[h2] 二、再动手\n手艺没有丢，只是换了个地方用，Big Data来了。\n",
            "1",
        ),
        parse_document(
            "title: 粮食码头\nincomplete: yes\nprinted: 粮食码头\n---\n码头取消了传统的带式输送机，改用气垫输送。\n",
            "2",
        ),
    ),
    ("责任编辑：王海峰", "— 3 —"),
)


def spoiled(spoil: Callable[[Json], None]) -> dict[str, float]:
    """Return what a spoiled cleaning loses: only the measures that are not perfect."""
    output = copy.deepcopy(ideal_output(GOLD))
    spoil(output)
    result = score(GOLD, output)
    return {name: result.value(name) for name in MEASURES if result.value(name) != perfect(name)}


def join_paragraphs(output: Json) -> None:
    blocks = output["articles"][0]["blocks"]
    blocks[1]["text"] += blocks.pop(2)["text"]


def split_a_paragraph(output: Json) -> None:
    blocks = output["articles"][0]["blocks"]
    blocks.insert(2, {**blocks[1], "text": blocks[1]["text"][9:]})
    blocks[1]["text"] = blocks[1]["text"][:9]


def swap_paragraphs(output: Json) -> None:
    blocks = output["articles"][0]["blocks"]
    blocks[1], blocks[4] = blocks[4], blocks[1]


def glue_documents(output: Json) -> None:
    first, second = output["articles"]
    first["blocks"] += second["blocks"]
    output["articles"] = [first]


def test_a_missing_and_a_wrong_paragraph_start_cost_paragraphs_and_nothing_else() -> None:
    assert set(spoiled(join_paragraphs)) == {"paragraphs"}
    assert set(spoiled(split_a_paragraph)) == {"paragraphs"}


def test_paragraphs_out_of_order_cost_order_and_nothing_else() -> None:
    assert set(spoiled(swap_paragraphs)) == {"order"}


def test_two_documents_in_one_cost_assignment_and_the_lost_metadata() -> None:
    lost = spoiled(glue_documents)
    assert set(lost) == {"assignment", "metadata"}
    assert lost["assignment"] < 0.85


def test_a_title_glued_to_a_paragraph_hides_its_start() -> None:
    def spoil(output: Json) -> None:
        output["articles"][1]["title"] = None
        output["articles"][1]["blocks"][0]["text"] = "粮食码头" + output["articles"][1]["blocks"][0]["text"]

    assert set(spoiled(spoil)) == {"paragraphs", "metadata"}


def test_what_should_be_dropped_and_is_shown_is_a_leak() -> None:
    def spoil(output: Json) -> None:
        output["articles"][0]["blocks"][-1]["text"] += "责任编辑：王海峰"

    assert spoiled(spoil) == {"leak": pytest.approx(8 / 11)}


def test_what_should_be_shown_and_is_dropped_is_missing() -> None:
    lost = spoiled(lambda output: output["articles"][0]["blocks"].pop(2))
    assert set(lost) == {"kept", "paragraphs", "assignment"}


def test_a_wrong_level_costs_headings_but_not_their_text() -> None:
    assert set(spoiled(lambda o: o["articles"][0]["blocks"][0].update(level=3))) == {"headings"}
    assert set(spoiled(lambda o: o["articles"][0]["blocks"][1].update(type="heading", level=2))) == {
        "headings",
        "heading_text",
        "kinds",
    }


def test_metadata_that_nobody_stated_is_wrong_and_so_is_what_is_missing() -> None:
    assert spoiled(lambda o: o["articles"][1].update(author="无名")) == {"metadata": pytest.approx(5 / 6)}
    assert spoiled(lambda o: o["articles"][1].update(incomplete=False)) == {"metadata": pytest.approx(4 / 5)}


def test_a_blank_inside_a_word_is_a_fault_and_one_between_scripts_is_not() -> None:
    def chinese(output: Json) -> None:
        output["articles"][0]["blocks"][1]["text"] = output["articles"][0]["blocks"][1]["text"].replace(
            "改造", "改 造"
        )

    def latin(output: Json) -> None:
        output["articles"][0]["blocks"][4]["text"] = output["articles"][0]["blocks"][4]["text"].replace("Big ", "Big")

    def mixed(output: Json) -> None:
        output["articles"][0]["blocks"][4]["text"] = output["articles"][0]["blocks"][4]["text"].replace("，B", "， B")

    assert set(spoiled(chinese)) == set(spoiled(latin)) == {"spacing"}
    assert spoiled(mixed) == {}


def test_values_are_the_same_whatever_stands_around_them() -> None:
    assert same_value("author", "严赋憬 张辛欣", "新华社记者 严赋憬、张辛欣")
    assert same_value("author", "王裕盛", "記者王裕盛")
    assert same_value("subtitle", "记一条生产线", "——记一条生产线")
    assert same_value("date", "(2023-)12-25", "12月25日")
    assert same_value("date", "(2023-)12-25", "2023-12-25")
    assert same_value("date", "2022-08-16", "2022-08-16T02:36:00Z")
    assert not same_value("date", "(2023-)12-25", "2024-12-25")
    assert not same_value("author", "袁正", "袁正平")


# --- Conservation -----------------------------------------------------------------------------------------------

TEXT = "染坊转型\n改造从一本\n账开始。\n— 3 —\n"


def booked(article: Json | None = None, removed: list[Json] | None = None) -> Json:
    block = {"type": "paragraph", "text": "改造从一本账开始。", "src": [[2, 3]]}
    right = {"title": "染坊转型", "meta_src": {"title": [[1, 1]]}, "blocks": [block]}
    drop = {"text": "— 3 —", "src": [[4, 4]], "rule": "page-number"}
    return {"articles": [right | (article or {})], "removed": [drop] if removed is None else removed}


def test_right_books_balance() -> None:
    result = account(booked(), TEXT, markup=False)
    assert (result.lost, result.doubled, result.invented) == (0, 0, 0)


def test_what_no_entry_names_is_lost_and_what_two_name_is_doubled() -> None:
    assert account(booked(removed=[]), TEXT, markup=False).lost == 3
    twice = [{"text": "染坊转型", "src": [[1, 1]], "rule": "x"}, {"text": "— 3 —", "src": [[4, 4]], "rule": "x"}]
    assert account(booked(removed=twice), TEXT, markup=False).doubled == 4


def test_changed_punctuation_and_metadata_from_nowhere_are_invented() -> None:
    changed = {"blocks": [{"type": "paragraph", "text": "改造从一本账开始.", "src": [[2, 3]]}]}
    assert account(booked(article=changed), TEXT, markup=False).invented > 0
    nowhere = {"author": "某人"}
    assert account(booked(article=nowhere), TEXT, markup=False).invented == 2
    assert account(booked(article=nowhere), TEXT, markup=False, curated=True).invented == 0


# --- Floors -----------------------------------------------------------------------------------------------------


def test_floors_rise_with_the_numbers_and_fall_only_with_a_reason() -> None:
    section = {"numbers": {"a.mean.order": {"floor": 0.9, "target": 1.0}, "a.mean.leak": {"floor": 0.1}}}
    better = floors.raised(section, {"a.mean.order": 0.95, "a.mean.leak": 0.05})
    assert better["numbers"] == {"a.mean.leak": {"floor": 0.05}, "a.mean.order": {"floor": 0.95, "target": 1.0}}
    worse = {"a.mean.order": 0.8, "a.mean.leak": 0.08}
    assert [miss.name for miss in floors.misses(worse, section)] == ["a.mean.order"]
    refused = floors.raised(section, worse)["numbers"]
    assert (refused["a.mean.order"]["floor"], refused["a.mean.leak"]["floor"]) == (0.9, 0.08)
    with_reason = floors.raised(section, worse, reason="the gold was wrong")
    assert with_reason["numbers"]["a.mean.order"]["floor"] == 0.8
    assert with_reason["regressions"][0]["reason"] == "the gold was wrong"


def test_a_floor_that_nothing_measures_any_more_is_missed() -> None:
    assert floors.misses({}, {"numbers": {"a.mean.order": {"floor": 0.9}}})
