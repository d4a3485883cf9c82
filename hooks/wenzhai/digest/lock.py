"""`citations.lock`: which sentence each quotation stood in when people last looked, so that a change is seen.

A line for each reference, tab-separated: theme, source as written, sentence ids, words. Written by a command and
reviewed in the pull request; a page whose new citations are not in it yet is fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wenzhai.model import CheckedTheme, Evidence, Problem, Reference, Severity

PATH = "citations.lock"
"""From the project's folder."""

_HEADING = (
    "# 每条引文上次核对时所在的句子。由 python hooks/cli.py lock 写成，请勿手改；改动在合并请求里核对。\n"
    "# 主题<Tab>来源<Tab>句子<Tab>引文\n"
)
_COLUMNS = 4
_SENTENCE = re.compile(r"s-[a-z2-7]{8}")
_NO_SENTENCE = "-"
"""For words of the ledger, which has no sentences."""

Key = tuple[str, str, str]
"""Theme, source and words."""


def write(themes: Iterable[CheckedTheme]) -> str:
    """Return the file for the pages as they are: sorted, so that a change touches only its own lines."""
    lines = {
        "\t".join(
            (*_key(checked.theme.slug, evidence.reference)[:2], _sentences(evidence), _words(evidence.reference))
        )
        for checked in themes
        for cited in checked.cited
        for evidence in cited.evidence
    }
    return _HEADING + "".join(f"{line}\n" for line in sorted(lines))


def read(text: str) -> tuple[dict[Key, str], tuple[Problem, ...]]:
    """Return the sentences recorded for each reference, and a problem for each line that is none."""
    recorded: dict[Key, str] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.rstrip("\r").split("\t")
        if len(fields) != _COLUMNS:
            hint = "运行 python hooks/cli.py lock 重写这个文件"
            problems.append(Problem(Severity.ERROR, PATH, number, 1, "这一行不是引文记录", hint))
            continue
        theme, source, sentences, words = fields
        recorded[theme, source, words] = sentences
    return recorded, tuple(problems)


def compare(
    themes: Iterable[CheckedTheme], recorded: Mapping[Key, str]
) -> tuple[tuple[CheckedTheme, ...], tuple[Problem, ...]]:
    """Return the pages with changed citations marked, and a warning for each.

    A quotation whose sentence is no longer the one recorded still stands there: it needs a look, not a fix.
    """
    results = [_compare_theme(checked, recorded) for checked in themes]
    return tuple(checked for checked, _ in results), tuple(p for _, problems in results for p in problems)


def _compare_theme(checked: CheckedTheme, recorded: Mapping[Key, str]) -> tuple[CheckedTheme, Sequence[Problem]]:
    problems = tuple(_changes(checked, recorded))
    places = {(problem.line, problem.column) for problem in problems}
    cited = tuple(
        replace(c, changed=any((e.reference.line, e.reference.column) in places for e in c.evidence))
        for c in checked.cited
    )
    return replace(checked, cited=cited), problems


def _changes(checked: CheckedTheme, recorded: Mapping[Key, str]) -> Iterator[Problem]:
    theme = checked.theme
    for evidence in (evidence for cited in checked.cited for evidence in cited.evidence):
        reference = evidence.reference
        before = recorded.get(_key(theme.slug, reference))
        if before is not None and before != _sentences(evidence):
            message = f"引文还在，它所在的句子变了：“{_words(reference)}”"
            hint = "对照新的原文，论点仍成立就运行 python hooks/cli.py lock"
            yield Problem(Severity.WARNING, theme.path, reference.line, reference.column, message, hint)


def _key(theme: str, reference: Reference) -> Key:
    source = reference.seed + (":raw" if reference.raw else f":{reference.slug}" if reference.slug else "")
    return theme, source, _words(reference)


def _words(reference: Reference) -> str:
    return " ".join(reference.words.split())


def _sentences(evidence: Evidence) -> str:
    """Return hashes of the sentences; not the numbers that tell equal ones apart, which come and go with others."""
    hashes = [match[0] for name in evidence.sentences if (match := _SENTENCE.match(name))]
    return " ".join(dict.fromkeys(hashes)) or _NO_SENTENCE
