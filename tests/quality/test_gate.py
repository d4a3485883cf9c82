"""The gate: cleaning is as good as it has ever been, on the seeds and on files that it has never seen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quality import floors
from quality.cleaner import ROOT, clean_bytes
from quality.corpus import make, make_gate
from quality.evaluate import Result, evaluate_messy, evaluate_pages, evaluate_seeds, numbers
from quality.report import describe, worst


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return list(_all_results())


def _all_results() -> Iterator[Result]:
    yield from evaluate_seeds(with_sidecar=True)
    yield from evaluate_seeds(with_sidecar=False)
    yield from evaluate_pages()
    yield from map(evaluate_messy, make_gate())


def test_no_file_of_the_gate_is_refused(results: list[Result]) -> None:
    assert [result.name for result in results if result.is_refused] == []


def test_nothing_is_lost_doubled_or_invented_in_any_file(results: list[Result]) -> None:
    wrong = {
        r.name: r.account for r in results if (r.account.lost, r.account.doubled, r.account.invented) != (0, 0, 0)
    }
    assert wrong == {}


def test_no_number_is_below_its_floor(results: list[Result]) -> None:
    section = floors.read_floors()
    below = floors.misses(numbers(results), section)
    examples = "\n".join(describe(result) for result in worst(results, 3)) if below else ""
    assert not below, "\n".join(map(str, below)) + "\n(python -m quality.report shows more)" + examples


def test_the_command_line_writes_what_the_gate_judges(tmp_path: Path) -> None:
    messy = make("newspaper", 0)
    file = tmp_path / messy.name
    file.write_bytes(messy.data)
    command = [sys.executable, str(ROOT / "hooks" / "cli.py"), "clean", str(file), "--out", str(tmp_path)]
    subprocess.run([*command, "--no-sidecar"], check=True, capture_output=True)
    written = json.loads(file.with_suffix(".json").read_text("utf-8"))
    in_process = clean_bytes(messy.data, messy.name).output
    assert in_process is not None
    assert {k: v for k, v in written.items() if k != "problems"} == {
        k: v for k, v in in_process.items() if k != "problems"
    }


def test_every_target_of_the_issue_is_kept_beside_its_floor() -> None:
    entries = floors.read_floors()["numbers"]
    targets = {name for name, entry in entries.items() if "target" in entry}
    assert targets >= {
        "seeds.sidecar.worst.paragraphs",
        "seeds.alone.mean.headings",
        "unknown.newspaper.mean.assignment",
        "unknown.all.mean.leak",
    }
