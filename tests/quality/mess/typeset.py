"""Setting Chinese text in narrow columns as newspapers do, and losing the first-line indent as PDF text does."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from quality.gold import visible

# JIS X 4051 and GB/T 15834 in short: what must not begin and what must not end a line.
NOT_FIRST = set("，。、；：？！…—”’）》」』】〕％%,.;:?!)·")
NOT_LAST = set("“‘（《「『【〔(")
OPENING = set("“‘（《「『【")

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.%/+,-]*[A-Za-z0-9%]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is set. Widths count Chinese characters."""

    width: int
    indent: str
    """Before the first line of a paragraph; empty: it is lost, and shows as missing width alone."""
    squeezes: bool
    """Whether a closing mark at the line's end is squeezed in, or takes the character before it to the next line."""
    spaced_latin: bool
    """Whether the text layer has blanks around Latin letters and digits."""
    blanks: str
    """Between paragraphs: `between`, `none` or `every` (after every line)."""
    spurious: float
    """How often a blank line stands where nothing ends."""


def any_column(rng: random.Random, narrowest: int, widest: int) -> Column:
    return Column(
        width=rng.randint(narrowest, widest),
        indent=rng.choices(("", "　　", "  "), (85, 12, 3))[0],
        squeezes=rng.random() < 0.6,
        spaced_latin=rng.random() < 0.4,
        blanks=rng.choices(("between", "none", "every"), (80, 16, 4))[0],
        spurious=rng.choice((0.0, 0.01, 0.03)),
    )


def wrap(text: str, column: Column, *, first: int = 2) -> list[str]:
    """Return the lines of a paragraph; the first is `first` characters shorter."""
    lines: list[str] = []
    line = ""
    room = 2 * (column.width - first)
    tokens = _WORD.findall(text)
    for index, token in enumerate(tokens):
        if line and _width(line + token) > room and not _squeezed(column, line, token, room):
            carried = _carried(line, token)
            lines.append(line[: len(line) - len(carried)])
            line, room = carried, 2 * column.width
        line += token
        if token in OPENING and index + 1 < len(tokens) and _width(line + tokens[index + 1]) > room:
            lines.append(line[:-1])
            line, room = token, 2 * column.width
    return [part.strip() for part in (*lines, line) if part.strip()]


def _squeezed(column: Column, line: str, token: str, room: int) -> bool:
    return column.squeezes and token in NOT_FIRST and _width(line) <= room + 1


def _carried(line: str, token: str) -> str:
    """Return the end of a line that must go with the next token: it may not begin a line, or this not end one."""
    carried = ""
    while len(line) > 1 and (token in NOT_FIRST or line[-1] in NOT_LAST):
        carried = line[-1] + carried
        token, line = line[-1], line[:-1]
        if token not in NOT_FIRST and not (line and line[-1] in NOT_LAST):
            break
    return carried


def _width(text: str) -> int:
    """Return the width in half characters."""
    return sum(1 if char.isascii() else 2 for char in text)


def set_paragraph(text: str, column: Column, rng: random.Random) -> list[str]:
    """Return a paragraph as a PDF's text layer has it, spurious blank lines included."""
    lines = wrap(text, column)
    lines[0] = column.indent + lines[0]
    if column.spaced_latin:
        lines = [_space_latin(line, rng) for line in lines]
    out: list[str] = []
    for index, line in enumerate(lines):
        out.append(line)
        if index + 1 < len(lines) and rng.random() < _spurious(column, line, lines[index + 1]):
            out.append("")
    return out


def _spurious(column: Column, line: str, after: str) -> float:
    """Layout analysis takes the white half of an opening mark for an indent, and a short line for a last one."""
    if not column.spurious:
        return 0.0
    if column.blanks == "every":
        return 1.0
    if after[0] in OPENING:
        return 0.35
    return 0.2 if _width(line) < 2 * column.width - 2 else column.spurious


def _space_latin(line: str, rng: random.Random) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    spaced = re.sub(
        r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])",
        lambda _: " " if rng.random() < 0.6 else "",
        line.strip(),
    )
    return indent + spaced


def letter_space(line: str) -> str:
    """Return the line with a blank between all characters, as justified lines come out of a PDF."""
    return " ".join(visible(line))


def break_headline(text: str, width: int) -> list[str]:
    """Return the lines of a headline: broken at a blank or comma where there is one, else in the middle."""
    if len(text) <= width:
        return [text]
    for mark in ("　", " ", "，", "：", "？"):
        head, found, tail = text.partition(mark)
        if found and 3 <= len(head) <= width and 3 <= len(tail) <= width:
            return [head + (found if not found.isspace() else ""), tail]
    middle = (len(text) + 1) // 2
    while text[middle] in NOT_FIRST or text[middle - 1] in NOT_LAST or text[middle - 1 : middle + 1].isascii():
        middle += 1
        if middle >= len(text) - 1:
            return [text]
    return [text[:middle], text[middle:]]
