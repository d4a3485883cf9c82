"""The search index of one edition: passages of its pages, and tables that let a query in either script find them.

The index is what docs/assets/search/engine.js reads, and in the form of MkDocs' own: entries with a location, a title
and a text in HTML. Scripts are folded character by character, so that a find leads back to the page's own spelling.
"""

from __future__ import annotations

import html as html_lib
import json
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import accumulate, chain, pairwise
from pathlib import Path

from wenzhai.memory import Same, memory
from wenzhai.packing import pack
from wenzhai.variants import Variants, fold

PASSAGE = 600
"""Characters after which a section goes on as another passage, where its page has an anchor for it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of a page, in plain text; a page is its entries in order, the first without an anchor."""

    location: str
    """URL below the edition's root, with the anchor."""
    title: str
    """Of the page for its first entry, of the section for others; empty where a section goes on."""
    text: str
    """A line for each block."""
    aside: bool = False
    """Whether it is found last: what surrounds a text, such as its author, and what repeats other pages."""


# --- From pages to passages -------------------------------------------------------------------------------------


def page_entries(url: str, title: str, html: str) -> tuple[Entry, ...]:
    """Return the passages of a page's body.

    What carries `data-search-exclude` is left out, with all inside it; what carries `data-search-aside` comes last.
    """
    passages = [_Passage(url, title)]
    aside = _Passage("", "")
    for block in _read_blocks(html):
        if block.level == 1 and block.text == title:
            continue
        if block.aside:
            aside.location = aside.location or block.anchor
            aside.lines.append(block.text)
        elif block.level > 1 and block.anchor:
            passages.append(_Passage(f"{url}#{block.anchor}", block.text))
        else:
            if block.anchor and (passages[-1] is passages[0] or passages[-1].length >= PASSAGE):
                passages.append(_Passage(f"{url}#{block.anchor}", ""))
            passages[-1].lines.append(block.text)
    entries = tuple(Entry(passage.location, passage.title, "\n".join(passage.lines)) for passage in passages)
    if not aside.lines:
        return entries
    return (*entries, Entry(f"{url}#{aside.location}", "", "\n".join(aside.lines), aside=True))


@dataclass(slots=True)
class _Passage:
    location: str
    title: str
    lines: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(map(len, self.lines))


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of a block element, white space collapsed."""

    text: str
    anchor: str
    """Id of the element, of one that it begins, or of one inside it; empty where there is none."""
    level: int
    """Of a heading; 0 for other blocks."""
    aside: bool


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = _HEADINGS.keys() | _names(
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer form header hr "
    "li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_VOID = _names("area base br col embed hr img input link meta source track wbr")
_UNSEARCHED = _names("noscript object script style svg template")


# A comment, a tag, or text, which what only looks like a tag is too. No two alternatives begin alike: it is linear.
_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->|<![a-zA-Z][^>]*+>)"
    r"""|<(?P<closing>/?)(?P<tag>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^"'>]|"[^"]*+"|'[^']*+')*+)>"""
    r"|(?P<text>[^<]++|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'])(id|class|data-search-[a-z]+)(?:\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?"""
)


def _read_blocks(html: str) -> tuple[_Block, ...]:
    reader = _BlockReader()
    for token in _TOKEN.finditer(html):
        if text := token["text"]:
            reader.add_text(text)
        elif token["closing"]:
            reader.close(token["tag"].lower())
        elif tag := token["tag"]:
            reader.open(tag.lower(), token["attributes"])
    reader.end_block()
    return tuple(reader.blocks)


@dataclass(frozen=True, slots=True)
class _Inside:
    """What holds inside an element."""

    unsearched: bool = False
    aside: bool = False
    level: int = 0


class _BlockReader:
    """Gathers blocks. An end tag without a beginning is ignored; one that skips others closes them too."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._tags: list[str] = []
        self._around: list[_Inside] = []
        self._inside = _Inside()
        self._text: list[str] = []
        self._anchor = ""

    def open(self, tag: str, written: str) -> None:
        """Enter an element."""
        if tag in _BLOCKS:
            self.end_block()
        if tag == "br":
            self._text.append(" ")
        needs_anchor = not (self._anchor or self._inside.unsearched)
        is_telling = "data-search" in written or "headerlink" in written or (needs_anchor and "id" in written)
        attributes = _attributes(written) if is_telling else {}
        if needs_anchor:
            self._anchor = attributes.get("id", "")
        if tag not in _VOID and not written.endswith("/"):
            self._tags.append(tag)
            self._around.append(self._inside)
            self._inside = _inside(self._inside, tag, attributes)

    def close(self, tag: str) -> None:
        """Leave an element, and all that are still open within it."""
        if tag not in self._tags:
            return
        if tag in _BLOCKS:
            self.end_block()
        while self._tags.pop() != tag:
            self._around.pop()
        self._inside = self._around.pop()

    def add_text(self, text: str) -> None:
        """Gather text, written as HTML."""
        if not self._inside.unsearched:
            self._text.append(html_lib.unescape(text))

    def end_block(self) -> None:
        """Keep what has been gathered; an anchor waits for the text that it begins."""
        text = " ".join("".join(self._text).split())
        self._text = []
        if text:
            self.blocks.append(_Block(text, self._anchor, self._inside.level, self._inside.aside))
            self._anchor = ""


def _attributes(written: str) -> Mapping[str, str]:
    return {name: html_lib.unescape("".join(values)) for name, *values in _ATTRIBUTE.findall(written)}


def _inside(outer: _Inside, tag: str, attributes: Mapping[str, str]) -> _Inside:
    if not attributes and tag not in _HEADINGS and tag not in _UNSEARCHED:
        return outer
    permalink = "headerlink" in attributes.get("class", "").split()
    return _Inside(
        unsearched=outer.unsearched or tag in _UNSEARCHED or permalink or "data-search-exclude" in attributes,
        aside=outer.aside or "data-search-aside" in attributes,
        level=_HEADINGS.get(tag, outer.level),
    )


# --- Either script, and the words of each region ----------------------------------------------------------------

Words = Iterable[tuple[str, str]]
"""Pairs of words that are the same in different regions, in any script."""


@cache
def packaged_words() -> tuple[tuple[str, str], ...]:
    """Return pairs of words from vocabulary.txt: one of the mainland, one of Taiwan or Hong Kong."""
    path = Path(__file__).parent / "data" / "search" / "vocabulary.txt"
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple((line[0], word) for line in lines for word in line[1:])


# --- The index --------------------------------------------------------------------------------------------------


PACKED = 100_000
"""Characters up to which an index is packed: a build takes about a second for as many, a browser half of that."""

PART = "\f"
"""Stands between entries, words and variants. No block has one: its white space is collapsed."""


def write_index(
    entries: Iterable[Entry],
    known: Variants,
    words: Words,
    elsewhere: str,
    *,
    spellings: Variants | None = None,
    is_small: bool = True,
) -> str:
    """Return the index as JSON: entries, words of other regions, and variants of all their characters.

    The tables hold only what can lead to a text of this edition. `elsewhere` tells readers that a page has another
    region's word for what they ask; words that `spellings` make one are the same, and need no telling. An index that
    is not to be small, for a preview, is neither packed nor shortened.
    """
    entries = sorted(entries, key=_depth)
    texts = [memory.recall((_folded, entry, Same(known)), partial(_folded, entry, known)) for entry in entries]
    docs = "".join(map(_marked_up, entries)).replace(PART, " ").encode("utf-8", "replace").decode()
    vocabulary = "\n".join(_vocabulary(texts, known, words, spellings or {}))
    variants = " ".join(_variants(docs + vocabulary, known))
    config: dict[str, object] = {"lang": ["zh"], "separator": r"\s+", "elsewhere": elsewhere}
    text = PART.join((docs, vocabulary, variants))
    if is_small and len(text) <= PACKED:
        config["length"] = len(text.encode("utf-16-le")) // 2
        text = b64encode(pack(text)).decode()
    elif is_small:
        text = PART.join((_without_repeats(docs), vocabulary, variants))
    return json.dumps({"config": config, "docs": text}, ensure_ascii=False, separators=(",", ":"))


def _folded(entry: Entry, known: Variants) -> str:
    return fold(f"{entry.title}\n{entry.text}".replace(" ", ""), known)


def as_script(index: str) -> str:
    """Return the index as a script, for a copy that is read without a server: such a page can fetch nothing."""
    return f"var __index = {index}\n"


def without_comments(script: str) -> str:
    """Return a script of ours without indentation and comments, to be sent to readers. No string of it has ` // `."""
    lines = (f" {line}".split(" // ")[0].strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def use_worker(page: str, worker: str) -> str:
    """Return a finished page of the theme with its search done by our worker, given from the edition's root.

    Raises ValueError where the theme no longer says its worker where it used to.
    """
    start = page.find(_CONFIG_START)
    end = page.find("</script>", start)
    if start < 0 or end < 0:
        raise ValueError("the theme's page holds no configuration")
    start += len(_CONFIG_START)
    config = json.loads(page[start:end])
    if not {"base", "search"} <= config.keys():
        raise ValueError("the theme's configuration names no search worker")
    config["search"] = f"{config['base'].rstrip('/')}/{worker}"
    safe = json.dumps(config, ensure_ascii=False).replace("<", "\\u003c")
    return page[:start] + safe + page[end:]


_CONFIG_START = '<script id="__config" type="application/json">'


def _depth(entry: Entry) -> int:
    """Return what sorts documents before the pages that speak of them: repeats pack best where they stand near."""
    return -entry.location.partition("#")[0].count("/")


def _marked_up(entry: Entry) -> str:
    """Return an entry as the engine reads it: what it is, its title, its blocks, with `>` between them.

    `</address` begins a page, `<#anchor` a passage, `<!anchor` an aside. Nothing else holds an angle bracket.
    """
    address, _, anchor = entry.location.partition("#")
    tag = f"!{anchor}" if entry.aside else f"#{anchor}" if anchor else f"/{address}"
    blocks = entry.text.split("\n") if entry.text else []
    return "<" + ">".join(_escaped(unicodedata.normalize("NFC", part)) for part in (tag, entry.title, *blocks))


def _escaped(text: str) -> str:
    return html_lib.escape(text, quote=False)


REPEAT = 10
"""Characters from which on a repeat is told by its place: gzip looks back no further than 10,000 of Chinese text."""

_CLAUSE_START = re.compile(r"\W+")


def _without_repeats(text: str) -> str:
    """Return the text with `<place length>` for what the result already spells out there, where a clause begins.

    Place and length count UTF-16 units of the result, as JavaScript does.
    """
    units = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
    first: dict[str, tuple[int, int]] = {}  # of each beginning: where it stands, and in which stretch that is kept
    ends: list[int] = []  # of the stretches that are kept, but for the last
    shifts = [0]  # from a stretch's place in the text to that in the result
    parts: list[str] = []
    done = 0
    for separator in _CLAUSE_START.finditer(text):
        start = separator.end()
        if start < done:
            continue
        known, stretch = first.setdefault(text[start : start + REPEAT], (start, len(ends)))
        if known == start:
            continue
        end = ends[stretch] if stretch < len(ends) else start
        length = _common_length(text, known, start, min(end - known, len(text) - start))
        if length < REPEAT:
            continue
        units_saved = units[known + length] - units[known]
        reference = f"<{units[known] + shifts[stretch]} {units_saved}>"
        parts += text[done:start], reference
        ends.append(start)
        shifts.append(shifts[-1] + len(reference) - units_saved)
        done = start + length
    return "".join((*parts, text[done:]))


def _common_length(text: str, one: int, other: int, most: int) -> int:
    """Return for how many characters the text says at one place what it says at the other."""
    length = 0
    while length < most and text[one + length] == text[other + length]:
        length += 1
    return length


def _variants(text: str, known: Variants) -> Iterator[str]:
    """Yield for each character of the text, as they first appear, the others that it is to stand for.

    Of characters that are variants of each other, the first to appear stands for all.
    """
    groups = memory.recall((_variant_groups, Same(known)), partial(_variant_groups, known))
    told = set()
    for char in dict.fromkeys(text):
        group = groups.get(known.get(ord(char), char), "")
        yield "" if group in told else group.replace(char, "")
        told.add(group)


def _variant_groups(known: Variants) -> Mapping[str, str]:
    """Return by each character that others are folded to all of these, itself among them."""
    groups: dict[str, list[str]] = {}
    for code, head in known.items():
        groups.setdefault(head, [head]).append(chr(code))
    return {head: "".join(sorted(group)) for head, group in groups.items()}


def _vocabulary(texts: Iterable[str], known: Variants, words: Words, spellings: Variants) -> tuple[str, ...]:
    """Return pairs that lead to words of the texts: `one other` where only the other stands, else `one=other`.

    `one~other` are one word, spelt in two ways.
    """
    words = tuple(words)
    pairs, dictionary = memory.recall((_dictionary, words, Same(known)), partial(_dictionary, words, known))
    standing = set[str]().union(
        *(memory.recall((_standing, text, Same(dictionary)), partial(_standing, text, dictionary)) for text in texts)
    )
    found = set()
    for one, other in pairs:
        if one not in standing and other not in standing:
            continue
        if one.translate(spellings) == other.translate(spellings):
            found.add(f"{one}~{other}")
        elif one in standing and other in standing:
            found.add(f"{one}={other}")
        else:
            found.add(f"{one} {other}" if other in standing else f"{other} {one}")
    return tuple(sorted(found))


_Dictionary = Mapping[str, Iterable[str]]
"""Words by their first two characters."""


def _dictionary(words: Words, known: Variants) -> tuple[set[tuple[str, str]], _Dictionary]:
    """Return the pairs of different words, folded and each in order, and all their words."""
    pairs = {
        (min(one, other), max(one, other)) for one, other in ((fold(a, known), fold(b, known)) for a, b in words)
    }
    pairs = {(one, other) for one, other in pairs if one != other}
    by_start: dict[str, set[str]] = {}
    for word in chain.from_iterable(pairs):
        by_start.setdefault(word[:2], set()).add(word)
    return pairs, by_start


def _standing(text: str, dictionary: _Dictionary) -> frozenset[str]:
    """Return the words of the dictionary that the text has."""
    starts = dictionary.keys() & {*map("".join, pairwise(text)), *text}
    return frozenset(word for start in starts for word in dictionary[start] if word in text)
