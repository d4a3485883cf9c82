"""Drops boilerplate at the edges of texts; the same words inside an article stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wenzhai.clean.article import Article
from wenzhai.clean.boilerplate import boilerplate_share, find_phrase, has_boilerplate_label, is_official_mark
from wenzhai.clean.bylines import is_issuer, read_masthead
from wenzhai.clean.curation import bare
from wenzhai.clean.dates import find_date, whole_date
from wenzhai.clean.draft import Draft, Dropped, Found, Gap, Line, Role
from wenzhai.clean.fields import LONGEST, USEFUL, read_fields
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import BARE_NUMBERS, is_usual_heading
from wenzhai.clean.inserts import announces_links, is_button, mark_buttons, mark_links
from wenzhai.clean.labels import are_keywords, ends_in_credit, is_event_row
from wenzhai.clean.margins import (
    is_foreign,
    is_greeting,
    is_label,
    is_notice,
    is_path,
    is_prose,
    margin_weight,
    words_of,
)
from wenzhai.clean.names import are_names
from wenzhai.clean.numbering import is_entry, numbering
from wenzhai.clean.punctuation import balance, goes_on
from wenzhai.clean.text import Text
from wenzhai.clean.titles import is_series, main_part

_LONGEST_LINK = 60
_LABELS = frozenset({Role.HEADING, Role.BYLINE, Role.SOURCE, Role.DATELINE, Role.CREDIT, Role.NOTE, Role.DIVIDER})
_ATTENDED = re.compile("(?:出席|列席|缺席|主持|记录)[^:]{0,6}:")
"""The last lines of minutes."""
_RULE_SIGNS = "=-*_~·.—─━#+◆◇■□●○★☆※＊＝－＿～＋"
_RULE_LINE = re.compile(f"[{re.escape(_RULE_SIGNS)}]{{3,}}|[—─━]{{2}}")


def keep_boilerplate_apart(draft: Draft) -> Draft:
    """See to it that no line of boilerplate is joined to a paragraph or, in a column, taken for a heading."""
    lines: list[Line] = []
    above: Line | None = None
    for line in draft.lines:
        may_end = above is None or line.gap is not Gap.NONE or above.plain[-1] in _ENDS or not draft.wrapped
        may_end = may_end or is_official_mark(line.plain) or _leaves_room(above)
        fills = 0 < line.column <= line.indent + line.width + 1 and line.plain[-1] not in _ENDS
        if (
            line.role is Role.TEXT
            and not line.fixed
            and may_end
            and not fills
            and _is_apart(line, wrapped=draft.wrapped)
        ):
            line = replace(line, fixed=True)  # noqa: PLW2901 - the same line, set apart
        lines.append(line)
        above = line
    return draft.keep(lines)


_ROOM = 6
"""Half-widths: more of them left over in a column, and the line was ended on purpose."""


def _leaves_room(line: Line | None) -> bool:
    return line is not None and line.indent + line.width + _ROOM < line.column


def _is_apart(line: Line, *, wrapped: bool) -> bool:
    if is_greeting(line.plain) or is_usual_heading(fold(line.plain)):
        return False
    phrase = find_phrase(line.plain)
    if phrase:
        return (
            wrapped
            or (phrase.where == "rest" and line.plain[-1] in "：:")
            or boilerplate_share(line.plain) >= _MOSTLY
        )
    if wrapped or _is_call(line):
        return _is_call(line)
    if is_button(line.plain) or (len(line.plain) <= _BUTTON and boilerplate_share(line.plain) == 1):
        return True
    return bool(_ADDRESS_LAST.search(line.plain[-_LONGEST_LINK:]))


_ADDRESS_LAST = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+$|@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}$")
"""An address ends its line: no sentence goes on behind it."""


_MOSTLY = 0.6
_BUTTON = 30
_ENDS = frozenset("。！？!?…”’」』）)：:")


def drop_rules(draft: Draft) -> Draft:
    """Drop lines that are drawn with signs: =====, *****."""
    kept: list[Line] = []
    gone: list[Dropped] = []
    for line in draft.lines:
        if line.plain[0] in _RULE_SIGNS and _RULE_LINE.fullmatch("".join(line.plain.split())):
            gone.append(Dropped(line.text, "furniture.rule"))
        else:
            kept.append(line)
    return draft.keep(kept, gone)


def drop_edges(article: Article) -> Article:
    """Drop what the page prints where a text begins and where it ends, and advertisements wherever they stand."""
    rules = [""] * len(article.lines)
    _mark_ads(article.lines, rules)
    by_words = not article.wrapped and not (article.entry and article.entry.lines)
    if by_words:
        parted, staff = _without_staff(article.lines)
        article = replace(article, lines=tuple(parted), drops=(*article.drops, *staff))
        mark_buttons(article.lines, rules)
        mark_links(article.lines, rules)
        article = _with_info(article)
    edges = _Edges(article, words_of(article.lines) if by_words else None)
    edges.mark_tail(rules)
    title = edges.mark_head(rules)
    lines = list(article.lines)
    found = [
        Found("feed-author", _without_sign(line.text))
        for line, rule in zip(lines, rules, strict=True)
        if rule == _METADATA
    ]
    if by_words and title > 0 and rules[0] == "boilerplate.words" and (mast := read_masthead(lines[0].text)):
        found += mast
        rules[0] = _METADATA
    if title >= 0 and lines[title].role is Role.TEXT:
        lines[title] = replace(lines[title], role=Role.HEADING)
    kept = [line for line, rule in zip(lines, rules, strict=True) if not rule]
    gone = [Dropped(line.text, rule) for line, rule in zip(lines, rules, strict=True) if rule not in {"", _METADATA}]
    if by_words and kept and (call := _call_behind(kept[-1])):
        gone.append(Dropped(kept[-1].text.cut(call).strip(), "boilerplate.words"))
        kept[-1] = replace(kept[-1], text=kept[-1].text.cut(0, call).strip())
    headlines = sum(1 for rule in rules[: article.headlines] if not rule)
    found = [*article.found, *found]
    drops = (*article.drops, *gone)
    return replace(article, lines=tuple(kept), found=tuple(found), drops=drops, headlines=headlines)


def _without_sign(account: Text) -> Text:
    """Return the name of an account without the © behind it."""
    return account.cut(0, len(account.plain.rstrip("©®™ ")))


_METADATA = "metadata"
"""No rule: the line is kept, as what it says of the text."""


def _without_staff(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """Cut the names of editors off the end of paragraphs: ……。（責任編輯：某某）."""
    kept: list[Line] = []
    gone: list[Dropped] = []
    for line in lines:
        match = _STAFF_BEHIND.search(fold(line.plain[-_LONGEST_CALL:])) if line.role is Role.TEXT else None
        fields = read_fields(match["fields"]) if match else ()
        if match and fields and all(field.name == "staff" for field in fields):
            end = len(line.plain) - (match.end() - match.start("staff"))
            gone.append(Dropped(line.text.cut(end).strip(), "boilerplate.staff"))
            kept.append(replace(line, text=line.text.cut(0, end).strip()))
        else:
            kept.append(line)
    return kept, gone


_STAFF_BEHIND = re.compile(r"[。!?”](?P<staff>\s*[(\[【](?P<fields>[^()\[\]【】]{4,20})[)\]】])$")


def _call_behind(line: Line) -> int:
    """Return where, behind the last sentence of a text, a call begins that its page put there; 0 if none does."""
    end = max(line.plain.rfind(mark) for mark in "。！？") + 1
    call = line.plain[end:].strip("”」』）) ")
    is_call = line.role is Role.TEXT and _FEWEST_OF_CALL <= len(call) <= _LONGEST_CALL
    return end if end and is_call and boilerplate_share(call) >= _MOSTLY else 0


_FEWEST_OF_CALL = 4


def _with_info(article: Article) -> Article:
    """Return the text with the lines marked that say, below the title, who wrote it and when."""
    lines = list(article.lines)
    for place, line in enumerate(lines[:_LONGEST_HEAD]):
        if (is_prose(line) and not _is_standfirst(lines, place)) or len(line.plain) > LONGEST:
            break
        dated = find_date(fold(line.plain))
        if (
            (place or (dated is not None and dated.start == 0))
            and line.role in {Role.TEXT, Role.HEADING}
            and not line.fixed
            and read_fields(line.plain, loose=True)
        ):
            lines[place] = replace(line, role=Role.SOURCE)
    return replace(article, lines=tuple(lines))


def _asks(plain: str) -> bool:
    """Whether a line is one question or exclamation, as titles are: the first sentence of a text seldom is."""
    return (
        len(plain) <= _LONGEST_QUESTION and plain[-1] in "？！?!" and not any(mark in plain[:-1] for mark in "。；")
    )


_LONGEST_QUESTION = 45


def _is_word(line: Line) -> bool:
    return len(line.plain) <= _SITE and line.role in {Role.TEXT, Role.HEADING, Role.BYLINE} and goes_on(line.plain)


def _is_strange_word(plain: str) -> bool:
    """Whether a line is a word and no usual heading: between the date and the text it is a button."""
    return len(plain) <= _WORD and plain not in BARE_NUMBERS and not is_usual_heading(fold(plain))


def _is_standfirst(lines: Sequence[Line], place: int) -> bool:
    """Whether a sentence below a title introduces the text: who wrote it, and when, stands only below that."""
    if not 0 < place < len(lines) - 1 or len(lines[place].plain) > _LONGEST_STANDFIRST:
        return False
    for below in lines[place + 1 : place + 1 + _NEAR_INFO]:
        if is_prose(below):
            return False
        dated = find_date(fold(below.plain)) if len(below.plain) <= LONGEST else None
        if dated is not None and (_is_info(below) or bool(read_fields(below.plain, loose=True))):
            return True
    return False


_LONGEST_STANDFIRST = 120
_NEAR_INFO = 6
"""Lines below an introduction among which who wrote the text, and when, is told."""


def _is_info(line: Line) -> bool:
    """Whether a line says who wrote a text, or when."""
    return line.role in {Role.BYLINE, Role.SOURCE, Role.DATELINE}


def _rule(line: Line, *places: str) -> str:
    if line.role in {Role.QUOTE, Role.DIVIDER} or (line.fixed and line.role is Role.HEADING and line.level > 1):
        return ""
    phrase = find_phrase(line.plain)
    if phrase and phrase.rule == "boilerplate.official" and phrase.where in places:
        return phrase.rule
    if line.role is Role.SOURCE and any(field.name in USEFUL for field in read_fields(line.plain)):
        return ""
    return phrase.rule if phrase and phrase.where in places else ""


def _mark_ads(lines: Sequence[Line], rules: list[str]) -> None:
    """Mark what stands in the middle of texts: the table's few, and short calls that are nothing but such words."""
    for place, line in enumerate(lines):
        if len(line.plain) <= _LONGEST_NOTICE:
            rules[place] = _rule(line, "anywhere")
            if not rules[place] and len(line.plain) <= _LONGEST_LINK and (_is_call(line) or _is_link(line)):
                rules[place] = "boilerplate.words"


_LONGEST_NOTICE = 160
_LONGEST_CALL = 24


def _is_call(line: Line) -> bool:
    """Whether a line calls upon the reader and says nothing else: （更多资讯请关注……）, 展开全文."""
    if (line.fixed and line.role is not Role.TEXT) or len(line.plain) > _LONGEST_CALL:
        return False
    folded = fold(line.plain)
    if _ADVERT.search(folded):
        return line.role is not Role.QUOTE
    if line.role in _KEPT:
        return False
    share = boilerplate_share(line.plain)
    if folded[0] in "([【" or _FRAMED.search(folded):
        return share >= 0.6  # noqa: PLR2004 - most of it
    return share >= 0.75 and bool(_CALL.match(folded))  # noqa: PLR2004 - nearly all


_FRAMED = re.compile(r"^([▼▲↓↑→←▽△-])\1.*\1$|(?:>|»|\.\.|…)$")
_ADVERT = re.compile(
    r"(?:加入|开通|升级|成为)会员.{0,12}(?:畅读|解锁|看全文|元|免费)|(?:点击|立即|马上|免费)(?:查看|了解|咨询|领取|报名|下载|购买|体验).{0,8}[>»]+$"
)
"""An advertisement to press: ……，点击查看报价 >"""
_CALL = re.compile(
    r"[^\w]*(?:请|立即|马上)?(?:展开|收起|点|戳|按[此图]|查看|看[全完大更]|请看|继续|阅读[全更]|下载|打赏|赞助|扫|长按|打开|收听|分享|收藏|订阅"
    r"|广告|未完|下滑|往下|下文|文章未完|相关|.{0,6}请点击)"
)


def _is_link(line: Line) -> bool:
    """Whether a line is the title of another page behind a label: 「推荐阅读：……」."""
    if line.role in _KEPT or (line.fixed and line.role is not Role.TEXT) or line.plain[-1] in "。！!":
        return False
    if is_greeting(line.plain):
        return False
    framed = _FRAMED_LABEL.match(fold(line.plain))
    labelled = has_boilerplate_label(line.plain) or (framed and boilerplate_share(framed["label"]) == 1)
    return len(line.plain) <= _LONGEST_LINK and bool(labelled)


_FRAMED_LABEL = re.compile(r"[【\[](?P<label>[^】\]]{2,8})[】\]]\S")
_KEPT = frozenset({Role.QUOTE, Role.DIVIDER, Role.BYLINE, Role.SOURCE, Role.CREDIT, Role.NOTE, Role.DATELINE})


_PHRASE = 5.0
"""Weight of a phrase of the table."""
_STOP = -12.0
"""No page prints so little around a text that looks so much like one."""
_TELLING = 2.0
_LIKELY = 1.0
_ENOUGH = 2.0
_BELOW_SIGNATURE = 4
"""Lines: more of them below the signature of an official text are an annex."""
_START = 12
_FURNITURE = 1.2
_LONGEST_HEAD = 40
_SHORTEST_PAGE = 6
"""Lines: before so many a page repeats nothing."""


@dataclass(frozen=True, slots=True)
class _Edges:
    """Finds where a text begins and ends between what its page prints around it."""

    article: Article
    words: frozenset[str] | None
    """The pairs of characters of the text; nothing where only phrases of the table count."""

    def mark_tail(self, rules: list[str]) -> None:
        """Mark the paragraphs at the end that are the page's: the last ones with the greatest weight together."""
        lines = self.article.lines
        total = best = 0.0
        begin = len(lines)
        announced = self._announced()
        said = self._said_above()
        for place in range(len(lines) - 1, 0 if self.words is not None else -1, -1):
            weight = self._tail_weight(place, rules[place], announced, said)
            below_number = place > 0 and is_prose(lines[place]) and numbering(fold(lines[place - 1].plain))
            if below_number and place < announced and not self._phrase(lines[place], "tail", "edge", "rest"):
                break  # what stands below a numbered heading is of the text
            if self._is_signature(place):
                begin = place + 1 if len(lines) - place <= _BELOW_SIGNATURE else begin
                break  # the authority signs what stands above
            total += weight
            if total < best + _STOP:
                break
            telling = weight >= _TELLING or (weight > 0 and boilerplate_share(lines[place].plain) >= _MOSTLY)
            if telling and total >= max(best, _ENOUGH):
                best, begin = total, place
        for place in range(self._tail_start(begin), len(lines)):
            phrase = self._phrase(lines[place], "tail", "edge", "rest")
            if place > announced or phrase or not self._is_label(lines[place]) or self._is_bare_name(lines[place]):
                rules[place] = rules[place] or phrase or "boilerplate.words"

    def _tail_weight(self, place: int, rule: str, announced: int, said: frozenset[str]) -> float:
        """Return the weight of a paragraph near the end, with what the lines around it and the head say."""
        line = self.article.lines[place]
        if place and are_keywords(line.plain, self.article.lines[place - 1].plain):
            return _STOP
        weight = self._weight(line, rule, "tail", "edge", "rest")
        if place >= announced:
            return max(weight, _PHRASE if place == announced else 0.0)
        if place < _SHORTEST_PAGE:
            return weight
        if bare(line.plain) in said:
            return max(weight, _TELLING)
        return max(weight, 0.0) if len(line.plain) <= _LONGEST_LINK and self._is_card(place, said) else weight

    def _is_card(self, place: int, said: frozenset[str]) -> bool:
        """Whether a sentence stands below the author's name, repeated from the head: it tells who that is."""
        above = self.article.lines[place - 1]
        return above.role in {Role.HEADING, Role.BYLINE} and bare(above.plain) in said

    def _said_above(self) -> frozenset[str]:
        """Return the short lines before the first paragraph: site, title, author; below the text they are a card."""
        if self.words is None:
            return frozenset()
        lines = self.article.lines
        first = next((place for place, line in enumerate(lines) if is_prose(line)), 0)
        return frozenset(bare(line.plain) for line in lines[:first] if 1 < len(line.plain) <= _LONGEST_LINK)

    def _tail_start(self, begin: int) -> int:
        """Return where a tail begins whose first lines say little: tags below the date, a heading above nothing."""
        lines = self.article.lines
        place = begin
        while place > 0 and begin < len(lines) and _is_word(lines[place - 1]):
            place -= 1
        if place > 0 and _is_info(lines[place - 1]):
            return place
        while 0 < begin < len(lines) and self._heads_nothing(lines[begin - 1]):
            begin -= 1
        return begin

    def _is_bare_name(self, line: Line) -> bool:
        """Whether a line of a web page is a name without a word on whose: a reader's, a word of navigation."""
        is_name = line.role is Role.BYLINE and len(line.plain) <= _SITE
        return is_name and self.words is not None and are_names(fold(line.plain))

    def _heads_nothing(self, line: Line) -> bool:
        """Whether a line has the shape of a heading, and what the page adds stands where its text would.

        A sentence in another language, right above what the page adds, is a notice.
        """
        if self.words is not None and is_foreign(line.plain) and line.role is Role.TEXT:
            return True
        if fold(line.plain).rstrip(":") == "附件":
            return True
        is_heading = line.role is Role.HEADING and not line.fixed and not numbering(fold(line.plain))
        return is_heading and self._weight(line, "", "tail", "edge", "rest") >= _LIKELY

    def _announced(self) -> int:
        """Return the first line that announces other pages or what readers say, if no text comes below it."""
        lines = self.article.lines
        if self.words is None:
            return len(lines)
        first = len(lines)
        prose = 0
        above = sum(len(line.plain) for line in lines if is_prose(line))
        for place in range(len(lines) - 1, 0, -1):
            line = lines[place]
            if line.role in _OWN - {Role.LIST_ITEM} or len(line.plain) > _LONGEST_REMARK:
                break
            if is_prose(line) and not is_notice(line.plain):
                prose += len(line.plain)
            if prose > _MOST_REMARKS * (above - prose):
                break
            if announces_links(line) and (not prose or _REMARKS.search(fold(line.plain))):
                first = place
        return first

    def mark_head(self, rules: list[str]) -> int:
        """Mark the page's paragraphs before the first of the text, and return which line is its title."""
        lines = self.article.lines
        places = list(self._head(rules))
        weights = {place: self._weight(lines[place], rules[place], "head", "edge") for place in places}
        divided = bool(lines) and lines[0].role is Role.DIVIDER and lines[0].title_at >= 0
        titled = divided or any(found.name == "title" for found in self.article.found)
        title = -1 if titled else self._title(places, weights, rules)
        printed = bare(fold(lines[title].plain)) if title >= 0 else ""
        info = max((place for place in places if _is_info(lines[place]) or weights[place] >= _TELLING), default=-1)
        for place in places:
            line = lines[place]
            twice = bool(printed) and bare(fold(line.plain)).startswith(printed)
            is_label = self._is_label(line) and not (place < title and self._is_bare_name(line))
            is_label = is_label or (
                0 < place == title - 1 and self._is_bare_name(line) and _is_info(lines[place - 1])
            )
            around = not twice and not is_label and (place < title or title < place < info)
            around = around and not (place < title and is_series(line.plain))
            names_site = len(line.plain) <= _SITE or (place == 0 and bool(read_masthead(line.text)))
            around = around and (weights[place] >= 0 or (place < title and names_site))
            word = place > info > title >= 0 and _is_strange_word(line.plain) and weights[place] > 0
            is_margin = weights[place] >= _FURNITURE or around or word
            is_subtitle = (
                line.plain.startswith("——") and place > title >= 0 and not self._phrase(line, "head", "edge")
            )
            if place != title and not rules[place] and is_margin and not is_subtitle:
                rules[place] = self._phrase(line, "head", "edge") or "boilerplate.words"
        self._mark_account(title, info, rules)
        return title if self.words is not None else -1

    def _mark_account(self, title: int, info: int, rules: list[str]) -> None:
        """Mark the account that stands below a title, above the date or a row of buttons, as metadata."""
        lines = self.article.lines
        if self.words is None or not 0 <= title < title + 1 < info:
            return
        line = lines[title + 1]
        signed = any(below.role is Role.BYLINE for below in lines[title:info])
        short = 1 < len(line.plain) <= _LONGEST_ACCOUNT and goes_on(line.plain) and not (line.fixed or line.column)
        short = short and not _NO_ACCOUNT.search(line.plain) and bare(line.plain) not in bare(lines[title].plain)
        if (
            short
            and not signed
            and line.role in {Role.HEADING, Role.TEXT}
            and boilerplate_share(line.plain) < _LITTLE
        ):
            rules[title + 1] = _METADATA

    def _title(self, places: Sequence[int], weights: Mapping[int, float], rules: Sequence[str]) -> int:
        """Return which line is the title: it speaks of the text, and stands above who wrote it and when."""
        lines = self.article.lines
        may_be = [
            place
            for place in places
            if not rules[place] and self._may_be_title(lines[place]) and self._has_number_of_title(place)
        ]
        weights = {place: min(weights[place], self._title_weight(lines[place])) for place in may_be}
        good = [place for place in may_be if weights[place] < _FURNITURE]
        if self.words is None:
            return good[0] if good else -1
        signed = next((place for place in places if may_be and place > may_be[0] and _is_info(lines[place])), -1)
        near = max((place for place in good if place < signed and len(lines[place].plain) > _WORD), default=-1)

        is_account = near - 1 in good and len(lines[near].plain) <= _LONGEST_ACCOUNT < len(lines[near - 1].plain)
        if is_account and weights[near] > weights[near - 1] + _LITTLE:
            near -= 1  # an account, of which the text does not speak, stands between the title and the date

        def merit(place: int) -> float:
            line = lines[place]
            short = len(line.plain) <= _WORD
            return (
                -weights[place]
                + 1.5 * (place == near)
                + 4.0 * (line.fixed and line.level == 1)
                - 2.0 * short
                - 3.0 * (is_label(line.plain) or is_usual_heading(fold(line.plain)))
                - 3.0 * (bool(_COLUMN.fullmatch(fold(line.plain))) or (place == 0 and bool(read_masthead(line.text))))
                - 6.0 * line.plain.startswith(("——", "—"))
                - 2.0 * (_asks(line.plain) and place not in {near, good[0] if good else place})
                - 0.1 * place
            )

        return max(good or may_be, key=merit, default=-1)

    def _has_number_of_title(self, place: int) -> bool:
        """Whether a line has no number before it, or one that may be a title's: who wrote it stands below."""
        lines = self.article.lines
        if not numbering(fold(lines[place].plain)) or lines[place].level == 1:
            return True
        return place + 1 < len(lines) and _is_info(lines[place + 1])

    def _title_weight(self, line: Line) -> float:
        """Return the weight of a line without the name of the site behind it."""
        title = main_part(line.plain)
        return margin_weight(title, self.words) if self.words is not None and title != line.plain else _PHRASE

    def _head(self, rules: Sequence[str]) -> Iterator[int]:
        for place, line in enumerate(self.article.lines[:_LONGEST_HEAD]):
            if not rules[place] and not self._is_label(line) and line.role is not Role.HEADING:
                if self.words is not None and (_asks(line.plain) or _is_standfirst(self.article.lines, place)):
                    yield place
                    continue
                weight = self._weight(line, "", "head", "edge")
                if self.words is not None and not is_prose(line) and self._may_be_title(line) and weight > _STOP:
                    yield place
                    continue
                least = _FURNITURE if self.words is None else _TELLING if is_prose(line) else _BODY
                if weight < least:
                    return
            yield place

    def _weight(self, line: Line, rule: str, *where: str) -> float:
        if self._phrase(line, *where):
            return _PHRASE
        if rule or self._is_label(line) or (line.fixed and line.role is Role.HEADING):
            return 0.0
        if is_usual_heading(fold(line.plain)) or _MONTH.fullmatch(fold(line.plain)):
            return 0.0
        is_row = line.fixed and line.gap is Gap.MARKUP and "\u3000" in line.plain  # of a table
        if self.words is None or is_row or self._is_own(line):
            return _STOP
        weight = margin_weight(line.plain, self.words, self.article.topic)
        if line.role is Role.CREDIT:
            is_picture = sum(map(is_prose, self.article.lines[:_LONGEST_HEAD])) <= _CAPTIONS
            return min(weight, _CREDIT) if is_picture else max(weight, _TELLING)
        return weight

    @staticmethod
    def _is_own(line: Line) -> bool:
        """Whether a paragraph is of the text beyond doubt: a quotation, a caption, an entry of a list."""
        is_event = line.fixed and line.role is Role.TEXT and is_event_row(line)
        if line.role is Role.DIVIDER or is_event or _ATTENDED.match(fold(line.plain[:_START])):
            return True
        if not line.fixed and boilerplate_share(line.plain) >= _MOSTLY:
            return False
        return line.role in _OWN or is_entry(fold(line.plain[:_START])) or ends_in_credit(line.plain)

    def _is_signature(self, place: int) -> bool:
        """Whether an authority and a date, which sign an official text, end here."""
        lines = self.article.lines
        dated = place > 0 and whole_date(fold(lines[place].plain)) is not None
        return dated and self.words is not None and is_issuer(lines[place - 1].plain)

    @staticmethod
    def _phrase(line: Line, *where: str) -> str:
        return _rule(line, *where)

    def _is_label(self, line: Line) -> bool:
        if line.role is Role.CREDIT and self.words is not None and _SOURCE_OF_PICTURES.search(fold(line.plain)):
            return False
        return line.role in _LABELS - {Role.HEADING, Role.DIVIDER}

    @staticmethod
    def _may_be_title(line: Line) -> bool:
        if main_part(line.plain)[-1] in "：:，,、；;。" or (line.plain[0] in "“「" and line.plain[-1] in "”」"):
            return False
        folded = fold(line.plain)
        if balance(line.plain) or is_usual_heading(folded) or _MONTH.fullmatch(folded) or line.plain.startswith("——"):
            return False
        fields = read_fields(line.plain)
        if "。" in line.plain:
            return False
        if is_path(line.plain) or (
            fields and not any(field.name in USEFUL or field.name == "title" for field in fields)
        ):
            return False
        return line.role in {Role.HEADING, Role.TEXT}


_MONTH = re.compile("(?:[0-9]{1,2}|十?[一二三四五六七八九十])月")
"""The heading of what happened in a month of a chronicle."""
_LONGEST_REMARK = 150
"""Characters of what a reader, or a teaser, says below a text."""
_MOST_REMARKS = 0.35
"""Share of the text above that remarks below it may have."""
_REMARKS = re.compile("评论|留言|跟[帖贴]|回[应复]|讨论|回帖")
_COLUMN = re.compile(r"[【\[(][^】\])]{2,8}[】\])]")
"""【观察】: the column in which a text stands."""
_NO_ACCOUNT = re.compile("^[—-]|[。／/]")
_LONGEST_ACCOUNT = 12
_LITTLE = 0.3
_SITE = 8
"""Characters of the name of a site."""
_WORD = 4
"""Characters of a word of navigation: 政务公开."""
_SOURCE_OF_PICTURES = re.compile("[:|]|来源|提供")
_CREDIT = 1.0
"""Below a caption or two a photographer's name goes with what stands around it."""
_CAPTIONS = 2
_OWN = frozenset({Role.QUOTE, Role.ATTRIBUTION, Role.CAPTION, Role.LIST_ITEM, Role.DIVIDER})
"""Roles that paragraphs of the page never have."""
_BODY = -1.0
"""A paragraph below this weight is the first of the text."""
