"""What people call the rules of cleaning, wherever they meet one: on pages, at the command line, in a summary."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def rule_name(rule: str) -> str:
    """Return what readers call a cleaning rule: the name of its longest beginning that the table has."""
    names = _names()
    while rule and rule not in names:
        rule = rule.rpartition(".")[0]
    return names.get(rule, "其他")


@cache
def _names() -> dict[str, str]:
    lines = (Path(__file__).parent / "data" / "rule_names.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
