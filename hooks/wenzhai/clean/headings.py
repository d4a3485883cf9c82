"""Headings and headlines by their shape: what may be one, whether two lines are one, what their lines are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.clean.bylines import is_issuer
from wenzhai.clean.folding import data_lines, fold
from wenzhai.clean.numbering import is_entry, numbering
from wenzhai.clean.punctuation import CLOSERS, NEVER_FIRST, End, ending

LONGEST_HEADING = 60
"""Characters: what is longer is not looked at."""
LONGEST_KICKER = 6
"""Characters: a shorter line above the title is the name of a column, 经济漫谈."""

# --- What may be a heading ----------------------------------------------------------------------------------------

_USUAL = 40
_COMFORTABLE = 18
_IMPOSSIBLE = -1e6
_BY_END = {
    End.NONE: 0.5,
    End.CLOSER: -0.3,
    End.COLON: -5.0,
    End.TERMINAL: -7.0,
    End.SEMICOLON: -7.0,
    End.COMMA: -7.0,
    End.OPEN: -9.0,
}
_LIST_ITEM = re.compile(r"(?:[-–•·▪]|\*{1,3})\s+\S")
_SPEECH = re.compile(
    ".*[。?!…]”$|(?:出席|列席|缺席|主持|记录|参加)[^:]{0,6}:|"
    "(?:问|答|记者|主持人|观众|网友|读者|嘉宾|受访者|本报|本刊|专家|Q|A|编者|笔者)[0-9]{0,2}:"
    "|[\u4e00-\u9fff·]{2,5}:.{0,38}[?!]$"
)
_SENTENCE_STARTS = re.compile(
    "首先|其次|再次|最后|同时|此外|另外|因此|所以|但是|然而|不过|而且|那么|下面|例如|比如|其中|随着|由于|如果|虽然|尽管|为了|对于|关于这"
    "|我们|他们|这|那|目前|当前|近年来|今年以来|去年以来|总之|于是|接着|可是|因为|当|在.{2,20}[下中时里]$"
)
_NO_HEADING = re.compile(
    r"[(（].*[)）]"
    r"|[\u4e00-\u9fff]{2,}(?:大学|学院|研究所|研究院)[\u4e00-\u9fff]{0,14}"
    r"|[^\u4e00-\u9fff]*[\u4e00-\u9fff]{0,4}[^\u4e00-\u9fff]{10,}"
    r"|[\u4e00-\u9fff]{2,8}:\s?\d{3,4}-\d{7,8}.*|附件\s?\d?:.*|[\[【](?:摘\s?要|关\s?键\s?词)[\]】].+|(?:资料|数据|图片)来源:.*|[\u4e00-\u9fff]{2,4}:[^:]*、.*|(?:\S{1,6}:\s?\S+\s*){2,}|.*(?:中图分类号|文献标[识志]码|文章编号|DOI).*"
)
"""What stands in brackets, where the author works, numbers and addresses."""
_BOX_END = re.compile(r"\s*[\s/:|]\s*")
_LABELLED = re.compile("[<〈《【][\u4e00-\u9fff]{2,5}[>〉》】][^。]{2,}$")
_CONJUNCTION = re.compile("以及|或者?|及|和|并且?|而且|同时")
_WEAK_STARTS = frozenset("的得了着们者及而且但并")
_WORDS = re.compile(
    "的[士确]|地[方区铁产名标基板下面]|得[益知力]|着[力眼重手]|了解|及[时早]|和[平谐顺田美]|与会|而今|并[购网轨]|等级|率先|量[子贩]|却步"
)
"""What begins with such a character and is a word all the same."""

BARE_NUMBERS = frozenset("一二三四五六七八九十壹贰叁肆伍") | {"十一", "十二", "(一)", "(二)", "(三)"}
"""Numbers that are a heading by themselves."""


FORMULA = re.compile(r"\S\s*[×÷≈]\s*\S|\s=\s")
"""产量 = 台数 × 工时: neither a heading nor a row of links."""


def heading_shape(folded: str, *, wrapped: bool) -> float:
    """Return the weight of a line's shape for being a heading; `wrapped`: it stands in a column of text."""
    if len(folded) > _USUAL or folded[0] in NEVER_FIRST:
        return _IMPOSSIBLE
    if folded in BARE_NUMBERS or is_usual_heading(folded):
        return 4.0
    if _LIST_ITEM.match(folded) or is_entry(folded) or FORMULA.search(folded):
        return _IMPOSSIBLE
    folded = folded.removesuffix("::").rstrip() or folded  # 标题 :: 站名 ::
    number = numbering(folded)
    body = folded[number.end :] if number else folded
    inner = body[:-1]
    end = ending(folded)
    weight = _end_weight(folded, end, wrapped=wrapped)
    weight += 2.5 * (number is not None and end not in {End.TERMINAL, End.COLON})
    weight -= 8.0 * bool(_CONJUNCTION.fullmatch(folded))
    weight -= 5.0 * (inner.count("。") + inner.count(";")) + 0.8 * inner.count(",") + 0.3 * inner.count("、")
    weight -= 0.15 * max(0, len(body) - _COMFORTABLE)
    weight -= 3.0 * (len(body) == 1)
    weight -= 4.0 * begins_weakly(body)
    weight -= 6.0 * bool(_SPEECH.match(folded))
    weight -= 2.0 * bool(_SENTENCE_STARTS.match(body))
    weight -= 3.0 * bool(_NO_HEADING.fullmatch(folded))
    weight += 1.5 * bool(TWO_PHRASES.search(folded)) + 2.0 * is_labelled(folded)
    return weight + 2.5 * folded.startswith("——") + 2.5 * folded.endswith("——")


def begins_weakly(folded: str, weak: frozenset[str] = _WEAK_STARTS) -> bool:
    """Whether a text begins with a character that seldom begins a sentence, and with no word that does: 的士."""
    return folded[:1] in weak and not _WORDS.match(folded)


def _end_weight(folded: str, end: End, *, wrapped: bool) -> float:
    last = folded.rstrip(CLOSERS)[-1:]
    if end is End.TERMINAL and last == "!":
        return -2.5
    if end is End.TERMINAL and last == "?":
        return _question_weight(len(folded), wrapped=wrapped)
    return _BY_END[end]


def _question_weight(length: int, *, wrapped: bool) -> float:
    """Return the weight of a question of this length: in a column of text a short one seldom is a paragraph."""
    if length <= 3:  # noqa: PLR2004 - characters: the rest of a sentence
        return -3.0
    if wrapped and length <= 12:  # noqa: PLR2004
        return 1.5
    return 0.0 if length <= 16 else -0.8 if length <= 20 else -2.5  # noqa: PLR2004


def is_section(plain: str) -> bool:
    """Whether a heading stands inside a text: numbered, a short question, or one that many texts have."""
    question = plain.endswith(("？", "?")) and len(plain) <= _SHORT_QUESTION
    folded = fold(plain)
    return question or plain in BARE_NUMBERS or numbering(folded) is not None or is_usual_heading(folded)


def is_labelled(folded: str) -> bool:
    """Whether the name of a column stands before a headline: 〈快评〉补助只能扶一程, 话你知 何谓飞边."""
    first, *_, last = [*_BOX_END.split(folded, maxsplit=1), ""]
    return bool(_LABELLED.match(folded)) or is_box_name(first) or is_box_name(last)


def is_box_name(folded: str) -> bool:
    """Whether a newspaper names a box so: 小辞典; or a column of short notes: 渔业简讯."""
    names = data_lines("box_names.txt")
    ending_of = f"*{folded[-_BOX_ENDING:]}"
    return folded in names or (len(folded) <= _LONGEST_BOX and ending_of in names)


_BOX_ENDING = 2
_LONGEST_BOX = 6


def is_usual_heading(folded: str) -> bool:
    """Whether a line is one of the headings that many texts have: 引言, 参考文献："""
    return "".join(folded.split()).rstrip(":") in data_lines("usual_headings.txt")


_SHORT_QUESTION = 10

# --- Headlines on several lines -----------------------------------------------------------------------------------

_LONGEST_TITLE = 22
_LONGEST_NAME = 4
_NEVER_LAST = frozenset("的和与與及在对對为為把从從向將将以于於让讓被并並或")
TWO_PHRASES = re.compile(r"[\u4e00-\u9fff”』」][ \u3000]+[\u4e00-\u9fff“『「]")
"""A blank between two phrases, as headlines have it."""
_COLUMN = re.compile("【[\u4e00-\u9fff]{2,6}】")
"""The name of a column on a line of its own above the title."""
_SUBTITLE = re.compile(
    "(?:专访|对话|访|记|写在|兼论|兼谈|探访|走近|走进|评|读|来自|从).{3,}"
    "|.{2,}(?:记|纪实|侧记|访谈|启示|调查|专访|小记|手记|见闻|观察|纪事|速写|评述|述评|之一|之二|之三)"
)


def seam_weight(first: str, second: str, *, known: bool, joins: bool) -> float:
    """Return the weight for two lines being one headline, against two: it is broken at a mark, or into halves.

    `known`: whether the two characters that meet stand together elsewhere in the seed, more than once; `joins`:
    whether they do at all, or only the column can have parted them.
    """
    end = ending(first)
    if end not in {End.NONE, End.CLOSER, End.COMMA, End.COLON} or first in BARE_NUMBERS or second.startswith("——"):
        return _IMPOSSIBLE
    weight = -4.0 * (numbering(fold(second[:12])) is not None) - 4.0 * bool(_COLUMN.fullmatch(first))
    weight -= 2.5 * bool(TWO_PHRASES.search(first) or TWO_PHRASES.search(second))
    weight -= 4.0 * (is_issuer(first) or is_issuer(second)) + 2.0 * bool(_REPORTS.search(fold(first)))
    if end in {End.COMMA, End.COLON} or first[-1] in _NEVER_LAST:
        return weight + 3.0
    weight -= 4.0 * ((len(first) <= LONGEST_KICKER and len(second) > len(first) + 2) or is_subtitle(second))
    weight -= 4.0 * (len(second) <= _LONGEST_NAME < len(first) / 2) + 6.0 * is_box_name(fold(first))
    if not (is_traditional(first + second) or first.startswith("——") or _DANGLES.search(first)):
        weight -= 4.0 * (abs(len(first) - len(second)) > 1 and not joins)
    weight += 0.7 if abs(len(first) - len(second)) <= 2 else -0.7  # noqa: PLR2004 - halves, give or take a character
    weight -= 0.15 * max(0, len(first) + len(second) - _LONGEST_TITLE)
    return weight + (2.0 if known else -0.7)


def is_subtitle(plain: str) -> bool:
    """Whether a line of a headline reads as its subtitle: a dash before it, or 「专访……」, 「……侧记」."""
    return plain.startswith(("——", "—")) or bool(_SUBTITLE.fullmatch(fold(plain)))


def headline_names(lines: Sequence[str], *, paper: bool = True, together: bool = False) -> list[str]:
    """Return what each line of a headline is, in its order: kicker, title, subtitle, or nothing of these.

    Neighbours that are both `title` are the halves of one. But for newspapers (`paper`) a title may be long.
    `together`: the lines touch where blank lines part everything else.
    """
    if not paper and len(lines) == 2 and _are_long_halves(*lines):  # noqa: PLR2004
        return ["title", "title"]
    names = [_dashed_name(line) for line in lines]
    if len(lines) > 2 and lines[-2].startswith("——"):  # noqa: PLR2004 - a title, and a subtitle on two lines
        names[-1] = "subtitle"
    if len(lines) > 1 and _COUNTED.search(lines[0]):
        names[0] = "kicker"  # the name of a series, above the title
    main = [place for place, name in enumerate(names) if not name]
    if together and len(main) == 2 and _are_set_alike(*(lines[place] for place in main)):  # noqa: PLR2004
        names[main[0]] = names[main[1]] = "title"
        return names
    taken = {name for name in names if name}
    for place, name in zip(main, _main_names([lines[place] for place in main], taken), strict=False):
        names[place] = name
    return names


def _are_set_alike(first: str, second: str) -> bool:
    """Whether two short lines that touch are halves of one title: 小豆腐 / 闯出大市场."""
    one, other = _letters(first), _letters(second)
    alike = one + other <= _LONGEST_HALVES and abs(one - other) <= _UNLIKE
    return alike and not (is_box_name(fold(first)) or is_subtitle(first) or is_subtitle(second) or is_issuer(first))


def _dashed_name(line: str) -> str:
    """Return what a dash or a number says of a line: ——对话某人, 寻找老行当①; 某市推进会召开——."""
    if line.startswith(("——", "—")) or _COUNTED.search(line):
        return "subtitle"
    return "kicker" if line.endswith(("——", "—")) else ""


_COUNTED = re.compile("[①-⑳]$|[（(][一二三四五六七八九十]{1,2}[)）]$")


def _main_names(lines: Sequence[str], taken: set[str]) -> list[str]:
    """Return what the lines of a headline without dashes are."""
    kicked = "kicker" in taken
    match lines:
        case [first, second]:
            return _names_of_two(first, second, kicked=kicked)
        case [first, second, third]:
            return _names_of_three(first, second, third, kicked=kicked)
        case [first, second, _, *_] if are_halves(first, second):
            return ["title", "title", "subtitle"]
        case [_, _, _, _]:
            return ["kicker", "title", "title", "subtitle"]
    return {0: [], 1: ["title"]}.get(len(lines), ["kicker", "title", "subtitle"])


def _names_of_three(first: str, second: str, third: str, *, kicked: bool) -> list[str]:
    """Return what three lines are; `kicked`: a kicker stands above them."""
    if is_traditional(first + second + third) and are_halves(first, second) and not _kicks(first, second):
        is_below = TWO_PHRASES.search(third) or is_subtitle(third) or _letters(third) > _letters(second) + 1
        if kicked or is_below or not are_halves(second, third):
            return ["title", "title", "subtitle"]
        return ["kicker", "title", "title"]
    is_short = _letters(third) <= _SHORT_HALF and _letters(first) > max(_letters(second), _letters(third))
    if is_short and not (kicked or is_subtitle(third)) and abs(_letters(second) - _letters(third)) < _LONGER:
        return ["kicker", "title", "title"]  # a subtitle is longer than its title
    if is_subtitle(third) or kicked or not are_halves(second, third):
        is_longest = _letters(third) > max(_letters(first), _letters(second))
        opens = are_halves(first, second) and (is_longest or kicked)
        return ["title", "title", "subtitle"] if opens else ["kicker", "title", "subtitle"]
    return ["kicker", "title", "title"]


def _kicks(first: str, second: str) -> bool:
    """Whether a line is so much longer than the next one, or so short, that it stands above the title."""
    return _letters(first) > _letters(second) + _LONGER or len(first) <= LONGEST_KICKER


_LONGER = 3
_SHORT_HALF = 8


def _names_of_two(first: str, second: str, *, kicked: bool) -> list[str]:
    """Return what two lines are; `kicked`: a kicker stands above them."""
    explains = is_subtitle(second) or _explains(first, second)
    if explains and len(first) > LONGEST_KICKER and not is_box_name(fold(first)):
        return ["title", "subtitle"]
    return ["title", "title"] if kicked or are_halves(first, second) else ["kicker", "title"]


def _explains(first: str, second: str) -> bool:
    """Whether the second line of a headline says more of the first: what somebody says, two phrases below two."""
    parted = TWO_PHRASES.search(second) and (TWO_PHRASES.search(first) or is_traditional(first + second))
    return bool(_SAID.match(second) or parted)


_SAID = re.compile("[\u4e00-\u9fff]{2,6}[：:]")
_LONGEST_HALVES = 20
_UNLIKE = 5


def _are_long_halves(first: str, second: str) -> bool:
    """Whether two lines are the title of a paper, which has no line above it: ……对传统制造业 / 全要素生产率的影响."""
    column = _letters(first) <= LONGEST_KICKER or _COUNTED.search(first) or is_issuer(first)
    return not column and not is_subtitle(second) and not _dashed_name(first) and reads_as_paper(second)


_RESULT = frozenset("究響响析討讨論论系徑径制度式例")
"""What the title of a paper ends with: 研究, 影响, 分析, 探讨, 关系, 路径, 机制, 模式, 案例."""


_REPORTS = re.compile(
    "(?:通知|意见|公告|办法|方案|会议|讲话|召开|举行|开幕|闭幕|强调|指出|要求|表示|提出|印发|出台|样本|实践|探索|经验|调查|观察|》)$"
)
"""A line above the title that reports an event: 三部门下发通知 / 做好……工作."""


def are_halves(first: str, second: str) -> bool:
    """Whether two lines of a headline are the halves of one title: 老冰廠 / 改賣海鮮粥; a column's name is none.

    Papers in traditional script set a title on two lines; those in simplified script set a kicker above it, unless
    the lines are a couplet or the first is no phrase by itself.
    """
    one, other = _letters(first), _letters(second)
    if is_box_name(fold(first)) or is_subtitle(first) or _REPORTS.search(fold(first)):
        return False
    if not is_traditional(first + second):
        return bool(_DANGLES.search(first)) or _is_couplet(first, second)
    if one <= LONGEST_KICKER and other > one + 2:
        return False
    return one + other <= _LONGEST_HALVES and abs(one - other) <= _UNLIKE


def is_traditional(plain: str) -> bool:
    """Whether a text has characters that only the traditional script has."""
    return any(char != folded and char >= "\u4e00" for char, folded in zip(plain, fold(plain), strict=True))


_DANGLES = re.compile(
    f"[{''.join(_NEVER_LAST)}中]$|(?:带|推|撬|拉|驱)动$|(?:助推|打造|激发|赋能|助力|点燃|擦亮|破解|迈向|走向|引领|构建|形成|成为|实现|加快|加速|期间|之[中下后前]|过程)$"
)
"""A line that needs the next one: 以标准“软联通”带动 / 产业“硬升级”."""


def dangles(line: str) -> bool:
    """Whether the first line of a headline is no phrase by itself."""
    return bool(_DANGLES.search(line))


def reads_as_paper(line: str) -> bool:
    """Whether a line ends as the titles of papers do."""
    return fold(line)[-1] in _RESULT


_COUPLET = range(4, 9)
"""Characters of either line of a couplet."""


def _is_couplet(first: str, second: str) -> bool:
    """Whether two lines are as long as one another: 倒排工期抓进度 / 上门服务解难题."""
    return _letters(first) in _COUPLET and abs(_letters(first) - _letters(second)) <= 1


def _letters(line: str) -> int:
    return sum(map(str.isalnum, line))
