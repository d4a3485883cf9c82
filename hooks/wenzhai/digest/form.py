"""The form of a theme page that the build insists on: evidence for every claim, true numbers, its own length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from wenzhai.digest.numbers import missing_numbers, unmarked_rough_numbers
from wenzhai.digest.words import Normaliser
from wenzhai.model import CheckedTheme, Citation, Cited, Claim, Figure, Problem, Severity, Theme
from wenzhai.problems import did_you_mean

MAX_CHARACTERS = 1600
"""Of a page, as `Theme.characters` counts them: four minutes."""
MAX_EDITORIAL_SHARE = 0.1
"""Of a page's claims that are marked 【编】; one is always allowed."""
TAKEAWAYS = 3
REPEATED = 0.35
"""Likeness (Jaccard, of pairs of neighbouring characters) from which claims of two pages are a repetition."""
_MIN_PAIRS = 8


def check_form(checked: CheckedTheme, slugs: Iterable[str]) -> tuple[Problem, ...]:
    """Return what is wrong with the form of one page. `slugs` are those of all themes."""
    theme = checked.theme
    return (
        *_unproved(theme),
        *(problem for figure in theme.figures for problem in _wrong_numbers(theme, figure, checked.of(figure.claim))),
        *_size(theme),
        *_unknown_themes(theme, frozenset(slugs)),
        *_sources(theme),
    )


def _unproved(theme: Theme) -> Iterator[Problem]:
    for claim in theme.claims:
        if not (claim.citations or claim.editorial or claim.malformed):
            message = f"这一条没有证据：“{_shortened(claim.text)}”"
            yield _at(theme, claim, message, "加上引用 [@004 “原文”]；若是编者的推断，句首写【编】")
    editorial = [claim for claim in theme.claims if claim.editorial]
    allowed = max(1, int(len(theme.claims) * MAX_EDITORIAL_SHARE))
    for claim in editorial[allowed:]:
        message = f"【编】过多：全页 {len(theme.claims)} 条里有 {len(editorial)} 条，最多 {allowed} 条"
        yield _at(theme, claim, message, "给它找到证据，或删去")


def _wrong_numbers(theme: Theme, figure: Figure, cited: Sequence[Cited]) -> Iterator[Problem]:
    if not cited or any(c.broken for c in cited):
        return
    words = " ".join(reference.words for c in cited for reference in c.citation.references)
    for number in missing_numbers(figure.number, words):
        message = f"数字“{number}”不在它的证据里：“{_shortened(words)}”"
        yield _at(theme, figure.claim, message, "数字和单位照原文写，或换一句含有它的原文")
    for rough in unmarked_rough_numbers(figure.number, figure.measure, words):
        message = f"原文是“{rough}”，表里写成了确数“{figure.number}”"
        yield _at(theme, figure.claim, message, f"写成“{rough}”", Severity.WARNING)


def _size(theme: Theme) -> Iterator[Problem]:
    if theme.characters > MAX_CHARACTERS:
        message = f"全页 {theme.characters} 字，超过 {MAX_CHARACTERS} 字"
        yield Problem(Severity.WARNING, theme.path, 1, 1, message, "删去次要的，四分钟要读得完")
    if theme.takeaways and len(theme.takeaways) != TAKEAWAYS:
        message = f"“三句话带走”有 {len(theme.takeaways)} 句"
        yield _at(theme, theme.takeaways[0], message, "写成三句", Severity.WARNING)


def _unknown_themes(theme: Theme, slugs: frozenset[str]) -> Iterator[Problem]:
    for slug, (line, column) in zip(theme.related, theme.related_places, strict=True):
        if slug == theme.slug:
            yield Problem(Severity.ERROR, theme.path, line, column, "相关主题里有它自己", "删去")
        elif slug not in slugs:
            hint = did_you_mean(slug, slugs)
            yield Problem(Severity.ERROR, theme.path, line, column, f"没有代号为“{slug}”的主题", hint)


def _sources(theme: Theme) -> Iterator[Problem]:
    """Yield what is wrong between the list of sources and the citations."""
    cited: dict[str, Citation] = {}
    for citation in theme.citations:
        for reference in citation.references:
            cited.setdefault(reference.seed, citation)
    listed = {row.seed for row in theme.sources}
    for seed, citation in cited.items():
        if seed not in listed:
            message, hint = f"“来源”一节没有列出 {seed}", "加一行：编号、篇目、作者、性质、日期、可信度"
            yield Problem(Severity.ERROR, theme.path, citation.line, citation.column, message, hint)
    for row in theme.sources:
        if row.seed not in cited:
            message = f"“来源”列出了 {row.seed}，全页却没有引用它"
            yield Problem(Severity.WARNING, theme.path, row.line, row.column, message, "引用它，或删去这一行")


# --- Repetitions ------------------------------------------------------------------------------------------------


def repetitions(themes: Sequence[Theme], normalise: Normaliser) -> tuple[Problem, ...]:
    """Return a warning for each claim that says what another page says already.

    Claims that are alike share one of their rarest pairs of characters: only those are compared.
    """
    claims = [(theme, claim, _pairs(normalise(claim.text))) for theme in themes for claim in theme.claims]
    claims = [entry for entry in claims if len(entry[2]) >= _MIN_PAIRS]
    frequency = Counter(pair for _, _, pairs in claims for pair in pairs)
    seen: dict[str, list[int]] = {}
    problems = []
    for number, (theme, claim, pairs) in enumerate(claims):
        rarest = sorted(pairs, key=lambda pair: (frequency[pair], pair))
        rarest = rarest[: len(pairs) - math.ceil(REPEATED * len(pairs)) + 1]
        candidates = {other for pair in rarest for other in seen.get(pair, ())}
        for other_theme, other, other_pairs in (claims[i] for i in sorted(candidates)):
            if other_theme is not theme and _likeness(pairs, other_pairs) >= REPEATED:
                message = f"这一条与 {other_theme.path}:{other.line} 重复：“{_shortened(other.text)}”"
                problems.append(_at(theme, claim, message, "留一处，另一处改写或删去", Severity.WARNING))
        for pair in rarest:
            seen.setdefault(pair, []).append(number)
    return tuple(problems)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(text))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)


_SHOWN = 30


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"


def _at(theme: Theme, claim: Claim, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(severity, theme.path, claim.line, claim.column, message, hint)
