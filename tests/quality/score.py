"""How good a cleaning is: numbers between 0 and 1, and where it went wrong. Judges the JSON of `clean` alone.

Blocks are compared by their visible characters, whatever white space lies between, and found wherever they stand:

- paragraphs: F1 of block starts. A block that begins with other text (a title glued to it) does not start there.
- order: the share of a document's characters that stand in the order of reading.
- assignment: the share of characters that stand in the output document that took most of theirs, one to one.
- headings: F1 of headings with their level; heading_text: the same without the level.
- metadata: correct values / values that gold or output states. What nobody can know (`?`) is not judged.
- leak: the share of what should be dropped that is still shown. kept: the share of what should be shown that is.
- spacing: blanks inside Chinese text, and between Latin words, that should not be there or are missing, per
  thousand characters.
- kinds: the share of blocks with the right type, of those that stand alone in the output as in the gold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from quality.align import Alignment, align
from quality.gold import META_FIELDS, Gold, GoldBlock, GoldDocument, visible

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A number that remembers what it was made of, so that sums over documents are honest."""

    good: float
    total: float

    @property
    def value(self) -> float:
        return self.good / self.total if self.total else 1.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.good + other.good, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Score:
    """What one cleaning is worth. `leak` and `spacing` are faults; of all others 1 is best."""

    ratios: dict[str, Ratio]
    faults: tuple[str, ...]
    """What went wrong, for the author of the cleaner: one line each."""

    def value(self, name: str) -> float:
        ratio = self.ratios[name]
        if name in FAULTS and not ratio.total:
            return 0.0
        return ratio.value

    @property
    def overall(self) -> float:
        """For sorting alone: the mean of everything, faults turned round."""
        values = [1 - self.value(name) if name in FAULTS else self.value(name) for name in MEASURES]
        return sum(values) / len(values)


FAULTS = ("leak", "spacing")
MEASURES = (
    "paragraphs",
    "order",
    "assignment",
    "headings",
    "heading_text",
    "metadata",
    "leak",
    "kept",
    "spacing",
    "kinds",
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the gold text: a block, or what is printed or dropped, and the document that it belongs to."""

    start: int
    end: int
    role: str
    document: int
    block: GoldBlock | None = None


@dataclass(frozen=True, slots=True)
class _OutBlock:
    """A block of the output and where its visible characters stand in the output's text."""

    start: int
    end: int
    document: int
    kind: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class _Match:
    """Gold and output beside each other."""

    pieces: tuple[_Piece, ...]
    out_blocks: tuple[_OutBlock, ...]
    alignment: Alignment
    gold_text: str
    out_text: str
    partner: dict[int, int]
    """Gold document to output document."""

    def piece_at(self, gold_index: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, gold_index, key=lambda p: p.start) - 1]

    def out_block_at(self, out_index: int) -> _OutBlock:
        return self.out_blocks[bisect_right(self.out_blocks, out_index, key=lambda b: b.start) - 1]

    def blocks(self) -> list[_Piece]:
        return [piece for piece in self.pieces if piece.role == "block"]


def score(gold: Gold, output: Json) -> Score:
    """Return what the output is worth against the gold."""
    match = _match(gold, output)
    ratios: dict[str, Ratio] = {}
    faults: list[str] = []
    for name, measure in (
        ("paragraphs", _paragraphs),
        ("order", _order),
        ("assignment", _assignment),
        ("leak", _leak),
        ("kept", _kept),
        ("spacing", _spacing),
        ("kinds", _kinds),
    ):
        ratios[name], found = measure(match)
        faults += [f"{name}: {fault}" for fault in found]
    for name, strict in (("headings", True), ("heading_text", False)):
        ratios[name], found = _headings(gold, match, strict=strict)
        faults += [f"{name}: {fault}" for fault in found if strict]
    ratios["metadata"], found = _metadata(gold, output, match.partner)
    faults += [f"metadata: {fault}" for fault in found]
    return Score(ratios, tuple(faults))


def _match(gold: Gold, output: Json) -> _Match:
    pieces, texts = _pieces(gold)
    out_blocks, out_text = _out_blocks(output)
    alignment = align(texts, out_text)
    match = _Match(tuple(pieces), tuple(out_blocks), alignment, "".join(texts), out_text, {})
    match.partner.update(_partners(match))
    return match


def _pieces(gold: Gold) -> tuple[list[_Piece], list[str]]:
    """Return what the source holds, blocks first: where words stand twice, the block has the first choice."""
    entries: list[tuple[str, int, str, GoldBlock | None]] = []
    for number, document in enumerate(gold.documents):
        entries += [("block", number, block.text, block) for block in document.blocks]
    for number, document in enumerate(gold.documents):
        entries += [("printed", number, text, None) for text in document.printed]
    entries += [("removed", -1, text, None) for text in gold.removed]
    pieces, texts, at = [], [], 0
    for role, number, text, block in entries:
        seen = visible(text)
        if seen:
            pieces.append(_Piece(at, at + len(seen), role, number, block))
            texts.append(seen)
            at += len(seen)
    return pieces, texts


def _out_blocks(output: Json) -> tuple[list[_OutBlock], str]:
    blocks, texts, at = [], [], 0
    for number, article in enumerate(output["articles"]):
        for block in article["blocks"]:
            seen = visible(block["text"])
            if seen:
                level = block.get("level") or 0
                blocks.append(_OutBlock(at, at + len(seen), number, block["type"], level, block["text"]))
                texts.append(seen)
                at += len(seen)
    return blocks, "".join(texts)


# --- Paragraphs -------------------------------------------------------------------------------------------------


def _paragraphs(match: _Match) -> tuple[Ratio, list[str]]:
    gold_starts: set[int] = set()
    free: set[int] = set()
    for piece in match.blocks():
        assert piece.block is not None
        start, block = piece.start, piece.block
        free |= {start + offset for offset in block.soft_breaks}
        for begin, end in block.optional:
            free |= {start + begin, start + end}
        if block.optional and block.optional[0][0] == 0 and match.alignment.to_out[start] < 0:
            if block.optional[0][1] == piece.end - start:
                continue  # all of it is metadata now
            start += block.optional[0][1]
            free.discard(start)
        gold_starts.add(start)
        free.discard(start)
    out_starts = {index for block in match.out_blocks if (index := _gold_start(match, block)) is not None}
    out_starts -= free
    hits = gold_starts & out_starts
    faults = [f"split before {_glimpse(match.gold_text, index)}" for index in sorted(out_starts - gold_starts)]
    faults += [f"no start at {_glimpse(match.gold_text, index)}" for index in sorted(gold_starts - out_starts)]
    return Ratio(2 * len(hits), len(gold_starts) + len(out_starts)), faults


def _gold_start(match: _Match, block: _OutBlock) -> int | None:
    """Return the gold character that an output block starts with, if it is one of a block; dropped text before it
    is judged elsewhere."""
    for out_index in range(block.start, block.end):
        gold_index = match.alignment.to_gold[out_index]
        if gold_index < 0:
            continue
        role = match.piece_at(gold_index).role
        if role == "block":
            return gold_index
        if role == "printed":
            return None
    return None


# --- Order and assignment ---------------------------------------------------------------------------------------


def _partners(match: _Match) -> dict[int, int]:
    """Return for each gold document the output document that took most of it, one to one, biggest share first."""
    shares: Counter[tuple[int, int]] = Counter()
    for piece in match.blocks():
        for gold_index in range(piece.start, piece.end):
            out_index = match.alignment.to_out[gold_index]
            if out_index >= 0:
                shares[piece.document, match.out_block_at(out_index).document] += 1
    partners: dict[int, int] = {}
    for (gold_document, out_document), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if gold_document not in partners and out_document not in partners.values():
            partners[gold_document] = out_document
    return partners


def _assignment(match: _Match) -> tuple[Ratio, list[str]]:
    good = total = 0
    faults = []
    for piece in match.blocks():
        total += sum(
            match.alignment.to_out[i] >= 0 or not _may_be_metadata(piece, i) for i in range(piece.start, piece.end)
        )
        shown = [o for o in match.alignment.to_out[piece.start : piece.end] if o >= 0]
        homes = Counter(match.out_block_at(o).document for o in shown)
        at_home = homes[match.partner.get(piece.document, -1)]
        good += at_home
        if at_home < (piece.end - piece.start) / 2 and not _may_be_metadata(piece, piece.start):
            faults.append(f"document {piece.document + 1} has not {_glimpse(match.gold_text, piece.start)}")
    return Ratio(good, total), faults


def _may_be_metadata(piece: _Piece, index: int) -> bool:
    """Whether a gold character stands in a stretch that may be shown or be metadata."""
    return piece.block is not None and any(a <= index - piece.start < b for a, b in piece.block.optional)


def _order(match: _Match) -> tuple[Ratio, list[str]]:
    """Per document the heaviest chain of runs that stand in the order of reading."""
    good = total = 0
    faults = []
    documents = {piece.document for piece in match.blocks()}
    for number in sorted(documents):
        runs = _runs(match, number)
        total += sum(length for _, _, length in runs)
        kept, chain = _heaviest_chain(runs)
        good += kept
        faults += [
            f"out of order: {_glimpse(match.gold_text, gold_start)}"
            for index, (gold_start, _, length) in enumerate(runs)
            if index not in chain and length > 1
        ]
    return Ratio(good, total), faults


def _runs(match: _Match, number: int) -> list[tuple[int, int, int]]:
    """Return (gold start, output start, length) of the stretches of a document that stand together."""
    runs: list[tuple[int, int, int]] = []
    for piece in match.blocks():
        if piece.document != number:
            continue
        for gold_index in range(piece.start, piece.end):
            out_index = match.alignment.to_out[gold_index]
            if out_index < 0:
                continue
            if runs and runs[-1][1] + runs[-1][2] == out_index:
                runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
            else:
                runs.append((gold_index, out_index, 1))
    return runs


def _heaviest_chain(runs: list[tuple[int, int, int]]) -> tuple[int, set[int]]:
    best: list[tuple[int, int]] = []
    for index, (_, out_start, length) in enumerate(runs):
        before = [(best[i][0], i) for i in range(index) if runs[i][1] < out_start]
        weight, previous = max(before, default=(0, -1))
        best.append((weight + length, previous))
    chain: set[int] = set()
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    weight = best[at][0] if at >= 0 else 0
    while at >= 0:
        chain.add(at)
        at = best[at][1]
    return weight, chain


# --- What is shown ----------------------------------------------------------------------------------------------


def _leak(match: _Match) -> tuple[Ratio, list[str]]:
    return _shown(match, "removed", "still shown")


def _kept(match: _Match) -> tuple[Ratio, list[str]]:
    good = total = 0
    faults = []
    for piece in match.blocks():
        assert piece.block is not None
        may_miss = {piece.start + i for a, b in piece.block.optional for i in range(a, b)}
        wanted = [i for i in range(piece.start, piece.end) if i not in may_miss]
        shown = [i for i in wanted if match.alignment.to_out[i] >= 0]
        good += len(shown)
        total += len(wanted)
        if len(shown) < len(wanted):
            missing = next(i for i in wanted if match.alignment.to_out[i] < 0)
            faults.append(f"{len(wanted) - len(shown)} characters missing at {_glimpse(match.gold_text, missing)}")
    return Ratio(good, total), faults


def _shown(match: _Match, role: str, what: str) -> tuple[Ratio, list[str]]:
    good = total = 0
    faults = []
    for piece in match.pieces:
        if piece.role != role:
            continue
        shown = sum(o >= 0 for o in match.alignment.to_out[piece.start : piece.end])
        good += shown
        total += piece.end - piece.start
        if shown:
            faults.append(f"{what} ({shown}): {match.gold_text[piece.start : piece.end][:40]}")
    return Ratio(good, total), faults


_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—·\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z0-9]")


def _spacing(match: _Match) -> tuple[Ratio, list[str]]:
    """Compare blanks between neighbours that are neighbours in both texts."""
    gold_blanks = {start + offset for start, text in _texts_of_gold(match) for offset in _blanks(text)}
    out_blanks = {block.start + offset for block in match.out_blocks for offset in _blanks(block.text)}
    wrong, total, faults = 0, 0, []
    for piece in match.blocks():
        assert piece.block is not None
        unjudged = {piece.start + i for a, b in piece.block.optional for i in range(a, b + 1)}
        for gold_index in range(piece.start + 1, piece.end):
            before, after = match.gold_text[gold_index - 1], match.gold_text[gold_index]
            out_index = match.alignment.to_out[gold_index]
            if out_index < 1 or match.alignment.to_out[gold_index - 1] != out_index - 1:
                continue
            if gold_index in unjudged or match.out_block_at(out_index - 1) is not match.out_block_at(out_index):
                continue
            total += 1
            is_judged = (_CHINESE.match(before) and _CHINESE.match(after)) or (
                _LATIN.match(before) and _LATIN.match(after)
            )
            if is_judged and (gold_index in gold_blanks) != (out_index in out_blanks):
                wrong += 1
                word = "blank missing" if gold_index in gold_blanks else "blank"
                faults.append(f"{word} before {_glimpse(match.gold_text, gold_index)}")
    return Ratio(1000 * wrong, total), faults


def _texts_of_gold(match: _Match) -> list[tuple[int, str]]:
    return [(piece.start, piece.block.text) for piece in match.blocks() if piece.block is not None]


def _blanks(text: str) -> set[int]:
    """Return before which visible characters white space stands."""
    blanks: set[int] = set()
    count, blank = 0, False
    for char in text:
        if char.isspace():
            blank = True
        elif visible(char):
            if blank:
                blanks.add(count)
            count, blank = count + 1, False
    return blanks


# --- Types, headings, metadata ----------------------------------------------------------------------------------


def _kinds(match: _Match) -> tuple[Ratio, list[str]]:
    good = total = 0
    faults = []
    for piece in match.blocks():
        assert piece.block is not None
        out_index = match.alignment.to_out[piece.start]
        if out_index < 0 or piece.block.is_heading or piece.block.soft_breaks:
            continue
        found = match.out_block_at(out_index)
        if (found.start, found.end) != (out_index, out_index + piece.end - piece.start):
            continue
        total += 1
        good += found.kind in piece.block.kinds
        if found.kind not in piece.block.kinds:
            what = f"{found.kind} instead of {piece.block.kinds[0]}"
            faults.append(f"{what}: {_glimpse(match.gold_text, piece.start)}")
    return Ratio(good, total), faults


def _headings(gold: Gold, match: _Match, *, strict: bool) -> tuple[Ratio, list[str]]:
    found = Counter((visible(b.text), b.level) for b in match.out_blocks if b.kind == "heading")
    blocks = [block for document in gold.documents for block in document.blocks if block.is_heading]
    hits = wanted = 0
    faults = []
    for block in blocks:
        is_hit = any(_take(found, texts, block.levels, strict=strict) for texts in _ways(block))
        if "paragraph" in block.kinds:
            continue
        hits += is_hit
        wanted += 1
        if not is_hit:
            faults.append(f"missing: {block.text[:40]} {list(block.levels)}")
    extra = {key: count for key, count in found.items() if count > 0}
    faults += [f"wrong: {text[:40]} [{level}]" for text, level in extra]
    return Ratio(2 * hits, wanted + hits + sum(extra.values())), faults


def _ways(block: GoldBlock) -> list[list[str]]:
    """Return the ways in which a heading may be printed: as one, or as its parts."""
    text = visible(block.text)
    cuts = [0, *block.soft_breaks, len(text)]
    parts = [text[a:b] for a, b in pairwise(cuts)]
    return [[text]] if len(parts) == 1 else [[text], parts]


def _take(found: Counter[tuple[str, int]], texts: list[str], levels: tuple[int, ...], *, strict: bool) -> bool:
    """Take the texts out of what was found, if all are there; the first must have the right level."""
    keys = []
    for position, text in enumerate(texts):
        fits = [
            key
            for key, count in found.items()
            if count > 0 and key[0] == text and (not strict or position > 0 or key[1] in levels)
        ]
        if not fits:
            return False
        keys.append(fits[0])
    for key in keys:
        found[key] -= 1
    return True


def _metadata(gold: Gold, output: Json, partner: dict[int, int]) -> tuple[Ratio, list[str]]:
    articles = output["articles"]
    good = total = 0
    faults = []
    for number, document in enumerate(gold.documents):
        out_number = partner.get(number)
        article = articles[out_number] if out_number is not None else {}
        for name in META_FIELDS:
            right, judged = _judge_field(name, document, article.get(name))
            good += right
            total += judged
            if judged and not right:
                expected = " | ".join(document.values(name)) or "nothing"
                faults.append(f"document {number + 1} {name}: {article.get(name)!r} instead of {expected}")
        if document.incomplete or article.get("incomplete"):
            total += 1
            good += bool(document.incomplete) == bool(article.get("incomplete"))
            if document.incomplete != bool(article.get("incomplete")):
                faults.append(f"document {number + 1} incomplete: {article.get('incomplete')!r}")
    return Ratio(good, total), faults


def _judge_field(name: str, document: GoldDocument, claim: str | None) -> tuple[bool, bool]:
    """Return (right, judged)."""
    expected = document.values(name)
    if "?" in expected or (not expected and not claim):
        return False, False
    if not claim:
        return False, True
    return any(same_value(name, value, claim) for value in expected), True


def same_value(name: str, expected: str, claim: str) -> bool:
    """Return whether two values say the same, whatever role or dash a newspaper puts before them."""
    if name == "date":
        return _same_date(expected, claim)
    if name == "author":
        return _names(expected) == _names(claim)
    return _bare(expected) == _bare(claim)


# What stands around a name without being part of it.
_ROLES = re.compile(
    "(?:本报|本報|本刊|特约|特約|见习|實習|实习|特派)?(?:记者|記者|通讯员|通訊員|特派員|作者|撰文|攝影|摄影|整理|文|摄|攝)"
    "(?=[：:／/｜|丨\\s]|$)|(?:本报|本報|新华社|中央社)?(?:记者|記者|通讯员|通訊員|作者|撰文)"
)
_AROUND_NAMES = re.compile(r"[\W_]")


def _names(text: str) -> str:
    return _AROUND_NAMES.sub("", _ROLES.sub("", text))


def _bare(text: str) -> str:
    return visible(text).strip("—-–:：■●▲◆")


_NUMBERS = re.compile(r"\d+")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"


def _same_date(expected: str, claim: str) -> bool:
    """Return whether the claim is the expected day; a part of `expected` in brackets may be absent."""
    optional = re.fullmatch(r"\((\d+)-\)(.*)", expected)
    forms = [optional[1] + "-" + optional[2], optional[2]] if optional else [expected]
    claimed = re.split(r"[T\s]\d{1,2}[:：]", claim)[0]
    for number, name in enumerate(_MONTHS.split(), start=1):
        claimed = re.sub(rf"(?i)\b{name}[a-z]*\b", str(number), claimed)
    found = [int(n) for n in _NUMBERS.findall(claimed)]
    return any([int(n) for n in _NUMBERS.findall(form)] == found for form in forms)


def _glimpse(text: str, index: int) -> str:
    return f"{text[max(0, index - 8) : index]}|{text[index : index + 16]}"
