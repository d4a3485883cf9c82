"""The gate of what the digest takes from the seeds: of the sentences that an editor would keep, most are quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from digest_world import NORMALISE, real_index, real_seeds, real_themes, reference
from wenzhai.digest.checking import check_themes
from wenzhai.digest.matching import find
from wenzhai.model import Evidence
from wenzhai.sentences import document_sentences

TESTS = Path(__file__).parents[1]
FLOORS: dict[str, float] = json.loads((TESTS / "floors.json").read_text("utf-8"))["citations"]
LIST = (TESTS / "golden" / "digest" / "key-sentences.txt").read_text("utf-8")
FEWEST, MOST = 0.1, 0.2
"""Shares of a document's sentences that its list may hold; a shorter one might leave out what is not quoted."""


def key_sentences() -> Iterator[tuple[str, str]]:
    """Yield each sentence of the list with the id of its document."""
    for part in re.split(r"(?m)^## ", LIST)[1:]:
        document, *sentences = part.strip().split("\n")
        yield from ((document, sentence) for sentence in sentences)


def found(document: str, sentence: str) -> Evidence | None:
    return find(reference(sentence, document.replace("/", ":")), real_index(), "list")[0]


def test_every_sentence_of_the_list_stands_in_its_document() -> None:
    assert [pair for pair in key_sentences() if not found(*pair)] == []


def test_the_list_leaves_out_no_document_and_takes_a_like_share_of_each() -> None:
    listed = [document for document, _ in key_sentences()]
    for seed in real_seeds():
        for document in seed.documents:
            texts = zip(document.blocks, document_sentences(document), strict=True)
            count = sum(bool(NORMALISE(b.text[s.start : s.end])) for b, parts in texts for s in parts)
            share = listed.count(document.id) / count
            assert (share == 0) if document.shelf else (FEWEST * 0.8 <= share <= MOST), document.id


def test_most_key_sentences_are_quoted_by_some_theme() -> None:
    themes, _ = check_themes(real_themes(), real_index())
    quoted = {s for theme in themes for cited in theme.cited for e in cited.evidence for s in e.sentences}
    missing = [(d, s) for d, s in key_sentences() if not ((e := found(d, s)) and quoted & set(e.sentences))]
    assert 1 - len(missing) / len(list(key_sentences())) >= FLOORS["key sentences.cited"], missing
