"""A copy of the built site that is read from a folder, without a server: links that end in a folder name its page."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping

FOLDER = "wenzhai"
"""In which the archive unpacks."""
_PAGE = "index.html"
_SEARCH_INDEX = "search/search_index.json"

# What only a server has a use for.
_LEFT_OUT = re.compile(r"(?:.*/)?(?:404\.html|robots\.txt|sitemap\.xml(?:\.gz)?|assets/cards/[^/]*)")

# A start tag, and in it one attribute. Possessive throughout: they never go back.
_TAG = re.compile(
    r"<(?:a|link)(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>=]++))?+)++\s*+/?+>", re.IGNORECASE
)
# Links that lead nowhere from a folder, see docs/overrides/partials/copyright.html.
_ONLINE = re.compile(r"<span data-online>[^<]*+(?:</?a\b[^<>]*+>[^<]*+)*+</span>")
_HREF = re.compile(r"(?P<before>\shref=\")(?P<path>[^\"#?]*+)(?=[\"#?])")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*+:|/")


def offline_copy(site: Mapping[str, bytes], as_script: Callable[[str], str]) -> dict[str, bytes]:
    """Return the files of the copy, by name, from those of the built site.

    A page without a server cannot fetch its search index: `as_script` makes a script of it, which stands beside it.
    """
    copy = {}
    for name, data in site.items():
        if _LEFT_OUT.fullmatch(name):
            continue
        copy[name] = localise(data.decode()).encode() if name.endswith(".html") else data
        if name.endswith(_SEARCH_INDEX):
            copy[posixpath.splitext(name)[0] + ".js"] = as_script(data.decode()).encode()
    return copy


def localise(html: str) -> str:
    """Return a page with every relative link to a folder leading to the page in it, without links for the web."""
    return _TAG.sub(lambda tag: _HREF.sub(_name_the_page, tag[0]), _ONLINE.sub("", html))


def _name_the_page(href: re.Match[str]) -> str:
    path = href["path"]
    if not path or _ELSEWHERE.match(path) or posixpath.basename(path) not in {"", ".", ".."}:
        return href[0]
    return href["before"] + posixpath.join(path, _PAGE)


def write_zip(files: Mapping[str, bytes], first: Iterable[str] = ()) -> bytes:
    """Return an archive with the same bytes for the same files; `first` come first and are not compressed."""
    first = tuple(first)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in (*first, *sorted(files.keys() - set(first))):
            entry = zipfile.ZipInfo(name)  # of the first day of 1980
            entry.compress_type = zipfile.ZIP_STORED if name in first else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on Unix, wherever it is made
            archive.writestr(entry, files[name])
    return buffer.getvalue()
