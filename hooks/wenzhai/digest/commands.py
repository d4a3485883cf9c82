"""What `python hooks/cli.py` does with the digest: suggest lines for a theme page, write `citations.lock`.

The caller reads the site and passes it in; each `run_…` prints and returns an exit status.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wenzhai.digest import lock
from wenzhai.digest.passages import Index
from wenzhai.digest.suggest import show, suggest
from wenzhai.model import CheckedTheme, CleanSeed
from wenzhai.problems import did_you_mean


@dataclass(frozen=True, slots=True)
class Material:
    """What the commands work on."""

    themes: tuple[CheckedTheme, ...]
    seeds: tuple[CleanSeed, ...]
    index: Index


def add_suggest_arguments(parser: ArgumentParser) -> None:
    """Add what `suggest` takes."""
    parser.add_argument("seed", metavar="SEED", help="种子的编号，如 003")


def run_suggest(arguments: Namespace, material: Material) -> int:
    """Print lines to paste for one seed."""
    seeds = {seed.source.seed: seed for seed in material.seeds}
    seed = seeds.get(arguments.seed)
    if seed is None:
        sys.stderr.write(f"没有编号为 {arguments.seed} 的种子（{did_you_mean(arguments.seed, seeds)}）\n")
        return 1
    cited = frozenset(
        f"{evidence.document}#{sentence}"
        for checked in material.themes
        for cited in checked.cited
        for evidence in cited.evidence
        for sentence in evidence.sentences
    )
    documents = [document for seed in material.seeds for document in seed.documents]
    themes = [checked.theme for checked in material.themes]
    sys.stdout.write(show(suggest(seed, documents, themes, material.index, cited)) + "\n")
    return 0


def add_lock_arguments(parser: ArgumentParser) -> None:
    """Add what `lock` takes."""
    parser.add_argument("--check", action="store_true", help="只看是否需要更新，不写文件")


def run_lock(arguments: Namespace, root: Path, themes: Sequence[CheckedTheme]) -> int:
    """Write `citations.lock`, or tell with `--check` whether it would change. Broken citations refuse it."""
    broken = [cited for checked in themes for cited in checked.cited if cited.broken]
    if broken:
        sys.stderr.write(f"有 {len(broken)} 处引用不成立，先改好再锁定；用 python hooks/cli.py check 查看\n")
        return 1
    path = root / lock.PATH
    new = lock.write(themes)
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if arguments.check:
        sys.stdout.write("引文记录是新的\n" if new == old else "引文记录需要更新：python hooks/cli.py lock\n")
        return int(new != old)
    path.write_text(new, encoding="utf-8", newline="\n")
    lines = new.count("\n") - new.count("\n#") - 1
    sys.stdout.write(f"写好 {lock.PATH}：{lines} 条引文\n")
    return 0
