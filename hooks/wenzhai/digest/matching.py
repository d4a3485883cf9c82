"""Whether a citation is true: its words stand in the document that it names, whole numbers and all.

The rules are each from a measured failure; CONTRIBUTING tells people about them, `find` lists them in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from wenzhai.digest.cut_offs import left_behind
from wenzhai.digest.nearest import difference
from wenzhai.digest.passages import Index, Passages, SeedPassages, Unit
from wenzhai.digest.searching import Cut, Match, search
from wenzhai.memory import Same, memory
from wenzhai.model import Evidence, Problem, Reference, Severity
from wenzhai.problems import did_you_mean

SHORT = 6
"""A quotation of fewer characters that count could stand anywhere: it needs the document's slug."""
SHORT_PIECE = 4
"""Either side of an omission: shorter ones can be found in any sentence."""
_SHOWN = 60

_GAP = re.compile(r"…+|⋯+|\.{3,}|。{3,}")


class _WrongError(Exception):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def find(reference: Reference, index: Index, path: str) -> tuple[Evidence | None, tuple[Problem, ...]]:
    """Return the evidence for a reference, or why there is none, and warnings.

    1. Seed and document exist. 2. The words, or their pieces around …… in one passage, stand in the document as some
    edition prints it. 3. No match begins or ends inside a number. 4. Not in two documents. 5. Short ones name theirs.
    6. A quotation that leaves a negation, a condition or half a word behind is a warning. `path` is the page of the
    reference, for problems.
    """
    try:
        seed = _seed(reference, index)
        made_of = (find, reference, path, index.normalise, *map(Same, _searched(reference, seed)))
        return memory.recall(made_of, partial(_find, reference, seed, index, path))
    except _WrongError as wrong:
        return None, (_problem(Severity.ERROR, reference, path, wrong.message, wrong.hint),)


def _find(reference: Reference, seed: SeedPassages, index: Index, path: str) -> tuple[Evidence, tuple[Problem, ...]]:
    match = _only_match(reference, seed, _pieces(reference, index), index)
    warnings = tuple(
        _problem(Severity.WARNING, reference, path, message, hint) for message, hint in left_behind(match, index)
    )
    return _evidence(reference, match, index), warnings


def _seed(reference: Reference, index: Index) -> SeedPassages:
    seed = index.seeds.get(reference.seed)
    if seed is None:
        raise _WrongError(f"没有编号为 {reference.seed} 的来源", did_you_mean(reference.seed, index.seeds))
    slugs = [passages.slug for passages in seed.documents]
    if reference.slug is not None and reference.slug not in slugs:
        raise _WrongError(
            f"来源 {reference.seed} 里没有“{reference.slug}”这一篇", did_you_mean(reference.slug, slugs)
        )
    return seed


def _pieces(reference: Reference, index: Index) -> tuple[str, ...]:
    pieces = tuple(filter(None, map(index.normalise, _GAP.split(reference.words))))
    if not pieces:
        raise _WrongError(
            f"引用 {_name(reference)} 没有可以核对的原文", "在括号里或紧靠括号前加上引文：[@004 “原文”]"
        )
    if len(pieces) > 1 and min(map(len, pieces)) < SHORT_PIECE:
        raise _WrongError(
            f"省略号一侧的引文太短：{_quoted(reference.words)}", f"省略号两侧各引至少 {SHORT_PIECE} 个字"
        )
    return pieces


def _only_match(reference: Reference, seed: SeedPassages, pieces: tuple[str, ...], index: Index) -> Match:
    searched = _searched(reference, seed)
    results = [(passages, search(passages, pieces)) for passages in searched]
    found = [(passages, result) for passages, result in results if isinstance(result, Match)]
    if not found:
        cut = next((result for _, result in results if isinstance(result, Cut)), None)
        raise _not_found(reference, seed, pieces, index, cut)
    slugs = [passages.slug for passages, _ in found]
    if len(found) > 1:
        raise _WrongError(
            f"{_quoted(reference.words)}在来源 {reference.seed} 的 {len(found)} 篇里都有",
            _with_slug(reference, slugs),
        )
    if sum(map(len, pieces)) < SHORT and reference.slug is None and not reference.raw:
        raise _WrongError(f"引文不足 {SHORT} 个字：{_quoted(reference.words)}", _with_slug(reference, slugs))
    return found[0][1]


def _searched(reference: Reference, seed: SeedPassages) -> tuple[Passages, ...]:
    if reference.raw:
        return (seed.ledger,)
    return tuple(p for p in seed.documents if reference.slug in {None, p.slug})


def _with_slug(reference: Reference, slugs: Sequence[str]) -> str:
    written = " 或 ".join(f"[@{reference.seed}:{slug} “…”]" for slug in slugs[:4])
    return f"写明是哪一篇：{written}"


# --- What was found ---------------------------------------------------------------------------------------------


def _evidence(reference: Reference, match: Match, index: Index) -> Evidence:
    units = match.rendition.units
    spans = [(match.rendition.locate(start), match.rendition.locate(end - 1)) for start, end in match.pieces]
    first = units[spans[0][0][0]]
    carrying = (units[n] for (begin, _), (end, _) in spans for n in range(begin, end + 1))
    anchors = (unit.anchor for unit in carrying if unit.page == first.page and index.normalise(unit.printed))
    words = "……".join(_source_words(units, begin, end) for begin, end in spans)
    return Evidence(reference, first.page, first.anchor, tuple(filter(None, dict.fromkeys(anchors))), words)


def _source_words(units: Sequence[Unit], first: tuple[int, int], last: tuple[int, int]) -> str:
    """Return the words as the source has them, whatever edition they were found in."""
    between = range(first[0], last[0] + 1)
    if any(len(units[n].printed) != len(units[n].source) for n in between):
        return "".join(units[n].source for n in between).strip()
    pieces = [
        units[n].source[first[1] if n == first[0] else 0 : last[1] + 1 if n == last[0] else None] for n in between
    ]
    before, after = units[first[0]].source[: first[1]][-1:], units[last[0]].source[last[1] + 1 :][:1]
    return _with_partners(before, "".join(pieces), after).strip()


_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"))


def _with_partners(before: str, words: str, after: str) -> str:
    """Return the words with the marks just before and behind them that are the partners of marks within."""
    for opener, closer in _PAIRS:
        if before == opener and words.partition(closer)[0].count(opener) == 0 and closer in words:
            words = opener + words
        if after == closer and words.rpartition(opener)[2].count(closer) == 0 and opener in words:
            words += closer
    return words


# --- Why nothing was found --------------------------------------------------------------------------------------


def _not_found(
    reference: Reference, seed: SeedPassages, pieces: Sequence[str], index: Index, cut: Cut | None
) -> _WrongError:
    if cut:
        return _WrongError(
            f"引文从“{cut.token}”中间截断：{_quoted(reference.words)}", f"把“{cut.token}”引完整，或整个不引"
        )
    where = "清理记录" if reference.raw else "正文"
    message = f"来源 {_name(reference)} 的{where}里没有这句话：{_quoted(reference.words)}"
    return _WrongError(message, _elsewhere(reference, seed, pieces, index) or _nearest(reference, seed, pieces))


def _elsewhere(reference: Reference, seed: SeedPassages, pieces: Sequence[str], index: Index) -> str:
    """Return where else the same words stand, the likeliest slip first; empty if nowhere."""
    if not reference.raw and isinstance(search(seed.ledger, pieces), Match):
        return f"它在清理时略去的文字里，写成 [@{reference.seed}:raw “…”]"
    for other in (seed, *(s for s in index.seeds.values() if s is not seed)):
        for passages in other.documents:
            if isinstance(search(passages, pieces), Match):
                return f"它在 {other.seed}/{passages.slug}，写成 [@{other.seed}:{passages.slug} “…”]"
    if len(pieces) > 1 and all(
        any(isinstance(search(p, (piece,)), Match) for p in _searched(reference, seed)) for piece in pieces
    ):
        return "省略号前后各自都有，但不是按这个次序在同一段里；分成两条引用"
    return ""


def _nearest(reference: Reference, seed: SeedPassages, pieces: Sequence[str]) -> str:
    texts = [(f"{seed.seed}/{p.slug}" if p.slug else "清理记录", p.renditions[0]) for p in _searched(reference, seed)]
    # Of a quotation with an omission, the piece that is at fault.
    at_fault = (piece for piece in pieces if not any(piece in rendition.text for _, rendition in texts))
    return difference(next(at_fault, max(pieces, key=len)), texts)


def _name(reference: Reference) -> str:
    return reference.seed + (f":{reference.slug}" if reference.slug else "")


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f"“{words if len(words) <= _SHOWN else words[:_SHOWN] + '……'}”"


def _problem(severity: Severity, reference: Reference, path: str, message: str, hint: str) -> Problem:
    return Problem(severity, path, reference.line, reference.column, message, hint)
