"""Every rule that drops text has a Chinese name, and people see it wherever they see the rule."""

from __future__ import annotations

import re
from pathlib import Path

from wenzhai.rule_names import rule_name

PACKAGE = Path(__file__).parents[2] / "hooks" / "wenzhai"
NAMED = {
    line.split(" ", 1)[0]
    for line in (PACKAGE / "data" / "rule_names.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
}


def rules() -> set[str]:
    """Return every rule that the code or the table of phrases drops by."""
    code = "\n".join(path.read_text("utf-8") for path in sorted((PACKAGE / "clean").glob("*.py")))
    written = re.findall(r'"((?:boilerplate|furniture|label|html|feed|duplicate)\.[a-z.-]+)"', code)
    phrases = re.findall(r"^\[([a-z.]+) @", (PACKAGE / "data" / "boilerplate.txt").read_text("utf-8"), re.MULTILINE)
    return {"curator", "invisible", *written, *(f"boilerplate.{rule}" for rule in phrases)} - {"boilerplate.txt"}


def test_every_rule_has_a_name_of_its_own() -> None:
    assert rules() - NAMED == set()


def test_no_name_is_kept_for_a_rule_that_is_gone() -> None:
    groups = {rule.partition(".")[0] for rule in rules()}
    assert NAMED - rules() - groups == set()


def test_a_rule_is_named_by_its_longest_known_beginning() -> None:
    assert rule_name("furniture.page-number") == "页码"
    assert rule_name("furniture.something-new") == "版面附属文字"
    assert rule_name("unheard-of") == "其他"
