from __future__ import annotations

from wenzhai.articles import forbidden_characters, parse_article
from wenzhai.strict_yaml import split_front_matter


def test_front_matter_is_read_and_taken_away() -> None:
    article, problems = parse_article("---\ntitle: 甲\ndescription: 乙\n---\n\n# 丙\n", "about.md")
    assert problems == ()
    assert (article.title, article.description, article.markdown) == ("甲", "乙", "\n# 丙\n")


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    article, problems = parse_article("# 丙\n\nAuthor: x\n", "about.md")
    assert problems == ()
    assert article.title == "丙"


def test_an_unknown_key_is_a_problem_at_its_line_with_the_nearest_key() -> None:
    _, (problem,) = parse_article("---\ntitel: 甲\n---\n", "about.md")
    assert (problem.path, problem.line, problem.column) == ("docs/about.md", 2, 1)
    assert "title" in problem.hint


def test_keys_that_mkdocs_would_obey_are_unknown_here() -> None:
    _, problems = parse_article("---\ntemplate: x.html\nlocation: y\n---\n", "about.md")
    assert [problem.line for problem in problems] == [2, 3]


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    assert split_front_matter("文\n\n---\n\n文\n") == ("", "文\n\n---\n\n文\n", 1)


def test_characters_that_nobody_sees_are_refused_and_honest_ones_are_not() -> None:
    (problem,) = forbidden_characters("好\n坏\u202e\n", "docs/a.md")
    assert (problem.line, problem.column) == (2, 2)
    assert forbidden_characters("好\t“引号”……\n", "docs/a.md") == ()
