from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenzhai.sentences import sentence_id, significant, split_sentences


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def test_a_sentence_takes_its_closing_marks_along() -> None:
    assert texts("他说：“好。”然后走了！真的？") == ["他说：“好。”", "然后走了！", "真的？"]


def test_an_ellipsis_and_a_decimal_point_end_nothing() -> None:
    assert texts("创新……增长7.9%。") == ["创新……增长7.9%。"]


@given(st.text(alphabet="文字，。！？”’… 7.9%\n", max_size=80))
def test_sentences_are_the_whole_text_in_order(text: str) -> None:
    assert "".join(texts(text)) == text


def test_an_id_outlives_punctuation_width_and_white_space() -> None:
    assert sentence_id("增长 7.9%，５Ｇ。") == sentence_id("增长7.9％5G")


def test_an_id_changes_with_a_digit_a_point_or_a_character() -> None:
    ids = {sentence_id(text) for text in ["增长7.9%", "增长79%", "增长7.8%", "不增长7.9%", "增长7.9"]}
    assert len(ids) == 5


def test_significant_keeps_a_decimal_point_and_drops_a_full_stop() -> None:
    assert significant("约7.9%. 完") == "约7.9%完"
