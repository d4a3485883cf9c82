"""The repository's `citations.lock`: what it remembers still stands where people saw it, and it remembers most."""

from __future__ import annotations

from digest_world import ROOT, real_index, real_themes
from wenzhai.digest import lock
from wenzhai.digest.checking import check_themes

MOST = 0.8
"""Share of all references that are remembered: words edited in a browser come without the command."""


def test_no_sentence_behind_a_citation_has_changed_since_people_looked() -> None:
    recorded, unreadable = lock.read((ROOT / lock.PATH).read_text("utf-8"))
    assert unreadable == ()
    themes, problems = check_themes(real_themes(), real_index(), recorded)
    assert problems == ()
    assert not any(cited.changed for theme in themes for cited in theme.cited)


def test_most_citations_are_remembered() -> None:
    recorded, _ = lock.read((ROOT / lock.PATH).read_text("utf-8"))
    now, _ = lock.read(lock.write(check_themes(real_themes(), real_index())[0]))
    assert len(now.keys() & recorded.keys()) / len(now) >= MOST
