"""The lead that a web page prints twice: once cut off behind the title, once in the text.

The shorter one goes, with a warning where the two disagree: a reposter may have changed a year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from wenzhai.clean.article import Article
from wenzhai.clean.draft import Dropped, Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.margins import is_prose
from wenzhai.clean.text import Text
from wenzhai.model import Problem, Severity

_FIRST_LINES = 8
_LONGEST_TAIL = 24
_LONGEST = 1200
_ANCHOR = 6
_ALIKE = 0.88
_SHORTEST = 12
_SHORTEST_WHOLE = 24
_LABEL = re.compile(r"[\[【]?(?:核心提示|内容提要|内容摘要|摘\s?要|导\s?[读语]|提\s?要|简介|描述)[\]】]?\s?:?")
"""What a page prints before the lead."""
_MORE = r"[(\[【]?(?:详细|详情|全文|更多|阅读全文|查看全文|展开全文|继续阅读|点击查看)[)\]】]?[>]{0,3}"
_ELLIPSIS = re.compile(
    rf"\s*(?:\.{{2,6}}|…{{1,2}}|。。。)\s*(?:{_MORE})?\s*$|\s*[(\[【](?:详细|详情|全文|更多|阅读全文)[)\]】]\s*$"
)


def drop_repeated_lead(article: Article, path: str) -> Article:
    """Drop a lead that the text repeats; what stands before it on its line is the title."""
    lines = list(article.lines)
    for place in range(min(_FIRST_LINES, len(lines) - 1)):
        found = _repeated(lines, place)
        if found is None:
            continue
        start, body = found
        lead = lines[place].text.cut(start)
        kept = lines[place].text.cut(0, start).strip()
        if kept.plain and _LABEL.fullmatch(fold(kept.plain)):
            lead, kept = lines[place].text, kept.cut(0, 0)
        title = [replace(lines[place], text=kept, role=Role.HEADING, fixed=False)] if kept.plain else []
        return replace(
            article,
            lines=(*lines[:place], *title, *lines[place + 1 :]),
            drops=(*article.drops, Dropped(lead, "duplicate.lead")),
            problems=(*article.problems, *_conflicts(lead, body, path)),
        )
    return article


def _repeated(lines: Sequence[Line], place: int) -> tuple[int, str] | None:
    """Return where in a line a lead begins with which the text below begins too, and that beginning."""
    line = lines[place]
    if line.fixed or len(line.plain) > _LONGEST or line.role not in {Role.TEXT, Role.HEADING}:
        return None
    tail = max(0, len(line.plain) - _LONGEST_TAIL)
    cut_off = _ELLIPSIS.search(fold(line.plain[tail:]))
    bare = line.plain[: tail + cut_off.start()] if cut_off else line.plain
    for below in range(place + 1, min(len(lines), place + _FIRST_LINES)):
        if lines[below].role is not Role.TEXT:
            continue
        start = _lead_start(bare, lines[below].plain)
        if start >= 0 and len(bare) - start >= (_SHORTEST if cut_off else _SHORTEST_WHOLE):
            body = _beginning(lines[below:], len(bare) - start)
            if SequenceMatcher(None, bare[start:], body, autojunk=False).ratio() >= _ALIKE:
                return start, body
        if is_prose(lines[below]):
            return None  # the text has begun otherwise: what is told again further down is no lead
    return None


def _beginning(lines: Sequence[Line], length: int) -> str:
    """Return the first characters of a text, over as many paragraphs as they take."""
    words = ""
    for line in lines:
        if line.role is Role.TEXT:
            words += line.plain
        if len(words) >= length:
            break
    return words[:length]


def _lead_start(bare: str, body: str) -> int:
    """Return where the beginning of the body stands in the line, -1 if nowhere; a changed character is forgiven."""
    start = bare.find(body[:_ANCHOR])
    if start < 0 and len(body) > 2 * _ANCHOR:
        later = bare.find(body[_ANCHOR : 2 * _ANCHOR])
        start = later - _ANCHOR if later >= _ANCHOR else -1
    return start


_NUMBERS = re.compile(r"\d+(?:\.\d+)?%?")


def _conflicts(lead: Text, body: str, path: str) -> list[Problem]:
    """Return a warning for each number in which the two differ."""
    bare = _ELLIPSIS.sub("", fold(lead.plain))
    problems: list[Problem] = []
    ours, theirs = list(_NUMBERS.finditer(bare)), list(_NUMBERS.finditer(body))
    for one, other in zip(ours, theirs, strict=False):
        if one[0] == other[0] or one.end() == len(bare):
            continue
        place = lead.cut(one.start(), one.end()).runs[0]
        message = f"重复的导语写作“{one[0]}”，正文写作“{other[0]}”，二者不一致"
        hint = "正文照录，导语记入清理记录；请核对哪个对，必要时在附注里说明"
        problems.append(Problem(Severity.WARNING, path, place.line, place.col, message, hint))
    return problems
