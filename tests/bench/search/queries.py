"""Queries cut from what readers see, asked in any script; and some that stand nowhere. Always the same ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from bench.search.truth import SeenPage, convert, fold
from wenzhai import search
from wenzhai.glossary import Group
from wenzhai.routes import lexicon
from wenzhai.script import repository_converter

SCRIPTS = ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s")

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</mark></article><script>alert(1)</script>",
    "javascript:alert(1)//",
    "&lt;script&gt;",
    "(a+)+$(a+)+$(a+)+$",
    "__proto__ constructor prototype",
    "%00%0a../../etc/passwd",
    "产业 " * 1000,
    "\u202e业产\u202c",
)


@dataclass(frozen=True)
class Query:
    """What is typed, and what a page must have to be found by it."""

    kind: str
    text: str
    spellings: tuple[tuple[str, ...], ...]
    """Of each term, folded, what must be found: any one of them."""

    def truth(self, pages: Iterable[SeenPage]) -> frozenset[str]:
        """Return the addresses of the pages that have every term."""
        return _having(pages, self.spellings)

    def allowed(self, pages: Iterable[SeenPage]) -> frozenset[str]:
        """Return those and the pages that have what was typed: a conversion may make another word, 计划 of 計畫."""
        pages = tuple(pages)
        return self.truth(pages) | _having(pages, self.typed)

    @property
    def typed(self) -> tuple[tuple[str, ...], ...]:
        """The terms as they were typed, folded, and as any script spells them: 借助 is 藉助."""
        parts = [part for part in self.text.split() if fold(part)]
        return tuple(tuple({fold(spelt) for spelt in (part, *_in_every_script(part))}) for part in parts)


def _in_every_script(text: str) -> Iterator[str]:
    once = {convert(text, name) for name in SCRIPTS}
    yield from once
    yield from (convert(spelt, name) for spelt in once for name in SCRIPTS)


def _having(pages: Iterable[SeenPage], spellings: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(page.url for page in pages if all(any(map(page.has, forms)) for forms in spellings))


def make_queries(pages: Sequence[SeenPage], edition: str, count: int) -> list[Query]:
    """Return about `count` queries of each kind for the pages of an edition."""
    chance = random.Random(f"{edition} {count}")  # noqa: S311
    lines = [line for page in pages for line in page.lines]
    return [
        *_asked("word", _take(chance, _words(lines), count), chance),
        *_asked("phrase", _cut(chance, lines, count, (5, 20)), chance),
        *_asked("substring", _cut(chance, lines, count, (2, 8)), chance),
        *_asked("mixed", _take(chance, _mixed(lines), count), chance),
        *_take(chance, _regional(pages), count),
        *_pairs(chance, lines, count // 2),
        *(Query("nowhere", text, ((fold(text),),)) for text in _nowhere(chance, pages, count)),
    ]


def _asked(kind: str, texts: Iterable[str], chance: random.Random) -> Iterator[Query]:
    """Yield each text in a script by chance; the spellings are those of the text itself."""
    for text in texts:
        asked = convert(text, chance.choice(SCRIPTS)) if chance.random() < 2 / 3 else text
        yield Query(kind, asked, tuple((fold(part),) for part in text.split() if fold(part)))


_T = TypeVar("_T")


def _take(chance: random.Random, found: Iterable[_T], count: int) -> list[_T]:
    known = list(dict.fromkeys(found))
    return chance.sample(known, min(count, len(known)))


_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_MIXED = re.compile(r"[\u4e00-\u9fff]{0,2}[A-Za-z0-9.%]{1,8}[A-Za-z\u4e00-\u9fff]{1,3}")


def _words(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for run in _HAN.findall(line):
            at = 0
            for word in lexicon().segment(convert(run, "t2s")):
                if len(word) > 1:
                    yield run[at : at + len(word)]
                at += len(word)


def _mixed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from _MIXED.findall(line)


def _cut(chance: random.Random, lines: Sequence[str], count: int, lengths: tuple[int, int]) -> Iterator[str]:
    """Yield stretches of lines, without blanks: where they are cut is left to chance."""
    found = 0
    weights = [len(line) for line in lines]
    while found < count:
        (line,) = chance.choices(lines, weights)
        line = "".join(line.split())
        length = chance.randint(*lengths)
        if len(line) < length:
            continue
        start = chance.randrange(len(line) - length + 1)
        text = line[start : start + length]
        if len(fold(text)) > 1:
            found += 1
            yield text


def _pairs(chance: random.Random, lines: Sequence[str], count: int) -> Iterator[Query]:
    for _ in range(count):
        one, other = (list(_words([line])) for line in chance.sample(lines, 2))
        if one and other:
            yield from _asked("and", [f"{chance.choice(one)} {chance.choice(other)}"], chance)


def _regional(pages: Sequence[SeenPage]) -> Iterator[Query]:
    """Yield words of Taiwan and Hong Kong for which another region's word stands somewhere."""
    others: dict[str, set[str]] = {}
    for one, other in (*search.packaged_words(), *_words_of_ours()):
        others.setdefault(fold(one), set()).add(fold(other))
        others.setdefault(fold(other), set()).add(fold(one))
    for word in dict.fromkeys(fold(regional) for _, regional in search.packaged_words()):
        if any(page.has(other) for page in pages for other in others[word]):
            yield Query("regional", convert(word, "s2tw"), ((word, *sorted(others[word])),))


def _words_of_ours() -> Iterator[tuple[str, str]]:
    for rule in repository_converter().glossary.of(Group.VOCAB):
        yield from combinations([word for word in (rule.key, rule.tw, rule.hk) if word], 2)


def _nowhere(chance: random.Random, pages: Sequence[SeenPage], count: int) -> Iterator[str]:
    """Yield words that stand on no page: made of its characters, of others, of Latin letters."""
    text = "".join(line for page in pages for line in page.folded)
    known = sorted({char for char in text if "\u4e00" <= char <= "\u9fff"})
    strange = [chr(code) for code in range(0x4E00, 0x9FFF) if chr(code) not in text]
    found = 0
    while found < count:
        letters = chance.choice((known, strange, "abcdefghijklmnopqrstuvwxyz"))
        word = "".join(chance.choices(letters, k=chance.randint(2, 6)))
        if word not in text:
            found += 1
            yield word
