"""All checks of theme pages, in one call: citations, their lock, form, repetitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from wenzhai.digest import lock
from wenzhai.digest.form import check_form, repetitions
from wenzhai.digest.matching import find
from wenzhai.digest.passages import Index
from wenzhai.model import CheckedTheme, Citation, Cited, Evidence, Problem, Reference, Severity, Theme


def check_themes(
    themes: Sequence[Theme], index: Index, recorded: Mapping[lock.Key, str] = MappingProxyType({})
) -> tuple[tuple[CheckedTheme, ...], tuple[Problem, ...]]:
    """Return the pages with their evidence, and everything wrong with what they cite and how they are made up.

    `recorded` is what `lock.read` returned.
    """
    results = [check_citations(theme, index) for theme in themes]
    checked, changed = lock.compare((theme for theme, _ in results), recorded)
    slugs = [theme.slug for theme in themes]
    problems = [problem for _, found in results for problem in found]
    problems += (problem for theme in checked for problem in check_form(theme, slugs))
    return checked, (*problems, *changed, *repetitions(themes, index.normalise))


def check_citations(theme: Theme, index: Index) -> tuple[CheckedTheme, tuple[Problem, ...]]:
    """Return the page with its evidence, and what is wrong with its citations."""
    cited: list[Cited] = []
    problems: list[Problem] = []
    for citation in theme.citations:
        evidence: list[Evidence] = []
        for reference in citation.references:
            found, wrong = find(reference, index, theme.path)
            problems += wrong
            evidence += [found] if found else []
        cited.append(Cited(citation, tuple(evidence), broken=len(evidence) < len(citation.references)))
        problems += _unchecked_quotation(theme, citation, index)
    return CheckedTheme(theme, tuple(cited)), tuple(problems)


def _unchecked_quotation(theme: Theme, citation: Citation, index: Index) -> list[Problem]:
    """Warn where a reader would take words just before a bracket for the quotation, and the bracket proves others."""
    if not citation.quoted:
        return []
    start, end = citation.quoted
    words = theme.body[start + 1 : end - 1]
    if any(reference.words in words for reference in citation.references):
        return []
    first: Reference = replace(citation.references[0], words=words)
    found, _ = find(first, index, theme.path)
    if found:
        return []
    message = f"紧靠括号的引文“{words}”不在来源 {first.seed} 里"
    hint = "照原文改；若不是引文，去掉引号，或与括号隔开"
    return [Problem(Severity.WARNING, theme.path, citation.line, citation.column, message, hint)]
