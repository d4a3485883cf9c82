from __future__ import annotations

import gzip
import random
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.search.grown import texts_like
from projects import ROOT
from unpacking import unpack
from wenzhai.packing import pack


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def seeds() -> str:
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return "".join(path.read_text(encoding="utf-8", errors="ignore") for path in paths)


def round_trips(texts: Iterable[str]) -> list[str]:
    return unpack([(pack(text), units(text)) for text in texts])


WORDS = st.sampled_from(
    ["传统产业", "傳統產業", "，", "。\n", "升级", "\0", "𬬻", "a", "5G", " ", "\uffff", "的的的的的"]
)


@settings(max_examples=25)
@given(st.lists(st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=80), max_size=20))
def test_every_text_comes_back_as_it_was(texts: list[str]) -> None:
    assert round_trips(texts) == texts


def test_long_texts_come_back_as_they_were() -> None:
    chance = random.Random(6)  # noqa: S311
    ideographs = [chr(code) for code in range(0x4E00, 0xA000)]
    texts = [
        seeds(),
        "".join(texts_like(ROOT / "seeds", 20)),
        "".join(chance.choices(ideographs, k=5_000)),
        "".join(map(chr, range(0, 0xD800, 5))),
        "一" * 30_000,
        "一二" * 15_000 + "三",
    ]
    assert round_trips(texts) == texts


def test_nothing_takes_nothing() -> None:
    assert pack("") == b""
    assert unpack([(b"", 0)]) == [""]


def test_chinese_takes_far_less_than_with_gzip() -> None:
    text = "".join(
        path.read_text(encoding="utf-8", errors="ignore") for path in sorted((ROOT / "seeds").glob("*.txt"))
    )
    assert len(pack(text)) < 0.8 * len(gzip.compress(text.encode(), 9))


def test_what_repeats_takes_next_to_nothing() -> None:
    text = "".join(texts_like(ROOT / "seeds", 3))
    assert len(pack(text * 2)) < 1.1 * len(pack(text))


def test_the_same_text_is_packed_the_same() -> None:
    assert pack("传统产业升级" * 9) == pack("传统产业升级" * 9)


def test_damaged_bytes_give_another_text_and_an_end() -> None:
    text = "".join(texts_like(ROOT / "seeds", 1))
    packed = bytearray(pack(text))
    packed[len(packed) // 2] ^= 1
    (damaged, cut) = unpack([(bytes(packed), units(text)), (bytes(packed[:50]), units(text))])
    assert damaged != text
    assert units(damaged) == units(cut) == units(text)
