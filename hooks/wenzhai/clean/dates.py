"""Dates as Chinese pages print them. A year that is not printed is not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}

_TIME = (
    r"(?:\s*T?\s*(?:上午|下午|早上|晚上|AM|PM)?\s*\d{1,2}\s?(?::|时|点)\s?\d{1,2}"
    r"(?:\s?(?::|分)\s?\d{0,2}(?:\.\d{1,6})?\s?秒?)?)?"
)
_ZONE = r"(?:\s?(?:Z|GMT|UTC|HKT|CST|[+-]\d{2}:?\d{2}|AM|PM))?"
_WEEKDAY = r"(?:\s*[(]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)]?)?"
_LUNAR = (
    r"(?:\s*(?:农历)?[\u4e00-\u9fff]{0,2}年?"
    r"[正一二三四五六七八九十冬腊]{1,2}月(?:初|十|廿|三)[一二三四五六七八九十])?"
)

_ARABIC = (
    r"(?P<y>(?:19|20)\d{2})(?:\s*(?:年|[-/.])\s*|\s(?=\d{1,2}/\d))(?P<m>\d{1,2})\s*"
    r"(?:(?:月|[-/.])\s*(?P<d>\d{1,2})(?:\s*日|(?!\d))|月(?!\d))(?:\s*HKT)?"
)
_CHINESE = (
    r"(?P<cy>[一二][〇零○O一二三四五六七八九]{3})年"
    r"(?:(?P<cm>[正元一二三四五六七八九十]{1,2})月(?:(?P<cd>[一二三四五六七八九十廿]{1,3})日)?)?"
)
_REPUBLIC = (
    r"(?:(?:中华)?民国\s*|(?<!\d)(?=1[01]\d年\d{1,2}月\d{1,2}日))(?P<ry>\d{2,3})\s*年"
    r"\s*(?P<rm>\d{1,2})\s*月(?:\s*(?P<rd>\d{1,2})\s*日)?"
    r"|(?:中华)?民国(?P<rcy>[〇零○一二三四五六七八九十百]{2,5})年(?P<rcm>[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<rcd>[一二三四五六七八九十廿]{1,3})日)?"
)
_REPUBLIC_DIGITS = (
    r"(?<![\d./-])(?P<sy>1[01]\d)(?P<sign>[-/.])(?P<sm>0?[1-9]|1[0-2])(?P=sign)(?P<sd>[0-2]?\d|3[01])(?![\d./-])"
)
"""112-11-02: Taiwan's authorities date their pages so."""
_ENGLISH = (
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s*)?"
    r"(?:(?P<ed>\d{1,2})\s+(?P<em>[A-Z][a-z]{2})[a-z]*\.?,?\s+(?P<ey>\d{4})"
    r"|(?P<fm>[A-Z][a-z]{2})[a-z]*\.?\s+(?P<fd>\d{1,2}),\s*(?P<fy>\d{4}))"
)

DATE = re.compile(
    f"(?:{_ARABIC}|{_CHINESE}|{_REPUBLIC}|{_REPUBLIC_DIGITS}|{_ENGLISH}){_WEEKDAY}{_LUNAR}{_TIME}{_WEEKDAY}{_ZONE}"
)
"""A date in a folded text, with the weekday and the time that stand beside it."""


# Cheaper than the pattern itself, and no date is without one of them.
_HINT = re.compile(r"(?:19|20)\d{2}|年|1[01]\d[-/.]")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date: offsets into the folded text, and `2024-03-05`, or `2024-03` where no day is printed."""

    start: int
    end: int
    iso: str


def find_date(folded: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """Return the first date that could have been, or `None`."""
    stop = len(folded) if end is None else end
    if not _HINT.search(folded, start, stop):
        return None
    for match in DATE.finditer(folded, start, stop):
        iso = _iso(match)
        if iso:
            return FoundDate(match.start(), match.end(), iso)
    return None


def whole_date(folded: str) -> FoundDate | None:
    """Return the date if the text is a date and nothing else but brackets around it."""
    found = find_date(folded)
    if (
        found
        and "-" in found.iso
        and not (folded[: found.start] + folded[found.end :]).strip(" ()[]【】|,;-—号刊/完")
    ):
        return found
    return None


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    year, month, day = found["y"], found["m"], found["d"]
    if found["cy"]:
        year = "".join(_DIGITS[c] for c in found["cy"])
        month = _chinese_number(found["cm"]) if found["cm"] else None
        day = _chinese_number(found["cd"]) if found["cd"] else None
    elif found["rcy"]:
        year = str(_republican_year(found["rcy"]) + 1911)
        month, day = _chinese_number(found["rcm"]), _chinese_number(found["rcd"]) if found["rcd"] else None
    elif found["ry"]:
        year, month, day = str(int(found["ry"]) + 1911), found["rm"], found["rd"]
    elif found["sy"]:
        year, month, day = str(int(found["sy"]) + 1911), found["sm"], found["sd"]
    elif found["ey"] or found["fy"]:
        year, day = found["ey"] or found["fy"], found["ed"] or found["fd"]
        month = str(_MONTHS.get((found["em"] or found["fm"]).lower(), 0))
    if month is None:
        return year
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(day) <= 31 else None  # noqa: PLR2004 - days


def _republican_year(text: str) -> int:
    """Return 113 of 一一三, 一百一十三 and 一百十三."""
    if "百" in text or "十" in text:
        hundreds, _, rest = text.rpartition("百")
        rest = rest.replace("零", "").replace("〇", "")
        return 100 * bool(hundreds) + int(_chinese_number(rest) if rest else "0")
    return int("".join(_DIGITS[c] for c in text))


def _chinese_number(text: str) -> str:
    text = text.replace("正", "一").replace("元", "一").replace("廿", "二十")
    tens, ten, ones = text.rpartition("十")
    value = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}
    if not ten:
        return str(value.get(ones, 0))
    return str(value.get(tens, 1) * 10 + value.get(ones, 0))
