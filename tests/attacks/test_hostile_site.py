"""The site built from everything hostile at once, as it lies in its files."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from attacks.words import text_of
from attacks.world import CANARY, FIRST_NUMBER, Attack, together
from projects import Project
from web import PREFIXES, crawl, pages

KINDS_OF_DATA = {"application/json", "application/ld+json"}
"""Scripts that no browser runs."""
FORBIDDEN = {"applet", "base", "embed", "frame", "iframe", "math", "object", "plaintext", "portal", "style", "xmp"}


@pytest.fixture(scope="session")
def hostile_site(hostile: Project) -> Path:
    return hostile.site


@pytest.mark.parametrize("attack", [a for a in together() if a.shows], ids=lambda attack: attack.name)
def test_honest_text_stands_on_its_page_to_the_letter(hostile_site: Path, attack: Attack) -> None:
    for page, words in attack.shows:
        assert "".join(words.split()) in text_of(hostile_site / page / "index.html")


def test_a_page_that_does_not_say_it_would_be_noticed(hostile_site: Path) -> None:
    assert "一句哪里都没有的话" not in text_of(hostile_site / "index.html")
    assert "传统产业" in text_of(hostile_site / "index.html")


def test_there_is_no_element_but_those_of_an_honest_site(hostile_site: Path, site: Path) -> None:
    honest = {tag for path in pages(site) for tag, _ in crawl(path).elements}
    found = {tag for path in pages(hostile_site) for tag, _ in crawl(path).elements}
    assert found - honest <= {"em", "u"}  # of the pages that are written well
    assert not found & FORBIDDEN


def test_no_element_has_a_handler_or_a_style(hostile_site: Path) -> None:
    found = {
        (tag, name)
        for path in pages(hostile_site)
        for tag, attributes in crawl(path).elements
        for name in attributes
        if name.startswith("on") or name in {"style", "srcdoc", "formaction", "action", "background", "ping"}
    }
    assert found == set()


def test_every_address_is_the_site_s_own_or_a_plain_one_of_the_web(hostile_site: Path) -> None:
    for path in pages(hostile_site):
        for tag, attributes in crawl(path).elements:
            for name in {"href", "src", "xlink:href", "data", "poster", "srcset"} & attributes.keys():
                parts = urlsplit(attributes[name])
                own = not parts.scheme and not parts.netloc
                outside = tag in {"a", "link"} and parts.scheme in {"http", "https", "mailto"}
                assert own or outside, (path, tag, attributes)


def test_links_of_strangers_say_so_and_no_other_host_is_asked_for_anything(hostile_site: Path) -> None:
    seen = 0
    for path in pages(hostile_site):
        if not is_of_an_attack(path, hostile_site):
            continue
        for attributes in crawl(path).attributes("a"):
            if attributes.get("href", "").startswith("http"):
                seen += 1
                assert {"nofollow", "noopener", "noreferrer", "ugc"} <= set(attributes.get("rel", "").split())
    assert seen > 0


def test_scripts_are_those_of_a_page_without_an_attack(hostile_site: Path) -> None:
    honest = scripts(hostile_site / "sources" / "003" / "industry" / "index.html")
    attacked = [path for path in hostile_site.glob("sources/*/*/index.html") if is_of_an_attack(path, hostile_site)]
    assert attacked
    for path in attacked:
        assert scripts(path) == honest


def is_of_an_attack(path: Path, site: Path) -> bool:
    """Whether a page belongs to a seed that an attack brought along."""
    number = re.search(r"sources/([0-9]+)/", path.relative_to(site).as_posix())
    return number is not None and int(number[1]) >= FIRST_NUMBER


def scripts(path: Path) -> list[str]:
    """Return the scripts of a page that a browser runs."""
    html = path.read_text(encoding="utf-8")
    found = re.findall(r"<script\b([^>]*)>(.*?)</script", html, re.DOTALL | re.IGNORECASE)
    return [a + body for a, body in found if not any(f'type="{kind}"' in a for kind in KINDS_OF_DATA)]


def test_data_in_scripts_is_data(hostile_site: Path) -> None:
    for path in pages(hostile_site):
        html = path.read_text(encoding="utf-8")
        for kind in KINDS_OF_DATA:
            for data in re.findall(rf'<script[^>]*type="{re.escape(kind)}"[^>]*>(.*?)</script>', html, re.DOTALL):
                json.loads(data)
                assert "<" not in data


def test_ids_are_unique_and_none_is_the_theme_s(hostile_site: Path) -> None:
    honest = {name for name in crawl(hostile_site / "index.html").ids if name.startswith("__")}
    for path in pages(hostile_site):
        ids = Counter(crawl(path).ids)
        assert {name for name, count in ids.items() if count > 1} == set(), path
        taken = {name for name in ids if name.startswith("__") and not name.startswith("__nav_")}
        assert taken <= honest | {"__toc"}, path


def test_every_other_file_is_well_formed(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.xml"):
        ET.parse(path)
    for path in hostile_site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_there_is_no_page_without_a_seed_or_a_manuscript(hostile: Project) -> None:
    for prefix in PREFIXES.values():
        folders = {path.name for path in (hostile.site / prefix / "sources").iterdir() if path.is_dir()}
        assert folders == {path.name.partition("_")[0] for path in (hostile.folder / "seeds").glob("[0-9]*.txt")}


def test_nothing_from_outside_the_project_is_inside_the_site(hostile: Project) -> None:
    for path in hostile.site.rglob("*"):
        assert not path.is_symlink()
        if path.is_file():
            data = path.read_bytes()
            assert CANARY.encode() not in data
            assert b"root:x:0:0" not in data


def test_nothing_is_written_outside_the_site(hostile: Project) -> None:
    assert {path.name for path in hostile.folder.parent.iterdir()} == {"outside.txt", "project"}
    assert not list(hostile.folder.rglob("pwned"))
    assert {path.name for path in hostile.folder.iterdir()} == {"docs", "hooks", "mkdocs.yml", "seeds", "site"}
