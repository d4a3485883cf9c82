"""The paths of contributors, walked from end to end: a new seed, a theme that cites it, a fork, three mistakes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from projects import Project, clean_environment
from web import PREFIXES, crawl, target

SEED = """\
窑城的绿色转身
2024-03-15　来源：南方产业观察　作者：陈小满
　　走进石湾的一家老陶瓷厂，看不见烟囱冒烟，也听不见球磨机的轰鸣。
　　“不是设备换了就行，是整条线重新排过。”厂长李国强说。
责任编辑：王芳
"""
QUOTED = "不是设备换了就行，是整条线重新排过"
POINT = f"- **整条线重排。** 换设备不够。[@005 “{QUOTED}”]\n\n"
ROW = "\n| 005 | 《窑城的绿色转身》 | 陈小满 | 行业媒体 | 2024-03-15 | 中：人物具名 |\n"
FORK = {
    "SITE_URL": "https://fork.example/site/",
    "REPO_URL": "https://code.example/fork/site/",
    "EDIT_URI": "edit/dev/",
    "DOWNLOADS": "true",
}


def cli(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project.folder / "hooks" / "cli.py"), *arguments]
    environment = clean_environment()
    return subprocess.run(command, cwd=project.folder, env=environment, capture_output=True, text=True, check=False)


def cite_it(theme: Path) -> None:
    text = theme.read_text(encoding="utf-8")
    place = text.index("## 关键数字")
    theme.write_text(text[:place] + POINT + text[place:].rstrip("\n") + ROW, encoding="utf-8")


@pytest.fixture(scope="module")
def contributed(make_project: Callable[[str], Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a fork to which a sixth seed was added as CONTRIBUTING tells, cited in a theme, and published."""
    project = make_project("fork")
    given = tmp_path_factory.mktemp("mail") / "文件.txt"
    given.write_text(SEED, encoding="utf-8")
    added = cli(project, "add", str(given))
    assert added.returncode == 0, added.stderr
    cite_it(project.folder / "docs" / "themes" / "green.md")
    checked = cli(project, "check")
    assert checked.returncode == 0, checked.stdout
    built = project.build(env=FORK)
    assert built.returncode == 0, built.stderr
    return project


def test_an_added_seed_is_kept_as_it_came_and_has_its_pages(contributed: Project) -> None:
    seed = next((contributed.folder / "seeds").glob("005_*.txt"))
    assert seed.read_text(encoding="utf-8") == SEED
    page = (contributed.site / "sources" / "005" / "d1" / "index.html").read_text(encoding="utf-8")
    assert "窑城的绿色转身" in page
    assert (contributed.site / "zh-tw" / "sources" / "005" / "d1" / "index.html").is_file()


def test_its_quotation_leads_from_the_theme_to_the_sentence(contributed: Project) -> None:
    theme = (contributed.site / "themes" / "green" / "index.html").read_text(encoding="utf-8")
    anchor = re.search(r'href="\.\./\.\./sources/005/d1/#(s-[a-z2-7]{8})"', theme)
    assert anchor
    page = (contributed.site / "sources" / "005" / "d1" / "index.html").read_text(encoding="utf-8")
    assert f'id="{anchor[1]}"' in page


def test_suggest_offers_lines_of_it_that_check_accepts(contributed: Project) -> None:
    suggested = cli(contributed, "suggest", "005").stdout
    assert re.search(r"\[@005 “[^”]+”\]", suggested)


def test_a_fork_names_its_own_address_and_edits_its_own_files(contributed: Project) -> None:
    page = (contributed.site / "sources" / "005" / "d1" / "index.html").read_text(encoding="utf-8")
    sidecar = next((contributed.folder / "seeds").glob("005_*.yml"))
    assert '<link rel="canonical" href="https://fork.example/site/sources/005/d1/">' in page
    assert f'href="https://code.example/fork/site/edit/dev/seeds/{sidecar.name}"' in page
    assert "wenzhai.example" not in page


@pytest.mark.parametrize("edition", list(PREFIXES))
def test_where_downloads_are_published_every_page_leads_to_them(contributed: Project, edition: str) -> None:
    for name in ("index.html", "sources/005/d1/index.html", "themes/overview/index.html"):
        page = contributed.site / PREFIXES[edition] / name
        found = {target(contributed.site, page, link.get("href", ""))[0] for link in crawl(page).attributes("a")}
        downloads = contributed.site / "downloads"
        assert {downloads / "wenzhai.zip", downloads / f"wenzhai-{edition}.epub"} <= found


def test_three_mistakes_are_three_annotations_at_their_lines_in_chinese(project: Project) -> None:
    sidecar = next((project.folder / "seeds").glob("001_*.yml"))
    lines = sidecar.read_text(encoding="utf-8").count("\n")
    with sidecar.open("a", encoding="utf-8") as file:
        file.write("titel: 甲\n")
    theme = project.folder / "docs" / "themes" / "overview.md"
    text = theme.read_text(encoding="utf-8")
    place = text.index("“产业转型不是单纯地转行业”[@004]")
    theme.write_text(text.replace("单纯地转行业”[@004]", "单纯地换行业”[@004]", 1), encoding="utf-8")
    glossary = project.folder / "docs" / "glossary.yml"
    rules = glossary.read_text(encoding="utf-8").count("\n")
    with glossary.open("a", encoding="utf-8") as file:
        file.write("words: {甲: {tw: 乙}}\n")

    found = re.findall(
        r"^::error file=([^,]+),line=(\d+),col=\d+::(.+)$",
        project.build(env={"GITHUB_ACTIONS": "true"}).stdout,
        re.MULTILINE,
    )
    assert sorted((path, int(line)) for path, line, _ in found) == [
        ("docs/glossary.yml", rules + 1),
        ("docs/themes/overview.md", text[:place].count("\n") + 1),
        (f"seeds/{sidecar.name}", lines + 1),
    ]
    assert all(re.search("[\u4e00-\u9fff]", message) for _, _, message in found)
