"""The sets of messy files: which are made, from which texts, under which names."""
# ruff: noqa: S311 - mess must be repeatable, not secret

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from quality.gold import GOLDEN, read_articles
from quality.mess.compilation import compilation
from quality.mess.encode import encode, soil
from quality.mess.feed import feed
from quality.mess.newspaper import newspaper
from quality.mess.pdf import pdf
from quality.mess.plain import plain
from quality.mess.sheet import Base, Messy, Sheet, read_phrases

MAKERS: dict[str, Callable[[random.Random, Base], Sheet]] = {
    "newspaper": newspaper,
    "pdf": pdf,
    "plain": plain,
    "compilation": compilation,
    "feed": feed,
}


GATE = (("gate", 16), ("second", 12))
"""The gate's own files: series, and how many of each kind."""


@cache
def read_base(folder: Path) -> Base:
    """Return the clean texts and the phrases of a folder."""
    return Base(read_articles(folder / "articles"), read_phrases(folder / "phrases.toml"))


def make(kind: str, number: int, *, series: str = "gate", base: Base | None = None) -> Messy:
    """Return one messy file. The same kind, number and series give the same bytes for ever.

    The series `second` has texts and phrases of its own; any other has those of the gate, in another mess.
    """
    rng = random.Random(f"{series}/{kind}/{number}")
    base = base or read_base(GOLDEN / "second" if series == "second" else GOLDEN)
    sheet = MAKERS[kind](rng, base)
    text = "\n".join(sheet.lines).rstrip("\n") + "\n"
    if rng.random() < 0.08:
        text = soil(rng, text)
    region = next(name for name, phrases in base.phrases.items() if phrases is sheet.phrases)
    data, encoding = encode(rng, text, region)
    name = f"{number:03}_{kind}{'' if series == 'gate' else '_' + series}.txt"
    return Messy(name, kind, text, data, encoding, sheet.gold())


def make_all(count: int, *, series: str = "gate", base: Base | None = None) -> Iterator[Messy]:
    """Yield `count` messy files of each kind."""
    for kind in MAKERS:
        for number in range(count):
            yield make(kind, number, series=series, base=base)


def make_gate() -> Iterator[Messy]:
    """Yield the files that the floors are about."""
    for series, count in GATE:
        yield from make_all(count, series=series)
