"""Makes hooks/wenzhai/data/search/vocabulary.txt: `python tools/search_vocabulary.py`.

Run it when OpenCC is updated or words.txt has been made anew. The same versions give the same bytes. Sources: the
phrases by which OpenCC (Apache-2.0) turns the words of the mainland into those of Taiwan and Hong Kong; and the words
of conversion/words.txt that have different characters there, not only another form of the same: 借助 is 藉助.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import combinations
from pathlib import Path

import opencc

from upstream import fetch

sys.path.insert(0, str(Path(__file__).parents[1] / "hooks"))
from wenzhai import routes
from wenzhai.model import Lang
from wenzhai.routes import character_variants
from wenzhai.variants import fold

DATA = Path(__file__).parents[1] / "hooks" / "wenzhai" / "data" / "search"
OPENCC = version("opencc")

SHORTEST = 2
"""A single character stands inside too many other words: 宏 for 巨集, 埠 for 端口."""

EVERYWHERE = frozenset({"进制"})
"""Words that stand inside others all the time: 先进制造."""

HEADER = f"""\
# 各地说法、写法不同的词：搜“資訊”也找到写着“信息”的页，搜“藉助”也找到“借助”。一行一组，头一个是大陆的，其余是台湾、
# 香港的，一律写成简体字形。
# 本表由 tools/search_vocabulary.py 从 OpenCC {OPENCC} 的词库生成，不要手改；要添词，写进 docs/glossary.yml 的 vocab。
# Words of OpenCC, https://github.com/BYVoid/OpenCC, copyright Carbo Kuo (BYVoid) and contributors, under the Apache
# License, Version 2.0, http://www.apache.org/licenses/LICENSE-2.0
"""


def main() -> None:
    """Write the file."""
    dictionaries = fetch("opencc", OPENCC) / "data" / "dictionary"
    words: dict[str, list[str]] = {}
    phrases = (pair for name in ("TWPhrases", "HKPhrases") for pair in _pairs(dictionaries / f"{name}.txt"))
    for mainland, regional in (*phrases, *_spellings()):
        if regional not in words.setdefault(mainland, []):
            words[mainland].append(regional)
    lines = [" ".join((mainland, *regional)) for mainland, regional in sorted(words.items())]
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "vocabulary.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    simplify = _opencc("tw2s")
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        mainland, *regional = map(simplify, line.replace("\t", " ").split(" "))
        for word in regional:
            pair = {mainland, word}
            if len(pair) > 1 and min(map(len, pair)) >= SHORTEST and not pair & EVERYWHERE:
                yield mainland, word


def _spellings() -> list[tuple[str, str]]:
    """Return words that no folding of single characters makes one, those inside another left out: 借助于 has 借助."""
    words = sorted(routes.lexicon().costs)
    lines = "\n".join(words)
    there = [_opencc(name)(lines).split("\n") for name in ("s2t", "s2tw", "s2hk")]
    there += [[routes.convert_words([word], to) for word in words] for to in (Lang.TW, Lang.HK)]
    here = [_opencc(name)(lines).split("\n") for name in ("t2s", "tw2s", "hk2s")]
    pairs = {pair for spelt in there for pair in zip(words, spelt, strict=True)}
    pairs |= {pair for spelt in here for pair in zip(spelt, words, strict=True)}
    known = character_variants()
    folded = {(fold(one, known), fold(other, known)) for one, other in pairs}
    different = {(a, b) for a, b in folded if a != b and len(a) == len(b) >= SHORTEST}
    return sorted(pair for pair in different if not different & set(_inner(*pair)))


def _inner(one: str, other: str) -> Iterable[tuple[str, str]]:
    """Return the parts of two words outside of which they are the same, shorter than the words."""
    for start, end in combinations(range(len(one) + 1), 2):
        same_outside = one[:start] == other[:start] and one[end:] == other[end:]
        if same_outside and SHORTEST <= end - start < len(one):
            yield one[start:end], other[start:end]


def _opencc(name: str) -> Callable[[str], str]:
    return opencc.OpenCC(name, include_tofu_risk_dictionaries=False).convert


if __name__ == "__main__":
    main()
