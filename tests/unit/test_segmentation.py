"""Words by the cheapest path."""

from __future__ import annotations

import pytest

from wenzhai.routes import lexicon, own_phrases
from wenzhai.segmentation import Lexicon


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("传统制造业", "传统/制造业"),
        ("一出现就", "一/出现/就"),
        ("老板凳", "老/板凳"),
        ("参数据此", "参数/据此"),
        ("对于家庭", "对于/家庭"),
        ("被发展", "被/发展"),
    ],
)
def test_words_end_where_they_are_likely_to(text: str, words: str) -> None:
    assert "/".join(lexicon().segment(text)) == words


@pytest.mark.parametrize("text", ["", "a", "发", "\0发\n", "🀄️发展", "发" * 1000])
def test_the_words_are_the_text(text: str) -> None:
    assert "".join(lexicon().segment(text)) == text


def test_a_word_that_is_added_beats_its_parts() -> None:
    plain = Lexicon({"甲": 10, "乙": 10, "丙": 10})
    assert plain.segment("甲乙丙") == ["甲", "乙", "丙"]
    assert plain.extended(["甲乙"]).segment("甲乙丙") == ["甲乙", "丙"]
    assert plain.segment("甲乙丙") == ["甲", "乙", "丙"]


def test_a_frequent_word_beats_one_that_is_added_across_it() -> None:
    words = Lexicon({"甲": 10, "乙": 10, "丙": 10, "乙丙": 5})
    assert words.extended(["甲乙"]).segment("甲乙丙") == ["甲", "乙丙"]


def test_our_own_phrases_are_known_by_their_simplified_form() -> None:
    phrases = own_phrases()
    assert phrases["自制口罩"] == "自製口罩"
    assert phrases["姓于"] == "姓于"
    assert all(len(simplified) == len(phrase) for simplified, phrase in phrases.items())
