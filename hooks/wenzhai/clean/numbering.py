"""Numbered beginnings: 一、 （一） 1. (1) 第一章 NO．1, in the order in which Chinese documents nest them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "[一二三四五六七八九十百]{1,3}"
_FORMAL_HAN = "[壹贰叁参肆伍陆柒捌玖拾]{1,2}"

# From the outermost to the innermost. The last of a document may be anything's child: ranks are only compared.
_STYLES = (
    ("part", rf"第\s?(?:{_HAN}|\d{{1,2}})\s?(?:编|卷|部|篇|章|部分|讲|回|单元)(?![的是中里内])[、:.\s]*"),
    ("number", r"(?:N[Oo]\.?|Part\.?|PART\.?|Chapter)\s?\d{1,2}[、:.\s]*"),
    ("section", rf"第\s?(?:{_HAN}|\d{{1,2}})\s?节[、:.\s]*"),
    ("formal", rf"(?:{_FORMAL_HAN}|参(?=、))\s?(?:[、.,:]|\s(?=\S))\s*"),
    ("han", rf"(?:{_HAN})\s?(?:[、.,:]|\s(?=\S))\s*"),
    ("han-bracket", rf"[(【\[]\s?(?:{_HAN})\s?[)】\]]\s*[、.,:]?\s*"),
    ("decimal-deep", r"\d{1,2}(?:\.\d{1,2}){2}(?![\d%年月日])[、.:\s]*"),
    ("decimal", r"\d{1,2}\.\d{1,2}(?![\d%年月日])[、.:\s]*"),
    ("digit", r"\d{1,2}\s?(?:[、:]|\.(?!\d)|,(?!\d)|\s(?=[\u4e00-\u9fff]))\s*"),
    ("digit-bracket", r"\(?\s?\d{1,2}\s?\)\s*[、.]?\s*"),
    ("circled", r"[①-⑳⑴-⒇❶-❿]\s*"),
    ("letter", r"[A-Za-z]\s?[、.)]\s*(?=[\u4e00-\u9fff])"),
)
_PATTERN = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in _STYLES))
RANK = {name: rank for rank, (name, _) in enumerate(_STYLES)}


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a line is numbered."""

    style: str
    end: int
    """Offset behind the number."""
    number: int
    """The number itself; 0 where it is not understood."""

    @property
    def rank(self) -> int:
        """Order of nesting: lower is further out."""
        return RANK[self.style]


def numbering(folded: str) -> Numbering | None:
    """Return the number at the beginning of a folded text, or `None`."""
    match = _PATTERN.match(folded)
    if not match or not match.lastgroup:
        return None
    return Numbering(match.lastgroup.replace("_", "-"), match.end(), number_value(match[0]))


_ENTRY = re.compile(r"\[\d{1,3}\]\s*[\w“《]")


def is_entry(folded: str) -> bool:
    """Whether a folded text begins like an entry of a bibliography: [3] 作者."""
    return bool(_ENTRY.match(folded))


def number_value(text: str) -> int:
    """Return the number that stands last in a text, in figures or characters; 0 where it is not understood."""
    digits = re.findall(r"\d+", text)
    if digits:
        return int(digits[-1])
    if "①" <= text[0] <= "⑳":
        return ord(text[0]) - ord("①") + 1
    han = re.sub("[^一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]", "", text).translate(_FORMAL)
    tens, ten, ones = han.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
