"""Official documents: the registry printed above them, their number and masthead, a title on several lines.

Their parts are those of the standards for official documents (GB/T 9704-2012; Taiwan's 文書處理手冊): what a part is
shows by its form and its place above the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from wenzhai.clean.boilerplate import find_phrase
from wenzhai.clean.draft import Draft, Dropped, Found, Gap, Line, Role
from wenzhai.clean.folding import data_lines, fold
from wenzhai.clean.text import Text, join

_TOP = 48
"""Lines: registry, masthead and title stand no further down."""
_FEWEST_ROWS = 3
_LONGEST_LABEL = 20
_LONGEST_VALUE = 90


def read_official_parts(draft: Draft) -> Draft:
    """Drop the registry, the masthead and the number above an official document; make its title one line."""
    return _join_title(_drop_number(_drop_registry(_read_issuer(_drop_marks(draft)))))


def _drop_marks(draft: Draft) -> Draft:
    """Drop （此件公开发布） and （此页无正文）, which would seem a text of their own below the date."""
    marks = [line for line in draft.lines if _is_mark(line)]
    kept = [line for line in draft.lines if not _is_mark(line)]
    return draft.keep(kept, [Dropped(line.text, _MARKS) for line in marks]) if marks else draft


def _is_mark(line: Line) -> bool:
    phrase = find_phrase(line.plain) if len(line.plain) <= _LONGEST_MARK else None
    return phrase is not None and (phrase.rule, phrase.where) == (_MARKS, "anywhere")


_MARKS = "boilerplate.official"
_LONGEST_MARK = 20


# --- The registry -------------------------------------------------------------------------------------------------


def _drop_registry(draft: Draft) -> Draft:
    """Drop the rows of labels and values, but for those that say who issued the document and when."""
    lines = tuple(
        piece for place, line in enumerate(draft.lines) for piece in (_cells(line) if place < _TOP else [line])
    )
    rows = _rows(lines[:_TOP])
    if len(rows) < _FEWEST_ROWS:
        return draft
    kept: list[Line] = []
    drops: list[Dropped] = []
    at = 0
    for start, end, name in rows:
        kept += lines[at:start]
        title = _title_value(lines, start, end) if name == "title" else None
        if name in {"source", "date"}:
            row = replace(lines[start], text=join([line.text for line in lines[start:end]]), role=Role.SOURCE)
            kept.append(row)
        elif title is not None:
            label, value = title
            drops.append(Dropped(label, "boilerplate.metadata"))
            kept.append(replace(lines[end - 1], text=value))
        else:
            drops += [
                Dropped(line.text, f"boilerplate.{'metadata' if name == 'title' else name}")
                for line in lines[start:end]
            ]
        at = end
    return draft.keep((*kept, *lines[at:]), drops)


def _cells(line: Line) -> list[Line]:
    """Return the rows that stand side by side on one line of a registry: 索引号：…　　主题分类：…"""
    gaps = [0, *(edge for gap in _GAP.finditer(line.plain) for edge in gap.span()), len(line.plain)]
    cells = [(start, end) for start, end in zip(gaps[::2], gaps[1::2], strict=True)]
    if len(cells) < 2 or not all(_label(line.plain[start:end])[0] for start, end in cells):  # noqa: PLR2004 - a pair
        return [line]
    return [replace(line, text=line.text.cut(start, end)) for start, end in cells]


_GAP = re.compile(r"(?<=\S)[ \u3000\t]{2,}(?=\S)")


def _rows(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Return where the rows of a registry begin and end, and what each names; a value may stand below its label."""
    labels = [_label(line.plain) for line in lines]
    rows: list[tuple[int, int, str]] = []
    at = 0
    while at < len(lines):
        name, has_value = labels[at]
        below = labels[at + 1][0] if at + 1 < len(lines) else "none"
        takes_next = bool(name) and not has_value and not below and len(lines[at + 1].plain) <= _LONGEST_VALUE
        if name:
            rows.append((at, at + 1 + takes_next, name))
        at += 1 + takes_next
    prose = next((place for place, line in enumerate(lines) if line.plain[-1] == "。"), len(lines))
    return [row for row in rows if row[0] < prose or _touches(rows, row)]


def _touches(rows: Sequence[tuple[int, int, str]], row: tuple[int, int, str]) -> bool:
    """Whether a row stands right above or below another: alone below the text, 附件：某某 is part of it."""
    return any(row[0] == end or row[1] == start for start, end, _ in rows)


def _title_value(lines: Sequence[Line], start: int, end: int) -> tuple[Text, Text] | None:
    """Return the label and the title in a row of a registry; `None` where the title is printed again below it."""
    row = join([line.text for line in lines[start:end]])
    at = fold(row.plain).index(":") + 1
    label, value = row.cut(0, at), row.cut(at).strip()
    rest = _bare("".join(line.plain for line in (*lines[:start], *lines[end:_TOP])))
    return None if not value.plain or _bare(value.plain) in rest else (label, value)


def _bare(plain: str) -> str:
    return "".join(filter(str.isalnum, fold(plain)))


def _label(plain: str) -> tuple[str, bool]:
    """Return what a row of a registry names, empty if the line is none, and whether a value stands on the line."""
    folded = fold(plain[: _LONGEST_LABEL + _LONGEST_VALUE])
    if len(plain) > _LONGEST_VALUE or folded[-1] in "。;":
        return "", False
    label, colon, value = folded.partition(":")
    name = _labels().get("".join(label.split()).strip("[]【】()"), "") if len(label) <= _LONGEST_LABEL else ""
    return (name, bool(value.strip())) if colon else ("", False)


@cache
def _labels() -> dict[str, str]:
    rows = (line.partition(":") for line in data_lines("registry_labels.txt"))
    return {word: name for name, _, words in rows for word in words.split()}


# --- Number and masthead ------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"[^\s,。;:]{1,24}[(\[](?:19|20)\d{2}[)\]]\s*第?\s*\d{1,5}\s*号"
    r"|[^\s,。;:]{1,16}字第?\s*[A-Z]?\d{4,14}[A-Z]?\s*号[函令]?"
    r"|[^\s,。;:]{1,24}[\d/()-]{3,20}\s*号(?:文件|通函)"
    r"|[^\s,。;:]{0,16}(?:通函|文件|令|公告)\s*第\s*\d{1,4}(?:/\d{4})?\s*号"
)
"""云政办发〔2023〕17号, 府產工字第1130065432號, 立法會CB(1)12/2024號文件, 通函第5/2024號."""
_MASTHEAD = re.compile(r"[^\s,。;:]{4,40}文件|(?:讨论|资料|参考)文件")
_NEAR = 6
_HEADED = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,24}(?:府|局|厅|委|办|会|部|院|处|署|中心|公司))\s+(?:书?函|公告|令|开会通知单|通知)"
)
"""東湖縣政府　函: in Taiwan the issuer stands above the document with the name of its kind."""


def _read_issuer(draft: Draft) -> Draft:
    """Take the issuer from the line that heads a document, where a registry stands around it."""
    if len(_rows(draft.lines[:_TOP])) < _FEWEST_ROWS:
        return draft
    for place, line in enumerate(draft.lines[: _head(draft.lines)]):
        match = _HEADED.fullmatch(fold(line.plain).strip())
        if match:
            issuer, kind = line.text.cut(0, match.end("issuer")), line.text.cut(match.end("issuer")).strip()
            rest = (*draft.lines[:place], *draft.lines[place + 1 :])
            return replace(draft, lines=rest, found=(*draft.found, Found("source", issuer), Found("label", kind)))
    return draft


def _drop_number(draft: Draft) -> Draft:
    """Drop the number of a document above its text, and the masthead that stands above the number."""
    top = _head(draft.lines)
    folded = [fold(line.plain).strip() for line in draft.lines[:top]]
    numbers = {place for place, line in enumerate(folded) if len(line) <= _LONGEST_NUMBER and _NUMBER.fullmatch(line)}
    if not numbers:
        return draft
    gone = numbers | {
        place
        for place, line in enumerate(folded)
        if _MASTHEAD.fullmatch(line) and any(abs(place - number) <= _NEAR for number in numbers)
    }
    kept = [line for place, line in enumerate(draft.lines) if place not in gone]
    return draft.keep(kept, [Dropped(draft.lines[place].text, "boilerplate.filing") for place in sorted(gone)])


_LONGEST_NUMBER = 44


def _head(lines: Sequence[Line]) -> int:
    """Return where the head of a document ends: at its first sentence, or the first line that a colon ends."""
    ends = (
        place for place, line in enumerate(lines[:_TOP]) if line.plain[-1] in "。：:；" and not _label(line.plain)[0]
    )
    return next(ends, min(len(lines), _TOP))


# --- The title ----------------------------------------------------------------------------------------------------

_KIND = (
    "通知|意见|办法|方案|公告|通告|通报|决定|决议|复?函|批复|报告|请示|规定|细则|规划|纲要|计划|条例|纪要|须知|指引|要点|规程|公报|名单|措施|政策"
    "|解读|倡议书|公示|启事|令"
)
_TITLE = re.compile(
    rf"[^,。!?;:]{{0,50}}(?:关于|印发|转发|批转|发布|公布)[^。!?;]{{2,110}}(?:{_KIND})(?:\s*[(《][^)》]{{1,20}}[)》])?"
)
_PASSED_ON = re.compile("印发|转发|批转|发布|公布")
_PASSES_ON = re.compile("(?:通知|公告|通告|函|令|决定|决议)(?:\\s*[(《][^)》]{1,20}[)》])?$")
"""What passes another document on is a notice or an order; the other's name (……方案) does not end its title."""
_OPENS = re.compile("关于|印发|转发|批转|发布|公布")
_ISSUER = re.compile("(?:局|厅|委|办|会|部|院|府|处|署|室|中心|集团|公司|学会|协会)$")
_MOST_LINES = 5
_LONGEST_LINE = 60


def _join_title(draft: Draft) -> Draft:
    """Make one heading of the lines that together read as the title of an official document.

    「××局 / 关于组织开展××工作的 / 通知」: the name of its kind ends it, and none of its lines is a title by itself.
    """
    lines = draft.lines
    for start in range(_head(lines)):
        end = _title_end(lines, start)
        if end:
            text = join([line.text for line in lines[start:end]])
            title = replace(lines[start], text=text, role=Role.HEADING)
            return draft.keep((*lines[:start], title, *lines[end:]))
    return draft


def _title_end(lines: Sequence[Line], start: int) -> int:
    """Return where the title ends that begins at `start`; 0 where none does."""
    first = fold(lines[start].plain)
    if lines[start].role is not Role.TEXT or not (_OPENS.search(first) or _ISSUER.search(first)):
        return 0
    words = ""
    for place in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[place]
        folded = fold(line.plain).strip()
        if len(folded) > _LONGEST_LINE * 2 or line.role is not Role.TEXT or line.fixed:
            return 0
        if place > start and line.gap is Gap.PAGE:
            return 0
        words += folded
        if _TITLE.fullmatch(words) and (_PASSES_ON.search(words) or not _PASSED_ON.search(words)):
            return place + 1
        if folded[-1] in "。!?;:":
            return 0
    return 0
