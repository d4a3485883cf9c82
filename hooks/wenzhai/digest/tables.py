"""Tables of words of the digest: YAML files of named lists in data/, part of the code and tested with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from wenzhai import strict_yaml

_DATA = Path(__file__).parent.parent / "data"


@cache
def word_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words in data/`name`.yml by their names."""
    path = _DATA / f"{name}.yml"
    node, problems = strict_yaml.parse_yaml(path.read_text(encoding="utf-8"), path.name)
    if problems or not isinstance(node, strict_yaml.Mapping):
        raise ValueError(f"{path.name} is not a mapping of lists: {problems}")
    return MappingProxyType({key.value or "": _words(value) for key, value in node.entries})


def _words(node: strict_yaml.Node) -> tuple[str, ...]:
    items = node.items if isinstance(node, strict_yaml.Items) else ()
    return tuple(item.value for item in items if isinstance(item, strict_yaml.Scalar) and item.value)
