"""Whatever bytes come, reading ends with a source or with clear problems: no crash, no hang, nothing unprintable."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai import sidecar
from wenzhai.model import Sidecar
from wenzhai.problems import format_problem
from wenzhai.read import decode, read_seed, split_lines

briefly = settings(max_examples=150, deadline=None)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)
KEYS = st.sampled_from([key.name for keys in sidecar.GROUPS.values() for key in keys] + ["x", "330-455", "*a"])
VALUES = st.recursive(
    st.one_of(TEXTS.map(repr), st.sampled_from(["1", '"1-2, 4"', '"2:1-3"', "2024-02-30", "true", "aside", ""])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(KEYS, inner, max_size=3).map(
            lambda items: f"{{{', '.join(f'{key}: {value}' for key, value in items.items())}}}"
        ),
    ),
    max_leaves=12,
)
SIDECARS = st.dictionaries(KEYS, VALUES, max_size=5).map(
    lambda items: "\n".join(f"{key}: {value}" for key, value in items.items())
)


def is_one_safe_line(text: str) -> bool:
    return not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text)


@briefly
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    decoded, problems = decode(data, "s.txt")
    assert (decoded is None) == bool(problems)
    assert all(is_one_safe_line(format_problem(problem)) for problem in problems)


@briefly
@given(TEXTS)
def test_utf8_text_comes_back_unchanged(text: str) -> None:
    decoded, _ = decode(b"\xef\xbb\xbf" + text.encode(), "s.txt")
    assert decoded
    assert decoded.text == text


@briefly
@given(st.lists(st.text("一二 \u2028\x0b\x0c\x85", max_size=5), max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_are_what_was_joined(lines: list[str], end: str) -> None:
    assert split_lines("".join(line + end for line in lines)) == tuple(lines)


@briefly
@given(st.binary(max_size=100))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "000_a.txt"
        path.write_bytes(data)
        source, problems = read_seed(path, Path(folder), Sidecar())
    assert (source is None) == bool(problems)


@briefly
@given(SIDECARS | TEXTS, st.lists(st.text("一二三", max_size=6), max_size=5))
def test_any_sidecar_is_understood_or_refused(text: str, lines: list[str]) -> None:
    curated, problems = sidecar.parse(text, "s.yml", frozenset({"overview"}))
    fitted, unfitting = sidecar.fit(curated, "000", "0" * 64, tuple(lines))
    for problem in (*problems, *unfitting):
        assert problem.line >= 1
        assert problem.column >= 1
        assert is_one_safe_line(format_problem(problem))
    for span in [span for entry in fitted.documents for span in entry.lines]:
        assert 1 <= span.line_from <= span.line_to <= len(lines)
        assert span.col_to <= max(1, len(lines[span.line_to - 1]))
