"""A site of many pages: the project with seeds added, whose texts are clauses of the real ones in another order."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

CLAUSE = re.compile(r"[^，。；！？\s]{4,40}[，。；！？]")
TITLE = 18
PARAGRAPHS = (3, 7)
CLAUSES = (4, 12)


def grow(seeds: Path, pages: int) -> None:
    """Add seeds until the site has about `pages` more: each is a page of its own and one document."""
    known = len(list(seeds.glob("*.txt")))
    for number, text in enumerate(texts_like(seeds, pages // 2), known):
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        (seeds / f"{number:03}_{digest}.txt").write_text(text, encoding="utf-8")


def texts_like(seeds: Path, count: int) -> list[str]:
    """Return `count` documents, a line for the title and one for each paragraph."""
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(seeds.glob("*.txt"))]
    clauses = [clause for text in texts for clause in CLAUSE.findall(text)]
    chance = random.Random(count)  # noqa: S311
    return [_document(clauses, chance) for _ in range(count)]


def _document(clauses: list[str], chance: random.Random) -> str:
    title = "".join(chance.choices(clauses, k=2)).translate(dict.fromkeys(map(ord, "，。；！？")))[:TITLE]
    paragraphs = (
        "".join(chance.choices(clauses, k=chance.randint(*CLAUSES)))[:-1] + "。"
        for _ in range(chance.randint(*PARAGRAPHS))
    )
    return "\n".join((title, *paragraphs)) + "\n"
