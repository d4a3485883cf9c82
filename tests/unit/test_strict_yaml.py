from __future__ import annotations

import pytest

from wenzhai.strict_yaml import Items, Mapping, Scalar, parse_yaml


def first(text: str) -> str:
    node, problems = parse_yaml(text, "f.yml")
    del node
    return f"{problems[0].line}:{problems[0].column} {problems[0].message}"


def test_everything_is_a_string_with_its_place() -> None:
    node, problems = parse_yaml("date: 2024-01-02\nok: true\nlist: [1, 二]\n", "f.yml")
    assert problems == ()
    assert isinstance(node, Mapping)
    assert node.get("date") == Scalar("2024-01-02", 1, 7)
    assert node.get("ok") == Scalar("true", 2, 5)
    assert node.get("list") == Items((Scalar("1", 3, 8), Scalar("二", 3, 11)), 3, 7)
    assert node.get("missing") is None


def test_an_empty_file_is_nothing_and_no_problem() -> None:
    assert parse_yaml("# 只有注释\n", "f.yml") == (None, ())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: &x [1]\nb: *x\n", "1:4"),
        ("a: !!python/object/apply:os.system [x]\n", "1:4"),
        ("a: 1\na: 2\n", "2:1"),
        ("a: [\n", "2:1"),
        ("ok: 1\nb: \0\n", "2:4"),
        ("[" * 3000, "1:10"),
        ("? [a]\n: b\n", "1:3"),
        ("a: 1\n---\nb: 2\n", "2:1"),
    ],
    ids=["anchor", "tag", "duplicate", "open bracket", "NUL", "depth", "odd key", "two documents"],
)
def test_what_can_harm_or_hide_is_a_problem_at_its_place(text: str, where: str) -> None:
    assert first(text).startswith(where)


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = 'a: &a ["x","x"]\n' + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}]\n" for i in range(20))
    assert "锚点" in first(bomb)


def test_places_in_front_matter_count_from_the_top_of_the_file() -> None:
    node, problems = parse_yaml("title: x\ntitle: y\n", "f.md", first_line=2)
    assert isinstance(node, Mapping)
    assert node.entries[0][0].line == 2
    assert problems[0].line == 3
