"""The one way: main -> site -> stages -> model. Read from the imports, so that it cannot drift."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[2] / "hooks"
PACKAGE = HOOKS / "wenzhai"

BASE = {
    "model",
    "problems",
    "sentences",
    "strict_yaml",
    "addresses",
    "authors",
    "characters",
    "line_ranges",
    "memory",
    "processes",
    "rule_names",
    "sections",
    "variants",
    "web",
}
"""What every stage may use: data, and words about it."""

STAGES = {
    "read": {"read", "sidecar"},
    "clean": {"clean"},
    "ledger": {"ledger", "machine"},
    "digest": {"digest"},
    "script": {"script", "routes", "segmentation", "quotation", "glossary", "markup", "review"},
    "pages": {"pages", "articles", "charts"},
    "search": {"search", "packing"},
    "publish": {"publish"},
    "editions": {"editions"},
    "metadata": {"metadata"},
    "offline": {"offline"},
    "epub": {"epub"},
    "feed": {"feed"},
    "summary": {"summary"},
    "history": {"history"},
    "manuscripts": {"manuscripts"},
    "vetting": {"vetting"},
    "policy": {"policy"},
}
"""Each stage and the modules that are its own."""

TOP = {"balance", "material", "site", "seed_commands", "export_commands"}
"""What puts the stages together: for the site, and for the command line."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """Return the full names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports fail in a hook"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("wenzhai.")}


def stage_of(module: str) -> str | None:
    return next((stage for stage, members in STAGES.items() if module in members), None)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_main_knows_mkdocs(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & {"mkdocs", "material", "markdown", "pymdownx"}


def test_main_does_know_mkdocs() -> None:
    assert any(name.startswith("mkdocs.") for name in imported(HOOKS / "main.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_stage_imports_no_other_stage(path: Path) -> None:
    module = name_of(path)
    used = own(imported(path))
    if module in BASE:
        assert used <= BASE
    elif stage := stage_of(module):
        assert used <= BASE | STAGES[stage]
    elif module != "__init__":
        assert module in TOP, f"{module}: say in this test where it belongs"


def test_main_reaches_stages_through_site_alone() -> None:
    allowed = {"model", "problems", "memory", "processes", "site", "publish", "editions", "search", "policy"}
    assert own(imported(HOOKS / "main.py")) <= allowed


def test_main_defines_no_classes_because_mkdocs_cannot_pickle_them() -> None:
    tree = ast.parse((HOOKS / "main.py").read_text(encoding="utf-8"))
    assert not [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_import_stands_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inner


def test_nothing_but_what_the_requirements_name_is_imported() -> None:
    known = set(sys.stdlib_module_names) | {
        "wenzhai",
        "jinja2",
        "markupsafe",
        "yaml",
        "opencc",
        "click",
        "mkdocs",
        "markdown",
    }
    used = {name.split(".")[0] for path in [*modules(), *HOOKS.glob("*.py")] for name in imported(path)}
    assert used <= known
