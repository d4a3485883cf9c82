"""The little of Markdown that reading a theme page takes: where code is, what a reader sees, cells of a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from html import unescape

_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)
_BACKTICKS = re.compile(r"`+")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_NOT_NEWLINE = re.compile(r"[^\n]")

_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_ATTRIBUTES = re.compile(r"\{:?\s[^{}\n]*\}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~@])")
_EMPHASIS = re.compile(r"\*{1,3}|(?<![0-9A-Za-z])_{1,3}|_{1,3}(?![0-9A-Za-z])|~~|==|\^\^|`+")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_WRAP = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\n\s*(?=[^\x00-\x7f])")
_STASH = "\ue000"


def blank_code(text: str) -> str:
    """Return the text, of the same length, with code and comments made blank: nothing in them means anything."""
    for code in (_fences, _comments, _spans):
        text = _blanked(text, code(text))
    return text


def plain(markdown: str) -> str:
    """Return what a reader sees of a stretch of running text, on one line."""
    escaped: list[str] = []

    def stash(match: re.Match[str]) -> str:
        escaped.append(match[1])
        return _STASH

    text = _ESCAPE.sub(stash, markdown.replace(_STASH, ""))
    text = _IMAGE_OR_LINK.sub(r"\1", text)
    text = unescape(_EMPHASIS.sub("", _ATTRIBUTES.sub("", _TAG.sub("", text))))
    kept = iter(escaped)
    text = "".join(next(kept) if c == _STASH else c for c in text)
    return " ".join(_WRAP.sub("", text).split())


def cells(row: str) -> tuple[tuple[int, int], ...]:
    """Return offsets of each cell of a table's row, without the bars; escaped bars do not count.

    A row is one line: `| a | b |`.
    """
    start, end = len(row) - len(row.lstrip()), len(row.rstrip())
    bars = [match.start() for match in _UNESCAPED_BAR.finditer(row, start, end)]
    if bars and bars[0] == start:
        bars = bars[1:]
        start += 1
    if bars and bars[-1] == end - 1:
        end = bars.pop()
    return tuple(zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True))


def is_escaped(text: str, offset: int) -> bool:
    """Return whether a backslash, itself not escaped, stands before the offset."""
    return offset > 0 and text[offset - 1] == "\\" and text[offset - 2 : offset - 1] != "\\"


def _fences(text: str) -> Iterable[tuple[int, int]]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]) and not fence["info"].strip():
            yield opened.start(), fence.end()
            opened = None
    if opened is not None:
        yield opened.start(), len(text)


def _comments(text: str) -> Iterable[tuple[int, int]]:
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        close = text.find("-->", start)
        end = close + 3 if close >= 0 else len(text)
        yield start, end


def _spans(text: str) -> Iterable[tuple[int, int]]:
    """Yield code spans: a run of backticks to the next run as long as it in the same paragraph."""
    runs = list(_BACKTICKS.finditer(text))
    breaks = [match.start() for match in _PARAGRAPH_BREAK.finditer(text)]
    paragraph = [bisect_right(breaks, run.start()) for run in runs]
    following: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i in reversed(range(len(runs))):
        following[paragraph[i], len(runs[i][0])].append(i)
    done = -1
    for i, run in enumerate(runs):
        same = following[paragraph[i], len(run[0])]
        same.pop()
        if i > done and same and not is_escaped(text, run.start()):
            done = same[-1]
            yield run.start(), runs[done].end()


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in ranges:
        pieces += text[done:start], _NOT_NEWLINE.sub(" ", text[start:end])
        done = end
    return "".join(pieces) + text[done:]
