"""Drops boilerplate at the edges of texts; the same words inside an article stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wenzhai.clean.article import Article
from wenzhai.clean.boilerplate import boilerplate_share, find_phrase, has_boilerplate_label
from wenzhai.clean.draft import Draft, Dropped, Gap, Line, Role
from wenzhai.clean.fields import read_fields
from wenzhai.clean.folding import fold

_LONGEST_LINK = 60
_PARAGRAPH = 80
_LABELS = frozenset({Role.HEADING, Role.BYLINE, Role.SOURCE, Role.DATELINE, Role.CREDIT, Role.NOTE, Role.DIVIDER})
_RULE_LINE = re.compile(r"[=\-*_~·.—─━#+◆◇■□●○★☆※]{3,}")


def keep_boilerplate_apart(draft: Draft) -> Draft:
    """See to it that no line of boilerplate is joined to a paragraph or taken for a heading."""
    lines: list[Line] = []
    above: Line | None = None
    for line in draft.lines:
        may_end = above is None or line.gap is not Gap.NONE or above.plain[-1] in _ENDS or not draft.wrapped
        if line.role is Role.TEXT and not line.fixed and may_end and (find_phrase(line.plain) or _is_call(line)):
            line = replace(line, fixed=True)  # noqa: PLW2901 - the same line, set apart
        lines.append(line)
        above = line
    return draft.keep(lines)


_USEFUL = frozenset({"author", "source", "date"})
_ENDS = frozenset("。！？!?…”’」』）)：:")


def drop_rules(draft: Draft) -> Draft:
    """Drop lines that are drawn with signs: =====, *****."""
    lines = [line for line in draft.lines if not _RULE_LINE.fullmatch("".join(line.plain.split()))]
    gone = [line for line in draft.lines if _RULE_LINE.fullmatch("".join(line.plain.split()))]
    return draft.keep(lines, [Dropped(line.text, "furniture.rule") for line in gone])


def drop_edges(article: Article) -> Article:
    """Drop boilerplate where a text begins and where it ends, and advertisements wherever they stand."""
    rules = [""] * len(article.lines)
    by_words = not article.wrapped and not (article.entry and article.entry.lines)
    titled = any(found.name == "title" for found in article.found)
    _mark_ads(article.lines, rules)
    _mark_rest(article.lines, rules)
    _mark_tail(article.lines, rules, by_words=by_words, topic=article.topic)
    _mark_head(article.lines, rules, by_words=by_words, titled=titled)
    kept = tuple(line for line, rule in zip(article.lines, rules, strict=True) if not rule)
    gone = [Dropped(line.text, rule) for line, rule in zip(article.lines, rules, strict=True) if rule]
    headlines = sum(1 for rule in rules[: article.headlines] if not rule)
    return replace(article, lines=kept, drops=(*article.drops, *gone), headlines=headlines)


def _rule(line: Line, *places: str) -> str:
    if line.role in {Role.QUOTE, Role.DIVIDER} or (line.fixed and line.role is Role.HEADING and line.level > 1):
        return ""
    if line.role is Role.SOURCE and any(field.name in _USEFUL for field in read_fields(line.plain)):
        return ""
    phrase = find_phrase(line.plain)
    return phrase.rule if phrase and phrase.where in places else ""


def _mark_ads(lines: Sequence[Line], rules: list[str]) -> None:
    """Mark what stands in the middle of texts: the table's few, and short calls that are nothing but such words."""
    for place, line in enumerate(lines):
        if len(line.plain) <= _LONGEST_LINK:
            rules[place] = _rule(line, "anywhere")
            if not rules[place] and (_is_call(line) or _is_link(line)):
                rules[place] = "boilerplate.words"


_LONGEST_CALL = 24


def _is_call(line: Line) -> bool:
    """Whether a line calls upon the reader and says nothing else: （更多资讯请关注……）, 展开全文."""
    if (line.fixed and line.role is not Role.TEXT) or len(line.plain) > _LONGEST_CALL or line.role in _KEPT:
        return False
    framed = line.plain[0] in "（(【[" or line.plain.endswith((">", "»", "...", "…"))
    share = boilerplate_share(line.plain)
    if framed:
        return share >= 0.6  # noqa: PLR2004 - most of it
    return share >= 0.99 and len(line.plain) <= _LONGEST_BARE_CALL and bool(_CALLS.search(fold(line.plain)))  # noqa: PLR2004


def _is_link(line: Line) -> bool:
    """Whether a line is the title of another page behind a label: 「推荐阅读：……」."""
    if line.role in _KEPT or (line.fixed and line.role is not Role.TEXT) or line.plain[-1] in "。！!":
        return False
    return len(line.plain) <= _LONGEST_LINK and has_boilerplate_label(line.plain)


_LONGEST_BARE_CALL = 12
_CALLS = re.compile(
    "展开|收起|点击|点我|点选|查看|请看|请继续|继续阅读|下载|打赏|赞助|扫码|长按|打开|收听|分享|收藏|订阅|广告"
)


_KEPT = frozenset({Role.QUOTE, Role.DIVIDER, Role.BYLINE, Role.SOURCE, Role.CREDIT, Role.NOTE, Role.DATELINE})


def _is_chatter(line: Line, topic: str = "") -> bool:
    """Whether a paragraph at the edge of a text consists of the words of boilerplate."""
    if line.role in _KEPT or (line.fixed and line.role is Role.HEADING):
        return False
    length = len(line.plain)
    if length <= _LONGEST_LINK and has_boilerplate_label(line.plain):
        return True
    return boilerplate_share(line.plain, topic) >= (0.45 if length <= _LONGEST_LINK else 0.55)


def _mark_rest(lines: Sequence[Line], rules: list[str]) -> None:
    """Mark everything from 相关阅读 on, if nothing but titles of other pages follows."""
    begin = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if _is_prose(line) and not _rule(line, "tail", "edge", "rest"):
            break
        if _rule(line, "rest"):
            begin = place
    for place in range(begin, len(lines)):
        rules[place] = rules[place] or "boilerplate.related"


def _is_prose(line: Line) -> bool:
    """Whether a paragraph is a sentence, which no title of another page is."""
    return len(line.plain) > _PARAGRAPH or (len(line.plain) > _SHORT_SENTENCE and line.plain[-1] in "。！!”」")


_SHORT_SENTENCE = 20


def _mark_tail(lines: Sequence[Line], rules: list[str], *, by_words: bool, topic: str) -> None:
    for place in range(len(lines) - 1, -1, -1):
        if rules[place]:
            continue
        rules[place] = _rule(lines[place], "tail", "edge", "rest")
        if not rules[place] and by_words and place and _is_chatter(lines[place], topic):
            rules[place] = "boilerplate.words"
        if not rules[place] and lines[place].role not in _LABELS - {Role.HEADING, Role.DIVIDER}:
            break


def _mark_head(lines: Sequence[Line], rules: list[str], *, by_words: bool, titled: bool) -> None:
    for place, line in enumerate(lines):
        if rules[place]:
            continue
        rules[place] = _rule(line, "head", "edge")
        if not rules[place] and by_words and _is_chatter(line) and (titled or _has_other_title(lines, place)):
            rules[place] = "boilerplate.words"
        if not rules[place] and by_words and _BREADCRUMB.fullmatch(fold(line.plain[:_LONGEST_LINK])):
            rules[place] = "boilerplate.breadcrumb"
        if not rules[place] and line.role not in _LABELS:
            break


_BREADCRUMB = re.compile(r"[^\s>»›]{1,12}(?:\s*(?:>{1,2}|»|›)\s*[^\s>»›]{1,16}){1,6}\s*[>»›]{0,2}")


def _has_other_title(lines: Sequence[Line], place: int) -> bool:
    """Whether another line near the beginning may be the title."""
    near = (*lines[max(0, place - 4) : place], *lines[place + 1 : place + 6])
    return any(line.role is Role.HEADING and not _is_chatter(line) for line in near)
