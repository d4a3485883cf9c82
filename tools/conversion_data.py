"""Makes the three big files of hooks/wenzhai/data/conversion: `python tools/conversion_data.py`.

Run it when OpenCC is updated. The same versions give the same bytes. Sources: word frequencies of jieba (MIT, see
NOTICE beside the data), phrases and characters of OpenCC (Apache-2.0).
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import opencc

from upstream import fetch

sys.path.insert(0, str(Path(__file__).parents[1] / "hooks"))
from wenzhai.routes import own_phrases
from wenzhai.segmentation import Lexicon

DATA = Path(__file__).parents[1] / "hooks" / "wenzhai" / "data" / "conversion"
JIEBA = "0.42.1"
OPENCC = version("opencc")

COMMON = 30
"""A word of jieba's list counts from this frequency on: rarer ones are names and noise."""
LONGEST_COMMON = 4
NEVER_FIRST = "余"
"""jieba's words that begin with it are cut from 十余家 and its like; names have their place in phrases.txt."""
RARE = 2
"""The frequency given to a phrase of OpenCC that jieba does not know."""
MORE_THAN_THE_TABLE_SAYS = "里面后"
"""OpenCC gives these one form and finds the other in its phrases."""
USED_IN_SIMPLIFIED_TOO = "拚捱摺"
USED_IN_TRADITIONAL_TOO = "庄晒肴"
"""Whatever the tables say: 客家庄 and 新庄 are how Taiwan writes these places."""
STEPS = 2
"""Steps of cost for each factor e of frequency."""

Entries = dict[str, list[str]]

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


def main() -> None:
    """Write the files."""
    dictionaries = fetch("opencc", OPENCC) / "data" / "dictionary"
    frequencies = _frequencies(fetch("jieba", JIEBA) / "jieba" / "dict.txt")
    simplified, traditional = _script_sets(dictionaries)
    (DATA / "scripts.txt").write_text(
        f"# Characters that only one script uses. Made from OpenCC {OPENCC} by tools/conversion_data.py.\n"
        f"simplified {''.join(simplified)}\ntraditional {''.join(traditional)}\n",
        encoding="utf-8",
    )
    costs = _costs(frequencies, _phrases(dictionaries), _regional(dictionaries), set(traditional))
    (DATA / "one-to-many.txt").write_text("".join(_one_to_many(dictionaries)), encoding="utf-8")
    (DATA / "words.txt").write_text("".join(_lines(costs)), encoding="utf-8")


def _frequencies(path: Path) -> dict[str, int]:
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(count) for word, count, *_ in rows if _HAN.fullmatch(word)}


def _read(dictionaries: Path, name: str) -> Entries:
    entries = {}
    for line in (dictionaries / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            entries[key] = values.split(" ")
    return entries


def _phrases(dictionaries: Path) -> set[str]:
    """Return the phrases by which OpenCC chooses a character, simplified."""
    return set(_read(dictionaries, "STPhrases"))


def _regional(dictionaries: Path) -> set[str]:
    """Return the phrases that a place writes in its own way: they must stay in one piece.

    They are names, so they come in either script, and in simplified script with one character kept traditional.
    """
    simplify = _opencc("t2s")
    found = set()
    for name in ("TWVariantsPhrases", "HKVariantsPhrases"):
        for key, values in _read(dictionaries, name).items():
            for form in (key, *values):
                simple = simplify(form)
                found |= {form, simple, *(simple[:at] + form[at] + simple[at + 1 :] for at in range(len(form)))}
    return found


def _opencc(config: str) -> Callable[[str], str]:
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False).convert


def _script_sets(dictionaries: Path) -> tuple[list[str], list[str]]:
    """Return the characters that only simplified and only traditional texts have.

    A character that both use, in whatever sense or region, is no evidence.
    """
    to_traditional, to_simplified = _read(dictionaries, "STCharacters"), _read(dictionaries, "TSCharacters")
    written = set("".join(form for forms in _read(dictionaries, "STPhrases").values() for form in forms))
    for name in ("TWVariants", "HKVariants"):
        written |= {form for forms in _read(dictionaries, name).values() for form in forms}
    simplified = {c for c, forms in to_traditional.items() if c not in forms and c not in to_simplified} - written
    traditional = {c for c, forms in to_simplified.items() if c not in forms and c not in to_traditional}
    simplified -= set(USED_IN_TRADITIONAL_TOO)
    traditional -= set(USED_IN_SIMPLIFIED_TOO)
    for config, variants in (("tw2s", "TWVariants"), ("hk2s", "HKVariants")):
        simplify = _opencc(config)
        forms = {form for values in _read(dictionaries, variants).values() for form in values}
        traditional |= {form for form in forms if simplify(form) in simplified}
    return sorted(simplified), sorted(traditional)


def _one_to_many(dictionaries: Path) -> Iterator[str]:
    """Yield a line for each simplified character with several traditional forms, as Taiwan writes them."""
    yield f"# Simplified characters with several traditional forms, for review. From OpenCC {OPENCC}\n"
    regional = _opencc("t2tw")
    forms = {
        char: dict.fromkeys(map(regional, values)) for char, values in _read(dictionaries, "STCharacters").items()
    }
    for phrase, values in _read(dictionaries, "STPhrases").items():
        for char, form in zip(phrase, regional(values[0]), strict=True):
            if char in MORE_THAN_THE_TABLE_SAYS:
                forms.setdefault(char, {char: None})[form] = None
    for char, found in sorted(forms.items()):
        if len(found) > 1:
            yield f"{char} {''.join(found)}\n"


def _costs(
    frequencies: dict[str, int], phrases: set[str], regional: set[str], traditional: set[str]
) -> dict[str, int]:
    """Return the cost of each word: the less frequent, the more. A word always costs less than its own parts."""
    total = sum(frequencies.values())

    def cost(word: str) -> int:
        return round(STEPS * math.log(total / max(frequencies.get(word, 0), RARE)))

    costs = {word: cost(word) for word, count in frequencies.items() if len(word) == 1 and count >= COMMON}
    common = {
        word
        for word, count in frequencies.items()
        if count >= COMMON
        and 1 < len(word) <= LONGEST_COMMON
        and word[0] not in NEVER_FIRST
        and not traditional & set(word)
    }
    lexicon = Lexicon(costs)
    needed = common | {word for word in regional if len(word) > 1}
    phrase_words = {word for word in phrases if len(word) > 1 and _HAN.fullmatch(word)}
    convert = _opencc("s2t")
    own = {phrase for phrase in own_phrases() if len(phrase) == 1}
    for word in sorted(needed | phrase_words, key=lambda word: (len(word), word)):
        parts = lexicon.segment(word)
        # A phrase whose parts come out the same is not needed; a common word guards its neighbours.
        if word not in needed and not own & set(word) and "".join(map(convert, parts)) == convert(word):
            continue
        lexicon.add(word, cost(word))
    return lexicon.costs


def _lines(costs: dict[str, int]) -> Iterator[str]:
    yield f"# Words and what they cost. Made by tools/conversion_data.py from jieba {JIEBA} (MIT, see NOTICE)\n"
    yield f"# and OpenCC {OPENCC} (Apache-2.0). @: the cost of the words below it. A line: first character, then\n"
    yield "# the rest of each word, · for none.\n"
    by_cost: dict[int, list[str]] = defaultdict(list)
    for word, cost in costs.items():
        by_cost[cost].append(word)
    for cost, words in sorted(by_cost.items()):
        yield f"@{cost}\n"
        for first, group in groupby(sorted(words), key=lambda word: word[0]):
            yield f"{first} {' '.join(_rests(group))}\n"


def _rests(words: Iterable[str]) -> Iterator[str]:
    return (word[1:] or "·" for word in words)


if __name__ == "__main__":
    main()
