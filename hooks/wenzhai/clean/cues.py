"""What a line shows of itself and of the gap below it, gathered once before the gaps are weighed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenzhai.clean.boilerplate import find_phrase
from wenzhai.clean.bylines import match_affiliated
from wenzhai.clean.columns import INDENT, first_token_width
from wenzhai.clean.draft import Gap, Line, Opening, Role
from wenzhai.clean.folding import fold
from wenzhai.clean.headings import LONGEST_HEADING, begins_weakly, heading_shape
from wenzhai.clean.labels import ends_in_credit
from wenzhai.clean.names import are_names, is_latin_name, is_spaced_name
from wenzhai.clean.numbering import Numbering, is_entry, numbering
from wenzhai.clean.punctuation import NEVER_FIRST, End, balance, ending

NEVER = -1e6
"""The weight of what cannot be."""

_NEAR_START = 12
_WEAK_STARTS = frozenset("的地得了着过们者性化和与及而且但并等率度量却则便")
_CONNECTIVES = re.compile(
    "首先|其次|再次|最后|此外|另外|同时,|与此同时|另一方面|一方面|值得|据了解|据悉|据介绍|近日|日前|记者了解到|记者从|记者在"
    "|目前,|当前,|接下来|下一步|今年以来|近年来|然而,|但是,|不过,|因此,|总之|如今|现在,|后来|其实"
)
_LONGEST_SPEAKER = 8
_NO_SPEAKER = re.compile("[,。;“”、]")
_NARROWEST_ISLAND = 16


@dataclass(frozen=True, slots=True)
class Cues:
    """One line's cues."""

    end: End
    length: int
    begins_badly: bool
    """It starts with what never begins a paragraph."""
    begins_weakly: bool
    """It starts with a character that seldom begins a sentence: 的, 了, 们."""
    numbered: float
    """Weight of its number for something beginning with it; a figure in a sentence looks like a number in Arabic."""
    style: str
    """Of its number, empty where it has none."""
    stopped: bool
    """It is numbered and short, but a full stop ends it: （一）更新老旧设备。"""
    entry: bool
    """It begins like an entry of a bibliography, or like a note below a name: [3] 作者; ** 某校教授."""
    speaker: str
    """Who speaks, folded, where it begins with 「记者：」."""
    connective: bool
    """It starts with 首先, 此外 and the like."""
    name: bool
    """It is a person's name, or several, and nothing else."""
    opens: int
    """Brackets and quotation marks that it leaves open, less those it closes."""
    heading: float
    """Weight of its shape for being a heading."""
    island: bool
    """It and the next line are far narrower than the column, and alike: a caption set by itself."""
    spare: int
    """Room left in the column after the line and the next word, in half-widths; negative: the line was full."""
    pair: str
    """The two characters that joining the next line would bring together."""
    stock: bool
    """It is a phrase that pages put around texts, whole: no sentence goes on from it or into it."""


def read_cues(line: Line, below: Line | None) -> Cues:
    """Return the cues of a line and of the gap between it and the line below."""
    plain = line.plain
    short = len(plain) <= LONGEST_HEADING
    folded = fold(plain) if short else fold(plain[:_NEAR_START])
    number = numbering(folded)
    return Cues(
        end=End.TERMINAL if ends_in_credit(plain) else ending(plain),
        length=len(plain),
        begins_badly=plain[0] in NEVER_FIRST and not plain.startswith("……"),
        begins_weakly=begins_weakly(folded, _WEAK_STARTS),
        numbered=_numbered(folded, number),
        style=number.style if number else "",
        stopped=_is_stopped(folded, number, below),
        entry=is_entry(folded) or bool(_STARRED.match(folded)),
        speaker=_speaker(folded),
        connective=bool(_CONNECTIVES.match(folded)),
        name=short
        and (
            are_names(folded)
            or is_spaced_name(folded)
            or is_latin_name(plain)
            or match_affiliated(folded) is not None
        ),
        opens=balance(plain),
        heading=_heading(folded, line, below) if short else NEVER,
        island=_is_island(line, below),
        spare=_spare(line, below),
        pair=plain[-1] + below.plain[0] if below is not None else "",
        stock=not line.column and find_phrase(plain) is not None,
    )


_ARTICLE = re.compile(
    r"第\s*(?:[一二三四五六七八九十百]\s*){1,4}条(?:之[一二三四五])?\s|(?:出席|列席|缺席|主持|记录)[^:]{0,6}:"
    r"|[\[【](?:摘\s?要|关\s?键\s?词)[\]】]|(?:摘\s{0,2}要|关\s?键\s?词)\s?:|附件\s*[0-9一二三四五]?\s*:|(?:联系|监督|举报|投诉|咨询|联络)(?:电话|热线):"
)


def _numbered(folded: str, number: Numbering | None) -> float:
    if _ARTICLE.match(folded):
        return 4.0
    return 0.0 if number is None else 2.0 if number.style in {"digit", "digit-bracket", "number"} else 4.0


def _heading(folded: str, line: Line, below: Line | None) -> float:
    """Return the weight for a heading; a question before a long paragraph is one rather than a question in talk."""
    asks = folded.endswith("?") and not line.column and below is not None and len(below.plain) >= _LONG
    weight = heading_shape(folded, wrapped=bool(line.column)) + _ANSWERED * asks
    weight += _SIGNED * (below is not None and (below.role is Role.BYLINE or below.opening is Opening.DATELINE))
    return weight


def _is_stopped(folded: str, number: Numbering | None, below: Line | None) -> bool:
    """Whether a line may be a heading although a full stop ends it: no other number stands right below."""
    if below is None or number is None or number.style not in _STOPPED_STYLES or folded[-1] != "。":
        return False
    short = len(folded) <= LONGEST_STOPPED and folded.count("。") == 1
    return short and numbering(fold(below.plain[:_NEAR_START])) is None and len(below.plain) > len(folded)


_SIGNED = 3.0
"""Weight of a line above the name of who wrote the text."""
_STOPPED_STYLES = frozenset({"han", "han-bracket", "formal"})
LONGEST_STOPPED = 24


_LONG = 60
_ANSWERED = 0.8


def _speaker(folded: str) -> str:
    name, colon, _ = folded[:_LONGEST_SPEAKER].partition(":")
    return name if colon and not _NO_SPEAKER.search(name) else ""


def _is_island(line: Line, below: Line | None) -> bool:
    if below is None or below.gap is not Gap.NONE or not line.column:
        return False
    widest = line.column - 2 * INDENT
    return _NARROWEST_ISLAND <= line.width <= widest and below.width <= min(line.width + INDENT, widest)


_LONGEST_TOKEN = 40
_STARRED = re.compile(r"(?:\*{1,3}|[◎●◆◇■□▲△★☆]) ?[\u4e00-\u9fff]")


def _spare(line: Line, below: Line | None) -> int:
    if not line.column or below is None:
        return 0
    return line.column - line.width - first_token_width(below.plain[:_LONGEST_TOKEN])
