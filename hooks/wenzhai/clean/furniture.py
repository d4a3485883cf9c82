"""Page furniture: page numbers, running heads, and what else a page prints around its texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.draft import Draft, Dropped, Gap, Line
from wenzhai.clean.fields import read_attribution
from wenzhai.clean.folding import fold
from wenzhai.clean.folio import NAMED_ISSUE, TWO_LANGUAGES, is_folio, is_folio_word, is_section_name
from wenzhai.clean.headings import is_box_name, is_usual_heading
from wenzhai.clean.numbering import numbering
from wenzhai.clean.punctuation import goes_on

_LONGEST = 48
_REPEATED = 3

_NUMBER = re.compile(
    r"[-—–·~.\[(<\s]*(?:第\s*)?(?:[A-Za-z]?\d{1,4}|[一二三四五六七八九十百]{1,5})\s*(?:页|版)(?:\s*[,/]?\s*共\s*\d{1,4}\s*(?:页|版))?[-—–·~.\])>\s]*"
    r"|[-—–·~\[(<]+\s*\d{1,4}\s*[-—–·~\])>]+"
    r"|(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:/|of)\s*\d{1,4}"
    r"|页\s*\d{1,4}"
    r"|[A-D]\d{1,2}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[^\w(]{0,4}(\d{1,4})[^\w.、)%。,;:?!]{0,4}|[.·](\d{1,4})[.·]")


def drop_furniture(draft: Draft) -> Draft:
    """Drop page numbers and running heads; the gap that they leave says nothing about paragraphs."""
    numbers = _page_numbers(draft.lines)
    paged = draft.wrapped or _cuts_sentence(draft.lines, numbers) or _counts_pages(draft.lines)
    repeated = _running_heads(draft) if paged else frozenset[str]()
    title = _title_place(draft.lines, repeated)
    numbers = numbers if paged else frozenset[int]()
    rules = [
        "furniture.page-number"
        if number in numbers
        else _rule(draft, number, frozenset[str]() if number == title else repeated)
        for number in range(len(draft.lines))
    ]
    for number in _guide_lines(draft.lines):
        rules[number] = "boilerplate.related"
    for number in _book_lines(draft.lines, repeated):
        rules[number] = "furniture.running-head"
    _mark_folio_words(draft, rules)
    lines: list[Line] = []
    drops: list[Dropped] = []
    gone = False
    for line, rule in zip(draft.lines, rules, strict=True):
        if rule:
            drops.append(Dropped(line.text, rule))
            gone = True
            continue
        if gone and line.gap is not Gap.MARKUP:
            line = replace(line, gap=Gap.PAGE)  # noqa: PLW2901 - the line as it stands without the furniture
        gone = False
        lines.append(line)
    return draft.keep(lines, drops)


def _mark_folio_words(draft: Draft, rules: list[str]) -> None:
    """Mark what stands between or beside the lines of a folio at the edge of a seed: a section's name, a number."""
    if not draft.wrapped:
        return
    size = len(rules)
    top = range(min(_RUN, size))
    for place in top[
        : _length_of_top([_is_of_page(draft.lines, rules, place, at_top=True) for place in top], draft.lines)
    ]:
        rules[place] = rules[place] or "furniture.folio"
    bottom = range(size - 1, max(size - 1 - _RUN, -1), -1)
    known = [_is_of_page(draft.lines, rules, place, at_top=False) for place in bottom]
    marked = [place for place in bottom[:_EDGE] if rules[place] in _PAGE_RULES]
    first = min(marked, default=size)
    for place in bottom[: max(size - first, _leading(known))]:
        if known[size - 1 - place]:
            rules[place] = rules[place] or "furniture.folio"


def _length_of_top(known: Sequence[bool], lines: Sequence[Line]) -> int:
    """Return how many lines at the top are of the page; its first may be the name of a section that no table has.

    A name that columns have as well is one of them where no other line of the page stands beside it.
    """
    length = _leading(known)
    if length == 1 and is_box_name(fold(lines[0].plain)):
        return 0
    dated = any(find_date(fold(line.plain)) for line in lines[1:3])
    if length == 0 and known[1:2] == [True] and dated and len(lines[0].plain) <= _SECTION:
        return 1 + _leading(known[1:])
    return length


def _leading(known: Sequence[bool]) -> int:
    return next((number for number, is_known in enumerate(known) if not is_known), len(known))


def _is_of_page(lines: Sequence[Line], rules: Sequence[str], place: int, *, at_top: bool) -> bool:
    """Whether a line at the edge of a page is of its folio, or would be beside one."""
    line = lines[place]
    if rules[place] in _PAGE_RULES:
        return True
    apart = at_top and place > 0 and line.gap is Gap.BLANK  # the name of a column stands above its title
    if rules[place] or line.fixed or len(line.plain) > _LONGEST:
        return False
    folded = fold(line.plain).strip()
    if apart:
        return is_section_name(folded) and not is_box_name(folded)
    return is_folio_word(folded) or (at_top and whole_date(folded) is not None)


_SECTION = 8
"""Characters of the name of a section, or of a paper."""
_EDGE = 4
_RUN = 12
"""Lines: no page begins or ends with more furniture."""
_PAGE_RULES = frozenset({"furniture.folio", "furniture.page-number", "boilerplate.related"})


def _book_lines(lines: Sequence[Line], repeated: frozenset[str]) -> range:
    """Return the first lines that together are a running head and begin with a firm: 某某公司 / 二零二四年年报."""
    if len(lines) <= _BOOK_LINES or not _NO_TITLE.search(fold(lines[0].plain).strip()):
        return range(0)
    masks = [_mask(fold(line.plain).strip()) for line in lines[:_BOOK_LINES]]
    return range(next((count for count in range(2, _BOOK_LINES + 1) if "".join(masks[:count]) in repeated), 0))


_BOOK_LINES = 3


_ON_PAGE = r"(?:详?见|刊|转|[→▶►])?\s*(?:第?\s*[A-Z]?[0-9一二三四五六七八九十]{1,3}\s*版|[A-Z]\d{1,2})"
_TEASER = re.compile(rf"[^。]{{5,40}}(?:[(\[]\s*{_ON_PAGE}\s*[)\]]|(?:\s+|[…·]{{2,}}\s*|(?=[→▶►])){_ON_PAGE})")
_GUIDE = re.compile("(?:今日|本期|本报|本版|要闻|新闻|内页)?(?:导读|看点|要目|提要|导航)")
_FEWEST_TEASERS = 2


def _guide_lines(lines: Sequence[Line]) -> list[int]:
    """Return the lines that tell what stands on other pages, each with its page, and the name of their box."""
    places = [place for place, line in enumerate(lines) if _is_teaser(line)]
    together = [place for place in places if place - 1 in places or place + 1 in places]
    if len(together) < _FEWEST_TEASERS:
        return []
    above = [place - 1 for place in together if place and _GUIDE.fullmatch(fold(lines[place - 1].plain).strip())]
    return together + above


def _is_teaser(line: Line) -> bool:
    return not line.fixed and len(line.plain) <= _LONGEST_HEAD and bool(_TEASER.fullmatch(fold(line.plain).strip()))


def _title_place(lines: Sequence[Line], repeated: frozenset[str]) -> int:
    """Return where the title stands that later pages repeat as their running head; -1 where there is another.

    Of two running heads, of the book and of its chapter, the second is the title.
    """
    place = -1
    for number, line in enumerate(lines[:_TITLE_LINES]):
        folded = fold(line.plain).strip()
        is_text = 0 < line.column <= line.width + line.indent + 1 or folded[-1] in "。:"
        if is_text or len(line.plain) > _LONGEST_HEAD or is_usual_heading(folded):
            break
        is_head = _mask(folded) in repeated
        if is_head and not _has_page_number(folded) and len(folded) >= _SHORTEST_TITLE:
            place = number
        elif (
            not is_head and len(folded) >= _SHORTEST_TITLE and not _NO_TITLE.search(folded) and not _is_number(folded)
        ):
            return -1
    return place


_NO_TITLE = re.compile(r"[|]|\d{4}年|(?:院|所|中心|局|会|部|社|公司|大学)$|[.…·]{3,}")
"""Masthead, date, who issued it, rows of a table of contents."""


def _rule(draft: Draft, number: int, repeated: frozenset[str]) -> str:
    line = draft.lines[number]
    folded = fold(" ".join(line.plain.split())) if len(line.plain) <= 3 * _LONGEST else ""
    head = fold(_widened(line.plain)).strip() if folded else ""
    letters = len(re.sub("[ -~]{2}", " ", folded))  # a Latin letter takes half the room
    if line.fixed or not 0 < letters <= _LONGEST:
        return ""
    if _NUMBER.fullmatch(folded):
        return "furniture.page-number"
    if {_mask(folded), _mask(head)} & repeated:
        return "furniture.running-head"
    at_edge = number < _EDGE or number >= len(draft.lines) - _EDGE
    at_top = number < _EDGE or _at_page_edge(draft.lines, number)
    if draft.wrapped and at_top and (NAMED_ISSUE.fullmatch(folded) or TWO_LANGUAGES.fullmatch(folded)):
        return "furniture.folio"
    if draft.wrapped and not read_attribution(folded) and is_folio(folded, at_edge=at_edge, at_top=number < _EDGE):
        return "furniture.folio"
    return ""


def _cuts_sentence(lines: tuple[Line, ...], numbers: frozenset[int]) -> bool:
    """Whether a number stands in the middle of a sentence, as only a page's number does."""
    return any(
        0 < place < len(lines) - 1 and len(lines[place - 1].plain) > _LONG and goes_on(lines[place - 1].plain)
        for place in numbers
    )


_LONG = 20


def _counts_pages(lines: tuple[Line, ...]) -> bool:
    """Whether several lines say which page they end: 第3页, Page 1 of 2; a number with a mark beside it (3|)."""
    short = [fold(line.plain).strip() for line in lines if len(line.plain) <= _LONGEST]
    numbers = [folded for folded in short if _is_number(folded) and not folded.isdigit()]
    return len(numbers) > 1


def _page_numbers(lines: tuple[Line, ...]) -> frozenset[int]:
    """Return which lines are bare numbers of pages: those that stand apart, and those that count upwards."""
    bare = [place for place, line in enumerate(lines) if _BARE_NUMBER.fullmatch(fold(line.plain))]
    apart = {place for place in bare if _apart(lines, place)}
    values = [int(re.sub(r"\D", "", fold(lines[place].plain))) for place in bare]
    counting = {
        place
        for number, place in enumerate(bare)
        if (number and values[number] == values[number - 1] + 1)
        or (number + 1 < len(bare) and values[number + 1] == values[number] + 1)
    }
    inside = {place for place in bare if _stands_in_sentence(lines, place)}
    return frozenset(apart | counting | inside)


def _stands_in_sentence(lines: tuple[Line, ...], place: int) -> bool:
    """Whether a line fills its column, in mid-sentence, right above a bare number: no table stands there."""
    above = lines[place - 1] if place else None
    fills = above is not None and 0 < above.column <= above.width + above.indent + 1
    return fills and above is not None and len(above.plain) >= _LONG and goes_on(above.plain)


def _apart(lines: tuple[Line, ...], place: int) -> bool:
    after = lines[place + 1].gap if place + 1 < len(lines) else Gap.BLANK
    return lines[place].gap is not Gap.NONE or after is not Gap.NONE


def _running_heads(draft: Draft) -> frozenset[str]:
    """Return the short lines, digits masked, that stand on several pages or repeat the title beside a page number."""
    times: Counter[str] = Counter()
    at_edges: Counter[str] = Counter()
    top = [fold(line.plain) for line in draft.lines[:_TITLE_LINES]]
    pieces = (_mask(piece) for line in top for piece in _WIDE_BLANK.split(line))
    titles = _titles([_mask(line) for line in top]).union(pieces)
    for number, line in enumerate(draft.lines):
        folded = fold(_widened(line.plain)).strip() if len(line.plain) <= _LONGEST_HEAD else ""
        if len(folded) < 2 or folded[-1] in "。!?,;:" or folded in _HEADINGS:  # noqa: PLR2004
            continue
        head = _mask(folded)
        at_edge = _at_page_edge(draft.lines, number) or _has_page_number(folded)
        number_of = numbering(folded)
        if at_edge or number_of is None or number_of.style == "part":
            times[head] += 1
            at_edges[head] += at_edge
        if number >= _TITLE_LINES and at_edge and _repeats_title(head, titles):
            times[head] += _REPEATED
    return frozenset(
        head for head, count in times.items() if count >= _REPEATED or (count > 1 and at_edges[head] >= count - 1)
    )


_WIDE_BLANK = re.compile(r"\s{2,}")
"""It parts a journal's name from its volume and its month."""
_LONGEST_HEAD = 48
_TITLE_LINES = 8
_SHORTEST_TITLE = 8
_HEADINGS = frozenset(
    ["结语", "结束语", "引言", "前言", "后记", "摘要", "参考文献", "附录", "小结", "总结", "背景", "问", "答"]
)


def _at_page_edge(lines: tuple[Line, ...], number: int) -> bool:
    """Whether a line is the first of a page or stands beside a page number."""
    if lines[number].gap is Gap.PAGE or number == 0:
        return True
    beside = [lines[place] for place in (number - 1, number + 1) if 0 <= place < len(lines)]
    return any(_is_number(fold(line.plain).strip()) for line in beside if len(line.plain) <= _LONGEST)


def _is_number(folded: str) -> bool:
    return bool(_NUMBER.fullmatch(folded) or _BARE_NUMBER.fullmatch(folded))


def _titles(top: Sequence[str]) -> frozenset[str]:
    """Return what the title may be: the first lines of the seed, one by one and two or three together."""
    return frozenset("".join(top[at : at + count]) for at in range(len(top)) for count in (1, 2, 3))


def _repeats_title(head: str, titles: frozenset[str]) -> bool:
    """Whether a running head is the title, with or without its author (某某等：标题), or the journal's name."""
    title = head.rpartition(":")[2]
    if len(title) >= _SHORTEST_TITLE and title in titles:
        return True
    signed = head.partition("等")[2].lstrip(":,")
    if len(signed) >= _SHORTEST_TITLE and signed in titles:
        return True
    behind = (one[len(head) :] for one in titles if one.startswith(head))
    return len(head) >= _SHORTEST_JOURNAL and any(map(_OF_ISSUE.fullmatch, behind))


_SHORTEST_JOURNAL = 4
_OF_ISSUE = re.compile("[#年第卷总,(|]{1,10}期[)]?|#年#月[号刊]?")
"""What stands behind the name of a journal, digits masked: 2025年第2期."""


def _widened(plain: str) -> str:
    """Return the line with each full-width blank as wide as it is: it sets a page number apart."""
    return plain.replace("\u3000", "  ")


def _has_page_number(folded: str) -> bool:
    """Whether a number stands apart at the beginning or end of a line."""
    return bool(_NUMBER_BESIDE.search(folded))


_NUMBER_BESIDE = re.compile(
    r"^\d{1,4}\s{2,}(?=\S)|^\d{2,4}\s(?=[\u4e00-\u9fff])|(?<=\S)\s+\d{1,4}$|(?<=\S)\s+第\s?\d{1,4}\s?页$"
)


def _mask(folded: str) -> str:
    """Return the line without blanks, its digits masked and the page number at its end or beginning left out."""
    folded = _NUMBER_BESIDE.sub("", folded)
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", folded))
