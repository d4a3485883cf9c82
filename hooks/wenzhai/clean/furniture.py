"""Page furniture: page numbers, running heads, and what else a page prints around its texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.draft import Draft, Dropped, Gap, Line
from wenzhai.clean.fields import read_attribution
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import is_usual_heading
from wenzhai.clean.numbering import numbering
from wenzhai.clean.punctuation import goes_on

_LONGEST = 48
_REPEATED = 3

_NUMBER = re.compile(
    r"[-—–·~.\[(<\s]*(?:第\s*)?(?:[A-Za-z]?\d{1,4}|[一二三四五六七八九十百]{1,5})\s*(?:页|版)(?:\s*[,/]?\s*共\s*\d{1,4}\s*(?:页|版))?[-—–·~.\])>\s]*"
    r"|[-—–·~\[(<]+\s*\d{1,4}\s*[-—–·~\])>]+"
    r"|(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:/|of)\s*\d{1,4}"
    r"|页\s*\d{1,4}"
    r"|[A-D]\d{1,2}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[^\w(]{0,4}(\d{1,4})[^\w.、)%。,;:?!]{0,4}|[.·](\d{1,4})[.·]")
_SECTIONS = (
    "要闻|时政|综合|国内|国际|本地|经济|财经|产经|产业|社会|文化|体育|副刊|理论|评论|专题"
    "|专版|广告|民生|法治|教育|科技|健康|生活|焦点|头版|政治|两岸|地方|影视|娱乐|港闻"
    "|中国|综合新闻|国内新闻|国际新闻|本市新闻|时政要闻|要闻版|理论周刊|文娱|读书|农村|工商"
    "|旅游|观点|言论|人物"
)
# What a folio is made of, and how telling each part is; two must come together.
_FOLIO_PARTS = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (r"(?:https?://|www\.)\S{3,60}|[\w.]{2,30}@[\w.]{3,40}", 1),
        (
            (
                r"[\u4e00-\u9fff]{0,4}(?:编辑|责编|版主|采编|主编|主任|总监|设计|校对|美编|美术|版式|编委|总编|审校|审读|检校|组版|视觉|制图|制版|版面|终审"
                r"|图编|[一二]校|电话|热线|专线|电邮|邮箱|E?-?mail)(?:\s*[:/|]\s*(?:[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])|[!-~]{3,40})(?:[\s、][\u4e00-\u9fff]{2,3}(?=[\s、]|$)){0,3}"
                r"|\s+[\u4e00-\u9fff]{2,4}(?=\s|$))"
            ),
            2,
        ),
        (
            r"(?:第\s*\d{1,3}\s*卷\s*)?(?:第\s*\d{1,3}|总第?\s*\d{1,5})\s*期|(?:Vol|No|ISSUE|Issue)\.?\s*\d{1,4}|[A-Z][a-z]{2}\.?\s\d{4}",
            1,
        ),
        (
            r"[\u4e00-\u9fff]{2,10}(?:学报|学刊|研究|论丛|论坛|评论|杂志|汇刊|月刊|季刊|旬刊)(?![\u4e00-\u9fff])(?:[(][^)]{2,8}版[)])?",
            1,
        ),
        (
            r"(?:刊号|出版物号|邮发代号|国内统一|每份|零售|定价)[^\s]{0,16}(?:\s[\d.]+\s?元)?|(?:CN|ISSN)\s?[\d-]{6,9}",
            1,
        ),
        (
            r"第?\s*[A-Z]?\s*\d{1,3}\s*版|^\d{2}(?=[\u4e00-\u9fff]{2,6}$)|(?<![A-Za-z0-9])[A-Z]\d{1,2}(?![A-Za-z0-9])",
            1,
        ),
        (r"^\d{1,3}\s*[|](?!\d)|[|]\s*\d{1,3}$", 2),
        (r"(?<![^\s|])\d{1,3}(?![^\s|])(?!.*\s\d{1,3}(?![^\s|]))", 1),  # one page: more numbers are a table's
        (r"(?:热线|电话|专线|传真)\s*[:/|]?\s*[\d-]{7,}", 2),
        (r"《[\u4e00-\u9fff]{2,14}》", 1),
        (r"(?<!\d)(?:19|20)\d{2}[./]\d{1,2}(?!\d)", 1),
        (r"星期[一二三四五六日天]|周[一二三四五六日]", 1),
        (r"农历[\u4e00-\u9fff]{2,12}", 1),
        (
            r"[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|时报|周报|晨报|都市报|商报|工业报|经济报|导报|周刊|新闻|报)(?![\u4e00-\u9fff])",
            1,
        ),
        (
            rf"(?<![\u4e00-\u9fff])(?:{_SECTIONS})(?![\u4e00-\u9fff])",
            0,
        ),
    )
)


_FOLIO_WORD = re.compile(rf"(?:{_SECTIONS})|\d{{1,3}}|[A-Z]\d{{1,2}}")
"""What a line beside a folio may be."""


def drop_furniture(draft: Draft) -> Draft:
    """Drop page numbers and running heads; the gap that they leave says nothing about paragraphs."""
    numbers = _page_numbers(draft.lines)
    paged = draft.wrapped or _cuts_sentence(draft.lines, numbers) or _counts_pages(draft.lines)
    repeated = _running_heads(draft) if paged else frozenset[str]()
    title = _title_place(draft.lines, repeated)
    numbers = numbers if paged else frozenset[int]()
    rules = [
        "furniture.page-number"
        if number in numbers
        else _rule(draft, number, frozenset[str]() if number == title else repeated)
        for number in range(len(draft.lines))
    ]
    for number in _guide_lines(draft.lines):
        rules[number] = "boilerplate.related"
    for number in _book_lines(draft.lines, repeated):
        rules[number] = "furniture.running-head"
    _mark_folio_words(draft, rules)
    lines: list[Line] = []
    drops: list[Dropped] = []
    gone = False
    for line, rule in zip(draft.lines, rules, strict=True):
        if rule:
            drops.append(Dropped(line.text, rule))
            gone = True
            continue
        if gone and line.gap is not Gap.MARKUP:
            line = replace(line, gap=Gap.PAGE)  # noqa: PLW2901 - the line as it stands without the furniture
        gone = False
        lines.append(line)
    return draft.keep(lines, drops)


def _mark_folio_words(draft: Draft, rules: list[str]) -> None:
    """Mark what stands between or beside the lines of a folio at the edge of a seed: a section's name, a number."""
    if not draft.wrapped:
        return
    size = len(rules)
    for places in (range(min(_EDGE, size)), range(size - 1, max(size - 1 - _EDGE, -1), -1)):
        last = max((order for order, place in enumerate(places) if rules[place] == "furniture.folio"), default=-1)
        for order, place in enumerate(places):
            folded = fold(draft.lines[place].plain).strip()
            beside = last >= 0 and order <= last + 1
            if beside and not rules[place] and not draft.lines[place].fixed and _FOLIO_WORD.fullmatch(folded):
                rules[place] = "furniture.folio"
                last = max(last, order)


def _book_lines(lines: Sequence[Line], repeated: frozenset[str]) -> range:
    """Return the first lines that together are a running head and begin with a firm: 某某公司 / 二零二四年年报."""
    if len(lines) <= _BOOK_LINES or not _NO_TITLE.search(fold(lines[0].plain).strip()):
        return range(0)
    masks = [_mask(fold(line.plain).strip()) for line in lines[:_BOOK_LINES]]
    return range(next((count for count in range(2, _BOOK_LINES + 1) if "".join(masks[:count]) in repeated), 0))


_BOOK_LINES = 3


_TEASER = re.compile(r"[^。]{5,40}[(\[]\s*(?:详?见|刊)?\s*第?\s*[A-Z]?[0-9一二三四五六七八九十]{1,3}\s*版\s*[)\]]")
_GUIDE = re.compile("(?:今日|本期|本报|本版|要闻|新闻|内页)?(?:导读|看点|要目|提要|导航)")
_FEWEST_TEASERS = 2


def _guide_lines(lines: Sequence[Line]) -> list[int]:
    """Return the lines that tell what stands on other pages, each with its page, and the name of their box."""
    places = [place for place, line in enumerate(lines) if _is_teaser(line)]
    together = [place for place in places if place - 1 in places or place + 1 in places]
    if len(together) < _FEWEST_TEASERS:
        return []
    above = [place - 1 for place in together if place and _GUIDE.fullmatch(fold(lines[place - 1].plain).strip())]
    return together + above


def _is_teaser(line: Line) -> bool:
    return not line.fixed and len(line.plain) <= _LONGEST_HEAD and bool(_TEASER.fullmatch(fold(line.plain).strip()))


def _title_place(lines: Sequence[Line], repeated: frozenset[str]) -> int:
    """Return where the title stands that later pages repeat as their running head; -1 where there is another.

    Of two running heads, of the book and of its chapter, the second is the title.
    """
    place = -1
    for number, line in enumerate(lines[:_TITLE_LINES]):
        folded = fold(line.plain).strip()
        is_text = 0 < line.column <= line.width + line.indent + 1 or folded[-1] in "。:"
        if is_text or len(line.plain) > _LONGEST_HEAD or is_usual_heading(folded):
            break
        is_head = _mask(folded) in repeated
        if is_head and not _has_page_number(folded) and len(folded) >= _SHORTEST_TITLE:
            place = number
        elif (
            not is_head and len(folded) >= _SHORTEST_TITLE and not _NO_TITLE.search(folded) and not _is_number(folded)
        ):
            return -1
    return place


_NO_TITLE = re.compile(r"[|]|\d{4}年|(?:院|所|中心|局|会|部|社|公司|大学)$|[.…·]{3,}")
"""Masthead, date, who issued it, rows of a table of contents."""


def _rule(draft: Draft, number: int, repeated: frozenset[str]) -> str:
    line = draft.lines[number]
    folded = fold(" ".join(line.plain.split())) if len(line.plain) <= 3 * _LONGEST else ""
    head = fold(_widened(line.plain)).strip() if folded else ""
    letters = len(re.sub("[ -~]{2}", " ", folded))  # a Latin letter takes half the room
    if line.fixed or not 0 < letters <= _LONGEST:
        return ""
    if _NUMBER.fullmatch(folded):
        return "furniture.page-number"
    if {_mask(folded), _mask(head)} & repeated:
        return "furniture.running-head"
    at_edge = number < _EDGE or number >= len(draft.lines) - _EDGE
    at_top = number < _EDGE or _at_page_edge(draft.lines, number)
    if draft.wrapped and at_top and (_NAMED_ISSUE.fullmatch(folded) or _TWO_LANGUAGES.fullmatch(folded)):
        return "furniture.folio"
    if draft.wrapped and not read_attribution(folded) and _is_folio(folded, at_edge=at_edge, at_top=number < _EDGE):
        return "furniture.folio"
    return ""


def _cuts_sentence(lines: tuple[Line, ...], numbers: frozenset[int]) -> bool:
    """Whether a number stands in the middle of a sentence, as only a page's number does."""
    return any(
        0 < place < len(lines) - 1 and len(lines[place - 1].plain) > _LONG and goes_on(lines[place - 1].plain)
        for place in numbers
    )


_LONG = 20


def _counts_pages(lines: tuple[Line, ...]) -> bool:
    """Whether several lines say which page they end: 第3页, Page 1 of 2; a number with a mark beside it (3|)."""
    short = [fold(line.plain).strip() for line in lines if len(line.plain) <= _LONGEST]
    numbers = [folded for folded in short if _is_number(folded) and not folded.isdigit()]
    return len(numbers) > 1


def _page_numbers(lines: tuple[Line, ...]) -> frozenset[int]:
    """Return which lines are bare numbers of pages: those that stand apart, and those that count upwards."""
    bare = [place for place, line in enumerate(lines) if _BARE_NUMBER.fullmatch(fold(line.plain))]
    apart = {place for place in bare if _apart(lines, place)}
    values = [int(re.sub(r"\D", "", fold(lines[place].plain))) for place in bare]
    counting = {
        place
        for number, place in enumerate(bare)
        if (number and values[number] == values[number - 1] + 1)
        or (number + 1 < len(bare) and values[number + 1] == values[number] + 1)
    }
    return frozenset(apart | counting)


def _apart(lines: tuple[Line, ...], place: int) -> bool:
    after = lines[place + 1].gap if place + 1 < len(lines) else Gap.BLANK
    return lines[place].gap is not Gap.NONE or after is not Gap.NONE


_MOST_UNKNOWN = 8
_LATIN_TITLE = re.compile("(?:[A-Z][a-z]+|of|and|the)(?: (?:[A-Z][a-z]+|of|and|the)){2,}")
_MANY = 3
"""Parts: where more of them are known, one role and its name may be unknown: 主编 邹文 编辑 谈晓 校检 佘佳."""
_REFERENCE = re.compile(r"\[\d{1,3}\]")
"""An entry of a bibliography has a year, pages and a journal too."""
_EDGE = 4
_ON_PAGE = re.compile(
    r"(?:[A-Z]\d{1,2}|\d{1,2})[\s·|]*[\u4e00-\u9fff·]{2,8}|[\u4e00-\u9fff·]{2,8}[\s·|]+(?:[A-Z]\d{1,2}|\d{1,2})"
)
"""A page and its section: 05产经, 財經縱橫 B10."""
_HAN_NUMBER = "[一二三四五六七八九十百0-9]{1,4}"
_ISSUE = (
    rf"(?:(?:(?:19|20)\d{{2}}\s?年?\s*)?(?:第\s?{_HAN_NUMBER}\s?卷\s*)?第\s?{_HAN_NUMBER}\s?期|(?:19|20)\d{{2}}\s?[/.]\s?\d{{1,2}}"
    r"|(?:19|20)\d{2}\s?年?\s?[春夏秋冬]季[号刊]|No\.\s?\d{1,4})"
)
_NAMED_ISSUE = re.compile(
    rf"[\u4e00-\u9fff]{{2,14}}[\s·|,]*{_ISSUE}(?:[\s·|,]+(?:(?:19|20)\d{{2}}(?:年(?:\d{{1,2}}月)?)?|页\s?\d{{1,4}}-\d{{1,4}}))*"
)
"""A journal's name and which issue it is: 机械研究季刊 第八卷第二期 2024年6月 页12-30; 观察 2024/08."""
_TWO_LANGUAGES = re.compile("[\u4e00-\u9fff]{2,8}\\s+[A-Z]{2,}(?:\\s[A-Z]{2,})+")
"""The name of a paper or a section, and the same in English capitals."""
_CONTACT = re.compile("[\u4e00-\u9fff]{0,4}(?:监督|举报|投诉|咨询|联系|受理|报名)[\u4e00-\u9fff]{0,2}(?:电话|热线)")
"""What an authority tells its readers to ring is part of its notice."""
_PLACE = re.compile(r"(?:https?://|www\.)\S{3,60}")
_PAPER = re.compile("[\u4e00-\u9fff]{2,8}(?:报|周刊|新闻|导刊)")
_DIGITAL = re.compile("[\u4e00-\u9fff]{2,8}(?:报|周刊)(?:客户端|数字版|电子版|数字报|电子报)")


def _is_folio(folded: str, *, at_edge: bool, at_top: bool) -> bool:
    """Whether a line is made of the parts of a folio: paper, date, weekday, page, section, editors."""
    if _REFERENCE.match(folded) or folded[-1] in "。;" or _CONTACT.match(folded):
        return False
    if whole_date(folded) and not at_top:
        return False  # it signs the text above
    telling = 0
    bare = folded
    while (date := find_date(bare)) is not None:
        telling += 1 + ("星期" in bare[date.start : date.end])
        bare = bare[: date.start] + " " + bare[date.end :]
    for pattern, weight in _FOLIO_PARTS:
        bare, found = pattern.subn(" ", bare)
        telling += weight * found
    words = bare.split()
    bare_words = (word.strip("|·/-—:,.●■◆□()[]【】") for word in words)
    unknown = [word for word in bare_words if word and not word.isascii()]
    if at_edge and any(pattern.fullmatch(folded) for pattern in (_ON_PAGE, _PLACE, _DIGITAL)):
        return True
    is_paper = telling == 1 and at_edge and _PAPER.fullmatch(folded)
    is_journal = telling and at_top and _LATIN_TITLE.search(folded)  # its name in Chinese and in English
    if not unknown and (is_paper or is_journal):
        return True
    few = len(unknown) <= 1 + (telling > _MANY)
    return telling >= 2 and few and sum(map(len, unknown)) <= _MOST_UNKNOWN  # noqa: PLR2004


def _running_heads(draft: Draft) -> frozenset[str]:
    """Return the short lines, digits masked, that stand on several pages or repeat the title beside a page number."""
    times: Counter[str] = Counter()
    at_edges: Counter[str] = Counter()
    titles = _titles([_mask(fold(line.plain)) for line in draft.lines[:_TITLE_LINES]])
    for number, line in enumerate(draft.lines):
        folded = fold(_widened(line.plain)).strip() if len(line.plain) <= _LONGEST_HEAD else ""
        if len(folded) < 2 or folded[-1] in "。!?,;:" or folded in _HEADINGS:  # noqa: PLR2004
            continue
        head = _mask(folded)
        at_edge = _at_page_edge(draft.lines, number) or _has_page_number(folded)
        number_of = numbering(folded)
        if at_edge or number_of is None or number_of.style == "part":
            times[head] += 1
            at_edges[head] += at_edge
        if number >= _TITLE_LINES and at_edge and _repeats_title(head, titles):
            times[head] += _REPEATED
    return frozenset(
        head for head, count in times.items() if count >= _REPEATED or (count > 1 and at_edges[head] >= count - 1)
    )


_LONGEST_HEAD = 48
_TITLE_LINES = 8
_SHORTEST_TITLE = 8
_HEADINGS = frozenset(
    ["结语", "结束语", "引言", "前言", "后记", "摘要", "参考文献", "附录", "小结", "总结", "背景", "问", "答"]
)


def _at_page_edge(lines: tuple[Line, ...], number: int) -> bool:
    """Whether a line is the first of a page or stands beside a page number."""
    if lines[number].gap is Gap.PAGE or number == 0:
        return True
    beside = [lines[place] for place in (number - 1, number + 1) if 0 <= place < len(lines)]
    return any(_is_number(fold(line.plain).strip()) for line in beside if len(line.plain) <= _LONGEST)


def _is_number(folded: str) -> bool:
    return bool(_NUMBER.fullmatch(folded) or _BARE_NUMBER.fullmatch(folded))


def _titles(top: Sequence[str]) -> frozenset[str]:
    """Return what the title may be: the first lines of the seed, one by one and two or three together."""
    return frozenset("".join(top[at : at + count]) for at in range(len(top)) for count in (1, 2, 3))


def _repeats_title(head: str, titles: frozenset[str]) -> bool:
    """Whether a running head is the title, with or without the author before it: 某某等：标题."""
    title = head.rpartition(":")[2]
    return len(title) >= _SHORTEST_TITLE and title in titles


def _widened(plain: str) -> str:
    """Return the line with each full-width blank as wide as it is: it sets a page number apart."""
    return plain.replace("\u3000", "  ")


def _has_page_number(folded: str) -> bool:
    """Whether a number stands apart at the beginning or end of a line."""
    return bool(_NUMBER_BESIDE.search(folded))


_NUMBER_BESIDE = re.compile(
    r"^\d{1,4}\s{2,}(?=\S)|^\d{2,4}\s(?=[\u4e00-\u9fff])|(?<=\S)\s+\d{1,4}$|(?<=\S)\s+第\s?\d{1,4}\s?页$"
)


def _mask(folded: str) -> str:
    """Return the line without blanks, its digits masked and the page number at its end or beginning left out."""
    folded = _NUMBER_BESIDE.sub("", folded)
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", folded))
