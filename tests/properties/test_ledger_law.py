"""The ledger's law over seeds made at random: kept, it finds nothing; broken in any way, it is caught."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lawful_seeds import lawful_seeds
from wenzhai.characters import is_invisible, is_visible, visible
from wenzhai.ledger import check
from wenzhai.machine import explain, to_json
from wenzhai.model import Block, CleanSeed, Document, Kind, Severity

SEEDS = lawful_seeds()

briefly = settings(max_examples=60, deadline=None)


def document(clean: CleanSeed) -> Document:
    return clean.documents[0]


def with_blocks(clean: CleanSeed, *blocks: Block) -> CleanSeed:
    return replace(clean, documents=(replace(document(clean), blocks=blocks),))


def some_block(clean: CleanSeed, data: st.DataObject) -> tuple[int, Block]:
    blocks = document(clean).blocks
    assume(blocks)
    index = data.draw(st.integers(0, len(blocks) - 1))
    return index, blocks[index]


def with_text(clean: CleanSeed, index: int, text: str) -> CleanSeed:
    blocks = list(document(clean).blocks)
    blocks[index] = replace(blocks[index], text=text)
    return with_blocks(clean, *blocks)


def is_caught(clean: CleanSeed) -> bool:
    problems = check(clean)
    return bool(problems) and all(problem.severity is Severity.ERROR and problem.line for problem in problems)


@briefly
@given(SEEDS)
def test_a_lawful_seed_has_no_problem(clean: CleanSeed) -> None:
    assert check(clean) == ()


@briefly
@given(lawful_seeds(kind=Kind.FEED))
def test_a_lawful_feed_has_no_problem(clean: CleanSeed) -> None:
    assert check(clean) == ()


@briefly
@given(SEEDS, st.data())
def test_white_space_in_a_block_is_free(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    at = data.draw(st.integers(0, len(block.text)))
    assert check(with_text(clean, index, block.text[:at] + " \u3000\n" + block.text[at:])) == ()
    assert check(with_text(clean, index, "".join(block.text.split()))) == ()


@briefly
@given(SEEDS, st.data())
def test_a_lost_block_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, _ = some_block(clean, data)
    blocks = document(clean).blocks
    assert is_caught(with_blocks(clean, *blocks[:index], *blocks[index + 1 :]))


@briefly
@given(SEEDS, st.data())
def test_a_lost_drop_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    drops = [drop for drop in clean.drops if drop.rule == "boilerplate"]
    assume(drops)
    lost = data.draw(st.sampled_from(drops))
    assert is_caught(replace(clean, drops=tuple(drop for drop in clean.drops if drop is not lost)))


@briefly
@given(SEEDS)
def test_lost_metadata_is_caught(clean: CleanSeed) -> None:
    assume(document(clean).title)
    assert is_caught(replace(clean, documents=(replace(document(clean), title=None),)))


@briefly
@given(SEEDS, st.data())
def test_a_doubled_block_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    _, block = some_block(clean, data)
    assert is_caught(with_blocks(clean, *document(clean).blocks, block))


@briefly
@given(SEEDS, st.data())
def test_a_block_that_is_dropped_as_well_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    _, block = some_block(clean, data)
    other = document(clean)
    twice = replace(other, extra_spans=(("jump", block.spans),))
    assert is_caught(replace(clean, documents=(twice,)))


@briefly
@given(SEEDS, st.data())
def test_an_invented_character_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    at = data.draw(st.integers(0, len(block.text)))
    assert is_caught(with_text(clean, index, block.text[:at] + "五" + block.text[at:]))


@briefly
@given(SEEDS, st.data())
def test_a_doubled_character_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    at = data.draw(st.sampled_from([i for i, char in enumerate(block.text) if is_visible(char)]))
    assert is_caught(with_text(clean, index, block.text[: at + 1] + block.text[at:]))


@briefly
@given(SEEDS, st.data())
def test_a_character_missing_from_its_block_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    at = data.draw(st.sampled_from([i for i, char in enumerate(block.text) if is_visible(char)]))
    assert is_caught(with_text(clean, index, block.text[:at] + block.text[at + 1 :]))


@briefly
@given(SEEDS, st.data())
def test_characters_in_another_order_are_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    text = visible(block.text)
    assume(text != text[::-1])
    assert is_caught(with_text(clean, index, text[::-1]))


# Latin letters, digits and marks in either width; what has but one is replaced by something else.
OTHER_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
OTHER_WIDTH |= {narrow: wide for wide, narrow in OTHER_WIDTH.items()}


@briefly
@given(SEEDS, st.data())
def test_a_changed_width_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    at = data.draw(st.sampled_from([i for i, char in enumerate(block.text) if is_visible(char)]))
    other = OTHER_WIDTH.get(block.text[at], "Ａ")
    assert is_caught(with_text(clean, index, block.text[:at] + other + block.text[at + 1 :]))


@briefly
@given(SEEDS)
def test_an_invented_title_with_a_place_is_caught(clean: CleanSeed) -> None:
    title = document(clean).title
    assume(title)
    assert title
    invented = replace(document(clean), title=replace(title, text=title.text + "五"))
    assert is_caught(replace(clean, documents=(invented,)))


@briefly
@given(SEEDS)
def test_an_invisible_character_without_a_drop_is_caught(clean: CleanSeed) -> None:
    assume(any(is_invisible(char) for line in clean.source.lines for char in line))
    visible_only = tuple(drop for drop in clean.drops if drop.rule != "invisible")
    assume(not any(is_invisible(char) for drop in visible_only for char in drop.text))
    assert is_caught(replace(clean, drops=visible_only))


@briefly
@given(SEEDS, st.data())
def test_an_invisible_character_in_a_block_is_caught(clean: CleanSeed, data: st.DataObject) -> None:
    index, block = some_block(clean, data)
    assert is_caught(with_text(clean, index, block.text + "\u200b"))


@briefly
@given(SEEDS)
def test_the_machine_output_names_each_visible_character_once(clean: CleanSeed) -> None:
    """A reader of the JSON alone can prove the law again."""
    told = to_json(clean)
    entries = [entry for article in told["articles"] for block in article["blocks"] for entry in block["src"]]
    entries += [entry for article in told["articles"] for src in article["meta_src"].values() for entry in src]
    visible_drops = [drop for drop in told["removed"] if drop["rule"] != "invisible"]
    entries += [entry for drop in visible_drops for entry in drop["src"]]
    named: list[tuple[int, int]] = []
    for first, last, *columns in entries:
        for number in range(first, last + 1):
            low, high = columns or (1, len(clean.source.lines[number - 1]))
            line = clean.source.lines[number - 1]
            named += [(number, column) for column in range(low, high + 1) if is_visible(line[column - 1])]
    expected = [
        (number, column)
        for number, line in enumerate(clean.source.lines, 1)
        for column, char in enumerate(line, 1)
        if is_visible(char)
    ]
    assert sorted(named) == expected


@briefly
@given(SEEDS)
def test_explain_tells_of_every_line_with_text_and_is_safe_to_print(clean: CleanSeed) -> None:
    rows = explain(clean).split("\n")
    told = {int(row.split(":")[0].split("[")[0]) for row in rows if "[" in row}
    assert {number for number, line in enumerate(clean.source.lines, 1) if visible(line)} <= told
    assert not any(is_invisible(char) for row in rows for char in row)
