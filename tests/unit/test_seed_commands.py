"""The commands on seeds as a contributor uses them, in a project of their own: a printed page of two articles."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import Path

import pytest

from wenzhai import read
from wenzhai.model import Severity, Sidecar
from wenzhai.seed_commands import COMMANDS

PAGE = """\
老厂房里的新机器
贺新宇

在金屏县的锁具产业园里，一把智
能锁正在接受第十万次开合测试。这
里的锁将被卖到北欧，也将装进老街
的每一扇门，成为新的开始。

隔壁的实验室里，另一把锁被放进
低温箱，零下四十摄氏度，一放就是
三天三夜，工程师轮流守着它。

（作者：金屏县锁具研究所研究员）
"""
SIDECAR = """\
sha256: {sha256}
documents:
  - slug: lock
    lines: "1-7"
  - slug: lab
    lines: "9-13"
    themes: [green]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "docs" / "themes").mkdir(parents=True)
    (root / "docs" / "themes" / "green.md").touch()
    monkeypatch.chdir(tmp_path)
    return root


def run(project: Path, *words: str) -> int:
    parser = ArgumentParser()
    commands = parser.add_subparsers(required=True)
    for command in COMMANDS:
        subparser = commands.add_parser(command.name, help=command.help)
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    arguments = parser.parse_args(words)
    status: int = arguments.run(arguments, project)
    return status


def curated(project: Path, text: str = PAGE) -> Path:
    """Put a seed with a fitting sidecar into the project."""
    seed = project / "seeds" / "003_a.txt"
    seed.write_text(text, "utf-8")
    source, _ = read.read_seed(seed, project, Sidecar())
    assert source
    seed.with_suffix(".yml").write_text(SIDECAR.format(sha256=source.sha256), "utf-8")
    return seed


def problems_of(project: Path, seed: Path) -> list[str]:
    said, of_sidecar = read.read_sidecar(seed, project, None)
    _, of_seed = read.read_seed(seed, project, said)
    return [problem.message for problem in (*of_sidecar, *of_seed)]


# --- clean ------------------------------------------------------------------------------------------------------


def test_clean_writes_one_file_a_seed_named_like_it(project: Path, tmp_path: Path) -> None:
    curated(project)
    assert run(project, "clean", "003", "--out", str(tmp_path / "out")) == 0
    told = json.loads((tmp_path / "out" / "003_a.json").read_text("utf-8"))
    assert told["seed"] == "003_a.txt"
    assert [article["slug"] for article in told["articles"]] == ["lock", "lab"]


def test_clean_takes_any_text_anywhere_with_the_sidecar_beside_it(project: Path, tmp_path: Path) -> None:
    seed = shutil.copy(curated(project), tmp_path / "my notes.txt")
    shutil.copy(project / "seeds" / "003_a.yml", tmp_path / "my notes.yml")
    (tmp_path / "my notes.yml").write_text(
        (tmp_path / "my notes.yml").read_text("utf-8").replace("[green]", "[elsewhere]"), "utf-8"
    )
    assert run(project, "clean", str(seed), "--out", str(tmp_path / "out")) == 0
    told = json.loads((tmp_path / "out" / "my notes.json").read_text("utf-8"))
    assert [article["slug"] for article in told["articles"]] == ["lock", "lab"]


def test_clean_without_sidecar_does_not_look_at_it(project: Path, tmp_path: Path) -> None:
    seed = curated(project)
    seed.with_suffix(".yml").write_text("broken: [", "utf-8")
    assert run(project, "clean", "3", "--out", str(tmp_path / "out"), "--no-sidecar") == 0
    assert run(project, "clean", "3", "--out", str(tmp_path / "out")) == 1


def test_clean_gives_the_same_bytes_each_time(project: Path, tmp_path: Path) -> None:
    curated(project)
    for folder in ("a", "b"):
        run(project, "clean", "003", "--out", str(tmp_path / folder))
    assert (tmp_path / "a" / "003_a.json").read_bytes() == (tmp_path / "b" / "003_a.json").read_bytes()


def test_a_refused_seed_does_not_keep_others_from_being_cleaned(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    curated(project)
    (project / "seeds" / "004_b.txt").write_bytes("第\0一行".encode())
    assert run(project, "clean", "004", "003", "999", "--out", str(tmp_path / "out")) == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["003_a.json"]
    errors = capsys.readouterr().err.splitlines()
    assert errors[0].startswith("seeds: 没有编号为 999 的种子")
    assert errors[1].startswith("seeds/004_b.txt:1:2: 有空字符（NUL）")


def test_an_output_folder_that_cannot_be_is_a_problem(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    curated(project)
    (tmp_path / "out").touch()
    assert run(project, "clean", "003", "--out", str(tmp_path / "out")) == 1
    assert "写不进文件" in capsys.readouterr().err


# --- explain ----------------------------------------------------------------------------------------------------


def test_explain_shows_where_each_line_went(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    curated(project)
    assert run(project, "explain", "003") == 0
    rows = capsys.readouterr().out.splitlines()
    assert any(row.lstrip().startswith("4 ") and "lock" in row for row in rows)
    assert any(row.lstrip().startswith("9 ") and "lab" in row for row in rows)


# --- add --------------------------------------------------------------------------------------------------------


def test_add_places_the_text_byte_for_byte_under_the_next_number(project: Path, tmp_path: Path) -> None:
    curated(project)
    given = tmp_path / "新稿.txt"
    given.write_bytes((PAGE + "完\r\n").encode("gb18030"))
    assert run(project, "add", str(given)) == 0
    (added,) = (project / "seeds").glob("004_*.txt")
    assert added.read_bytes() == given.read_bytes()
    assert read.find_seeds(project)[1] == ()


def test_add_drafts_a_sidecar_that_is_valid_as_it_stands(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    assert run(project, "add", "a.txt") == 0
    (added,) = (project / "seeds").glob("000_*.txt")
    assert problems_of(project, added) == []
    draft = added.with_suffix(".yml").read_text("utf-8")
    assert "  - slug: d1" in draft
    assert "sha256: " in draft


def test_every_suggestion_of_the_draft_is_valid_when_taken(project: Path) -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    for seed in sorted(seeds.glob("*.txt")):
        assert run(project, "add", str(seed)) == 0
    for drafted in sorted((project / "seeds").glob("*.yml")):
        rows = drafted.read_text("utf-8").splitlines()
        taken = [row.replace("    # ", "    ", 1) for row in rows if not row.endswith(("date:", "title:"))]
        drafted.write_text("\n".join(taken), "utf-8")
        said, problems = read.read_sidecar(drafted.with_suffix(".txt"), project, None)
        assert [problem.message for problem in problems if problem.message != "这里是空的"] == []
        _, problems = read.read_seed(drafted.with_suffix(".txt"), project, said)
        assert problems == ()


def test_add_says_what_it_understood_what_it_doubts_and_what_comes_next(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    run(project, "add", "a.txt")
    told = capsys.readouterr().out
    assert [part in told for part in ("看懂的：", "拿不准的：", "接下来：")] == [True, True, True]


def test_add_calls_a_rule_by_its_chinese_name(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("第一行\u200b。\n", "utf-8")
    run(project, "add", "a.txt")
    assert "略去 1 处：看不见的字符（invisible）" in capsys.readouterr().out


def test_add_refuses_a_symlink(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert run(project, "add", "link.txt") == 1
    assert list((project / "seeds").iterdir()) == []


def test_add_refuses_what_cannot_be_read(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(128, 256)))
    assert run(project, "add", "a.txt") == 1
    assert run(project, "add", "missing.txt") == 1
    assert list((project / "seeds").iterdir()) == []


def test_add_knows_a_text_that_is_there_already(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    assert run(project, "add", "a.txt") == 0
    assert run(project, "add", "a.txt") == 1
    assert "已经收下" in capsys.readouterr().err
    assert len(list((project / "seeds").glob("*.txt"))) == 1


# --- repin ------------------------------------------------------------------------------------------------------


def commit(project: Path) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=project, check=True, env=environment)


def test_repin_shows_what_moved_and_pins_the_new_version(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = curated(project)
    commit(project)
    lines = PAGE.splitlines(keepends=True)
    seed.write_text("".join(["新加的一行\n", *lines[:10], "改过的一行\n", *lines[11:]]), "utf-8")
    assert "sha256" in problems_of(project, seed)[0]
    assert run(project, "repin", "003") == 0
    told = capsys.readouterr().out
    assert "lock 的 lines 1-7：移到 2-8" in told
    assert "lab 的 lines 9-13：移到 10-14，其中 1 行有改动" in told
    assert problems_of(project, seed) == []


def test_repin_without_history_shows_what_stands_there_now(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = curated(project)
    seed.write_text("新加的一行\n" + PAGE, "utf-8")
    assert run(project, "repin", "003") == 0
    assert "lock 的 lines 1-7：“新加的一行”……" in capsys.readouterr().out


def test_repin_only_looks_when_asked_to(project: Path) -> None:
    seed = curated(project)
    seed.write_text("新加的一行\n" + PAGE, "utf-8")
    before = seed.with_suffix(".yml").read_bytes()
    assert run(project, "repin", "003", "--dry-run") == 0
    assert seed.with_suffix(".yml").read_bytes() == before


def test_repin_changes_nothing_but_the_pin(project: Path) -> None:
    seed = curated(project)
    text = "# 说明\r\n" + seed.with_suffix(".yml").read_text("utf-8").replace("\n", "\r\n")
    seed.with_suffix(".yml").write_bytes(text.encode())
    seed.write_text("新加的一行\n" + PAGE, "utf-8")
    run(project, "repin", "003")
    after = seed.with_suffix(".yml").read_bytes().decode()
    assert [a for a, b in zip(after.split("\r\n"), text.split("\r\n"), strict=True) if a != b] == [
        f"sha256: {hashlib.sha256(seed.read_bytes()).hexdigest()}"
    ]


def test_repin_leaves_a_fitting_or_broken_or_missing_sidecar_alone(project: Path) -> None:
    seed = curated(project)
    before = seed.with_suffix(".yml").read_bytes()
    assert run(project, "repin", "003") == 0
    assert seed.with_suffix(".yml").read_bytes() == before
    seed.with_suffix(".yml").write_text("unknown: 1\n", "utf-8")
    assert run(project, "repin", "003") == 1
    seed.with_suffix(".yml").unlink()
    assert run(project, "repin", "003") == 1
    assert not seed.with_suffix(".yml").exists()


def test_the_five_real_sidecars_fit_their_seeds() -> None:
    root = Path(__file__).parents[2]
    themes = frozenset(page.stem for page in (root / "docs" / "themes").glob("*.md"))
    seeds, problems = read.find_seeds(root)
    assert len(seeds) >= 5
    found = [*problems]
    for seed in seeds:
        said, of_sidecar = read.read_sidecar(seed, root, themes)
        source, of_seed = read.read_seed(seed, root, said)
        assert source
        assert said.path
        found += [*of_sidecar, *of_seed]
    assert [problem for problem in found if problem.severity is Severity.ERROR] == []
