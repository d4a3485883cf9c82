"""Sentences of a block and their ids: what a citation points to, and what stays when a seed is cleaned again."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from wenzhai.model import Document

# A sentence ends at a full stop and takes the closing marks behind it along; an ellipsis ends one only before a
# closing mark or at the block's end, because 「……」 stands within sentences as often as after them.
_END = re.compile(r"[。！？!?]+[”’」』）)】》〉]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: offsets into the block's text, and its id."""

    start: int
    end: int
    id: str


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a block; together they are the whole text, white space between them included."""
    ends = [match.end() for match in _END.finditer(text)]
    if not ends or ends[-1] < len(text):
        if ends and not text[ends[-1] :].strip():
            ends[-1] = len(text)
        else:
            ends.append(len(text))
    starts = [0, *ends[:-1]]
    return tuple(Sentence(s, e, sentence_id(text[s:e])) for s, e in zip(starts, ends, strict=True) if e > s)


def document_sentences(document: Document) -> tuple[tuple[Sentence, ...], ...]:
    """Return the sentences of each block, with ids unique in the document: the second of the same gets `-2`."""
    seen: Counter[str] = Counter()

    def unique(sentence: Sentence) -> Sentence:
        seen[sentence.id] += 1
        count = seen[sentence.id]
        return sentence if count == 1 else replace(sentence, id=f"{sentence.id}-{count}")

    return tuple(tuple(unique(s) for s in split_sentences(block.text)) for block in document.blocks)


def sentence_id(text: str) -> str:
    """Return `s-` and eight base32 characters of a hash of the sentence's words, in the source's own script.

    Punctuation, width and white space do not count, so the id outlives a better cleaning.
    """
    digest = hashlib.sha256(significant(text).encode()).digest()
    return "s-" + base64.b32encode(digest[:5]).decode().lower()


def significant(text: str) -> str:
    """Return what carries the meaning: NFKC, case folded, letters and digits, and `.` and `%` beside a digit."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if "%" not in folded and "." not in folded:  # most sentences, five times as fast
        return "".join(filter(str.isalnum, folded))
    return "".join(
        c
        for i, c in enumerate(folded)
        if c.isalnum()
        or (c == "%" and i > 0 and folded[i - 1].isdigit())
        or (c == "." and i > 0 and folded[i - 1].isdigit() and folded[i + 1 : i + 2].isdigit())
    )
