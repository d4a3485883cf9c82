"""Lines to paste into a theme page: the telling sentences and figures of a seed, as citations that hold."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from wenzhai.digest.matching import find
from wenzhai.digest.numbers import figures, with_rough_words
from wenzhai.digest.passages import Index
from wenzhai.digest.proposals import Proposal, propose, propose_sections
from wenzhai.model import BlockKind, CleanSeed, Document, Reference, Theme
from wenzhai.sections import OPENING
from wenzhai.sentences import document_sentences

SHARE = 5
"""One sentence in so many is suggested."""
MOST, FEWEST = 20, 5
LONGEST_QUOTATION = 60
_SHORTEST = 12

_RUNNING_TEXT = {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM}
_CLAUSE_END = re.compile(r"(?<=[，；：。！？])")
_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("（", "）"), ("(", ")"))
_EDGES = " \u3000，。；：、！？!?;:,.—"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a document offers a theme page: lines of Markdown, each citation of which holds."""

    document: str
    title: str
    themes: tuple[Proposal, ...]
    sections: tuple[tuple[str, tuple[Proposal, ...]], ...]
    """Headings with what is proposed for the text below them; empty for a document of one section."""
    points: tuple[str, ...]
    figures: tuple[str, ...]


def suggest(
    seed: CleanSeed, documents: Sequence[Document], themes: Sequence[Theme], index: Index, cited: frozenset[str]
) -> tuple[Suggestion, ...]:
    """Return suggestions for each document of a seed that is not on the shelf.

    `documents` are all of the site's, to tell what is rare; `cited` are ids `document#sentence` that themes quote
    already: they are left out.
    """
    proposals = propose(documents, themes, index.normalise)
    by_section: dict[str, list[tuple[str, tuple[Proposal, ...]]]] = defaultdict(list)
    for (document_id, heading), proposed in propose_sections(documents, themes, index.normalise).items():
        by_section[document_id].append((heading or OPENING, proposed))
    return tuple(
        _suggestion(document, proposals[document.id], by_section[document.id], index, cited)
        for document in seed.documents
        if not document.shelf
    )


def show(suggestions: Iterable[Suggestion]) -> str:
    """Return the suggestions as text for a terminal."""
    return "\n".join(line for suggestion in suggestions for line in _shown(suggestion))


def _shown(suggestion: Suggestion) -> Iterator[str]:
    yield f"# {suggestion.document}  {suggestion.title}"
    themes = "；".join(f"{p.theme}（{'、'.join(p.keywords[:4])}）" for p in suggestion.themes)
    yield f"提议主题：{themes or '没有；若与传统产业无关，在附注里写 shelf: aside'}"
    if suggestion.themes:
        yield from ("", "核对之后写进附注：", *_assignment(suggestion))
    if suggestion.points:
        yield from ("", "候选句，贴进“要点”，把 ** ** 里的话改成您的论点：", *suggestion.points)
    if suggestion.figures:
        yield from ("", "数字，贴进“关键数字”，补上量的是什么、时间、地点：", *suggestion.figures)
    yield ""


def _assignment(suggestion: Suggestion) -> Iterator[str]:
    """Yield what the sidecar would say: themes of the whole, or that of most sections and those of each section."""
    if not suggestion.sections:
        yield f"    themes: {_listed(suggestion.themes)}"
        return
    often = Counter(proposal.theme for _, proposals in suggestion.sections for proposal in proposals)
    yield f"    themes: {_listed(sorted(suggestion.themes, key=lambda p: -often[p.theme])[:1])}"
    yield "    sections:"
    for heading, proposals in suggestion.sections:
        # A JSON string is YAML too, whatever the heading contains.
        name = json.dumps(heading, ensure_ascii=False) if _YAML_MARK.search(heading) else heading
        if proposals:
            yield f"      {name}: {_listed(proposals)}"


_YAML_MARK = re.compile(r"""[:#\[\]{},&*!|>'"%@`?\\-]""")


def _listed(proposals: Iterable[Proposal]) -> str:
    return f"[{', '.join(proposal.theme for proposal in proposals)}]"


def _suggestion(
    document: Document,
    proposals: tuple[Proposal, ...],
    sections: Sequence[tuple[str, tuple[Proposal, ...]]],
    index: Index,
    cited: frozenset[str],
) -> Suggestion:
    keywords = {word: proposal.score for proposal in proposals for word in proposal.keywords}
    sentences = [text for sentence, text in _sentences(document) if f"{document.id}#{sentence}" not in cited]
    ranked = sorted(range(len(sentences)), key=lambda i: (-_merit(sentences[i], keywords), i))
    best = sorted(ranked[: max(FEWEST, min(MOST, len(ranked) // SHARE))])
    quotations = (_quotation(sentences[i], keywords) for i in best)
    points = (_citation(document, quotation, index) for quotation in quotations if len(quotation) >= _SHORTEST)
    rows = (row for text in sentences for row in _rows(document, text, index))
    return Suggestion(
        document.id,
        document.title.text if document.title else "",
        proposals,
        tuple(sections) if len(sections) > 1 else (),
        tuple(f"- **……** {citation}" for citation in points if citation),
        tuple(dict.fromkeys(rows)),
    )


def _sentences(document: Document) -> Iterator[tuple[str, str]]:
    for block, parts in zip(document.blocks, document_sentences(document), strict=True):
        if block.kind in _RUNNING_TEXT:
            for part in parts:
                yield part.id, " ".join(block.text[part.start : part.end].split())


def _quotation(sentence: str, keywords: Mapping[str, float]) -> str:
    """Return the sentence, or the neighbouring clauses of a long one that say most."""
    if len(sentence) <= LONGEST_QUOTATION:
        return _trimmed(sentence)
    clauses = _CLAUSE_END.split(sentence)
    runs = []
    for start in range(len(clauses)):
        lengths = accumulate(map(len, clauses[start:]))
        number = max(1, sum(length <= LONGEST_QUOTATION for length in lengths))
        runs.append(_trimmed("".join(clauses[start : start + number])[: 2 * LONGEST_QUOTATION]))
    return max(runs, key=lambda run: _merit(run, keywords))


def _trimmed(words: str) -> str:
    """Return the words without punctuation at their edges and without quotation marks that have no partner."""
    words = words.strip(_EDGES)
    for opener, closer in _PAIRS:
        if words.startswith(opener) and words.count(opener) > words.count(closer):
            words = words[1:].strip(_EDGES)
        if words.endswith(closer) and words.count(closer) > words.count(opener):
            words = words[:-1].strip(_EDGES)
    return words


def _merit(words: str, keywords: Mapping[str, float]) -> float:
    """Length says most (the longest sentences beat every summariser tried), then figures, then keywords.

    Of the sentences chosen so, editors had cited 84 %, of all sentences 60 %: see tests/floors.json.
    """
    speaking = sum(math.log1p(score) for word, score in keywords.items() if word in words)
    return math.log1p(len(words)) + 0.5 * len(figures(words)) + 0.1 * speaking


def _rows(document: Document, sentence: str, index: Index) -> Iterator[str]:
    """Yield a row of 关键数字 for each figure of the sentence, with the clause around it as evidence."""
    for number in figures(index.normalise.fold(sentence)):
        citation = _citation(document, _clause_around(sentence, number.start, number.end), index)
        if citation:
            yield f"| {with_rough_words(sentence, number)} |  |  |  | {citation} |"


def _clause_around(sentence: str, start: int, end: int) -> str:
    """Return the clause with the characters from `start` to `end`, and those before it while it is short."""
    ends = list(accumulate(map(len, _CLAUSE_END.split(sentence))))
    starts = [0, *ends[:-1]]
    first = max(i for i, offset in enumerate(starts) if offset <= start)
    last = next((i for i, offset in enumerate(ends) if offset >= end), len(ends) - 1)
    while first and ends[last] - starts[first] < _SHORTEST:
        first -= 1
    return _trimmed(sentence[starts[first] : ends[last]])


def _citation(document: Document, words: str, index: Index) -> str:
    """Return the citation of the words, with the document's slug where it is needed; empty if none would hold."""
    for slug in (None, document.slug):
        reference = Reference(document.seed, slug, raw=False, words=words, line=0, column=0)
        evidence, problems = find(reference, index, "")
        if evidence and not problems:
            return f"[@{document.seed}{f':{slug}' if slug else ''} “{words}”]"
    return ""
