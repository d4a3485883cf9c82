"""Problems as text: one line each, `path:line:column: message (what to do)`, safe to print anywhere."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from wenzhai.model import Problem, Severity


def format_problem(problem: Problem) -> str:
    """Return the problem as one line of plain text, whatever the seed put into it."""
    where = problem.path
    if problem.line:
        where += f":{problem.line}:{problem.column}"
    hint = f"（{problem.hint}）" if problem.hint else ""
    return one_line(f"{where}: {problem.message}{hint}")


def format_annotation(problem: Problem) -> str:
    """Return the problem as a GitHub workflow command, escaped as its documentation asks."""
    fields = {"file": problem.path}
    if problem.line:
        fields |= {"line": str(problem.line), "col": str(problem.column)}
    where = ",".join(f"{name}={_escape_property(value)}" for name, value in fields.items())
    message = problem.message + (f"（{problem.hint}）" if problem.hint else "")
    return f"::{problem.severity} {where}::{_escape_data(one_line(message))}"


def one_line(text: str) -> str:
    """Return `text` with every control, format, private-use and line-breaking character written as U+XXXX."""
    return "".join(f"<U+{ord(c):04X}>" if unicodedata.category(c) in _UNPRINTABLE else c for c in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or all of them where none is near."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return f"您是否想写“{near[0]}”？" if near else f"可用的有：{'、'.join(words)}"


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once: errors first, then by place."""
    unique = dict.fromkeys(problems)
    return tuple(
        sorted(unique, key=lambda p: (p.severity is not Severity.ERROR, p.path, p.line, p.column, p.message))
    )


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
