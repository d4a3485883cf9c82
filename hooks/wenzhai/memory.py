"""What a preview has worked out once: a rebuild gets it at once for everything that has not changed.

Remembered functions are pure and their arguments are all that they depend on, so nothing can be stale. What a whole
build has not asked for is forgotten, so that a preview does not grow with the number of edits.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """Stands in a key for an object itself, not for all that it holds: quick where that is much."""

    it: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


class Memory:
    """Results by what they were made of. A build that nothing follows keeps none: they would only take room."""

    def __init__(self) -> None:
        self.keeps = False
        self._before: dict[Hashable, object] = {}
        self._asked: dict[Hashable, object] = {}

    def __len__(self) -> int:
        return len(self._before.keys() | self._asked.keys())

    def recall(self, key: Hashable, make: Callable[[], _Result]) -> _Result:
        """Return what `key` stands for, made only if it is not known."""
        if not self.keeps:
            return make()
        if key not in self._asked:
            self._asked[key] = self._before[key] if key in self._before else make()
        return self._asked[key]  # type: ignore[return-value]

    def find(self, key: Hashable) -> Any:  # noqa: ANN401  what was kept
        """Return what `key` stands for, or `None`."""
        if key in self._before:
            self._asked[key] = self._before[key]
        return self._asked.get(key)

    def keep(self, key: Hashable, value: object) -> None:
        """Remember what `key` stands for."""
        if self.keeps:
            self._asked[key] = value

    def forget_unasked(self) -> None:
        """Begin another build: forget what the one before has not asked for."""
        self._before, self._asked = self._asked, {}


memory = Memory()
"""The one of this process."""


def remembered(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """Return a pure function of hashable arguments that remembers what it has returned."""

    @wraps(function)
    def remembering(*arguments: _Parameters.args, **named: _Parameters.kwargs) -> _Result:
        key = (remembering, arguments, tuple(named.items()))
        return memory.recall(key, lambda: function(*arguments, **named))

    return remembering
