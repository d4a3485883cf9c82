"""Nothing lost, nothing invented: counted from the JSON and the file's text alone, by place."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quality.gold import META_FIELDS, visible

Json = dict[str, Any]
_WITH_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the visible characters of one file. All zero: nothing lost, nothing invented."""

    lost: int
    """Characters of the file that no block, metadata or drop names."""
    doubled: int
    """Characters that more than one of them names."""
    invented: int
    """Characters of blocks and metadata that do not stand where they say they come from."""
    where: tuple[str, ...] = ()


def account(output: Json, text: str, *, markup: bool, curated: bool = False) -> Account:
    """Return what became of the characters of `text`.

    With `markup`, a block may leave out what stands between its words (tags) and write a character for its entity.
    Without `curated`, metadata that names no place in the file counts as invented.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    covered = [[0] * len(line) for line in lines]
    invented, where = 0, []
    for what, own_text, entries, exact in _claims(output, curated=curated):
        stretch = "".join(_take(lines, covered, entries))
        more = _more(own_text, stretch, exact=exact, markup=markup)
        if more:
            where.append(f"{what}: {more} characters that are not at {entries}: {own_text[:40]!r}")
        invented += more
    for name, value in [] if curated else _from_nowhere(output):
        invented += len(value)
        where.append(f"{name} {value!r} stands nowhere")
    wrong = list(_wrongly_covered(lines, covered))
    where += [
        f"{n}:{c} {lines[n - 1][c - 1]!r} named {times} times: {lines[n - 1][:40]!r}" for n, c, times in wrong[:20]
    ]
    lost = sum(times == 0 for _, _, times in wrong)
    return Account(lost, len(wrong) - lost, invented, tuple(where))


def _from_nowhere(output: Json) -> Iterator[tuple[str, str]]:
    """Yield metadata that names no place in the file: only a curator may say what the file does not.

    Words of a dateline are in the paragraph or in the metadata, not in both: counted as characters, one is too many.
    """
    for article in output["articles"]:
        for name in META_FIELDS:
            if article.get(name) and name not in article["meta_src"]:
                yield name, article[name]


def _wrongly_covered(lines: list[str], covered: list[list[int]]) -> Iterator[tuple[int, int, int]]:
    """Yield (line, column, times named) of visible characters that are not named exactly once."""
    for number, (line, counts) in enumerate(zip(lines, covered, strict=True), start=1):
        for column, (char, times) in enumerate(zip(line, counts, strict=True), start=1):
            if times != 1 and visible(char):
                yield number, column, times


def _claims(output: Json, *, curated: bool) -> Iterator[tuple[str, str, list[list[int]], bool]]:
    """Yield (what, its text, where it says it stands, whether the text is all that stands there).

    A date is written anew and a curator may word metadata anew: both only keep their place.
    """
    for article in output["articles"]:
        for block in article["blocks"]:
            yield "block", block["text"], block["src"], True
        for name, entries in article["meta_src"].items():
            own_text = "" if name == "date" or curated else str(article.get(name) or "")
            yield name, own_text, entries, False
    for drop in output["removed"]:
        yield f"removed by {drop['rule']}", drop["text"], drop["src"], True


def _take(lines: list[str], covered: list[list[int]], entries: list[list[int]]) -> Iterator[str]:
    """Yield the text at the entries of `src`, counting each of its characters."""
    for entry in entries:
        first, last = entry[0], entry[1]
        for number in range(first, last + 1):
            line = lines[number - 1]
            start, end = (entry[2] - 1, entry[3]) if len(entry) == _WITH_COLUMNS else (0, len(line))
            for column in range(start, min(end, len(line))):
                covered[number - 1][column] += 1
            yield line[start:end]
            yield "\n"


def _more(own_text: str, stretch: str, *, exact: bool, markup: bool) -> int:
    """Return how many characters of the text do not stand in the stretch, or stand there in another order."""
    own = visible(own_text)
    there = visible(stretch)
    if exact and not markup:
        return 0 if own == there else max(1, sum((Counter(own) - Counter(there)).values()))
    if _is_subsequence(own, _units(stretch) if markup else [(char,) for char in there]):
        return 0
    return max(1, sum((Counter(own) - Counter(there + visible(html.unescape(stretch)))).values()))


_ENTITY = re.compile(r"(&#?\w+;?)")


def _units(markup: str) -> list[tuple[str, ...]]:
    """Return what stands in a stretch of HTML: characters, and entities as written or as meant."""
    units: list[tuple[str, ...]] = []
    for index, part in enumerate(_ENTITY.split(markup)):
        if index % 2:
            units.append((visible(part), visible(html.unescape(part))))
        else:
            units += [(char,) for char in visible(part)]
    return units


def _is_subsequence(text: str, units: list[tuple[str, ...]]) -> bool:
    """Return whether the text can be had by leaving units out."""
    at = 0
    for forms in units:
        fitting = [form for form in forms if form and text.startswith(form, at)]
        at += len(fitting[0]) if fitting else 0
    return at == len(text)
