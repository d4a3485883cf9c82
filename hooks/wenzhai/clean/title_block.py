"""Reads the title block of a paper, a report or a speech: what its first page prints above the text.

Each line is told by its form: who issued it and in which series, when, who wrote it, and where that person works.
Of the lines that are left, those that the text speaks of are the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from wenzhai.clean.bylines import find_authors, match_affiliated, match_signature, read_byline, read_metadata_line
from wenzhai.clean.curation import bare
from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.draft import Draft, Dropped, Found, Gap, Line, Role
from wenzhai.clean.folding import data_lines, fold
from wenzhai.clean.headings import dangles, is_box_name, is_subtitle, is_usual_heading, reads_as_paper
from wenzhai.clean.margins import familiar, is_greeting, words_of
from wenzhai.clean.names import HAN, are_names
from wenzhai.clean.numbering import numbering
from wenzhai.clean.punctuation import End, balance, ending
from wenzhai.clean.text import Text, join


class _Part(Enum):
    """What a line of a title block may be."""

    TITLE = auto()
    """Nothing else: a line of the title or of the subtitle."""
    SERIES = auto()
    """Who issues it, the series, its number, the occasion."""
    ISSUER = auto()
    """Who issues it, and nothing else."""
    AUTHOR = auto()
    OFFICE = auto()
    """Where an author works, or as what."""
    DATE = auto()


@dataclass(frozen=True, slots=True)
class _Read:
    """A line of the block and what it says."""

    line: Line
    part: _Part
    found: tuple[Found, ...] = ()


_LONGEST_BLOCK = 20
_LONGEST = 60


def read_title_block(draft: Draft) -> Draft:
    """Return the draft with its title block taken out and read; as it is where no title is certain."""
    given, begin = draft, _begin_of_text(draft.lines)
    rest = draft.lines[begin:]
    draft = _with_titles_again(draft, begin)
    block = _read_lines(draft.lines[: len(draft.lines) - len(rest)])
    shown = frozenset(bare(fold(drop.text.plain)) for drop in draft.drops if drop.rule == "furniture.running-head")
    first = _title_place(block, words_of(rest), shown)
    if first < 0 or not rest or any(_OFFICIAL.search(fold(read.line.plain)) for read in block):
        return given
    end, names = _title_lines(block, first, shown)
    last = end
    while last < len(block) and block[last].part is not _Part.TITLE:
        last += 1
    heads = [read for read in block[:first] if read.part is _Part.SERIES and _JOURNAL.search(fold(read.line.plain))]
    if first and _COLUMN.fullmatch(fold(block[first - 1].line.plain)):
        block[first - 1] = replace(block[first - 1], found=(Found("kicker", block[first - 1].line.text),))
    own = [read for read in block[:last] if read not in heads]
    around = [piece for read in own if read.part is not _Part.TITLE or read in block[:first] for piece in _said(read)]
    days, drops = _days_of_folio(draft, block[first].line)
    found = [*_joined(block[first:end], names), *around, *days]
    drops = [*drops, *(Dropped(read.line.text, "furniture.folio") for read in heads)]
    return replace(draft, lines=draft.lines[last:], found=(*draft.found, *found), drops=tuple(drops))


def _with_titles_again(draft: Draft, begin: int) -> Draft:
    """Return the draft with the title again among its first lines, which later pages repeat as their running head."""
    lines = draft.lines
    if not 0 < begin < len(lines):
        return draft
    again = [
        drop
        for drop in draft.drops
        if drop.rule == "furniture.running-head"
        and lines[0].text.first_line < drop.text.first_line < lines[begin].text.first_line
        and not _is_series(fold(drop.text.plain))
    ]
    titles = [Line(drop.text, gap=Gap.BLANK, space=1) for drop in again]
    head = sorted((*lines[:begin], *titles), key=lambda line: line.text.first_line)
    drops = tuple(drop for drop in draft.drops if drop not in again)
    return replace(draft, lines=(*head, *lines[begin:]), drops=drops)


_OFFICIAL = re.compile(r"[〔\[(]\d{4}[〕\])]\s*\d+\s*号|字第\s*\w+号|会议纪要")
"""The number of an official document, whose parts have rules of their own."""
_COLUMN = re.compile(f"{HAN}{{2,4}}(?:专访|的话|访谈|漫谈|随笔|手记)")
"""The name of a column right above the title, which readers need to understand it: 会长的话."""
_JOURNAL = re.compile(
    rf"(?=.*第\s*[\d一二三四五六七八九十]+\s*[卷期])"
    rf"(?:{HAN}{{2,12}}(?:学报|学刊|研究|论丛|评论|季刊|月刊|杂志|经济|科学))(?!{HAN})"
)
"""The running head of a journal, which names its volume."""


def _days_of_folio(draft: Draft, title: Line) -> tuple[list[Found], list[Dropped]]:
    """Return the days that stand above the title of a report, which a newspaper has in its folio, and other drops."""
    found: list[Found] = []
    drops: list[Dropped] = []
    for drop in draft.drops:
        above = drop.rule == "furniture.folio" and drop.text.first_line < title.text.first_line
        date = whole_date(fold(drop.text.plain)) if above else None
        if date is not None and len(date.iso) == _FULL:
            found.append(Found("date", drop.text, date.iso))
        else:
            drops.append(drop)
    return found, drops


# --- Where the text begins ----------------------------------------------------------------------------------------

_PARTS_OF_TEXT = re.compile(
    r"[\[【(]?\s*(?:(?:中文|内容|核心)?(?:摘\s*要|提\s*要|提\s*示)|关\s*键\s*[词字]|目\s*[录次]$|abstract)|(?:主旨|依据|说明)\s*:",
    re.IGNORECASE,
)
_ADDRESSED = re.compile("各.*:|[^:]*[,、].*(?:局|厅|委|公司|企业|单位|部门|协会|政府|同志|先生|女士):")
"""Whom an official text, or a speech, addresses."""
_BODY = frozenset({Role.LIST_ITEM, Role.CAPTION, Role.QUOTE, Role.DIVIDER})
_LOOK_AHEAD = 4
"""Lines of a paragraph in which its first comma or full stop stands."""


def _begin_of_text(lines: Sequence[Line]) -> int:
    """Return the place of the first line below the title block; 0 where nothing shows it."""
    depth = 0
    for place, line in enumerate(lines[:_LONGEST_BLOCK]):
        is_inside = depth > 0
        depth = max(0, depth + balance(line.plain)) if place else 0
        if not is_inside and _begins_text(lines, place):
            return place
    return 0


def _begins_text(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    folded = fold(line.plain[: _LONGEST * 2])
    below = fold(lines[place + 1].plain[:_LONGEST]) if place + 1 < len(lines) else ""
    is_row = line.role is Role.LIST_ITEM and not line.fixed
    if _is_told(folded) or (is_row and _is_told(below)):
        return False  # a title with a colon above 主讲人：… looks like a row of labels as well
    if line.fixed or line.role in _BODY or len(line.plain) > _LONGEST or is_greeting(line.plain):
        return True
    is_named = is_usual_heading(folded) or bool(_PARTS_OF_TEXT.match(folded))
    is_numbered = numbering(folded) is not None and not _is_series(folded)
    is_prose = bool(_ADDRESSED.fullmatch(folded)) or "。" in folded or ending(line.plain) is End.SEMICOLON
    if is_named or is_numbered or is_prose:
        return True
    return _fills(line) and folded[0] not in "([【" and _is_paragraph(lines[place : place + _LOOK_AHEAD])


def _is_told(folded: str) -> bool:
    """Whether a line says, with a label, who speaks, when or where."""
    return len(folded) <= _LONGEST_TOLD and any(label.match(folded) for label in (_SIGNED, _WHEN, _WHERE))


_LONGEST_TOLD = 40


def _fills(line: Line) -> bool:
    return 0 < line.column <= line.width + line.indent + 1


def _is_paragraph(lines: Sequence[Line]) -> bool:
    """Whether lines that touch are the beginning of a paragraph: a comma or a full stop stands among them."""
    words = lines[0].plain
    for line in lines[1:]:
        if line.gap is not Gap.NONE:
            break
        words += line.plain
    return bool(re.search("[，。；]", words))


# --- What a line says ---------------------------------------------------------------------------------------------


def _read_lines(lines: Sequence[Line]) -> list[_Read]:
    block: list[_Read] = []
    depth = 0
    for line in lines:
        if depth > 0:
            block.append(_Read(line, _Part.OFFICE))
        else:
            block.append(_read_line(line, block[-1].part if block else None))
        is_office = block[-1].part is _Part.OFFICE
        depth = max(0, depth + balance(line.plain)) if is_office else 0
    return block


def _read_line(line: Line, above: _Part | None) -> _Read:
    """Return what a line says; `above`: what the line above it is."""
    folded = fold(line.plain).strip()
    if _NOTICE.match(folded):
        return _Read(line, _Part.SERIES)
    for part, read in ((_Part.DATE, _date), (_Part.AUTHOR, _author)):
        if found := read(line, folded):
            return _Read(line, part, found)
    if _is_office(folded, above):
        return _Read(line, _Part.OFFICE)
    if _ISSUER.fullmatch(folded):
        return _Read(line, _Part.ISSUER, () if above is _Part.DATE else (Found("source", line.text),))
    return _Read(line, _Part.SERIES, _day_of_series(line, folded)) if _is_series(folded) else _Read(line, _Part.TITLE)


def _day_of_series(line: Line, folded: str) -> tuple[Found, ...]:
    """Return the day beside an issuer or a series, and what stands before it: 某某市统计局　2024年7月25日."""
    date = find_date(folded)
    if date is None or len(date.iso) < _FULL:
        return ()
    before, after = line.text.cut(0, date.start).strip(), line.text.cut(date.end)
    issued = Found("source" if _ISSUER.fullmatch(fold(before.plain)) else "label", before)
    day = Found("date", line.text.cut(date.start, date.end), date.iso)
    return (*((issued,) if before.plain else ()), day, *_label(after))


_NOTICE = re.compile("[(]?敬?请(?:务必)?(?:仔细)?(?:阅读|参阅|参见|注意)")
"""请务必阅读正文之后的免责条款: what a broker prints on each page."""
_WHEN = re.compile(rf"{HAN}{{0,4}}(?:时间|日期)\s*:\s*")
_WHERE = re.compile(
    rf"(?:{HAN}{{0,4}}(?:地点|场合|场地|地址|单位|机构|导师|教师|院系|专业|学科|编辑)|联系人|指导教授|学号|学院|分类号|学校代码|密级"
    r"|摄影|图片提供|图片|插图|图|设计)\s*[:/|◎●■]"
)
_PLACE = re.compile(rf"[\s,()]*(?:{HAN}{{2,16}}[\s()]*)?")
_FULL = len("2024-03-05")
_MONTH = len("2024-03")


def _date(line: Line, folded: str) -> tuple[Found, ...]:
    """Return the day that a line gives, with or without the place: （2024年2月18日）, 2024年1月8日 某某会议中心."""
    if whole := whole_date(folded):
        return (Found("date", line.text, whole.iso),)
    date = find_date(folded)
    label = _WHEN.match(folded)
    if date is None or len(date.iso) < (_MONTH if label else _FULL):
        return ()
    around = folded[label.end() if label else 0 : date.start] + folded[date.end :]
    if not label and (date.start > 1 or not _PLACE.fullmatch(around)):
        return ()
    day = Found("date", line.text.cut(date.start, date.end), date.iso)
    return (*_label(line.text.cut(0, date.start)), day, *_label(line.text.cut(date.end)))


_TEAM = re.compile(f"{HAN}{{0,20}}(?:课题组|调研组|调查组|研究组|编写组|专题组|项目组|研究小组|编辑部|编委会)")
_ROLE = (
    "(?:首席|高级|资深)?(?:研究员|分析师|作者|主讲人?|演讲者|演讲人|讲者|讲员|报告人|执笔人?|撰文|撰稿|采访|文字?|整理"
    "|口述|课题负责人|课题组长|研究生|学位申请人|学生姓名|申请人)"
)
_SIGNED = re.compile(rf"{_ROLE}{{1,2}}\s*[:/|◎●■]\s*(?P<names>[^()]+?)(?:\s*[(][^()]*[)])?")
_SIGNED_IN_OFFICE = re.compile(rf"{_ROLE}{{1,2}}\s*[:/|◎●■]\s*(?P<names>{HAN}{{2,4}})\s+{HAN}[^。:]{{3,40}}")
_BEHIND_NAMES = re.compile(rf"\s+发自{HAN}{{2,8}}$|\s*[│丨|].*|\s+文$")
"""From where a reporter writes, and who took the pictures: 本刊记者 某某 文 │ 实习生 某某 图."""
_RANKS = (
    "主席|会长|理事长|秘书长|书记|主任|局长|处长|部长|院长|校长|所长|厂长|社长|馆长|董事长|总经理|总裁"
    "|县长|市长|区长|省长|教授|研究员|工程师|顾问|创办人|创始人|负责人|记者|委员"
)
_RANKED = re.compile(
    rf".{{0,30}}(?:{_RANKS})\s+(?P<names>{HAN}{{2,4}}|{HAN}\s{HAN})(?:\s*(?:女士|先生|博士))?(?:\s*(?:致辞|演讲|讲话))?"
)


def _without_rest(folded: str) -> str:
    """Return the part of a byline that names the author: what stands before a bar, a place, or 文."""
    for _ in range(2):
        folded = _BEHIND_NAMES.sub("", folded, count=1).rstrip()
    return folded


def _author(line: Line, folded: str) -> tuple[Found, ...]:
    """Return who wrote or spoke it."""
    if _TEAM.fullmatch(folded):
        return (Found("author", line.text),)
    for pattern in (_SIGNED, _SIGNED_IN_OFFICE, _RANKED):
        signed = pattern.fullmatch(folded)
        if signed and are_names(signed["names"]):
            return _around(line.text, *signed.span("names"))
    if line.role in {Role.SOURCE, Role.BYLINE}:
        fields, others = read_metadata_line(line.text)
        if any(piece.name == "author" for piece in fields):
            return (*fields, *(Found("label", drop.text) for drop in others))
    said = _without_rest(folded)
    office = re.search(r"\s*[(][^()]{2,40}[)]$", said)
    named = said[: office.start()] if office else said
    if signed := match_signature(named):
        return _around(line.text, *signed.span("names"))
    if line.role is Role.BYLINE or are_names(said) or match_affiliated(said) or find_authors(said):
        found = read_byline(line.text.cut(0, len(said)))
        return (*found, *_label(line.text.cut(len(said)))) if any(p.name == "author" for p in found) else ()
    return ()


_WORKS = "大学|学院|研究[所院]|研究中心|中心|公司|银行|系|所|院|局|委员会|协会|学会|党校|集团|厂|会|部|社"
_IN_BRACKETS = re.compile(rf"[(【\[]\s*(?:\d\s*[.,、]?\s*)?.{{0,30}}(?:{_WORKS}).*")
_NOTED = re.compile(rf"(?:\*{{1,3}}|[①-⑨¹²³⁴⁵]|\d\s*[.,、]?)\s*{HAN}.*(?:{_WORKS}|{_RANKS}|博士|硕士|讲师).*")
_OF_PERSON = re.compile(rf"[^。,:]{{0,30}}(?:{_WORKS}|{_RANKS}|博士|讲师|代表)\s*")


def _is_office(folded: str, above: _Part | None) -> bool:
    """Whether a line says where an author works; below a name no bracket or number needs to show it."""
    if _IN_BRACKETS.fullmatch(folded) or _NOTED.fullmatch(folded) or _WHERE.match(folded):
        return True
    return above in {_Part.AUTHOR, _Part.OFFICE} and bool(_OF_PERSON.fullmatch(folded))


_BODIES = (
    "研究院|研究所|研究社|研究会|研究中心|中心|学会|协会|商会|公会|总会|联合会|局|厅|委员会|办公室|政府|公司|银行"
    "|大学|学院|基金会|智库|调查队|出版社|杂志社|编辑部|集团"
)
_ISSUER = re.compile(f"(?:(?!的){HAN}){{2,20}}(?:{_BODIES})")
_NUMBERED = re.compile(
    r"[(]?(?:(?:19|20)?\d{2}\s*年?度?\s*)?(?:总?第\s*[\d一二三四五六七八九十百]{1,5}\s*[期号卷辑册]\s*)+[)]?"
    r"|[(]总第?\s*\d{1,5}\s*期[)]|(?:No|NO|Vol|ISSUE)\.?\s*\d{1,4}|(?:19|20)\d{2}|第[\d一二三四五六七八九十百]{1,4}[届讲次]"
)


def _is_series(folded: str) -> bool:
    """Whether a line is nothing but issuers, series, occasions, numbers and dates."""
    parts = folded.split("|")
    if is_box_name(folded) or (len(parts) > 1 and max(map(len, parts)) <= _LONGEST_PART):
        return True
    if folded.endswith(":"):
        return False  # the first half of a title
    left = folded
    while date := find_date(left):
        left = left[: date.start] + " " + left[date.end :]
    left = _NUMBERED.sub(" ", left)
    return all(map(_is_series_word, re.split(r"[\s|·/:,]+", left)))


_LONGEST_PART = 10
"""Characters between the bars of a masthead: 行业深度 | 轻工制造."""
_LONGEST_PREFIX = 4


@cache
def _series() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, data_lines("series_words.txt")), key=len, reverse=True))
    occasions = "论坛|年会|研讨会|座谈会|午餐会|峰会|典礼|论文集|会刊|学报|季刊|月刊"
    named = f"{HAN}{{0,{_LONGEST_PREFIX}}}(?:{words})|{HAN}{{2,8}}系列|{HAN}{{2,4}}的话|{HAN}{{2,16}}(?:{occasions})"
    return re.compile(f"(?:{named})(?:之[一二三四五六七八九十]{{1,2}})?(?:[(]{HAN}{{2,6}}[)])?")


def _is_series_word(word: str) -> bool:
    if not word or word.isascii() or word in {"年", "月", "号", "期"}:
        return True
    return bool(_series().fullmatch(word) or _ISSUER.fullmatch(word) or re.fullmatch(f"{HAN}{{2,10}}[会社报]", word))


# --- Which lines are the title ------------------------------------------------------------------------------------

_INFO = frozenset({_Part.AUTHOR, _Part.DATE, _Part.ISSUER, _Part.OFFICE})
_SHORTEST_TITLE = 4
_MOST_UNKNOWN = 4
"""Lines of which nothing is known but that they are no prose: more of them are no title block."""


def _title_place(block: Sequence[_Read], words: frozenset[str], shown: frozenset[str]) -> int:
    """Return the first line of the title, -1 where there is none, or nothing beside it that shows it."""
    starts = [
        place
        for place, read in enumerate(block)
        if read.part is _Part.TITLE
        and (not place or block[place - 1].part is not _Part.TITLE or read.line.gap is not Gap.NONE)
    ]
    unknown = sum(read.part is _Part.TITLE for read in block)
    if not starts or unknown > _MOST_UNKNOWN or unknown == len(block):
        return -1

    def merit(place: int) -> float:
        end, _ = _title_lines(block, place, shown)
        title = bare(fold("".join(read.line.plain for read in block[place:end])))
        signed = end < len(block) and block[end].part in _INFO
        known = any(head and (head in title or title in head) for head in shown)
        is_word = len(title) < _SHORTEST_TITLE
        return 2.0 * signed + 1.0 * known + 3.0 * familiar(title, words) - 3.0 * is_word - place

    return max(starts, key=merit)


def _title_lines(block: Sequence[_Read], first: int, shown: frozenset[str]) -> tuple[int, list[str]]:
    """Return where the title that begins at a place ends, and the names of its lines."""
    names = ["title"]
    end = first + 1
    while end < len(block) and block[end].part is _Part.TITLE:
        line = block[end].line
        dashed = line.plain.startswith("—")
        if line.gap is Gap.NONE or dashed:
            is_half = names[-1] == "title" and _are_halves(block[end - 1].line.plain, line.plain, shown)
            names.append("title" if is_half else "subtitle")
        elif names[-1] == "title" and end + 1 < len(block) and block[end + 1].part in _INFO:
            names.append("subtitle")
        else:
            break
        end += 1
    return end, names


def _are_halves(first: str, second: str, shown: frozenset[str]) -> bool:
    """Whether two lines are one title that the page broke, and not a title and its subtitle."""
    both = bare(fold(first + second))
    if any(both in head for head in shown):
        return True
    if is_subtitle(second) or ending(first) is End.TERMINAL:
        return False
    if ending(first) in {End.COLON, End.COMMA} or dangles(first) or balance(first):
        return True
    return reads_as_paper(second) or len(second) < len(first) >= _BROKEN


_BROKEN = 12
"""Characters: a shorter line is a title by itself."""


# --- What is found ------------------------------------------------------------------------------------------------


def _said(read: _Read) -> tuple[Found, ...]:
    """Return what a line beside the title says, or its words for the ledger alone."""
    return read.found or (Found("label", read.line.text),)


def _joined(block: Sequence[_Read], names: Sequence[str]) -> list[Found]:
    found = []
    for name in ("title", "subtitle"):
        texts = [read.line.text for read, called in zip(block, names, strict=True) if called == name]
        found += [Found(name, join(texts))] if texts else []
    return found


def _around(text: Text, start: int, end: int) -> tuple[Found, ...]:
    return (*_label(text.cut(0, start)), Found("author", text.cut(start, end).strip()), *_label(text.cut(end)))


def _label(text: Text) -> tuple[Found, ...]:
    words = text.strip()
    return (Found("label", words),) if words.plain else ()
