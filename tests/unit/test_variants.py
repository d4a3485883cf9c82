"""A text and what conversion makes of it fold alike, or a preview would miss what a glossary's change does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wenzhai import routes
from wenzhai.model import Lang
from wenzhai.routes import character_variants, spelling_variants
from wenzhai.variants import fold

TRADITIONAL = (Lang.TW, Lang.HK)


def spelt_apart(before: Iterable[str], convert: Callable[[str], str]) -> Iterator[str]:
    for word in before:
        converted = convert(word)
        if fold(word, spelling_variants()) != fold(converted, spelling_variants()):
            yield f"{word} {converted}"


def test_every_word_folds_like_what_it_becomes() -> None:
    words = sorted(routes.lexicon().costs)
    assert len(words) > 70_000
    for to in TRADITIONAL:
        assert list(spelt_apart(words, lambda word, to=to: routes.convert_words([word], to))) == []  # type: ignore[misc]


def test_every_word_of_a_traditional_text_folds_like_what_it_becomes() -> None:
    for source in TRADITIONAL:
        there = [routes.convert_words([word], source) for word in sorted(routes.lexicon().costs)[::5]]
        for to in Lang:
            convert = lambda word, source=source, to=to: routes.convert_characters(word, source, to)  # noqa: E731
            assert list(spelt_apart(there, convert)) == []


def test_characters_that_only_some_words_change_stay_apart_for_the_search() -> None:
    assert fold("一目瞭然", character_variants()) != fold("一目了然", character_variants())
    assert fold("一目瞭然", spelling_variants()) == fold("一目了然", spelling_variants())
