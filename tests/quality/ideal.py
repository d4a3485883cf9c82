"""The output of a perfect cleaner: gold in the form of the JSON. Tests spoil it and see what the score says."""

from __future__ import annotations

from typing import Any

from quality.gold import META_FIELDS, Gold, GoldBlock, GoldDocument

Json = dict[str, Any]


def ideal_output(gold: Gold) -> Json:
    """Return the JSON of a perfect cleaning, without `src`."""
    return {
        "kind": "ideal",
        "articles": [_article(document) for document in gold.documents],
        "removed": [{"text": text, "src": [], "rule": "gold"} for text in gold.removed],
        "problems": [],
    }


def _article(document: GoldDocument) -> Json:
    fields = {name: _value(document.values(name)) for name in META_FIELDS}
    return {
        "slug": document.name,
        **fields,
        "incomplete": document.incomplete,
        "meta_src": {},
        "blocks": [_block(block) for block in document.blocks],
    }


def _value(values: tuple[str, ...]) -> str | None:
    return values[0] if values and "?" not in values else None


def _block(block: GoldBlock) -> Json:
    level = {"level": block.levels[0]} if block.levels else {}
    return {"type": block.kinds[0], **level, "text": block.text, "src": []}
