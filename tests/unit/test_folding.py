"""Folding knows every character that the tables and patterns of cleaning are written with."""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

from wenzhai.clean.folding import data_lines

PACKAGE = Path(__file__).parents[2] / "hooks" / "wenzhai"
TABLES = (
    "boilerplate.txt",
    "box_names.txt",
    "edge_words.txt",
    "folio_words.txt",
    "issue_names.txt",
    "metadata_labels.txt",
    "registry_labels.txt",
    "surnames.txt",
    "usual_headings.txt",
)


def test_each_traditional_form_of_a_character_that_patterns_use_is_folded() -> None:
    patterns = [*(PACKAGE / "clean").glob("*.py"), *(PACKAGE / "data" / name for name in TABLES)]
    used = {char for path in patterns for char in path.read_text("utf-8")}
    known = {pair[0] for pair in data_lines("traditional.txt")}
    to_simplified = OpenCC("t2s")
    traditional = [chr(code) for code in range(0x4E00, 0xA000)]
    missing = [c for c in traditional if c not in known and (s := to_simplified.convert(c)) != c and s in used]
    assert missing == []
