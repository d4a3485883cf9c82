"""The settings before a feed post, read line by line and never as YAML that builds objects."""

from __future__ import annotations

import re

from wenzhai.clean.dates import find_date
from wenzhai.clean.draft import Dropped, Found
from wenzhai.clean.folding import fold
from wenzhai.clean.reading import split_invisible
from wenzhai.clean.references import find_references
from wenzhai.clean.text import Run, Text, strip, text_of
from wenzhai.model import Source

_LONGEST = 80
_SETTING = re.compile(r"(?P<key>[A-Za-z_][\w.-]{0,40}(?::[\w.-]{1,40})?)\s*:(?:\s+|$)(?P<value>.*)")
_FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "feed-author",
    "authors": "feed-author",
    "creator": "feed-author",
    "date": "date",
    "published": "date",
    "pubdate": "date",
    "created": "date",
    "datepublished": "date",
    "publishedat": "date",
    "source": "source",
    "publisher": "source",
    "site": "source",
    "sitename": "source",
    "feed": "source",
    "feedtitle": "source",
    "blog": "source",
    "channel": "source",
}
"""By names without a name space, `_` and `-`: dc:creator, feed_title."""


def front_matter_end(lines: tuple[str, ...]) -> int:
    """Return the number of the line that closes the front matter, 0 where there is none."""
    first = next((number for number, line in enumerate(lines, start=1) if line.strip()), 0)
    if not first or lines[first - 1].strip() != "---":
        return 0
    settings = 0
    for number in range(first + 1, min(len(lines), first + _LONGEST) + 1):
        line = lines[number - 1]
        if line.strip() in {"---", "..."}:
            return number if settings else 0
        if _SETTING.match(line):
            settings += 1
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return 0
    return 0


def read_front_matter(source: Source, end: int) -> tuple[tuple[Found, ...], tuple[Dropped, ...]]:
    """Return the metadata in lines 1 to `end`, and all the rest of them."""
    found: list[Found] = []
    drops: list[Dropped] = []
    for number in range(1, end + 1):
        text, gone = _decoded(number, source.lines[number - 1])
        text = text.strip()
        drops += gone
        if not text.plain:
            continue
        setting = _SETTING.fullmatch(text.plain)
        name = _FIELDS.get(_bare(setting["key"]), "") if setting else ""
        value = _value(text, setting.start("value")) if setting and name else None
        piece = _found(name, value) if value is not None else None
        if piece is None or value is None:
            drops.append(Dropped(text, "feed.setting"))
            continue
        found.append(piece)
        start = text.plain.index(value.plain, setting.start("value") if setting else 0)
        around = (text.cut(0, start).strip(), text.cut(start + len(value.plain)).strip())
        drops += [Dropped(part, "feed.setting") for part in around if part.plain]
    return tuple(found), tuple(drops)


def _bare(key: str) -> str:
    return key.lower().rpartition(":")[2].replace("_", "").replace("-", "")


def _decoded(number: int, content: str) -> tuple[Text, tuple[Dropped, ...]]:
    """Return a line of settings with its character references decoded (titles of feeds have them), and the drops."""
    runs: list[Run] = []
    drops: list[Dropped] = []
    at = 0
    for reference in find_references(content):
        width = reference.end - reference.start
        runs.append(Run(number, at + 1, content[at : reference.start], reference.start - at))
        if strip(reference.decoded):
            runs.append(Run(number, reference.start + 1, reference.decoded, width))
        else:
            written = Run(number, reference.start + 1, content[reference.start : reference.end], width)
            drops.append(Dropped(text_of([written]), "html.space"))
            runs.append(Run(0, 0, " ", 1))
        at = reference.end
    runs.append(Run(number, at + 1, content[at:], len(content) - at))
    text, gone = split_invisible(text_of(run for run in runs if run.text))
    return text, (*drops, *gone)


def _value(text: Text, start: int) -> Text | None:
    value = text.cut(start).strip()
    plain = value.plain
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":
        value = value.cut(1, -1).strip()
    return value if value.plain and not value.plain.startswith(("[", "{", "|", ">", "&", "*", "!")) else None


def _found(name: str, value: Text) -> Found | None:
    if name != "date":
        return Found(name, value)
    date = find_date(fold(value.plain))
    return Found(name, value, date.iso) if date else None
