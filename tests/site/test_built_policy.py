"""The Content-Security-Policy of every page as it was built."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from web import pages

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)


def hashes(html: str) -> set[str]:
    digests = (hashlib.sha256(script.encode()).digest() for script in SCRIPT.findall(html))
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def test_every_page_lets_its_own_inline_scripts_run_and_no_others(site: Path) -> None:
    for path in pages(site):
        html = path.read_text(encoding="utf-8")
        policy = POLICY.search(html)
        assert policy, path
        assert hashes(html) == set(re.findall(r"'sha256-[^']+'", policy[1])), path
        assert "unsafe" not in policy[1]


def test_the_policy_stands_before_anything_that_it_rules(site: Path) -> None:
    for path in pages(site):
        html = path.read_text(encoding="utf-8")
        place = html.index('http-equiv="Content-Security-Policy"')
        assert not re.search(r"<(?:script|link|style)\b", html[:place]), path


def test_the_theme_has_inline_scripts_for_this_to_mean_anything(site: Path) -> None:
    assert len(hashes((site / "index.html").read_text(encoding="utf-8"))) == 3
