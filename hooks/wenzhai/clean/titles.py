"""Takes the headline from the beginning of a text: kicker, title, subtitle, and the title that a page repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from wenzhai.clean.article import Article
from wenzhai.clean.bylines import is_issuer
from wenzhai.clean.curation import bare
from wenzhai.clean.dividers import is_counted
from wenzhai.clean.draft import Found, Gap, Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import headline_names
from wenzhai.clean.margins import familiar, words_of
from wenzhai.clean.numbering import numbering
from wenzhai.clean.text import Text, join

_SIGNED = frozenset({Role.BYLINE, Role.SOURCE})


def take_headline(article: Article, lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Return the lines that are not the headline, and what the headline is."""
    if article.entry and article.entry.title:
        return _take_curated(article, lines)
    if lines and lines[0].role is Role.DIVIDER:
        return _take_divider(lines)
    lines, found = _part_site_name(_mark_masthead(article, lines))
    places = _headline_places(article, lines)
    known = next((piece.text.plain for piece in article.found if piece.name == "title"), "")
    taken: set[int] = set()
    together = article.wrapped and _touch(article.lines, [lines[place] for place in places])
    names = headline_names([lines[place].plain for place in places], paper=article.wrapped, together=together)
    title = "".join(lines[place].plain for place, name in zip(places, names, strict=True) if name == "title")
    if known and title and not _same(known, title):
        return lines, found  # the title stands elsewhere: these are the first headings of the text
    for name, group in groupby(zip(places, names, strict=True), key=itemgetter(1)):
        parts = [place for place, _ in group]
        text = join([lines[place].text for place in parts], " ")
        if name:
            found.append(Found(name, text))
            taken.update(parts)
    return [line for place, line in enumerate(lines) if place not in taken], found


def _touch(lines: Sequence[Line], headline: Sequence[Line]) -> bool:
    """Whether the lines of a headline touch, and the paragraphs of its text do not."""
    apart = [line.gap is Gap.BLANK for line in lines if line.role is Role.TEXT]
    touches = all(line.gap is Gap.NONE for line in headline[1:])
    return touches and len(apart) > 1 and sum(apart[1:]) > _MOSTLY * len(apart[1:])


_MOSTLY = 0.7


def _headline_places(article: Article, lines: Sequence[Line]) -> list[int]:
    """Return which of the first lines are the headline."""
    places: list[int] = []
    signed = False
    for place, line in enumerate(lines[: article.headlines] if article.wrapped else lines):
        if line.role in _SIGNED:
            signed = bool(places)
        elif line.role is not Role.HEADING or signed or _is_below_headline(article, lines, place, places):
            break
        else:
            places.append(place)
    return places


def _is_signed(lines: Sequence[Line], place: int) -> bool:
    """Whether the line below says who wrote the text, and when."""
    return place + 1 < len(lines) and lines[place + 1].role in _SIGNED


def _is_reported(lines: Sequence[Line], place: int) -> bool:
    """Whether a reporter's line stands right below a line: then the headline goes down to it, as in newspapers."""
    return place + 1 < len(lines) and lines[place + 1].role is Role.BYLINE and not is_issuer(lines[place + 1].plain)


_SERIES = re.compile(r".{2,20}(?:[(][一二三四五六七八九十\d上中下]{1,3}[)]|之[一二三四五六七八九十]{1,2})")


def is_series(plain: str) -> bool:
    """Whether a line is the name of a series and a number in it, as stands above a title: 老城调查（三）."""
    return bool(_SERIES.fullmatch(fold(plain)))


def _is_below_headline(article: Article, lines: Sequence[Line], place: int, places: Sequence[int]) -> bool:
    """Whether a heading is the first of the text: numbered, or, but for newspapers, whatever follows the title."""
    line = lines[place]
    number = numbering(fold(line.plain))
    if number and line.level != 1:
        is_chapter = not places and number.style == "part" and _is_only_part(article)
        return not is_chapter and (bool(places) or not _is_signed(lines, place))
    if not places or article.wrapped or line.plain.startswith("——") or _is_reported(lines, place):
        return False
    return len(places) > 1 or not is_series(article.lines[places[0]].plain)


def _is_only_part(article: Article) -> bool:
    """Whether a text is one chapter of a book: its number is the only one of its style."""
    numbers = (numbering(fold(line.plain)) for line in article.lines if line.role is Role.HEADING)
    return sum(number is not None and number.style == "part" for number in numbers) == 1


def _mark_masthead(article: Article, lines: list[Line]) -> list[Line]:
    """Take an authority alone above the title for what it is: it issued the text."""
    place = next((place for place, line in enumerate(lines) if line.role not in _SIGNED), len(lines))
    if article.wrapped or place + 1 >= len(lines) or lines[place].fixed or not is_issuer(lines[place].plain):
        return lines
    if lines[place].role not in {Role.HEADING, Role.TEXT} or lines[place + 1].role is not Role.HEADING:
        return lines
    return [*lines[:place], replace(lines[place], role=Role.BYLINE), *lines[place + 1 :]]


def _same(one: str, other: str) -> bool:
    return bare(fold(one)) == bare(fold(other))


# --- The title of a web page --------------------------------------------------------------------------------------

_HEAD_LINES = 8
_SEPARATOR = re.compile(r"\s*(?:[_|»›@]+|::+|--+)\s*|\s+[-—–~·]+\s+|(?<=[\u4e00-\u9fff?!”)])[-—–](?=[\u4e00-\u9fff])")
_LONGEST_SITE = 20
_FAMILIAR = 0.34
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 120


def _part_site_name(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Cut the site's name off the title of its page: 「标题_某某网」; take out a title that is printed twice."""
    body = next((place for place, line in enumerate(lines) if line.role is Role.TEXT), len(lines))
    heads = [place for place, line in enumerate(lines[: min(body, _HEAD_LINES)]) if line.role is Role.HEADING]
    if not heads:
        return lines, []
    first = heads[0]
    title = lines[first].text
    again = next((place for place in heads[1:] if _begins_with(title.plain, lines[place].plain)), None)
    end = _title_end(title.plain, lines) if again is None else _end_of_prefix(title.plain, lines[again].plain)
    site = title.cut(end).strip()
    found = [Found("site", site)] if site.plain else []
    if again is not None:
        return lines[:first] + lines[first + 1 :], [Found("repeated-title", title.cut(0, end).strip()), *found]
    return [*lines[:first], replace(lines[first], text=title.cut(0, end).strip()), *lines[first + 1 :]], found


def _title_end(plain: str, lines: Sequence[Line]) -> int:
    """Return the offset at which the name of the site, the channel, begins behind the title; its end if none does.

    What stands behind the last bar or dash is such a name if the text does not speak of it.
    """
    folded = fold(plain)
    end = len(plain)
    words = words_of(lines) if _SEPARATOR.search(folded) else frozenset[str]()
    while end <= _LONGEST_TITLE:
        last = max(_SEPARATOR.finditer(folded, 0, end), key=re.Match.start, default=None)
        if last is None or not last.start():
            break
        name = folded[last.end() : end].strip(" :")
        shorter = last.start() < min(len(name), _SHORTEST_TITLE + 2)
        if shorter or len(name) > _LONGEST_SITE or _NO_SITE.search(name) or familiar(name, words) >= _FAMILIAR:
            break
        end = last.start()
    return end


_NO_SITE = re.compile("[。,!?“”]")


def main_part(plain: str) -> str:
    """Return what stands before the first bar or dash of a page's title; all of it where that is too little."""
    parted = _SEPARATOR.search(fold(plain))
    return plain[: parted.start()] if parted and parted.start() >= _SHORTEST_TITLE else plain


def _begins_with(text: str, prefix: str) -> bool:
    return bare(fold(text)).startswith(bare(fold(prefix)))


def _end_of_prefix(text: str, prefix: str) -> int:
    """Return the offset in the text behind as many visible characters as the prefix has."""
    left = len("".join(prefix.split()))
    for offset, char in enumerate(text):
        if not left:
            return offset
        left -= not char.isspace()
    return len(text)


# --- Compilations, and the curator's word -------------------------------------------------------------------------


def _take_divider(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Take the divider, and the title in it or below it: 「篇一：珍惜粮食」."""
    divider = lines[0]
    below = lines[1] if len(lines) > 1 else None
    if divider.title_at == 0:
        return _take_subtitle(lines[1:], [Found("title", divider.text)])
    if divider.title_at > 0:
        label, title = divider.text.cut(0, divider.title_at).strip(), divider.text.cut(divider.title_at).strip()
        return _take_subtitle(lines[1:], [Found("title", title), Found("divider", label)])
    if below is not None and below.role is Role.HEADING and not numbering(fold(below.plain)):
        return _take_subtitle(lines[2:], [Found("title", below.text), *_column(divider.text)])
    return lines[1:], [Found("title", divider.text)]


def _take_subtitle(lines: list[Line], found: list[Found]) -> tuple[list[Line], list[Found]]:
    """Take the line with a dash before it that stands right below a title, and the paper named before the title."""
    title = found[0].text
    if paper := _PAPER_BEFORE.match(fold(title.plain)):
        label = Found("label", title.cut(paper.end("paper") + 1, paper.end()).strip())
        source = Found("source", title.cut(0, paper.end("paper") + 1).strip())
        found = [Found("title", title.cut(paper.end()).strip()), source, label, *found[1:]]
    if lines and lines[0].role is Role.HEADING and lines[0].plain.startswith("—"):
        return lines[1:], [*found, Found("subtitle", lines[0].text)]
    return lines, found


_PAPER_BEFORE = re.compile(r"《(?P<paper>[^《》]{2,12}(?:报|网|刊|杂志|台|社|新闻))》\s?[:]\s*(?=\S)")
"""《某某日报》：……: the paper from which a text was taken, and the title."""


def _column(text: Text) -> list[Found]:
    """Return the column that a text above its title names, without the signs around it; a number is none."""
    if is_counted(fold(text.plain)):
        return [Found("divider", text)]
    start = len(text.plain) - len(text.plain.lstrip(_SIGNS))
    end = len(text.plain.rstrip(_SIGNS))
    signs = [piece for piece in (text.cut(0, start).strip(), text.cut(end).strip()) if piece.plain]
    return [Found("kicker", text.cut(start, end)), *(Found("label", sign) for sign in signs)]


_SIGNS = "▍▌▎■□●○◆◇★☆▲△※◎►▶【】[]〈〉《》<>|｜ 　"

_CURATED = ("title", "kicker", "subtitle", "author", "source")
_MOST_PARTS = 4


def _take_curated(article: Article, lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Take the lines that print what the curator says: the same words, on one line or on several."""
    found = [Found("divider", line.text) for line in lines if line.role is Role.DIVIDER]
    lines = [line for line in lines if line.role is not Role.DIVIDER]
    for name in _CURATED:
        value = getattr(article.entry, name) or ""
        start, end = _place_of_words(lines, bare(value)) if value else (0, 0)
        if start < end:
            gap = " " if any(char.isspace() for char in value) else ""
            found.append(Found(name, join([line.text for line in lines[start:end]], gap)))
            lines = lines[:start] + lines[end:]
    return lines, found


def _place_of_words(lines: Sequence[Line], wanted: str) -> tuple[int, int]:
    """Return from which line to which the wanted words stand; nowhere: an empty stretch."""
    for start in range(len(lines)):
        words = ""
        for end in range(start, min(len(lines), start + _MOST_PARTS)):
            words += bare(lines[end].plain)
            if words == wanted:
                return start, end + 1
            if not wanted.startswith(words):
                break
    return 0, 0
