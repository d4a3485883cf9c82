"""Front matter of a theme page: what it is about, read strictly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from wenzhai import strict_yaml
from wenzhai.model import Problem, Severity
from wenzhai.problems import did_you_mean
from wenzhai.strict_yaml import Scalar

KEYS = {
    "title": "标题：主题名称，可加冒号与一句副题",
    "theme": "主题代号，与文件名相同",
    "scope": "收什么、不收什么，一两句话",
    "keywords": "关键词，供归类时提议主题",
    "order": "在导航里的次序，一个整数",
    "related": "相关主题的代号",
    "reviewed": "最近一次通读核对的日期，如 2026-11-20",
}
"""Keys of a theme page's front matter, and what they are for, in Chinese."""

REQUIRED_KEYS = ("title", "theme", "scope", "reviewed")
LAST = 10_000
"""Order of a theme that does not say its own."""

_LISTS = ("keywords", "related")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says: each key's words with their places; one word for a key that is no list."""

    values: Mapping[str, tuple[Scalar, ...]]

    def word(self, key: str) -> str:
        """Return the value of a key; empty where it is not said."""
        return next(iter(self.words(key)), "")

    def words(self, key: str) -> tuple[str, ...]:
        """Return the words of a list."""
        return tuple(scalar.value or "" for scalar in self.values.get(key, ()))

    def places(self, key: str) -> tuple[tuple[int, int], ...]:
        """Return line and column of each word of a list."""
        return tuple((scalar.line, scalar.column) for scalar in self.values.get(key, ()))

    @property
    def order(self) -> int:
        """Place of the theme in the navigation."""
        word = self.word("order")
        return int(word) if word else LAST


class _WrongError(Exception):
    def __init__(self, message: str, hint: str, place: strict_yaml.Node) -> None:
        super().__init__(message)
        self.message, self.hint, self.place = message, hint, place


def parse_front_matter(yaml: str, path: str, slug: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Return what the front matter of the theme `slug` says, as far as it is right, and what is wrong with it."""
    node, problems = strict_yaml.parse_yaml(yaml, path, first_line=2)
    if not isinstance(node, strict_yaml.Mapping):
        hint = f"第一行写 ---，再写 {'、'.join(REQUIRED_KEYS)} 等，再一行 ---"
        missing = (Problem(Severity.ERROR, path, 1, 1, "主题页没有文件头", hint),)
        return FrontMatter({}), problems or missing
    values: dict[str, tuple[Scalar, ...]] = {}
    found = list(problems)
    for key, value in node.entries:
        try:
            values[_known(key)] = _checked(key.value or "", value, slug)
        except _WrongError as wrong:
            found.append(
                Problem(Severity.ERROR, path, wrong.place.line, wrong.place.column, wrong.message, wrong.hint)
            )
    named = {key.value for key, _ in node.entries}
    absent = (name for name in REQUIRED_KEYS if name not in named)
    found += (Problem(Severity.ERROR, path, 1, 1, f"文件头缺“{name}”", KEYS[name]) for name in absent)
    return FrontMatter(values), tuple(found)


def _known(key: Scalar) -> str:
    name = key.value or ""
    if name not in KEYS:
        raise _WrongError(f"文件头里没有“{name}”这个键", did_you_mean(name, KEYS), key)
    return name


def _checked(name: str, node: strict_yaml.Node, slug: str) -> tuple[Scalar, ...]:
    if name in _LISTS:
        items = node.items if isinstance(node, strict_yaml.Items) else ()
        words = tuple(item for item in items if isinstance(item, Scalar) and item.value)
        if not isinstance(node, strict_yaml.Items) or len(words) != len(items):
            raise _WrongError(f"“{name}”应是一列词", "写成 [甲, 乙]", node)
        return words
    if not isinstance(node, Scalar) or not node.value:
        raise _WrongError(f"“{name}”应是一行文字", KEYS[name], node)
    if name == "theme" and node.value != slug:
        raise _WrongError(f"主题代号“{node.value}”与文件名不同", f"写成 theme: {slug}", node)
    if name == "order" and not re.fullmatch(r"[0-9]{1,4}", node.value):
        raise _WrongError(f"order 应是整数，不是“{node.value}”", "如 order: 3", node)
    if name == "reviewed" and not _is_day(node.value):
        raise _WrongError(f"日期“{node.value}”不对", "写成 2026-11-20 这样", node)
    return (node,)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None
