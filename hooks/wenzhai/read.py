"""Bytes to a `Source`: which files are seeds, what encoding they are in, and where their lines end."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wenzhai import sidecar as sidecars
from wenzhai.characters import is_invisible, is_white_space, visible
from wenzhai.model import Problem, Severity, Sidecar, Source

MAX_BYTES = 1 << 20
"""Of a seed. A newspaper page has some 20,000."""
MAX_SIDECAR_BYTES = 200_000
"""The largest real one has some 4,000."""
MAX_LINE = 20_000
"""Characters of a line; the longest in a real seed has some 9,000."""
MAX_LINES = 20_000
"""Lines of a seed: each may become a paragraph with an address of its own. A newspaper page has some 500."""

_SEED_NAME = re.compile(r"(?P<number>[0-9]{3,})_[A-Za-z0-9._-]+\.txt")
_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x1b]")

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference between equal scores: a text that is Big5 is Big5-HKSCS as well.
_CANDIDATES = ("gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")

# Right decodings of Chinese texts of 200 characters score 0.94 or more, wrong ones that decode at all 0 or less.
_LEAST_SCORE = 0.7

_WHAT_FITS = "请另存为 UTF-8 编码；本站也认得 GB18030、Big5、Big5-HKSCS 与 UTF-16"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a seed and the encoding it was found to be in."""

    encoding: str
    text: str


# --- Files ------------------------------------------------------------------------------------------------------


def find_seeds(root: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the seeds below `root`/seeds in order of their numbers, and what in that folder is not as it must be."""
    folder = root / "seeds"
    if folder.is_symlink() or not folder.is_dir():
        return (), (_error(shown_path(folder, root), "找不到种子文件夹", "新建 seeds/，把原文放进去"),)
    entries = sorted((e for e in folder.iterdir() if not e.name.startswith(".")), key=lambda e: e.name)
    seeds = [entry for entry in entries if _is_seed(entry)]
    problems = [
        *(problem for entry in entries if (problem := _misplaced(entry, root))),
        *_duplicates(seeds, root),
    ]
    seeds.sort(key=lambda seed: (int(seed_number(seed)), seed.name))
    return tuple(seeds), tuple(problems)


def seed_number(path: Path) -> str:
    """Return what citations call the seed: the digits before `_`; outside the project the name without suffix."""
    match = _SEED_NAME.fullmatch(path.name)
    return match["number"] if match else path.stem


def sidecar_path(seed: Path) -> Path:
    """Return where the curator's word on the seed stands, whether there is any or not."""
    return seed.with_suffix(".yml")


def shown_path(path: Path, root: Path) -> str:
    """Return `path` as problems show it: from `root` where it is below it, with forward slashes."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _misplaced(entry: Path, root: Path) -> Problem | None:
    """Return what is wrong with an entry of the seed folder, if anything is."""
    path = shown_path(entry, root)
    if entry.is_symlink():
        # A linked sidecar is refused where it is read.
        is_sidecar = entry.suffix == ".yml" and _is_seed(entry.with_suffix(".txt"))
        return None if is_sidecar else _error(path, "种子文件夹里不能有符号链接", "放入文件本身")
    if not entry.is_file():
        return _error(path, "种子文件夹里只能有文件", "移走文件夹与其他特殊文件")
    if entry.name == "README.md" or _SEED_NAME.fullmatch(entry.name):
        return None
    seed = entry.with_suffix(".txt")
    match entry.suffix.lower():
        case ".yml":
            hint = f"附注要与种子同名：种子应是 {seed.name}"
            return None if _is_seed(seed) else _error(path, "附注没有对应的种子", hint)
        case ".txt":
            hint = "写成“三位以上的编号_名称.txt”，名称只用英文字母、数字和 . _ -，例如 005_news.txt"
            return _error(path, "种子的文件名不合规矩", hint)
        case suffix:
            return _unread(path, suffix)


def _unread(path: str, suffix: str) -> Problem:
    """Return the warning that a file in the seed folder is not read, and what to do with it."""
    if suffix in {".html", ".htm", ".xhtml", ".md"}:
        hint = f"运行 python hooks/cli.py add {path}，它会照原样存成 .txt（HTML 标记看得懂）；再移走这个文件"
        return Problem(Severity.WARNING, path, 0, 0, "没有读：原文一律是 .txt，网页也是", hint)
    hint = "移走它；原文另存为 .txt，附注的扩展名是 .yml"
    return Problem(Severity.WARNING, path, 0, 0, "没有读：不是种子（.txt），也不是附注（.yml）", hint)


def _is_seed(path: Path) -> bool:
    return bool(_SEED_NAME.fullmatch(path.name)) and path.is_file() and not path.is_symlink()


def _duplicates(seeds: list[Path], root: Path) -> list[Problem]:
    first: dict[int, Path] = {}
    problems = []
    for seed in seeds:
        other = first.setdefault(int(seed_number(seed)), seed)
        if other is not seed:
            message = f"编号 {seed_number(seed)} 已属于 {other.name}"
            problems.append(_error(shown_path(seed, root), message, "换一个没有用过的编号"))
    return problems


def read_bytes(path: Path, root: Path, limit: int = MAX_BYTES) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return the bytes of a regular file, read once, or why they are refused: a symlink, a device, too large."""
    shown = shown_path(path, root)
    # Opened without following or waiting: no symlink leads elsewhere, no pipe hangs, whatever was put there since.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as failure:
        if failure.errno in {errno.ELOOP, errno.EMLINK} or path.is_symlink():
            return None, (_error(shown, "是符号链接，不能当作文件读取", "放入文件本身"),)
        return None, (_error(shown, f"打不开文件：{failure.strerror}", "检查文件名与权限"),)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None, (_error(shown, "不是普通文件", "放入文本文件"),)
        before = os.fstat(handle)
        with open(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        return None, (_error(shown, "正在读时文件被改动", "写完再试一次"),)
    if len(data) > limit:
        return None, (_error(shown, f"文件超过 {limit:,} 字节", "分成几个文件"),)
    return data, ()


def read_seed(path: Path, root: Path, sidecar: Sidecar) -> tuple[Source | None, tuple[Problem, ...]]:
    """Return the seed at `path` as numbered lines, with `sidecar` fitted to them.

    `None` where there is no text to work on: unreadable, undecodable, with NUL bytes or beyond the caps.
    """
    data, problems = read_bytes(path, root)
    if data is None:
        return None, problems
    shown = shown_path(path, root)
    decoded, problems = decode(data, shown, sidecar.encoding)
    if decoded is None:
        return None, problems
    lines = split_lines(decoded.text)
    problems = _refused_lines(lines, shown)
    if problems:
        return None, problems
    sha256 = hashlib.sha256(data).hexdigest()
    seed = seed_number(path)
    fitted, problems = sidecars.fit(sidecar, seed, sha256, lines)
    return Source(seed, shown, sha256, decoded.encoding, lines, fitted), problems


def read_sidecar(seed: Path, root: Path, themes: frozenset[str] | None = None) -> tuple[Sidecar, tuple[Problem, ...]]:
    """Return the sidecar that stands beside `seed`, not yet fitted; an empty one where there is none.

    `themes`: the slugs that it may name, or `None` where any will do.
    """
    path = sidecar_path(seed)
    if not path.is_symlink() and not path.exists():
        return Sidecar(), ()
    shown = shown_path(path, root)
    data, problems = read_bytes(path, root, MAX_SIDECAR_BYTES)
    if data is None:
        return Sidecar(shown), problems
    decoded, problems = decode(data, shown, "utf-8-sig")
    if decoded is None:
        return Sidecar(shown), problems
    return sidecars.parse(decoded.text, shown, themes)


# --- Lines ------------------------------------------------------------------------------------------------------


def split_lines(text: str) -> tuple[str, ...]:
    r"""Return the lines of `text` without their ends: \r\n, \n and \r end a line, and nothing else does."""
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    return tuple(lines)


def _refused_lines(lines: tuple[str, ...], path: str) -> tuple[Problem, ...]:
    if len(lines) > MAX_LINES:
        message = f"有 {len(lines):,} 行，上限为 {MAX_LINES:,} 行"
        return (_error(path, message, "分成几个文件", MAX_LINES + 1, 1),)
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f"这一行有 {len(line):,} 字，上限为 {MAX_LINE:,} 字"
            return (_error(path, message, "把长行分开", number, MAX_LINE + 1),)
        if "\0" in line:
            hint = "文件可能已损坏或不是纯文本，请另存为 UTF-8 文本"
            return (_error(path, "有空字符（NUL）", hint, number, line.index("\0") + 1),)
    if not any(map(visible, lines)):
        return (_error(path, "没有文字", "放入原文，或删去这个文件"),)
    return ()


# --- Encodings --------------------------------------------------------------------------------------------------


def decode(data: bytes, path: str, declared: str | None = None) -> tuple[Decoded | None, tuple[Problem, ...]]:
    """Return the text of `data`: by its byte order mark, as declared, as UTF-8, or as what reads most like Chinese.

    Always strict. Where nothing fits, the problem names the first byte that is not UTF-8 (or not of the marked or
    declared encoding), and its line and column. A mark is stronger than what is declared.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    certain = marked or declared
    if certain:
        return _decode_as(data, certain, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        best = _best(data)
        return (best, ()) if best else (None, (_undecodable(data, path, failure),))
    # UTF-16 of a text that is mostly ASCII is valid UTF-8, full of controls.
    guess = _best(data) if _CONTROLS.search(text) else None
    if guess and guess.encoding.startswith("utf-16"):
        return guess, ()
    return Decoded("utf-8", text), ()


def _decode_as(data: bytes, encoding: str, path: str) -> tuple[Decoded | None, tuple[Problem, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as failure:
        return None, (_undecodable(data, path, failure),)
    return Decoded("utf-8" if encoding == "utf-8-sig" else encoding, text), ()


def _best(data: bytes) -> Decoded | None:
    found = [decoded for encoding in _CANDIDATES if (decoded := _strict(data, encoding))]
    best = max(found, key=lambda decoded: _score(decoded.text), default=None)
    return best if best and _score(best.text) >= _LEAST_SCORE else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(encoding, data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _score(text: str) -> float:
    """Return how much `text` reads like Chinese: the mean of its characters' weights, 1 for all common."""
    counts = Counter(text)
    return sum(_weight(char) * count for char, count in counts.items()) / max(1, counts.total())


def _weight(char: str) -> float:
    if char in _common_characters() or _is_ordinary_punctuation(char):
        return 1.0
    if char.isascii():
        return -2.0 if is_invisible(char) else 1.0 if char.isalnum() or is_white_space(char) else 0.8
    return 0.0 if "\u4e00" <= char <= "\u9fff" else -1.0


def _is_ordinary_punctuation(char: str) -> bool:
    """Whether `char` is punctuation, a symbol or a full-width form of Chinese texts."""
    return (
        "\u2010" <= char <= "\u203b"
        or "\u2460" <= char <= "\u24ff"
        or "\u3000" <= char <= "\u3017"
        or "\uff01" <= char <= "\uff5e"
        or char in "\u00a0·×°±℃■□●○◆◇★☆▲△▼▽→"
    )


@cache
def _common_characters() -> frozenset[str]:
    rows = (Path(__file__).parent / "data" / "common_characters.txt").read_text("utf-8").splitlines()
    return frozenset(char for row in rows if not row.startswith("#") for char in row)


def _undecodable(data: bytes, path: str, failure: UnicodeDecodeError) -> Problem:
    before = data[: failure.start].decode(failure.encoding, errors="replace")
    lines = _LINE_END.split(before)
    message = f"第 {failure.start + 1} 字节（偏移 {failure.start}）起无法按 {failure.encoding.upper()} 解码"
    return _error(path, message, _WHAT_FITS, len(lines), len(lines[-1]) + 1)


def _error(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> Problem:
    return Problem(Severity.ERROR, path, line, column, message, hint)
