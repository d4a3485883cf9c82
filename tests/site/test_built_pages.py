"""Every page of every edition, as it was built."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import markdown
import pytest
from mkdocs.config import load_config

from projects import ROOT
from web import PREFIXES, crawl, index_entries, pages, target

EDITIONS = list(PREFIXES)
TRADITIONAL = EDITIONS[1:]


def names(site: Path, edition: str) -> set[str]:
    return {path.relative_to(site / PREFIXES[edition]).as_posix() for path in pages(site, edition)} - {"404.html"}


def test_there_are_pages_to_look_at(site: Path) -> None:
    found = names(site, "zh-Hans")
    assert {"index.html", "themes/overview/index.html", "sources/003/industry/index.html"} <= found


@pytest.mark.parametrize("edition", TRADITIONAL)
def test_every_edition_has_the_same_pages(site: Path, edition: str) -> None:
    assert names(site, edition) == names(site, "zh-Hans")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_says_its_own_language(site: Path, edition: str) -> None:
    assert {crawl(path).lang for path in pages(site, edition)} == {edition}


def test_every_seed_and_document_has_a_page(site: Path) -> None:
    documents = {"000": 5, "001": 1, "002": 1, "003": 7, "004": 4}
    for seed, count in documents.items():
        folder = site / "sources" / seed
        assert (folder / "index.html").is_file()
        assert len([path for path in folder.iterdir() if path.is_dir()]) == count


def test_no_link_and_no_anchor_is_broken(site: Path) -> None:
    broken = []
    for path in pages(site):
        for attributes in crawl(path).attributes("a", "link", "script", "img"):
            href = attributes.get("href") or attributes.get("src") or ""
            found, anchor = target(site, path, href)
            if path.name == "404.html" or not href or found is None:
                continue
            if not found.is_file() or (anchor and found.suffix == ".html" and anchor not in crawl(found).ids):
                broken.append((path.relative_to(site).as_posix(), href))
    assert broken == []


def test_the_crawler_would_see_a_broken_link(site: Path) -> None:
    found, anchor = target(site, site / "about" / "index.html", "../nowhere/#x")
    assert found == site / "nowhere"
    assert anchor == "x"
    assert not found.exists()


def test_ids_are_unique_on_every_page(site: Path) -> None:
    doubled = {
        path.relative_to(site).as_posix(): [name for name, count in Counter(crawl(path).ids).items() if count > 1]
        for path in pages(site)
    }
    assert {path: ids for path, ids in doubled.items() if ids} == {}


@pytest.mark.parametrize("edition", TRADITIONAL)
def test_ids_are_the_same_in_every_edition(site: Path, edition: str) -> None:
    for name in sorted(names(site, edition)):
        assert crawl(site / name).ids == crawl(site / PREFIXES[edition] / name).ids, name


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    for path in pages(site):
        crawled = crawl(path)
        for attributes in crawled.attributes("script", "img", "iframe", "source", "video", "audio"):
            assert "//" not in attributes.get("src", ""), path
        for attributes in crawled.attributes("link"):
            if attributes.get("rel", "").strip() not in {"canonical", "alternate"}:
                assert "//" not in attributes.get("href", ""), path
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_leads_to_its_twins_without_a_script(site: Path, edition: str) -> None:
    for name in sorted(names(site, edition)):
        path = site / PREFIXES[edition] / name
        links = {
            attributes["hreflang"]: attributes["href"]
            for attributes in crawl(path).attributes("a")
            if attributes.get("class") == "md-select__link"
        }
        assert {lang: target(site, path, href)[0] for lang, href in links.items()} == {
            lang: site / prefix / name for lang, prefix in PREFIXES.items()
        }


def test_every_permalink_leads_to_the_same_anchor_of_its_twins_without_a_script(site: Path) -> None:
    path = site / "sources" / "004" / "upgrading" / "index.html"
    html = path.read_text(encoding="utf-8")
    permalinks = re.findall(r'class="headerlink" href="#([^"]+)"', html)
    assert len(permalinks) > 10
    for anchor in permalinks:
        for prefix in ("zh-tw/", "zh-hk/"):
            assert f'href="../../../{prefix}sources/004/upgrading/#{anchor}"' in html


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_head_names_the_twins_in_a_form_that_the_theme_does_not_fetch(site: Path, edition: str) -> None:
    path = site / PREFIXES[edition] / "themes" / "overview" / "index.html"
    links = [a for a in crawl(path).attributes("link") if "hreflang" in a]
    assert [a["hreflang"] for a in links] == [*EDITIONS, "x-default"]
    assert all(a["rel"] != "alternate" and a["rel"].split() == ["alternate"] for a in links)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sitemap_lists_every_page_with_its_twins(site: Path, edition: str) -> None:
    root = ET.parse(site / PREFIXES[edition] / "sitemap.xml").getroot()
    namespaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = root.findall("s:url", namespaces)
    assert len(entries) == len(names(site, edition))
    for entry in entries:
        assert [a.get("hreflang") for a in entry.findall("x:link", namespaces)] == [*EDITIONS, "x-default"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_a_title_and_description_of_its_own(site: Path, edition: str) -> None:
    titles: Counter[str] = Counter()
    for name in sorted(names(site, edition)):
        html = (site / PREFIXES[edition] / name).read_text(encoding="utf-8")
        found = re.search(r"<title>(.*?)</title>", html)
        assert found, name
        titles[found[1]] += 1
        metas = crawl(site / PREFIXES[edition] / name).attributes("meta")
        description = next(meta["content"] for meta in metas if meta.get("name") == "description")
        assert len(description) > 5, name
    assert {title for title, count in titles.items() if count > 1} == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_a_search_index_in_its_own_script(site: Path, edition: str) -> None:
    text = "".join(text for _, text in index_entries(site / PREFIXES[edition]))
    expected = {"zh-Hans": "传统产业", "zh-Hant-TW": "傳統產業", "zh-Hant-HK": "傳統產業"}
    assert expected[edition] in text
    assert all(words not in text for words in set(expected.values()) - {expected[edition]})


@pytest.mark.parametrize("edition", TRADITIONAL)
def test_no_curly_quotation_mark_is_left_in_a_traditional_edition(site: Path, edition: str) -> None:
    left = {
        path.relative_to(site).as_posix()
        for path in pages(site, edition)
        if re.search("[“”‘’]", "".join(crawl(path).text))
    }
    assert left == set()


def test_the_simplified_edition_does_have_curly_quotation_marks(site: Path) -> None:
    assert "“" in "".join(crawl(site / "sources" / "004" / "upgrading" / "index.html").text)


def test_what_people_set_in_bold_is_bold_whatever_stands_behind_it(site: Path) -> None:
    extensions = load_config(str(ROOT / "mkdocs.yml"))
    html = markdown.markdown(
        "**判断。**说明。**“引文”**[@004]",
        extensions=extensions["markdown_extensions"],
        extension_configs=extensions["mdx_configs"],
    )
    assert "<strong>判断。</strong>说明。<strong>“引文”</strong>[@004]" in html
    for path in (site / "themes").rglob("index.html"):
        assert re.findall(r"(?<!进)\*\*", path.read_text("utf-8")) == [], path  # 关于推进**市: a name that was erased


def test_seeds_are_the_ones_that_were_sent_byte_for_byte() -> None:
    digests = (ROOT / "tests" / "golden" / "seeds.sha256").read_text(encoding="utf-8").split()
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").glob("00[0-4]_*.txt")
    }
    assert found == dict(zip(digests[1::2], digests[::2], strict=True))
