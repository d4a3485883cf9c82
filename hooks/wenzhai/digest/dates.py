"""Dates as people write them at the head of a timeline's entry: `2023-09-06 至 08`, `2023-12（见…）`, `2019 年`."""

from __future__ import annotations

import datetime as dt
import re

Date = tuple[int, int, int]
"""Year, month, day; 0 for what is not said."""

_DATE = re.compile(
    r"\W{0,3}(?:约|大约)?\s*(?P<year>[12][0-9]{3})"
    r"(?:\s*[-./年]\s*(?P<month>[0-9]{1,2})(?![0-9年世])(?:\s*[-./月]\s*(?P<day>[0-9]{1,2})(?![0-9]))?)?"
    r"(?![0-9])"
)


def parse_date(text: str) -> Date | None:
    """Return the date that the text begins with, that of the beginning for a period; `None` for an undated one.

    Raises ValueError for a date that no calendar has.
    """
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    if match["month"] is not None:
        dt.date(year, month, day if match["day"] is not None else 1)
    return year, month, day
