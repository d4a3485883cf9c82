"""Citations as people write them: `“words”[@004]`, `[@003:industry “…”; @001:raw “…”]`. Their truth: matching."""

from __future__ import annotations

import base64
import hashlib
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from wenzhai.digest.markdown import blank_code, is_escaped
from wenzhai.model import Citation, Problem, Reference, Severity

# Brackets of any width that a person may have meant for a citation; `[@` and three digits make one.
_BRACKET = re.compile(r"[\[［【][ \t]{0,3}[@＠][ \t]{0,3}(?=[0-9０-９])")
_OPENING = "[@"
_SOURCE = re.compile(r"(?P<seed>[0-9]{3,9})(?::(?P<slug>[a-z0-9][a-z0-9-]{0,99}))?(?![0-9A-Za-z_:-])\s*")
_SEPARATOR = re.compile(r"(?P<semicolon>\s*[;；]\s*)@[ \t]*")
_OPENER = re.compile(r"[“「『\"]")
_BLANKS = re.compile(r"\s*")
_PART_END = re.compile(r"\]|[;；]\s*@")
_CLOSERS = {"“": "”", "「": "」", "『": "』", '"': '"'}
_PAIRS = {"”": "“", "」": "「", "』": "『"}
_END_OF_PART = r"\s*(?:\]|[;；]\s*@)"
_ENDS = {closer: re.compile(closer + "(?=" + _END_OF_PART + ")") for closer in _CLOSERS.values()}
_QUOTE_MARK = re.compile(r"[“”「」『』]|\n[ \t>]*\n")
_MARGIN = 12
_SIDE_BY_SIDE = 8
_BLOCK_END = re.compile(r"\n[ \t>]*(?:\n|(?:[-*+#|]|[0-9]{1,3}[.)]|!!!)[ \t])")

MAX_LENGTH = 2000
"""Characters of one bracket."""

_HOW = "写成 [@004 “原文”] 或 “原文”[@004]；几条之间用 ; 隔开，每条以 @ 开头"


class Places:
    """Lines and columns of a text that begins at a given line of its file."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._first_line = first_line

    def of(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both 1-based."""
        line = bisect_right(self._starts, offset) - 1
        return line + self._first_line, offset - self._starts[line] + 1


class _MalformedError(Exception):
    def __init__(self, message: str, hint: str = _HOW) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def parse_citations(body: str, path: str, first_line: int = 1) -> tuple[tuple[Citation, ...], tuple[Problem, ...]]:
    """Return the citations in a page's body, in order, and a problem at the bracket of each malformed one.

    Code and comments are skipped. A reference without words gets those of the quotation just before the bracket, one
    reference for each quotation where several stand side by side; where there is none its words stay empty. So they
    do in a block quotation: its own words are meant, see `cite_block`.
    """
    text, places = blank_code(body), Places(body, first_line)
    quotations = _quotations(text)
    citations: list[Citation] = []
    problems: list[Problem] = []
    done = 0
    for bracket in _BRACKET.finditer(text):
        if bracket.start() < done or is_escaped(text, bracket.start()):
            continue
        try:
            citations.append(_citation(text, bracket, places, quotations))
            done = citations[-1].end
        except _MalformedError as malformed:
            line, column = places.of(bracket.start())
            problems.append(Problem(Severity.ERROR, path, line, column, malformed.message, malformed.hint))
    return with_ids(citations), tuple(problems)


def cite_block(citation: Citation, words: str) -> Citation:
    """Return the citation of a block quotation with the block's words in it: they are always checked.

    Words inside the bracket are evidence beside them.
    """
    first = citation.references[0]
    own = tuple(replace(r, words=words) for r in citation.references if not r.words)
    others = tuple(r for r in citation.references if r.words)
    return replace(citation, references=(*(own or (replace(first, words=words),)), *others))


def with_ids(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Give each citation an id made from what it cites, numbered where a page cites the same twice."""
    seen: Counter[str] = Counter()
    result: list[Citation] = []
    for citation in citations:
        cited = "\n".join(f"{r.seed}:{r.slug}:{r.raw}:{r.words}" for r in citation.references)
        name = "c-" + base64.b32encode(hashlib.sha256(cited.encode()).digest()[:5]).decode().lower()
        seen[name] += 1
        result.append(replace(citation, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(result)


def _citation(text: str, bracket: re.Match[str], places: Places, quotations: Mapping[int, int]) -> Citation:
    if bracket[0] != _OPENING:
        raise _MalformedError(f"引用的括号写成了“{bracket[0]}”", "用半角的 [@，中间不留空格")
    start = bracket.start()
    before = _quotations_before(text, start, quotations)
    limit = _limit(text, start)
    references: list[Reference] = []
    position, part = bracket.end(), start
    while True:
        reference, position = _reference(text, position, limit, places.of(part))
        if before and not reference.words:
            references += [replace(reference, words=text[opening + 1 : closing]) for opening, closing in before]
        else:
            references.append(reference)
        separator = _SEPARATOR.match(text, position, limit)
        if not separator:
            break
        part, position = separator.end("semicolon"), separator.end()
    if text[position : position + 1] != "]" or position >= limit:
        raise _MalformedError("引用没有写完整", _HOW)
    quoted = (before[0][0], before[-1][1] + 1) if before else None
    return Citation("", start, position + 1, tuple(references), *places.of(start), quoted)


def _limit(text: str, start: int) -> int:
    """Return where a bracket opened at `start` must have been closed: at the end of its paragraph or item."""
    block_end = _BLOCK_END.search(text, start, start + MAX_LENGTH)
    return block_end.start() if block_end else min(len(text), start + MAX_LENGTH)


def _reference(text: str, position: int, limit: int, place: tuple[int, int]) -> tuple[Reference, int]:
    """Return the part of a bracket that begins after its `@`, and where it ends."""
    source = _SOURCE.match(text, position, limit)
    if not source:
        raise _MalformedError("引用的编号不对", "编号是种子的三位数字，如 @004；篇名跟在半角冒号后，如 @003:industry")
    slug, words, end = source["slug"], "", source.end()
    if opener := _OPENER.match(text, end, limit):
        closer = _ENDS[_CLOSERS[opener[0]]].search(text, opener.end(), limit)
        if not closer:
            raise _MalformedError("引文的引号没有成对", _HOW)
        words, end = text[opener.end() : closer.start()], closer.end()
        if not words.strip():
            raise _MalformedError("引号里没有原文", _HOW)
    trailing = _BLANKS.match(text, end, limit)
    raw = slug == "raw"
    return (
        Reference(source["seed"], None if raw else slug, raw, words, *place),
        trailing.end() if trailing and _PART_END.match(text, trailing.end(), limit) else end,
    )


def _quotations(text: str) -> dict[int, int]:
    """Return where each quotation opens, by where it closes: pairs of the same marks in one block, nested or not."""
    opened: dict[str, list[int]] = defaultdict(list)
    pairs: dict[int, int] = {}
    for mark in _QUOTE_MARK.finditer(text):
        if opener := _PAIRS.get(mark[0]):
            if opened[opener]:
                pairs[mark.start()] = opened[opener].pop()
        elif mark[0] in _CLOSERS:
            opened[mark[0]].append(mark.start())
        else:
            opened.clear()
    return pairs


def _quotations_before(text: str, start: int, pairs: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """Return offsets of the marks of the quotations that end just before `start`, side by side, in order.

    In a block quotation there are none: the block is the quotation.
    """
    line = text.rfind("\n", max(0, start - MAX_LENGTH), start) + 1
    if text[line : line + _MARGIN].lstrip().startswith(">"):
        return ()
    end = start
    while end > start - _MARGIN and text[end - 1 : end] in {" ", "*"}:  # “…” [@004], **“…”**[@004]
        end -= 1
    found: list[tuple[int, int]] = []
    while len(found) < _SIDE_BY_SIDE and (opening := pairs.get(end - 1)) is not None:
        found.append((opening, end - 1))
        end = opening
    return tuple(reversed(found))
