"""Letter-spaced lines lose their blanks: 地 震 灾 区 becomes 地震灾区."""

from __future__ import annotations

import re
from dataclasses import replace

from wenzhai.clean.draft import Draft, Line
from wenzhai.clean.text import without

_SPACED = re.compile(r"(?<=[^\x00-\xff]) {1,4}(?=[^\x00-\xff])|(?<=[^\x00-\xff])\u3000(?=[^\x00-\xff])")
_FEWEST = 3
_SHARE = 0.6


def close_letter_spacing(draft: Draft) -> Draft:
    """Take the blanks out of lines in which they stand between most characters."""
    return draft.keep(_close(line) for line in draft.lines)


def _close(line: Line) -> Line:
    gaps = _letter_gaps(line.plain)
    if not gaps:
        return line
    return replace(line, text=without(line.text, gaps), width=0)


def _letter_gaps(plain: str) -> list[int]:
    """Return the offsets of the blanks between letter-spaced characters; none if the line is set normally."""
    if " " not in plain and "\u3000" not in plain:
        return []
    gaps = list(_SPACED.finditer(plain))
    characters = sum(1 for char in plain if ord(char) > 0xFF and not char.isspace())  # noqa: PLR2004 - Latin-1
    words = re.findall(r"[^\x00-\xff\u3000]+", plain)
    single = sum(1 for word in words if len(word.strip("，。、；：？！“”‘’「」（）《》")) <= 1)
    if characters < _FEWEST or len(gaps) < (characters - 1) * _SHARE or single < len(words) * _SHARE:
        return []
    return [place for gap in gaps for place in range(gap.start(), gap.end())]
