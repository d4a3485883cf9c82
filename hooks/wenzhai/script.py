"""Simplified and traditional: which script a text is in, and the text in another one.

A block of text goes through these stages, always at the length of its characters, so that it can be sliced back into
the pieces of markup that it came from: directives of our own pages, words of the glossary, characters by OpenCC,
spelling of the place, quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from wenzhai import glossary as glossaries
from wenzhai.glossary import Glossary, Group, Rule, RuleFinder, any_of
from wenzhai.memory import memory
from wenzhai.model import Lang, Problem, Severity
from wenzhai.quotation import map_marks, quoted
from wenzhai.routes import OPAQUE, convert_characters, convert_words, spelling_variants
from wenzhai.variants import fold


class Scope(StrEnum):
    """Whose words a text is."""

    DOCUMENT = "document"
    """Another author's: characters only."""
    DIGEST = "digest"
    """Our own: regional words too, except in quotations."""


# --- Which script a text is in ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Detection:
    """The script of a document, and of each of its blocks."""

    lang: Lang
    blocks: tuple[Lang, ...]
    problems: tuple[Problem, ...] = ()


def detect(text: str) -> Lang | None:
    """Return the script of `text`, or `None` where it holds no character that tells.

    Traditional script that does not tell its place counts as Taiwan's.
    """
    traditional = _is_traditional(text)
    if traditional is None:
        return None
    return (_region(text) or Lang.TW) if traditional else Lang.HANS


def detect_document(blocks: Sequence[str], path: str = "", declared: Lang | None = None) -> Detection:
    """Return the script of a document and of each block; a block without evidence takes the document's.

    Which place traditional script is from is read from the whole document, for a block is too short to tell.
    """
    whole = "\n".join(blocks)
    mostly = _is_traditional(whole)
    region = declared if declared in {Lang.TW, Lang.HK} else _region(whole)
    problems: tuple[Problem, ...] = ()
    each = [_is_traditional(block) for block in blocks]
    if region is None and (mostly or any(each)):
        problems = (_unknown_region(path),)
    region = region or Lang.TW
    lang = declared or (region if mostly else Lang.HANS)
    scripts = {None: lang, True: region, False: Lang.HANS}
    return Detection(lang, tuple(scripts[script] for script in each), problems)


def _unknown_region(path: str) -> Problem:
    message = "看得出是繁体，看不出是台湾还是香港的，暂按台湾处理"
    return Problem(Severity.WARNING, path, 0, 0, message, "在附属文件里写明 script: zh-Hant-TW 或 zh-Hant-HK")


def is_simplified(html: str) -> bool:
    """Return whether a simplified page stays as it is in simplified script: nothing in it says otherwise."""
    return not (_SAYS_OTHERWISE.search(html) or _evidence().any_traditional.search(html))


# A directive, an element in another script, a character that is written by its number (but for quotation marks).
_SAYS_OTHERWISE = re.compile(r"-\{|zh-Hant|&#(?!3[49];)")


def _is_traditional(text: str) -> bool | None:
    simplified, traditional = _counts(text)
    if simplified == traditional:
        return None if simplified == 0 else False
    return traditional > simplified


def _counts(text: str) -> tuple[int, int]:
    """Return how many characters are simplified only, and how many traditional only."""
    evidence = _evidence()
    return len(text) - len(text.translate(evidence.simplified)), len(text) - len(text.translate(evidence.traditional))


def _region(text: str) -> Lang | None:
    """Return the place whose characters and words the text has more of, or `None`."""
    evidence = _evidence()
    taiwan = len(evidence.taiwan.findall(text))
    hong_kong = len(evidence.hong_kong.findall(text))
    if taiwan == hong_kong:
        return None
    return Lang.TW if taiwan > hong_kong else Lang.HK


@dataclass(frozen=True, slots=True)
class _Evidence:
    simplified: dict[int, None]
    """Characters that only simplified text has, for `str.translate` to delete."""
    traditional: dict[int, None]
    any_simplified: re.Pattern[str]
    any_traditional: re.Pattern[str]
    taiwan: re.Pattern[str]
    hong_kong: re.Pattern[str]


_DATA = Path(__file__).parent / "data" / "conversion"


@cache
def _evidence() -> _Evidence:
    words: dict[str, list[str]] = {}
    for name in ("scripts.txt", "regions.txt"):
        for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, *rest = line.split()
                words.setdefault(kind, []).extend(rest)
    return _Evidence(
        dict.fromkeys(map(ord, "".join(words["simplified"]))),
        dict.fromkeys(map(ord, "".join(words["traditional"]))),
        re.compile(f"[{''.join(words['simplified'])}]"),
        re.compile(f"[{''.join(words['traditional'])}]"),
        any_of(words["taiwan"]),
        any_of(words["hong-kong"]),
    )


# --- Conversion -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a block, such as one text node of HTML."""

    text: str
    scope: Scope = Scope.DOCUMENT
    source: Lang | None = None
    """Its script where somebody has said so."""
    opaque: bool = False
    """Whether it stays as it is: code, an address."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A block in another script."""

    pieces: tuple[Sequence[str], ...]
    """For each run, what each of its characters becomes: one character mostly; none or several at words of ours."""
    rules: tuple[Rule, ...] = ()
    """What the glossary did, in order of its first use."""

    @property
    def text(self) -> str:
        """The block's text."""
        return "".join(map("".join, self.pieces))


_SHORT = 200
"""Characters of a block whose conversion is worth remembering."""
_MOST_BLOCKS = 100_000
"""That a preview remembers, of all converters: some 300 documents in three editions."""
_blocks: dict[tuple[object, ...], Converted] = {}


def folded(text: str) -> str:
    """Return what a text and all that it can become have in common."""
    return fold(text, spelling_variants())


class Converter:
    """Converts with one glossary. Making one costs a tenth of a second, so make it once: see `converter`."""

    def __init__(self, glossary: Glossary, additions: Iterable[tuple[str, str, str]] = ()) -> None:
        self.glossary = glossary
        everywhere = (*glossary.of(Group.KEEP, Group.CHARS), *glossaries.additions(additions))
        self._everywhere = {rule.key: rule for rule in everywhere}
        self._everywhere_keys = any_of(self._everywhere)
        self._finders = {
            Scope.DOCUMENT: RuleFinder(everywhere),
            Scope.DIGEST: RuleFinder((*glossary.of(Group.VOCAB), *everywhere)),
        }
        self._styles = {to: _Style(glossary, to) for to in (Lang.TW, Lang.HK)}
        self._rules = tuple(dict.fromkeys((*glossary.rules, *everywhere)))
        self._convert_again = lru_cache(maxsize=16_384)(self._convert_or_recall)

    def convert(
        self, text: str, to: Lang | str, source: Lang | str | None = None, scope: Scope | str = Scope.DOCUMENT
    ) -> str:
        """Return `text` in the script of an edition. Each line is a block; `source=None` detects."""
        return "\n".join(block.text for block in self.blocks(text, to, source, scope))

    def rules_applied(
        self, text: str, to: Lang | str, source: Lang | str | None = None, scope: Scope | str = Scope.DOCUMENT
    ) -> tuple[Rule, ...]:
        """Return the rules of the glossary that shape `text` in an edition, in order of their first use."""
        return tuple(dict.fromkeys(r for block in self.blocks(text, to, source, scope) for r in block.rules))

    def blocks(
        self, text: str, to: Lang | str, source: Lang | str | None = None, scope: Scope | str = Scope.DOCUMENT
    ) -> Iterator[Converted]:
        """Yield each line of `text`, converted."""
        lines = text.split("\n")
        declared = Lang(source) if source else None
        inherited = declared or detect_document(lines).lang
        for line in lines:
            yield self.convert_block((Run(line, Scope(scope)),), Lang(to), inherited)

    def convert_block(self, runs: tuple[Run, ...], to: Lang, inherited: Lang = Lang.HANS) -> Converted:
        """Return a block's pieces in the script of an edition.

        `inherited` is the script of runs that neither say their own nor show it.
        """
        # Titles and headings come again on many pages; long texts do not, and their pieces take a lot of room.
        is_short = sum(len(run.text) for run in runs) <= _SHORT
        return (self._convert_again if is_short else self._convert_or_recall)(runs, to, inherited)

    def concerning(self, text: str) -> frozenset[Rule]:
        """Return the rules that may shape a `folded` text: converters that agree in them convert it alike.

        It is folded, for a rule of style has its key in what a text becomes.
        """
        return frozenset(rule for key, rule in self._folded_rules if key in text)

    @cached_property
    def _folded_rules(self) -> list[tuple[str, Rule]]:
        return [(folded(rule.key), rule) for rule in self._rules]

    def _convert_or_recall(self, runs: tuple[Run, ...], to: Lang, inherited: Lang) -> Converted:
        """Convert a block, or recall in a preview what a converter before this one has made of it."""
        if not memory.keeps:
            return self._convert_block(runs, to, inherited)
        key = (runs, to, inherited, self.concerning(folded("".join(run.text for run in runs))))
        if len(_blocks) > _MOST_BLOCKS:
            _blocks.clear()
        if key not in _blocks:
            _blocks[key] = self._convert_block(runs, to, inherited)
        return _blocks[key]

    def _convert_block(self, runs: tuple[Run, ...], to: Lang, inherited: Lang) -> Converted:
        block = _Block(runs)
        block.resolve_directives(to)
        for start, end, declared in block.stretches():
            for part in _parts(block.masked[start:end], declared or inherited):
                self._convert_part(block, start + part.start, part, to)
        if to is not Lang.HANS:
            block.set_marks(0, map_marks(block.masked, to))
        return block.converted()

    def _convert_part(self, block: _Block, start: int, part: _Part, to: Lang) -> None:
        if to is Lang.HANS:
            if part.traditional is not None:
                self._convert_traditional(block, start, part.text, part.traditional, to)
                block.set_marks(start, map_marks(part.text, to))
        elif part.simplified:
            only = _evidence().simplified if part.mixed else None
            self._convert_simplified(block, start, part.text, to, only)
        elif part.traditional is not None and part.traditional is not to:
            self._convert_traditional(block, start, part.text, part.traditional, to)

    def _convert_simplified(
        self, block: _Block, start: int, text: str, to: Lang, only: Container[int] | None = None
    ) -> None:
        """Convert a simplified text, or of a mixed one the characters in `only`."""
        finder = self._finders[Scope.DIGEST if 1 in block.ours[start : start + len(text)] else Scope.DOCUMENT]
        words = finder.words(text)
        converted = convert_words(words, to)
        if only is not None:
            pairs = zip(text, converted, strict=True)
            converted = "".join(new if ord(old) in only else old for old, new in pairs)
        self._styles[to].apply(block, start, converted)
        for at, rule in finder.find(words):
            value = rule.value(to)
            whole = slice(start + at, start + at + len(rule.key))
            if value is not None and (rule.group is not Group.VOCAB or all(block.ours[whole])):
                block.set_word(whole.start, len(rule.key), value, rule)

    def _convert_traditional(self, block: _Block, start: int, text: str, source: Lang, to: Lang) -> None:
        converted = convert_characters(text, source, to)
        if to is Lang.HANS:
            block.replace(start, converted)
        else:
            self._styles[to].apply(block, start, converted)
        for match in self._everywhere_keys.finditer(text):
            rule = self._everywhere[match[0]]
            value = rule.value(to)
            if value is not None:
                block.set_word(start + match.start(), len(rule.key), value, rule)


class _Style:
    """The spelling of a place."""

    def __init__(self, glossary: Glossary, to: Lang) -> None:
        self.to = to
        self.rules = {rule.key: rule for rule in glossary.of(Group.STYLE) if rule.value(to)}
        self.words = any_of(self.rules)

    def apply(self, block: _Block, start: int, text: str) -> None:
        """Set converted text, in the spelling of the place."""
        block.replace(start, text)
        for match in self.words.finditer(text):
            rule = self.rules[match[0]]
            block.set_word(start + match.start(), len(rule.key), rule.value(self.to) or rule.key, rule)


class _Block:
    """A block on its way: `masked` is what may still be read, `out` what each character becomes."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = runs
        written = "".join(run.text for run in runs)
        self.out = list(written)
        self.masked = written
        if any(run.opaque for run in runs):
            self.masked = "".join(OPAQUE * len(run.text) if run.opaque else run.text for run in runs)
        self.digest = b"".join((b"\1" if run.scope is Scope.DIGEST else b"\0") * len(run.text) for run in runs)
        """A flag for each character: whether it is in our own words, quotations included."""
        self.ours: bytes = self.digest
        """The same without quotations."""
        if 1 in self.digest:
            cited = quoted(self.masked)
            if 1 in cited:
                self.ours = bytes(mine & ~other for mine, other in zip(self.digest, cited, strict=True))
        self.rules: dict[Rule, None] = {}
        self.is_even = True
        """Whether each character becomes one character."""

    def stretches(self) -> Iterator[tuple[int, int, Lang | None]]:
        """Yield start, end and declared script of neighbouring runs of one script."""
        start = 0
        for declared, runs in groupby(self.runs, key=lambda run: run.source):
            end = start + sum(len(run.text) for run in runs)
            yield start, end, declared
            start = end

    def resolve_directives(self, to: Lang) -> None:
        """Set what `-{…}-` says for the edition, and hide it from everything else."""
        if 1 not in self.digest:
            return
        kept = []
        at = 0
        for start, end, value in _directives(self.masked, to):
            if all(self.digest[start:end]):
                self.set_word(start, end - start, value)
                kept += [self.masked[at:start], OPAQUE * (end - start)]
                at = end
        self.masked = "".join(kept) + self.masked[at:]

    def replace(self, start: int, text: str) -> None:
        """Set characters from `start` on, one for one, except what is hidden."""
        if OPAQUE not in self.masked:
            self.out[start : start + len(text)] = text
            return
        for offset, char in enumerate(text, start):
            if self.masked[offset] != OPAQUE:
                self.out[offset] = char

    def set_word(self, start: int, length: int, value: str, rule: Rule | None = None) -> None:
        """Set what `length` characters become; where the numbers differ, the last one takes the rest."""
        chars: list[str] = list(value[:length])
        if len(value) > length:
            chars[-1] += value[length:]
        self.out[start : start + length] = chars + [""] * (length - len(chars))
        self.is_even = self.is_even and len(value) == length
        if rule is not None:
            self.rules[rule] = None

    def set_marks(self, start: int, marks: Iterable[tuple[int, str]]) -> None:
        """Set quotation marks."""
        for offset, mark in marks:
            self.out[start + offset] = mark

    def converted(self) -> Converted:
        """Return the block's pieces, run by run."""
        # As text, characters take a tenth of the room that they take each for itself.
        out = "".join(self.out) if self.is_even else tuple(self.out)
        ends = accumulate((len(run.text) for run in self.runs), initial=0)
        return Converted(tuple(out[start:end] for start, end in pairwise(ends)), tuple(self.rules))


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a block, with the scripts in it as far as they can be told."""

    start: int
    text: str
    simplified: bool
    """Whether to convert it from simplified script."""
    traditional: Lang | None
    """From which traditional script to convert it, if any of it is in one."""
    mixed: bool = False
    """Whether it is in traditional script but for single characters, so that only these are to be converted."""


# What ends a clause. A quotation in the other script begins a new one.
_CLAUSE = re.compile(r"[^，。；：！？、“”‘’「」『』《》（）()\s]++|[，。；：！？、“”‘’「」『』《》（）()\s]++")


def _parts(text: str, said: Lang) -> Iterator[_Part]:
    """Yield a text in parts of one script, by what they show, else by what is said of the text.

    Without this, a traditional quotation in a simplified document would be converted twice, and what is simplified
    in a traditional one not at all.
    """
    ours = said is Lang.HANS
    traditional = _evidence().any_traditional.search(text) is not None
    simplified = not (traditional and ours) and _evidence().any_simplified.search(text) is not None
    if not traditional and (simplified or ours):
        yield _Part(0, text, simplified=True, traditional=None)
    elif not simplified and not ours:
        yield _Part(0, text, simplified=False, traditional=said)
    else:
        place = said if not ours else _region(text) or Lang.TW
        for clause in _CLAUSE.finditer(text):
            some, others = _counts(clause[0])
            yield _Part(
                clause.start(),
                clause[0],
                simplified=some > 0 or (ours and not others),
                traditional=place if others > 0 or (not ours and not some) else None,
                mixed=0 < some < others + (not ours),
            )


_VARIANTS = {
    Lang.HANS: ("zh-hans", "zh-cn"),
    Lang.TW: ("zh-hant-tw", "zh-tw", "zh-hant"),
    Lang.HK: ("zh-hant-hk", "zh-hk", "zh-hant"),
}
_KNOWN_VARIANTS = frozenset(name for names in _VARIANTS.values() for name in names)


def _directives(text: str, to: Lang) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and outcome of each `-{…}-`."""
    end = 0
    while (start := text.find("-{", end)) >= 0 and (close := text.find("}-", start + 2)) >= 0:
        # The innermost opening counts, as a stray one before it is plain text.
        start = text.rfind("-{", start, close)
        end = close + 2
        yield start, end, _outcome(text[start + 2 : close], to)


def _outcome(content: str, to: Lang) -> str:
    forms = {}
    for part in content.split(";"):
        name, colon, value = part.partition(":")
        if not colon or name.strip().lower() not in _KNOWN_VARIANTS:
            if part.strip():
                return content
            continue
        forms[name.strip().lower()] = value
    said = next((forms[name] for name in _VARIANTS[to] if name in forms), None)
    if said is not None or not forms:
        return content if said is None else said
    name, value = next(iter(forms.items()))
    source = next((lang for lang, names in _VARIANTS.items() if name in names), Lang.HANS)
    return convert_characters(value, source, to)


# --- The usual way in -------------------------------------------------------------------------------------------


def convert(text: str, to: Lang | str, source: Lang | str | None = None, scope: Scope | str = Scope.DOCUMENT) -> str:
    """Return `text` in the script of an edition, with the glossary of this repository.

    Each line is a block. `to` and `source` are `zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK`; `source=None` detects;
    `scope` is `document` or `digest`. Raises ValueError for other values.
    """
    return repository_converter().convert(text, to, source, scope)


def rules_applied(
    text: str, to: Lang | str, source: Lang | str | None = None, scope: Scope | str = Scope.DOCUMENT
) -> tuple[Rule, ...]:
    """Return the rules of the repository's glossary that shape `text` in an edition, in order of their first use."""
    return repository_converter().rules_applied(text, to, source, scope)


GLOSSARY_PATH = Path(__file__).parents[2] / "docs" / "glossary.yml"


def repository_converter() -> Converter:
    """Return the converter for docs/glossary.yml as it is now; loaded again only when its text has changed."""
    try:
        text = GLOSSARY_PATH.read_text(encoding="utf-8")
    except OSError:
        text = ""
    return _converter_of(text)


@lru_cache(maxsize=4)
def _converter_of(text: str) -> Converter:
    return converter(glossaries.load(text, "docs/glossary.yml")[0])


@lru_cache(maxsize=64)
def converter(glossary: Glossary, additions: tuple[tuple[str, str, str], ...] = ()) -> Converter:
    """Return the converter of a glossary and of a sidecar's additions, `Sidecar.convert`; made once for each."""
    return Converter(glossary, additions)
