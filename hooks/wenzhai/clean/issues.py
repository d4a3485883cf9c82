"""Issues and collections: a masthead that counts or dates the issue, or names several texts, then one below another.

Nothing but its title begins each text, and an article of a numbered series has headings too. What stands beside a
title decides (who wrote the text, whom it greets, numbers that begin again, the name of a column above it), and the
words: what stands below the title of another text shares hardly any of them with what stands above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from wenzhai.clean.boundaries import pairs_of, strangeness
from wenzhai.clean.bylines import is_issuer, match_signature
from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.draft import Line, Opening, Role
from wenzhai.clean.fields import USEFUL, read_attribution, read_fields
from wenzhai.clean.folding import data_lines, fold
from wenzhai.clean.headings import BARE_NUMBERS, is_usual_heading
from wenzhai.clean.margins import is_greeting, is_prose
from wenzhai.clean.names import is_name
from wenzhai.clean.numbering import number_value, numbering

_DIGIT = "[0-9零〇○一二三四五六七八九十百]"
_COUNTED = re.compile(
    rf"(?:总?第\s*{_DIGIT}{{1,5}}\s*[期号辑]|{_DIGIT}{{1,2}}月[号刊份]).{{0,16}}$|(?:vol|no|issue)\.?\s?\d",
    re.IGNORECASE,
)
_SEASON = re.compile("(?:年|第)[一二三四1-4]季度?|[春夏秋冬]季[号刊]|年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月")
_REGULAR = "(?:一|本|每|双|上|两)周|每[日天月]|今[日天]|本[日月]"
_BEHIND = r"(?:选编?|集|汇编|选登|展示|素材)?\s*(?:[(【\[][^)】\]]{1,16}[)】\]]\s*)*$"
_SEVERAL = re.compile(
    r"(?P<count>[2-9二三四五六七八九十两几数][0-9十]?)"
    r"(?:(?P<counted>[篇则题封])(?!文章)[\u4e00-\u9fff]{0,6}|(?<!数)位[\u4e00-\u9fff]{0,6}|个(?:典型)?案例)[)】\]]?$"
)
"""Several texts, counted, at the end of a line: 随笔三篇, 掌门人（三则）."""
_MASTHEAD = 4
"""Lines at the top of a seed among which the issue is named."""
_LONGEST_MASTHEAD = 40
_LABELS = 2
"""Lines between a title and its text: who wrote it, and when."""
_TITLE = 8
"""Characters that the titles of texts have on average at least: the headings within one are shorter."""
_ALIKE = -0.5
"""Weight of the words on both sides of a title, half way between one text and two."""
_NEAR = 3
"""Paragraphs on either side of a title whose words are compared."""


def divide_issue(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with the titles of an issue's texts as dividers, if they are those of an issue."""
    named = _masthead(lines)
    lines = _with_signatures(lines) if named >= 0 else lines
    begins = _spoken(lines) if named >= 0 else []
    begins = begins or _same_openings(lines, named=named >= 0) or _of_persons(lines, named=named >= 0)
    begins = begins or _numbered_titles(lines, named + 1, named=named >= 0) or _dated_above(lines, named=named >= 0)
    begins = begins or _reported(lines)
    if not begins:
        titles = [place for place in range(named + 1, len(lines)) if _is_title(lines, place)]
        titles = _with_questions(lines, titles) if named >= 0 else titles
        alike = named >= 0 and _are_named_alike(lines, titles, fold(lines[named].plain))
        begun = titles[1:] if alike else _begun(lines, titles, named=named) if len(titles) > 1 else []
        begins = [titles[0], *begun] if begun else _greeted(lines)
    if not begins:
        return lines
    lines, begins = _with_labels_below(lines, begins)
    divided = list(lines)
    columns = _columns(lines, named=named)
    for place in begins:
        for label in range(place + 1, min(len(lines), place + 1 + _LABELS)):
            if is_issuer(lines[label].plain) and lines[label].role is Role.HEADING:
                divided[label] = replace(lines[label], role=Role.BYLINE)
        if place - 1 in columns:
            divided[place - 1] = replace(lines[place - 1], role=Role.DIVIDER)
            divided[place] = replace(lines[place], role=Role.HEADING)
        else:
            divided[place] = replace(lines[place], role=Role.DIVIDER, title_at=_title_at(lines[place].plain))
    return divided


def _with_signatures(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with those made bylines that stand, of one form, below several titles."""
    shapes: defaultdict[str, list[int]] = defaultdict(list)
    for place, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), start=1):
        if above.role is Role.HEADING and line.role in {Role.HEADING, Role.BYLINE} and below.role is Role.TEXT:
            shape = next((name for name, form in _FORMS.items() if form.fullmatch(fold(line.plain))), "")
            shapes[shape].append(place)
    found = list(lines)
    for shape, places in shapes.items():
        if shape and len({lines[place].plain for place in places}) > 1:
            for place in places:
                found[place] = replace(lines[place], role=Role.BYLINE)
    for place, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), start=1):
        if line.role is Role.BYLINE and _ends_text(above) and is_prose(below):
            found[place] = replace(line, role=Role.HEADING)  # 谈修理: like a name
    return found


_FORMS = {
    "bracketed": re.compile(r"[\u4e00-\u9fff·]{2,8}\s?[(][\u4e00-\u9fff]{2,16}[)]"),
    "unit": re.compile(
        "[\u4e00-\u9fff]{2,16}(?:科|股|室|站|组|车间|公司|厂|集团|协会|商会|局|委|办|中心|镇|乡|街道)"
    ),
}
"""Who wrote a text, with where that one works; a unit."""


def _with_questions(lines: Sequence[Line], titles: Sequence[int]) -> list[int]:
    """Return the titles with the short questions that stand above texts as most of the titles, questions too, do."""
    asked = [place for place in titles if lines[place].plain[-1] in "？?"]
    if not asked or 2 * len(asked) < len(titles):
        return list(titles)
    longest = max(len(lines[place].plain) for place in asked) + _TITLE
    loose = [place for place in range(titles[0] + 1, len(lines) - 1) if lines[place].role is Role.TEXT]
    more = {place for place in loose if _is_question(lines[place].plain, longest) and is_prose(lines[place + 1])}
    return sorted({*titles, *more})


def _is_question(plain: str, longest: int) -> bool:
    return len(plain) <= longest and plain[-1] in "？?" and not any(mark in plain[:-1] for mark in "。：:？“")


def _masthead(lines: Sequence[Line]) -> int:
    """Return the last line of the head that names an issue or a collection, -1 if none does."""
    head = [
        place
        for place, line in enumerate(lines[:_MASTHEAD])
        if not is_prose(line) and not read_attribution(fold(line.plain))
    ]
    named = [at for at in head if names_several(lines[at].plain, dated=_covers_days(lines, at + 1))]
    return max((at for at in named if not _heads_text(lines, at)), default=-1)


def _heads_text(lines: Sequence[Line], place: int) -> bool:
    """Whether an author's line and then prose stand right below a line: 给年轻技师的三封信 is one article."""
    below = lines[place + 1 : place + 3]
    return len(below) > 1 and below[0].role is Role.BYLINE and is_prose(below[1])


def _covers_days(lines: Sequence[Line], place: int) -> bool:
    """Whether a line gives the days that an issue covers, and nothing else: （2024年11月18日—22日）."""
    folded = fold(lines[place].plain) if place < len(lines) else ""
    return bool(_DAYS.fullmatch(folded)) and find_date(folded) is not None


_DAYS = re.compile(r"[\d年月日至到.()~—\s-]{6,32}")


def _greeted(lines: Sequence[Line]) -> list[int]:
    """Return the headings below each of which those are greeted whom a speech or letter is for, if no text lacks it.

    No text greets twice; but its headings may stand between.
    """
    greetings = [place for place, line in enumerate(lines) if is_greeting(line.plain)]
    places: list[int] = []
    for greeting in greetings:
        place = greeting - 1
        while place > 0 and greeting - place <= _LABELS and (_says_who(lines[place]) or _is_dashed(lines[place])):
            place -= 1
        if place < 0 or lines[place].role is not Role.HEADING:
            return []
        places.append(place)
    first = next((place for place, line in enumerate(lines) if is_prose(line)), 0)
    alone = len(places) > 1 and places[0] < first and not any(_is_title(lines, at) for at in range(places[0]))
    return places if alone else []


def _of_persons(lines: Sequence[Line], *, named: bool) -> list[int]:
    """Return the headings that begin with a name if the head, which nobody signs, counts as many: 三位厂长.

    In a collection those that begin with a name and an office.
    """
    places = [place for place, line in enumerate(lines) if line.role is Role.HEADING and _names_person(line.plain)]
    if named and len(places) > 1 and all(_IN_OFFICE.match(fold(lines[place].plain)) for place in places):
        return places
    head = lines[: places[0]] if places else []
    counted = [found for line in head[:_MASTHEAD] if (found := _PERSONS.search(fold(line.plain)))]
    signed = any(line.role is Role.BYLINE for line in head)
    is_told = any(number_value(found["count"]) == len(places) for found in counted)
    return places if is_told and not signed else []


def _names_person(plain: str) -> bool:
    name, colon, _ = fold(plain).partition(":")
    return bool(colon) and is_name(name.partition("(")[0])


_IN_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,4}[(][^()]{2,24}[)]:")
_PERSONS = re.compile("(?P<count>[2-9二三四五六七八九十])位")


def _same_openings(lines: Sequence[Line], *, named: bool) -> list[int]:
    """Return the headings below each of which the same heading stands: 企业简介 in each case of a collection."""
    headings = Counter(line.plain for line in lines if line.role is Role.HEADING)
    above: defaultdict[str, list[int]] = defaultdict(list)
    titled = [(place, line) for place, line in enumerate(lines) if not _is_dashed(line)]
    for (place, line), (_, below), (_, text) in zip(titled, titled[1:], titled[2:], strict=False):
        both = line.role is Role.HEADING and below.role is Role.HEADING and is_prose(text)
        if both and headings[line.plain] == 1 and headings[below.plain] > 1 and not numbering(fold(line.plain)):
            above[below.plain].append(place)
    places = max(above.values(), key=len, default=[])
    return places if len(places) > (1 if named else _FEWEST_TOLD - 1) else []


def _dated_above(lines: Sequence[Line], *, named: bool) -> list[int]:
    """Return the titles that have the paper or the day above them, as cuttings have, the first above all text.

    Where these stand behind each text, the last one is followed by them too. Where no issue is named there are three:
    a notice, its date and what it passes on look like two.
    """
    first = next((place for place, line in enumerate(lines) if is_prose(line)), len(lines))
    places = [place for place in range(1, len(lines)) if _is_title(lines, place) and _is_dated(lines[place - 1])]
    enough = len(places) > (1 if named else _FEWEST_TOLD - 1)
    told = enough and places[0] < first and not any(map(_is_dated, lines[places[-1] + 1 :]))
    return places if told else []


def _reported(lines: Sequence[Line]) -> list[int]:
    """Return the titles if a reporter or an agency opens the text right below each: 〔記者…／…報導〕.

    Three at least; an article opens so once, and its headings then stand between.
    """
    titles = [place for place in range(len(lines)) if _is_title(lines, place)]
    opened = [line.opening is Opening.DATELINE for line in lines]
    told = len(titles) >= _FEWEST_TOLD and all(opened[place + 1] for place in titles)
    return titles if told and sum(opened) == len(titles) else []


def _spoken(lines: Sequence[Line]) -> list[int]:
    """Return the titles each of which stands below the name and the office of who speaks, if nobody else does.

    Where such a line stands right above what is said, people talk to one another in one text.
    """
    speakers = [place for place, line in enumerate(lines[:-1]) if _is_speaker(line)]
    titles = [place + 1 for place in speakers]
    return titles if len(titles) > 1 and all(_is_title(lines, at) for at in titles) else []


def _is_speaker(line: Line) -> bool:
    """Whether a line names who speaks, and in which office, and nothing else: 乔世昌（杏泉酒业集团董事长）：."""
    if line.role not in {Role.TEXT, Role.HEADING, Role.BYLINE} or len(line.plain) > _LONGEST_MASTHEAD:
        return False
    folded = fold(line.plain)
    return bool(_SPEAKER.fullmatch(folded) or match_signature(folded))


_SPEAKER = re.compile(r"[\u4e00-\u9fff·]{2,12}\s?[(](?![0-9])[^()。]{2,30}[)]\s?:?")


def _with_labels_below(lines: Sequence[Line], begins: Sequence[int]) -> tuple[list[Line], list[int]]:
    """Return the lines with each title above what stands before it: the paper and the day, or who speaks."""
    moved = list(lines)
    spoken = bool(begins) and _spoken(lines) == list(begins)
    if not begins or not (spoken or _dated_above(lines, named=True) == list(begins)):
        return moved, list(begins)
    for place in begins:
        label = replace(lines[place - 1], role=Role.BYLINE) if spoken else lines[place - 1]
        moved[place - 1 : place + 1] = lines[place], label
    return moved, [place - 1 for place in begins]


def _is_dated(line: Line) -> bool:
    """Whether a line says of which day or paper a text is."""
    return line.role is Role.SOURCE and (
        whole_date(fold(line.plain)) is not None
        or any(field.name in {"source", "date"} for field in read_fields(line.plain))
    )


def _title_at(plain: str) -> int:
    """Return where the title begins behind a number or a sign: 一、……, ▍……."""
    folded = fold(plain)
    number = numbering(folded)
    sign = _SIGN.match(folded)
    return number.end if number else sign.end() if sign else 0


_SIGNS = "▍▌▎■□●○◆◇★☆▲△※◎►▶"
_SIGN = re.compile(rf"[{_SIGNS}]+\s*(?=\S)")


def _numbered_titles(lines: Sequence[Line], start: int, *, named: bool) -> list[int]:
    """Return the headings of one number if who wrote it, or where it was taken from, is told of each.

    Below the title, or above the next one. Where no issue is named it must be told of three. Headings of an outer
    number name what the titles right below them have in common; each then is a text without a line.
    """
    numbers = {
        place: number
        for place, line in enumerate(lines[start:], start=start)
        if line.role is Role.HEADING and (number := numbering(fold(line.plain)))
    }
    fewest = 1 if named else _FEWEST_TOLD - 1
    for rank in sorted({number.rank for number in numbers.values()}):
        places = [place for place, number in numbers.items() if number.rank == rank]
        outer = {place for place, number in numbers.items() if number.rank < rank}
        counted = [numbers[place].number for place in places] == list(range(1, len(places) + 1)) or bool(outer)
        above = [place - 1 - (place - 1 in outer) for place in places[1:]]
        told = all(_ends(lines[place]) for place in above) or all(_is_signed(lines, place) for place in places)
        above_text = all(lines[place + 1].role is not Role.HEADING for place in places if place + 1 < len(lines))
        if counted and len(places) > fewest and told and above_text and {place + 1 for place in outer} <= set(places):
            return sorted((*outer, *places))
    return []


_FEWEST_TOLD = 3


def _ends(line: Line) -> bool:
    """Whether a line ends a text: where it was taken from, who wrote it, a unit in brackets."""
    return line.role in {Role.SOURCE, Role.BYLINE, Role.NOTE} or bool(_IN_BRACKETS.fullmatch(fold(line.plain)))


_IN_BRACKETS = re.compile(r"[(\[【][^()\[\]【】。,]{2,24}[)\]】]")


def _are_named_alike(lines: Sequence[Line], titles: Sequence[int], collection: str) -> bool:
    """Whether all titles end as one, with words of the collection's name: ……先进事迹 in 先进事迹材料汇编."""
    ends = {fold(lines[place].plain)[-_ENDING:] for place in titles}
    return len(titles) > 1 and len(ends) == 1 and ends.pop() in collection


_ENDING = 2


def _begun(lines: Sequence[Line], titles: Sequence[int], *, named: int) -> list[int]:
    """Return the titles, but for the first, with which a text begins.

    Where only the first one is signed they are the headings of its text; where nothing stands beside any, their
    length and the words decide for all.
    """
    columns = _columns(lines, named=named)
    parted = {
        place
        for above, place, below in zip((0, *titles), titles, (*titles[1:], len(lines)), strict=False)
        if place - 1 in columns
        or _ends_text(lines[place - 1])
        or _counts_again(lines[above + 1 : place], lines[place + 1 : below])
    }
    is_issue = named >= 0 or sum(lines[place].plain[0] in _SIGNS for place in columns) >= _FEWEST_TOLD
    if not is_issue and not parted.issuperset(titles[1:]):
        return []
    words = _changes_of_subject(lines, titles[1:])
    if named >= 0 and _count(lines[named].plain) == len(titles):
        return list(words)
    if not is_issue:
        return list(words) if min(words.values()) > 0 else []
    signs = Counter(lines[place].plain[0] for place in titles if _SIGN.match(lines[place].plain))
    begins = {
        place
        for place in titles
        if place in parted or _is_told(lines, place) or signs[lines[place].plain[0]] >= _FEWEST_TOLD
    }
    if not _is_told_below(lines, titles[0]):
        begins.discard(titles[0])  # what stands above the first one is the masthead's
    if not begins:
        letters = sum(len(lines[place].plain) for place in words)
        return list(words) if letters >= _TITLE * len(words) and sum(words.values()) > _ALIKE * len(words) else []
    if _is_signed(lines, titles[0]) and begins == {titles[0]}:
        return []
    alike = len(begins) > 1 and titles[0] in begins
    shortest = min(len(lines[place].plain) for place in begins) if alike else 0
    least = _STRANGE if alike else 0.0
    return [
        place
        for place, weight in words.items()
        if place in begins or (weight > least and len(lines[place].plain) >= shortest)
    ]


_STRANGE = 1.0
"""Weight of the words with which a title begins a text although nothing stands beside it as beside the others.

Nor is it shorter than they are then.
"""


def _ends_text(line: Line) -> bool:
    """Whether a line in brackets says who wrote the text above, or where it was taken from; or in which month."""
    if _MONTH.fullmatch(fold(line.plain)):
        return True
    is_label = line.role in {Role.NOTE, Role.SOURCE, Role.BYLINE}
    return is_label and line.plain[0] in "（([【" and line.plain[-1] in "）)]】"


_MONTH = re.compile(
    r"[(]?(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?月?[)]?|[(]?[一二][一二三四五六七八九〇零○]{3}年十?[一二三四五六七八九十]月[)]?"
)
"""With the month, and no day, writers date what they collect."""


def _is_told(lines: Sequence[Line], place: int) -> bool:
    """Whether what begins a text stands below a title, or above it the source of the text before."""
    above = lines[place - 1] if place else None
    sourced = above is not None and above.role is Role.SOURCE and _tells(above.plain)
    return sourced or _is_told_below(lines, place)


def _is_told_below(lines: Sequence[Line], place: int) -> bool:
    """Whether a signature, a greeting or a subtitle stands below a title."""
    below = lines[place + 1 : place + 1 + _LABELS]
    reported = bool(below) and below[0].opening is Opening.DATELINE
    return reported or _is_signed(lines, place) or any(is_greeting(line.plain) or _is_dashed(line) for line in below)


def _tells(plain: str) -> bool:
    """Whether a line says where a text was taken from, when or by whom, and not only how many have read it."""
    return not (fields := read_fields(plain)) or any(field.name in USEFUL for field in fields)


def _counts_again(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the headings below a title count from one, and those above it did."""
    first = next((line for line in below if line.role is Role.HEADING), None)
    return first is not None and _number_of(first) == 1 and any(map(_number_of, above))


def _number_of(line: Line) -> int:
    number = numbering(fold(line.plain)) if line.role is Role.HEADING else None
    return number.number if number else 0


def _columns(lines: Sequence[Line], *, named: int) -> frozenset[int]:
    """Return where the names of columns stand, or bare numbers, each above a title: ▍人物, （二）.

    In an issue, named on the line `named`, they may stand without a sign: 主席的話, 一等奖.
    """
    marks: dict[int, str] = {}
    for place, (line, below) in enumerate(pairwise(lines)):
        folded = fold(line.plain).strip() if len(line.plain) <= _LONGEST_COLUMN else ""
        if folded in BARE_NUMBERS or folded.isdigit():
            marks[place] = "number"
        elif (found := _COLUMN.fullmatch(folded)) and below.role is Role.HEADING:
            marks[place] = found["mark"]
        elif below.role is Role.HEADING and (
            counted := _COUNTED_COLUMN.fullmatch(fold(line.plain[:_LONGEST_MASTHEAD]))
        ):
            marks[place] = counted["stem"]
        elif 0 <= named < place and _is_numbered_column(line, below):
            marks[place] = "numbered"
        elif 0 <= named < place and _is_bare_column(line, below):
            marks[place] = "bare"
    common = Counter(marks.values())
    return frozenset(place for place, mark in marks.items() if common[mark] > 1)


_COUNTED_COLUMN = re.compile(r"(?P<stem>[^\W\d_]{1,8}) ?\d{1,2} ?[|:·] ?\S.{0,20}")
"""人物01｜打鍋師　黎阿水: of whom the text tells, counted, above its title."""


def _is_numbered_column(line: Line, below: Line) -> bool:
    """Whether a numbered heading stands right above one without a number: 二、政策消息."""
    headings = line.role is Role.HEADING and below.role is Role.HEADING
    numbered = numbering(fold(line.plain)) is not None and numbering(fold(below.plain)) is None
    return headings and numbered and len(line.plain) < len(below.plain)


def _is_bare_column(line: Line, below: Line) -> bool:
    """Whether a short heading stands right above a longer one."""
    headings = line.role in {Role.HEADING, Role.TEXT} and below.role is Role.HEADING
    name = _ENGLISH.sub("", line.plain).strip()
    short = 1 < len(name) <= _LONGEST_BARE and len(below.plain) > len(name) + 1
    numbered = numbering(fold(below.plain)) is not None or not name.isalpha()
    return headings and short and not numbered and not _says_who(below)


_ENGLISH = re.compile(r"\s+[A-Z][A-Za-z' &]{2,30}$")
"""學院動態 Campus News: the name of a column in English, too."""
_LONGEST_BARE = 6
_LONGEST_COLUMN = 12
_COLUMN = re.compile(r"(?P<mark>[▍▌▎■□●○◆◇★☆▲△※◎【\[<〈|]) ?[^\W\d_][\w ·]{1,7}?[】\]>〉| ]*")


def names_several(plain: str, *, dated: bool = False) -> bool:
    """Whether a line of a head names an issue or a collection of texts; `dated`: its days stand below it."""
    folded = fold(plain).strip(" 【】[]《》<>")
    if not folded or len(folded) > _LONGEST_MASTHEAD or folded[-1] in "。!?":
        return False
    if _COUNTED.search(folded) or _SEVERAL.search(folded):
        return True
    names = _names()
    before_bar = _BAR.split(folded, maxsplit=1)[0]
    if before_bar.endswith("精选") and names["collection"].search(before_bar):
        return True
    if names["collection"].search(folded) or names["regular"].search(folded) or names["letters"].fullmatch(folded):
        return True
    dated = dated or find_date(folded) is not None or bool(_SEASON.search(folded))
    return bool(dated and names["periodical"].search(folded))


_BAR = re.compile(r"\s*[|:]\s*")


def _count(plain: str) -> int:
    """Return how many texts the name of a collection counts: 随笔四则."""
    counted = _SEVERAL.search(fold(plain).strip(" 【】[]《》<>"))
    return number_value(counted["count"]) if counted and counted["counted"] else 0


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """Return what finds the names of issues and collections, by their section in the table."""
    words: dict[str, list[str]] = {}
    section: list[str] = []
    for line in data_lines("issue_names.txt"):
        if line.startswith("["):
            section = words.setdefault(line.strip("[]"), [])
        else:
            section += line.split()
    found = {name: "|".join(sorted(row, key=len, reverse=True)) for name, row in words.items()}
    return {
        "periodical": re.compile(f"(?:{found['periodical']})[^。]{{0,24}}$"),
        "regular": re.compile(f"(?:{_REGULAR})[^。]{{0,8}}(?:{found['regular']})"),
        "collection": re.compile(f"(?:{found['collection']}){_BEHIND}"),
        "letters": re.compile(rf"(?:{found['letters']})\s*(?:第?\s*{_DIGIT}{{1,4}}\s*[期号辑])?"),
    }


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading without a number stands right above a text, or above who wrote it."""
    folded = fold(lines[place].plain)
    if lines[place].role is not Role.HEADING or numbering(folded) or is_usual_heading(folded):
        return False
    if folded in BARE_NUMBERS or is_issuer(folded):
        return False
    if place < _MASTHEAD and names_several(lines[place].plain):
        return False
    if _is_dashed(lines[place]):
        return False
    near = lines[place + 1 : place + 3 + _LABELS]
    below = [line for line in near if not (_says_who(line) or _is_dashed(line) or line.role is Role.NOTE)]
    return bool(below) and below[0].role in {Role.TEXT, Role.QUOTE, Role.LIST_ITEM, Role.DATELINE}


def _is_dashed(line: Line) -> bool:
    """Whether a line is a subtitle with a dash before it: ——记……."""
    return line.role is Role.HEADING and line.plain.startswith("—")


def _says_who(line: Line) -> bool:
    """Whether a line below a title says who wrote the text, or when."""
    if line.role in {Role.BYLINE, Role.SOURCE}:
        return True
    return line.role in {Role.HEADING, Role.NOTE} and (
        is_issuer(line.plain) or whole_date(fold(line.plain)) is not None
    )


def _is_signed(lines: Sequence[Line], place: int) -> bool:
    return place + 1 < len(lines) and _says_who(lines[place + 1])


def _changes_of_subject(lines: Sequence[Line], titles: Sequence[int]) -> dict[int, float]:
    """Return for each title the weight of the words on both sides of it for two texts."""
    prose = [place for place, line in enumerate(lines) if is_prose(line)]
    weights: dict[int, float] = {}
    for title in titles:
        at = bisect_left(prose, title)
        before, after = (
            [pairs_of(lines[place].plain) for place in near]
            for near in (prose[max(0, at - _NEAR) : at], prose[at : at + _NEAR])
        )
        weights[title] = strangeness(before, after) if before and after else 0.0
    return weights
