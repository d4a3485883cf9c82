"""The sheet on which one messy file is put together: its lines, and beside them the gold."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from quality.gold import Gold, GoldBlock, GoldDocument, visible

Phrases = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Messy:
    """One messy file and its gold."""

    name: str
    kind: str
    text: str
    data: bytes
    encoding: str
    gold: Gold


@dataclass(frozen=True, slots=True)
class Base:
    """What mess is made of: clean texts, and the phrases that stand around texts."""

    articles: tuple[GoldDocument, ...]
    phrases: dict[str, Phrases]

    def regions(self) -> tuple[str, ...]:
        return tuple(sorted({region(article) for article in self.articles}))

    def of(self, wanted: str, *genres: str) -> list[GoldDocument]:
        """Return the articles of a region; of these genres only, where that leaves any."""
        articles = [a for a in self.articles if region(a) == wanted]
        return [a for a in articles if a.fact("genre") in genres] or articles


def read_phrases(path: Path) -> dict[str, Phrases]:
    return tomllib.loads(path.read_text("utf-8"))


def region(article: GoldDocument) -> str:
    """Return hans, tw or hk."""
    return article.fact("script").rpartition("-")[2].lower()


@dataclass(slots=True)
class Sheet:
    """A messy file in the making."""

    rng: random.Random
    phrases: Phrases
    lines: list[str] = field(default_factory=list)
    documents: list[GoldDocument] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def phrase(self, kind: str, **words: str) -> str:
        """Return a phrase with its fields filled in."""
        return self.fill(self.rng.choice(self.phrases[kind]), **words)

    def fill(self, template: str, **words: str) -> str:
        names = self.rng.sample(self.phrases["names"], 2)
        fields = {
            "name": names[0],
            "name2": names[1],
            "site": self.rng.choice(self.phrases["sites"]),
            "paper": self.rng.choice(self.phrases["papers"]),
            "agency": self.rng.choice(self.phrases["agencies"]),
            "headline": self.rng.choice(self.phrases["headlines"]),
            "n": str(self.rng.randint(2, 2000) if "example.com" in template else self.rng.randint(2, 16)),
        }
        return template.format_map(fields | words)

    def drop(self, text: str, *, blank: bool = False) -> None:
        """Write a line that cleaning must take out."""
        self.lines.append(text)
        self.removed.append(text)
        if blank:
            self.lines.append("")

    def printed_line(self, template: str, meta: dict[str, str]) -> tuple[str, tuple[str, ...]]:
        """Return a line of printed metadata and its values; what stands around them is to be dropped."""
        line, values = "", []
        for part in re.split(r"(\{\w+\})", template):
            name = part[1:-1]
            if part.startswith("{") and name in meta:
                line += meta[name]
                values.append(meta[name])
            elif part:
                text = self.fill(part)
                line += text
                if visible(text):
                    self.removed.append(text)
        return line, tuple(values)

    def gold(self) -> Gold:
        return Gold(tuple(self.documents), tuple(self.removed))


def value(article: GoldDocument, name: str) -> str:
    """Return what the clean text says of itself, or nothing."""
    return (article.values(name) or ("",))[0]


def with_meta(document: GoldDocument, **fields: str) -> GoldDocument:
    """Return the document with these fields in place of its own; alternatives are separated by ` | `."""
    meta = dict(document.meta) | {name: tuple(text.split(" | ")) for name, text in fields.items() if text}
    for name, text in fields.items():
        if not text:
            meta.pop(name, None)
    return replace(document, meta=tuple(meta.items()))


def bare(article: GoldDocument) -> GoldDocument:
    """Return the article without metadata: a mess prints what it prints."""
    return replace(article, meta=(), printed=(), facts=())


def as_lines(document: GoldDocument) -> GoldDocument:
    """Return the document for a file without markup, where nothing tells an item or a quotation from a paragraph."""
    blocks = (
        replace(b, kinds=(*b.kinds, "paragraph")) if b.kinds[0] in ("list_item", "quote", "caption") else b
        for b in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def free_block(text: str, *kinds: str) -> GoldBlock:
    """Return a block that may be shown, or be metadata, or be dropped as a label."""
    return GoldBlock(text, kinds, optional=((0, len(visible(text))),))


CHINESE_DIGITS = "一二三四五六七八九十"


def any_date(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(2019, 2025), rng.randint(1, 12), rng.randint(1, 28)


def write_date(rng: random.Random, date: tuple[int, int, int]) -> str:
    year, month, day = date
    return rng.choice(
        (
            f"{year}-{month:02}-{day:02}",
            f"{year}年{month}月{day}日",
            f"{year}/{month:02}/{day:02}",
            f"{year}.{month}.{day}",
        )
    )


def iso(date: tuple[int, int, int]) -> str:
    return "{}-{:02}-{:02}".format(*date)
