"""One spelling to match against: simplified characters and half-width signs, whatever the seed uses.

Folding is character by character, so an offset into the folded text is an offset into the text itself. Only the
patterns of this package look at it; what is published is never folded.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

_SIGNS = {
    "｜": "|",
    "丨": "|",
    "／": "/",
    "∕": "/",
    "　": " ",
    "\xa0": " ",
    "︰": ":",
    "﹕": ":",
    "∶": ":",
    "﹙": "(",
    "﹚": ")",
    "〔": "(",
    "〕": ")",
    "［": "[",
    "］": "]",
    "〖": "【",
    "〗": "】",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "•": "·",
    "‧": "·",
    "・": "·",
    "─": "—",
    "―": "—",
    "－": "-",
    "–": "-",
}


def fold(text: str) -> str:
    """Return the text, of the same length, in simplified script and with half-width letters, digits and signs."""
    return _fold_short(text) if len(text) <= _SHORT else text.translate(_table())


_SHORT = 200


@lru_cache(maxsize=1 << 15)
def _fold_short(text: str) -> str:
    """Fold what every pass looks at again: lines and the beginnings of paragraphs."""
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    table = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)}
    table |= {ord(wide): narrow for wide, narrow in _SIGNS.items()}
    return table | {ord(pair[0]): pair[1] for pair in data_lines("traditional.txt")}


@cache
def data_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a table in `wenzhai/data`, without comments and blank lines."""
    text = files("wenzhai").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
