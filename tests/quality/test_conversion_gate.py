"""The gate of conversion: how many sentences come out right in each edition, and that real texts survive."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import opencc
import pytest

import conversion_cases
from conversion_cases import Case
from upstream import fetch
from wenzhai import glossary, markup, script
from wenzhai.glossary import Group
from wenzhai.model import Lang

ROOT = Path(__file__).parents[2]
FLOORS: dict[str, float] = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))["conversion"]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
EDITIONS = [(Lang.TW, "taiwan"), (Lang.HK, "hong_kong")]
FILES = conversion_cases.sentence_files()


def right(cases: list[Case], to: Lang, form: str) -> float:
    wrong = [
        f"{case.simplified}\n  {got}\n  {wanted}"
        for case in cases
        if (got := script.convert(case.simplified, to, Lang.HANS)) != (wanted := getattr(case, form))
    ]
    for miss in wrong:
        sys.stdout.write(miss + "\n")
    return 1 - len(wrong) / len(cases)


@pytest.mark.parametrize(("to", "form"), EDITIONS)
def test_nearly_all_sentences_are_as_a_copy_editor_would_print_them(to: Lang, form: str) -> None:
    cases = conversion_cases.all_sentences()
    assert len(cases) >= 1000
    assert right(cases, to, form) >= FLOORS[f"sentences.{to}"]


@pytest.mark.parametrize(("to", "form"), EDITIONS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_file_of_sentences_falls_below_the_target(path: Path, to: Lang, form: str) -> None:
    assert right(list(conversion_cases.sentences(path)), to, form) >= FLOORS["file"]


def test_plain_opencc_is_clearly_worse_so_that_the_sentences_test_something() -> None:
    marks = str.maketrans("“”‘’臺佈", "「」『』台布")
    plain = opencc.OpenCC("s2tw", include_tofu_risk_dictionaries=False).convert
    cases = conversion_cases.all_sentences()
    wrong = sum(plain(case.simplified).translate(marks) != case.taiwan for case in cases)
    assert wrong / len(cases) > 0.05


def test_every_word_of_the_reviewed_list_comes_out_as_reviewed() -> None:
    words = conversion_cases.words()
    converted = {simplified: script.convert(simplified, Lang.TW, Lang.HANS) for simplified in words}
    assert len(words) > 8000
    # Two words of Taiwan may share a simplified form: then one of them is right.
    accepted = {simplified: {taiwan} for simplified, taiwan in words.items()}
    wrong = {s: got for s, got in converted.items() if got not in accepted[s]}
    assert len(wrong) / len(words) <= 1 - FLOORS["words"], wrong


SEVENTEEN = [
    *["传统制造业改造", "国传统制造业", "动传统制造业升", "定传统制造业基", "省传统制造业改"],
    *["城市制造业发展", "是城市制造业的", "构建制造业新体系", "开创制造业新局面"],
    *["人生发生重大转变", "高端要素发展到资本", "一千五百多年历史", "关心关爱困难群众", "双拥模范创建命名表彰活动"],
    *["更加注重引导", "地区制作手扎工艺灯的艺人", "生活方式的巨变"],
]
WRONG = ["統制造", "市制造", "建制造", "創制造", "生髮", "素髮", "曆史", "愛睏", "錶彰", "註重", "手扎", "鉅變"]


@pytest.mark.parametrize("text", SEVENTEEN)
@pytest.mark.parametrize("to", [Lang.TW, Lang.HK])
def test_what_plain_opencc_gets_wrong_in_the_seeds_is_right(text: str, to: Lang) -> None:
    converted = script.convert(text, to, Lang.HANS)
    assert not [word for word in WRONG if word in converted]


def test_plain_opencc_does_get_those_wrong() -> None:
    plain = opencc.OpenCC("s2tw", include_tofu_risk_dictionaries=False).convert
    assert sum(any(word in plain(text) for word in WRONG) for text in SEVENTEEN) >= 12


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("to", [Lang.TW, Lang.HK])
class TestASeed:
    def test_comes_back_with_at_most_one_character_changed(self, seed: Path, to: Lang) -> None:
        text = seed.read_text(encoding="utf-8")
        back = script.convert(script.convert(text, to), Lang.HANS, to)
        assert len(back) == len(text)
        assert sum(a != b for a, b in zip(text, back, strict=True)) <= 1

    def test_does_not_change_when_it_is_converted_again(self, seed: Path, to: Lang) -> None:
        once = script.convert(seed.read_text(encoding="utf-8"), to)
        assert script.convert(once, to) == once
        assert script.convert(once, to, Lang.HANS) == once

    def test_has_no_curly_quotation_mark_left(self, seed: Path, to: Lang) -> None:
        text = seed.read_text(encoding="utf-8")
        assert re.search("[“”‘’]", text)
        assert not re.search("[“”‘’]", script.convert(text, to))

    def test_is_spelt_as_the_glossary_says(self, seed: Path, to: Lang) -> None:
        converted = script.convert(seed.read_text(encoding="utf-8"), to)
        rules, _ = glossary.load(script.GLOSSARY_PATH.read_text(encoding="utf-8"), "docs/glossary.yml")
        spelt = {rule.key: rule.value(to) for rule in rules.of(Group.STYLE) if rule.value(to)}
        exempt = "".join(key for key, value in spelt.items() if key == value)
        unwanted = [key for key, value in spelt.items() if key != value and key not in exempt and key in converted]
        assert not unwanted


# --- OpenCC's own expectations, from its source distribution ------------------------------------------------------


@pytest.fixture(scope="module")
def expectations() -> list[dict[str, dict[str, str]]]:
    """Return OpenCC's test cases. Where they cannot be fetched the test fails and says why."""
    path = fetch("opencc", version("opencc")) / "test" / "testcases" / "testcases.json"
    # The file has trailing commas.
    cases: list[dict[str, dict[str, str]]] = json.loads(re.sub(r",(\s*[}\]])", r"\1", path.read_text("utf-8")))[
        "cases"
    ]
    return cases


@pytest.mark.parametrize(("config", "to", "number"), [("s2tw", Lang.TW, 60), ("s2hk", Lang.HK, 45)])
def test_opencc_itself_would_agree_but_for_house_style(
    expectations: list[dict[str, dict[str, str]]], config: str, to: Lang, number: int
) -> None:
    rules, _ = glossary.load(script.GLOSSARY_PATH.read_text(encoding="utf-8"), "docs/glossary.yml")
    style = {rule.key: rule.value(to) or rule.key for rule in rules.of(Group.STYLE) if rule.value(to)}

    def in_house_style(text: str) -> str:
        return re.sub("|".join(sorted(style, key=len, reverse=True)), lambda match: style[match[0]], text)

    wanted = [(str(case["input"]), case["expected"][config]) for case in expectations if config in case["expected"]]
    misses = [
        (text, got, form)
        for text, form in wanted
        if (got := script.convert(text, to, Lang.HANS)) not in {form, in_house_style(form)}
    ]
    assert len(wanted) >= number
    assert len(misses) <= 1, misses


# --- Cost ---------------------------------------------------------------------------------------------------------


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_converting_all_seeds_three_times_over_takes_little_time() -> None:
    pages = [f"<p>{seed.read_text(encoding='utf-8')}</p>".replace("\n", "</p>\n<p>") for seed in SEEDS]

    def convert() -> None:
        for to in Lang:
            for number in range(10):
                for page in pages:
                    markup.convert_html(f"<!-- {number} -->{page}", to, Lang.HANS, "digest")

    assert seconds(convert) < FLOORS["seconds"]


def test_loading_takes_little_time() -> None:
    program = (
        "import time; start = time.process_time(); from wenzhai import script; "
        "[script.convert('发', to) for to in ('zh-Hant-TW', 'zh-Hant-HK')]; script.convert('發', 'zh-Hans'); "
        "print(time.process_time() - start)"
    )
    run = [sys.executable, "-c", program]
    taken = [
        float(subprocess.run(run, cwd=ROOT / "hooks", capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(taken) < FLOORS["seconds to load"]
