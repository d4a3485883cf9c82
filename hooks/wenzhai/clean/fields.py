"""Lines that carry metadata, as web pages print them: 「2024-03-05 10:23  来源：人民网  作者：张三  浏览：12」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from wenzhai.clean.boilerplate import boilerplate_share
from wenzhai.clean.dates import find_date
from wenzhai.clean.folding import data_lines, fold
from wenzhai.clean.names import are_names, is_latin_name
from wenzhai.clean.numbering import is_entry

LONGEST = 160
"""A longer line is prose, whatever labels stand in it."""

# A label with blanks between its characters (作 者：) is common in page heads.
_LABEL = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])[(\[【]?\s*(?P<label>(?:[\u4e00-\u9fff]{1,8}?|[\u4e00-\u9fff]\s{1,4}[\u4e00-\u9fff])"
    r"(?:\s?[、/&]\s?[\u4e00-\u9fff]{1,4})?)\s*(?:[:|/]|(?<=[文图])[.·])\s*"
)
_LOOSE_LABEL = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])[(\[【]?\s*(?P<label>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:\s*:\s*|\s+)"
)
"""Any label before a colon, or one of the table before a blank."""
_BARE_COUNTER = re.compile(
    r"大\s*中\s*小|小\s*中\s*大|[打列]印|分享到?|收藏|转发|复制链接|\d+\s*(?:次|人)?(?:浏览|阅读|评论|点击)|评论\s*\d*|我要评论|关闭(?:窗口)?|字号|纠错|A[+-]|T大|手机看"
)
_END_MARK = re.compile(r"^\s*[-—=*]{1,6}\s*(?:END|完|The End)\s*[-—=*]{0,6}\s*", re.IGNORECASE)
_HINT = re.compile(r"[:|/]|^原创 |[文图][.·]|\d{4}|年|^[Bb][Yy] ")
_EDGES = " \t|,;·•()[]【】丨-—/"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a metadata line: where its value stands in the line."""

    name: str
    """author, source, date, title; or staff, counter, filing, which readers do not need."""
    start: int
    end: int
    value: str = ""
    """The value as published where that differs from the printed one: a date in ISO form."""


@lru_cache(maxsize=1 << 14)
def read_fields(plain: str, *, loose: bool = False) -> tuple[Field, ...]:
    """Return the fields of a line that consists of metadata and nothing else; nothing if it does not.

    `loose`: the line stands between a title and its text, where labels and words that no table has are metadata too.
    """
    if not 2 <= len(plain) <= LONGEST:  # noqa: PLR2004
        return ()
    folded = fold(plain)
    if "。" in plain or folded.startswith(_ATTRIBUTED) or any(whole.fullmatch(folded) for whole in _WHOLE):
        return read_attribution(folded)
    named = loose and _is_paper_and_names(folded)
    is_open = folded[-1] in (",、;:" if loose else ",、;")
    of_today = folded.startswith(_TODAY) or "℃" in folded
    if is_open or is_entry(folded) or of_today or not (named or _HINT.search(folded)):
        return ()
    end_mark = _END_MARK.match(folded)
    begin = end_mark.end() if end_mark else 0
    labels = _find_labels(folded, begin, loose=loose)
    lead = _unlabelled(folded, begin, labels[0][0].start() if labels else len(folded), loose=loose)
    if lead is None or not (labels or named or any(field.name == "date" for field in lead)):
        return ()
    fields = list(lead)
    ends = [match.start() for match, _ in labels[1:]] + [len(folded)] * bool(labels)
    for (match, name), end in zip(labels, ends, strict=True):
        asked = name == "counter" and match["label"].endswith(("时间", "日期"))  # 来信时间: of the question
        found = (
            [Field(name, match.end(), end)]
            if asked
            else _labelled(name, folded, match.end(), end, label=match["label"])
        )
        if (
            found is None
            and fields
            and match["label"] == "文"
            and (who := _BARE_NAME.fullmatch(folded, match.end(), end))
        ):
            found = [Field(name, *who.span("name"))]
        if found is None and fields and _PROVIDED.search(folded, match.end(), end):
            found = [Field(name, match.end(), end)]  # 文．某某　圖．受訪者提供
        if found is None:
            return ()
        fields += found
    is_event = not any(field.name in USEFUL for field in fields) and any(
        match["label"] in _OF_EVENTS for match, _ in labels
    )
    return () if is_event or (loose and not _tells(fields, lead, folded)) else tuple(fields)


_BARE_NAME = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,4})\s*")
_PROVIDED = re.compile(r"(?:提供|来源)[)\]】\s]*$")
_OF_EVENTS = frozenset({"时间", "日期", "地点"})
"""Labels that say when and where people meet, if no date of publication stands behind them."""


def _tells(fields: Sequence[Field], lead: Sequence[Field], folded: str) -> bool:
    """Whether more than an unknown word is taken for a source: a date, an author, a labelled source or a paper."""
    guessed = {
        field
        for field in lead
        if field.name == "source" and not _PAPER_END.fullmatch(folded[field.start : field.end])
    }
    return any(field.name in USEFUL and field not in guessed for field in fields)


_TODAY = ("今天是", "现在是", "今日是")
"""A page's clock (and weather: ℃), and not the day on which a text appeared."""
_ATTRIBUTED = ("Posted by", "Written by", "本文", "以下文章", "编者按", "编按")
_ATTRIBUTION = re.compile(
    r"(?:编者?按\s?[:|]?\s*)?(?:本文|以下文章)(?:转?[来摘选]自|来源于?|转自|转载自|首发于|原[载刊]于|刊于)\s?[:]?\s*"
    r"(?:微信)?(?:公众号|订阅号|公号)?\s?[:]?\s*[“《(]?(?P<source>[^“”《》(),。:;]{2,16})[”》)]?(?:\s?\(ID[:]?[^)]{1,40}\))?"
    r"(?:[,;。]\s*(?:原?作者|撰文|文)\s?[:]?\s*(?P<author>[^,;。:]{2,20}))?(?:[,;。].{0,60})?"
)


_CITED = re.compile(
    r"[(\[【]?\s*(?:本文)?(?:原[载刊]于?|首发于|首刊于|[刊载]于|[转]?摘自|选自|转载自)\s?[:]?\s*[^《》。]{0,24}《(?P<source>[^《》]{2,16})》"
    r"[^《》。]{0,24}[)\]】]?"
)
"""（原载2020年1月2日《某某报》第3版）."""


_SUPPLIED = re.compile(r"[(\[【]\s*(?P<source>[\u4e00-\u9fff ]{2,24}?)\s*(?:供稿|报送|来稿|投稿)\s*[)\]】]")
"""（某县工信局供稿）."""


_CUTTING = re.compile(r"《(?P<source>[^《》]{2,16})》[\s,(]*(?P<rest>\d{4}[^《》。]{4,40})")
_PAGE = re.compile(r"[\s,()]*(?:第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版|[A-Z]\d{1,2})?[^\u4e00-\u9fff]*")
"""《某某日报》 2024年3月11日 第2版: the paper, the day and the page of a cutting."""


_WHOLE = (_CITED, _SUPPLIED, _CUTTING)


def _read_cutting(folded: str) -> tuple[Field, ...]:
    cutting = _CUTTING.fullmatch(folded)
    date = find_date(folded, *cutting.span("rest")) if cutting else None
    if cutting is None or date is None or len(date.iso) < _FULL_DATE or date.start != cutting.start("rest"):
        return ()
    if not _PAGE.fullmatch(folded, date.end):
        return ()
    return (Field("source", *cutting.span("source")), Field("date", date.start, date.end, date.iso))


_POSTED = re.compile(r"(?:Posted|Written) by (?P<author>\S.{0,24}?) on (?P<date>.{8,60})")
"""Posted by 老周 on 2022-03-14 · 6 min read."""


def read_attribution(folded: str) -> tuple[Field, ...]:
    """Return the fields of a sentence that says where a text was taken from: 本文来自公众号“…”，作者：…。"""
    if cutting := _read_cutting(folded):
        return cutting
    if supplied := _SUPPLIED.fullmatch(folded):
        return (Field("author" if are_names(supplied["source"]) else "source", *supplied.span("source")),)
    if (posted := _POSTED.fullmatch(folded)) and (day := find_date(folded, posted.start("date"))):
        return (Field("author", *posted.span("author")), Field("date", day.start, day.end, day.iso))
    if cited := _CITED.fullmatch(folded):
        date = find_date(folded)
        dates = [Field("date", date.start, date.end, date.iso)] if date else []
        return tuple(sorted([Field("source", *cited.span("source")), *dates], key=lambda field: field.start))
    match = _ATTRIBUTION.fullmatch(folded) if folded.startswith(_ATTRIBUTED) else None
    if match is None:
        return ()
    author = match["author"] or ""
    is_author = are_names(author) or 0 < len(author) <= _LONGEST_PEN_NAME
    fields = [Field("source", *match.span("source"))] + [Field("author", *match.span("author"))] * is_author
    return tuple(fields)


_LONGEST_PEN_NAME = 6


def _is_paper_and_names(folded: str) -> bool:
    """Whether a line is the name of a paper and of its reporters: 云岫日报 郭松."""
    paper, _, names = folded.partition(" ")
    return bool(_PAPER_END.fullmatch(paper)) and are_names(names)


USEFUL = frozenset({"author", "source", "date"})
"""Fields that readers need."""


def _find_labels(folded: str, begin: int, *, loose: bool) -> list[tuple[re.Match[str], str]]:
    """Return the labels of a line and what they name."""
    labels = [(match, name) for match in _LABEL.finditer(folded, begin) if (name := _label_name(match["label"]))]
    if not loose:
        return labels
    taken = [(match.start(), match.end()) for match, _ in labels]
    for match in _LOOSE_LABEL.finditer(folded, begin):
        name = _labels()[0].get(match["label"], "filing" if ":" in match[0] else "")
        if name and not any(start < match.end() and match.start() < end for start, end in taken):
            labels.append((match, name))
    return sorted(labels, key=lambda pair: pair[0].start())


def names_field(plain: str) -> bool:
    """Whether a line begins with a label that readers need: 来源：, 发布时间："""
    label, colon, _ = fold(plain).partition(":")
    return bool(colon) and _label_name(label.strip(" 【[(")) in USEFUL


def _label_name(printed: str) -> str:
    """Return what a label names, empty if it is none: a word of the table, or one that ends like one."""
    exact, endings = _labels()
    words = re.split("[、/&]", re.sub(r"\s", "", printed))
    for word in ("/".join(words), words[0]):
        if word in exact:
            return exact[word]
    return next((name for ending, name in endings if words[0].endswith(ending)), "")


@cache
def _labels() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    exact: dict[str, str] = {}
    endings: list[tuple[str, str]] = []
    for line in data_lines("metadata_labels.txt"):
        name, _, words = line.partition(":")
        for word in words.split():
            if word.startswith("*"):
                endings.append((word[1:], name))
            else:
                exact[word] = name
    return exact, tuple(sorted(endings, key=lambda pair: -len(pair[0])))


_SPEAKERS = frozenset({"记者", "文", "图", "译", "设计", "策划", "制作", "运营", "顾问", "总监", "发言人"})
"""Labels that begin a speech or a sentence as well."""


def _account(folded: str, start: int, end: int) -> Field | None:
    """Return the account that stands behind its author: 原创 老秦 工业记."""
    words = list(_TOKEN.finditer(folded, start, end))
    is_account = len(words) == 2 and not are_names(words[1][0])  # noqa: PLR2004 - the author and the account
    return Field("source", *words[1].span()) if is_account else None


def _labelled(name: str, folded: str, start: int, end: int, *, label: str) -> list[Field] | None:
    """Return the field with the date cut off that often stands behind its value; `None` if the value is prose."""
    if name == "date":
        return _day(folded, start, end)
    if name == "author" and (who := _WHO.match(folded, start, end)):
        return [Field(name, *who.span("name")), Field("filing", *who.span("is"))]
    fields: list[Field] = []
    if date := find_date(folded, start, end):
        fields.append(Field("date", date.start, date.end, date.iso))
        before = folded[start : date.start]
        if date.start - start >= end - date.end or are_names(before.strip(_EDGES)) or _BAR_LAST.search(before):
            end = _before_labels(folded, start, date.start)
        else:
            start = date.end
    counter = _BARE_COUNTER.search(folded, start, end)
    if counter and name not in {"counter", "title"}:
        end = counter.start()
    printed = folded[start:end].strip()
    start, end = _trim(folded, start, end)
    if beside := _beside(name, label, folded, start, end):
        fields.append(beside)
        start, end = _trim(folded, start, start + len(_ROLE_LAST.sub("", folded[start : beside.start])))
    if name == "author":
        end = _end_of_names(folded, start, end)
    place = _place_behind().search(folded[start:end])
    if place and place.start():
        end = start + place.start()
    value = folded[start:end]
    if not value:
        return fields
    kind = "counter" if name in USEFUL and _NOBODY.fullmatch(value) else name
    return [*fields, Field(kind, start, end)] if _is_value(name, value, printed, label) else None


_NOBODY = re.compile(
    "(?:来源|来自)?(?:互联网|网络|网上)(?:整理|收集|转载)?|网友(?:投稿)?|佚名|匿名|未知|不详|本站(?:原创)?|原创|转载|整理|小编|编辑|管理员"
    "|admin(?:istrator)?|root",
    re.IGNORECASE,
)
"""What pages print where they name no author and no source."""


_WHO = re.compile(r"\s*(?P<name>[\u4e00-\u9fff·]{2,6})\s*(?P<is>[(][^()]{1,16}[)])\s*$")
"""A name and who that is: 口述：黎炳（76岁，车床师傅）."""


def _beside(name: str, label: str, folded: str, start: int, end: int) -> Field | None:
    """Return what another label would name, behind a value: 来源：经济日报　　晏如海, 原创 老秦 工业记."""
    if label == "原创":
        return _account(folded, start, end)
    names = _NAMES_BEHIND.search(folded, start, end) if name == "source" else None
    return (
        Field("author", *names.span("names")) if names and are_names(_ROLES_BETWEEN.sub("", names["names"])) else None
    )


_NAMES_BEHIND = re.compile(
    r"(?:\s{2,}|\s*[|/]\s*(?=记者|通讯员))(?:(?:见习|实习)?(?:记者|通讯员)[:\s]*)?"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、](?:(?:通讯员|实习生|记者)\s)?[\u4e00-\u9fff]{2,4}){0,3})\s*$"
)
_ROLE_LAST = re.compile(r"\s*[|/]?\s*(?:见习|实习)?(?:记者|通讯员)[:\s]*$")
_ROLES_BETWEEN = re.compile(r"(?:通讯员|实习生|记者)\s")


def _is_value(name: str, value: str, printed: str, label: str) -> bool:
    """Whether a field may have this value: prose is none, and an author is a name."""
    is_prose = len(value) > _LONGEST_VALUE or re.search("[,;!?。]", printed.rstrip("),;"))
    if is_prose and name not in {"title", "counter", "filing"}:
        return False
    if name == "author" and (printed.endswith((",", ":")) or not _NAME_LIKE.fullmatch(value)):
        return False
    return label not in _SPEAKERS or are_names(value)


def _day(folded: str, start: int, end: int) -> list[Field]:
    """Return the date behind its label and the paper that may follow it, or what else stands there."""
    date = find_date(folded, start, end)
    if date is None:
        return _names_among(folded, start, end)
    wire = _WIRE_OF.search(folded, date.end, end)
    source = [Field("source", *wire.span("paper"))] if wire and wire["paper"] else []
    return [Field("date", date.start, date.end, date.iso), *source]


def _names_among(folded: str, start: int, end: int) -> list[Field]:
    """Return the names among words that a date's label stands before, and the rest: 发布 周孟颖 0 则留言."""
    fields: list[Field] = []
    for word in _TOKEN.finditer(folded, start, end):
        is_author = are_names(word[0]) and boilerplate_share(word[0]) < _SOME
        fields.append(Field("author" if is_author else "counter", word.start(), word.end()))
    return fields if sum(field.name == "author" for field in fields) == 1 else [Field("counter", start, end)]


_LONGEST_VALUE = 40
_NAME_LIKE = re.compile(r"(?:[^\s、,/&|:]{1,14}[\s、,/&|]{0,3}){1,6}")


def _before_labels(folded: str, start: int, end: int) -> int:
    """Return where the value ends before the words that go with a date: 更新, 发布时间."""
    for word in reversed(list(_TOKEN.finditer(folded, start, end))):
        if not (_label_name(word[0].rstrip(":")) or boilerplate_share(word[0]) >= _ALL):
            break
        end = word.start()
    return end


def _end_of_names(folded: str, start: int, end: int) -> int:
    """Return where the names end, if the first word is one and the others are none: 顾南 鲸工业."""
    words = list(_TOKEN.finditer(folded, start, end))
    names = [are_names(word[0]) for word in words]
    return words[names.index(False) - 1].end() if True in names[:1] and False in names else end


def _unlabelled(folded: str, start: int, end: int, *, loose: bool) -> list[Field] | None:
    """Return what stands without a label: dates, names, a paper's name, counters; `None` if it is anything else.

    What is unknown beside a date may be the name of the site, once.
    """
    fields: list[Field] = []
    gaps: list[tuple[int, int]] = []
    at = start
    while (date := find_date(folded, at, end)) is not None:
        if len(date.iso) < _FULL_DATE:
            return None  # prose names years and months; a page prints the day
        fields.append(Field("date", date.start, date.end, date.iso))
        gaps.append((at, date.start))
        at = date.end
    gaps.append((at, end))
    unknown: list[Field] = []
    for low, high in gaps:
        for token in _TOKEN.finditer(_COUNTERS.sub(lambda m: " " * len(m[0]), folded[low:high])):
            found = _token_field(token[0], low + token.start(), loose=loose)
            if found is None:
                return None
            (unknown if found.name == "unknown" else fields).append(found)
    beside = (fields and fields[0].name == "date") or _BAR_LAST.search(folded, start, end)
    if len(unknown) > (_MOST_UNKNOWN if loose else 1 if beside else 0):
        return None
    has_source = len(unknown) > 1 or any(field.name == "source" for field in fields)
    fields += [Field("filing" if has_source else "source", field.start, field.end) for field in unknown]
    return sorted(fields, key=lambda field: field.start)


_BAR_LAST = re.compile(r"\S\s+[·•|]\s*$")
"""A bar parts what stands before it from what stands behind it."""
_MOST_UNKNOWN = 3
_FULL_DATE = len("2024-03-05")
_TOKEN = re.compile(r"[^\s|/,;·•()\[\]【】]+")
_COUNTERS = re.compile(
    _BARE_COUNTER.pattern
    + r"|IP\s?属地:?\s?[\u4e00-\u9fff]{0,3}|[发表布]{1,2}于[\u4e00-\u9fff]{2,3}|来自[\u4e00-\u9fff]{2,4}$"
    r"|[\u4e00-\u9fff]{0,4}领域创作者|\d{1,2}:\d{2}(?::\d{2})?|于"
    r"|(?<![\u4e00-\u9fff])(?:更新|发布|印发|出版|发表|报道|报导|综合|原创|首发)(?![\u4e00-\u9fff])"
)
_PAPER_END = re.compile(
    "[\u4e00-\u9fffA-Za-z0-9]{2,12}"
    "(?:网|报|社|台|客户端|刊|新闻|号|观察|在线|频道|财经|资讯|中心|局|委|办|政府|圈|志|论坛)"
)
_LONGEST_NAME = 12


@cache
def _place_behind() -> re.Pattern[str]:
    """Return what finds the province from which an account was used, behind its name: 某某观察 山西, 来自上海市."""
    names = "|".join(name for line in data_lines("provinces.txt") for name in line.split())
    return re.compile(rf"(?:^|\s)(?:来自|IP)?(?:{names})[省市]?$")


def _token_field(token: str, start: int, *, loose: bool) -> Field | None:
    """Return the field of one word of an unlabelled line; `None` if no metadata line has such a word."""
    end = start + len(token)
    role = _ROLE.match(token)
    name = token[role.end() :] if role else ""
    if role and name:
        return Field("author", start + role.end(), end) if are_names(name) else None
    if _place_behind().search(token):
        return Field("counter", start, end)
    wire = _WIRE_OF.fullmatch(token)
    if wire:
        return Field("source", start, start + max(wire.end("paper"), wire.end("account")))
    if role or _REPORTED.fullmatch(token) or (loose and _is_noise(token)):
        return Field("counter", start, end)
    is_author = are_names(token) or (loose and is_latin_name(token) and token[1:].islower())
    kinds = (("author", is_author), ("source", _PAPER_END.fullmatch(token)), ("unknown", _may_be_site(token)))
    return next((Field(kind, start, end) for kind, found in kinds if found), None)


def _may_be_site(token: str) -> bool:
    return 1 < len(token) <= _LONGEST_NAME and not re.search("[。!?:“”《》]", token)


def _is_noise(token: str) -> bool:
    """Whether a word says nothing of the text: a label without a value, a button, 台北報導."""
    return boilerplate_share(token) >= _SOME or bool(_label_name(token) or _NOISE.fullmatch(token))


_ALL = 0.8
_SOME = 0.3
_REPORTED = re.compile("[一-鿿]{2,8}(?:报道|报导|专访)|第?[A-Z]?\\d{1,3}版.{0,8}")
"""Where from, and no source: 台北即時報導."""
_WIRE_OF = re.compile(
    "(?P<paper>[一-鿿]{1,6}(?:报|社|网|台))(?:专|综合)?[讯电]|(?P<account>[一-鿿]{2,12})官方[账帐]?号"
)
"""【明报专讯】, 江岸日报官方账号."""
_NOISE = re.compile("[一-鿿]{0,4}(?:综合|专题)?(?:报道|报导|专访|讯|电)|[^㐀-鿿]{1,12}")
"""What stands beside names and dates: 台北報導, 6 min read, A+."""
_ROLE = re.compile("(?:本报|特约|见习|实习)?(?:记者|通讯员|编辑|撰文|作者|文)")


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _EDGES:
        start += 1
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    return start, end
