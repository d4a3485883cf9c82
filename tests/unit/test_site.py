"""A small world from folder to pages: what is read, what is refused, what is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenzhai.model import EDITIONS, Severity
from wenzhai.site import Site, preview_site, read_site

HANS, TW, HK = EDITIONS

SEED = """转型不是换行业

作者：张三

转型不是单纯地换一个行业，而是换增长的方式。制造业是城市经济的稳定器。

二〇二三年，全市规模以上工业增加值增长7.9%，比上一年提高了3.2个百分点。
"""

SIDECAR = """source: {title: 转型谈, publisher: 某报}
documents:
  - {slug: talk, title: 转型不是换行业, themes: [overview]}
"""

THEME = """---
title: 转型升级总论：为何转
theme: overview
scope: 概念
keywords: [转型]
order: 1
related: []
reviewed: 2026-11-20
---

# 转型升级总论：为何转

一段概述。
{ .abstract }

!!! abstract "三句话带走"
    - **不是换行业。** [@001 “转型不是单纯地换一个行业”]

## 要点

- **换方式。** [@001 “而是换增长的方式”]
"""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    files = {
        "seeds/001_a.txt": SEED,
        "seeds/001_a.yml": SIDECAR,
        "docs/index.md": "# 首页\n\n<!-- themes -->\n",
        "docs/about.md": "# 关于\n",
        "docs/contribute.md": "# 参与\n",
        "docs/glossary.yml": "vocab:\n  数字化: {tw: 數位化, hk: 數碼化}\n",
        "docs/themes/overview.md": THEME,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def errors(site: Site) -> list[str]:
    return [
        f"{p.path}:{p.line}"
        for p in site.problems
        if p.severity is Severity.ERROR and p.path != "docs/themes/overview.md"
    ]


def test_a_world_becomes_pages(world: Path) -> None:
    site = read_site(world)
    assert errors(site) == []
    assert {"sources/index.md", "sources/001/index.md", "sources/001/talk.md", "themes/index.md"} <= set(site.pages)
    assert {"index.md", "about.md", "themes/overview.md"} <= set(site.articles)


def test_a_document_names_the_theme_that_quotes_it(world: Path) -> None:
    body = read_site(world).pages["sources/001/talk.md"].body
    assert "../../../themes/overview/#c-" in body
    assert 'class="sentence cited"' in body


def test_each_edition_has_its_own_words_and_the_same_addresses(world: Path) -> None:
    site = read_site(world)
    bodies = [site.body("sources/001/talk.md", "", edition) for edition in (HANS, TW, HK)]
    assert "增长的方式" in bodies[0]
    assert "增長的方式" in bodies[1]
    assert site.words("数字化", TW) == "數位化"
    assert site.words("数字化", HK) == "數碼化"
    assert site.title("sources/001/talk.md", TW) == "轉型不是換行業"


def test_a_seed_that_cannot_be_read_gets_a_page_that_says_why(world: Path) -> None:
    (world / "seeds" / "001_a.txt").write_bytes("好\n坏".encode() + b"\0")
    site = read_site(world)
    assert site.broken
    assert "seeds/001_a.txt" in site.pages["sources/001/index.md"].body
    assert "seeds/001_a.txt:2" in errors(site)


def test_a_page_that_would_take_the_place_of_a_made_one_is_refused(world: Path) -> None:
    (world / "docs" / "figures.md").write_text("# 我的数字\n", encoding="utf-8")
    assert "docs/figures.md:1" in errors(read_site(world))


def test_a_page_at_an_address_of_its_own_is_welcome(world: Path) -> None:
    (world / "docs" / "more.md").write_text("# 更多\n", encoding="utf-8")
    site = read_site(world)
    assert errors(site) == []
    assert site.articles["more.md"].title == "更多"


def test_a_page_that_is_no_utf8_is_a_problem(world: Path) -> None:
    (world / "docs" / "about.md").write_bytes("关于".encode("gb18030"))
    assert any(place.startswith("docs/about.md") for place in errors(read_site(world)))


def test_a_link_in_the_place_of_a_page_is_refused(world: Path) -> None:
    (world / "secret").write_text("秘密", encoding="utf-8")
    (world / "docs" / "more.md").symlink_to(world / "secret")
    site = read_site(world)
    assert any(place.startswith("docs/more.md") for place in errors(site))
    assert "more.md" not in site.articles


def test_problems_of_every_stage_come_in_one_run(world: Path) -> None:
    (world / "seeds" / "002_b.txt").write_bytes(b"\0")
    (world / "seeds" / "001_a.yml").write_text("titel: x\n", encoding="utf-8")
    (world / "docs" / "glossary.yml").write_text("vokab: {}\n", encoding="utf-8")
    (world / "docs" / "about.md").write_text("---\ntitel: x\n---\n", encoding="utf-8")
    found = {place.partition(":")[0] for place in errors(read_site(world))}
    assert {"seeds/002_b.txt", "seeds/001_a.yml", "docs/glossary.yml", "docs/about.md"} <= found


def test_a_preview_survives_a_fault_of_ours(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(root: Path) -> Site:
        raise RuntimeError(f"坏了 {root.name}")

    monkeypatch.setattr("wenzhai.site.read_site", fail)
    site = preview_site(world)
    assert site.broken
    assert "RuntimeError" in site.problems[0].message


def test_a_converted_page_says_from_what_by_which_rules_and_leads_back(world: Path) -> None:
    (world / "docs" / "about.md").write_text("# 关于\n\n数字化的材料。\n", encoding="utf-8")
    site = read_site(world)
    body = site.body("about.md", "<p>数字化的材料。</p>", TW)
    assert 'class="conversion-note"' in body
    assert "数字化 → 數位化" in body
    assert 'href="../../about/"' in body


def test_a_page_in_its_own_script_has_no_such_note(world: Path) -> None:
    assert "conversion-note" not in read_site(world).body("about.md", "<p>数字化的材料。</p>", HANS)
