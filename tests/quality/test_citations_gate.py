"""The gate of citations: wrong quotations are caught, true ones hold in every edition, proposals are good."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest_world import (
    NORMALISE,
    clean_seed,
    document,
    real_index,
    real_seeds,
    real_themes,
    reference,
    render,
    segment,
)
from quality.mutations import MUTATIONS, Mutation, why_missed
from wenzhai.digest import passages, theme
from wenzhai.digest.checking import check_themes
from wenzhai.digest.citations import parse_citations
from wenzhai.digest.matching import find
from wenzhai.digest.proposals import Proposal, propose, propose_sections
from wenzhai.digest.suggest import suggest
from wenzhai.model import EDITIONS, Document, Edition, Reference, Severity
from wenzhai.sections import document_sections
from wenzhai.sentences import document_sentences

MODEL_PAGE = Path(__file__).parents[1] / "golden" / "digest" / "overview.md"
FLOORS: dict[str, float] = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))["citations"]
RANDOM_SENTENCES = 300
SEEDED = random.Random  # the same choices in every run
MIN_SENTENCE = 8


def documents() -> list[Document]:
    return [document for seed in real_seeds() for document in seed.documents]


def sentences() -> Iterator[Reference]:
    for doc in documents():
        for block, parts in zip(doc.blocks, document_sentences(doc), strict=True):
            for part in parts:
                words = block.text[part.start : part.end]
                if len(NORMALISE(words)) >= MIN_SENTENCE:
                    yield reference(words, f"{doc.seed}:{doc.slug}")


@pytest.fixture(scope="module")
def true_references() -> list[Reference]:
    """Return every reference of the model page and of docs/themes/, and random sentences of the seeds."""
    model, problems = theme.parse(MODEL_PAGE.read_text("utf-8"), "docs/themes/overview.md")
    assert not problems
    cited = [r for page in (model, *real_themes()) for c in page.citations for r in c.references]
    return cited + SEEDED(0).sample(list(sentences()), RANDOM_SENTENCES)


def test_every_reference_of_the_model_page_and_of_the_themes_is_true(true_references: list[Reference]) -> None:
    assert [r for r in true_references if not find(r, real_index(), "page.md")[0]] == []
    assert len(true_references) > 65 + 400 + RANDOM_SENTENCES - 1


def test_the_model_page_and_the_themes_have_the_form_that_the_build_insists_on() -> None:
    _, problems = check_themes(real_themes(), real_index())
    assert problems == ()
    others = [page for page in real_themes() if page.slug != "overview"]
    model, _ = theme.parse(MODEL_PAGE.read_text("utf-8"), "docs/themes/overview.md")
    _, problems = check_themes([model, *others], real_index())
    assert [p for p in problems if p.path == model.path and p.severity is Severity.ERROR] == []


# --- Wrong quotations -------------------------------------------------------------------------------------------


def share_caught(
    references: list[Reference], mutate: Callable[[Reference, random.Random], Reference | None]
) -> tuple[float, Counter[str], list[Reference]]:
    """Return the share of mutations with a problem, why others were missed, and those missed for no reason."""
    chance = SEEDED(1)
    caught = total = 0
    reasons: Counter[str] = Counter()
    unexplained = []
    for true in references:
        wrong = mutate(true, chance)
        if wrong is None:
            continue
        total += 1
        evidence, problems = find(wrong, real_index(), "page.md")
        if problems:
            caught += 1
        elif evidence:
            reason = why_missed(evidence, wrong)
            reasons[reason] += 1
            unexplained += [] if reason else [wrong]
    return (caught / total if total else 1.0), reasons, unexplained


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_wrong_character_is_caught_and_every_miss_explained(
    mutation: Mutation, true_references: list[Reference]
) -> None:
    share, reasons, unexplained = share_caught(true_references, mutation)
    assert unexplained == []
    assert share >= FLOORS[f"caught.{mutation.name}"], reasons


def test_a_wrong_seed_is_caught(true_references: list[Reference]) -> None:
    numbers = [seed.source.seed for seed in real_seeds()]

    def other_seed(true: Reference, chance: random.Random) -> Reference | None:
        seed = chance.choice([number for number in numbers if number != true.seed])
        return None if true.raw else replace(true, seed=seed, slug=None)

    share, reasons, _ = share_caught(true_references, other_seed)
    assert share >= FLOORS["caught.wrong seed"], reasons


def test_a_wrong_document_is_caught(true_references: list[Reference]) -> None:
    slugs = {seed.source.seed: [d.slug for d in seed.documents] for seed in real_seeds()}

    def other_document(true: Reference, chance: random.Random) -> Reference | None:
        evidence, _ = find(true, real_index(), "page.md")
        assert evidence
        others = [slug for slug in slugs[true.seed] if evidence.document != f"{true.seed}/{slug}"]
        return replace(true, slug=chance.choice(others)) if others and not true.raw else None

    share, reasons, unexplained = share_caught(true_references, other_document)
    assert unexplained == []
    assert share >= FLOORS["caught.wrong document"], reasons


# --- True quotations --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.lang.value)
def test_every_sentence_copied_from_an_edition_holds(edition: Edition) -> None:
    missed = []
    for doc in documents():
        for block, parts in zip(doc.blocks, document_sentences(doc), strict=True):
            printed = render(doc.id, block.text, edition.lang)
            for part in parts:
                words = printed[part.start : part.end]
                evidence, _ = find(reference(words, f"{doc.seed}:{doc.slug}"), real_index(), "page.md")
                source = NORMALISE(block.text[part.start : part.end])
                if source and not (evidence and NORMALISE(evidence.words) == source):
                    missed.append(words)
    assert missed == []


# --- Proposals --------------------------------------------------------------------------------------------------


def precision_and_recall(pairs: Iterable[tuple[Iterable[Proposal], Iterable[str]]]) -> tuple[float, float]:
    sets = [({proposal.theme for proposal in proposed}, set(assigned)) for proposed, assigned in pairs]
    right = sum(len(proposed & assigned) for proposed, assigned in sets)
    return right / sum(len(proposed) for proposed, _ in sets), right / sum(len(assigned) for _, assigned in sets)


def test_themes_proposed_for_documents_agree_with_the_curators() -> None:
    proposals = propose(documents(), real_themes(), NORMALISE)
    precision, recall = precision_and_recall((proposals[d.id], d.subjects) for d in documents())
    assert precision >= FLOORS["proposals.precision"]
    assert recall >= FLOORS["proposals.recall"]


def test_themes_proposed_for_sections_agree_with_the_curators() -> None:
    proposals = propose_sections(documents(), real_themes(), NORMALISE)
    sections = [(d.id, section) for d in documents() for section in document_sections(d)]
    precision, recall = precision_and_recall((proposals[name, s.title], s.themes) for name, s in sections)
    assert precision >= FLOORS["proposals.sections.precision"]
    assert recall >= FLOORS["proposals.sections.recall"]


def test_suggested_sentences_are_those_that_editors_cite() -> None:
    themes, _ = check_themes(real_themes(), real_index())
    cited = {s for theme in themes for c in theme.cited for e in c.evidence for s in e.sentences}
    lines = [
        line
        for seed in real_seeds()
        for suggestion in suggest(seed, documents(), real_themes(), real_index(), frozenset())
        for line in suggestion.points
    ]
    suggested = [parse_citations(line, "p.md")[0][0].references[0] for line in lines]
    evidence = [find(one, real_index(), "p.md")[0] for one in suggested]
    share = sum(bool(found and cited & set(found.sentences)) for found in evidence) / len(evidence)
    assert share >= FLOORS["suggestions.cited"]


# --- Time -------------------------------------------------------------------------------------------------------


def test_a_thousand_citations_of_three_hundred_documents_are_checked_in_a_second() -> None:
    chance = SEEDED(2)
    texts = [block.text for doc in documents() for block in doc.blocks if len(block.text) > 2 * MIN_SENTENCE]

    def shuffled(text: str) -> str:
        return "".join(chance.sample(text, len(text)))[:120]

    seeds = [
        clean_seed(
            f"{number:03}",
            [document(f"{number:03}/d{i}", *(shuffled(chance.choice(texts)) for _ in range(20))) for i in range(5)],
        )
        for number in range(60)
    ]
    large = passages.build_index([(seed, lambda _owner, text, _to: text) for seed in seeds], str, segment)
    quoted = []
    for _ in range(1000):
        doc = chance.choice(chance.choice(seeds).documents)
        quoted.append(reference(chance.choice(doc.blocks).text[3:28], doc.seed))
    start = time.process_time()
    found = [find(one, large, "page.md")[0] for one in quoted]
    seconds = time.process_time() - start
    assert sum(evidence is not None for evidence in found) > 900
    assert seconds < FLOORS["seconds.thousand citations"]
