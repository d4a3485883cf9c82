"""What the project is made with: every package with its licence, and asked about where weaknesses are known."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from audit import audit
from bill_of_materials import Component, bill_of_materials
from projects import ROOT

FREE = re.compile(r"\b(?:MIT|BSD|Apache|MPL|Mozilla Public License|PSF|ISC|CC0|0BSD|Unlicense|BlueOak|Python-2\.0)\b")
"""Licences under which what the site is built with may be used and passed on by anybody."""


@pytest.fixture(scope="module")
def components() -> list[Component]:
    found: list[Component] = bill_of_materials()["components"]
    return found


def of_python(components: list[Component]) -> list[Component]:
    return [component for component in components if component["purl"].startswith("pkg:pypi/")]


def test_every_package_of_the_locks_is_listed_once_with_version_hash_and_licence(components: list[Component]) -> None:
    locked = re.findall(r"(?m)^([\w.-]+)==([^ ]+)", (ROOT / "constraints.txt").read_text("utf-8"))
    assert [(c["name"], c["version"]) for c in of_python(components)] == locked
    node = json.loads((ROOT / "tests" / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(components) == len(locked) + len(node) - 1
    assert [c["name"] for c in components if not c["hashes"] or not c["licenses"]] == []


def test_what_the_site_is_built_with_is_told_from_what_tests_it(components: list[Component]) -> None:
    required = {component["name"] for component in components if component["scope"] == "required"}
    assert {"mkdocs", "mkdocs-material", "opencc", "markupsafe", "watchdog"} <= required
    assert not required & {"pytest", "playwright", "hypothesis", "lighthouse"}


def test_what_the_site_is_built_with_is_free(components: list[Component]) -> None:
    licences = {c["name"]: c["licenses"][0]["license"]["name"] for c in components if c["scope"] == "required"}
    assert {name: licence for name, licence in licences.items() if not FREE.search(licence)} == {}
    assert not FREE.search("GNU General Public License v2 (GPLv2)")


@pytest.fixture
def service() -> Iterator[str]:
    """Answer like OSV: the second package that is asked about has two weaknesses."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results: list[dict[str, object]] = [{} for _ in queries]
            if len(results) > 1:
                results[1] = {"vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": results}).encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_the_audit_names_what_is_known_of_each_package(service: str) -> None:
    assert audit(["pkg:pypi/a@1", "pkg:npm/b@2", "pkg:pypi/c@3"], service) == ["pkg:npm/b@2: CVE-1, CVE-2"]


def test_the_audit_finds_nothing_where_nothing_is_known(service: str) -> None:
    assert audit(["pkg:pypi/a@1"], service) == []
