"""Finds the parts of a web page that are not its text by the names of their elements: navigation, comments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from wenzhai.clean.folding import data_lines
from wenzhai.clean.html_tokens import VOID, Hidden, Tag, Token

_NAMED = re.compile(r"\b(?:class|id|role)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WHOLE_PAGE = frozenset({"html", "body", "article", "main"})
_MOST = 0.5
"""Of a page's text: what holds more of it is no margin, whatever it is called."""


def find_page_parts(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return where the start tags stand of elements that are named as parts of the page and not of the text."""
    open_tags: dict[str, list[tuple[Tag, int]]] = defaultdict(list)
    parts: list[tuple[int, int]] = []
    title_at = -1
    seen = 0
    for token in tokens:
        if not isinstance(token, Tag):
            seen += 0 if isinstance(token, Hidden) else len("".join(text[token.start : token.end].split()))
        elif not token.closes and token.name == "h1":
            title_at = token.start
        elif not token.closes and token.name not in VOID and not token.rest.endswith("/"):
            open_tags[token.name].append((token, seen))
        elif token.closes and open_tags[token.name]:
            opened, before = open_tags[token.name].pop()
            if title_at < opened.start and _is_named(opened):
                parts.append((opened.start, seen - before))
    return frozenset(start for start, size in parts if size <= _MOST * seen)


def _is_named(tag: Tag) -> bool:
    """Whether an element's class, id or role says that it is a part of the page."""
    if tag.name in _WHOLE_PAGE or not tag.rest:
        return False
    names = " ".join(next(filter(None, match.groups()), "") for match in _NAMED.finditer(tag.rest))
    return not _names().isdisjoint(word.lower() for word in _WORD.findall(names))


@cache
def _names() -> frozenset[str]:
    return frozenset(word for line in data_lines("page_parts.txt") for word in line.partition(":")[2].split())
