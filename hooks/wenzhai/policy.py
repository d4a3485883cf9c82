"""The Content-Security-Policy of every page: this site's own files, the theme's own inline scripts, nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet holds its icons
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


@lru_cache(maxsize=64)
def content_security_policy(inline: str, *, preview: bool = False) -> str:
    """Return the policy of a page on which the scripts in `inline`, HTML from the theme's own templates, may run.

    In a preview every inline script may, for MkDocs adds one to each page that it serves, never the same.
    """
    hashes = [f"'sha256-{_hash(script)}'" for script in _SCRIPT.findall(inline)]
    scripts = ["'self'", *(["'unsafe-inline'"] if preview else hashes)]
    directives = {**_DIRECTIVES, "script-src": " ".join(dict.fromkeys(scripts))}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
