"""Makes hooks/wenzhai/data/search/vocabulary.txt: `python tools/search_vocabulary.py`.

Run it when OpenCC is updated. The same version gives the same bytes. Source: the phrases by which OpenCC (Apache-2.0)
turns the words of the mainland into those of Taiwan and Hong Kong.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import opencc

from upstream import fetch

DATA = Path(__file__).parents[1] / "hooks" / "wenzhai" / "data" / "search"
OPENCC = version("opencc")

SHORTEST = 2
"""A single character stands inside too many other words: 宏 for 巨集, 埠 for 端口."""

EVERYWHERE = frozenset({"进制"})
"""Words that stand inside others all the time: 先进制造."""

HEADER = f"""\
# 各地说法不同的词：搜“資訊”也找到写着“信息”的页。一行一组，头一个是大陆的说法，其余是台湾、香港的，一律写成简体字形。
# 本表由 tools/search_vocabulary.py 从 OpenCC {OPENCC} 的词库生成，不要手改；要添词，写进 docs/glossary.yml 的 vocab。
# Words of OpenCC, https://github.com/BYVoid/OpenCC, copyright Carbo Kuo (BYVoid) and contributors, under the Apache
# License, Version 2.0, http://www.apache.org/licenses/LICENSE-2.0
"""


def main() -> None:
    """Write the file."""
    dictionaries = fetch("opencc", OPENCC) / "data" / "dictionary"
    words: dict[str, list[str]] = {}
    for name in ("TWPhrases", "HKPhrases"):
        for mainland, regional in _pairs(dictionaries / f"{name}.txt"):
            if regional not in words.setdefault(mainland, []):
                words[mainland].append(regional)
    lines = [" ".join((mainland, *regional)) for mainland, regional in sorted(words.items())]
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "vocabulary.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    simplify = opencc.OpenCC("tw2s", include_tofu_risk_dictionaries=False).convert
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        mainland, *regional = map(simplify, line.replace("\t", " ").split(" "))
        for word in regional:
            pair = {mainland, word}
            if len(pair) > 1 and min(map(len, pair)) >= SHORTEST and not pair & EVERYWHERE:
                yield mainland, word


if __name__ == "__main__":
    main()
