"""Lines that carry metadata, as web pages print them: 「2024-03-05 10:23  来源：人民网  作者：张三  浏览：12」."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from wenzhai.clean.dates import find_date
from wenzhai.clean.folding import data_lines, fold
from wenzhai.clean.names import are_names

LONGEST = 160
"""A longer line is prose, whatever labels stand in it."""

# A label with blanks between its characters (作 者：) is common in page heads.
_LABEL = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])[(\[【]?\s*(?P<label>(?:[\u4e00-\u9fff]{1,8}?|[\u4e00-\u9fff]\s{1,4}[\u4e00-\u9fff])"
    r"(?:\s?[、/&]\s?[\u4e00-\u9fff]{1,4})?)\s*[:|/]\s*"
)
_BARE_COUNTER = re.compile(
    r"大\s*中\s*小|小\s*中\s*大|[打列]印|分享到?|收藏|转发|复制链接|\d+\s*(?:次|人)?(?:浏览|阅读|评论|点击)|评论\s*\d*|我要评论|关闭(?:窗口)?|字号|纠错|A[+-]|T大|手机看"
)
_END_MARK = re.compile(r"^\s*[-—=*]{1,6}\s*(?:END|完|The End)\s*[-—=*]{0,6}\s*", re.IGNORECASE)
_HINT = re.compile(r"[:|/]|\d{4}|年")
_EDGES = " \t|,;·()[]【】丨-—/"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a metadata line: where its value stands in the line."""

    name: str
    """author, source, date, title; or staff, counter, filing, which readers do not need."""
    start: int
    end: int
    value: str = ""
    """The value as published where that differs from the printed one: a date in ISO form."""


def read_fields(plain: str) -> tuple[Field, ...]:
    """Return the fields of a line that consists of metadata and nothing else; nothing if it does not."""
    if not 2 <= len(plain) <= LONGEST or "。" in plain:  # noqa: PLR2004
        return ()
    folded = fold(plain)
    if not _HINT.search(folded) or folded[-1] in ",、;":
        return ()
    end_mark = _END_MARK.match(folded)
    begin = end_mark.end() if end_mark else 0
    labels = [(match, name) for match in _LABEL.finditer(folded, begin) if (name := _label_name(match["label"]))]
    lead = _unlabelled(folded, begin, labels[0][0].start() if labels else len(folded))
    if lead is None or not (labels or any(field.name == "date" for field in lead)):
        return ()
    fields = list(lead)
    ends = [match.start() for match, _ in labels[1:]] + [len(folded)] * bool(labels)
    for (match, name), end in zip(labels, ends, strict=True):
        found = _labelled(name, folded, match.end(), end, is_speaker=match["label"] in _SPEAKERS)
        if found is None:
            return ()
        fields += found
    return tuple(fields)


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


_SPEAKERS = frozenset({"记者", "文", "图", "译"})
"""Labels that begin a speech or a sentence as well."""


def _labelled(name: str, folded: str, start: int, end: int, *, is_speaker: bool) -> list[Field] | None:
    """Return the field with the date cut off that often stands behind its value; `None` if the value is prose."""
    date = find_date(folded, start, end)
    if name == "date":
        return [Field("date", date.start, date.end, date.iso)] if date else [Field("counter", start, end)]
    fields: list[Field] = []
    if date:
        fields.append(Field("date", date.start, date.end, date.iso))
        if date.start - start >= end - date.end:
            end = date.start
        else:
            start = date.end
    counter = _BARE_COUNTER.search(folded, start, end)
    if counter and name not in {"counter", "title"}:
        end = counter.start()
    printed = folded[start:end].strip()
    start, end = _trim(folded, start, end)
    value = folded[start:end]
    if not value:
        return fields
    is_prose = len(value) > _LONGEST_VALUE or re.search("[,;!?。]", printed.rstrip("),;"))
    if is_prose and name not in {"title", "counter", "filing"}:
        return None
    if name == "author" and (printed.endswith((",", ":")) or not _NAME_LIKE.fullmatch(value)):
        return None
    if is_speaker and not are_names(value):
        return None
    return [*fields, Field(name, start, end)]


_LONGEST_VALUE = 40
_NAME_LIKE = re.compile(r"(?:[^\s、,/&|:]{1,14}[\s、,/&|]{0,3}){1,6}")


def _unlabelled(folded: str, start: int, end: int) -> list[Field] | None:
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
            found = _token_field(token[0], low + token.start())
            if found is None:
                return None
            (unknown if found.name == "unknown" else fields).append(found)
    if len(unknown) > (1 if fields and fields[0].name == "date" else 0):
        return None
    has_source = any(field.name == "source" for field in fields)
    fields += [Field("filing" if has_source else "source", field.start, field.end) for field in unknown]
    return sorted(fields, key=lambda field: field.start)


_FULL_DATE = len("2024-03-05")
_TOKEN = re.compile(r"[^\s|/,;·()\[\]【】]+")
_COUNTERS = re.compile(
    _BARE_COUNTER.pattern + r"|\d{1,2}:\d{2}(?::\d{2})?|于"
    r"|(?<![\u4e00-\u9fff])(?:更新|发布|出版|发表|报道|报导|综合|原创|首发)(?![\u4e00-\u9fff])"
)
_PAPER_END = re.compile(
    "[\u4e00-\u9fffA-Za-z0-9]{2,12}"
    "(?:网|报|社|台|客户端|刊|新闻|号|观察|在线|频道|财经|资讯|中心|局|委|办|政府|圈|志|论坛)"
)
_LONGEST_NAME = 12


def _token_field(token: str, start: int) -> Field | None:
    """Return the field of one word of an unlabelled line; `None` if no metadata line has such a word."""
    role = _ROLE.match(token)
    if role:
        name = token[role.end() :]
        if not name:
            return Field("counter", start, start + len(token))
        return Field("author", start + role.end(), start + len(token)) if are_names(name) else None
    if are_names(token):
        return Field("author", start, start + len(token))
    if _PAPER_END.fullmatch(token):
        return Field("source", start, start + len(token))
    if len(token) <= _LONGEST_NAME and not re.search("[。!?:“”《》]", token):
        return Field("unknown", start, start + len(token))
    return None


_ROLE = re.compile("(?:本报|特约|见习|实习)?(?:记者|通讯员|编辑|撰文|作者|文)")


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _EDGES:
        start += 1
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    return start, end
