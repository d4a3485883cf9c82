"""Everything read and checked: from the project's folder to seeds, themes and glossary, with all problems.

`site` makes pages of it; the command line works on it without making any.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from wenzhai import articles, glossary, ledger, manuscripts, read, script
from wenzhai.balance import loose_marks_in_page, loose_marks_in_seed
from wenzhai.clean import clean_seed
from wenzhai.digest import lock
from wenzhai.digest import theme as theme_pages
from wenzhai.digest.checking import check_themes
from wenzhai.digest.gathering import gather
from wenzhai.digest.passages import Index, build_index
from wenzhai.glossary import Glossary, Group, Rule
from wenzhai.memory import memory, remembered
from wenzhai.model import CheckedTheme, CleanSeed, Digest, Lang, Problem, Source, Theme
from wenzhai.problems import sort_problems
from wenzhai.processes import spread
from wenzhai.routes import lexicon
from wenzhai.script import Converter
from wenzhai.sections import unknown_sections
from wenzhai.strict_yaml import split_front_matter

GLOSSARY = "glossary.yml"
"""Below docs/."""


@dataclass(frozen=True, slots=True, eq=False)  # by identity, for a seed that has not changed stays the same
class ScriptedSeed:
    """A cleaned seed with the script of its text."""

    clean: CleanSeed
    lang: Lang
    document_langs: Mapping[str, Lang]
    """By slug."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the site is made of."""

    texts: Mapping[str, str]
    """Pages that people wrote, themes too, by their file below docs/."""
    glossary: Glossary
    converter: Converter
    seeds: tuple[ScriptedSeed, ...]
    unreadable: Mapping[str, str]
    """Number and file of seeds that could not be read."""
    themes: tuple[CheckedTheme, ...]
    index: Index
    digest: Digest
    problems: tuple[Problem, ...]


def read_material(root: Path) -> Material:
    """Read seeds and words below `root`, clean, look up every quotation, gather. Nothing is written."""
    problems: list[Problem] = []
    texts = _read_docs(root, problems)
    words = _take(problems, glossary.load(texts.pop(GLOSSARY, ""), f"docs/{GLOSSARY}"))
    themes = _read_themes(texts, problems)
    seeds, unreadable = _read_seeds(root, frozenset(theme.slug for theme in themes), problems)
    cleaned = tuple(seed.clean for seed in seeds)
    converter = script.converter(words, tuple(entry for seed in cleaned for entry in seed.source.sidecar.convert))
    index = _index(seeds, converter)
    recorded = _take(problems, lock.read(_read_text(root / lock.PATH, root, problems) or ""))
    checked = _take(problems, check_themes(themes, index, recorded))
    digest = gather(checked, cleaned, index.normalise)
    return Material(texts, words, converter, seeds, unreadable, checked, index, digest, sort_problems(problems))


_T = TypeVar("_T")


def _take(problems: list[Problem], result: tuple[_T, Iterable[Problem]]) -> _T:
    """Keep a stage's problems and return its product."""
    product, found = result
    problems.extend(found)
    return product


def _read_docs(root: Path, problems: list[Problem]) -> dict[str, str]:
    """Return the text of the glossary and of each page below docs/, by its file there."""
    docs = root / "docs"
    texts = {}
    for uri in (GLOSSARY, *_take(problems, manuscripts.find_pages(root))):
        is_refused = (docs / uri).is_symlink()
        text = None if is_refused else _read_text(docs / uri, root, problems)
        if text is None:
            continue
        problems.extend(_check_text(text, uri))
        too_much = manuscripts.check_size(text, f"docs/{uri}") if uri != GLOSSARY else ()
        problems.extend(too_much)
        if not too_much:
            texts[uri] = text
            if uri != GLOSSARY:
                problems.extend(loose_marks_in_page(text, f"docs/{uri}"))
    return texts


@remembered
def _check_text(text: str, uri: str) -> tuple[Problem, ...]:
    """Return every character that does not belong in a page, written or escaped."""
    path = f"docs/{uri}"
    yaml, first_line = (text, 1) if uri == GLOSSARY else (split_front_matter(text)[0], 2)
    return (*articles.forbidden_characters(text, path), *articles.escaped_characters(yaml, path, first_line))


def _read_text(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """Return the text of a file that people write, in UTF-8; `None` where there is none to work on."""
    if not (path.exists() or path.is_symlink()):
        return None
    data = _take(problems, read.read_bytes(path, root))
    decoded = (
        _take(problems, read.decode(data, read.shown_path(path, root), "utf-8-sig")) if data is not None else None
    )
    return decoded.text.replace("\r\n", "\n") if decoded else None


def _read_themes(texts: Mapping[str, str], problems: list[Problem]) -> tuple[Theme, ...]:
    found = [
        _take(problems, theme_pages.parse(text, f"docs/{uri}"))
        for uri, text in texts.items()
        if uri.startswith("themes/")
    ]
    return tuple(sorted(found, key=lambda theme: (theme.order, theme.slug)))


def _read_seeds(
    root: Path, themes: frozenset[str], problems: list[Problem]
) -> tuple[tuple[ScriptedSeed, ...], dict[str, str]]:
    """Return the cleaned seeds, and number and file of those that could not be read."""
    sources = []
    unreadable = {}
    for path in _take(problems, read.find_seeds(root)):
        notes = _take(problems, read.read_sidecar(path, root, themes))
        source = _take(problems, read.read_seed(path, root, notes))
        if source is None:
            unreadable[read.seed_number(path)] = read.shown_path(path, root)
        else:
            sources.append(source)
    return tuple(_take(problems, seed) for seed in spread(_prepare, sources)), unreadable


@remembered
def _prepare(source: Source) -> tuple[ScriptedSeed, tuple[Problem, ...]]:
    """Return a seed, cleaned, with the script of each of its documents, and every problem with it."""
    seed = clean_seed(source)
    declared = source.sidecar.script
    detected = {
        document.slug: script.detect_document([block.text for block in document.blocks], source.path, declared)
        for document in seed.documents
    }
    whole = script.detect_document([b.text for d in seed.documents for b in d.blocks], source.path, declared)
    langs = {slug: detection.lang for slug, detection in detected.items()}
    of_script = (problem for detection in detected.values() for problem in detection.problems)
    problems = (*seed.problems, *ledger.check(seed), *unknown_sections(seed), *loose_marks_in_seed(seed), *of_script)
    return ScriptedSeed(seed, whole.lang, langs), problems


@remembered
def _index(seeds: tuple[ScriptedSeed, ...], converter: Converter) -> Index:
    """Return the index of every edition's text, for citations."""
    return build_index([(seed.clean, _printed(seed, converter)) for seed in seeds], _folded, lexicon().segment)


@dataclass(frozen=True, slots=True)
class _Printed:
    """Gives a text of a seed's documents, or of its ledger, as an edition prints it."""

    converter: Converter = field(compare=False)
    langs: Mapping[str, Lang] = field(compare=False)
    """By document; of the ledger by the seed's number."""
    made_of: Hashable
    """What a preview needs to know of both: the scripts, and the rules of the converter that concern the seed."""

    def __call__(self, document: str, text: str, to: Lang) -> str:
        return self.converter.convert(text, to, self.langs[document])


def _printed(seed: ScriptedSeed, converter: Converter) -> _Printed:
    number = seed.clean.source.seed
    langs = {number: seed.lang} | {f"{number}/{slug}": lang for slug, lang in seed.document_langs.items()}
    rules = _concerning(seed, converter) if memory.keeps else frozenset()
    return _Printed(converter, langs, (tuple(langs.items()), rules))


@remembered
def _concerning(seed: ScriptedSeed, converter: Converter) -> frozenset[Rule]:
    """Return the rules that may shape a seed's text; of words of regions, a document has none."""
    blocks = (block.text for document in seed.clean.documents for block in document.blocks)
    rules = converter.concerning(script.folded("\n".join((*seed.clean.source.lines, *blocks))))
    return frozenset(rule for rule in rules if rule.group is not Group.VOCAB)


def _folded(text: str) -> str:
    """Return a text in simplified script, whatever the glossary says."""
    return script.converter(Glossary()).convert(text, Lang.HANS, Lang.TW)
