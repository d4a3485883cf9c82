"""What conversion chooses in the seeds, in golden files: a pull request shows what a change of words does to them."""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser
from functools import cache
from pathlib import Path

import pytest

from wenzhai import review
from wenzhai.material import read_material
from wenzhai.model import Lang
from wenzhai.review import ReviewedDocument
from wenzhai.script import repository_converter

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "convert"
SEEDS = [path.name[:3] for path in sorted((ROOT / "seeds").glob("*.txt"))]


@cache
def documents(seed: str) -> tuple[ReviewedDocument, ...]:
    return tuple(
        ReviewedDocument(
            document.id, seed_.document_langs[document.slug], tuple(block.text for block in document.blocks)
        )
        for seed_ in read_material(ROOT).seeds
        if seed_.clean.source.seed == seed
        for document in seed_.clean.documents
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("to", [Lang.TW, Lang.HK])
def test_what_is_chosen_in_a_seed_is_what_was_reviewed(seed: str, to: Lang) -> None:
    golden = GOLDEN / f"{seed}.{to}.txt"
    found = "\n".join(review.report(documents(seed), to, repository_converter())) + "\n"
    command = f"python hooks/cli.py convert --review {seed} --to {to} > tests/golden/convert/{golden.name}"
    assert golden.is_file(), f"make it: {command}"
    assert found == golden.read_text(encoding="utf-8"), f"read what has changed, then: {command}"


def test_a_choice_is_shown_with_its_context_and_the_other_forms() -> None:
    document = ReviewedDocument("009/text", Lang.HANS, ("序", "他在理发店里发现"))
    assert list(review.report([document], Lang.TW, repository_converter())) == [
        "# 009/text",
        "发→髮\t他在理[髮]店裡發現\t發",
        "里→裡\t他在理髮店[裡]發現\t里哩",
        "发→發\t他在理髮店裡[發]現\t髮",
    ]


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("arguments", "given", "wanted"),
    [
        (["--to", "zh-Hant-TW"], "发布信息", "發布信息"),
        (["--to", "zh-Hant-TW", "--scope", "digest"], "发布信息\n", "發布資訊\n"),
        (["--to", "zh-Hant-HK", "--html"], "<p id='发'>发</p>", "<p id='发'>發</p>"),
        (["--to", "zh-Hans", "--source", "zh-Hant-TW"], "發布", "发布"),
    ],
)
def test_the_command_converts_standard_input(
    arguments: list[str],
    given: str,
    wanted: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    parser = ArgumentParser()
    review.add_convert_arguments(parser)
    monkeypatch.setattr(sys, "stdin", _Input(given.encode()))
    assert review.run_convert(parser.parse_args(arguments), documents) == 0
    assert capfdbinary.readouterr().out.decode() == wanted


def test_the_command_keeps_bytes_that_are_no_text(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    parser = ArgumentParser()
    review.add_convert_arguments(parser)
    monkeypatch.setattr(sys, "stdin", _Input(b"\xff\x00" + "发".encode()))
    assert review.run_convert(parser.parse_args(["--to", "zh-Hant-TW"]), documents) == 0
    assert capfdbinary.readouterr().out == b"\xff\x00" + "發".encode()


def test_the_command_reviews_a_seed(capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    review.add_convert_arguments(parser)
    arguments = parser.parse_args(["--review", "001", "--to", "zh-Hant-TW"])
    assert review.run_convert(arguments, documents) == 0
    assert capsys.readouterr().out.startswith("# 001/")
    assert review.run_convert(parser.parse_args(["--review", "999", "--to", "zh-Hant-TW"]), documents) == 1
