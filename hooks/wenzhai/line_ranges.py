"""How a sidecar names lines: `330-455, 271-328`, `12`, `24:1-8` (columns of one line), `199|200` (a boundary)."""

from __future__ import annotations

import re

from wenzhai.model import Span

LINE_END = 1_000_000
"""A column beyond every line: a span read from a sidecar reaches to the end of its line until it is fitted."""

_NUMBER = "([0-9]{1,6})"
_LINES = re.compile(f"{_NUMBER}(?:-{_NUMBER})?")
_COLUMNS = re.compile(f"{_NUMBER}:{_NUMBER}(?:-{_NUMBER})?")
_BOUNDARY = re.compile(rf"{_NUMBER} *\| *{_NUMBER}")


class RangeError(ValueError):
    """What is wrong with a range, in Chinese."""


def parse_ranges(text: str) -> tuple[Span, ...]:
    """Return the spans that `text` names, in its order; `RangeError` tells what cannot be read."""
    return tuple(_parse_range(part.strip()) for part in text.split(","))


def parse_line(text: str) -> int:
    """Return the line of `191`."""
    match = _LINES.fullmatch(text.strip())
    if not match or match[2] is not None:
        raise RangeError(f"“{text}”不是一个行号")
    return _ordered(int(match[1]), int(match[1]), text, "行号")[0]


def parse_lines(text: str) -> tuple[int, int]:
    """Return the first and last line of `115-122`."""
    match = _LINES.fullmatch(text.strip())
    if not match or match[2] is None:
        raise RangeError(f"“{text}”不是“起-止”两个行号")
    return _ordered(int(match[1]), int(match[2]), text, "行号")


def parse_boundary(text: str) -> tuple[int, int]:
    """Return the two lines of `199|200`."""
    match = _BOUNDARY.fullmatch(text.strip())
    if not match:
        raise RangeError(f"“{text}”不是“前|后”两个行号")
    before, after = _ordered(int(match[1]), int(match[2]), text, "行号")
    if before == after:
        raise RangeError(f"“{text}”的两个行号相同")
    return before, after


def show_span(span: Span) -> str:
    """Return the span as a sidecar writes it."""
    if span.line_from == span.line_to and (span.col_from > 1 or span.col_to < LINE_END):
        return f"{span.line_from}:{span.col_from}-{span.col_to}"
    return str(span.line_from) if span.line_from == span.line_to else f"{span.line_from}-{span.line_to}"


def _parse_range(text: str) -> Span:
    if match := _LINES.fullmatch(text):
        first, last = _ordered(int(match[1]), int(match[2] or match[1]), text, "行号")
        return Span(first, 1, last, LINE_END)
    if match := _COLUMNS.fullmatch(text):
        left, right = _ordered(int(match[2]), int(match[3] or match[2]), text, "列号")
        line, _ = _ordered(int(match[1]), int(match[1]), text, "行号")
        return Span(line, left, line, right)
    if not text:
        raise RangeError("逗号前后缺少行号")
    if "，" in text or "、" in text:
        raise RangeError(f"“{text}”里的逗号要用半角“,”")
    raise RangeError(f"看不懂行号“{text}”")


def _ordered(first: int, last: int, text: str, what: str) -> tuple[int, int]:
    if first < 1:
        raise RangeError(f"“{text}”：{what}从 1 起")
    if last < first:
        raise RangeError(f"“{text}”前后颠倒，{what}应由小到大")
    return first, last
