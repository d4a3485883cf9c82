"""Lines of the seed become lines of the draft: white space at the ends goes, invisible characters are dropped."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.characters import is_invisible
from wenzhai.clean.columns import width
from wenzhai.clean.draft import Draft, Dropped, Gap, Line
from wenzhai.clean.text import Text, line_text, without
from wenzhai.model import Problem, Severity, Source


def read_plain_lines(source: Source) -> Draft:
    """Return the lines of a seed without markup."""
    lines: list[Line] = []
    drops: list[Dropped] = []
    gap = Gap.BLANK
    space = 0
    invisible = frozenset(filter(is_invisible, set().union(*source.lines)))
    for number, content in enumerate(source.lines, start=1):
        if content.lstrip(" \t").startswith("\f"):
            gap = Gap.PAGE
        text = line_text(number, content)
        if not invisible.isdisjoint(content):
            text, gone = split_invisible(text)
            drops += gone
        stripped = text.strip()
        if not stripped.plain:
            gap = Gap.PAGE if gap is Gap.PAGE or "\f" in content else Gap.BLANK
            space += 1
            continue
        blanks = text.plain[: len(text.plain) - len(text.plain.lstrip())]
        indent = width(blanks.expandtabs(4)) if blanks else 0
        lines.append(Line(stripped, gap=gap, space=space, indent=indent, width=width(stripped.plain)))
        space = 0
        gap = Gap.PAGE if content.endswith("\f") else Gap.NONE
    return Draft(tuple(lines), tuple(drops), tuple(invisible_problem(source, drops)))


def split_invisible(text: Text) -> tuple[Text, tuple[Dropped, ...]]:
    """Return the text without invisible characters, and these, for the ledger."""
    if not any(map(_invisible, text.plain)):
        return text, ()
    places = [place for place, char in enumerate(text.plain) if _invisible(char)]
    gone: list[Dropped] = []
    start = 0
    for number, place in enumerate(places):
        if number + 1 == len(places) or places[number + 1] != place + 1:
            gone.append(Dropped(text.cut(places[start], place + 1), "invisible"))
            start = number + 1
    return without(text, places), tuple(gone)


def invisible_problem(source: Source, drops: Sequence[Dropped]) -> list[Problem]:
    """Return one warning for all invisible characters of a seed."""
    runs = [run for drop in drops if drop.rule == "invisible" for run in drop.text.runs]
    if not runs:
        return []
    codes = sorted({f"U+{ord(char):04X}" for run in runs for char in run.text})
    named = "、".join(codes[:4]) + ("等" if len(codes) > 4 else "")  # noqa: PLR2004 - enough to know what it is
    return [
        Problem(
            Severity.WARNING,
            source.path,
            runs[0].line,
            runs[0].col,
            f"有 {sum(len(run.text) for run in runs)} 个看不见的字符（{named}），已从正文去掉",
            "若它本来有用，请告诉我们；原文保留在 seeds/ 里",
        )
    ]


class _Cache(dict[str, bool]):
    def __missing__(self, char: str) -> bool:
        self[char] = is_invisible(char)
        return self[char]


_invisible = _Cache().__getitem__
