"""Characters from one script to another, one for one: OpenCC, word by word.

OpenCC alone matches greedily from the left, so in 传统制造 it takes 统制 for a word and prints 傳統制造. Here a text
is cut into words first, by what is likely, and OpenCC gets them one by one.
"""

from __future__ import annotations

import itertools
import json
import re
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import resources
from pathlib import Path

import opencc

from wenzhai.model import Lang
from wenzhai.segmentation import Lexicon
from wenzhai.variants import Variants, variants

OPAQUE = "\ufffc"
"""Stands for anything that is not text, one character for one: no word contains it."""

Convert = Callable[[str], str]


def convert_characters(text: str, source: Lang, to: Lang) -> str:
    """Return `text` in another script, character for character: the result is as long as `text`.

    Characters that OpenCC cannot take (NUL cuts a text short, a lone surrogate raises) stay as they are.
    """
    if source is to:
        return text
    if source is Lang.HANS:
        return convert_words(lexicon().segment(text), to)
    result = text
    for step in _steps(source, to):
        result = _aligned([result], step)
    chars = list(result)
    for row, at in _matches(_traditional_contexts(to), text):
        chars[at] = row.becomes
    return "".join(chars)


def convert_words(words: Sequence[str], to: Lang) -> str:
    """Return simplified text that is cut into words in a traditional script."""
    result = list(_aligned(words, _from_simplified(to)))
    for at, surname in _unlisted_names(words):
        result[at] = surname
    for at, char in _by_context(words):
        result[at] = _from_traditional(to)(char)
    return "".join(result)


def convert_apart(characters: str, to: Lang) -> str:
    """Return simplified characters in a traditional script, each as it is where nothing else decides; one a line."""
    return "".join(_aligned([characters], _from_simplified(to)))


@cache
def character_variants() -> Variants:
    """Return which characters are one and the same in some script."""
    traditional = (Lang.TW, Lang.HK)
    return variants(
        [
            *(partial(convert_characters, source=source, to=Lang.HANS) for source in traditional),
            *(partial(convert_apart, to=to) for to in traditional),
            partial(convert_characters, source=Lang.TW, to=Lang.HK),
            partial(convert_characters, source=Lang.HK, to=Lang.TW),
        ]
    )


@cache
def spelling_variants() -> Variants:
    """Return the same for words: a text, and what any conversion makes of it, fold alike."""
    pairs = str.maketrans({line[0]: line[1] for line in _data_lines("spellings.txt")})
    return variants([lambda text: text.translate(character_variants()), lambda text: text.translate(pairs)])


@cache
def lexicon() -> Lexicon:
    """Return the words of words.txt, and our own phrases."""
    return Lexicon(dict(_words())).extended(own_phrases())


@cache
def own_phrases() -> dict[str, str]:
    """Return the phrases of phrases.txt, in OpenCC's form of traditional script, by their simplified form."""
    phrases = [phrase for line in _data_lines("phrases.txt") for word in line.split() for phrase in _spelt_out(word)]
    simplified = _packaged("t2s")("\n".join(phrases)).split("\n")
    return dict(zip(simplified, phrases, strict=True))


@dataclass(frozen=True, slots=True)
class _Names:
    """What tells that a surname is meant."""

    forms: dict[str, str]
    """Each surname, and how it is written."""
    given: frozenset[str]
    """Characters that given names are made of."""
    rare: frozenset[str]
    """Surnames that OpenCC takes for other words."""
    leads: frozenset[str]
    """Words after which a name may follow."""
    listed: frozenset[str]
    """Surnames with which the list of words has names: 于海洋 is one, 于是 none."""
    pattern: re.Pattern[str]
    """Finds the surname in 院士于海洋，于敏说 but not in 记者于会上指出."""


@cache
def _names() -> _Names:
    rows = {kind: words for kind, *words in (line.split() for line in _data_lines("surnames.txt"))}
    some = {kind: "|".join(map(re.escape, words)) for kind, words in rows.items()}
    forms = {surname[0]: surname[-1] for surname in rows["surnames"]}
    start = r"(?:^|[，。；：！？、“”‘’（）《》\s])"
    given = f"[{some['given']}]"
    said = rf"[\u4e00-\u9fff]?[\u4e00-\u9fff](?<!{some['not-a-name-ends']})(?:{some['verbs']})"
    titled = rf"{given}{{2}}|{given}(?:{some['after-one']}|[\s，。；）)]|$)"
    untitled = rf"{given}{{2}}(?:{some['after']})"
    pattern = re.compile(
        rf"(?:{start}|(?P<title>{some['titles']})[ \u3000：]?)(?P<surname>[{''.join(forms)}])"
        rf"(?!{some['places']})(?(title)|(?!{some['not-names']}))(?={said}|(?(title)(?:{titled})|{untitled}))"
    )
    rare = frozenset(surname for surname, form in forms.items() if _from_simplified(Lang.TW)(surname) != form)
    leads, listed = frozenset(rows["leads"]), frozenset(rows["listed"])
    return _Names(forms, frozenset(some["given"]), rare, leads, listed, pattern)


def _unlisted_names(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield place and form of the surnames of names that no list has."""
    names = _names()
    text = "".join(words)
    if names.forms.keys().isdisjoint(text):
        return
    starts = list(itertools.accumulate(map(len, words), initial=0))
    alone = {start for start, word in zip(starts, words, strict=False) if len(word) == 1}
    for name in names.pattern.finditer(text):
        at, surname = name.start("surname"), name["surname"]
        # Without a title a word knows better: 游人、游客说.
        if name["title"] or (surname in names.rare and at in alone):
            yield at, names.forms[surname]
    for number, (start, word) in enumerate(zip(starts, words, strict=False)):
        surname, given = word[0], word[1:]
        if word in names.forms and (number == 0 or words[number - 1] in names.leads):
            # Two characters of given names that make no word: 随后于子涵 but not 随后于海外.
            given = "".join(words[number + 1 : number + 3]) if {start + 1, start + 2} <= alone else ""
        elif surname not in names.listed:
            continue
        if given and names.given.issuperset(given):
            yield start, names.forms[surname]


@dataclass(frozen=True, slots=True)
class _Context:
    """A row of contexts.txt: a character, and what it becomes where."""

    char: str
    becomes: str
    stands: str
    """How it stands in its word: `alone`, at the `end`, or `anywhere`."""
    place: str
    """A regular expression. Only those of characters that occur are ever compiled."""

    def holds(self, start: int, word: str) -> bool:
        """Whether the character stands at `start` of the word as it must."""
        match self.stands:
            case "alone":
                return word == self.char
            case "end":
                # Of a phrase of ours the last character is settled.
                return start + 1 == len(word) and (start == 0 or word not in own_phrases())
            case _:
                return True


@cache
def _contexts() -> tuple[_Context, ...]:
    rows = (line.split(" ") for line in _data_lines("contexts.txt"))
    return tuple(
        _Context(char, becomes, stands, _marked(_spelt_context(place), char)) for char, becomes, stands, place in rows
    )


def _spelt_context(place: str) -> str:
    return place.replace("_", " ").replace("~", "[0-9０-９一二三四五六七八九十百千万亿两几]")


@cache
def _traditional_contexts(to: Lang) -> tuple[_Context, ...]:
    """Return the rows of traditional-contexts.txt for an edition."""
    rows = [line.split(" ") for line in _data_lines("traditional-contexts.txt")]
    spelt: dict[str, Convert] = {"any": _from_traditional(to), _EDITIONS[to]: str}
    return tuple(
        _Context(char, spelt[where](becomes), "anywhere", _marked(place, char))
        for where, char, becomes, place in rows
        if where in spelt
    )


def _marked(place: str, char: str) -> str:
    return place.replace("@", f"({char})")


def _matches(rows: Iterable[_Context], text: str) -> Iterator[tuple[_Context, int]]:
    """Yield each row whose character stands in its place, and where it stands."""
    for row in rows:
        if row.char in text:
            for match in _compiled(row.place).finditer(text):
                yield row, match.start(match.lastindex or 0)


_compiled = cache(re.compile)


def _by_context(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield place and new form of characters that only their neighbours tell: 三十里, 5只猫, 吃了面."""
    ends = list(itertools.accumulate(map(len, words)))
    for row, at in _matches(_contexts(), "".join(words)):
        word = bisect_right(ends, at)
        if row.holds(at - ends[word] + len(words[word]), words[word]):
            yield at, row.becomes


# Parts words in what OpenCC is given; like the others, a character that it must not get from the text.
_SEPARATOR = "\x01"
_UNSAFE = dict.fromkeys((0, ord(_SEPARATOR), *range(0xD800, 0xE000)), OPAQUE)
_UNSAFE_CHARACTER = re.compile(rf"[\x00{_SEPARATOR}\ud800-\udfff]")

_DATA = Path(__file__).parent / "data" / "conversion"

_PHRASES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
_VARIANTS = {Lang.TW: ("TWVariantsPhrases", "TWVariants"), Lang.HK: ("HKVariantsPhrases", "HKVariants")}
_EDITIONS = {Lang.HANS: "hans", Lang.TW: "tw", Lang.HK: "hk"}
_CONFIGURATIONS = {Lang.HANS: "s", Lang.TW: "tw", Lang.HK: "hk"}


@cache
def _steps(source: Lang, to: Lang) -> tuple[Convert, ...]:
    if to is Lang.HANS:
        return (_packaged(f"{_CONFIGURATIONS[source]}2s"),)
    return (_packaged(f"{_CONFIGURATIONS[source]}2t"), _from_traditional(to))


def _from_traditional(to: Lang) -> Convert:
    """Return the way from OpenCC's own form of traditional script."""
    return _packaged(f"t2{_CONFIGURATIONS[to]}")


@cache
def _packaged(name: str) -> Convert:
    return opencc.OpenCC(f"{name}.json", include_tofu_risk_dictionaries=False).convert


@cache
def _from_simplified(to: Lang) -> Convert:
    """Return OpenCC's own way with our phrases before its own."""
    own = {"type": "inline", "entries": own_phrases()}
    phrases = _group("union", [own, *map(_ocd2, _PHRASES)])
    variants = _group("short_circuit", list(map(_ocd2, _VARIANTS[to])))
    config = {
        "name": "wenzhai",
        "normalization": [{"dict": _ocd2("CJK_Compatibility_Ideographs")}],
        "conversion_chain": [
            {"dict": _group("short_circuit", [phrases, _ocd2("STCharacters")])},
            {"dict": variants},
        ],
    }
    # OpenCC reads its configuration from a file only, and is done with it when the constructor returns.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.json"
        path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
        return opencc.OpenCC(str(path), include_tofu_risk_dictionaries=False).convert


def _group(policy: str, dictionaries: Sequence[object]) -> dict[str, object]:
    return {"type": "group", "match_policy": policy, "dicts": dictionaries}


def _ocd2(name: str) -> dict[str, object]:
    return {"type": "ocd2", "file": str(_dictionaries() / f"{name}.ocd2")}


@cache
def _dictionaries() -> Path:
    """Return the folder of OpenCC's compiled dictionaries: wheels put it in different places."""
    package = Path(str(resources.files("opencc")))
    usual = package / "clib" / "share" / "opencc"
    return usual if usual.is_dir() else next(package.rglob("STPhrases.ocd2")).parent


def _words() -> Iterator[tuple[str, int]]:
    cost = 0
    for line in _data_lines("words.txt"):
        if line.startswith("@"):
            cost = int(line[1:])
            continue
        first, *rests = line.split(" ")
        for rest in rests:
            yield (first if rest == "·" else first + rest), cost


_CHOICE = re.compile(r"\[([^\]]+)\]|\(([^)]+)\)")


def _spelt_out(phrase: str) -> Iterator[str]:
    """Yield 一隻手 and 兩隻手 for [一兩]隻手, 製氫 and 製氫機 for 製(氫|氫機). A low line stands for a space."""
    choices = []
    at = 0
    for choice in _CHOICE.finditer(phrase):
        choices += [[phrase[at : choice.start()]], choice[1] or choice[2].split("|")]
        at = choice.end()
    yield from ("".join(parts).replace("_", " ") for parts in itertools.product(*choices, [phrase[at:]]))


def _data_lines(name: str) -> list[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _aligned(words: Sequence[str], step: Convert) -> str:
    """Return the words in another script, joined, as long as before."""
    text = "".join(words)
    if _UNSAFE_CHARACTER.search(text):
        words = [word.translate(_UNSAFE) for word in words]
    safe = _SEPARATOR.join(words)
    result = step(safe).replace(_SEPARATOR, "")
    if len(result) != len(text):
        result = "".join(_one_for_one(char, step) for char in text.translate(_UNSAFE))
    if OPAQUE in result:
        result = "".join(old if new == OPAQUE else new for old, new in zip(text, result, strict=True))
    return result


@lru_cache(maxsize=4096)
def _one_for_one(char: str, step: Convert) -> str:
    result = step(char)
    return result if len(result) == 1 else char
