"""The quality of cleaning, for the eye: numbers beside floors and targets, and the worst files with what went wrong.

PYTHONPATH=hooks:tests python -m quality.report                     the gate's own files
… --count 100 --series fresh --kind newspaper --worst 20            others, and more of them
… --out DIR                                                         writes the worst files, their gold and output
… --update-floors [--allow-regression "why"]                        moves the floors in tests/floors.json
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from quality import floors  # noqa: E402 - runs as a file too
from quality.corpus import MAKERS, make, make_gate, read_base  # noqa: E402
from quality.evaluate import Result, evaluate_messy, evaluate_pages, evaluate_seeds, numbers  # noqa: E402
from quality.gold import Gold, write_gold  # noqa: E402
from quality.mess.sheet import Messy  # noqa: E402
from quality.score import FAULTS, Json  # noqa: E402

_OTHERS = 16
_SHOWN_FAULTS = 4


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    is_gate = not any((options.count, options.series, options.kind, options.base))
    messy = {one.name: one for one in (make_gate() if is_gate else _others(options))}
    results = [evaluate_messy(one) for one in messy.values()]
    seeds = [] if options.no_seeds else [r for w in (True, False) for r in evaluate_seeds(with_sidecar=w)]
    pages = list(evaluate_pages()) if is_gate else []
    values = numbers([*seeds, *pages, *results])
    section = floors.read_floors()
    print(table(values, section["numbers"] if is_gate else targets_only(section["numbers"])))
    curated = [r for r in seeds if r.score.faults or any_loss(r)]
    for result in [*curated, *worst(pages, options.worst), *worst(results, options.worst)]:
        print(describe(result))
    if options.out:
        write_examples(options.out, worst(results, options.worst), messy)
    if options.update_floors:
        if not is_gate or options.no_seeds:
            raise SystemExit("floors are of the gate's own files: give no other options")
        floors.write_floors(floors.raised(section, values, reason=options.allow_regression))
    return int(is_gate and bool(floors.misses(values, floors.read_floors())))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=0, help="other files than the gate's: so many of each kind")
    parser.add_argument("--series", default="", help="another word, other files")
    parser.add_argument("--kind", action="append", choices=MAKERS)
    parser.add_argument("--base", type=Path, help="folder with other clean texts (articles/) and phrases.toml")
    parser.add_argument("--worst", type=int, default=8, help="how many of the worst to show")
    parser.add_argument("--no-seeds", action="store_true")
    parser.add_argument("--out", type=Path, help="folder for the worst files")
    parser.add_argument("--update-floors", action="store_true")
    parser.add_argument("--allow-regression", default="", metavar="WHY")
    return parser.parse_args(arguments)


def _others(options: argparse.Namespace) -> Iterator[Messy]:
    base = read_base(options.base) if options.base else None
    for kind in options.kind or MAKERS:
        for number in range(options.count or _OTHERS):
            yield make(kind, number, series=options.series or "gate", base=base)


def targets_only(entries: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {name: {"target": entry["target"]} for name, entry in entries.items() if "target" in entry}


def any_loss(result: Result) -> bool:
    return any((result.account.lost, result.account.doubled, result.account.invented))


def worst(results: list[Result], count: int) -> list[Result]:
    """Return the worst files, refused ones and lossy ones first."""
    ranked = sorted(
        results, key=lambda r: (not r.is_refused, not any_loss(r), r.score.overall if r.score.ratios else 0)
    )
    return [r for r in ranked if r.is_refused or r.score.faults or any_loss(r)][:count]


def table(values: dict[str, float], entries: dict[str, dict[str, float]]) -> str:
    """Return the numbers, a line for a group, and below them what is far from its target."""
    groups: dict[str, dict[str, float]] = {}
    for name, value in values.items():
        head, _, measure = name.rpartition(".")
        groups.setdefault(measure, {})[head] = value
    heads = list(dict.fromkeys(name.rpartition(".")[0] for name in values if ".sum." not in name))
    rows = [f"{'':28}" + "".join(f"{measure[:10]:>11}" for measure in groups if measure not in _COUNTS)]
    for head in heads:
        cells = (groups[m].get(head) for m in groups if m not in _COUNTS)
        rows.append(f"{head:28}" + "".join(f"{'-' if v is None else format(v, '.4f'):>11}" for v in cells))
    counts = {n: v for n, v in values.items() if ".sum." in n and v}
    rows.append("lost, doubled, invented: " + (", ".join(f"{n} {v:.0f}" for n, v in counts.items()) or "none"))
    rows += _distances(values, entries)
    return "\n".join(rows)


_COUNTS = ("lost", "doubled", "invented")


def _distances(values: dict[str, float], entries: dict[str, dict[str, float]]) -> list[str]:
    rows = [
        f"BELOW FLOOR {miss}"
        for miss in floors.misses(values, {"numbers": {n: e for n, e in entries.items() if "floor" in e}})
    ]
    for name, entry in entries.items():
        value, target = values.get(name), entry.get("target")
        if value is None or target is None:
            continue
        if (value > target) if floors.is_fault(name) else (value < target):
            rows.append(f"not yet: {name} {value:.4f}, target {target}")
    return rows


def describe(result: Result) -> str:
    """Return what went wrong in one file."""
    if result.is_refused:
        return f"\n== {result.group} {result.name}: refused: {result.cleaned.problems}"
    marks = " ".join(
        f"{name} {result.score.value(name):.2f}"
        for name, ratio in result.score.ratios.items()
        if ratio.total and result.score.value(name) != (0.0 if name in FAULTS else 1.0)
    )
    assert result.cleaned.output is not None
    lines = [f"\n== {result.group} {result.name} (as {result.cleaned.output['kind']}): {marks}"]
    lines += [f"   {place}" for place in result.account.where[:4]]
    of_measure: dict[str, list[str]] = {}
    for fault in result.score.faults:
        of_measure.setdefault(fault.partition(":")[0], []).append(fault)
    for measure, faults in of_measure.items():
        lines += [f"   {fault}" for fault in faults[:_SHOWN_FAULTS]]
        if len(faults) > _SHOWN_FAULTS:
            lines.append(f"   {measure}: … {len(faults) - _SHOWN_FAULTS} more")
    return "\n".join(lines)


def write_output(output: Json) -> str:
    """Return an output in the format of gold, so that the two can be laid side by side."""
    parts = []
    for article in output["articles"]:
        head = [
            f"{n}: {article[n]}" for n in ("title", "kicker", "subtitle", "author", "source", "date") if article[n]
        ]
        head += ["incomplete: yes"] * bool(article["incomplete"])
        body = [
            "[" + (f"h{b['level']}" if b["type"] == "heading" else b["type"]) + "] " + b["text"]
            for b in article["blocks"]
        ]
        parts.append("\n".join([f"===== {article['slug']}", *head, "---", *body]))
    removed = [f"{drop['text']}    <- {drop['rule']}" for drop in output["removed"]]
    return "\n\n".join([*parts, "===== removed", *removed]) + "\n"


def write_examples(folder: Path, results: list[Result], messy: dict[str, Messy]) -> None:
    """Write each file with its gold, its output and the difference."""
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        stem = folder / Path(result.name).stem
        stem.with_suffix(".txt").write_bytes(messy[result.name].data)
        gold = write_gold(result.gold)
        stem.with_suffix(".gold").write_text(gold, "utf-8")
        stem.with_suffix(".faults").write_text(
            describe(result) + "\n" + "\n".join(result.score.faults) + "\n", "utf-8"
        )
        if result.cleaned.output is None:
            continue
        stem.with_suffix(".json").write_text(json.dumps(result.cleaned.output, ensure_ascii=False, indent=1), "utf-8")
        stem.with_suffix(".diff").write_text(_diff(result.gold, result.cleaned.output), "utf-8")


def _diff(gold: Gold, output: Json) -> str:
    lines = difflib.unified_diff(
        write_gold(gold).splitlines(), write_output(output).splitlines(), "gold", "output", lineterm="", n=1
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
