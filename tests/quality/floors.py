"""Floors of quality: numbers that may only rise, with the targets beside them. They stand in tests/floors.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quality.score import FAULTS

FLOORS = Path(__file__).parents[1] / "floors.json"
SECTION = "cleaning"

# One block of one document moves a mean by about this much: smaller differences are no news.
EPSILON = 0.0005


@dataclass(frozen=True, slots=True)
class Miss:
    """A number that is worse than its floor."""

    name: str
    floor: float
    value: float

    def __str__(self) -> str:
        return f"{self.name}: {self.value:.4f}, floor {self.floor:.4f}"


def is_fault(name: str) -> bool:
    """Whether less is better."""
    return name.rpartition(".")[2] in {*FAULTS, "lost", "doubled", "invented", "crashes"}


def has_floor(name: str, section: dict[str, Any]) -> bool:
    """Whether a number is guarded: means and sums, the worst file where it says most, and what has a target."""
    entry = section["numbers"].get(name, {})
    group, _, measure = name.rpartition(".")
    if measure in _FOR_THE_EYE:
        return False
    return "target" in entry or group.endswith((".mean", ".sum")) or (group.endswith(".worst") and measure in _WORST)


_FOR_THE_EYE = ("kinds", "heading_text")
_WORST = ("paragraphs", "order", "assignment", "kept")


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """Return the section of cleaning: {"numbers": {name: {"floor", "target"?}}, "regressions": [...]}."""
    every = json.loads(path.read_text("utf-8")) if path.exists() else {}
    section: dict[str, Any] = every.get(SECTION, {"numbers": {}, "regressions": []})
    return section


def misses(values: dict[str, float], section: dict[str, Any]) -> list[Miss]:
    """Return what is worse than its floor; a floor that nothing measures any more counts as missed."""
    found = []
    for name, entry in section["numbers"].items():
        floor = entry["floor"]
        worst = 1.0 if is_fault(name) else 0.0
        value = values.get(name, worst)
        if (value - floor if is_fault(name) else floor - value) > EPSILON:
            found.append(Miss(name, floor, value))
    return found


def raised(section: dict[str, Any], values: dict[str, float], *, reason: str = "") -> dict[str, Any]:
    """Return the section with floors moved up to the values; down only with a reason, which is written down."""
    down = {miss.name: miss for miss in misses(values, section)}
    numbers = {}
    for name in sorted({*section["numbers"], *values}):
        entry = dict(section["numbers"].get(name, {}))
        is_gone = name not in values and bool(reason)
        if is_gone or not has_floor(name, section):
            continue
        if name in values and (name not in down or reason):
            entry["floor"] = _better(name, entry.get("floor"), _rounded(name, values[name]), may_fall=name in down)
        numbers[name] = entry
    regressions = [*section.get("regressions", [])]
    if down and reason:
        regressions.append({"reason": reason, "numbers": [str(miss) for miss in down.values()]})
    return {"numbers": numbers, "regressions": regressions}


def _better(name: str, floor: float | None, value: float, *, may_fall: bool) -> float:
    if floor is None or may_fall:
        return value
    return min(floor, value) if is_fault(name) else max(floor, value)


def _rounded(name: str, value: float) -> float:
    """Return four digits, rounded to the lenient side."""
    step = 10_000
    down, up = int(value * step) / step, -int(-value * step // 1) / step
    return up if is_fault(name) else down


def write_floors(section: dict[str, Any], path: Path = FLOORS) -> None:
    """Write the section and leave the others as they are."""
    every = json.loads(path.read_text("utf-8")) if path.exists() else {}
    every[SECTION] = section
    path.write_text(json.dumps(every, ensure_ascii=False, indent=2) + "\n", "utf-8")
