"""The pipeline at the command line: `python hooks/cli.py --help`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from wenzhai import history
from wenzhai.digest import commands as digest_commands
from wenzhai.export_commands import EXPORTS
from wenzhai.material import Material, read_material
from wenzhai.model import EDITIONS, Lang
from wenzhai.problems import format_annotation, format_problem
from wenzhai.review import ReviewedDocument, add_convert_arguments, run_convert
from wenzhai.script import Scope
from wenzhai.seed_commands import COMMANDS, Command
from wenzhai.site import make_site
from wenzhai.summary import summarise

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 1 where something is wrong."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    parser = ArgumentParser(prog="python hooks/cli.py", description="传统产业升级文摘的命令行工具")
    words = parser.add_subparsers(dest="command", required=True, metavar="命令")
    commands = {command.name: command for command in ALL}
    for command in ALL:
        command.add_arguments(words.add_parser(command.name, help=command.help, description=command.help))
    parsed = parser.parse_args(arguments)
    return commands[parsed.command].run(parsed, ROOT)


def _add_check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--annotations", action="store_true", help="同时写成 GitHub 能标在行上的格式")


def _check(arguments: Namespace, root: Path) -> int:
    """Print all problems of seeds, sidecars, themes, glossary and pages, without building."""
    site = make_site(read_material(root), {})
    for problem in site.problems:
        sys.stdout.write(format_problem(problem) + "\n")
        if arguments.annotations:
            sys.stdout.write(format_annotation(problem) + "\n")
    errors = sum(problem.severity == "error" for problem in site.problems)
    sys.stdout.write(f"{errors} 个错误，{len(site.problems) - errors} 个提醒\n")
    return int(site.broken)


def _suggest(arguments: Namespace, root: Path) -> int:
    return digest_commands.run_suggest(arguments, _digest_material(read_material(root)))


def _lock(arguments: Namespace, root: Path) -> int:
    return digest_commands.run_lock(arguments, root, read_material(root).themes)


def _digest_material(material: Material) -> digest_commands.Material:
    def in_every_edition(words: Iterable[str]) -> tuple[str, ...]:
        """Return the words, and what Taiwan and Hong Kong call the same."""
        langs = [edition.lang for edition in EDITIONS]
        return tuple(material.converter.convert(w, lang, Lang.HANS, Scope.DIGEST) for lang in langs for w in words)

    themes = tuple(
        replace(checked, theme=replace(checked.theme, keywords=in_every_edition(checked.theme.keywords)))
        for checked in material.themes
    )
    return digest_commands.Material(themes, tuple(seed.clean for seed in material.seeds), material.index)


def _convert(arguments: Namespace, root: Path) -> int:
    def documents(seed: str) -> list[ReviewedDocument]:
        """Return the documents of a seed as conversion sees them; none where there is no such seed."""
        found = [seen for seen in read_material(root).seeds if seen.clean.source.seed == seed]
        if not found:
            sys.stderr.write(f"没有编号为 {seed} 的种子\n")
        return [
            ReviewedDocument(
                document.id,
                seen.document_langs[document.slug],
                tuple(block.text for block in document.blocks),
            )
            for seen in found
            for document in seen.clean.documents
        ]

    return run_convert(arguments, documents)


def _add_summary_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("seeds", metavar="SEED", nargs="*", help="种子的编号，如 003")
    parser.add_argument("--since", metavar="COMMIT", help="从这个提交以来新收或改过的种子")


def _summary(arguments: Namespace, root: Path) -> int:
    """Print the cleaned text of some seeds as HTML, for the page on which a pull request is reviewed."""
    changed = history.changed_files(root, arguments.since) if arguments.since else frozenset()
    if changed is None:
        sys.stderr.write(f"git 不认识提交“{arguments.since}”，或没有它的历史\n")
        return 1
    material = read_material(root)
    seeds = [
        seed.clean
        for seed in material.seeds
        if seed.clean.source.seed in arguments.seeds
        or changed & {seed.clean.source.path, seed.clean.source.sidecar.path}
    ]
    sys.stdout.write(summarise(seeds, material.problems))
    return 0


ALL = (
    *COMMANDS,
    Command("check", "核对来源、附注、主题与用字表，不建站", _add_check_arguments, _check),
    Command("suggest", "从一份来源里找出可引的句子和数字", digest_commands.add_suggest_arguments, _suggest),
    Command("lock", "记下每条引文所在的句子", digest_commands.add_lock_arguments, _lock),
    Command("summary", "把种子整理后的文字写成 HTML，供审阅合并请求", _add_summary_arguments, _summary),
    Command("convert", "转换标准输入的用字；用 --review 复核一份来源的用字", add_convert_arguments, _convert),
    *EXPORTS,
)

if __name__ == "__main__":
    sys.exit(main())
