"""Small worlds for tests of the digest: documents from a few lines, and the real seeds, cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from wenzhai import clean, read, script
from wenzhai.digest import passages, theme
from wenzhai.digest.words import Normaliser
from wenzhai.glossary import Glossary
from wenzhai.model import (
    Block,
    BlockKind,
    CleanSeed,
    Document,
    Drop,
    Evidence,
    Kind,
    Lang,
    Problem,
    Reference,
    Sidecar,
    Source,
    Span,
    Theme,
)
from wenzhai.routes import lexicon

ROOT = Path(__file__).parents[1]

_DOCUMENT_LINE = re.compile(r"(?m)^#\| (?P<seed>[0-9]{3})/(?P<slug>[a-z0-9-]+) (?P<text>.*)$")
_DROPPED_LINE = re.compile(r"(?m)^#- (?P<seed>[0-9]{3}) (?P<text>.*)$")


@cache
def converter() -> script.Converter:
    return script.converter(Glossary())


def fold(text: str) -> str:
    return converter().convert(text, Lang.HANS, Lang.TW)


def render(_owner: str, text: str, to: Lang) -> str:
    return converter().convert(text, to, script.detect(text) or Lang.HANS)


def segment(text: str) -> Sequence[str]:
    return lexicon().segment(text)


NORMALISE = Normaliser(fold)


def index(seeds: Iterable[CleanSeed]) -> passages.Index:
    return passages.build_index([(seed, render) for seed in seeds], fold, segment)


def document(name: str, *paragraphs: str, **fields: object) -> Document:
    """Return a document from `003/industry` and its paragraphs; `## …` is a heading, `—— …` whose words they are."""
    seed, slug = name.split("/")
    return Document(seed, slug, tuple(map(_block, paragraphs)), **fields)  # type: ignore[arg-type]


def _block(text: str) -> Block:
    if text.startswith("## "):
        return Block(BlockKind.HEADING, text[3:], (), level=2)
    kind = BlockKind.ATTRIBUTION if text.startswith("——") else BlockKind.PARAGRAPH
    return Block(kind, text, ())


def clean_seed(number: str, documents: Iterable[Document], dropped: Iterable[str] = ()) -> CleanSeed:
    """Return a cleaned seed; each dropped text stands on a line of its own, from line 1."""
    lines = tuple(dropped)
    drops = tuple(Drop(Span(i, 1, i, max(1, len(text))), text, "test") for i, text in enumerate(lines, 1))
    source = Source(number, f"seeds/{number}.txt", "", "utf-8", lines, Sidecar())
    return CleanSeed(source, Kind.PLAIN, (), tuple(documents), drops)


def seeds_of(case: str) -> tuple[CleanSeed, ...]:
    """Return the seeds of a case file: a line `#| 001/city words` is a paragraph, `#- 001 words` was dropped."""
    paragraphs: dict[str, dict[str, list[str]]] = {}
    for line in _DOCUMENT_LINE.finditer(case):
        paragraphs.setdefault(line["seed"], {}).setdefault(line["slug"], []).append(line["text"])
    dropped: dict[str, list[str]] = {}
    for line in _DROPPED_LINE.finditer(case):
        dropped.setdefault(line["seed"], []).append(line["text"])
    return tuple(
        clean_seed(
            seed,
            (document(f"{seed}/{slug}", *texts) for slug, texts in paragraphs.get(seed, {}).items()),
            dropped.get(seed, ()),
        )
        for seed in sorted({*paragraphs, *dropped})
    )


def reference(words: str, source: str = "001") -> Reference:
    """Return a reference to a source as written after `@`: `001`, `003:industry`, `001:raw`."""
    seed, _, slug = source.partition(":")
    raw = slug == "raw"
    return Reference(seed, None if raw else slug or None, raw, words, 1, 1)


Found = tuple[Evidence | None, tuple[Problem, ...]]


# --- The real thing ---------------------------------------------------------------------------------------------


@cache
def real_themes() -> tuple[Theme, ...]:
    """Return the theme pages of docs/themes/."""
    pages = sorted((ROOT / "docs" / "themes").glob("*.md"))
    return tuple(theme.parse(page.read_text("utf-8"), f"docs/themes/{page.name}")[0] for page in pages)


@cache
def real_seeds() -> tuple[CleanSeed, ...]:
    """Return the seeds of seeds/, cleaned with their sidecars."""
    slugs = frozenset(theme.slug for theme in real_themes())
    cleaned = []
    for path in read.find_seeds(ROOT)[0]:
        sidecar, _ = read.read_sidecar(path, ROOT, slugs)
        source, problems = read.read_seed(path, ROOT, sidecar)
        assert source, problems
        cleaned.append(clean.clean_seed(source))
    return tuple(cleaned)


@cache
def real_index() -> passages.Index:
    return index(real_seeds())
