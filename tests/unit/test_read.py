"""Reading: which files are seeds, in which encoding, and where their lines end."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from wenzhai.model import Sidecar
from wenzhai.problems import format_problem
from wenzhai.read import (
    MAX_BYTES,
    MAX_LINE,
    decode,
    find_seeds,
    read_bytes,
    read_seed,
    read_sidecar,
    seed_number,
    split_lines,
)

SIMPLIFIED = "传统产业改造升级，也能发展新质生产力。“大而不强”的问题仍然突出。"
TRADITIONAL = "傳統產業改造升級，也能發展新質生產力。「大而不強」的問題仍然突出。"
NUL_IN_LINE_TWO = "第一行\n第\0二行\n"


def seed(root: Path, data: bytes, name: str = "000_a.txt") -> Path:
    path = root / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def told(path: Path, root: Path) -> str:
    source, problems = read_seed(path, root, Sidecar())
    assert source is None
    (problem,) = problems
    return format_problem(problem)


# --- Encodings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_an_encoding_is_found_without_a_mark(text: str, encoding: str) -> None:
    decoded, problems = decode(text.encode(encoding), "s.txt")
    assert problems == ()
    assert decoded
    assert (decoded.encoding, decoded.text) == (encoding, text)


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs"])
def test_traditional_encodings_are_found(encoding: str) -> None:
    decoded, _ = decode(TRADITIONAL.encode(encoding), "s.txt")
    assert decoded
    assert (decoded.encoding, decoded.text) == ("big5", TRADITIONAL)


def test_characters_that_only_hong_kong_has_make_it_hkscs() -> None:
    text = TRADITIONAL + "佢哋喺深水埗啲舖頭嗰度。"
    decoded, _ = decode(text.encode("big5hkscs"), "s.txt")
    assert decoded
    assert (decoded.encoding, decoded.text) == ("big5hkscs", text)


@pytest.mark.parametrize(("encoding", "named"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32")])
def test_a_byte_order_mark_decides_and_is_no_character_of_the_text(encoding: str, named: str) -> None:
    decoded, _ = decode(SIMPLIFIED.encode(encoding), "s.txt")
    assert decoded
    assert (decoded.encoding, decoded.text) == (named, SIMPLIFIED)


def test_utf16_of_a_text_that_is_mostly_ascii_is_not_taken_for_nul_bytes() -> None:
    text = "Industry 4.0 and the steel mills of the north, 2024\n" * 3
    decoded, _ = decode(text.encode("utf-16-le"), "s.txt")
    assert decoded
    assert decoded.encoding == "utf-16-le"


def test_plain_ascii_is_utf8() -> None:
    decoded, _ = decode(b"hello\n", "s.txt")
    assert decoded
    assert decoded.encoding == "utf-8"


def test_what_the_sidecar_declares_is_believed() -> None:
    decoded, _ = decode("€100".encode("cp1252"), "s.txt", "big5")
    assert decoded is None
    decoded, _ = decode("冇".encode("big5hkscs"), "s.txt", "big5hkscs")
    assert decoded
    assert decoded.text == "冇"


@pytest.mark.parametrize(
    "data",
    [
        SIMPLIFIED.encode()[:-1],
        SIMPLIFIED.encode()[:30] + b"\xff" + SIMPLIFIED.encode()[30:],
        "工業の発展と伝統産業の高度化について考える。".encode("shift-jis"),
        "Le développement de l’industrie traditionnelle évolue très vite".encode("latin-1", "replace")
        + b"\xe9\xe8\xe0",
        bytes(range(128, 256)),
    ],
    ids=["truncated", "broken byte", "Japanese", "French", "all high bytes"],
)
def test_what_fits_nothing_is_refused(data: bytes) -> None:
    decoded, problems = decode(data, "s.txt")
    assert decoded is None
    assert len(problems) == 1


def test_the_first_bad_byte_is_named_with_line_and_column() -> None:
    _, (problem,) = decode("第一行\n第二".encode() + b"\xff\xff" + "行".encode(), "s.txt")
    assert format_problem(problem).startswith("s.txt:2:3: 第 17 字节（偏移 16）起无法按 UTF-8 解码")


# --- Lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert split_lines(end.join(["一", "", "二"]) + end) == ("一", "", "二")


def test_a_last_line_needs_no_end() -> None:
    assert split_lines("一\n二") == ("一", "二")


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1c"])
def test_nothing_else_ends_a_line(char: str) -> None:
    assert split_lines(f"一{char}二\n") == (f"一{char}二",)


def test_a_seed_keeps_its_invisible_characters_for_the_ledger(tmp_path: Path) -> None:
    source, problems = read_seed(seed(tmp_path, "升\u200b级\u202e\ue000\x07\n".encode()), tmp_path, Sidecar())
    assert problems == ()
    assert source
    assert source.lines == ("升\u200b级\u202e\ue000\x07",)


def test_a_nul_byte_is_one_problem_with_line_and_column(tmp_path: Path) -> None:
    path = seed(tmp_path, NUL_IN_LINE_TWO.encode())
    assert told(path, tmp_path).startswith("seeds/000_a.txt:2:2: 有空字符（NUL）")


def test_a_line_may_be_long_but_not_endless(tmp_path: Path) -> None:
    source, problems = read_seed(seed(tmp_path, ("字" * MAX_LINE).encode()), tmp_path, Sidecar())
    assert source
    assert problems == ()
    path = seed(tmp_path, ("一\n" + "字" * (MAX_LINE + 1)).encode())
    assert told(path, tmp_path).startswith(f"seeds/000_a.txt:2:{MAX_LINE + 1}: 这一行有 20,001 字")


def test_a_seed_without_text_is_refused(tmp_path: Path) -> None:
    assert "没有文字" in told(seed(tmp_path, "\ufeff \n\u3000\n\u200b".encode()), tmp_path)


# --- Files ------------------------------------------------------------------------------------------------------


def test_a_source_knows_its_number_path_and_checksum(tmp_path: Path) -> None:
    path = seed(tmp_path, SIMPLIFIED.encode(), "017_x.txt")
    source, _ = read_seed(path, tmp_path, Sidecar())
    assert source
    assert (source.seed, source.path) == ("017", "seeds/017_x.txt")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_text_outside_the_project_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "my notes.txt"
    path.write_text(SIMPLIFIED, "utf-8")
    source, _ = read_seed(path, tmp_path / "project", Sidecar())
    assert source
    assert source.seed == seed_number(path) == "my notes"


def test_seeds_are_found_in_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("1000_d.txt", "002_b.txt", "010_c.txt", "000_a.txt", "000_a.yml", "README.md", ".hidden"):
        seed(tmp_path, b"x", name)
    paths, problems = find_seeds(tmp_path)
    assert [path.name for path in paths] == ["000_a.txt", "002_b.txt", "010_c.txt", "1000_d.txt"]
    assert problems == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("01_a.txt", "种子的文件名不合规矩"),
        ("新闻.txt", "种子的文件名不合规矩"),
        ("005_a b.txt", "种子的文件名不合规矩"),
        ("005_A.TXT", "种子的文件名不合规矩"),
        ("005_a.yml", "附注没有对应的种子"),
        ("005_a.yaml", "没有读：不是种子（.txt），也不是附注（.yml）"),
        ("005_a.docx", "没有读：不是种子（.txt），也不是附注（.yml）"),
        ("005_a.html", "没有读：原文一律是 .txt，网页也是"),
    ],
)
def test_what_does_not_belong_in_the_folder_is_told(tmp_path: Path, name: str, message: str) -> None:
    seed(tmp_path, b"x", "000_a.txt")
    seed(tmp_path, b"x", name)
    paths, (problem,) = find_seeds(tmp_path)
    assert [path.name for path in paths] == ["000_a.txt"]
    assert (problem.path, problem.message) == (f"seeds/{name}", message)


def test_a_number_stands_for_one_seed(tmp_path: Path) -> None:
    for name in ("003_a.txt", "003_b.txt", "0003_c.txt"):
        seed(tmp_path, b"x", name)
    _, problems = find_seeds(tmp_path)
    assert [problem.path for problem in problems] == ["seeds/003_a.txt", "seeds/003_b.txt"]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    paths, (problem,) = find_seeds(tmp_path)
    assert paths == ()
    assert problem.message == "找不到种子文件夹"


def test_symlinks_are_refused_wherever_they_lead(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SIMPLIFIED, "utf-8")
    link = seed(tmp_path, b"x", "000_a.txt").with_name("001_b.txt")
    link.symlink_to(secret)
    assert "是符号链接" in told(link, tmp_path)
    assert [problem.message for problem in find_seeds(tmp_path)[1]] == ["种子文件夹里不能有符号链接"]


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    path = seed(tmp_path, b"x").with_name("001_b.txt")
    os.mkfifo(path)
    assert "不是普通文件" in told(path, tmp_path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert told(tmp_path / "seeds", tmp_path)
    assert "打不开文件" in told(tmp_path / "seeds" / "9.txt", tmp_path)


def test_size_is_capped(tmp_path: Path) -> None:
    path = seed(tmp_path, b"x" * (MAX_BYTES + 1))
    assert "文件超过" in told(path, tmp_path)
    path.write_bytes(b"x" * MAX_BYTES)
    assert read_bytes(path, tmp_path)[0] is not None


def test_a_sidecar_is_read_from_beside_its_seed(tmp_path: Path) -> None:
    path = seed(tmp_path, SIMPLIFIED.encode())
    assert read_sidecar(path, tmp_path) == (Sidecar(), ())
    seed(tmp_path, "reliability: high\nwhy: 试\n".encode("utf-8-sig"), "000_a.yml")
    curated, problems = read_sidecar(path, tmp_path)
    assert (curated.reliability, curated.path, problems) == ("high", "seeds/000_a.yml", ())


def test_a_sidecar_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = seed(tmp_path, SIMPLIFIED.encode())
    seed(tmp_path, "why: 试\n".encode("gb18030"), "000_a.yml")
    _, (problem,) = read_sidecar(path, tmp_path)
    assert (problem.path, problem.line, problem.column) == ("seeds/000_a.yml", 1, 6)


def test_what_the_sidecar_says_of_lines_is_fitted_to_the_seed(tmp_path: Path) -> None:
    path = seed(tmp_path, "一\n二\n".encode())
    seed(tmp_path, b'documents: [{lines: "2-3"}]\n', "000_a.yml")
    curated, _ = read_sidecar(path, tmp_path)
    source, (problem,) = read_seed(path, tmp_path, curated)
    assert source
    assert format_problem(problem) == "seeds/000_a.yml:1:21: 第 1 篇的“2-3”超出原文：原文只有 2 行（改正行号）"
