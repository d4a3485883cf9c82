"""Character references of HTML: `&nbsp;`, `&#8220;`. Decoded as `html.unescape` does, each with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_LONGEST = 40
"""Characters: a longer number is no character's."""
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a reference stands in a text, and what it stands for: nothing, where HTML has no such character."""

    start: int
    end: int
    decoded: str


def find_references(text: str, start: int = 0, end: int | None = None) -> Iterator[Reference]:
    """Yield the references between two offsets."""
    for match in _REFERENCE.finditer(text, start, len(text) if end is None else end):
        written = match[0]
        decoded = html.unescape(written) if len(written) <= _LONGEST else _UNKNOWN
        if decoded == written:
            continue
        if decoded == _UNKNOWN:  # a number that no character has: the sign for that would be an invention
            yield Reference(match.start(), match.end(), "")
            continue
        # `&notit;` is `&not` and the letters behind it.
        rest = 0
        while rest < min(len(written), len(decoded)) - 1 and decoded.endswith(written[len(written) - rest - 1 :]):
            rest += 1
        yield Reference(match.start(), match.end() - rest, decoded[: len(decoded) - rest])
