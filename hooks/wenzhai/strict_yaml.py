"""YAML for contributors of words: strings, lists and mappings with their places, and nothing that can do harm.

Built from PyYAML's events, so no loader ever constructs an object. Aliases, anchors, tags, duplicate keys and deep
nesting are problems: the first three can hide things or grow without bound, the last can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import yaml

from wenzhai.model import Problem, Severity

MAX_DEPTH = 8
MAX_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, whatever it looks like: `2024` and `true` too. `None` for an empty value."""

    value: str | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or `None`."""
        return next((value for name, value in self.entries if name.value == key), None)


Node = Scalar | Items | Mapping


_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Return the YAML between the first two `---` lines, the rest, and the line at which the rest begins.

    The YAML begins on line 2; it is empty where the page has no front matter.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return "", text, 1
    return match["yaml"], text[match.end() :], text.count("\n", 0, match.end()) + 1


class _Mark(Protocol):
    line: int
    column: int


class _RefusedError(Exception):
    def __init__(self, message: str, hint: str, mark: _Mark | None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.line = mark.line + 1 if mark else 1
        self.column = mark.column + 1 if mark else 1


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the document in `text` and the problems found; `None` for an empty or refused one.

    `first_line` is the line of the file at which `text` begins, for front matter.
    """
    try:
        _refuse_size(text)
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        node, problems = _document(events, path)
    except _RefusedError as refused:
        node, problems = None, [_problem(path, refused.line, refused.column, refused.message, refused.hint)]
    except yaml.YAMLError as error:
        node, problems = None, [_syntax_problem(path, text, error)]
    shift = first_line - 1
    return _shifted(node, shift), tuple(replace(p, line=p.line + shift) for p in problems)


def _refuse_size(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise _RefusedError("YAML 过大", f"上限为 {MAX_CHARACTERS:,} 字", None)


def _document(events: Iterator[yaml.Event], path: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    node: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if node is not None:
                raise _RefusedError("一个文件里只能有一份 YAML", "删去多余的 ---", event.start_mark)
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, events, path, problems, depth=0)
    if isinstance(node, Scalar) and node.value is None:
        node = None
    return node, problems


def _node(event: yaml.Event, events: Iterator[yaml.Event], path: str, problems: list[Problem], depth: int) -> Node:
    mark = _mark(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _RefusedError("不允许 YAML 的锚点与别名（& 和 *）", "直接写出内容；若是普通文字，请加引号", mark)
    if getattr(event, "tag", None):
        raise _RefusedError("不允许 YAML 标签（!）", "删去标签；若是普通文字，请加引号", mark)
    if depth > MAX_DEPTH:
        raise _RefusedError("YAML 嵌套过深", f"最多 {MAX_DEPTH} 层", mark)
    line, column = mark.line + 1, mark.column + 1
    if isinstance(event, yaml.ScalarEvent):
        empty = event.value == "" and event.implicit[0] and event.style is None
        return Scalar(None if empty else event.value, line, column)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            items.append(_node(child, events, path, problems, depth + 1))
        return Items(tuple(items), line, column)
    entries: dict[str, tuple[Scalar, Node]] = {}
    while not isinstance(child := next(events), yaml.MappingEndEvent):
        key = _node(child, events, path, problems, depth + 1)
        value = _node(next(events), events, path, problems, depth + 1)
        if not isinstance(key, Scalar) or key.value is None:
            raise _RefusedError("键必须是一个词", "写成“键: 值”", child.start_mark)
        if key.value in entries:
            first = entries[key.value][0].line
            problems.append(
                _problem(path, key.line, key.column, f"键“{key.value}”重复", f"第 {first} 行已有，删去一个")
            )
            continue
        entries[key.value] = (key, value)
    return Mapping(tuple(entries.values()), line, column)


def _mark(event: yaml.Event) -> _Mark:
    if event.start_mark is None:
        raise _RefusedError("YAML 语法错误", "检查缩进", None)
    return event.start_mark


def _syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    hint = "检查缩进、冒号后的空格和引号是否成对"
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            return _problem(path, mark.line + 1, mark.column + 1, f"YAML 语法错误：{error.problem}", hint)
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return _problem(path, line, column, f"YAML 里有不允许的字符 U+{_code(error.character):04X}", "删去它")
    return _problem(path, 1, 1, "YAML 语法错误", hint)


def _code(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


def _problem(path: str, line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(Severity.ERROR, path, line, column, message, hint)


def _shifted(node: Node | None, shift: int) -> Node | None:
    if node is None or not shift:
        return node
    match node:
        case Scalar():
            return replace(node, line=node.line + shift)
        case Items():
            items = tuple(child for item in node.items if (child := _shifted(item, shift)) is not None)
            return replace(node, items=items, line=node.line + shift)
        case Mapping():
            entries = tuple(
                (replace(key, line=key.line + shift), child)
                for key, value in node.entries
                if (child := _shifted(value, shift)) is not None
            )
            return replace(node, entries=entries, line=node.line + shift)
