"""Print the bill of materials of a release, as CycloneDX: `python tools/bill_of_materials.py > wenzhai.cdx.json`.

It lists every package of both locks with version, hashes and licence: `required` are those that the site is built
with, `excluded` those that only test it.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Container, Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

Component = dict[str, Any]

_LOCKED = re.compile(
    r"(?m)^(?P<name>[\w.-]+)==(?P<version>[\w.+!-]+)(?P<hashes>(?: \\\n +--hash=sha256:[0-9a-f]{64})+)"
)
_SHA256 = re.compile(r"sha256:([0-9a-f]{64})")
_MIT = "Permission is hereby granted, free of charge"
_HASHES = {"sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}


def bill_of_materials() -> dict[str, Any]:
    """Return the bill of what is in this repository; the Python packages of the lock must be installed."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "wenzhai"}},
        "components": [*_python_packages(), *_node_packages()],
    }


def _python_packages() -> Iterator[Component]:
    lock = [*_LOCKED.finditer((ROOT / "constraints.txt").read_text(encoding="utf-8"))]
    required = _needed_by(_requirements(ROOT / "requirements.txt"), {canonicalize_name(p["name"]) for p in lock})
    for locked in lock:
        name, version = locked["name"], locked["version"]
        hashes = [("SHA-256", digest) for digest in _SHA256.findall(locked["hashes"])]
        scope = "required" if canonicalize_name(name) in required else "excluded"
        yield _component("pypi", name, version, scope, hashes, _licence(name))


def _needed_by(names: Iterable[str], locked: Container[str]) -> frozenset[str]:
    """Return the packages and all that they need in turn and the lock has."""
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in locked and name not in needed:
            needed.add(name)
            requirements = map(Requirement, distribution(name).requires or ())
            waiting += (r.name for r in requirements if "extra" not in str(r.marker or ""))
    return frozenset(needed)


def _requirements(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return (Requirement(line).name for line in lines if line and not line.startswith("#"))


def _licence(name: str) -> str:
    """Return the licence as the package declares it, in the newest of the three ways that there are."""
    metadata = distribution(name).metadata

    def declared(field: str, beginning: str = "") -> str:
        return next((value for value in metadata.get_all(field) or () if value.startswith(beginning)), "")

    text = declared("License")
    named = declared("Classifier", "License :: ").rpartition(" :: ")[2]
    return declared("License-Expression") or named or ("MIT" if _MIT in text else text.partition("\n")[0])


def _node_packages() -> Iterator[Component]:
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if path:
            algorithm, _, digest = package["integrity"].partition("-")
            hashes = [(_HASHES[algorithm], base64.b64decode(digest).hex())]
            name = path.rpartition("node_modules/")[2]
            yield _component("npm", name, package["version"], "excluded", hashes, package.get("license", ""))


def _component(
    kind: str, name: str, version: str, scope: str, hashes: Iterable[tuple[str, str]], licence: str
) -> Component:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": scope,
        "hashes": [{"alg": algorithm, "content": digest} for algorithm, digest in hashes],
        "licenses": [{"license": {"name": licence}}] if licence else [],
        "purl": purl,
    }


if __name__ == "__main__":
    json.dump(bill_of_materials(), sys.stdout, ensure_ascii=False, indent=1)
