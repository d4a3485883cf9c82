"""A site of many pages: the project with seeds added, whose texts are pieces of the real ones in another order.

The pieces are so short that no text repeats another: a text that did would cost the search's index next to nothing.
"""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

PIECE = re.compile(r"[\u4e00-\u9fff]{2,4}")
STOPS = "，，，、；"
TITLE = (4, 7)
CLAUSE = (2, 5)
CLAUSES = (4, 12)
PARAGRAPHS = (3, 7)


def grow(seeds: Path, pages: int) -> None:
    """Add seeds until the site has about `pages` more: each is a page of its own and one document."""
    known = len(list(seeds.glob("*.txt")))
    for number, text in enumerate(texts_like(seeds, pages // 2), known):
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        (seeds / f"{number:03}_{digest}.txt").write_text(text, encoding="utf-8")


def texts_like(seeds: Path, count: int) -> list[str]:
    """Return `count` documents, a line for the title and one for each paragraph."""
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(seeds.glob("*.txt"))]
    pieces = [piece for text in texts for piece in PIECE.findall(text)]
    chance = random.Random(count)  # noqa: S311
    return [_document(pieces, chance) for _ in range(count)]


def _document(pieces: list[str], chance: random.Random) -> str:
    def clause(length: tuple[int, int]) -> str:
        return "".join(chance.choices(pieces, k=chance.randint(*length)))

    paragraphs = (
        "".join(clause(CLAUSE) + chance.choice(STOPS) for _ in range(chance.randint(*CLAUSES)))[:-1] + "。"
        for _ in range(chance.randint(*PARAGRAPHS))
    )
    return "\n".join((clause(TITLE), *paragraphs)) + "\n"
