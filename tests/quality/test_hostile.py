"""Hostile files: cleaning never crashes, never hangs, never loses a character, and says clearly what it refuses.

WENZHAI_HOSTILE=100000 makes a hundred thousand of them; the default is for every day.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from timeit import Timer

import pytest

from quality.cleaner import clean_bytes
from quality.conservation import account
from quality.corpus import MAKERS, make
from quality.hostile import hostile
from wenzhai.model import Problem

COUNT = int(os.environ.get("WENZHAI_HOSTILE", "300"))

# Far more than any of these small files may take on a slow machine; a hang takes for ever.
_PATIENCE = 5.0


def judge(data: bytes) -> str:
    """Return what is wrong with how a file was taken, or nothing."""
    start = time.process_time()
    try:
        cleaned = clean_bytes(data)
    except Exception as error:  # noqa: BLE001 - the point is that there is none
        return f"crash: {error!r}"
    if time.process_time() - start > _PATIENCE:
        return "hang"
    if cleaned.output is None:
        is_clear = cleaned.problems and all(isinstance(p, Problem) and p.message for p in cleaned.problems)
        return "" if is_clear else "refused without a word"
    counted = account(cleaned.output, cleaned.text, markup=cleaned.output["kind"] == "feed")
    if (counted.lost, counted.doubled, counted.invented) != (0, 0, 0):
        return str(counted)
    return ""


def test_no_hostile_file_is_crashed_on_or_loses_a_character() -> None:
    wrong = {number: fault for number in range(COUNT) if (fault := judge(hostile(number)))}
    assert not wrong, f"{len(wrong)} of {COUNT}, first: {dict(list(wrong.items())[:5])}"


def test_hostile_files_are_of_both_sorts_so_that_the_test_means_something() -> None:
    taken = [clean_bytes(hostile(number)).output is not None for number in range(60)]
    assert 10 < sum(taken) < 60


def _grown(kind: str) -> Callable[[int], bytes]:
    text = make(kind, 1).text
    return lambda size: (text * (size // len(text) + 1))[:size].encode()


REPEATED = {
    "blank lines": "\n",
    "open brackets": "（",
    "open quotation marks": "“\n",
    "tags": "<div>",
    "short lines": "甲\n",
    "commas": "，\n",
    "letter-spaced": "甲 乙 ",
    "numbers": "1.\n",
    "jump lines": "（上接1版）\n",
    "rows of blanks": "甲" + "　" * 70 + "乙\n",
    "same line": "本报讯（记者王海峰）日前，我市召开会议。\n",
}
GROWING = {kind: _grown(kind) for kind in MAKERS} | {
    name: (lambda size, unit=unit: (unit * (size // len(unit)))[:size].encode()) for name, unit in REPEATED.items()
}


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_linearly_with_size(name: str) -> None:
    """Four times the file, about four times the time: a quadratic step would take sixteen times as long."""
    small, large = (GROWING[name](size) for size in (5_000, 20_000))
    growth = (_best_time(large) / (_best_time(small) + 0.007) for _ in range(3))  # neighbours disturb, but not always
    assert min(growth) < 7, "four times the size took seven times as long, three times over"


def _best_time(data: bytes) -> float:
    # Like timeit, without the collector: how long it takes depends on all that other tests have left in memory.
    return min(Timer(lambda: clean_bytes(data), timer=time.process_time).repeat(repeat=2, number=1))
