"""Names of people and of papers, as bylines carry them. All patterns look at folded text."""

from __future__ import annotations

import re
from functools import cache

from wenzhai.clean.folding import data_lines

HAN = "[\u4e00-\u9fff\u3400-\u4dbf]"
NAME = f"(?:{HAN}(?: ?{HAN}){{1,3}}|{HAN}{{1,6}}·{HAN}{{1,8}})"
"""What may be a name where a label already says that one comes: two characters may stand apart (王  刚)."""

NAMES = rf"{NAME}(?:\s*[,、;/&和 ]\s*{NAME}){{0,9}}"

PAPER = (
    "(?:本报|本刊|本社|本台|本网"
    f"|{HAN}{{1,8}}(?:社|日报|晚报|早报|时报|导报|周报|周刊|新闻|网|报|台|通讯|杂志|客户端))"
)
"""The paper or agency that a byline names."""

REPORTER = (
    "(?:首席|特约|实习|见习|驻[\u4e00-\u9fff]{1,6}|全媒体|融媒体|摄影|文字|本报){0,4}"
    "(?:记者|通讯员|特派员|特派记者|评论员|撰稿人|特约撰稿|实习生)"
)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    single, double = data_lines("surnames.txt")
    return frozenset(single), frozenset(double.split())


def is_name(folded: str) -> bool:
    """Whether a text of its own is most likely a person's name: 袁正, 欧阳修, 王 刚."""
    name = folded.replace(" ", "")
    if name in _NO_NAMES:
        return False
    if not 2 <= len(name) <= 4 or not re.fullmatch(f"{HAN}+", name):  # noqa: PLR2004 - characters of a name
        return False
    single, double = _surnames()
    if name[:2] in double:
        return len(name) >= 3  # noqa: PLR2004 - a given name must be left
    return name[0] in single and len(name) <= 3 and not name.startswith("关于")  # noqa: PLR2004


def is_spaced_name(folded: str) -> bool:
    """Whether a line is two characters set apart, as papers set short names, pen names too: 秋　水, 老 铁."""
    return bool(_SPACED_NAME.fullmatch(folded))


_SPACED_NAME = re.compile(rf"{HAN}\s{{1,3}}{HAN}")


_NO_NAMES = frozenset(
    {"原创", "来源", "时间", "时评", "简介", "关注", "相关", "成文", "经济", "全文", "全国", "方案", "和谐"}
    | {f"周{day}" for day in "一二三四五六日末"}
)
"""Words of page heads, and days of the week, that begin like a name."""


def is_latin_name(text: str) -> bool:
    """Whether a text of its own may be a name in Latin letters: Kelvin, Mary Wong."""
    return bool(_LATIN_NAME.fullmatch(text))


_LATIN_NAME = re.compile(r"(?![A-Z]+$)[A-Z][A-Za-z][A-Za-z.'-]{0,19}(?: [A-Z][A-Za-z.'-]{0,20}){0,3}")


_SPACED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s{1,2}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
"""费　明: a name of two characters is set as wide as one of three."""


def close_names(folded: str) -> str:
    """Return the text with the blanks taken out of names of two characters that are set apart: 编辑 何 田."""
    return _SPACED.sub(r"\1\2", folded)


_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff])(?:\d(?:,\d)*|\*{1,3}|[①-⑨¹²³⁴⁵])")
"""冯远航1，沈一鸣2, 卢青**: the number says where each works."""


def are_names(folded: str) -> bool:
    """Whether a text consists of one name or several."""
    bare = close_names(_FOOTNOTE.sub("", folded))
    parts = [part for part in re.split(r"[,、;/&]|\s+", bare.strip()) if part]
    if not parts or len(parts) > 8:  # noqa: PLR2004 - more is a list, not a byline
        return False
    return is_name(bare) or all(map(is_name, parts))
