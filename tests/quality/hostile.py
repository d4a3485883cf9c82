"""Files that wish nobody well: random bytes, and messy files cut, doubled, spliced and salted."""
# ruff: noqa: S311 - mess must be repeatable, not secret

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from quality.corpus import MAKERS, make

_LONGEST = 6000
"""Bytes of a hostile file, mostly: what breaks, breaks small."""

# What has broken parsers of text, HTML, front matter and regular expressions before.
_SALT = (
    "\x00",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\x85",
    "\x0c",
    "\x1c",
    "\ufffd",
    "\U000e0041",
    "\ue000",
    "　" * 300,
    "（" * 400,
    "“" * 400,
    "「『" * 200,
    "<" * 500,
    "<div>" * 300,
    "</p>" * 100,
    "<!--",
    "<![CDATA[",
    "<script>",
    "<table><tr><td>",
    "<b><i></b></i>",
    "&" * 300,
    "&#xFFFFFFFF;",
    "&#0;",
    "&nbsp" * 50,
    "\n---\n",
    "---\ntitle: &a [*a]\n---\n",
    "title: '",
    "（上接",
    "（上接1版）" * 30,
    "本报记者",
    "一、" * 100,
    "1." * 300,
    "篇一\n篇二\n篇三\n",
    "\n" * 500,
    " \n" * 300,
    "\r\r\n",
    "年月日" * 60,
    "2024年13月45日",
    "9" * 400,
    "。" * 300,
    "，\n" * 150,
    "a" * 3000,
    "甲 " * 800,
    "甲\n" * 800,
    "《" * 50 + "》" * 49,
    "来源：" * 100,
    "e\u0301" * 100,
    "👩‍👩‍👧‍👦" * 40,
    "{{ config }}{% raw %}",
    "$(reboot)`reboot`",
    "../../etc/passwd",
)


def hostile(number: int) -> bytes:
    """Return one hostile file."""
    rng = random.Random(f"hostile/{number}")
    data = rng.choice(_BEGINNINGS)(rng)
    for _ in range(rng.randint(0, 3)):
        data = rng.choice(_CHANGES)(rng, data)
    return data


def _messy(rng: random.Random) -> bytes:
    data = _mess(rng.choice(list(MAKERS)), rng.randrange(8))
    start = rng.randrange(max(1, len(data) - _LONGEST)) if rng.random() < 0.5 else 0
    return data[start : start + rng.randint(10, _LONGEST)]


@cache
def _mess(kind: str, number: int) -> bytes:
    return make(kind, number, series="hostile").text.encode()


def _noise(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 2, 3, 7, 64, 500)))


_PLANES = (
    (0, 0x7F),
    (0x80, 0x3FF),
    (0x2000, 0x206F),
    (0x3000, 0x33FF),
    (0x4E00, 0x9FFF),
    (0xE000, 0xFFFF),
    (0x10000, 0x10FFFF),
)


def _letters(rng: random.Random) -> bytes:
    """Random characters of any plane, in an encoding that can hold them."""
    text = "".join(chr(rng.randint(*rng.choice(_PLANES))) for _ in range(rng.randint(0, 400)))
    return text.encode(rng.choice(("utf-8", "utf-16", "gb18030")), "replace")


def _salt_alone(rng: random.Random) -> bytes:
    return "".join(rng.choices(_SALT, k=rng.randint(1, 5)))[:_LONGEST].encode()


_BEGINNINGS: tuple[Callable[[random.Random], bytes], ...] = (_messy, _messy, _messy, _noise, _letters, _salt_alone)


def _salted(rng: random.Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(_SALT).encode() + data[at:]


def _salted_line(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines.insert(rng.randint(0, len(lines)), rng.choice(_SALT).encode())
    return b"\n".join(lines)


def _flipped(rng: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        if out:
            out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def _cut(rng: random.Random, data: bytes) -> bytes:
    a, b = sorted(rng.randint(0, len(data)) for _ in range(2))
    return data[:a] + data[b:]


def _doubled(rng: random.Random, data: bytes) -> bytes:
    a, b = sorted(rng.randint(0, len(data)) for _ in range(2))
    return data[:b] + data[a:]


def _spliced(rng: random.Random, data: bytes) -> bytes:
    other = _messy(rng)
    return data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]


def _shuffled_lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def _characters_swapped(rng: random.Random, data: bytes) -> bytes:
    """Change characters, not bytes, so that the file can still be decoded."""
    chars = list(data.decode("utf-8", "ignore"))
    for _ in range(rng.randint(1, 30)):
        if chars:
            chars[rng.randrange(len(chars))] = rng.choice("\n “”）。<>、一1\u3000")
    return "".join(chars).encode()


def _recoded(rng: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "ignore")
    return text.encode(rng.choice(("gb18030", "big5", "big5hkscs", "utf-16", "utf-16-be")), "ignore")


_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _salted,
    _salted,
    _salted_line,
    _flipped,
    _cut,
    _doubled,
    _spliced,
    _shuffled_lines,
    _characters_swapped,
    _recoded,
)
