"""The command `convert`, and its review aid: what was chosen wherever one character can become several."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wenzhai.markup import convert_html
from wenzhai.model import Lang
from wenzhai.script import Converter, Run, Scope, repository_converter


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """A cleaned document, as far as conversion goes."""

    id: str
    lang: Lang
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A simplified character that has several traditional forms, and the one that it became."""

    char: str
    chosen: str
    others: str
    before: str
    """The converted text before it."""
    after: str


def choices(document: ReviewedDocument, to: Lang, converter: Converter) -> Iterator[Choice]:
    """Yield every choice that conversion made in a document."""
    forms = _one_to_many()
    for text in document.blocks:
        pieces = converter.convert_block((Run(text, source=document.lang),), to, document.lang).pieces[0]
        for at, char in enumerate(text):
            if char in forms:
                before, after = (
                    "".join(pieces[max(0, at - _CONTEXT) : at]),
                    "".join(pieces[at + 1 : at + 1 + _CONTEXT]),
                )
                others = forms[char].replace(pieces[at], "")
                yield Choice(char, pieces[at], others, before, after)


def report(documents: Iterable[ReviewedDocument], to: Lang, converter: Converter) -> Iterator[str]:
    """Yield the review as lines: document, then the choice, its context, the other forms.

    No line says where it stands, so that a change of one choice, or of cleaning, changes its own lines only.
    """
    for document in documents:
        yield f"# {document.id}"
        for choice in choices(document, to, converter):
            context = f"{choice.before}[{choice.chosen}]{choice.after}"
            yield f"{choice.char}→{choice.chosen}\t{context}\t{choice.others}"


def add_convert_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `convert`."""
    langs = [str(lang) for lang in Lang]
    parser.add_argument("--to", required=True, choices=langs, help="转换成哪一种")
    parser.add_argument("--source", choices=langs, help="原文是哪一种；不写则自动判断")
    parser.add_argument(
        "--scope", choices=list(map(str, Scope)), default="document", help="digest 连用词也换成当地的"
    )
    parser.add_argument("--html", action="store_true", help="输入是 HTML")
    parser.add_argument("--review", metavar="SEED", help="不读标准输入，列出这份来源里每个一对多的字选了哪一个")


def run_convert(arguments: Namespace, documents: Callable[[str], Sequence[ReviewedDocument]]) -> int:
    """Convert standard input, or review the documents of a seed; return the exit status."""
    to = Lang(arguments.to)
    if arguments.review:
        found = documents(arguments.review)
        sys.stdout.writelines(line + "\n" for line in report(found, to, repository_converter()))
        return 0 if found else 1
    text = sys.stdin.buffer.read().decode("utf-8", errors="surrogateescape")
    if arguments.html:
        converted = convert_html(text, to, arguments.source, arguments.scope)
    else:
        converted = repository_converter().convert(text, to, arguments.source, arguments.scope)
    sys.stdout.flush()
    sys.stdout.buffer.write(converted.encode("utf-8", errors="surrogateescape"))
    sys.stdout.buffer.flush()
    return 0


_CONTEXT = 6


@cache
def _one_to_many() -> dict[str, str]:
    """Return each simplified character that has several traditional forms, and the forms."""
    path = Path(__file__).parent / "data" / "conversion" / "one-to-many.txt"
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {char: forms for char, forms in rows if forms}
