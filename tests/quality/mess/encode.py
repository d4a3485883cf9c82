"""Bytes for a messy text: the encodings and line ends that Chinese texts come in."""

from __future__ import annotations

import codecs
import random

# A scrap of what text picks up on its way; a reader sees none of it.
_DIRT = ("\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060")


def encode(rng: random.Random, text: str, region: str) -> tuple[bytes, str]:
    """Return the bytes and the name of their encoding; what cannot hold the text is not chosen."""
    newline = rng.choices(("\n", "\r\n", "\r"), (75, 22, 3))[0]
    text = text.replace("\n", newline)
    legacy = "gb18030" if region == "hans" else "big5" if region == "tw" else "big5hkscs"
    name = rng.choices(("utf-8", "utf-8-sig", legacy, "utf-16-le", "utf-16-be"), (60, 8, 24, 4, 4))[0]
    if name.startswith("utf-16"):
        mark = codecs.BOM_UTF16_LE if name == "utf-16-le" else codecs.BOM_UTF16_BE
        return mark + text.encode(name), name
    try:
        return text.encode(name), name
    except UnicodeEncodeError:
        return text.encode("utf-8"), "utf-8"


def soil(rng: random.Random, text: str) -> str:
    """Return the text with a few invisible characters between its Chinese ones."""
    places = [
        i for i in range(1, len(text)) if "\u4e00" <= text[i - 1] <= "\u9fff" and "\u4e00" <= text[i] <= "\u9fff"
    ]
    chars = list(text)
    for at in sorted(rng.sample(places, min(len(places), 3)), reverse=True):
        chars.insert(at, rng.choice(_DIRT))
    return "".join(chars)
