"""Numbers in Chinese text with their units: 7.9%, 38.2亿元, 一千五百多年, 近七成, 两位数; and which are figures.

Text is in simplified script: fold it first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wenzhai.digest.tables import word_lists

_DIGITS = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_CHINESE = "".join((*_DIGITS, *_SMALL, *_LARGE))
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")

_WORDS = "两位数|三位数|翻了?[一两二三四几]?番|过半"
"""Quantities that are words."""

_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_TEN = 10


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text has it."""

    start: int
    end: int
    """Behind its unit."""
    value: Decimal
    """万, 亿 and the like taken in, the unit not: 7.9 for 7.9%, 3820000000 for 38.2亿元."""
    unit: str
    """Empty where the table knows none; for a quantity that is a word, such as 两位数, that word."""
    chinese: bool
    """Whether it is written in Chinese numerals."""
    inexact: bool
    """Whether 多, 余 or the like is part of it."""

    @property
    def is_word(self) -> bool:
        """Whether it is a quantity that is a word, such as 两位数: its value says nothing."""
        return re.fullmatch(_WORDS, self.unit) is not None


def numbers(text: str) -> tuple[Number, ...]:
    """Return every number of the text, in order, whatever it counts."""
    return tuple(_number(match) for match in _pattern().finditer(text.translate(_WIDE)))


def figures(text: str) -> tuple[Number, ...]:
    """Return the numbers that measure something: not dates, ages, ordinals, nor one, two, three of anything."""
    return tuple(number for number in numbers(text) if _is_figure(number, text))


def is_count(unit: str) -> bool:
    """Return whether a unit counts things."""
    return unit in _units()["counts"]


def missing_numbers(cell: str, evidence: str) -> tuple[str, ...]:
    """Return the numbers of a figure's cell that do not stand in its evidence with the same value and unit."""
    known = {(n.value, n.unit) for n in numbers(evidence)}
    values = {n.value for n in numbers(evidence) if n.unit not in _units()["rates"]}
    return tuple(
        cell[n.start : n.end].strip()
        for n in numbers(cell)
        if (n.value, n.unit) not in known and not (not n.unit and n.value in values)
    )


def with_rough_words(text: str, number: Number) -> str:
    """Return the number as the text has it, with the words beside it that make it a rough one: 近3000名, 不到4元."""
    words = word_lists("cut_offs")
    before, behind = text[: number.start].rstrip(), text[number.end :].lstrip()
    start = max((w for w in words["before_figures"] if before.endswith(w)), key=len, default="")
    end = max((w for w in words["behind_figures"] if behind.startswith(w)), key=len, default="")
    return start + text[number.start : number.end].strip() + end


def unmarked_rough_numbers(cell: str, measure: str, evidence: str) -> tuple[str, ...]:
    """Return the rough numbers of the evidence that a figure's cell gives as exact ones, and its measure too."""
    rough: dict[tuple[Decimal, str], str] = {}
    for n in numbers(evidence):
        words = with_rough_words(evidence, n)
        is_exact = words == evidence[n.start : n.end].strip() and not n.inexact
        rough[n.value, n.unit] = "" if is_exact else rough.get((n.value, n.unit), words)
    said = f"{cell} {measure}"
    given = ((n, rough.get((n.value, n.unit), "")) for n in numbers(cell))
    return tuple(words for n, words in given if words and not n.inexact and not _says_rough(said))


def _says_rough(text: str) -> bool:
    words = word_lists("cut_offs")
    return any(word in text for name in ("before_figures", "behind_figures") for word in words[name])


@cache
def _units() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in word_lists("units").items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = ("rates", "money", "time", "people", "counts", "sizes", "not_figures")
    units = sorted({unit for name in names for unit in _units()[name]}, key=lambda unit: (-len(unit), unit))
    return re.compile(
        f"(?P<word>{_WORDS})"
        r"|(?P<tenths>[一二两三四五六七八九])成(?P<hundredths>[一二三四五六七八九半])(?![十百千万亿个家项名人位成])"
        r"|(?P<per>[百千]分之)?"
        r"(?:(?<![0-9A-Za-z.])(?P<arabic>[0-9]{1,18}(?:,[0-9]{3}(?![0-9])){0,5}(?:\.[0-9]{1,12})?)"
        rf"|(?P<chinese>[{_CHINESE}]{{1,18}}(?:点[{''.join(_DIGITS)}]{{1,12}})?))"
        r" ?(?P<magnitude>[十百千万亿]{1,3})?(?P<more>[多余来几])?(?P<magnitude_after>[万亿])?"
        rf" ?(?P<unit>{'|'.join(map(re.escape, units))})?"
    )


def _number(match: re.Match[str]) -> Number:
    start, end = match.span()
    if match["word"]:
        return Number(start, end, Decimal(0), match["word"], chinese=True, inexact=False)
    if match["tenths"]:
        hundredths = 5 if match["hundredths"] == "半" else _DIGITS[match["hundredths"]]
        value = Decimal(f"{_DIGITS[match['tenths']]}.{hundredths}")
        return Number(start, end, value, "成", chinese=True, inexact=False)
    arabic = match["arabic"]
    value = Decimal(arabic.replace(",", "")) if arabic else _chinese_value(match["chinese"])
    for magnitude in (match["magnitude"], match["magnitude_after"]):
        value *= _chinese_value(magnitude) if magnitude else 1
    unit = {"百分之": "%", "千分之": "‰"}.get(match["per"] or "", match["unit"] or "")
    return Number(start, end, value, unit, chinese=not arabic, inexact=bool(match["more"]))


def _chinese_value(numeral: str) -> Decimal:
    whole, _, fraction = numeral.partition("点")
    if not any(c in _SMALL or c in _LARGE for c in whole):
        digits = "".join(str(_DIGITS[c]) for c in whole)
        return Decimal(f"{digits}.{''.join(str(_DIGITS[c]) for c in fraction) or '0'}")
    total = section = digit = 0
    for c in whole:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[c], 0
        else:
            section += digit
            total = (total + section or 1) * _LARGE[c] if c == "亿" else total + (section or 1) * _LARGE[c]
            section = digit = 0
    return Decimal(total + section + digit) + Decimal(f"0.{''.join(str(_DIGITS[c]) for c in fraction) or '0'}")


def _is_figure(number: Number, text: str) -> bool:
    units, unit = _units(), number.unit
    printed = text[number.start : number.end]
    before, after = text[max(0, number.start - 1) : number.start], text[number.end :][:2]
    if number.is_word:
        return True
    is_dated = unit == "年" and text[: number.start].rstrip().endswith(tuple(units["eras"]))
    if not unit or unit in units["not_figures"] or before == "第" or is_dated:
        return False
    if unit == "成" and after.startswith(tuple(units["not_tenths"])):
        return False
    if not number.chinese:
        is_year = unit == "年" and not number.inexact and _FIRST_YEAR <= number.value <= _LAST_YEAR
        return not is_year
    if unit in units["rates"] | units["money"]:
        return True
    counted = any(c in _DIGITS or c == "十" for c in printed) or before in {"数", "几"}
    return counted and number.value >= _TEN
