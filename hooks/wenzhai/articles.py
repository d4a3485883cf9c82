"""Pages that people write in docs/: front matter read strictly, words left as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenzhai.characters import is_invisible
from wenzhai.model import Problem, Severity
from wenzhai.pages import CitationView
from wenzhai.problems import did_you_mean
from wenzhai.strict_yaml import Mapping, Node, Scalar, parse_yaml, split_front_matter

KEYS = {
    "title": "页面的标题，出现在浏览器标签和搜索结果里；不写则用第一个一级标题",
    "description": "一两句话的简介，供搜索引擎和转发时显示",
}

_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0abefv_NLP])")
_TITLE = re.compile(r"^#[ \t]+(?P<title>[^\n]{1,300})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Article:
    """A page of docs/ as it goes to Markdown."""

    uri: str
    """Its file below docs/."""
    title: str
    description: str
    markdown: str
    """Without front matter, each citation replaced by a placeholder."""
    citations: tuple[CitationView, ...] = ()
    """What the placeholders stand for, in their order."""
    footer: str = ""
    """Safe HTML that the build adds below."""
    text: str = ""
    """The whole file, for the places of problems."""


def parse_article(text: str, uri: str) -> tuple[Article, tuple[Problem, ...]]:
    """Return a page that is no theme, and what is wrong with it."""
    path = f"docs/{uri}"
    yaml, body, _ = split_front_matter(text)
    node, problems = parse_yaml(yaml, path, first_line=2) if yaml else (None, ())
    meta, wrong = _meta(node, path)
    heading = _TITLE.search(body)
    title = meta.get("title") or (heading["title"].strip() if heading else uri.removesuffix(".md"))
    article = Article(uri, title, meta.get("description", ""), body, text=text)
    return article, (*problems, *wrong)


def forbidden_characters(text: str, path: str) -> tuple[Problem, ...]:
    """Return a problem for each line with a character that no page of ours needs: private use, controls, bidi."""
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        for column, char in enumerate(line, 1):
            if is_invisible(char):
                message = f"有看不见的字符 U+{ord(char):04X}"
                problems.append(Problem(Severity.ERROR, path, number, column, message, "删去它"))
                break
    return tuple(problems)


def escaped_characters(yaml: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Return a problem for each line of YAML that would bring in an invisible character by an escape."""
    found = ((number, _ESCAPE.search(line)) for number, line in enumerate(yaml.split("\n"), first_line))
    return tuple(
        Problem(Severity.ERROR, path, number, escape.start() + 1, f"不要用转义写字符：{escape[0]}", "直接写这个字")
        for number, escape in found
        if escape
    )


def _meta(node: Node | None, path: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    if node is None:
        return {}, ()
    if not isinstance(node, Mapping):
        return {}, (Problem(Severity.ERROR, path, node.line, node.column, "文件头应是“键: 值”", "参看其他页面"),)
    meta: dict[str, str] = {}
    problems = []
    for key, value in node.entries:
        if key.value not in KEYS:
            message = f"文件头里没有“{key.value}”这个键"
            hint = did_you_mean(key.value or "", KEYS)
            problems.append(Problem(Severity.ERROR, path, key.line, key.column, message, hint))
        elif isinstance(value, Scalar) and value.value:
            meta[key.value] = value.value
        else:
            message = f"“{key.value}”应是一行文字"
            problems.append(Problem(Severity.ERROR, path, value.line, value.column, message, "写成“键: 值”"))
    return meta, tuple(problems)
