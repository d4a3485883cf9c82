"""How a short paragraph looks that belongs to the page around a text and not to the text itself.

No list of phrases is ever complete. What pages print around their texts has a shape as well: words of a small
vocabulary (关注, 转载, 上一篇) close together, labels with values, addresses, words between bars, no mark that ends a
sentence, nothing in common with the text. Each cue is a weight (logarithm of a likelihood ratio); they are added up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from wenzhai.clean.boilerplate import boilerplate_share, has_boilerplate_label
from wenzhai.clean.dates import find_date
from wenzhai.clean.draft import Line, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import FORMULA
from wenzhai.clean.numbering import numbering
from wenzhai.clean.punctuation import End, ending

_LONGEST = 200
"""Characters: a longer paragraph is not looked at."""
_PROSE = -9.0
_FOREIGN = 0.5
"""A sentence that is not in Chinese, in a Chinese text: the notice of a site, rather."""
_MOSTLY_LATIN = 10
"""Characters, of which one is Chinese."""
_BY_END = {
    End.NONE: 0.5,
    End.CLOSER: 0.3,
    End.COLON: -1.5,
    End.SEMICOLON: -3.0,
    End.COMMA: -3.0,
    End.OPEN: -3.0,
}
_SENTENCE = 14
_LONG = 60
_LITTLE = 0.25
"""Share of the vocabulary below which a sentence is one of the text."""
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2}")
_LATIN_WORDS = re.compile("[A-Za-z]{2,} [A-Za-z]{2,}")
_TAGS = re.compile(r"(?:#\s?[^\s#]{1,20}\s*)+(?:[-—|]\s?[^。]{2,40})?")
_BULLET = re.compile("[▪·›«»※★☆◎►▶▲△▼▽↓↑→←⭐•◆◇■□●○+]|[-—–]{1,2} ")
_ADDRESS = re.compile(r"https?:|www\.|[\w.+-]{1,40}@[\w-]{1,40}\.|\d{3,4}[- ]\d{4}|\(\d{2,4}\)\d|\d{8}")
_BARE_LABEL = re.compile(r"[^\s:,。“”]{2,8}\s?:")
_LABEL = re.compile(r"[^\s:,。“”]{1,8}\s?:\s*\S.{0,30}")
_FRAMED = re.compile(r"[(\[【]\S{1,4}[)\]】]")
_SHORT_LABEL = re.compile(r"[^:,。“”]{2,8}\s?:\s*[^,。“”]{1,10}")
_BETWEEN = re.compile(r"\s*[|/·>»›•→・]+\s*|\s+")
_ADDRESS_LAST = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+$")
_CALLED = 3.0
"""Weight of words of boilerplate before an address: 立即下载：https://…"""
_CHANCE = 0.15
"""Share of the vocabulary that any title may have."""
_STRANGE = 0.7
_RARE = 0.1
_FEW = 3
"""Pairs of characters: fewer are a word that anything may have."""
_TITLE = 6
"""Characters: shorter ones share nothing with anything."""
_BARS = re.compile(r"[|>»›→]")
_WORD = 8


_MANY = 50


def words_of(lines: Sequence[Line]) -> frozenset[str]:
    """Return the pairs of neighbouring characters in the paragraphs that are prose beyond doubt, enough of them."""
    some = lines if len(lines) <= 2 * _MANY else (*lines[:_MANY], *lines[-_MANY:])
    prose = [line.plain for line in some if is_prose(line)]
    texts = [fold(plain) for plain in prose if not is_notice(plain)] or [fold(plain) for plain in prose]
    return frozenset(text[at : at + 2] for text in texts for at in range(len(text) - 1))


def is_notice(plain: str) -> bool:
    """Whether a sentence rather is the page's: 如有查詢，請致電…"""
    return len(plain) <= _LONGEST and bool(_ADDRESS.search(fold(plain)) or boilerplate_share(plain) >= _LITTLE)


def is_prose(line: Line) -> bool:
    """Whether a paragraph is longer than a call, and a sentence."""
    return line.role is Role.TEXT and len(line.plain) > _SENTENCE and ending(line.plain) is End.TERMINAL


def is_greeting(plain: str) -> bool:
    """Whether a line greets those whom a speech or a letter is for: 各位會員：, 同志们："""
    return len(plain) <= _LONGEST_GREETING and bool(_GREETING.fullmatch(fold(plain)))


_GREETING = re.compile(
    "(?:尊敬的|敬爱的|亲爱的)?(?:各(?:位|会员|企业|单位|成员)|同志|老师|同学|女士|先生|编辑|朋友|领导|家人|乡亲|主席|主任)[^。]{0,24}:"
)
_LONGEST_GREETING = 40


def margin_weight(plain: str, words: frozenset[str], topic: str = "") -> float:
    """Return the weight for a paragraph being part of the page: above 0 it rather is, below 0 it rather is not.

    `words`: the pairs of characters of the text; `topic`: what a compilation is about, folded.
    """
    if len(plain) > _SENTENCE and words and is_foreign(plain):
        return _FOREIGN
    if len(plain) > _LONGEST or is_greeting(plain):
        return _PROSE
    folded = fold(plain)
    share = boilerplate_share(plain, topic)
    known = familiar(folded, words)
    weight = _sentence(plain, share) + _shape(folded) + _words_weight(share) - 3.0 * known * (1 - share)
    weight += _CALLED * (share > 0 and bool(_ADDRESS_LAST.search(folded)))
    weight += _STRANGE * (known < _RARE and len(plain) >= _TITLE and ending(plain) is not End.TERMINAL)
    return weight + 3.0 * has_boilerplate_label(plain)


def is_foreign(plain: str) -> bool:
    """Whether a sentence is not in Chinese, but for a name or two."""
    return ending(plain) is End.TERMINAL and _MOSTLY_LATIN * len(_HAN.findall(plain)) < len(plain)


def is_label(plain: str) -> bool:
    """Whether a short paragraph is a label with its value: 体裁：意见."""
    return bool(_SHORT_LABEL.fullmatch(fold(plain)))


def _words_weight(share: float) -> float:
    return max(0.0, 8.0 * (share - _CHANCE))


def _sentence(plain: str, share: float) -> float:
    """Return what the end of the paragraph says, and its length."""
    end = ending(plain)
    if end is End.COLON and _BARE_LABEL.fullmatch(fold(plain)):
        return 0.0
    if end is not End.TERMINAL:
        return _BY_END[end] - 3.0 * (len(plain) > _LONG)
    if plain[0] in "“「" or plain[-1] in "”」":
        return -6.0
    if plain.rstrip("』’）)")[-1:] in "！？!?…":
        return -1.0 if len(plain) <= _LONG else -4.0
    return (
        -2.0 - 6.0 * (share < _LITTLE and not _ADDRESS.search(fold(plain))) - 4.0 * (1 - share) * (len(plain) > _LONG)
    )


def _shape(folded: str) -> float:
    """Return what the shape of the paragraph says, its words left aside."""
    if not _HAN.search(folded):
        return 3.0 if _LATIN_WORDS.search(folded) else 2.0 if _LATIN.search(folded) else 0.0
    if FORMULA.search(folded):
        return _PROSE
    weight = 2.0 * bool(_ADDRESS.search(folded)) + 4.0 * bool(_TAGS.fullmatch(folded))
    weight += 1.0 * bool(_BULLET.match(folded)) + 0.5 * (folded[0] in "([【") + 1.0 * bool(_FRAMED.fullmatch(folded))
    weight += 1.0 * bool(_LABEL.fullmatch(folded)) + 1.0 * (find_date(folded) is not None)
    pieces = [piece for piece in _BETWEEN.split(folded) if piece]
    weight += 3.0 * is_path(folded) + 3.0 * bool(_FILE.search(folded))
    if len(pieces) > 1 and max(map(len, pieces)) <= _WORD:
        weight += min(len(pieces) - 1, 3) * (1.5 if _BARS.search(folded) else 0.8)
    digits = sum(map(str.isdigit, folded))
    weight += 1.0 * (digits * 3 > len(folded))
    number = numbering(folded)
    return weight - (0.0 if number is None else 1.2 if number.style == "digit" else 2.5)


def is_path(plain: str) -> bool:
    """Whether a line is the path to a page: 首页 > 产业 > 正文."""
    home, *rest = _BETWEEN.split(fold(plain).strip())
    return bool(rest) and home.lower() in _HOMES


_HOMES = frozenset({"首页", "主页", "网站首页", "新闻首页", "home", "index"})
_FILE = re.compile(
    r"\S\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odf|wps|et|ofd|zip|rar|7z|csv|jpe?g|png)\b[)\]】]?(?:\s*[(\[][^)\]]{2,12}[)\]])?$",
    re.IGNORECASE,
)
"""The name of a file to load: 申請書格式.odt, 附件.pdf（1.2MB）."""


def familiar(folded: str, words: frozenset[str]) -> float:
    """Return which share of the paragraph's pairs of characters the text has too."""
    pairs = [pair for pair in map("".join, pairwise(folded)) if pair.isalpha()]
    return sum(pair in words for pair in pairs) / max(len(pairs), _FEW) if pairs else 0.0
