"""The lines that a paper prints around its pages: name, date, section, page, editors, address."""

from __future__ import annotations

import re
from functools import cache

from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.folding import data_lines
from wenzhai.clean.names import are_names, close_names

# What a folio is made of, and how telling each part is; two must come together.
_PARTS = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (
            (
                r"[\u4e00-\u9fff]{0,4}(?:编辑|责编|版主|采编|主编|主任|总监|设计|校对|美编|美术|版式|编委|总编|审校|审读|检校|组版|视觉|制图|制版|版面|终审"
                r"|图编|[一二]校|电话|热线|专线|电邮|邮箱|信箱|投稿|QQ群?|微信号?|公众号|[Ee]-?mail)(?:\s*[:/|]\s*(?:[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])|[!-~]{3,40})(?:[\s、][\u4e00-\u9fff]{2,3}(?=[\s、]|$)){0,3}"
                r"|\s+[\u4e00-\u9fff]{2,4}(?=\s|$))"
            ),
            2,
        ),
        (r"(?:https?://|www\.)\S{3,60}|[\w.]{2,30}@[\w.]{3,40}", 1),
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
    )
)

_MOST_UNKNOWN = 8
_LATIN_TITLE = re.compile("(?:[A-Z][a-z]+|of|and|the)(?: (?:[A-Z][a-z]+|of|and|the)){2,}")
_MANY = 3
"""Parts: where more of them are known, one role and its name may be unknown: 主编 邹文 编辑 谈晓 校检 佘佳."""
_REFERENCE = re.compile(r"\[\d{1,3}\]")
"""An entry of a bibliography has a year, pages and a journal too."""
_ON_PAGE = re.compile(
    r"(?:[A-Z]\d{1,2}|\d{1,2})[\s·|]*[\u4e00-\u9fff·]{2,8}|[\u4e00-\u9fff·]{2,8}[\s·|]+(?:[A-Z]\d{1,2}|\d{1,2})"
)
"""A page and its section: 05产经, 財經縱橫 B10."""
_NUMBERED_HEADING = re.compile(r"\d\s+[\u4e00-\u9fff]")
"""3 建议: below a text, its last heading; papers number their pages 03 there."""
_HAN_NUMBER = "[一二三四五六七八九十百0-9]{1,4}"
_ISSUE = (
    rf"(?:(?:(?:19|20)\d{{2}}\s?年?\s*)?(?:第\s?{_HAN_NUMBER}\s?卷\s*)?第\s?{_HAN_NUMBER}\s?期|(?:19|20)\d{{2}}\s?[/.]\s?\d{{1,2}}"
    r"|(?:19|20)\d{2}\s?年?\s?[春夏秋冬]季[号刊]|No\.\s?\d{1,4})"
)
NAMED_ISSUE = re.compile(
    rf"[\u4e00-\u9fff]{{2,14}}[\s·|,]*{_ISSUE}(?:[\s·|,]+(?:(?:19|20)\d{{2}}(?:年(?:\d{{1,2}}月)?)?|页\s?\d{{1,4}}-\d{{1,4}}))*"
)
"""A journal's name and which issue it is: 机械研究季刊 第八卷第二期 2024年6月 页12-30; 观察 2024/08."""
TWO_LANGUAGES = re.compile("[\u4e00-\u9fff]{2,8}\\s+[A-Z]{2,}(?:\\s[A-Z]{2,})+")
"""The name of a paper or a section, and the same in English capitals."""
_CONTACT = re.compile("[\u4e00-\u9fff]{0,4}(?:监督|举报|投诉|咨询|联系|受理|报名)[\u4e00-\u9fff]{0,2}(?:电话|热线)")
"""What an authority tells its readers to ring is part of its notice."""
_PLACE = re.compile(r"(?:https?://|www\.)\S{3,60}")
_PAPER = re.compile("[\u4e00-\u9fff]{2,8}(?:报|周刊|新闻|导刊)")
_DIGITAL = re.compile("[\u4e00-\u9fff]{2,8}(?:报|周刊)(?:客户端|数字版|电子版|数字报|电子报)")


def is_folio(folded: str, *, at_edge: bool, at_top: bool) -> bool:
    """Whether a line is made of the parts of a folio: paper, date, weekday, page, section, editors."""
    if at_top and _WEEKDAY_ALONE.fullmatch(folded):
        return True
    if _REFERENCE.match(folded) or folded[-1] in "。;" or _CONTACT.match(folded):
        return False
    if whole_date(folded) and not at_top:
        return False  # it signs the text above
    telling = 0
    bare = close_names(folded)
    while (date := find_date(bare)) is not None:
        telling += 1 + ("星期" in bare[date.start : date.end])
        bare = bare[: date.start] + " " + bare[date.end :]
    for pattern, weight in _PARTS:
        bare, found = pattern.subn(" ", bare)
        telling += weight * found
    words = _sections().sub(" ", bare).split()
    bare_words = (word.strip("|·/-—:,.●■◆□()[]【】") for word in words)
    unknown = [word for word in bare_words if word and not word.isascii()]
    is_heading = not at_top and _NUMBERED_HEADING.match(folded)
    if at_edge and not is_heading and any(pattern.fullmatch(folded) for pattern in (_ON_PAGE, _PLACE, _DIGITAL)):
        return True
    is_paper = telling == 1 and at_edge and _PAPER.fullmatch(folded)
    is_journal = telling and at_top and _LATIN_TITLE.search(folded)  # its name in Chinese and in English
    if not unknown and (is_paper or is_journal):
        return True
    few = len(unknown) <= 1 + (telling > _MANY)
    return telling >= 2 and few and sum(map(len, unknown)) <= _MOST_UNKNOWN  # noqa: PLR2004


def is_folio_word(folded: str) -> bool:
    """Whether a line beside a folio is part of it: the name of a section, a number, words of a masthead."""
    bare = _WEEKDAY.sub("", folded).strip() if folded[:1].isdigit() else folded
    return bool(_beside().fullmatch(bare)) or is_masthead(folded)


def is_section_name(folded: str) -> bool:
    """Whether a line is the name of a section and nothing else."""
    return bool(_sections().fullmatch(folded))


def is_masthead(folded: str) -> bool:
    """Whether most of a line are words of mastheads, numbers and dates: 中共某某市委机关报 某某日报社出版."""
    if len(folded) < _SHORTEST_MASTHEAD or folded[-1] in "。!?;" or not _masthead().search(folded):
        return False
    if _PUBLISHER.match(folded):
        return True
    bare = folded
    while (date := find_date(bare)) is not None:
        bare = bare[: date.start] + bare[date.end :]
    for known in (_LATIN_NAME, _PAPER_NAMED, _COUNTED, _masthead()):
        bare = known.sub("", bare)
    left = "".join(filter(str.isalpha, bare))
    letters = sum(map(str.isalpha, folded))
    return len(left) <= _UNKNOWN_SHARE * letters or (":" in folded and are_names(left))


_WEEKDAY_ALONE = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?(?:\s*[A-Za-z]{3,9}\.?)?")
_WEEKDAY = re.compile(r"\s*(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]{0,6}$")
_PUBLISHER = re.compile(
    "(?:主管|主办|承办|协办|出版|编印|印刷|发行)(?:主办)?(?:单位)?:|(?:承印|督印|发行|出版)人:|(?:总编辑|社长|社址):"
)
_COUNTED = re.compile(r"农历[\u4e00-\u9fff]{2,12}|\d{1,2}版|[\d.]{1,5}元|第\d{1,6}期")
_SHORTEST_MASTHEAD = 2
_UNKNOWN_SHARE = 0.4
_PAPER_NAMED = re.compile("[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|时报|周报|晨报|商报|报)(?=社)")
_LATIN_NAME = re.compile(r"[\w.]{2,30}@[\w.]{3,40}|(?:https?://|www\.)[!-~]{3,60}|[A-Za-z]+")


@cache
def _beside() -> re.Pattern[str]:
    section = _any_of("sections")
    page = r"\d{1,3}|[A-Z]\d{1,2}|第?[\d○〇零一二三四五六七八九十]{1,3}版|[A-Z]叠"
    word = rf"(?:{section}{{1,2}}|{page}|[A-Z ]{{4,}})"
    pair = rf"{section}[·|/][\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{{2,4}}[·|/]{section}"
    return re.compile(rf"{word}(?:[\s·|/.:—-]+{word}){{0,3}}|{pair}")


@cache
def _sections() -> re.Pattern[str]:
    return re.compile(rf"(?<![\u4e00-\u9fff]){_any_of('sections')}(?![\u4e00-\u9fff])")


@cache
def _masthead() -> re.Pattern[str]:
    return re.compile(_any_of("masthead"))


def _any_of(section: str) -> str:
    """Return a pattern for any word of a section of the table, longest first."""
    words: list[str] = []
    found = ""
    for line in data_lines("folio_words.txt"):
        if line.startswith("["):
            found = line.strip("[]")
        elif found == section:
            words += line.split()
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
