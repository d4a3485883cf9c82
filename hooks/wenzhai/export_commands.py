"""What `python hooks/cli.py` makes of the built site: a copy to read offline, and books. Nothing is built here."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wenzhai import epub, offline, search
from wenzhai.model import EDITIONS
from wenzhai.seed_commands import Command


def _add_offline_arguments(parser: ArgumentParser) -> None:
    _add_site(parser)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="写成哪个 .zip 文件")


def _add_site(parser: ArgumentParser) -> None:
    parser.add_argument("--site", metavar="DIR", type=Path, default=Path("site"), help="建好的网站，默认 site")


def _offline(arguments: Namespace, root: Path) -> int:
    """Write a zip of the built site that is read without a server."""
    files = _read(root / arguments.site)
    if not files:
        return 1
    copy = offline.offline_copy(files, search.as_script)
    data = offline.write_zip({f"{offline.FOLDER}/{name}": data for name, data in copy.items()})
    _write(arguments.out, data)
    return 0


def _add_epub_arguments(parser: ArgumentParser) -> None:
    _add_site(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="写到哪个文件夹，每个版本一册")


def _epub(arguments: Namespace, root: Path) -> int:
    """Write the digest of each edition as a book."""
    files = _read(root / arguments.site)
    if not files:
        return 1
    for edition in EDITIONS:
        data = offline.write_zip(epub.write_book(epub.book_of(files, edition)), first=(epub.MIMETYPE,))
        _write(arguments.out / f"wenzhai-{edition.lang}.epub", data)
    return 0


def _read(site: Path) -> dict[str, bytes]:
    """Return the files of the built site, by name; none where there is no site."""
    if not (site / "index.html").is_file():
        sys.stderr.write(f"{site} 里没有建好的网站（先运行 mkdocs build）\n")
        return {}
    found = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    sys.stdout.write(f"写好 {path}：{len(data):,} 字节\n")


EXPORTS = (
    Command("offline", "把建好的网站打成不用服务器就能看的一包", _add_offline_arguments, _offline),
    Command("epub", "把建好的综述做成电子书，每个版本一册", _add_epub_arguments, _epub),
)
"""For `cli.py`."""
