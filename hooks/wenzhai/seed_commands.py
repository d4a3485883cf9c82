"""What `python hooks/cli.py` does with seeds: clean, explain, add, repin. Each returns an exit status."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wenzhai import ledger, read
from wenzhai.clean import clean_seed
from wenzhai.line_ranges import LINE_END, show_span
from wenzhai.machine import METADATA, explain, to_json
from wenzhai.model import CleanSeed, Document, Meta, Problem, Severity, Sidecar, Source, Span
from wenzhai.problems import format_problem, one_line, sort_problems
from wenzhai.rule_names import rule_name


@dataclass(frozen=True, slots=True)
class Command:
    """One word of the command line."""

    name: str
    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Path], int]
    """Takes the parsed arguments and the project's folder; returns 0, or 1 where there is an error."""


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def _report(problems: Iterable[Problem]) -> int:
    """Print problems; return 1 if one of them is an error."""
    problems = sort_problems(problems)
    for problem in problems:
        sys.stderr.write(format_problem(problem) + "\n")
    return int(any(problem.severity is Severity.ERROR for problem in problems))


# --- Finding and reading ----------------------------------------------------------------------------------------


def _add_seed(parser: ArgumentParser) -> None:
    parser.add_argument("seed", metavar="SEED", help="种子的编号（003）或路径")


def _find(word: str, root: Path) -> tuple[Path | None, tuple[Problem, ...]]:
    """Return the seed that `word` names: a number, or the path of a text anywhere."""
    path = Path(os.path.abspath(word))  # noqa: PTH100 - `resolve` would follow a symlink, which reading refuses
    if not re.fullmatch("[0-9]+", word) or path.exists():
        return path, ()
    found = [seed for seed in read.find_seeds(root)[0] if int(read.seed_number(seed)) == int(word)]
    if len(found) == 1:
        return found[0], ()
    message = f"编号 {word} 有 {len(found)} 份种子" if found else f"没有编号为 {word} 的种子"
    return None, (Problem(Severity.ERROR, "seeds", 0, 0, message, "写 seeds/ 里有的编号，或写路径"),)


def _themes(seed: Path, root: Path) -> frozenset[str] | None:
    """Return the themes that the seed's sidecar may name: the site's own; outside the site any."""
    if not seed.is_relative_to(root / "seeds"):
        return None
    return frozenset(page.stem for page in (root / "docs" / "themes").glob("*.md")) - {"index"}


def _source(word: str, root: Path, *, with_sidecar: bool = True) -> tuple[Source | None, tuple[Problem, ...]]:
    seed, problems = _find(word, root)
    if seed is None:
        return None, problems
    curated, of_sidecar = read.read_sidecar(seed, root, _themes(seed, root)) if with_sidecar else (Sidecar(), ())
    source, of_seed = read.read_seed(seed, root, curated)
    return source, (*of_sidecar, *of_seed)


def _cleaned(source: Source, problems: tuple[Problem, ...] = ()) -> CleanSeed:
    """Return the seed cleaned, with the problems of reading, cleaning and of the ledger's law."""
    clean = clean_seed(source)
    return replace(clean, problems=sort_problems((*problems, *clean.problems, *ledger.check(clean))))


# --- clean ------------------------------------------------------------------------------------------------------


def _add_clean_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("seeds", metavar="SEED", nargs="+", help="种子的编号（003）或路径")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="JSON 写到哪个文件夹")
    parser.add_argument("--no-sidecar", action="store_true", help="不看整理者的附注，只凭自动清理")


def _run_clean(arguments: Namespace, root: Path) -> int:
    arguments.out.mkdir(parents=True, exist_ok=True)
    problems: list[Problem] = []
    written: set[str] = set()
    for word in arguments.seeds:
        source, found = _source(word, root, with_sidecar=not arguments.no_sidecar)
        if source is None:
            problems.extend(found)
            continue
        name = Path(source.path).with_suffix(".json").name
        if name in written:
            problems.append(Problem(Severity.ERROR, source.path, 0, 0, f"{name} 已由同名的种子写成", "分开运行"))
            continue
        written.add(name)
        clean = _cleaned(source, found)
        problems.extend(clean.problems)
        text = json.dumps(to_json(clean), ensure_ascii=False, indent=1) + "\n"
        (arguments.out / name).write_text(text, "utf-8", newline="\n")
    return _report(problems)


# --- explain ----------------------------------------------------------------------------------------------------


def _run_explain(arguments: Namespace, root: Path) -> int:
    source, problems = _source(arguments.seed, root)
    if source is None:
        return _report(problems)
    clean = _cleaned(source, problems)
    _say(explain(clean).rstrip("\n"))
    return _report(clean.problems)


# --- add --------------------------------------------------------------------------------------------------------


def _add_add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="原文：一个文本文件，照原样收下")


def _run_add(arguments: Namespace, root: Path) -> int:
    given = Path(os.path.abspath(arguments.file))  # noqa: PTH100 - as in `_find`
    data, problems = read.read_bytes(given, root)
    if data is None:
        return _report(problems)
    source, problems = read.read_seed(given, root, Sidecar())
    if source is None:
        return _report(problems)
    if (root / "seeds").is_symlink():
        return _report([Problem(Severity.ERROR, "seeds", 0, 0, "种子文件夹不能是符号链接", "换成真正的文件夹")])
    taken, _ = read.find_seeds(root)
    twin = next((seed for seed in taken if read.read_bytes(seed, root)[0] == data), None)
    if twin:
        hint = f"要改附注，请编辑 {read.sidecar_path(twin).name}"
        return _report([Problem(Severity.ERROR, source.path, 0, 0, f"这份原文已经收下，就是 {twin.name}", hint)])
    number = max((int(read.seed_number(seed)) for seed in taken), default=-1) + 1
    seed = root / "seeds" / f"{number:03d}_{hashlib.sha256(data).hexdigest()[:16]}.txt"
    seed.parent.mkdir(exist_ok=True)
    with seed.open("xb") as file:
        file.write(data)
    source, problems = read.read_seed(seed, root, Sidecar())
    if source is None:
        return _report(problems)
    clean = _cleaned(source, problems)
    read.sidecar_path(seed).write_text(draft_sidecar(clean), "utf-8", newline="\n")
    for line in _told(clean):
        _say(one_line(line))
    return _report(problem for problem in clean.problems if problem.severity is Severity.ERROR)


def draft_sidecar(clean: CleanSeed) -> str:
    """Return a sidecar to begin with: what is certain is set, what a person must decide stands there as a comment."""
    head = [
        "# 草稿，由 python hooks/cli.py add 写成。带 # 的行是建议：核对以后去掉 #，或删去。",
        "# 各键的意思见 CONTRIBUTING.md。",
        f"sha256: {clean.source.sha256}",
        f"# kind: {clean.kind}  # 自动判断，依据：{'；'.join(clean.evidence)}",
        "# source: {title: 书报或网页名, publisher: 发布者, url: https://…, licence: 授权, retrieved: 取得日期}",
        "# reliability: medium  # low、medium 或 high",
        "# why: 可信度为何如此",
        "documents:",
    ]
    entries = [
        row
        for number, document in enumerate(clean.documents, 1)
        for row in _draft_entry(number, document, alone=len(clean.documents) == 1)
    ]
    return "\n".join(one_line(row) for row in (*head, *entries)) + "\n"


def _draft_entry(number: int, document: Document, *, alone: bool) -> Iterator[str]:
    yield f"  - slug: d{number}  # 换成说明内容的英文短名；发布以后永不更改"
    for name in ("kicker", "title", "subtitle", "author", "source"):
        meta: Meta | None = getattr(document, name)
        if meta:
            yield f"    # {name}: {json.dumps(meta.text, ensure_ascii=False)}  # 原文印有"
    if not document.title:
        yield "    # title:"
    yield f"    # date: {_draft_date(document)}"
    if document.incomplete:
        yield "    # incomplete: true  # 看来不是全文"
    if not alone:
        yield f'    # lines: "{_extent(document)}"  # 要改动划分时，每一篇都写'
    yield "    # themes: [overview]  # 与传统产业无关的改写 shelf: aside"


def _draft_date(document: Document) -> str:
    if document.date is None:
        return " # 没有印出；不能确定就不写"
    whole = re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", document.date.text)
    return f"{document.date.text}  # 原文印有" if whole else f" # 原文印作“{document.date.text}”；年份能确定才写"


def _extent(document: Document) -> str:
    """Return the lines that the document stands on, as a sidecar writes them: the headline's, then the text's."""
    printed = [(name, meta.spans) for name in METADATA if (meta := getattr(document, name))]
    named = [(name, span) for name, spans in (*printed, *document.extra_spans) for span in spans]
    text = _as_ranges(span for block in document.blocks for span in block.spans)
    above = _as_ranges(sorted(span for name, span in named if name in _HEADLINE))
    beside = sorted(span for name, span in named if name not in _HEADLINE)
    apart = [span for span in beside if not any(_stretch(found, span) for found in text)]
    ranges = _as_ranges(Span(first, 1, last, 1) for first, last in (*above, *_as_ranges(apart), *text))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


_HEADLINE = ("kicker", "title", "subtitle", "repeated-title")
_GAP = 3
"""Lines between two blocks that still count as one range: blank ones, and a dropped one between them."""


def _as_ranges(spans: Iterable[Span]) -> list[list[int]]:
    """Return first and last lines, in the order of the spans; those that follow one another are one range."""
    ranges: list[list[int]] = []
    for span in spans:
        if not ranges or span.line_from < ranges[-1][0] or not _stretch(ranges[-1], span):
            ranges.append([span.line_from, span.line_to])
    return ranges


def _stretch(lines: list[int], span: Span) -> bool:
    """Stretch a range over a span that touches it or lies in it; tell whether it does."""
    near = lines[0] - _GAP <= span.line_from <= lines[1] + _GAP
    if near:
        lines[:] = [min(lines[0], span.line_from), max(lines[1], span.line_to)]
    return near


def _told(clean: CleanSeed) -> Iterator[str]:
    seed = Path(clean.source.path)
    yield f"已收下：{clean.source.path}"
    yield f"附注草稿：{seed.with_suffix('.yml').as_posix()}"
    yield ""
    yield "看懂的："
    yield f"  编码 {clean.source.encoding}，{len(clean.source.lines)} 行"
    yield f"  种类 {clean.kind}：{'；'.join(clean.evidence)}"
    for document in clean.documents:
        title = f"《{document.title.text}》" if document.title else "（没有找到标题）"
        printed = [meta.text for meta in (document.author, document.source, document.date) if meta]
        yield f"  {document.slug}：{'，'.join((title, *printed))}，{len(document.blocks)} 段"
    for rule, count in sorted(Counter(drop.rule for drop in clean.drops).items()):
        yield f"  略去 {count} 处：{rule_name(rule)}（{rule}）"
    yield ""
    yield "拿不准的："
    doubts = [*(format_problem(problem) for problem in clean.problems), *_doubts(clean)]
    yield from (f"  {doubt}" for doubt in doubts or ["没有"])
    yield ""
    yield "接下来："
    yield f"  1. 看每一行的去处：python hooks/cli.py explain {clean.source.seed}"
    yield f"  2. 看提议的主题、可引的句子和数字：python hooks/cli.py suggest {clean.source.seed}"
    yield f"  3. 编辑 {seed.with_suffix('.yml').as_posix()}：短名、标题、出处、可信度、主题；要引的贴进 docs/themes/"
    yield "  4. 检查全站：python hooks/cli.py check；预览：mkdocs serve"


def _doubts(clean: CleanSeed) -> Iterator[str]:
    documents = clean.documents
    groups = (
        ("没有找到标题，请在附注里写 title", [document for document in documents if not document.title]),
        ("看来不是全文", [document for document in documents if document.incomplete]),
        ("没有印出日期；能确定时在附注里写 date", [document for document in documents if not document.date]),
    )
    for doubt, found in groups:
        if found:
            yield f"{'、'.join(document.slug for document in found)}：{doubt}"
    if len(documents) > 1:
        yield f"自动分成了 {len(documents)} 篇；分得不对时，在附注里给每一篇写 lines"


# --- repin ------------------------------------------------------------------------------------------------------

_PIN = re.compile(r"^sha256:[^\r\n]*", re.MULTILINE)
_EXCERPT = 12
_OLDEST = 200
"""How many commits back the version that the pin names is looked for."""


def _add_repin_arguments(parser: ArgumentParser) -> None:
    _add_seed(parser)
    parser.add_argument("--dry-run", action="store_true", help="只看变动，不写入")


def _run_repin(arguments: Namespace, root: Path) -> int:
    seed, problems = _find(arguments.seed, root)
    if seed is None:
        return _report(problems)
    curated, of_sidecar = read.read_sidecar(seed, root, _themes(seed, root))
    source, of_seed = read.read_seed(seed, root, replace(curated, sha256=None))
    if source is None:
        return _report((*of_sidecar, *of_seed))
    if any(problem.severity is Severity.ERROR for problem in of_sidecar):
        return _report(of_sidecar)
    if not curated.path:
        hint = "先写附注；新收的种子用 python hooks/cli.py add 文件"
        return _report([Problem(Severity.ERROR, source.path, 0, 0, "没有附注，无可更新", hint)])
    if curated.sha256 == source.sha256:
        _say(f"{curated.path}：与原文一致，不用更新。")
        return _report((*of_sidecar, *of_seed))
    for line in _moved(curated, source, _pinned_lines(seed, root, curated)):
        _say(one_line(line))
    if not arguments.dry_run:
        _write_pin(read.sidecar_path(seed), source.sha256)
        _say(f"{curated.path}：sha256 已更新为 {source.sha256}。上面有变动的行号，请改好再提交。")
    return _report((*of_sidecar, *of_seed))


def _moved(curated: Sidecar, source: Source, before: tuple[str, ...] | None) -> Iterator[str]:
    """Yield where each stretch that the sidecar names went; without the old text, what stands there now."""
    named = tuple(_named(curated))
    if before is None:
        yield f"{source.path}：现有 {len(source.lines)} 行；附注所据的版本不在 git 里，请逐条核对："
        yield from (f"  {owner} {show_span(span)}：{_standing(span, source.lines)}" for owner, span in named)
        return
    yield f"{source.path}：现有 {len(source.lines)} 行，附注所据的版本有 {len(before)} 行"
    moved_to = _line_map(before, source.lines)
    fates = [(owner, span, _fate(span, before, moved_to)) for owner, span in named]
    yield from (f"  {owner} {show_span(span)}：{fate}" for owner, span, fate in fates if fate)
    yield f"  其余 {sum(not fate for _, _, fate in fates)} 处没有变动"


def _standing(span: Span, lines: tuple[str, ...]) -> str:
    first, last = (
        lines[n - 1].strip() if n <= len(lines) else "（超出原文）" for n in (span.line_from, span.line_to)
    )
    return f"“{first[:_EXCERPT]}”……“{last[-_EXCERPT:]}”"


def _named(curated: Sidecar) -> Iterator[tuple[str, Span]]:
    for number, entry in enumerate(curated.documents, 1):
        owner = entry.slug or f"第 {number} 篇"
        yield from ((f"{owner} 的 lines", span) for span in entry.lines)
        edits = {"join": entry.join, "split": entry.split, "heading": tuple((n, n) for n, _ in entry.heading)}
        for key, pairs in edits.items():
            yield from ((f"{owner} 的 {key}", Span(first, 1, last, LINE_END)) for first, last in pairs)
    for drop in curated.drops:
        yield "drop", drop.span
    for fix in curated.fixes:
        yield "fix", fix.span


def _line_map(before: tuple[str, ...], now: tuple[str, ...]) -> dict[int, int]:
    """Return where each line of the old text that is still there stands now."""
    blocks = difflib.SequenceMatcher(None, before, now).get_matching_blocks()
    return {block.a + i + 1: block.b + i + 1 for block in blocks for i in range(block.size)}


def _fate(span: Span, before: tuple[str, ...], moved_to: dict[int, int]) -> str:
    """Return what became of the stretch: nothing to say where it stands as it stood."""
    old = [n for n in range(span.line_from, min(span.line_to, len(before)) + 1) if before[n - 1].strip()]
    new = [moved_to[n] for n in old if n in moved_to]
    if not new:
        return "原来的文字已经没有了" if old else ""
    first, last = (next(n for n in numbers if n in moved_to) for numbers in (old, old[::-1]))
    shift = moved_to[first] - first, moved_to[last] - last
    now = show_span(replace(span, line_from=span.line_from + shift[0], line_to=span.line_to + shift[1]))
    words = [f"移到 {now}"] if shift != (0, 0) else []
    words += [f"其中 {len(old) - len(new)} 行有改动"] if len(new) < len(old) else []
    return "，".join(words)


def _pinned_lines(seed: Path, root: Path, curated: Sidecar) -> tuple[str, ...] | None:
    """Return the lines of the version that the sidecar was written for, if git still has it."""
    if curated.sha256 is None or not seed.is_relative_to(root):
        return None
    name = seed.relative_to(root).as_posix()
    commits = (_git(root, "log", f"-{_OLDEST}", "--format=%H", "--", name) or b"").decode().split()
    versions = (_git(root, "show", f"{commit}:./{name}") for commit in commits)
    data = next((data for data in versions if data and hashlib.sha256(data).hexdigest() == curated.sha256), None)
    decoded = read.decode(data, name, curated.encoding)[0] if data else None
    return read.split_lines(decoded.text) if decoded else None


def _git(root: Path, *arguments: str) -> bytes | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout  # noqa: S603 - no shell
    except (OSError, subprocess.SubprocessError):
        return None


def _write_pin(path: Path, sha256: str) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    pinned, count = _PIN.subn(f"sha256: {sha256}", text, count=1)
    path.write_bytes((pinned if count else f"sha256: {sha256}\n{text}").encode())


def _or_problem(run: Callable[[Namespace, Path], int]) -> Callable[[Namespace, Path], int]:
    """Return `run` so that a file that cannot be written is a problem like any other."""

    def run_safely(arguments: Namespace, root: Path) -> int:
        try:
            return run(arguments, root)
        except BrokenPipeError:  # whoever reads the output has seen enough; Python would complain when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except OSError as failure:
            message = f"写不进文件：{failure.strerror}"
            return _report([Problem(Severity.ERROR, str(failure.filename or ""), 0, 0, message, "检查路径与权限")])

    return run_safely


COMMANDS = (
    Command("clean", "清理种子，每份写一个 JSON", _add_clean_arguments, _or_problem(_run_clean)),
    Command("explain", "逐行说明一份种子的去处", _add_seed, _or_problem(_run_explain)),
    Command("add", "收下一份原文，写出附注草稿", _add_add_arguments, _or_problem(_run_add)),
    Command("repin", "原文改动以后，核对行号并更新附注的 sha256", _add_repin_arguments, _or_problem(_run_repin)),
)
"""For `cli.py`, in the order in which it lists them."""
