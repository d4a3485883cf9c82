"""Ways in which a quotation goes wrong, each from how people and programs really get quotations wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from digest_world import NORMALISE
from wenzhai.model import Evidence, Reference

_COMMON = "的一是在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One character of a quotation changed: which may be, and into what."""

    name: str
    places: re.Pattern[str]
    change: Callable[[str, Random], str]
    edges: bool = False
    """Only the first and last character that count, instead of any."""

    def __call__(self, reference: Reference, random: Random) -> Reference | None:
        """Return the reference gone wrong, or `None` where it cannot go wrong this way."""
        words = reference.words
        counting = [i for i, c in enumerate(words) if NORMALISE(c)]
        ends = {counting[0], counting[-1]} if counting else set()
        places = [match.start() for match in self.places.finditer(words)]
        if self.edges:
            places = [place for place in places if place in ends]
        if not places:
            return None
        place = random.choice(places)
        changed = words[:place] + self.change(words[place], random) + words[place + 1 :]
        if NORMALISE(changed) == NORMALISE(words):
            return None
        return replace(reference, words=changed)


def _nothing(_character: str, _random: Random) -> str:
    return ""


def _another_digit(digit: str, random: Random) -> str:
    return random.choice([other for other in "0123456789" if other != digit])


def _another_character(character: str, random: Random) -> str:
    return random.choice([other for other in _COMMON if other != character])


def _negated(character: str, _random: Random) -> str:
    return f"不{character}"


_CHARACTER = re.compile(r"[^\W_]")

MUTATIONS = (
    Mutation("digit changed", re.compile("[0-9]"), _another_digit),
    Mutation("digit deleted", re.compile("[0-9]"), _nothing),
    Mutation("decimal point deleted", re.compile(r"(?<=[0-9])\.(?=[0-9])"), _nothing),
    Mutation("per cent deleted", re.compile("[%％]"), _nothing),
    Mutation("character deleted", _CHARACTER, _nothing),
    Mutation("character deleted at an end", _CHARACTER, _nothing, edges=True),
    Mutation("character replaced", _CHARACTER, _another_character),
    Mutation("negation inserted", _CHARACTER, _negated),
    Mutation("character replaced at an end", _CHARACTER, _another_character, edges=True),
    Mutation("negation deleted", re.compile("[不未非无别莫没]"), _nothing),
)


def why_missed(found: Evidence, mutated: Reference) -> str:
    """Return why a mutation could not be caught; empty where there is no excuse."""
    if NORMALISE(found.words) == NORMALISE(mutated.words):
        return "这几个字仍是原文"
    return ""
