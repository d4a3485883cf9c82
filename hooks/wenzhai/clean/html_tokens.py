"""A tokenizer for HTML as it comes: it never fails, leaves no gap, and looks for nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenzhai.clean.folding import data_lines

# What a paragraph holds, what ends one, what no reader sees, and what has no end tag.
INLINE, BLOCKS, UNSEEN, VOID, _OTHER = (
    frozenset(line.partition(":")[2].split()) for line in data_lines("html_elements.txt")
)
_KNOWN = INLINE | BLOCKS | UNSEEN | VOID | _OTHER
_RAW = frozenset({"script", "style", "textarea"})

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30})"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_LOOSE_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30})(?P<rest>(?=[\s/>])[^<>]*+)>")

_SEEMS_HTML = re.compile(
    r"</?(?:p|div|br|span|strong|section|h[1-6]|ul|ol|li|table|tr|td|blockquote|article|img|font|center|b|em|body|html"
    r"|figure|main|dl|dd|dt)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def count_tags(lines: tuple[str, ...]) -> int:
    """Return how many tags of HTML the lines hold."""
    return sum(len(_SEEMS_HTML.findall(line)) for line in lines if "<" in line)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag."""

    start: int
    end: int
    name: str
    closes: bool
    rest: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is dropped whole: a comment, a declaration, the inside of a script."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text, references and all."""

    start: int
    end: int


Token = Tag | Hidden | Words


def read_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of soup, in order and without gaps."""
    at = words = 0
    exhausted: set[str] = set()
    while (opening := text.find("<", at)) >= 0:
        token = _token_at(text, opening, exhausted)
        if token is None:
            at = opening + 1
            continue
        if words < opening:
            yield Words(words, opening)
        yield token
        at = words = token.end
        if isinstance(token, Tag) and not token.closes and token.name in _RAW:
            end = _find(text, f"</{token.name}", at, exhausted)
            if end > at:
                yield Hidden(at, end, f"html.{token.name}")
                at = words = end
    if words < len(text):
        yield Words(words, len(text))


def _token_at(text: str, at: int, exhausted: set[str]) -> Tag | Hidden | None:
    if text.startswith("<!--", at):
        end = _find(text, "-->", at + 4, exhausted)
        return Hidden(at, end + 3 if end >= 0 else at + 4, "html.comment")
    if text.startswith(("<!", "<?"), at):
        end = _find(text, ">", at, exhausted)
        return Hidden(at, end + 1, "html.declaration") if 0 <= end <= at + 500 else None
    match = _TAG.match(text, at) or _LOOSE_TAG.match(text, at)
    if match is None:
        return None
    name = match["name"].lower()
    known = name in _KNOWN or "-" in name or ":" in name or "=" in match["rest"]
    return Tag(at, match.end(), name, bool(match["close"]), match["rest"]) if known else None


def _find(text: str, words: str, at: int, exhausted: set[str]) -> int:
    """Return where `words` stand next, -1 if nowhere; what was not found once is not looked for again."""
    if words in exhausted:
        return -1
    found = text.find(words, at)
    if found < 0:
        exhausted.add(words)
    return found
