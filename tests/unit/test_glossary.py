"""The glossary as people write it: what is accepted, and where exactly it is refused."""

from __future__ import annotations

import pytest

from wenzhai import glossary, script
from wenzhai.glossary import Group, Rule, RuleFinder
from wenzhai.model import Lang, Problem


def load(text: str) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    loaded, problems = glossary.load(text, "docs/glossary.yml")
    return loaded.rules, problems


def only_problem(text: str) -> Problem:
    _, problems = load(text)
    assert len(problems) == 1, problems
    return problems[0]


def test_the_glossary_of_the_site_has_no_problem() -> None:
    rules, problems = load(script.GLOSSARY_PATH.read_text(encoding="utf-8"))
    assert not problems
    assert {rule.group for rule in rules} >= {Group.CHARS, Group.STYLE, Group.VOCAB}


def test_each_group_is_read() -> None:
    rules, problems = load(
        "keep: [余华]\n"
        "chars:\n  手扎: {hant: 手紮, example: 制作手扎工艺灯}\n"
        "style:\n  佈: {tw: 布, note: 报刊}\n"
        "vocab:\n  数字化: {tw: 數位化, hk: 數碼化}\n"
    )
    assert not problems
    assert [(rule.group, rule.key, rule.tw, rule.hk) for rule in rules] == [
        (Group.KEEP, "余华", None, None),
        (Group.CHARS, "手扎", "手紮", "手紮"),
        (Group.STYLE, "佈", "布", None),
        (Group.VOCAB, "数字化", "數位化", "數碼化"),
    ]
    assert rules[2].note == "报刊"
    assert (rules[1].line, rules[1].column) == (3, 3)


def test_one_form_for_both_places_takes_the_characters_of_each() -> None:
    rules, _ = load("vocab:\n  这里: {hant: 這裡}\n")
    assert (rules[0].tw, rules[0].hk) == ("這裡", "這裏")


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "keep:\n", "chars:\nstyle:\nvocab:\n", "keep: []\n"])
def test_an_empty_glossary_is_fine(text: str) -> None:
    assert load(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("chras:\n  甲: {hant: 乙, example: 甲}\n", 1, 1, "chars"),
        ("chars:\n  发展: {hant: 發, example: 发展}\n", 2, 3, "字数不同"),
        ("style:\n  佈: {tw: 布布}\n", 2, 3, "字数不同"),
        ("chars:\n  手扎: {hant: 手紮}\n", 2, 3, "没有例句"),
        ("chars:\n  手扎: {hant: 手紮, example: 手工}\n", 2, 3, "例句"),
        ("chars:\n  数据: {hant: 數據, example: 参数据此}\n", 2, 3, "例句"),
        ("vocab:\n  数字化: {hk: 數碼化, tv: 數位化}\n", 2, 18, "tv"),
        ("vocab:\n  数字化: {}\n", 2, 8, "任何一地"),
        ("vocab:\n  数字化: {tw: }\n", 2, 12, "tw"),
        ("vocab:\n  数字化: 數位化\n", 2, 8, "{tw"),
        ("vocab: [数字化]\n", 1, 8, "vocab"),
        ("keep: 余华\n", 1, 7, "列表"),
        ("keep: [余华, 余华]\n", 1, 12, "重复"),
        ("keep: [[余华]]\n", 1, 8, "一个词"),
        ("vocab:\n  甲: {tw: 乙}\n  甲: {tw: 丙}\n", 3, 3, "重复"),
        ("keep: [手扎]\nchars:\n  手扎: {hant: 手紮, example: 手扎}\n", 3, 3, "keep"),
        ("style:\n  佈: {tw: 布}\nvocab:\n  公告: {tw: 公佈}\n", 4, 3, "又会被"),
        ("vocab:\n  信息: {tw: 資訊}\n  资讯: {tw: 消息}\n", 2, 3, "又会被"),
        ("- 甲\n", 1, 1, "组"),
        ("vocab: {甲: {tw: 乙}\n", 2, 1, "语法"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, line: int, column: int, word: str) -> None:
    problem = only_problem(text)
    assert (problem.path, problem.line, problem.column) == ("docs/glossary.yml", line, column)
    assert word in problem.message + problem.hint


def test_a_wrong_entry_is_left_out_and_the_others_stay() -> None:
    rules, problems = load("vocab:\n  甲: 乙\n  丙: {tw: 丁}\n")
    assert [rule.key for rule in rules] == ["丙"]
    assert len(problems) == 1


def test_a_longer_key_may_protect_words_from_a_shorter_one() -> None:
    _, problems = load("style:\n  佈: {hant: 布}\n  佈道: {hant: 佈道}\n")
    assert not problems


def test_rules_are_found_within_words_but_not_across_them() -> None:
    rule = Rule(Group.KEEP, "数据")
    finder = RuleFinder([rule])
    assert [at for at, _ in finder.find(finder.words("参数据此，数据库"))] == [5]


def test_a_glossary_with_very_many_entries_is_read_in_little_time() -> None:
    entries = "".join(f"  词{chr(0x4E00 + number)}: {{tw: 語{chr(0x4E00 + number)}}}\n" for number in range(300))
    rules, problems = load("vocab:\n" + entries)
    assert len(rules) == 300
    assert not problems


def test_what_a_rule_says_for_simplified_is_nothing_unless_it_keeps() -> None:
    assert Rule(Group.VOCAB, "甲", "乙", "丙").value(Lang.HANS) is None
    assert Rule(Group.KEEP, "甲").value(Lang.HANS) == "甲"
