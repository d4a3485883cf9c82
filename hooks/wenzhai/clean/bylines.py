"""Reads bylines, datelines and the metadata lines of web pages: who wrote a text, for whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.draft import Dropped, Found
from wenzhai.clean.fields import read_fields
from wenzhai.clean.folding import fold
from wenzhai.clean.names import HAN, are_names, is_latin_name, is_name
from wenzhai.clean.text import Text, join

_AGENCY = re.compile(
    rf"(?!据)(?:新华社|中新社|中央社|中通社|法新社|路透社|美联社|{HAN}{{2,6}}?(?:社|日报|晚报|时报|新闻网|网)|{HAN}{{1,6}}报(?=\s*/))"
)
_OWN = ("本报", "本刊", "本社", "本网", "本台")
_DAY = re.compile(r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|(?<!\d)\d{1,2}\s*日")
_ISSUER = re.compile(
    f"{HAN}{{2,24}}(?:局|厅|委|办|会|部|院|公司|政府|办公室|中心|署|处|委员会|学会|协会|集团|小组|总队|法院|支行|银行|研究所|大学)"
)
_ROLES = re.compile(
    r"(?:本报|本刊|本社|本网)?(?:首席|特约|实习|见习|全媒体|融媒体|摄影){0,4}(?:记者|通讯员|特派员|评论员|撰稿人|特约撰稿)"
    r"|摄影报道|报道|报导|整理|摄影|摄|撰文|撰稿|编译|作者|图文|文字?/图|文字"
    r"|(?<![\u4e00-\u9fff])[文图译著撰](?![\u4e00-\u9fff])"
)
_OFFICES = (
    "书记|主任|局长|处长|科长|部长|院长|校长|所长|厂长|社长|馆长|站长|会长|秘书长|理事长|董事长|总经理|经理|主席|总裁|县长|市长|区长|镇长|乡长|村长"
    "|总工程师|工程师|教授|研究员|教师|委员|代表|负责人|技师|工人|创始人|顾问|专员"
)
_AFFILIATED = re.compile(
    rf"[(]?(?:—{{1,2}}\s*)?(?:\s*{HAN}{{2,24}}(?:[局厅委办部院校所系室处署站队社厂馆村镇乡县市区省州台组科班会联]|车间|公司|政府|中心|街道|集团|银行|大学|中学|小学"
    rf"|{_OFFICES})(?:[一二三四五六七八九初高大研]{{1,2}}年级)?"
    rf"|\s*{HAN}[湾角环埔围涌塘门]"
    rf"|\s*(?:读者|职工|员工|学员|学生|会员|市民|村民|{_OFFICES})"
    rf"|\s*[一二三四五六七八九初高中大]{{1,3}}[年级班甲乙丙丁戊己\d()]{{1,6}})"
    rf"\s+(?P<names>{HAN}(?:{HAN}|[\s,、;]){{1,40}}?)(?:\s*[(][^()]{{1,10}}[)])?[)]?"
)
"""Where an author works, in which office or class, and the author: 县发改局 柳成荫, （某公司董事长 冉启荣）."""
_NAME_PIECES = re.compile(rf"{HAN}+(?:·{HAN}+)*|[A-Za-z](?:[A-Za-z.'-]|[ ](?=[A-Za-z])){{1,30}}")
_REPORTER = re.compile(rf"(?:记者|特派员|通讯员)\s*[:]?\s*(?P<names>{HAN}(?:{HAN}|[\s、,])*)")
_ROLE_WORD = re.compile(r"\s*(?:特约|实习|见习)?(?:记者|通讯员|实习生)\s*")
_WIRE = re.compile(
    rf"记者(?P<name>{HAN}{{3}}|{HAN}{{2}}(?={HAN}{{2}}\d)){HAN}{{2,4}}\d{{1,2}}日|记者(?P<teller>{HAN}{{3}}){HAN}{{2,3}}(?:报导|报道)"
)
"""Taiwan's agency sets name and place without anything between: 中央社記者王小明台北3日電."""
_SLASHED = re.compile(rf"[(\[【]\s*(?P<name>{HAN}{{2,4}})\s*/")
_DEEDS = ("摄影报道", "报道", "报导", "摄影", "电", "讯")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch of a line that says something of the text."""

    start: int
    end: int
    name: str
    value: str = ""


def is_issuer(plain: str) -> bool:
    """Whether a line is an authority or a firm, which signs official texts."""
    folded = fold(plain)
    parts = folded.split()
    return bool(parts) and all(_ISSUER.fullmatch(part) and not _MEETING.search(part) for part in parts)


_MEETING = re.compile(
    "(?:体|机|社|大|晚|座谈|研讨|现场|推进|发布|培训|博览|展览|交易|展|交流|动员|表彰|报告|推介|洽谈|见面|茶话|运动)会$"
)
"""What ends like an authority and is none: 心得体会, 座谈会."""


def match_affiliated(folded: str) -> re.Match[str] | None:
    """Return where an author works or lives, and the author: 县发改局　柳成荫, 王小明／教师（台北市）."""
    match = _AFFILIATED.fullmatch(folded)
    if match and are_names(match["names"]) and not _UNIT_END.search(match["names"]):
        return match
    if reader := _READER.fullmatch(folded):
        return reader
    signed = next((found for form in _BESIDE_NAMES if (found := form.fullmatch(folded))), None)
    if signed is None or is_name(signed.groupdict().get("place") or ""):  # two reporters
        return None
    return signed if is_name(signed["names"].strip()) else None


_UNIT_END = re.compile("[系院部处室所科]$")
"""江岸大学 管理系: a part of the unit that reads like a name."""


def match_signature(folded: str) -> re.Match[str] | None:
    """Return the author in a line right below a title, where any unit, office or place may stand beside a name."""
    if are_names(folded):
        return None
    signed = next((match for pattern in _SIGNATURES if (match := pattern.fullmatch(folded))), None)
    return signed if signed and is_name(signed["names"].strip()) else None


_OFFICES = (
    "副?主席|副?会长|副?理事长|副?秘书长|委员|代表|副?教授|讲师|博士|副?院长|副?校长|副?主任|副?总裁|副?总经理|副?董事长|厂长|经理"
    "|律师|副?议员|老师|先生|女士|工程师|会计师|研究员|书记|[局处厅部司市县区镇乡村]长|总监|总编辑?|记者|顾问|代理人"
)
_SIGNATURES = (
    re.compile(rf"{HAN}{{2,24}}(?:\s+{HAN}{{2,24}})?\s+(?P<names>{HAN}\s?{HAN}{{1,3}})"),
    re.compile(rf"(?P<names>{HAN}{{2,4}}?)\s?(?:{_OFFICES})"),
    re.compile(rf"(?P<names>{HAN}{{2,4}}?)(?:{_OFFICES})?\s+{HAN}{{2,16}}"),
    re.compile(rf"[^\w(\[【]{{0,2}}\s*(?P<names>{HAN}\s?{HAN}{{1,3}})\s*[(][^()。]{{2,20}}[)]"),
)
"""江川玻璃董事长　包立新; 岑启贤主席; 包立新　江川玻璃董事长; ◎卓敏惠（人资顾问）."""


_READER = re.compile(rf"\s*{HAN}{{2,8}}\s+(?P<names>{HAN}{{1,3}}(?:先生|女士|小姐|太太|博士|教授|老师|同学))")
_PERSON = rf"{HAN}{{0,12}}(?:[市县区乡镇省港]|[长师员授家任监席人者士生工主手民]|退休|{HAN}业)"
_WRITER = re.compile(
    rf"[^\w(\[【]{{0,2}}\s*(?P<names>{HAN}\s?{HAN}{{1,3}})\s*"
    rf"(?:/\s*{_PERSON}\s*(?:[(]{HAN}{{2,12}}[)])?|[(]\s*{_PERSON}(?:\s*[/,、;|·\s]\s*{_PERSON}){{0,2}}\s*[)])"
)
_IN_BRACKETS = re.compile(rf"[(【]\s*(?P<names>{HAN}{{2,4}})\s*/\s*{HAN}[^()【】。]{{1,20}}[)】]")
_FROM = re.compile(rf"[(【]\s*(?P<place>{HAN}{{2,4}})\s+(?P<names>{HAN}{{2,4}})\s*[)】]")
_BESIDE_NAMES = (_WRITER, _IN_BRACKETS, _FROM)
"""◎王小明（新北市／厂长）, 王小明／退休教师（台北市）, （王小明／家长）, （台北　王小明）: whom papers let speak."""


_ROLE = (
    "首席|高级|资深|特约|特派|见习|实习生?|全媒体|融媒体|本[报刊社网台]|记者|通讯员|特派员|评论员|撰稿人?|采访|访问|访谈|撰文|采写|文字|图文|执笔|口述|整理"
    "|编译|作者|专题|综合|专访|特稿|报道|报导|及|并"
)
_PICTURES = "图片|图|摄影|摄|插画|制图|剪接|视频"
_LEADING = re.compile(rf"(?:{_ROLE}|{_PICTURES}|[文译著撰编](?![\u4e00-\u9fff]))+")
_DEED = re.compile(rf"{HAN}{{0,4}}(?:综合|专题)?(?:报道|报导|讯|电|专访|特稿)")
_STAFF = re.compile(rf"{HAN}{{2,8}}(?:记者|通讯员|特派员|评论员|实习生)$")
_PAPER = re.compile(rf"(?!本){HAN}{{1,7}}(?:报|周刊|杂志|新闻[网云])")
_REPORTS = re.compile("(?:记者|通讯员|特派员|采访|撰文|文)$")
_OFFICE = re.compile(rf"[(]{HAN}{{2,12}}(?:师|员|家|授|长|人|者|士|生|监|会|系|所|院)(?:[,、]{HAN}{{2,8}})?[)]$")
_UNIT = re.compile(rf"{HAN}{{2,8}}(?:[处部组室会局]|中心)")
_BETWEEN = re.compile(r"[\s/|:、,()\[\]【】&·—-]+|^[^\w(\[【]+")


def find_authors(folded: str) -> list[tuple[int, int]]:
    """Return where the names stand in a line of roles and names; nowhere if it holds anything else.

    記者王小明／台北報導, ■本报首席记者 张三 文/图, 採訪：何文; a photographer is no author.
    """
    office = _OFFICE.search(folded)
    end = office.start() if office else len(folded)
    names: list[tuple[int, int]] = []
    told = office is not None
    roles = ""
    at = 0
    for gap in [*_BETWEEN.finditer(folded, 0, end), None]:
        start, stop, at = at, gap.start() if gap else end, gap.end() if gap else end
        if start == stop:
            continue
        if not names and _PAPER.fullmatch(folded, start, stop):
            continue
        role = _STAFF.match(folded, start, stop) or _LEADING.match(folded, start, stop)
        name = folded[role.end() if role else start : stop]
        if roles and not role and not names and _UNIT.fullmatch(name):
            continue  # 整理：秘書處　聶敏儀
        if role:
            roles += role[0]
            told = True
        if not name or _DEED.fullmatch(name):
            told = told or bool(name and names and "/" in folded[names[-1][1] : start])  # 王小明／綜合報導
            continue
        if not (is_name(name) or is_latin_name(name) or (role and len(name) <= 3 and _REPORTS.search(role[0]))):  # noqa: PLR2004
            return []
        if not re.search(_PICTURES, roles) or re.search(_ROLE + "|文", roles):
            names.append((stop - len(name), stop))
        roles = ""
    return names if told else []


def read_byline(text: Text) -> list[Found]:
    """Return who wrote a text and for whom, from a byline or a photograph's credit."""
    folded = fold(text.plain)
    if affiliated := match_affiliated(folded):
        return _found(text, [_Claim(*affiliated.span("names"), "author")])
    if (signed := match_signature(folded)) and not _ROLES.search(folded):
        return _found(text, [_Claim(*signed.span("names"), "author")])
    if authors := find_authors(folded):
        agency = [claim for claim in _place_and_day(folded) if claim.name == "source"]
        return _found(text, [*agency, *(_Claim(start, end, "author") for start, end in authors)])
    if worker := _AT_WORK.fullmatch(folded):
        return _found(text, [_Claim(*worker.span(worker.lastgroup or "names"), "author")])
    return _found(text, [*_place_and_day(folded), *_names(folded)])


_AT_WORK = re.compile(
    rf"(?P<names>{HAN}{{3,8}})\s?[(]{HAN}{{2,16}}[)]|(?P<speaker>{HAN}{{2,8}}(?:·{HAN}{{1,8}})?)\s?[(][^()。]{{2,30}}[)]\s?:"
)
"""乌云其格（草原乳业）, 乔世昌（酒业集团董事长）：: a name that no surname may begin, and where its owner works."""


def read_dateline(text: Text) -> list[Found]:
    """Return the agency, the day and the reporter of a dateline: 新华社北京12月25日电（记者 …）."""
    folded = fold(text.plain)
    claims = _place_and_day(folded)
    claims = [claim for claim in claims if claim.name != "date" or "月" in folded[claim.start : claim.end]]
    wire = _WIRE.search(folded) or _SLASHED.match(folded)
    reporter = _REPORTER.search(folded)
    if wire:
        claims.append(_Claim(*wire.span(wire.lastgroup or "name"), "author"))
    elif reporter:
        names = reporter["names"].rstrip()
        for deed in _DEEDS:
            names = names.removesuffix(deed).rstrip()
        start = reporter.start("names")
        ends = [found.span() for found in _ROLE_WORD.finditer(names)]
        edges = [0, *(edge for span in ends for edge in span), len(names)]
        stretches = [
            (low, low + len(names[low:high].rstrip())) for low, high in zip(edges[::2], edges[1::2], strict=True)
        ]
        claims += [_Claim(start + low, start + high, "author") for low, high in stretches if low < high]
    return _found(text, claims)


def read_metadata_line(text: Text) -> tuple[list[Found], list[Dropped]]:
    """Return the fields of a metadata line, and what of it readers do not need."""
    fields = read_fields(text.plain) or read_fields(text.plain, loose=True)
    if not fields:
        date = whole_date(fold(text.plain))
        return ([Found("date", text, date.iso)], []) if date else ([], [Dropped(text, "boilerplate.metadata")])
    found: list[Found] = []
    drops: list[Dropped] = []
    at = 0
    for field in sorted(fields, key=lambda field: field.start):
        name = _PUBLISHED.get(field.name, "")
        label, value = text.cut(at, field.start).strip(), text.cut(field.start, field.end).strip()
        if name == "date" and "更新" in fold(label.plain):
            name = "updated"
        at = field.end
        if name:
            found += [Found("label", label)] * bool(label.plain) + [Found(name, value, field.value)] * bool(
                value.plain
            )
        else:
            drops += [Dropped(part, f"boilerplate.{field.name}") for part in (label, value) if part.plain]
    rest = text.cut(at).strip()
    return found, [*drops, Dropped(rest, "boilerplate.metadata")] if rest.plain else drops


_MASTHEAD = re.compile(
    rf"(?:[a-z][a-z0-9-]{{1,20}}(?:\.[a-z]{{2,12}}){{1,3}}\s)?"
    rf"(?P<name>(?:[A-Za-z][A-Za-z0-9]{{1,19}}\s?(?={HAN}))?(?!(?:国[内际]|社会|时[事政]|[即实]时|本地|今日|最新|体育|娱乐|两岸|产业|要闻|更多|热点)){HAN}{{0,6}}"
    rf"(?:网|报|社|时代|在线|杂志|周刊|新闻云?|财经|电视|电台|客户端)|{HAN}{{2,4}}\d{{2,3}}|\d{{2,3}}{HAN})(?:首页|网站)?"
    r"(?:\s*[A-Za-z][\w .]{1,30}|\s*[-—|].{2,10})?"
)


def read_masthead(text: Text) -> list[Found]:
    """Return the site that names itself in the first line of its page, and what stands beside the name."""
    match = _MASTHEAD.fullmatch(fold(text.plain)) if len(text.plain) <= _LONGEST_MASTHEAD else None
    if match is None or len(match["name"]) <= _SHORTEST_NAME:
        return []
    name = text.cut(*match.span("name"))
    return [*_label(text.cut(0, match.start("name"))), Found("masthead", name), *_label(text.cut(match.end("name")))]


_LONGEST_MASTHEAD = 40
_SHORTEST_NAME = 2
"""新闻, 财经: channels, and the name of no site."""

_PUBLISHED = {"author": "author", "source": "source", "date": "date", "title": "repeated-title"}


def _place_and_day(folded: str) -> list[_Claim]:
    claims: list[_Claim] = []
    agency = _AGENCY.search(folded)
    if agency and not agency[0].startswith(_OWN):
        claims.append(_Claim(agency.start(), agency.end(), "source"))
    day = _DAY.search(folded)
    if day:
        date = find_date(folded, day.start(), day.end())
        claims.append(_Claim(day.start(), day.end(), "date", date.iso if date else ""))
    return claims


def _names(folded: str) -> list[_Claim]:
    """Return where the names stand in a folded byline."""
    for pattern in (_AGENCY, _DAY, _ROLES):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    place = folded.find("/")
    if folded[: max(0, place)].strip(_FRAME):
        folded = folded[:place].ljust(len(folded))  # 王小明／台北報導
    claims: list[_Claim] = []
    for piece in _NAME_PIECES.finditer(folded):
        before = claims[-1] if claims else None
        # 王　刚: a name of two characters is set as wide as one of three.
        if before and len(piece[0]) == 1 == before.end - before.start and piece.start() - before.end <= _WIDEST_GAP:
            claims[-1] = _Claim(before.start, piece.end(), "author")
        else:
            claims.append(_Claim(piece.start(), piece.end(), "author"))
    return claims


_FRAME = " ■□●○◆◎()[]【】"
_WIDEST_GAP = 2


def _found(text: Text, claims: Iterable[_Claim]) -> list[Found]:
    """Return what is claimed, the names together, and the words around it for the ledger.

    Of claims to the same words (记者新闻网: a reporter, or a site) the first and longest counts.
    """
    ordered: list[_Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.start, -claim.end)):
        if not ordered or claim.start >= ordered[-1].end:
            ordered.append(claim)
    names = [text.cut(claim.start, claim.end) for claim in ordered if claim.name == "author"]
    found = [Found("author", join(names, " "))] if names else []
    at = 0
    for claim in ordered:
        if claim.name != "author":
            found.append(Found(claim.name, text.cut(claim.start, claim.end).strip(), claim.value))
        found += _label(text.cut(at, claim.start))
        at = max(at, claim.end)
    return [*found, *_label(text.cut(at))]


def _label(text: Text) -> list[Found]:
    words = text.strip()
    return [Found("label", words)] if words.plain else []
