"""Charts as bars: what a picture says better than the table beside it. `templates/charts.html` draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wenzhai.model import Digest, FigureSeries, Lang

_LABEL_LENGTH = 15
"""Characters that fit above a bar on a phone, beside its number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, its number as shown, and its lengths in per cent of the chart's width."""

    label: str
    lang: Lang
    """Of the label."""
    scope: str
    """Whose words the label is: `document` or `digest`."""
    shown: str
    whole: float
    part: float
    """Filled; as long as the whole where there is but one number."""


def series_bars(series: FigureSeries) -> list[Bar]:
    """Return a bar for each number of a series, the greatest as wide as the chart."""
    greatest = max(row.value or 0 for row in series.figures)
    lengths = [_per_cent(row.value or 0, greatest) for row in series.figures]
    return [
        Bar(row.figure.measure, Lang.HANS, "digest", row.figure.number, length, length)
        for row, length in zip(series.figures, lengths, strict=True)
    ]


def coverage_bars(digest: Digest, names: Mapping[str, tuple[str, Lang]]) -> list[Bar]:
    """Return a bar for each document, as long as it has sentences; the part that the digest quotes is filled.

    `names`: what readers call each document, and the script of that.
    """
    documents = [document for seed in digest.coverage for document in seed.counted if document.sentences]
    longest = max((document.sentences for document in documents), default=1)
    return [
        Bar(
            label=f"{document.document.partition('/')[0]} {_shortened(names[document.document][0])}",
            lang=names[document.document][1],
            scope="document",
            shown=f"{document.cited}/{document.sentences}",
            whole=_per_cent(document.sentences, longest),
            part=_per_cent(document.cited, longest),
        )
        for document in documents
    ]


def _per_cent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)


def _shortened(name: str) -> str:
    return name if len(name) <= _LABEL_LENGTH else name[:_LABEL_LENGTH] + "……"
