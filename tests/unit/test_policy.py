from __future__ import annotations

import base64
import hashlib

from wenzhai.policy import content_security_policy

INLINE = "<script>first()</script>\n<p>words</p><script>second()</script>"


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_the_scripts_of_the_theme_may_run_and_no_others() -> None:
    allowed = directives(content_security_policy(INLINE))["script-src"]
    assert allowed == f"'self' {hash_of('first()')} {hash_of('second()')}"


def test_nothing_comes_from_another_host_and_nothing_inline_is_let_in() -> None:
    policy = content_security_policy(INLINE)
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert directives(policy)["default-src"] == "'none'"
    assert {"base-uri", "form-action"} <= directives(policy).keys()


def test_a_preview_lets_the_script_of_the_server_in() -> None:
    assert directives(content_security_policy(INLINE, preview=True))["script-src"] == "'self' 'unsafe-inline'"
    assert "'unsafe-inline'" not in directives(content_security_policy(INLINE, preview=True))["style-src"]
