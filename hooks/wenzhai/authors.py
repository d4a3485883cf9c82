"""The people of a byline: every stage that names them apart tells them apart here."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[、,，;；]\s*|\s{2,}|(?<=[\u4e00-\u9fff]{2})\s(?=[\u4e00-\u9fff]{2})")


def split_authors(byline: str) -> tuple[str, ...]:
    """Return the names in a byline, in its order."""
    return tuple(filter(None, _BETWEEN.split(byline.strip())))
