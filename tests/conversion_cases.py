"""Sentences and words with the traditional forms that a copy editor would print: tests/cases/conversion/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import opencc

CASES = Path(__file__).parent / "cases" / "conversion"
WORDS = CASES / "words.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence in three editions."""

    simplified: str
    taiwan: str
    hong_kong: str


def sentence_files() -> list[Path]:
    return sorted(path for path in CASES.glob("*.txt") if path != WORDS)


def sentences(path: Path) -> Iterator[Case]:
    """Yield the groups of three lines 简, 台, 港; an incomplete group is an error."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) % 3 == 0, f"{path.name}: a group is not complete"
    for simplified, taiwan, hong_kong in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        marks = [line[:2] for line in (simplified, taiwan, hong_kong)]
        assert marks == ["简 ", "台 ", "港 "], f"{path.name}: {simplified}"
        yield Case(simplified[2:], taiwan[2:], hong_kong[2:])


def all_sentences() -> list[Case]:
    return [case for path in sentence_files() for case in sentences(path)]


def words() -> dict[str, str]:
    """Return simplified words by the way from Taiwan's, which has one answer, and Taiwan's words."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    taiwan = [word for line in lines if line and not line.startswith("#") for word in line.split()]
    simplify = opencc.OpenCC("tw2s", include_tofu_risk_dictionaries=False).convert
    return dict(zip(simplify("\n".join(taiwan)).split("\n"), taiwan, strict=True))
