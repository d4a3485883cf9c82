"""What crawlers, feed readers and services that show links find on the built site."""

from __future__ import annotations

import json
import re
import struct
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from projects import Project
from web import PREFIXES, crawl, pages

EDITIONS = list(PREFIXES)
ROOT = "https://wenzhai.example/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def url_of(site: Path, path: Path) -> str:
    return ROOT + path.relative_to(site).as_posix().removesuffix("index.html")


def json_ld(path: Path) -> dict[str, object]:
    found = JSON_LD.findall(path.read_text(encoding="utf-8"))
    assert len(found) == 1, path
    parsed: dict[str, object] = json.loads(found[0])
    return parsed


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_describes_itself_in_its_own_language_and_at_its_own_address(site: Path, edition: str) -> None:
    for path in pages(site, edition):
        if path.name == "404.html":
            continue
        said = json_ld(path)
        properties = {
            meta["property"]: meta["content"] for meta in crawl(path).attributes("meta") if "property" in meta
        }
        assert said["inLanguage"] == edition, path
        assert said["url"] == properties["og:url"] == url_of(site, path)
        assert properties["og:locale"] == {"zh-Hans": "zh_CN", "zh-Hant-TW": "zh_TW", "zh-Hant-HK": "zh_HK"}[edition]
        description = next(m["content"] for m in crawl(path).attributes("meta") if m.get("name") == "description")
        assert said["description"] == properties["og:description"] == description


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_the_picture_of_its_edition_in_the_size_that_it_says(site: Path, edition: str) -> None:
    for path in pages(site, edition):
        said = {m["property"]: m["content"] for m in crawl(path).attributes("meta") if "property" in m}
        if path.name == "404.html":
            continue
        data = (site / said["og:image"].removeprefix(ROOT)).read_bytes()
        assert said["og:image"] == f"{ROOT}{PREFIXES[edition]}assets/cards/{edition}.png"
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", data[16:24]) == (int(said["og:image:width"]), int(said["og:image:height"]))


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_two_pages_have_the_same_description(site: Path, edition: str) -> None:
    count = Counter(json_ld(path)["description"] for path in pages(site, edition) if path.name != "404.html")
    assert {text for text, number in count.items() if number > 1} == set()


def test_a_theme_cites_pages_that_are_there(site: Path) -> None:
    for path in sorted((site / "themes").glob("*/index.html")):
        cited = json_ld(path)["isBasedOn"]
        assert isinstance(cited, list)
        assert cited
        assert all((site / url.removeprefix(ROOT) / "index.html").is_file() for url in cited)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_a_feed_of_its_own_that_every_page_names(site: Path, edition: str) -> None:
    prefix = PREFIXES[edition]
    feed = ET.parse(site / prefix / "feed.xml").getroot()
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == edition
    links = [link.get("href", "") for link in feed.findall("a:entry/a:link", ATOM)]
    assert f"{ROOT}{prefix}themes/overview/" in links
    assert f"{ROOT}{prefix}sources/003/industry/" in links
    assert all((site / url.removeprefix(ROOT) / "index.html").is_file() for url in links)
    for path in pages(site, edition):
        named = [a for a in crawl(path).attributes("link") if a.get("type") == "application/atom+xml"]
        if path.name != "404.html":
            assert [(path.parent / link["href"]).resolve() for link in named] == [
                (site / prefix / "feed.xml").resolve()
            ]
            assert named[0]["rel"].split() == ["alternate"]
            assert named[0]["rel"] != "alternate", "Material would ask for a sitemap there"


def test_the_feeds_are_in_the_scripts_of_their_editions(site: Path) -> None:
    assert "传统产业" in (site / "feed.xml").read_text(encoding="utf-8")
    assert "傳統產業" in (site / "zh-tw" / "feed.xml").read_text(encoding="utf-8")
    assert not re.search("[“”传统产业]", (site / "zh-hk" / "feed.xml").read_text(encoding="utf-8"))


def test_robots_names_a_sitemap_of_each_edition(site: Path) -> None:
    named = re.findall(r"^Sitemap: (.*)$", (site / "robots.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert [url.removeprefix(ROOT) for url in named] == [f"{prefix}sitemap.xml" for prefix in PREFIXES.values()]
    assert all((site / url.removeprefix(ROOT)).is_file() for url in named)
    assert not (site / "zh-tw" / "robots.txt").exists()


BREAKOUT = "</script><script>alert(1)</script>"


def test_a_site_without_an_address_has_no_feed_and_no_title_breaks_out_of_its_head(project: Project) -> None:
    sidecar = next((project.folder / "seeds").glob("001_*.yml"))
    text = sidecar.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^    title: .*$", f"    title: '{BREAKOUT}'\n    author: '{BREAKOUT}'", text, count=1)
    sidecar.write_text(text, encoding="utf-8")
    config = project.folder / "mkdocs.yml"
    config.write_text(re.sub(r"(?m)^site_url:.*$", "", config.read_text(encoding="utf-8")), encoding="utf-8")
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert list(project.site.rglob("feed.xml")) == []
    assert "Sitemap" not in (project.site / "robots.txt").read_text(encoding="utf-8")
    for path in pages(project.site):
        html = path.read_text(encoding="utf-8")
        assert BREAKOUT not in html, path
        assert "atom+xml" not in html
        if path.name != "404.html":
            assert "url" not in json_ld(path)
    page = next((project.site / "sources" / "001").glob("*/index.html"))
    assert json_ld(page)["name"] == BREAKOUT
