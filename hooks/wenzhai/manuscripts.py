"""What may lie in docs/: pages, pictures and a few named files; the look is in assets/ and overrides/, and is code.

MkDocs publishes whatever it finds, follows symbolic links, and lets the last of two files with one address win.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from wenzhai import addresses
from wenzhai.model import EDITIONS, Problem, Severity
from wenzhai.problems import one_line

MAX_CHARACTERS = 50_000
"""Of a page. The longest of ours has some 12,000."""
MAX_LINES = 2_000
"""Of a page: the time of Markdown grows with the square of definitions and headings."""
MAX_MARKS = 1_000
"""Of each of `[`, `<` and the backtick in a page, for the same reason."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
_WEB = frozenset({".html", ".htm", ".xhtml"})
_NAMED = frozenset({"glossary.yml", "citations.lock", "robots.txt", "CNAME"})
_CODE = frozenset({"assets", "overrides"})


def find_pages(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the pages below `root`/docs by their files there, sorted, and what must not be in that folder."""
    docs = root / "docs"
    if docs.is_symlink() or not docs.is_dir():
        return (), (_error("docs", "找不到文件夹", "新建 docs/，把页面放进去"),)
    found = sorted(_walk(docs), key=lambda path: path.as_posix())
    names = {path: path.relative_to(docs).as_posix() for path in found}
    problems = {names[path]: problem for path in found if (problem := _misplaced(path, names[path]))}
    pages = [
        name
        for name in names.values()
        if name.endswith(".md") and name not in problems and not name.startswith("overrides/")
    ]
    return tuple(pages), (*problems.values(), *_twins(pages))


def check_size(text: str, path: str) -> tuple[Problem, ...]:
    """Return the problem of a page that would take Markdown too long, at the place where it is too much."""
    limits = [(text[MAX_CHARACTERS:] and MAX_CHARACTERS, f"这一页超过 {MAX_CHARACTERS:,} 字")]
    limits.append((_nth(text, "\n", MAX_LINES), f"这一页超过 {MAX_LINES:,} 行"))
    limits += [(_nth(text, mark, MAX_MARKS), f"这一页有 {MAX_MARKS:,} 个以上的 {mark}") for mark in "[<`"]
    over = [(offset, message) for offset, message in limits if offset]
    if not over:
        return ()
    offset, message = min(over)
    line = text.count("\n", 0, offset) + 1
    return (_error(path, message, "分成几页", line, offset - text.rfind("\n", 0, offset)),)


def _nth(text: str, mark: str, count: int) -> int:
    """Return where the mark stands for the time after `count`; 0 where it does not."""
    if text.count(mark) <= count:
        return 0
    at = -1
    for _ in range(count + 1):
        at = text.index(mark, at + 1)
    return at


def _walk(folder: Path) -> Iterator[Path]:
    """Yield everything below `folder` that is no folder; links are not followed, hidden files MkDocs leaves out."""
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _misplaced(path: Path, name: str) -> Problem | None:
    """Return what is wrong with a file below docs/, if anything is."""
    folder, _, rest = name.partition("/")
    suffix = path.suffix.lower()
    named = all(map(_NAME.fullmatch, name.split("/")))
    placed = (folder in _CODE and rest) or path.suffix in {".md", *_PICTURES} or name in _NAMED
    wrong = (
        (path.is_symlink(), "docs 里不能有符号链接", "放入文件本身"),
        (not path.is_file(), "docs 里只能有普通文件", "移走特殊文件"),
        (not named, f"文件名“{one_line(name)}”不合规矩", "只用英文字母、数字和 . _ -"),
        (suffix in _WEB and folder != "overrides", "写好的网页会原样发布，不能放在 docs 里", "改写成 Markdown"),
        (not placed, "docs 里没有这一类文件的位置", "页面用 .md，图片用 .png 等；样式与脚本在 assets/"),
        (folder == "themes" and "/" in rest, "主题页要直接放在 docs/themes/ 里", "移出里面的文件夹"),
    )
    return next((_error(f"docs/{name}", message, hint) for is_wrong, message, hint in wrong if is_wrong), None)


def _twins(pages: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each page at the address of another or of another edition."""
    prefixes = tuple(edition.prefix for edition in EDITIONS if edition.prefix)
    first: dict[str, str] = {}
    for name in pages:
        url = addresses.page_url(name.removesuffix("README.md") + "index.md" if name.endswith("README.md") else name)
        other = first.setdefault(url.casefold(), name)
        if other != name:
            message = f"网址 /{url} 已属于 docs/{other}"
            yield _error(f"docs/{name}", message, "换一个文件名；只差大小写也不行", 1, 1)
        if url.startswith(prefixes):
            message = f"网址 /{url} 属于繁体版，各版由同一份稿子自动生成"
            yield _error(f"docs/{name}", message, "写简体的页，放在别的文件夹", 1, 1)


def _error(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> Problem:
    return Problem(Severity.ERROR, path, line, column, message, hint)
