"""Attacks as files: what is put into a project, and what must be true of the site that comes of it.

The form is described in README.md beside this file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

CASES = Path(__file__).parent / "cases"
CANARY = "CANARY-outside-the-project"
"""Stands in a file beside the project, which nothing may read."""

_PART = re.compile(r"^==== (?P<head>[^\n]+)$", re.MULTILINE)
_ESCAPE = re.compile(r"⟦(?:U\+(?P<code>[0-9A-F]{4,6})|(?P<text>[^⟧×]+)×(?P<times>[0-9]{1,6}))⟧")
FIRST_NUMBER = 600
"""Of the seeds that attacks bring along: above those of the project."""


@dataclass
class Attack:
    """One case."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Symbolic links by their path, and where they lead."""
    shows: list[tuple[str, str]] = field(default_factory=list)
    """Page and text that must stand on it to the letter."""
    problem: str = ""
    """How the one problem begins; empty where the site must be built."""
    typed: list[str] = field(default_factory=list)
    """What is typed into the search box."""

    @property
    def alone(self) -> bool:
        """Whether it brings a file that every site has once."""
        return "docs/glossary.yml" in self.files

    def put_into(self, folder: Path) -> None:
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for name, target in self.links.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)


@cache
def attacks() -> tuple[Attack, ...]:
    """Return all cases; `NNN` in each stands for a number of its own."""
    paths = sorted(CASES.rglob("*.txt"))
    return tuple(_read(path, str(FIRST_NUMBER + index)) for index, path in enumerate(paths))


def harmless() -> list[Attack]:
    """Return the attacks that come to nothing: the site is built, and shows honest text."""
    return [attack for attack in attacks() if not attack.problem]


def together() -> list[Attack]:
    """Return those of the harmless attacks that can be put into one site."""
    return [attack for attack in harmless() if not attack.alone]


def refused() -> list[Attack]:
    """Return the attacks that must end a build with one problem."""
    return [attack for attack in attacks() if attack.problem]


def _read(path: Path, number: str) -> Attack:
    attack = Attack(path.relative_to(CASES).with_suffix("").as_posix())
    parts = _PART.split(path.read_text(encoding="utf-8").replace("NNN", number))
    for head, body in zip(parts[1::2], parts[2::2], strict=True):
        _add(attack, _spelt_out(head), _spelt_out(body.removeprefix("\n")))
    return attack


def _add(attack: Attack, head: str, body: str) -> None:
    word, _, name = head.partition(" ")
    if head == "problem":
        attack.problem = body.strip()
    elif head == "type":
        attack.typed += body.strip("\n").split("\n")
    elif word == "shows":
        attack.shows += [(name, line) for line in body.split("\n") if line]
    elif word == "link":
        attack.links[name] = body.strip()
    elif word.startswith("encoding="):
        attack.files[name] = body.encode(word.removeprefix("encoding="))
    else:
        attack.files[head] = body.encode()


def _spelt_out(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m["code"], 16)) if m["code"] else m["text"] * int(m["times"]), text)
