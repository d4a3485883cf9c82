"""HTML in another script: text nodes block by block, four attributes, and every other byte as it was.

A tokenizer copies; nothing is parsed into a tree and written again. It takes any input, ends where the input ends,
and never goes back, so it is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape

from wenzhai.glossary import Rule
from wenzhai.model import Lang
from wenzhai.routes import OPAQUE
from wenzhai.script import Converter, Run, Scope, detect_document, repository_converter


@dataclass(frozen=True, slots=True)
class ConvertedHtml:
    """A page in the script of an edition."""

    html: str
    rules: tuple[Rule, ...] = ()
    """What the glossary did, in order of its first use."""


def convert_html(
    html: str,
    to: Lang | str,
    source: Lang | str | None = None,
    scope: Scope | str = Scope.DOCUMENT,
    *,
    converter: Converter | None = None,
) -> str:
    """Return a page or a piece of one in the script of an edition; see `convert_page`."""
    return convert_page(html, to, source, scope, converter=converter).html


def convert_page(
    html: str,
    to: Lang | str,
    source: Lang | str | None = None,
    scope: Scope | str = Scope.DOCUMENT,
    *,
    converter: Converter | None = None,
) -> ConvertedHtml:
    """Return a page in the script of an edition, and what was done to it.

    `data-source` and `data-scope` of an element say whose words its text is, and in which script; the arguments hold
    elsewhere, and `source=None` detects. `converter` is the repository's unless given.
    """
    return read_page(html, source, scope).convert(Lang(to), converter or repository_converter())


def read_page(html: str, source: Lang | str | None = None, scope: Scope | str = Scope.DOCUMENT) -> ReadPage:
    """Return a page taken apart, to be converted for each edition; see `convert_page`."""
    html = str(html)  # of a Markup every piece would be one, at twice the cost
    reading = _read(html, _Context(Lang(source) if source else None, Scope(scope)))
    undeclared = [] if source else list(filter(None, map(_undeclared, reading.blocks)))
    inherited = detect_document(undeclared).lang if source is None else Lang.HANS
    return ReadPage(tuple(reading.tokens), tuple(map(tuple, reading.blocks)), inherited)


def _undeclared(block: Iterable[_Node]) -> str:
    """Return the text of a block, as far as nothing says its script."""
    return "".join(n.run.text for n in block if not (n.run.source or n.run.opaque or n.languages))


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page taken apart."""

    tokens: tuple[str, ...]
    """Joined, they are the page."""
    blocks: tuple[tuple[_Node, ...], ...]
    """Its text, as far as conversion may change it."""
    inherited: Lang
    """The script of text that neither says its own nor shows it."""

    def convert(self, to: Lang, converter: Converter) -> ConvertedHtml:
        """Return the page in the script of an edition, and what was done to it."""
        tokens = list(self.tokens)
        rules: dict[Rule, None] = {}
        for block in self.blocks:
            runs = tuple([node.run_for(to) for node in block])
            converted = converter.convert_block(runs, to, self.inherited)
            rules |= dict.fromkeys(converted.rules)
            for node, run, pieces in zip(block, runs, converted.pieces, strict=True):
                if not run.opaque:
                    tokens[node.token] = node.written(pieces)
        return ConvertedHtml("".join(tokens), tuple(rules))


# --- What a page is made of -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a text say of it."""

    source: Lang | None
    scope: Scope
    masked: bool = False
    languages: frozenset[str] = frozenset()
    """What attributes say of its language, mere `zh` left out."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A stretch of text of one block, and the token that it stands in."""

    run: Run
    token: int
    raw: tuple[str, ...] | None
    """How each character was written, where that is not the character itself: `&amp;`."""
    languages: frozenset[str]

    def run_for(self, to: Lang) -> Run:
        """Return the text, masked in editions where what the page says of its language would not stay true."""
        if not self.languages or self.languages == {to.lower()}:
            return self.run
        return Run(OPAQUE, self.run.scope, self.run.source, opaque=True)

    def written(self, pieces: Sequence[str]) -> str:
        """Return the text as HTML: a character that has not changed as it was written, any other escaped.

        What a rule or a directive puts in is text as well, whoever wrote it.
        """
        text = "".join(pieces)
        if self.raw is None and not _SPECIAL.search(text):
            return text
        trios = zip(pieces, self.run.text, self.raw or self.run.text, strict=True)
        return "".join(raw if new == old else escape(new) for new, old, raw in trios)


@dataclass(slots=True)
class _Reading:
    """A page that is being taken apart."""

    tokens: list[str] = field(default_factory=list)
    blocks: list[list[_Node]] = field(default_factory=list)
    block: list[_Node] = field(default_factory=list)

    def copy(self, text: str) -> None:
        self.tokens.append(text)

    def add_text(self, text: str, context: _Context) -> None:
        if text.isspace():
            if self.block:
                self.add_break(context)
            self.tokens.append(text)
            return
        for run, raw, piece in _runs(text, context):
            self.block.append(_Node(run, len(self.tokens), raw, context.languages))
            self.tokens.append(piece)

    def add_break(self, context: _Context) -> None:
        """Part the words on both sides, but not the quotation that goes on behind it."""
        mask = Run(OPAQUE, context.scope, context.source, opaque=True)
        self.block.append(_Node(mask, len(self.tokens), None, frozenset()))
        self.tokens.append("")

    def add_attribute(self, value: str, context: _Context) -> None:
        """Add an attribute's value: a block of its own, wherever it stands."""
        outer, self.block = self.block, []
        self.add_text(value, context)
        self.end_block()
        self.block = outer

    def end_block(self) -> None:
        if any(not node.run.opaque and _changeable(node.run.text) for node in self.block):
            self.blocks.append(self.block)
        self.block = []


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE = _names(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr output picture q "
    "rb ruby s samp small source span strike strong sub sup time tspan tt u var wbr"
)
"""Elements that do not end a block. Everything else does."""
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_MASKED = _names("code kbd math pre samp textarea var")
"""Their text is for machines, or exactly what somebody typed."""
_CONTEXTS = _MASKED | {"blockquote", "q"}
"""Elements that say something of their text by their name."""
_RAW = _names("iframe noembed noframes plaintext script style xmp")
"""Their text is no HTML."""
_SELF_CLOSING = _names("dd dt li option p td th tr")
"""An open one ends where the next begins, if nobody has closed it."""
_ATTRIBUTES = _names("title alt aria-label placeholder")
_DESCRIPTIONS = _names("description og:description og:title og:site_name twitter:description twitter:title")

_LANGS, _SCOPES = frozenset(Lang), frozenset(Scope)
_SPECIAL = re.compile(r"[<>&\"']")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"
    r"""\"(?P<double>[^"]*+)"?+|'(?P<single>[^']*+)'?+|(?P<bare>[^\s>]++)))?+"""
)
_TAG = re.compile(
    r"</?(?P<name>[A-Za-z][^\s/>]*+)"
    r"""(?P<attributes>(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>]++))?+)*+)"""
    r"[\s/]*+>?"
)
_READ = re.compile("title|alt|aria-label|placeholder|content|translate|lang|data-source|data-scope", re.IGNORECASE)
"""Most tags have nothing to read; this says so without taking them apart."""


def _read(html: str, context: _Context) -> _Reading:
    """Return the tokens and blocks of a page."""
    page = _Reading()
    stack = _Stack(context)
    at = 0
    while at < len(html):
        opening = html.find("<", at)
        if opening < 0:
            opening = len(html)
        if opening > at:
            page.add_text(html[at:opening], stack.context)
        at = _read_markup(html, opening, page, stack)
    page.end_block()
    return page


def _read_markup(html: str, at: int, page: _Reading, stack: _Stack) -> int:
    """Read what begins with `<` at `at`, and return where it ends."""
    if at >= len(html):
        return at
    tag = _TAG.match(html, at)
    if tag is None:
        return _read_no_tag(html, at, page, stack)
    name = tag["name"].lower()
    if name not in _INLINE:
        page.end_block()
    if html[at + 1] == "/":
        page.copy(tag[0])
        stack.close(name)
        return tag.end()
    attributes = _attributes(html, tag) if _READ.search(tag["attributes"]) else ()
    inner = _inner(stack.context, name, attributes) if attributes or name in _CONTEXTS else stack.context
    _copy_tag(html, tag, attributes, page, inner)
    if name in _RAW:
        return _copy_raw(html, tag.end(), name, page)
    if name == "br":
        page.add_break(inner)
    if name not in _VOID and not tag[0].endswith("/>"):
        stack.open(name, inner)
    return tag.end()


def _read_no_tag(html: str, at: int, page: _Reading, stack: _Stack) -> int:
    """Read a comment, a declaration, a wrong end tag or a mere `<` at `at`, and return where it ends."""
    if not html.startswith(("<!", "<?", "</"), at):
        page.add_text("<", stack.context)
        return at + 1
    ending = "-->" if html.startswith("<!--", at) else ">"
    end = html.find(ending, at + 2)
    end = len(html) if end < 0 else end + len(ending)
    page.copy(html[at:end])
    return end


@dataclass(frozen=True, slots=True)
class _Attribute:
    name: str
    value: str
    """As written."""
    start: int
    """Where its value begins in the page."""


def _attributes(html: str, tag: re.Match[str]) -> tuple[_Attribute, ...]:
    found = []
    for match in _ATTRIBUTE.finditer(html, *tag.span("attributes")):
        group = match.lastgroup or "name"
        if group != "name":
            found.append(_Attribute(match["name"].lower(), match[group], match.start(group)))
    return tuple(found)


def _copy_tag(
    html: str, tag: re.Match[str], attributes: Iterable[_Attribute], page: _Reading, context: _Context
) -> None:
    """Copy a tag, with the values that readers see as text of their own."""
    at = tag.start()
    described = tag["name"].lower() == "meta" and any(
        attribute.name in {"name", "property"} and attribute.value.lower() in _DESCRIPTIONS
        for attribute in attributes
    )
    for attribute in attributes:
        if attribute.value and (attribute.name in _ATTRIBUTES or (described and attribute.name == "content")):
            page.copy(html[at : attribute.start])
            page.add_attribute(attribute.value, context)
            at = attribute.start + len(attribute.value)
    page.copy(html[at : tag.end()])


def _copy_raw(html: str, at: int, name: str, page: _Reading) -> int:
    """Copy what is no HTML up to its end tag, and return where that begins."""
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    found = closing.search(html, at)
    end = found.start() if found and name != "plaintext" else len(html)
    page.copy(html[at:end])
    return end


def _inner(context: _Context, name: str, attributes: Iterable[_Attribute]) -> _Context:
    """Return what holds inside an element."""
    if name in _MASKED:
        context = replace(context, masked=True)
    elif name in {"blockquote", "q"}:
        context = replace(context, scope=Scope.DOCUMENT)
    for attribute in attributes:
        value = attribute.value.strip()
        match attribute.name:
            case "translate" if value.lower() == "no":
                context = replace(context, masked=True)
            case "class" if "notranslate" in value.split():
                context = replace(context, masked=True)
            case "lang" if name not in {"html", "body"} and value.lower() not in {"", "zh"}:
                context = replace(context, languages=context.languages | {value.lower()})
            case "data-source" if value in _LANGS:
                context = replace(context, source=Lang(value))
            case "data-scope" if value in _SCOPES:
                context = replace(context, scope=Scope(value))
    return context


class _Stack:
    """The open elements. An end tag without a beginning is ignored; one that skips others closes them too."""

    def __init__(self, context: _Context) -> None:
        self.contexts = [context]
        self.names = [""]
        self.count: dict[str, int] = {}

    @property
    def context(self) -> _Context:
        return self.contexts[-1]

    def open(self, name: str, context: _Context) -> None:
        if name in _SELF_CLOSING and self.names[-1] == name:
            self.close(name)
        self.names.append(name)
        self.contexts.append(context)
        self.count[name] = self.count.get(name, 0) + 1

    def close(self, name: str) -> None:
        if not self.count.get(name):
            return
        while True:
            self.contexts.pop()
            closed = self.names.pop()
            self.count[closed] -= 1
            if closed == name:
                return


def _changeable(text: str) -> bool:
    """Whether conversion may change a text at all: it holds Chinese, curly quotation marks, or a directive."""
    return not text.isascii() or "-{" in text


# --- Text ---------------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"(?:https?|ftp)://[!-~]++|mailto:[!-~]++|www\.[!-~]++|[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]++")
_ADDRESS_SIGN = re.compile(r"://|@|www\.|mailto:")
_WHOLE_ADDRESS = re.compile(r"\s*+(?:https?|ftp)://\S++\s*+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_Written = tuple[Run, tuple[str, ...] | None, str]


def _runs(text: str, context: _Context) -> Iterator[_Written]:
    """Yield the text in runs: as plain text, how each character was written, and the HTML."""
    if context.masked:
        yield Run(OPAQUE, context.scope, context.source, opaque=True), None, text
    elif not _ADDRESS_SIGN.search(text):
        yield _run(text, context)
    else:
        yield from _runs_with_addresses(text, context)


def _runs_with_addresses(text: str, context: _Context) -> Iterator[_Written]:
    mask = Run(OPAQUE, context.scope, context.source, opaque=True)
    if _WHOLE_ADDRESS.fullmatch(text):
        yield mask, None, text
        return
    at = 0
    for address in _ADDRESS.finditer(text):
        if address.start() > at:
            yield _run(text[at : address.start()], context)
        yield mask, None, address[0]
        at = address.end()
    if at < len(text):
        yield _run(text[at:], context)


def _run(html: str, context: _Context) -> _Written:
    if "&" not in html:
        return Run(html, context.scope, context.source), None, html
    raw: list[str] = []
    at = 0
    for entity in _ENTITY.finditer(html):
        raw += html[at : entity.start()]
        raw.append(entity[0])
        at = entity.end()
    raw += html[at:]
    chars = (unescape(written) if len(written) > 1 else written for written in raw)
    text = "".join(char if len(char) == 1 else OPAQUE for char in chars)
    return Run(text, context.scope, context.source), tuple(raw), html
