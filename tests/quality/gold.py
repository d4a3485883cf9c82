"""Gold: what a careful editor would publish, in text files that need no Python (see tests/golden/clean/README.md)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden" / "clean"

META_FIELDS = ("title", "kicker", "subtitle", "author", "source", "date")

# White space, which cleaning may change, and characters without a shape of their own, which it must drop.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
_UNSEEN_MARKS = {"\u034f", "\u115f", "\u1160", "\u3164", "\uffa0", *(chr(c) for c in range(0xFE00, 0xFE10))}

_BREAK = "¦"
_OPTIONAL = re.compile("⟦(.*?)⟧")
_TAG = re.compile(r"\[([a-z0-9_|]+)\]\s*")
_LEVEL = re.compile(r"h([2-6])")
_KINDS = {"item": "list_item"}


class GoldError(ValueError):
    """A gold file breaks the format; says which and where."""


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """One block as it should be. Offsets count visible characters."""

    text: str
    kinds: tuple[str, ...] = ("paragraph",)
    """What it may be called, the best first."""
    levels: tuple[int, ...] = ()
    """Of a heading: the levels that are as good as each other."""
    soft_breaks: tuple[int, ...] = ()
    """Where a break is as good as none."""
    optional: tuple[tuple[int, int], ...] = ()
    """What may stand here or be metadata."""

    @property
    def is_heading(self) -> bool:
        return bool(self.levels)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document as it should be."""

    name: str
    blocks: tuple[GoldBlock, ...]
    meta: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Field and acceptable values; `?` among them: nobody can know, so it is not judged."""
    incomplete: bool = False
    printed: tuple[str, ...] = ()
    """Metadata as it stands in the text: neither a block nor dropped."""
    facts: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Everything else in the head: script, genre, place."""

    def values(self, name: str) -> tuple[str, ...]:
        return dict(self.meta).get(name, ())

    def fact(self, name: str) -> str:
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class Gold:
    """A whole seed as it should be."""

    documents: tuple[GoldDocument, ...]
    removed: tuple[str, ...] = ()


def visible(text: str) -> str:
    """Return the characters that a reader sees, without white space."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(c for c in text if unicodedata.category(c) not in _UNSEEN and c not in _UNSEEN_MARKS)


def parse_block(line: str) -> GoldBlock:
    """Return the block of one line: an optional tag, then text with `¦` and `⟦…⟧`."""
    kinds: tuple[str, ...] = ("paragraph",)
    levels: list[int] = []
    if tag := _TAG.match(line):
        line = line[tag.end() :]
        names = tag[1].split("|")
        levels = [int(m[1]) for n in names if (m := _LEVEL.fullmatch(n))]
        kinds = tuple(dict.fromkeys("heading" if _LEVEL.fullmatch(n) else _KINDS.get(n, n) for n in names))
    optional = []
    while found := _OPTIONAL.search(line):
        start = len(visible(line[: found.start()]).replace(_BREAK, ""))
        optional.append((start, start + len(visible(found[1]))))
        line = line[: found.start()] + found[1] + line[found.end() :]
    parts = line.split(_BREAK)
    soft, length = [], 0
    for part in parts[:-1]:
        length += len(visible(part))
        soft.append(length)
    return GoldBlock("".join(parts).strip(), kinds, tuple(levels), tuple(soft), tuple(optional))


def parse_document(text: str, name: str) -> GoldDocument:
    """Return the document of one file; raises GoldError where its head is not `key: value` lines ended by `---`."""
    head, mark, body = text.partition("\n---\n")
    if not mark:
        raise GoldError(f"{name}: no line `---` after the head")
    meta: dict[str, tuple[str, ...]] = {}
    facts: dict[str, str] = {}
    printed: list[str] = []
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise GoldError(f"{name}: not `key: value`: {line}")
        if key == "printed":
            printed.append(value)
        elif key in META_FIELDS:
            meta[key] = tuple(part.strip() for part in value.split(" | "))
        else:
            facts[key] = value.strip()
    blocks = tuple(parse_block(line.strip()) for line in body.splitlines() if line.strip())
    return GoldDocument(
        name, blocks, tuple(meta.items()), facts.pop("incomplete", "") == "yes", tuple(printed), tuple(facts.items())
    )


def read_document(path: Path) -> GoldDocument:
    return parse_document(path.read_text("utf-8"), path.stem)


def read_seed_gold(folder: Path) -> Gold:
    """Return the gold of one seed: `1.txt`, `2.txt` …, and what is to be dropped in `removed.txt`."""
    documents = sorted(folder.glob("[0-9]*.txt"), key=lambda p: int(p.stem))
    removed = (folder / "removed.txt").read_text("utf-8").splitlines()
    return Gold(tuple(map(read_document, documents)), tuple(line for line in removed if line.strip()))


def read_articles(folder: Path) -> tuple[GoldDocument, ...]:
    """Return the clean texts of a folder, in the order of their names."""
    return tuple(map(read_document, sorted(folder.glob("*.txt"))))


def write_gold(gold: Gold) -> str:
    """Return gold as one text for the eye, in the format of its files."""
    parts = []
    for document in gold.documents:
        head = [f"{name}: {' | '.join(values)}" for name, values in document.meta]
        head += ["incomplete: yes"] * document.incomplete + [f"printed: {text}" for text in document.printed]
        body = ["[" + "|".join(_tags(block)) + "] " + block.text for block in document.blocks]
        parts.append("\n".join([f"===== {document.name}", *head, "---", *body]))
    return "\n\n".join([*parts, "===== removed", *gold.removed]) + "\n"


def _tags(block: GoldBlock) -> list[str]:
    return [f"h{level}" for level in block.levels] + [kind for kind in block.kinds if kind != "heading"]


def with_printed(document: GoldDocument, *texts: str) -> GoldDocument:
    return replace(document, printed=document.printed + texts)
