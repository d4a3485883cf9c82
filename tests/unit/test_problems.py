from __future__ import annotations

from wenzhai.model import Problem, Severity
from wenzhai.problems import did_you_mean, format_annotation, format_problem, one_line, sort_problems


def problem(path: str = "seeds/003_a.yml", line: int = 4, message: str = "没有这个键", **more: object) -> Problem:
    severity = Severity(str(more.get("severity", "error")))
    return Problem(severity, path, line, 3, message, str(more.get("hint", "")))


def test_a_problem_is_one_line_with_its_place_and_what_to_do() -> None:
    assert format_problem(problem(hint="删去它")) == "seeds/003_a.yml:4:3: 没有这个键（删去它）"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert format_problem(problem(line=0)) == "seeds/003_a.yml: 没有这个键"


def test_what_a_seed_contains_cannot_forge_lines_or_colours() -> None:
    forged = format_problem(problem(message="坏\nseeds/x: 好\x1b[31m\u202e\u2028"))
    assert "\n" not in forged
    assert "\x1b" not in forged
    assert "<U+202E>" in forged


def test_an_annotation_escapes_what_the_workflow_command_would_read() -> None:
    line = format_annotation(problem(path="a,b:c.yml", message="50%\n::error::x"))
    assert line.startswith("::error file=a%2Cb%3Ac.yml,line=4,col=3::50%25")
    assert "\n" not in line


def test_the_nearest_known_word_is_offered() -> None:
    assert "title" in did_you_mean("titel", ["title", "author"])
    assert "title" in did_you_mean("zzz", ["title", "author"])


def test_errors_come_first_then_places_and_each_once() -> None:
    late, early = problem(line=9), problem(line=2)
    warning = problem(line=1, severity="warning")
    assert sort_problems([warning, late, early, late]) == (early, late, warning)


def test_honest_text_is_left_as_it_is() -> None:
    text = "全角，标点“引号”、５Ｇ 5G é"
    assert one_line(text) == text
