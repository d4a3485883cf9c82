"""Labels that newspapers print around a text: who wrote it, where it was sent from, on which page it goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from wenzhai.clean.boilerplate import boilerplate_share
from wenzhai.clean.bylines import find_authors, is_issuer, match_affiliated, match_signature
from wenzhai.clean.dates import whole_date
from wenzhai.clean.draft import Draft, Dropped, Gap, Line, Opening, Role
from wenzhai.clean.fields import names_field, read_attribution, read_fields
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import is_box_name, is_subtitle, is_usual_heading
from wenzhai.clean.names import (
    HAN,
    NAME,
    NAMES,
    PAPER,
    REPORTER,
    are_names,
    is_latin_name,
    is_name,
    is_spaced_name,
)
from wenzhai.clean.text import join

_PAGE = r"第?\s*(?:[A-Z]?\s*[0-9一二三四五六七八九十头]{1,3}\s*(?:版|页|叠|面)|[A-Z]\s?\d{1,2}(?!\d))"
_BEFORE = "(?:[上紧文续承转]?接自?|[续承]自?)"
_AFTER = "(?:[下文紧]?转|下接|续[见刊]?|全文见|详见)"
_MARKS = "▲△▼▽◆◇■□●○◎★※◤◢◄◀◂►▶▸←→↘↗↙↖↓↑«»"
_MARK = f"[{_MARKS}]"
_OPEN, _CLOSE = r"[(\[【<〈《]", r"[)\]】>〉》]"
_JUMP_FROM = re.compile(
    rf"{_MARK}{{0,4}}\s*{_OPEN}\s*{_BEFORE}\s*{_PAGE}[^)\]】>。]{{0,24}}{_CLOSE}\s*"
    rf"|{_MARK}?\s*[(\[【]\s*(?:上接|紧接|文接)[^)\]】。]{{1,16}}[)\]】]\s*"
    rf"|{_MARK}{{1,4}}\s*{_BEFORE}\s*{_PAGE}[\s▲△◄◀:]*"
    rf"|[◄◀←]\s*{_PAGE}$"
    rf"|(?:上接|紧接|文接){_PAGE}\s*"
)
_JUMP_TO = re.compile(
    rf"\s*{_MARK}{{0,4}}\s*{_OPEN}\s*{_AFTER}\s*{_PAGE}[^)\]】>。]{{0,24}}{_CLOSE}\s*{_MARK}{{0,4}}$"
    rf"|\s*[(\[【]\s*(?:下转|文转)[^)\]】。]{{1,16}}[)\]】]$"
    rf"|\s*{_MARK}{{1,4}}\s*{_AFTER}\s*{_PAGE}\s*{_MARK}{{0,4}}$"
    rf"|\s*{_AFTER}\s*{_PAGE}\s*[►▶→»]{{1,4}}$"
    rf"|(?<![\u4e00-\u9fff])[►▶→]{{1,4}}\s*{_PAGE}$"
    rf"|\s*(?:下转|文转|紧转){_PAGE}$|^转{_PAGE}$"
)
_JUMP_BEGINS = frozenset(_MARKS + "([【<〈《（［〔＜上紧緊文续續承")
_JUMP_ENDS = frozenset(_MARKS + ")]】>〉》）］〕＞版页頁叠疊面" + "0123456789０１２３４５６７８９")
"""The only characters with which such a line can begin and end: most lines need not be looked at closer."""
_SEE_ALSO = re.compile(
    rf"\s*{_OPEN}[^()\[\]【】<>。,]{{0,12}}(?:相关|另有|尚有|报道|新闻|详)[^()\[\]【】<>。,]{{0,8}}{_PAGE}{_CLOSE}$"
)
"""（相关报道见4版）: it does not say that the text goes on there."""
_PLACE = f"{HAN}{{2,10}}?"
_DAY = r"(?:\d{4}\s*年\s*)?(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日"
_WIRE = r"(?:(?:综合)?(?:专|特|急)?(?:电|讯|消息|报道)|(?:综合)?外电报道)"
_DATELINE = re.compile(
    rf"(?:据\s*)?[(\[【]?\s*{PAPER}\s*(?:记者\s*{NAMES}\s*)?(?:{_PLACE})?\s*{_DAY}\s*{_WIRE}\s*[)\]】]?"
    rf"(?:\s*[(\[]\s*(?:{PAPER})?\s*{REPORTER}[^)\]]{{1,30}}[)\]])?"
    rf"|[(\[【]\s*{HAN}{{2,4}}\s*/\s*{HAN}{{2,8}}(?:报导|报道|电|专访|特稿)\s*[)\]】]"
    rf"|{HAN}{{2,6}}[讯电]\s*[(]\s*(?:{PAPER})?\s*{REPORTER}[^)]{{1,30}}[)]"
    rf"|[(\[【]?\s*(?:{PAPER}|本报)\s*综合(?:消息|报道|报导|外电)\s*[)\]】]?"
    rf"|[(\[【]?\s*(?:{PAPER}|本报)\s*(?:综合|专|快)?[讯电]\s*[)\]】]?(?:\s*[(\[]\s*(?:{PAPER})?\s*{REPORTER}[^)\]]{{1,40}}[)\]])?"
    rf"|[(\[【]\s*(?:{PAPER})?\s*{REPORTER}\s*[^)\]】]{{2,30}}?(?:报导|报道|电|讯|摄影|专访|特稿|综合)\s*[)\]】]"
    rf"|[(\[【]\s*{PAPER}[^)\]】。]{{0,24}}(?:电|讯|报导|报道)\s*[)\]】]"
    rf"|{REPORTER}\s*{NAMES}\s*/\s*{HAN}{{2,10}}(?:报导|报道|电|专访|特稿)"
    rf"|(?:{PAPER})?\s*{REPORTER}\s*{HAN}{{4,8}}(?:报导|报道)\s*:"
    rf"|[(]\s*(?:{PAPER}|本报)?\s*{REPORTER}\s*[:]?\s*{NAMES}(?:\s*(?:{PAPER})?\s*{REPORTER}\s*{NAMES}){{0,2}}\s*[)](?=\s*\S{{12}})"
    rf"|[(\[【]\s*{HAN}{{2,8}}(?:中心|组|部)/[^)\]】。]{{2,16}}(?:报导|报道|电)\s*[)\]】]"
    rf"(?:\s*:)?"
)
_BYLINE = re.compile(
    rf"[■□●○◆◇▲△★☆◎※·本◤◢]?\s*(?:本报|本刊|{PAPER})?\s*{REPORTER}\s*[:]?\s*{NAMES}"
    rf"(?:\s*[,、;]?\s*(?:{PAPER})?\s*{REPORTER}\s*[:]?\s*{NAMES}){{0,3}}"
    rf"(?:\s*(?:文|图|摄|文/图|文/摄|图/文|文并摄|摄影报道|报道|文图|/文|/整理|整理|撰稿|报导))?"
    rf"|(?:本报|本刊|{PAPER})\s*(?:评论员|编辑部)(?:\s*{NAMES})?"
    rf"|(?:文|文字|撰文|图文|图/文|文/图|译)\s*[/|:]\s*{NAMES}"
    rf"|{NAMES}\s*/\s*(?:文|撰|整理|译|编译|撰文|著)"
    rf"|[(\[【]\s*(?:本报|{PAPER})?\s*{REPORTER}\s*[:]?\s*{NAMES}(?:\s*(?:{PAPER})?\s*{REPORTER}\s*{NAMES}){{0,2}}\s*[)\]】]"
    rf"|[■□●○◆◇▲△★☆◎※·]\s*(?:文|图文|图/文|文/图|撰文)\s*[/|:]\s*{NAMES}"
)
_MARKED_NAMES = re.compile(
    rf"(?:作者|撰文|撰稿|编译|文)\s+(?P<labelled>{NAMES})|[■□●○◆◇▲△★☆◎]\s*(?P<names>{NAMES})|[(\[]\s*(?P<bracketed>{NAMES})\s*[)\]]"
    rf"|(?P<placed>{NAME})\s*/\s*(?:{HAN}{{2,3}}[省市县]?)"
)
"""Names with a mark, a label, in brackets, or before the place where they live: 曾柏鈞／彰化."""
_CREDIT = re.compile(
    rf"[■□●◆▲△(\[【]?\s*(?:(?:本报|{PAPER})?\s*(?:特约|实习)?(?:记者|通讯员)?\s*(?:{NAMES})?\s*/?摄(?:影)?(?:报道)?"
    rf"|{NAMES}\s*摄\s*[/(]\s*{HAN}{{2,10}}[)]?"
    rf"|(?:{PAPER})(?:记者)?发?\s*[(]?{NAMES}\s*摄[)]?"
    rf"|(?:图片来源|图源|摄影|图片|照片|图片提供|照片提供|供图|图)\s*[/:|]\s*[^。]{{2,24}}"
    rf"|(?!相关|更多|精彩|热门|推荐|高清|最新)(?:{PAPER}|{NAMES}|{HAN}{{2,10}})(?:/)?(?:供图|图片|资料图片|资料照片|资料图|资料照|提供))\s*[)\]】]?"
)
_WRITES = re.compile("文[/并]?[摄图]|[摄图]/文")
_CREDIT_WORDS = re.compile("摄|图|照片|提供")
_CREDIT_END = re.compile(
    rf"[。.!?)）]\s*[(]?(?:(?:本报|{PAPER})?\s*{REPORTER}\s*{NAMES}\s*/?\s*(?:摄影?|图)(?:影?报道)?"
    rf"|(?:图|摄影?)\s*[/|]\s*\S{{2,20}}|(?:资料|档案|示意)(?:图片?|照片?)|(?:{NAMES}|{HAN}{{2,10}})(?:/?摄影?|供图|提供))[)]?(?:\s*(?:\d{{2,4}}\s*年)?\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)?$"
)
"""At the end of a caption: 记者王晓明/摄, 资料图片."""
_NOTE_START = re.compile(
    r"[(\[【]\s*(?:本文)?(?:第一)?作者(?:[:]|系|为|是|单位|简介|分别|来自|\s{HAN}|{HAN}{2,3}[,、])|[(]\s*(?:撰稿人|执笔|本文执笔|(?:点评|供稿|讲述|口述|推荐|评论)(?:人|者|专家)?\s*:)|作者[是为系][^,。]{2,30}$".replace(
        "{HAN}", HAN
    )
)
_SHORT = 90
_SENTENCE_ENDS = frozenset("。！？!?…”’」』）)")


def cut_jump_lines(draft: Draft) -> Draft:
    """Drop （上接1版） and （下转3版）, and mark the texts that they cut in two."""
    lines: list[Line] = []
    drops: list[Dropped] = []
    pending = Opening.NO
    pending_gap = Gap.NONE
    for line in draft.lines:
        start = _JUMP_FROM.match(fold(line.plain[:_SHORT])) if line.plain[0] in _JUMP_BEGINS else None
        current = line
        if start and not line.fixed:
            drops.append(Dropped(line.text.cut(0, start.end()), "label.jump"))
            current = replace(line, text=line.text.cut(start.end()), opening=Opening.JUMP)
        ends = current.plain[-1:] in _JUMP_ENDS
        tail = fold(current.plain[-40:]) if ends else ""
        end = _JUMP_TO.search(tail) if ends else None
        other = end or (_SEE_ALSO.search(tail) if ends else None)
        if other and not line.fixed:
            at = len(current.plain) - len(tail) + other.start()
            drops.append(Dropped(current.text.cut(at).strip(), "label.jump"))
            current = replace(current, text=current.text.cut(0, at).strip(), closing=end is not None)
        if not current.plain.strip():
            if current.closing and lines:
                lines[-1] = replace(lines[-1], closing=True)
            if current.opening is Opening.JUMP:
                pending, pending_gap = Opening.JUMP, line.gap
            continue
        if pending is not Opening.NO and not _may_head(current):
            current = replace(current, opening=pending, gap=pending_gap)
            pending = Opening.NO
        lines.append(current)
    return draft.keep(lines, drops)


def _may_head(line: Line) -> bool:
    """Whether a line is too short for its column to be the first of a text that goes on: it may be its headline."""
    return line.width < line.column - _INDENT_AND_MARK and line.plain[-1] not in _SENTENCE_ENDS


def mark_labels(draft: Draft) -> Draft:
    """Give the lines that are labels of their own their role, and mark where datelines open a text."""
    lines = _mark_tables(draft.lines) if draft.wrapped else _mark_events(_with_values(draft.lines))
    keywords = _keywords_of_papers(lines)
    marked = [
        line if place in keywords else _mark(line, above, below)
        for place, (above, line, below) in enumerate(zip((None, *lines), lines, (*lines[1:], None), strict=False))
    ]
    return draft.keep(_keep_lead_apart(marked))


def _keywords_of_papers(lines: Sequence[Line]) -> frozenset[int]:
    """Return where keywords stand below an abstract that a column may have broken into many lines."""
    found: set[int] = set()
    abstract = -_LONGEST_ABSTRACT
    for place, line in enumerate(lines):
        start = fold(line.plain[:_START])
        if _ABSTRACT.match(start):
            abstract = place
        elif place - abstract < _LONGEST_ABSTRACT and _KEYWORDS.match(start):
            found.add(place)
            abstract = -_LONGEST_ABSTRACT
    return frozenset(found)


_LONGEST_ABSTRACT = 30
"""Lines."""


def _keep_lead_apart(lines: list[Line]) -> list[Line]:
    """Part a lead that a page prints above the text from the first paragraph, which begins with the same words."""
    for place, (line, below) in enumerate(pairwise(lines[:_HEAD_OF_PAGE])):
        beginning = below.plain[:_ANCHOR]
        again = line.plain.find(beginning) if len(beginning) == _ANCHOR else -1
        if 0 <= again <= _LONGEST_LEAD_LABEL and len(line.plain) < again + len(below.plain) and not line.column:
            lines[place + 1] = replace(below, joins=False)
    return lines


_HEAD_OF_PAGE = 12
_ANCHOR = 12
_LONGEST_LEAD_LABEL = 8


def _mark_tables(lines: Sequence[Line]) -> Sequence[Line]:
    """Mark the rows of a table without figures: several lines that touch and have as many cells each."""
    found: list[Line] = []
    for cells, group in groupby(lines, key=_count_cells):
        rows = list(group)
        touch = all(row.gap is Gap.NONE for row in rows[1:])
        is_table = cells >= _FEWEST_CELLS and len(rows) >= _FEWEST_ROWS and touch
        found += [replace(row, role=Role.LIST_ITEM) for row in rows] if is_table else rows
    return [
        replace(line, role=Role.LIST_ITEM) if line.role is Role.TEXT and is_entry else line
        for line, is_entry in zip(found, _are_entries(found), strict=True)
    ]


def _are_entries(lines: Sequence[Line]) -> list[bool]:
    """Return which lines are entries of a card or a chronicle: several that touch, each with a label or a year."""
    entries: list[bool] = []
    for kind, group in groupby(lines, key=_kind_of_entry):
        rows = list(group)
        touch = all(row.gap is Gap.NONE for row in rows[1:])
        entries += [bool(kind) and touch and len(rows) >= _FEWEST_ROWS] * len(rows)
    return entries


_ENTRY = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,6}:(?!“)[^。;]{1,24})|(?P<year>(?:19|20)\d{2}年(?:\d{1,2}月)?\s[^。;]{2,30})"
)


def _kind_of_entry(line: Line) -> str:
    """Return whether a short line begins with a label or with a year: 成立：1979年, 1984年 第一家锁厂开办."""
    is_short = len(line.plain) <= _LONGEST_ENTRY and line.role is Role.TEXT and not line.fixed
    match = _ENTRY.fullmatch(fold(line.plain)) if is_short else None
    return match.lastgroup or "" if match else ""


_LONGEST_ENTRY = 32


def _with_values(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with labels in the head of a page and the values that stand below them on one line."""
    found = list(lines)
    for place in range(min(len(found), _HEAD_OF_PAGE) - 1, 0, -1):
        label, value = found[place - 1], found[place]
        loose = {label.role, value.role} == {Role.TEXT} and not (label.fixed or value.fixed)
        alone = label.plain[-1] in "：:" and len(label.plain) <= _LONGEST_CELL and len(value.plain) <= _LONGEST_VALUE
        if (
            loose
            and alone
            and value.plain[-1] not in "：:。"
            and names_field(label.plain)
            and not names_field(value.plain)
        ):
            found[place - 1 : place + 1] = [replace(label, text=join([label.text, value.text]), width=0)]
    return found


_LONGEST_VALUE = 24


def _mark_events(lines: Sequence[Line]) -> Sequence[Line]:
    """Mark the rows that say when and where people meet, which are of the text: 時間：…, 地點：…, 名額：…"""
    found: list[Line] = []
    for is_row, group in groupby(lines, key=_is_labelled):
        rows = list(group)
        events = sum(map(is_event_row, rows))
        told = is_row and events >= _FEWEST_EVENTS and not any(whole_date(fold(row.plain)) for row in rows)
        found += [replace(row, fixed=True) for row in rows] if told else rows
    return found


def is_event_row(line: Line) -> bool:
    """Whether a line is labelled as what says when and where people meet."""
    return bool(_EVENT.match(fold(line.plain[:_LONGEST_CELL])))


def _is_labelled(line: Line) -> bool:
    loose = line.role is Role.TEXT and not line.fixed and len(line.plain) <= _SHORT
    return loose and bool(_LABELLED.match(fold(line.plain)))


_LABELLED = re.compile(r"[^\s:,。]{2,4}:\s*\S.{1,60}$")
_EVENT = re.compile(
    "(?:活动|举办|会议|上课|展出|参观|开放|报名|比赛|演出|培训)?(?:时间|日期|地点|地址|场地|对象|名额|人数|费用|收费|报名|主题|主讲人?|嘉宾)(?:方式|截止)?:"
)
_FEWEST_EVENTS = 2
_FEWEST_ROWS = 3
_LONGEST_CELL = 16


def _count_cells(line: Line) -> int:
    """Return how many short cells a line has that blanks part; 0 for what is no row."""
    cells = line.plain.split() if line.role is Role.TEXT and not line.fixed and len(line.plain) <= _SHORT else []
    is_row = all(len(cell) <= _LONGEST_CELL and cell[-1] not in "，。；：、,;:" for cell in cells)
    return len(cells) if is_row else 0


def _mark(line: Line, above: Line | None, below: Line | None) -> Line:
    if line.fixed or line.role is not Role.TEXT:
        return line
    folded = fold(line.plain[: _SHORT * 2])
    goes_on = above is not None and _goes_on_from(above, line) and not _is_plainly_signed(folded)
    if goes_on or (above is not None and are_keywords(line.plain, above.plain)):
        return line
    dateline = match_dateline(folded)
    if dateline is None:
        if _is_broken_dateline(folded, below):
            return replace(line, opening=Opening.DATELINE)
        role = _role(line.plain, folded, above, below) if len(line.plain) <= _SHORT else Role.TEXT
        broken = role is Role.SOURCE and _fills(line) and below is not None and below.gap is Gap.NONE
        return line if role is Role.TEXT or broken else replace(line, role=role)
    behind = folded[dateline.end() :].strip(" 。)")
    cut_from = dateline[0][-1] in ")]】" and _PAPER_NAME.fullmatch(behind)
    if (behind and not cut_from) or _opens_column(line, below):
        return replace(line, opening=Opening.DATELINE)
    by_wire = "电" in folded or "讯" in folded
    return replace(line, role=Role.DATELINE) if by_wire else replace(line, role=Role.BYLINE, opening=Opening.DATELINE)


def are_keywords(plain: str, above: str) -> bool:
    """Whether a line gives the keywords of a paper: they stand below its abstract, and are no tags of a page."""
    return bool(gives_keywords(plain) and _ABSTRACT.match(fold(above[:_START])))


def gives_keywords(plain: str) -> bool:
    """Whether a line has the label that the keywords of a paper have, and the tags of a page."""
    return bool(_KEYWORDS.match(fold(plain[:_START])))


_START = 12
_ABSTRACT = re.compile(r"[\[【]?(?:中文|内容)?(?:摘\s*要|提\s*要)[\]】]?\s*:?")
_KEYWORDS = re.compile(r"[\[【]?关\s*键\s*[词字][\]】]?\s*:?\s*\S")
_PAPER_NAME = re.compile(PAPER)
"""【王小明／台北報導】某某時報: the paper from which a text was cut."""


def _is_broken_dateline(folded: str, below: Line | None) -> bool:
    """Whether a dateline begins on one line and ends on the next: （中央社記者王小明台北 / 3日電）."""
    if below is None or below.gap is not Gap.NONE or folded[0] not in "([【" or re.search(r"[)\]】]", folded):
        return False
    match = match_dateline(folded + fold(below.plain[:_SHORT]))
    return match is not None and match.end() > len(folded)


def _fills(line: Line) -> bool:
    """Whether a line fills its column, so that the column may have broken it."""
    return 0 < line.column <= line.width + line.indent + 1 and line.plain[-1] not in _SENTENCE_ENDS


def _opens_column(line: Line, below: Line | None) -> bool:
    """Whether a line fills its column and the next one touches it: a paragraph begins with it."""
    if below is None:
        return False
    if _REPORTER_NEXT.match(fold(below.plain[:_SHORT])):
        return True
    if below.indent > line.indent:
        return False  # the first paragraph begins below
    return below.gap is Gap.NONE and 0 < line.column <= line.width + _INDENT_AND_MARK


_INDENT_AND_MARK = 6
_REPORTER_NEXT = re.compile(rf"[(]\s*(?:{PAPER})?\s*{REPORTER}[^)]{{1,30}}[)]\s*\S")


def _role(plain: str, folded: str, above: Line | None, below: Line | None) -> Role:
    """Return what a short line is by itself."""
    if plain[-1] == "。":  # of a sentence, only the first bracket can tell
        if read_attribution(folded):
            return Role.SOURCE
        return Role.NOTE if _NOTE_START.match(folded) else Role.TEXT
    after_sentence = above is not None and above.plain[-1] in _SENTENCE_ENDS
    fields = read_fields(plain)
    row = _is_row(folded) or (below is not None and _is_head_of(folded, fold(below.plain[:_SHORT])))
    row = row and len(fields) <= 1 and boilerplate_share(plain) < _CALL  # 讚好 122　分享 8
    tests = (
        (Role.NOTE, _NOTE_START.match(folded)),
        (Role.LIST_ITEM, row or _is_of_book(folded, above, below)),
        (Role.CAPTION, _FIGURE.match(folded) and folded[-1] not in "。,;:"),
        (
            Role.ATTRIBUTION,
            folded.startswith("——") and after_sentence and (_is_attribution(folded) or _ends_in_name(folded)),
        ),
        (
            Role.CREDIT,
            len(folded) <= _LONGEST_CREDIT
            and _CREDIT.fullmatch(folded)
            and _CREDIT_WORDS.search(folded)
            and not _WRITES.search(folded),
        ),
        (Role.SOURCE, len(fields) > 1 or whole_date(folded)),
        (Role.BYLINE, len(folded) <= _LONGEST_BYLINE and _is_byline(folded)),
        (Role.SOURCE, fields),
    )
    return next((role for role, found in tests if found), Role.TEXT)


_BOOK = re.compile(r"(?:书名|出版社|ISBN|定价|丛书)\s*:?\s*\S")
_ON_BOOK = re.compile(
    r"(?:书名|原书?名|[作著译编]者|出版社?|出版(?:时间|日期|年份?)|ISBN|定价|页数|丛书|装帧)\s*:\s*\S"
)


def _is_of_book(folded: str, above: Line | None, below: Line | None) -> bool:
    """Whether a line, with one beside it, tells of the book that a text is about, and so not of the text."""
    beside = [fold(line.plain[:_SHORT]) for line in (above, below) if line is not None]
    beside = [words for words in beside if _ON_BOOK.match(words)]
    return bool(_ON_BOOK.match(folded) and beside and any(map(_BOOK.match, [folded, *beside])))


def ends_in_credit(plain: str) -> bool:
    """Whether a line ends, behind its sentence, with the name of a photographer: it is a caption, and complete."""
    return (
        len(plain) <= _LONGEST_CAPTION
        and not _SIGN_OF_CREDIT.isdisjoint(plain[-_LONGEST_CREDIT:])
        and bool(_CREDIT_END.search(fold(plain[-_LONGEST_CREDIT:])))
    )


_LONGEST_CAPTION = 150
_SIGN_OF_CREDIT = frozenset("摄攝影圖图片照供提")


def _is_row(folded: str) -> bool:
    """Whether a line is the row of a table: cells with blanks between them, and half of them figures."""
    cells = folded.split()
    figures = sum(bool(_CELL.fullmatch(cell)) for cell in cells)
    is_row = len(cells) >= _FEWEST_CELLS and 2 * figures >= len(cells) and not _CELL.fullmatch(cells[0])
    return is_row and whole_date(folded) is None  # May 9, 2022


def _is_head_of(folded: str, below: str) -> bool:
    """Whether a line names the columns of the row below it."""
    return folded[-1] not in "。,;" and len(folded.split()) == len(below.split()) and _is_row(below)


_CELL = re.compile(r"[+-]?\d[\d.,]*%?")
_FEWEST_CELLS = 3
_FIGURE = re.compile(r"[图表]\s?(?:\d{1,2}(?:[-.—]\d{1,2})?|[一二三四五六七八九十]{1,2})(?:[:.、]\s*|\s+)\S")
"""表1 釉料替换前后的成本"""
_LONGEST_CREDIT = 50
_LONGEST_BYLINE = 60


_SLASHED = re.compile(
    rf"[(\[【]\s*(?:{REPORTER}\s*)?{HAN}{{2,4}}\s*/\s*{HAN}{{2,8}}[)\]】]|{REPORTER}\s*{NAMES}\s*/\s*{HAN}{{2,8}}(?:报导|报道)"
    rf"|{HAN}{{2,4}}\s*/\s*(?:{HAN}{{2,4}})?(?:报导|报道|特稿|专访|特写|评论|摄影)"
)
"""【王小明／台北報導】: no sentence has it, so that it begins a text below a full line, too."""


_BRACKETED = re.compile(rf"【\s*(?:{PAPER})?\s*(?:{REPORTER})?[^】。]{{0,24}}(?:电|讯|报导|报道)\s*】")
_OUR_REPORTER = re.compile(
    rf"[■□●○◆◇▲◎]?\s*(?:本报|本刊)\s*{REPORTER}\s*[:]?\s*{NAMES}(?:\s*(?:本报)?\s*{REPORTER}\s*{NAMES})?"
)


def _is_plainly_signed(folded: str) -> bool:
    """Whether a line says who wrote a text so plainly that no sentence goes on with it."""
    return bool(_SLASHED.fullmatch(folded) or _BRACKETED.match(folded) or _OUR_REPORTER.fullmatch(folded))


def _goes_on_from(above: Line, line: Line) -> bool:
    """Whether a line is so plainly the rest of a full line above that it can be no label."""
    full = bool(above.column) and above.width >= above.column - 1
    return full and line.gap is Gap.NONE and above.plain[-1] not in _SENTENCE_ENDS


_DAY_LAST = re.compile(r"\s+(?:\d{4}年)?\d{1,2}月\d{1,2}日$")


def _is_byline(folded: str) -> bool:
    return not is_box_name(folded) and bool(
        find_authors(_DAY_LAST.sub("", folded))
        or _BYLINE.fullmatch(folded)
        or _is_marked_name(folded)
        or (folded[-1] == ")" and match_affiliated(folded))
    )


def _is_marked_name(folded: str) -> bool:
    """Whether a line is a name with a mark before it or in brackets: ■何卓文, （杜衡）."""
    match = _MARKED_NAMES.fullmatch(folded)
    return match is not None and are_names(match[match.lastgroup or 0])


def match_dateline(folded: str) -> re.Match[str] | None:
    """Return the dateline that opens a folded text: 据新华社北京12月25日电, 本报讯（记者…）, 【記者…／台北報導】."""
    return _DATELINE.match(folded) if _MAY_BE_DATELINE.search(folded) else None


_MAY_BE_DATELINE = re.compile("[电讯报访记]|通讯员")
_SAYS = re.compile(rf"\s*(?:(?:{PAPER})?\s*{REPORTER}\s*(?:{NAMES}|{HAN}{{4,8}})\s*(?:摄影)?(?:报道|报导))?[\s:]*")


def dateline_end(folded: str) -> int:
    """Return where the text begins behind its dateline, 0 where it has none."""
    match = match_dateline(folded)
    said = _SAYS.match(folded, match.end()) if match else None
    return said.end() if said else 0


_SPEECH = re.compile(
    "讲话|考察|强调|指出|会议|贺信|回信|座谈|致辞|文章|报告|重要论述|演讲|谈话|批示|指示|《[^》]+》|语录|诗|总书记|主席|总理|说$|\\d{4}年"
)


def _is_attribution(folded: str) -> bool:
    return bool(_SPEECH.search(folded)) and not folded.endswith("。")


def _ends_in_name(folded: str) -> bool:
    """Whether a short line with a dash before it ends with a person's name: ——老师傅文柏松."""
    words = folded.lstrip("—").strip()
    if is_subtitle(words):
        return False  # ——访老作坊主人某某
    return len(words) <= _LONGEST_OFFICE and (is_name(words[-3:]) or is_name(words[-2:]))


_LONGEST_OFFICE = 20


def find_bylines(draft: Draft) -> Draft:
    """Take names that stand alone beside a headline for bylines, and where their owners work for a note on them."""
    lines = list(draft.lines)
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        below = lines[place + 1] if place + 1 < len(lines) else None
        if line.fixed or line.role not in {Role.HEADING, Role.TEXT}:
            continue
        folded = fold(line.plain) if len(line.plain) <= _SHORT else ""
        office = _OFFICE.fullmatch(folded)
        dated = below is not None and below.role is Role.SOURCE and whole_date(fold(below.plain)) is not None
        signs = (
            dated
            and above is not None
            and above.plain[-1] in _SENTENCE_ENDS
            and (line.gap is not Gap.NONE or not line.column)
            and is_issuer(line.plain)
        )
        titled = above is not None and above.role in {Role.HEADING, Role.DIVIDER} and not draft.wrapped
        if (
            titled
            and above
            and below
            and below.role in {Role.TEXT, Role.SOURCE}
            and _signs_title(above.plain, folded)
        ):
            lines[place] = replace(line, role=Role.BYLINE)
            continue
        if (
            signs
            or (office and is_name(office["name"]))
            or (above and above.role in _BELOW_NAMES and _AFFILIATION.fullmatch(folded))
        ):
            lines[place] = replace(line, role=Role.NOTE)
            continue
        below_title = above is not None and above.role in _ABOVE_NAMES
        above_title = below is not None and below.role is Role.HEADING and line.role is Role.HEADING
        begins = place < _HEAD or any(other.role is Role.DIVIDER for other in lines[place - 2 : place])
        issues = begins and above is not None and above.role in {Role.HEADING, Role.DIVIDER}
        ends = above is not None and above.plain[-1] in _SENTENCE_ENDS and (below is None or below.role in _NO_TEXT)
        noticed = below is not None and boilerplate_share(below.plain) >= _SOME
        affiliated = (ends or (noticed and above is not None and above.plain[-1] in _SENTENCE_ENDS)) and bool(
            match_affiliated(folded)
        )
        near = below_title or above_title or affiliated or (draft.wrapped and ends)
        if (issues and is_issuer(folded)) or (near and _is_name(line.plain, folded)):
            lines[place] = replace(line, role=Role.BYLINE)
    for place in range(1, len(lines) - 1):
        if (
            lines[place].role is Role.HEADING
            and _PEN_NAME.fullmatch(fold(lines[place].plain))
            and lines[place - 1].role is Role.HEADING
            and lines[place + 1].role in {Role.TEXT, Role.NOTE}
        ):
            lines[place] = replace(lines[place], role=Role.BYLINE)
    return draft.keep(_without_verses(lines) if draft.wrapped else lines)


_MOST_OF_HEADLINE = 4


def _without_verses(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with rows of headings made prose that are longer than any headline: the verses of a poem.

    Where nobody's name stands above them, the first one is the headline.
    """
    found: list[Line] = []
    for is_heading, group in groupby(lines, key=lambda line: line.role is Role.HEADING and not line.fixed):
        rows = list(group)
        signed = bool(found) and found[-1].role is Role.BYLINE
        if is_heading and len(rows) > _MOST_OF_HEADLINE:
            first = 0 if signed else 1
            rows = [*rows[:first], *(replace(row, role=Role.TEXT) for row in rows[first:])]
        found += rows
    return found


def _signs_title(title: str, folded: str) -> bool:
    """Whether the line between a title and its text says who wrote it."""
    is_signed = match_signature(folded) is not None and folded not in fold(title)
    return is_signed and not is_box_name(folded) and boilerplate_share(folded) < _CALL


def _is_name(plain: str, folded: str) -> bool:
    if boilerplate_share(plain) >= _CALL or is_box_name(folded) or is_usual_heading(folded):
        return False
    return are_names(folded) or is_spaced_name(folded) or is_latin_name(plain) or match_affiliated(folded) is not None


_HEAD = 6
"""Lines: further down an authority alone is a heading."""
_OFFICE = re.compile(
    r"(?:[部署局处县市院校会]\s*长|主任委员|董事长|理事长|主席|总统)\s*(?P<name>[\u4e00-\u9fff]{2,4})"
)
"""署長　葉維倫: who signs an official document in Taiwan."""
_ABOVE_NAMES = frozenset({Role.HEADING, Role.DIVIDER, Role.SOURCE, Role.NOTE})
_NO_TEXT = frozenset({Role.HEADING, Role.SOURCE, Role.CREDIT, Role.NOTE})
_BELOW_NAMES = frozenset({Role.BYLINE, Role.NOTE})
_AFFILIATION = re.compile(
    r"[(]\s*(?:\d\s*[.,]?\s*)?[\u4e00-\u9fff()]{2,24}?(?:大学|学院|研究[院所]|中心|公司|委员会|协会|局|厅|党校|医院|实验室)[^。!?]{0,60}[)]"
    r"|[\u4e00-\u9fff]{2,12}(?:大学|研究[院所]|党校)[\u4e00-\u9fff ]{0,12}"
)
"""（北岭大学 经济管理学院，北岭 100000）: where an author works, below the name."""
_SOME = 0.25
_CALL = 0.6
"""Share of the vocabulary of boilerplate above which a word is no name, whatever it begins with: 关注他."""
_PEN_NAME = re.compile("[老小阿大][\u4e00-\u9fff]{1,2}")
