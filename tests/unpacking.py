"""Packed texts as browsers unpack them: docs/assets/search/unpack.js, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

UNPACK = Path(__file__).parents[1] / "docs" / "assets" / "search" / "unpack.js"
_MAIN = """
const packed = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
console.log(JSON.stringify(packed.map(([bytes, length]) => unpack(atob(bytes), length))))
"""


def unpack(packed: Iterable[tuple[bytes, int]]) -> list[str]:
    """Return the texts that were packed, given with their lengths in UTF-16 units."""
    node = shutil.which("node")
    assert node, "bash tests/run gets it"
    given = json.dumps([(b64encode(data).decode(), length) for data, length in packed])
    source = UNPACK.read_text(encoding="utf-8") + _MAIN
    ended = subprocess.run([node, "-e", source], input=given, capture_output=True, encoding="utf-8", check=True)
    texts: list[str] = json.loads(ended.stdout)
    return texts
