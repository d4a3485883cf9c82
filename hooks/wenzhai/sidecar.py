"""The curator's word on one seed: one table of all keys of `seeds/NNN_….yml`, read strictly, fitted to the seed.

`parse` needs no seed: it checks each value by itself. `fit` checks it against the seed's lines: ranges, pins, fixes.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wenzhai import web
from wenzhai.characters import is_invisible
from wenzhai.line_ranges import LINE_END, RangeError, parse_boundary, parse_line, parse_lines, parse_ranges, show_span
from wenzhai.memory import remembered
from wenzhai.model import (
    CuratorDrop,
    DocumentEntry,
    Fix,
    Kind,
    Lang,
    Origin,
    Places,
    Problem,
    SectionEntry,
    Severity,
    Sidecar,
    Span,
)
from wenzhai.problems import did_you_mean
from wenzhai.strict_yaml import Items, Node, Scalar, parse_yaml
from wenzhai.strict_yaml import Mapping as MappingNode

ENCODINGS = ("utf-8", "gb18030", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
"""What a seed may be declared to be."""

SHELF = "aside"
"""版面旁及: published, never digested."""

# `raw` cites the ledger, the others are names of pages and of devices that no file may have on Windows.
RESERVED_SLUGS = frozenset({"raw", "index", "con", "prn", "aux", "nul"})

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBERED_SLUG = re.compile(r"d[0-9]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LONGEST_SLUG = 60
_HEADING_LEVELS = (0, 2, 3, 4, 5, 6)


class _RefusedError(Exception):
    """A value that cannot be taken; whoever reads the list or mapping around it reports it and goes on."""

    def __init__(self, node: Node, message: str, hint: str) -> None:
        super().__init__(message)
        self.node, self.message, self.hint = node, message, hint


@dataclass(slots=True)
class _Report:
    """Collects problems, so that one run tells all of them."""

    path: str
    themes: frozenset[str] | None
    problems: list[Problem]

    def add(self, node: Node, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(severity, self.path, node.line, node.column, message, hint))

    def attempt(self, read: _Read, node: Node, index: int) -> tuple[Any, ...]:
        """Return the value of `node` alone, or nothing where it is refused."""
        try:
            return (read(node, index, self),)
        except _RefusedError as refused:
            self.add(refused.node, refused.message, refused.hint)
            return ()


_Read = Callable[[Node, int, _Report], Any]
"""Reads one value, given its node and its place in the list around it; `_RefusedError` where it cannot."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the sidecar."""

    name: str
    says: str
    """One sentence for contributors, in Chinese."""
    read: _Read
    field: str = ""
    """Of the dataclass that it fills, where that has another name."""


# --- Values -----------------------------------------------------------------------------------------------------


def _text(node: Node, _index: int, _report: _Report) -> str:
    if not isinstance(node, Scalar):
        raise _RefusedError(node, "这里要写一段文字", "写成“键: 文字”")
    value = (node.value or "").strip()
    if not value:
        raise _RefusedError(node, "这里是空的", "写上内容，或删去这个键")
    for char in value:
        if is_invisible(char) or char == "\n":
            raise _RefusedError(node, f"文字里有不该有的字符 U+{ord(char):04X}", "删去它，写在一行里")
    return value


def _one_of(*known: str) -> Callable[[Node, int, _Report], str]:
    def read(node: Node, index: int, report: _Report) -> str:
        value = _text(node, index, report)
        if value not in known:
            raise _RefusedError(node, f"不认识“{value}”", did_you_mean(value, known))
        return value

    return read


def _flag(node: Node, index: int, report: _Report) -> bool:
    return _one_of("true", "false")(node, index, report) == "true"


def _kind(node: Node, index: int, report: _Report) -> Kind:
    return Kind(_one_of(*Kind)(node, index, report))


def _script(node: Node, index: int, report: _Report) -> Lang:
    return Lang(_one_of(*Lang)(node, index, report))


def _encoding(node: Node, index: int, report: _Report) -> str:
    value = _text(node, index, report)
    if value.lower() in {"gbk", "gb2312", "cp936"}:
        raise _RefusedError(node, f"不认识“{value}”", "写 gb18030，它包含 GBK 与 GB2312")
    return _one_of(*ENCODINGS)(node, index, report)


def _sha256(node: Node, index: int, report: _Report) -> str:
    value = _text(node, index, report)
    if not _SHA256.fullmatch(value):
        raise _RefusedError(node, "sha256 应是 64 位小写十六进制数", "用 python hooks/cli.py repin 编号 写入")
    return value


def _date(node: Node, index: int, report: _Report) -> str:
    value = _text(node, index, report)
    match = _DATE.fullmatch(value)
    if not match or not _is_in_calendar(int(match[1]), int(match[2] or 1), int(match[3] or 1)):
        raise _RefusedError(node, f"“{value}”不是日期", "写成 2024、2024-11 或 2024-11-20，须是真有的日子")
    return value


def _is_in_calendar(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _url(node: Node, index: int, report: _Report) -> str:
    value = _text(node, index, report)
    if not value.startswith(("http://", "https://")):
        raise _RefusedError(node, "网址要以 http:// 或 https:// 开头", "抄浏览器地址栏里的整个网址")
    if not web.is_public(value):
        raise _RefusedError(node, "网址的主机名要是公开的域名", "抄地址栏里的整个网址，不用 IP，不带用户名")
    return value


def _slug(node: Node, index: int, report: _Report) -> str:
    value = _text(node, index, report)
    hint = "用小写英文字母、数字和连字符，例如 green-factory；一经发布就不再改"
    if not _SLUG.fullmatch(value) or len(value) > _LONGEST_SLUG:
        raise _RefusedError(node, f"“{value}”不能作短名", hint)
    if value in RESERVED_SLUGS or (_NUMBERED_SLUG.fullmatch(value) and value != f"d{index + 1}"):
        raise _RefusedError(node, f"短名“{value}”另有用处", f"换一个；{hint}")
    return value


def _theme(node: Node, index: int, report: _Report) -> str:
    value = _text(node, index, report)
    if value == SHELF:
        raise _RefusedError(node, f"“{SHELF}”不是主题", f"整篇写 shelf: {SHELF}，一节写 小标题: {SHELF}")
    if report.themes is not None and value not in report.themes:
        raise _RefusedError(node, f"没有主题“{value}”", did_you_mean(value, report.themes))
    return value


def _list_of(read: _Read, example: str) -> Callable[[Node, int, _Report], tuple[Any, ...]]:
    def read_list(node: Node, _index: int, report: _Report) -> tuple[Any, ...]:
        if not isinstance(node, Items):
            raise _RefusedError(node, "这里要写一个列表", f"例如 {example}")
        return tuple(value for i, item in enumerate(node.items) for value in report.attempt(read, item, i))

    return read_list


def _themes(node: Node, index: int, report: _Report) -> tuple[str, ...]:
    values = _list_of(_theme, "[overview, green]")(node, index, report)
    if len(set(values)) < len(values):
        report.add(node, "同一个主题写了两次", "删去一个")
    return values


def _sections(node: Node, index: int, report: _Report) -> tuple[SectionEntry, ...]:
    if not isinstance(node, MappingNode):
        raise _RefusedError(node, "这里要写“小标题: 主题”", _SECTION_HINT)
    return tuple(
        entry
        for name, value in node.entries
        for heading in report.attempt(_text, name, index)
        for entry in report.attempt(functools.partial(_section, name, heading), value, index)
    )


_SECTION_HINT = f"例如 {{一、怎么转: [overview, digital], 活动剪影: {SHELF}}}"


def _section(name: Node, heading: str, node: Node, index: int, report: _Report) -> SectionEntry:
    if isinstance(node, Scalar):
        if (node.value or "").strip() != SHELF:
            raise _RefusedError(node, f"一节的主题要写成列表，旁及的写 {SHELF}", _SECTION_HINT)
        return SectionEntry(heading, shelf=SHELF, line=name.line, column=name.column)
    return SectionEntry(heading, _themes(node, index, report), line=name.line, column=name.column)


def _lines_syntax(parse: Callable[[str], Any], hint: str) -> _Read:
    def read(node: Node, index: int, report: _Report) -> object:
        try:
            return parse(_text(node, index, report))
        except RangeError as wrong:
            raise _RefusedError(node, str(wrong), hint) from wrong

    return read


_ranges = _lines_syntax(parse_ranges, '写成 "330-455, 271-328"，一行里的一段写成 "24:1-8"')
_line_number = _lines_syntax(parse_line, "只写一个行号，例如 191")
_join = _list_of(_lines_syntax(parse_lines, '写成 "115-122"'), '["115-122"]')
_split = _list_of(_lines_syntax(parse_boundary, '写成 "199|200"'), '["199|200"]')


def _headings(node: Node, index: int, report: _Report) -> tuple[tuple[int, int], ...]:
    if not isinstance(node, MappingNode):
        raise _RefusedError(node, "这里要写“行号: 级别”", "例如 {328: 2}；级别 0 表示不是标题")
    level = _one_of(*map(str, _HEADING_LEVELS))
    return tuple(
        (line, int(value))
        for name, node_of_level in node.entries
        for line in report.attempt(_line_number, name, index)
        for value in report.attempt(level, node_of_level, index)
    )


# --- Groups of keys ---------------------------------------------------------------------------------------------


def _filled(node: Node, report: _Report, known: tuple[Key, ...], index: int = 0) -> dict[str, Any]:
    """Return the fields that a mapping's keys fill; unknown keys are reported, refused values left out."""
    if not isinstance(node, MappingNode):
        raise _RefusedError(node, "这里要写“键: 值”", f"可用的键有：{'、'.join(key.name for key in known)}")
    by_name = {key.name: key for key in known}
    fields = {}
    for name, value in node.entries:
        key = by_name.get(name.value or "")
        if key is None:
            report.add(name, f"不认识的键“{name.value}”", _hint_for_key(name.value or "", by_name))
            continue
        for read in report.attempt(key.read, value, index):
            fields[key.field or key.name] = read
    return fields


def _hint_for_key(name: str, known: Mapping[str, Key]) -> str:
    if name[:1].isdigit():
        return '行号里有逗号时，整个值要加引号："330-455, 271-328"'
    return did_you_mean(name, known)


def _places(node: Node) -> Places:
    entries = node.entries if isinstance(node, MappingNode) else ()
    return tuple((name.value or "", value.line, value.column) for name, value in entries)


def _has_all(fields: Mapping[str, Any], node: Node, report: _Report, *names: str) -> bool:
    """Whether all `names` were read; one that is not even there is reported."""
    for name in names:
        if name not in {key for key, _, _ in _places(node)}:
            report.add(node, f"缺少 {name}:", "补上它")
    return all(name in fields for name in names)


def _reason(fields: Mapping[str, Any], node: Node, report: _Report) -> str:
    if "why" not in fields:
        report.add(node, "没有写 why:", "读者会看到这处改动，请用一句话说明理由", Severity.WARNING)
    return str(fields.get("why", ""))


def _origin(node: Node, _index: int, report: _Report) -> Origin:
    return Origin(**_filled(node, report, SOURCE_KEYS))


def _document(node: Node, index: int, report: _Report) -> DocumentEntry:
    fields = _filled(node, report, DOCUMENT_KEYS, index)
    if fields.get("themes") and fields.get("shelf"):
        report.add(node, "themes 与 shelf 只能写一个", f"与传统产业无关的写 shelf: {SHELF}")
    if fields.get("sections") and fields.get("shelf"):
        report.add(node, "整篇写了 shelf，就不再分节写 sections", f"只有几节旁及的，在 sections 里给那几节写 {SHELF}")
    return DocumentEntry(**fields, line=node.line, places=_places(node))


def _documents(node: Node, index: int, report: _Report) -> tuple[DocumentEntry, ...]:
    entries = _list_of(_document, "documents: 下面每篇以“- ”开头")(node, index, report)
    if len({any(key == "lines" for key, _, _ in entry.places) for entry in entries}) > 1:
        report.add(node, "有的篇目写了 lines，有的没有", "要么每篇都写，要么都不写（按自动划分的先后对应）")
    first: dict[str, DocumentEntry] = {}
    for entry in entries:
        if entry.slug and (other := first.setdefault(entry.slug, entry)) is not entry:
            place = Scalar(None, *_place(entry.places, "slug"))
            report.add(place, f"短名“{entry.slug}”重复", f"第 {other.line} 行的篇目已用，换一个")
    return entries


def _drop(node: Node, _index: int, report: _Report) -> tuple[CuratorDrop, ...]:
    fields = _filled(node, report, DROP_KEYS)
    if not _has_all(fields, node, report, "lines"):
        return ()
    why = _reason(fields, node, report)
    return tuple(CuratorDrop(span, why, _places(node)) for span in fields["lines"])


def _fix(node: Node, _index: int, report: _Report) -> tuple[Fix, ...]:
    fields = _filled(node, report, FIX_KEYS)
    if not _has_all(fields, node, report, "line", "from", "to"):
        return ()
    if fields["from"] == fields["to"]:
        raise _RefusedError(node, "from 与 to 相同", "写上应作什么，或删去这一条")
    whole_line = Span(fields["line"], 1, fields["line"], LINE_END)
    return (Fix(whole_line, fields["from"], fields["to"], _reason(fields, node, report), _places(node)),)


def _flat_list_of(read: _Read, example: str) -> _Read:
    def read_list(node: Node, index: int, report: _Report) -> tuple[Any, ...]:
        return tuple(value for group in _list_of(read, example)(node, index, report) for value in group)

    return read_list


def _convert(node: Node, _index: int, report: _Report) -> tuple[tuple[str, str, str], ...]:
    pairs = tuple(pair for group in _filled(node, report, CONVERT_KEYS).values() for pair in group)
    if len({words for words, _, _ in pairs}) < len(pairs):
        report.add(node, "convert 里同一个词写了两次", "删去一个")
    return pairs


def _keep(node: Node, index: int, report: _Report) -> tuple[tuple[str, str, str], ...]:
    return tuple((word, word, word) for word in _list_of(_text, "[余秋雨]")(node, index, report))


def _forms(node: Node, index: int, report: _Report) -> tuple[tuple[str, str, str], ...]:
    if not isinstance(node, MappingNode):
        raise _RefusedError(node, "这里要写“词: {…}”", "例如 手扎: {hant: 手紮}")
    return tuple(
        pair
        for name, value in node.entries
        for words in report.attempt(_text, name, index)
        for pair in report.attempt(functools.partial(_form, words), value, index)
    )


def _form(words: str, node: Node, _index: int, report: _Report) -> tuple[str, str, str]:
    forms = _filled(node, report, FORM_KEYS)
    taiwan, hong_kong = (str(forms.get(place, forms.get("hant", ""))) for place in ("tw", "hk"))
    if not taiwan or not hong_kong:
        raise _RefusedError(node, f"“{words}”要写 hant:，或 tw: 与 hk:", "例如 手扎: {hant: 手紮}")
    if {len(taiwan), len(hong_kong)} != {len(words)}:
        raise _RefusedError(node, f"“{words}”各种写法的字数要相同", "文献逐字转换，不改词汇")
    if words not in forms.get("example", words):
        raise _RefusedError(node, f"例子里没有“{words}”", "example 要照抄含有这个词的原句")
    return words, taiwan, hong_kong


# --- The table --------------------------------------------------------------------------------------------------

SOURCE_KEYS = (
    Key("title", "原文所在的书报、网页或栏目的名称", _text),
    Key("publisher", "发布者：报社、网站、机构", _text),
    Key("url", "原文网址，只收 http 与 https", _url),
    Key("licence", "授权或使用条件", _text),
    Key("retrieved", "取得原文的日期", _date),
)
DOCUMENT_KEYS = (
    Key("slug", "短名，构成网址，一经发布永不更改；小写英文字母、数字和连字符", _slug),
    Key("title", "标题；原文没有的由整理者拟定，并如此注明", _text),
    Key("kicker", "引题，印在标题上方", _text),
    Key("subtitle", "副题，印在标题下方", _text),
    Key("author", "作者，几位之间用顿号", _text),
    Key("source", "出处，例如通讯社", _text),
    Key("date", "发表日期：2024、2024-11 或 2024-11-20；没有印出而不能确定的不写", _date),
    Key("incomplete", "true 表示不是全文，例如转版的下半篇", _flag),
    Key("lines", "这一篇占原文的哪些行；先后就是阅读的次序", _ranges),
    Key("themes", "所属主题的短名", _themes),
    Key("shelf", "与传统产业无关的写 aside：照样发布，不入综述", _one_of(SHELF)),
    Key("sections", "主题与全篇不同的节：小标题后写主题的列表，或 aside", _sections),
    Key("join", "这些行是同一段", _join),
    Key("split", "两行之间分段", _split),
    Key("heading", "行号与标题级别，2 为篇内最高，0 表示不是标题", _headings),
)
DROP_KEYS = (
    Key("lines", "略去哪些行", _ranges),
    Key("why", "略去的理由，读者看得到", _text),
)
FIX_KEYS = (
    Key("line", "误字所在的行", _line_number),
    Key("from", "印成什么；在这一行里须恰好出现一次", _text),
    Key("to", "应改成什么字", _text),
    Key("why", "改正的理由，读者看得到", _text),
)
FORM_KEYS = (
    Key("hant", "台湾与香港通用的写法", _text),
    Key("tw", "台湾的写法", _text),
    Key("hk", "香港的写法", _text),
    Key("example", "含有这个词的原句", _text),
)
CONVERT_KEYS = (
    Key("keep", "繁简各版都不变的词，例如人名", _keep),
    Key("chars", "自动转换会错的字词，给出正确的繁体", _forms),
    Key("style", "台湾与香港写法不同的字词", _forms),
)
TOP_KEYS = (
    Key("sha256", "附注所据原文的校验和；原文变了，行号就要重新核对", _sha256),
    Key("kind", "原文的种类，自动判断有误时写明：plain、compilation、feed、newspaper、pdf", _kind),
    Key("encoding", "原文的编码，自动判断有误时写明", _encoding),
    Key("script", "原文的文字，自动判断不出台湾还是香港时写明", _script),
    Key("source", "原文从哪里来", _origin, "origin"),
    Key("reliability", "可信度：low、medium、high，并用 why 说明", _one_of("low", "medium", "high")),
    Key("why", "可信度为何如此", _text),
    Key("documents", "原文里的各篇", _documents),
    Key("drop", "整理者略去的行", _flat_list_of(_drop, 'drop: [{lines: "12", why: …}]'), "drops"),
    Key("fix", "明显误字的改正，与原字一并显示", _flat_list_of(_fix, "fix: 下面每条以“- ”开头"), "fixes"),
    Key("convert", "只用于这份原文的繁简转换词表", _convert),
)
GROUPS: dict[str, tuple[Key, ...]] = {
    "": TOP_KEYS,
    "source": SOURCE_KEYS,
    "documents": DOCUMENT_KEYS,
    "drop": DROP_KEYS,
    "fix": FIX_KEYS,
    "convert": CONVERT_KEYS,
    "convert.chars": FORM_KEYS,
    "convert.style": FORM_KEYS,
}
"""Every key that a sidecar may have, by the key that it stands under."""


def _top(node: Node, _index: int, report: _Report) -> dict[str, Any]:
    return _filled(node, report, TOP_KEYS)


@remembered
def parse(text: str, path: str, themes: frozenset[str] | None = None) -> tuple[Sidecar, tuple[Problem, ...]]:
    """Return what the sidecar `text` says and all that is wrong with it; what is refused is left out.

    `themes`: slugs of the themes there are, or `None` where any will do. Spans reach to `LINE_END` and fixes cover
    their whole line until `fit` has seen the seed.
    """
    node, problems = parse_yaml(text, path)
    report = _Report(path, themes, list(problems))
    if node is None:
        return Sidecar(path), tuple(report.problems)
    fields: dict[str, Any] = next(iter(report.attempt(_top, node, 0)), {})
    if fields.get("reliability") and "why" not in fields:
        report.add(node, "写了 reliability，没有写 why", "用一句话说明可信度为何如此", Severity.WARNING)
    return Sidecar(path=path, **fields, places=_places(node)), tuple(report.problems)


# --- Fitting to the seed ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch of the seed that the sidecar names, and where it does."""

    span: Span
    owner: str
    line: int
    column: int


def fit(sidecar: Sidecar, seed: str, sha256: str, lines: tuple[str, ...]) -> tuple[Sidecar, tuple[Problem, ...]]:
    """Return the sidecar with its spans cut to the seed's lines, and what of it does not fit them.

    Where the seed is another one than the pin says, that is the only problem: every line number may be wrong.
    """
    fitted = replace(
        sidecar,
        documents=tuple(replace(entry, lines=_cut_all(entry.lines, lines)) for entry in sidecar.documents),
        drops=tuple(replace(drop, span=span) for drop in sidecar.drops for span in _cut_all((drop.span,), lines)),
        fixes=tuple(fix for entry in sidecar.fixes if (fix := _located(entry, lines))),
    )
    if sidecar.sha256 and sidecar.sha256 != sha256:
        return fitted, (_stale(sidecar, seed),)
    # Ranges that end nowhere or overlap say nothing about the lines within: each check waits for the one before.
    return fitted, (
        (*_outside(sidecar, lines), *_fix_problems(sidecar, lines))
        or tuple(_overlaps(sidecar))
        or tuple(problem for entry in fitted.documents for problem in _edits(fitted, entry, lines))
    )


def _stale(sidecar: Sidecar, seed: str) -> Problem:
    line, column = _place(sidecar.places, "sha256")
    message = "原文与附注所记的 sha256 不符：原文改过，行号可能已经错位"
    hint = f"运行 python hooks/cli.py repin {seed}，核对各篇的起止行，再写入新的 sha256"
    return Problem(Severity.ERROR, sidecar.path, line, column, message, hint)


def _place(places: Places, key: str) -> tuple[int, int]:
    return next(((line, column) for name, line, column in places if name == key), (1, 1))


def _named(sidecar: Sidecar) -> Iterator[_Named]:
    for i, entry in enumerate(sidecar.documents, 1):
        for span in entry.lines:
            yield _Named(span, f"第 {i} 篇", *_place(entry.places, "lines"))
    for drop in sidecar.drops:
        yield _Named(drop.span, "drop", *_place(drop.places, "lines"))


def _cut_all(spans: tuple[Span, ...], lines: tuple[str, ...]) -> tuple[Span, ...]:
    cut = (_cut(span, lines) for span in spans if span.line_from <= len(lines))
    return tuple(span for span in cut if (span.line_from, span.col_from) <= (span.line_to, span.col_to))


def _cut(span: Span, lines: tuple[str, ...]) -> Span:
    line_to = min(span.line_to, len(lines))
    return replace(span, line_to=line_to, col_to=min(span.col_to, max(1, len(lines[line_to - 1]))))


def _outside(sidecar: Sidecar, lines: tuple[str, ...]) -> Iterator[Problem]:
    for named in _named(sidecar):
        span = named.span
        if span.line_to > len(lines):
            message = f"{named.owner}的“{show_span(span)}”超出原文：原文只有 {len(lines)} 行"
        elif span.col_to != LINE_END and span.col_to > len(lines[span.line_to - 1]):
            message = f"{named.owner}的“{show_span(span)}”超出原文：该行只有 {len(lines[span.line_to - 1])} 字"
        else:
            continue
        yield Problem(Severity.ERROR, sidecar.path, named.line, named.column, message, "改正行号")


def _overlaps(sidecar: Sidecar) -> Iterator[Problem]:
    named = sorted(_named(sidecar), key=lambda one: (one.span.line_from, one.span.col_from, -one.span.line_to))
    furthest: _Named | None = None
    for one in named:
        if furthest and (one.span.line_from, one.span.col_from) <= (furthest.span.line_to, furthest.span.col_to):
            message = f"{one.owner}的“{show_span(one.span)}”与{furthest.owner}的“{show_span(furthest.span)}”重叠"
            yield Problem(Severity.ERROR, sidecar.path, one.line, one.column, message, "每一行只能归一处")
        if not furthest or (one.span.line_to, one.span.col_to) > (furthest.span.line_to, furthest.span.col_to):
            furthest = one


def _edits(sidecar: Sidecar, entry: DocumentEntry, lines: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the lines that a document, its `join`, `split` and `heading` name."""
    if entry.lines and not any(lines[n - 1].strip() for s in entry.lines for n in range(s.line_from, s.line_to + 1)):
        message = "这一篇的 lines 里没有文字"
        yield Problem(Severity.ERROR, sidecar.path, *_place(entry.places, "lines"), message, "改正行号")
    everything = range(1, len(lines) + 1)
    own = {n for span in entry.lines for n in range(span.line_from, span.line_to + 1)} or everything
    named = {
        "join": [line for pair in entry.join for line in pair],
        "split": [line for pair in entry.split for line in pair],
        "heading": [line for line, _ in entry.heading],
    }
    for key, numbers in named.items():
        for number in sorted({number for number in numbers if number not in own}):
            line, column = _place(entry.places, key)
            message = f"{key} 所写的第 {number} 行不在这一篇的 lines 里"
            yield Problem(Severity.ERROR, sidecar.path, line, column, message, "改正行号")
    for before, after in entry.split:
        if any(text.strip() for text in lines[before : after - 1]):
            line, column = _place(entry.places, "split")
            message = f"split 的第 {before} 行与第 {after} 行之间还有文字"
            yield Problem(Severity.ERROR, sidecar.path, line, column, message, "写相邻的两行")


def _fix_problems(sidecar: Sidecar, lines: tuple[str, ...]) -> Iterator[Problem]:
    for entry in sidecar.fixes:
        number = entry.span.line_from
        if number > len(lines):
            line, column = _place(entry.places, "line")
            message, hint = f"fix 所写的第 {number} 行超出原文：原文只有 {len(lines)} 行", "改正行号"
        elif (count := lines[number - 1].count(entry.printed)) != 1:
            line, column = _place(entry.places, "from")
            message = f"“{entry.printed}”在原文第 {number} 行出现 {count} 次，须恰好一次"
            hint = "把 from 写长些，使它唯一" if count else "照抄原文，并核对行号"
        else:
            continue
        yield Problem(Severity.ERROR, sidecar.path, line, column, message, hint)


def _located(entry: Fix, lines: tuple[str, ...]) -> Fix | None:
    number = entry.span.line_from
    if number > len(lines) or lines[number - 1].count(entry.printed) != 1:
        return None
    column = lines[number - 1].index(entry.printed) + 1
    return replace(entry, span=Span(number, column, number, column + len(entry.printed) - 1))
