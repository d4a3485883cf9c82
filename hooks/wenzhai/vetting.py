"""What Markdown made of a page that people wrote: a short list of elements and attributes, and nothing else.

Reviewers overlook things. What a browser would get decides, so that no disguise in the source helps; and only the one
plain form of a tag that Markdown itself writes is taken, so that nothing is left to a browser's interpretation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from wenzhai.model import Problem, Severity
from wenzhai.strict_yaml import split_front_matter

_ANYWHERE = frozenset({"class", "id", "title", "lang", "translate"})
_PLAIN = (
    "abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd "
    "li mark ol p pre q s small span strong sub summary sup table tbody tfoot thead tr u ul"
)
_ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN.split(), _ANYWHERE),
    "a": _ANYWHERE | {"href"},
    "details": _ANYWHERE | {"open"},
    "img": _ANYWHERE | {"src", "alt", "width", "height"},
    "ol": _ANYWHERE | {"start", "type"},
    "td": _ANYWHERE | {"align", "colspan", "rowspan"},
    "th": _ANYWHERE | {"align", "colspan", "rowspan", "scope"},
}
"""The elements of a page, and the attributes of each."""
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "base", "embed", "source"})

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)"
    r"(?P<attributes>(?:\s++[A-Za-z][A-Za-z0-9_:-]*+(?:=\"[^\"<>]*+\")?)*+)\s*+/?>"
)
_ATTRIBUTE = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_:-]*+)(?:=\"(?P<value>[^\"]*+)\")?")
_COMMENT = re.compile(r"<!--(?!-?>)(?:[^<>-]|-(?!-))*+-->")
_CODE = re.compile(r"(?<!`)(`++)(?s:.+?)(?<!`)\1(?!`)")

_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#].*)?")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_SCHEME = re.compile(r"[^/?#]*:")

# What the build puts in after Markdown: in an attribute it would end the tag.
_ADDITIONS = ("\ue000", "【编】", "<!--")


def check_html(html: str, text: str, path: str) -> tuple[Problem, ...]:
    """Return what must not be in a page: `html` is what Markdown made of it, `text` the whole file at `path`.

    At most one problem a line, errors all of them.
    """
    check = _Check(_Source.of(text), path)
    at = html.find("<")
    while at >= 0:
        at = html.find("<", check.markup(html, at))
    check.end()
    return tuple(check.problems.values())


@dataclass(slots=True)
class _Check:
    """Goes through a page from tag to tag; problems by their lines."""

    source: _Source
    path: str
    open: list[tuple[str, str]] = field(default_factory=list)
    """Elements that are not closed yet: name and tag."""
    problems: dict[int, Problem] = field(default_factory=dict)

    def markup(self, html: str, at: int) -> int:
        """Take what begins with `<` at `at`, and return where to go on."""
        if comment := _COMMENT.match(html, at):
            return comment.end()
        tag = _TAG.match(html, at)
        if tag is None:
            snippet = html[at : at + 40].split("\n", 1)[0]
            self.report(f"这样的 HTML 不收：{snippet}", "去掉它；属性值要用双引号", snippet, snippet[:8], snippet[:2])
            return at + 1
        name = tag["name"].lower()
        if tag["close"]:
            self.close(name, tag[0])
            return tag.end()
        if name not in _VOID:
            self.open.append((name, tag[0]))
        if name not in _ELEMENTS:
            self.report(f"页里不能用 <{name}>", "用 Markdown 的写法", tag[0], f"<{name}")
            return self.past(html, name, tag.end())
        self.attributes(name, tag)
        return tag.end()

    def past(self, html: str, name: str, at: int) -> int:
        """Return where a refused element ends: what is in it is refused with it."""
        if name in _VOID:
            return at
        closing = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
        return closing.start() if closing else at

    def close(self, name: str, tag: str) -> None:
        if self.open and self.open[-1][0] == name:
            self.open.pop()
        elif any(name == opened for opened, _ in self.open):
            while (unclosed := self.open.pop())[0] != name:
                self.unclosed(*unclosed)
        else:
            self.report(f"多出一个 {tag}", "删去它，或补上开头", tag)

    def end(self) -> None:
        for name, tag in self.open:
            self.unclosed(name, tag)

    def unclosed(self, name: str, tag: str) -> None:
        self.report(f"<{name}> 没有闭合", f"补上 </{name}>", tag, f"<{name}")

    def attributes(self, element: str, tag: re.Match[str]) -> None:
        for attribute in _ATTRIBUTE.finditer(tag["attributes"]):
            name, written = attribute["name"].lower(), attribute["value"] or ""
            value = unescape(written)
            if name not in _ELEMENTS[element]:
                self.report(f"<{element}> 不能有属性 {name}", "去掉它", attribute[0], name)
            elif wrong := _wrong_value(name, value):
                words = sorted(re.findall(r"\w+", value), key=len, reverse=True)
                self.report(wrong, "去掉它", attribute[0], written, value, *words, tag[0])

    def report(self, message: str, hint: str, *needles: str) -> None:
        line, column = self.source.place(needles)
        problem = Problem(Severity.ERROR, self.path, line, column, message, hint)
        self.problems.setdefault(line, problem)


def _wrong_value(name: str, value: str) -> str:
    """Return what is wrong with an attribute's value, or nothing."""
    if any(addition in value for addition in _ADDITIONS):
        return f"属性 {name} 里不能有引文、【编】或注释"
    match name:
        case "href" if not _is_safe_link(value):
            return f"链接的网址不收：{value}"
        case "src" if not _is_own(value):
            return f"图片要放在 docs 里，不能来自别处：{value}"
        case "id" if value.startswith("__"):
            return f"锚点“{value}”是网页程序用的"
        case "class" if any(word.startswith(("md-", "__")) for word in value.split()):
            return f"类名“{value}”是网页程序用的"
    return ""


def _is_safe_link(value: str) -> bool:
    """Whether a link leads to the web, to a mailbox or into the site, in a form that leaves no doubt."""
    return bool(_is_own(value) or (_is_plain(value) and (_WEB.fullmatch(value) or _MAIL.fullmatch(value))))


def _is_own(value: str) -> bool:
    """Whether an address is relative."""
    return _is_plain(value) and not value.startswith("//") and not _SCHEME.match(value)


def _is_plain(value: str) -> bool:
    """Whether a browser reads the address as a person does: it skips controls and turns backslashes around."""
    return value.isprintable() and not any(char.isspace() or char == "\\" for char in value)


@dataclass(frozen=True, slots=True)
class _Source:
    """The page as it was written, to find the place of what came out of it."""

    text: str
    body: int
    """Where it begins, behind the front matter."""
    prose: str
    """The text, of the same length, with code blanked."""

    @classmethod
    def of(cls, text: str) -> _Source:
        _, body, _ = split_front_matter(text)
        return cls(text, len(text) - len(body), _CODE.sub(lambda code: " " * len(code[0]), text))

    def place(self, needles: tuple[str, ...]) -> tuple[int, int]:
        """Return line and column of the first needle that is found: in prose, in code, without backslashes."""
        for needle in filter(None, needles):
            pattern = re.compile(re.escape(needle), re.IGNORECASE)
            if found := pattern.search(self.prose, self.body) or pattern.search(self.text, self.body):
                return self._line_and_column(found.start())
        offsets = [offset for offset in range(self.body, len(self.text)) if self.text[offset] != "\\"]
        plain = "".join(self.text[offset] for offset in offsets)
        for needle in filter(None, needles):
            if (at := plain.find(needle)) >= 0:
                return self._line_and_column(offsets[at])
        return self._line_and_column(self.body)

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)
