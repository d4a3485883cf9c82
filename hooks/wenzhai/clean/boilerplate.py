"""Boilerplate of web pages: phrases in a table, dropped where a text begins or ends, never inside it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from wenzhai.clean.folding import data_lines, fold

_INTRO = "boilerplate.sample.intro"
_OFFICIAL = "boilerplate.official"
_RIGHTS = "boilerplate.rights"
_NEIGHBOURS = "boilerplate.neighbours"
_NOTICES = "boilerplate.notices"
_SURE = frozenset({_INTRO, _OFFICIAL, _NOTICES})
"""Rules whose phrases need no other words of boilerplate beside them, however long the paragraph."""
_LONGEST = {_INTRO: 400, _RIGHTS: 300, _OFFICIAL: 300, _NOTICES: 160}
"""Characters of a paragraph that a phrase with a gap may match, by rule; 100 for all others."""
_LONGEST_OTHER = 100
_SHORT = 30
_LITTLE = 0.2
_MUCH_WORDED = 14
"""Characters: a phrase with so many words of its own is met by no accident."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of the table: literal parts with any text between them, at one place of a text."""

    rule: str
    where: str
    """head, tail, edge, anywhere or rest."""
    parts: tuple[str, ...]

    def matches(self, plain: str) -> bool:
        """Whether the phrase is all of a folded text without blanks. Linear: parts are found from left to right."""
        if len(self.parts) == 1:
            return plain == self.parts[0]
        if len(plain) > _LONGEST_OTHER and len(plain) > _LONGEST.get(self.rule, 0):
            return False
        first, *inner, last = self.parts
        if not plain.startswith(first) or not plain.endswith(last) or len(plain) < len(first) + len(last):
            return False
        at, end = len(first), len(plain) - len(last)
        for part in inner:
            found = plain.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True

    @property
    def key(self) -> str:
        """The two characters (one, where there are no more) by which the table finds the phrase."""
        return max(self.parts, key=len)[:2]


@lru_cache(maxsize=1 << 14)
def find_phrase(plain: str) -> Phrase | None:
    """Return the phrase that a paragraph consists of, or `None`."""
    if len(plain) > max(_LONGEST.values()):
        return None
    folded = "".join(fold(plain).split()).strip(_DECORATION)
    phrase = (_lookup(folded) or _lookup(folded.strip("()[]【】“”"))) if folded else None
    if phrase is None and (clause := _CLAUSE.match(folded)):
        phrase = _lookup(folded[clause.end() :])
        phrase = phrase if phrase and phrase.rule == _RIGHTS else None
    if phrase and phrase.rule == _NEIGHBOURS and folded[-1] == "。" and ":" not in folded:
        return None  # 下一篇想写写…。
    telling = phrase is not None and (sum(map(len, phrase.parts)) >= _MUCH_WORDED or bool(_CONTACT.match(folded)))
    if (
        phrase
        and not telling
        and len(folded) > _SHORT
        and phrase.rule not in _SURE
        and boilerplate_share(plain) < _LITTLE
    ):
        return None  # prose that happens to begin like a phrase
    return phrase


_CONTACT = re.compile(r"[地会社]址:[^。]{4,60}(?:电话|传真):[\dX()-]{4}", re.IGNORECASE)
"""Where who prints an issue can be found."""
_CLAUSE = re.compile(r"[①-⑩]|[(]?[0-9一二三四五六七八九十]{1,2}[)、.]")
"""The number of a clause: ① 凡本网注明…"""


def is_official_mark(plain: str) -> bool:
    """Whether a line begins as the last part of an official document does: 抄送：, 分送：."""
    phrase = find_phrase(plain) if ":" in fold(plain[:_LONGEST_LABEL]) else None
    return phrase is not None and phrase.rule == _OFFICIAL


def _lookup(folded: str) -> Phrase | None:
    table = _table()
    keys = dict.fromkeys((*map("".join, pairwise(folded)), *folded))
    return next((phrase for key in keys for phrase in table.get(key, ()) if phrase.matches(folded)), None)


_DECORATION = "▪■●◆★☆※►▶▼▲△▽◎○·*-—=~_|<>↓↑→←"


@cache
def _table() -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases by their keys."""
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    rule = where = ""
    for line in data_lines("boilerplate.txt"):
        section = re.fullmatch(r"\[([a-z.]+) @([a-z]+)\]", line)
        if section:
            rule, where = section[1], section[2]
            continue
        phrase = Phrase(f"boilerplate.{rule}", where, tuple("".join(line.split()).split("*")))
        phrases[phrase.key].append(phrase)
    return {key: tuple(row) for key, row in phrases.items()}


@lru_cache(maxsize=1 << 15)
def boilerplate_share(plain: str, topic: str = "") -> float:
    """Return which share of a short paragraph consists of the words of boilerplate: 0 without a telling one.

    `topic`, folded, is what a compilation is about; it says nothing either way, nor do numbers.
    """
    if len(plain) > LONGEST_BY_WORDS:
        return 0.0
    named = fold(plain)
    bare = _ADDRESS.sub("", named) if _MAY_ADDRESS.search(named) else named
    folded = _NO_LETTER.sub("", bare)
    if topic:
        folded = folded.replace(topic, "")
    strong, any_word = _words()
    if not folded:
        return 1.0 if bare != named else 0.0
    telling = bare != named or bool(topic and topic in "".join(bare.split())) or strong.search(folded)
    if not telling and len(folded) > _LONGEST_LABEL:
        return 0.0
    share = sum(map(len, any_word.findall(folded))) / len(folded)
    if not telling:
        return _HINT if share == 1 and len(folded) <= _LONGEST_LABEL else 0.0
    return share


def has_boilerplate_label(plain: str) -> bool:
    """Whether a short paragraph is a link or a name behind a label of boilerplate: 「延伸阅读：……」."""
    label, colon, _ = fold(plain[:_LONGEST_LABEL]).partition(":")
    return bool(colon) and boilerplate_share(label) >= 0.8  # noqa: PLR2004 - a label is nothing else


_LONGEST_LABEL = 14
_HINT = 0.3
"""For a few words of boilerplate of which none is telling."""
LONGEST_BY_WORDS = 300
_NO_LETTER = re.compile(r"[\W\d_]+")
_MAY_ADDRESS = re.compile("[:@]|www")
_ADDRESS = re.compile(r"https?://\S{1,80}|www\.\S{1,80}|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a telling word, and what finds any word of boilerplate, longest first."""
    lists: dict[str, list[str]] = {"strong": [], "weak": []}
    section = ""
    for line in data_lines("edge_words.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            lists[section] += line.split()
    strong, every = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        for words in (lists["strong"], lists["strong"] + lists["weak"])
    )
    return re.compile(strong), re.compile(every)
