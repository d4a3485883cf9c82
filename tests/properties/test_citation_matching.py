"""Laws of matching that hold for any text: folding is consistent, whole words hold, cut numbers do not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from digest_world import NORMALISE, clean_seed, document, reference
from wenzhai.digest import citations, passages, theme
from wenzhai.digest.matching import find
from wenzhai.model import Lang
from wenzhai.sentences import document_sentences

CHARACTERS = "产业转型升级的一是不在，。；：“”、 　%.-0123456789９．％aB5G万亿十百㎡①½é\n—…（）\u0301\u200b"
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=80) | st.text(max_size=40)
WORDS = st.text(st.sampled_from("产业转型升级的一是在，。；、7.9%"), min_size=1, max_size=60)


def plain(_owner: str, text: str, _to: Lang) -> str:
    return text


def small_index(*paragraphs: str) -> passages.Index:
    return passages.build_index([(clean_seed("001", [document("001/d1", *paragraphs)]), plain)], str)


@given(TEXTS)
def test_each_character_that_counts_has_an_origin_in_order(text: str) -> None:
    counted, origins = NORMALISE(text), NORMALISE.origins(text)
    assert len(counted) == len(origins)
    assert list(origins) == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert NORMALISE(NORMALISE(text)) == NORMALISE(text)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_a_whole_block_is_found_and_its_evidence_is_its_own_words(blocks: list[str], data: st.DataObject) -> None:
    block = data.draw(st.sampled_from(blocks))
    if len(NORMALISE(block)) < 2 or "…" in block:
        return
    seed = clean_seed("001", [document("001/d1", *blocks)])
    evidence, problems = find(reference(block, "001:d1"), small_index(*blocks), "p.md")
    assert evidence, problems
    assert NORMALISE(evidence.words) == NORMALISE(block)
    ids = {sentence.id for parts in document_sentences(seed.documents[0]) for sentence in parts}
    assert {evidence.anchor, *evidence.sentences} <= ids


@given(WORDS, WORDS, st.sampled_from(["7.9%", "2024", "38.2亿", "一千五百"]), st.integers(1, 6))
def test_no_quotation_ends_inside_a_number(before: str, after: str, number: str, length: int) -> None:
    if length >= len(number):
        return
    text = f"开头说明{before}，约{number}的{after}结尾"
    evidence, problems = find(
        reference(f"开头说明{before}，约{number[:length]}", "001:d1"), small_index(text), "p.md"
    )
    assert evidence is None, problems


@settings(max_examples=200)
@given(st.text(st.sampled_from("[]@：:001;；“”「」\\`>|*-#！!\n \t…ab甲【】编"), max_size=120))
def test_no_page_makes_reading_fail(text: str) -> None:
    page, _ = theme.parse(f"---\ntitle: 甲\n---\n## 要点\n{text}\n## 时间线\n{text}\n## 关键数字\n{text}", "t.md")
    index = small_index("产业转型")
    for citation in page.citations:
        assert page.body[citation.start : citation.start + 2] == "[@"
        assert page.body[citation.end - 1] == "]"
        for one in citation.references:
            find(one, index, "t.md")


@given(st.text(st.sampled_from("[]@:001;“” \n-"), max_size=80))
def test_citations_stand_in_order_and_apart(text: str) -> None:
    found, _ = citations.parse_citations(text, "p.md")
    ends = [0, *(citation.end for citation in found)]
    assert all(end <= citation.start for end, citation in zip(ends, found, strict=False))
