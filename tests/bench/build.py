"""How long a build takes, beside bare MkDocs and Material with the same pages ready-made.

    python tests/bench/build.py 20 200 --runs 3 [--json FILE] [--check]     2000 takes minutes

Each corpus is the project with seeds added, four documents each, of clauses of the real ones in another order. Bare
MkDocs gets what stands in our pages as ready HTML, the same navigation, theme and editions, and no hook. Runs of both
alternate, each in a process of its own; the least of each counts, for everything else is the neighbours' noise. The
ratio is of time, for we use every processor; `work` is that of all processors' seconds. A rebuild is what a preview
does after one seed was edited, as a share of its first build.

`--check` compares with the floors in tests/floors.json, which are ratios: seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PREFIXES = {"zh-Hans": "", "zh-Hant-TW": "zh-tw/", "zh-Hant-HK": "zh-hk/"}
DOCUMENTS_A_SEED = 4
CHARACTERS = 1_500
"""Of a document."""

CLAUSE = re.compile(r"[\u4e00-\u9fff]{4,30}[，。；！？]")
ARTICLE = re.compile(r'<article class="md-content__inner md-typeset">(.*?)</article>', re.DOTALL)


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    wall: float
    """Seconds until it was done: we use every processor, MkDocs one."""
    seconds: float
    """Of all processors, in user and system mode."""
    megabytes: float
    """At the peak."""
    bytes: int
    """Of the site."""


# --- Corpora ----------------------------------------------------------------------------------------------------


def grow(project: Path, documents: int) -> None:
    """Add seeds with sidecars until the project has about `documents` more documents."""
    chance = random.Random(documents)  # noqa: S311  the same corpus every time
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    clauses = [clause for text in texts for clause in CLAUSE.findall(text)]
    for number in range(100, 100 + documents // DOCUMENTS_A_SEED):
        lines: list[str] = []
        entries = ["documents:"]
        for _ in range(DOCUMENTS_A_SEED):
            title = "".join(chance.choices(clauses, k=2)).translate(dict.fromkeys(map(ord, "，。；！？")))[:18]
            paragraphs = list(_paragraphs(clauses, chance))
            entries.append(f'  - {{title: "{title}", lines: "{len(lines) + 1}-{len(lines) + len(paragraphs)}"}}')
            lines += paragraphs
        (project / "seeds" / f"{number}_grown.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (project / "seeds" / f"{number}_grown.yml").write_text("\n".join(entries) + "\n", encoding="utf-8")


def _paragraphs(clauses: list[str], chance: random.Random) -> Iterator[str]:
    characters = 0
    while characters < CHARACTERS:
        paragraph = "".join(chance.choices(clauses, k=chance.randint(6, 16)))[:-1] + "。"
        characters += len(paragraph)
        yield paragraph


def ours(folder: Path, documents: int) -> Path:
    """Return a copy of the project with that many documents added."""
    folder.mkdir()
    for part in ("docs", "hooks", "seeds"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    grow(folder, documents)
    return folder


# --- The same pages without us ----------------------------------------------------------------------------------

BARE = """\
site_name: 传统产业升级文摘
site_url: https://wenzhai.example/{prefix}
site_dir: ../site/{prefix}
theme:
  name: material
  language: {language}
  font: false
  features: [content.action.edit, navigation.indexes, navigation.prune, navigation.tabs, navigation.top, toc.follow]
  palette: {{scheme: default, primary: custom}}
plugins: [search]
nav:
{navigation}"""

BUILD = """\
import os, sys
os.environ["NO_MKDOCS_2_WARNING"] = "1"
from mkdocs.commands.build import build
from mkdocs.config import load_config
for config in sys.argv[1:]:
    build(load_config(config))
"""


def bare(folder: Path, site: Path) -> Path:
    """Return a project of bare MkDocs with the pages of a site that we have built."""
    folder.mkdir()
    for language, prefix in PREFIXES.items():
        edition = folder / language
        for page in sorted((site / prefix).rglob("index.html")):
            name = page.relative_to(site / prefix).as_posix()
            if not prefix and name.startswith(tuple(p for p in PREFIXES.values() if p)):
                continue
            html = ARTICLE.search(page.read_text(encoding="utf-8"))
            source = edition / "docs" / _source(name)
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(f"<div>\n{html[1].strip() if html else ''}\n</div>\n", encoding="utf-8")
        shutil.copytree(ROOT / "docs" / "assets", edition / "docs" / "assets")
        named = {"首页": "index.md", "数字": "figures.md", "时间线": "timeline.md", "来源": "sources/index.md"}
        themes = sorted(path.name for path in (edition / "docs" / "themes").glob("*.md"))
        navigation = "".join(f"  - {title}: {uri}\n" for title, uri in named.items())
        navigation += "  - 主题:\n" + "".join(f"      - themes/{name}\n" for name in themes)
        text = BARE.format(prefix=prefix, language="zh" if not prefix else "zh-Hant", navigation=navigation)
        (edition / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def _source(name: str) -> str:
    """Return the Markdown file whose page is at `name`."""
    folder = name.removesuffix("index.html").rstrip("/")
    return (
        f"{folder}/index.md"
        if folder.count("/") < 1 and folder in {"sources", "themes"}
        else f"{folder or 'index'}.md"
    )


# --- A preview ---------------------------------------------------------------------------------------------------

PREVIEW = """\
import pathlib, time
from mkdocs.commands.build import build
from mkdocs.config import load_config

def seconds():
    start = time.process_time()
    config = load_config(site_dir="preview")
    config.site_url = "http://127.0.0.1:8000/"
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url=config.site_url)
    return time.process_time() - start

first = seconds()
seed = next(pathlib.Path("seeds").glob("100_*.txt"))
again = []
for number in range(3):
    seed.write_text(seed.read_text(encoding="utf-8").replace("，", f"，第{number}次添的话，", 1), encoding="utf-8")
    again.append(seconds())
print(first, min(again))
"""


def preview(project: Path) -> tuple[float, float]:
    """Return the processor's seconds of a preview's first build, and of one after a seed was edited."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", PREVIEW]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=True)
    first, again = done.stdout.split()[-2:]
    return float(first), float(again)


# --- Measuring --------------------------------------------------------------------------------------------------


def run(command: list[str], folder: Path) -> Cost:
    """Return what a command took that builds `folder`/site."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    shutil.rmtree(folder / "site", ignore_errors=True)
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status:
        sys.exit(errors.decode())
    size = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size)


def least(costs: list[Cost]) -> Cost:
    """Return the least of everything."""
    return Cost(*(min(values) for values in zip(*map(astuple, costs), strict=True)))


def compare(documents: int, runs: int) -> dict[str, object]:
    """Return the cost of a corpus, ours and bare."""
    with tempfile.TemporaryDirectory() as temporary:
        mine = ours(Path(temporary) / "ours", documents)
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        costs = {"ours": [run(build, mine)], "bare": []}
        other = bare(Path(temporary) / "bare", mine / "site")
        configs = [str(other / language / "mkdocs.yml") for language in PREFIXES]
        for number in range(runs):
            costs["bare"].append(run([sys.executable, "-c", BUILD, *configs], other))
            if number:
                costs["ours"].append(run(build, mine))
        pages = len(list((mine / "site").rglob("index.html")))
        first, again = preview(mine)
    best = {name: least(found) for name, found in costs.items()}
    return {
        "documents": documents,
        "pages": pages,
        "ratio": round(best["ours"].wall / best["bare"].wall, 2),
        "work": round(best["ours"].seconds / best["bare"].seconds, 2),
        "first": round(first, 2),
        "again": round(again, 2),
        "rebuild": round(again / first, 2),
        **{name: asdict(cost) for name, cost in best.items()},
    }


def worse(results: list[dict[str, object]]) -> list[str]:
    """Return every ratio that is above its floor."""
    floors: dict[str, dict[str, dict[str, float]]] = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))[
        "speed"
    ]
    return [
        f"{result['documents']} documents: {name} {result[name]}, floor {said['floor']}"
        for result in results
        for name, said in floors.get(str(result["documents"]), {}).items()
        if float(str(result[name])) > said["floor"]
    ]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("documents", nargs="*", type=int, default=[20, 200])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    results = []
    print(
        "documents  pages   ours s   bare s  ratio   work  ours MB  bare MB  site MB  bare MB"
        "  preview s  again s  rebuild"
    )
    for documents in chosen.documents:
        result = compare(documents, chosen.runs)
        results.append(result)
        mine, other = Cost(**result["ours"]), Cost(**result["bare"])  # type: ignore[arg-type]
        print(
            f"{documents:9}  {result['pages']:5}  {mine.wall:7.1f}  {other.wall:7.1f}  {result['ratio']:5}"
            f"  {result['work']:5}  {mine.megabytes:7.0f}  {other.megabytes:7.0f}"
            f"  {mine.bytes / 1e6:7.1f}  {other.bytes / 1e6:7.1f}"
            f"  {result['first']:9}  {result['again']:7}  {result['rebuild']:7}",
            flush=True,
        )
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    if chosen.check and (found := worse(results)):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
