"""The workflows of the forge call `make`, and nothing else that a developer could not run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def steps(path: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def targets() -> set[str]:
    """What can be made, as the Makefile lists it."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    rules = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))  # `wheel-proof: setup`
    (line,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert set(line.split()) == rules
    return rules


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_makes_is_there(path: Path) -> None:
    made = [step["run"] for step in steps(path) if step.get("run", "").startswith("make ")]
    assert made
    assert {command.split()[1] for command in made} <= targets()


def test_changes_are_checked_and_tested_and_tags_released() -> None:
    made = {path.stem: [s.get("run") for s in steps(path)] for path in WORKFLOWS}
    assert {"make check", "make tools", "make test"} <= set(made["ci"])
    assert "make release" in made["release"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_an_action_is_pinned_to_a_commit(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []


def test_a_release_proves_its_wheel() -> None:
    assert "-m tests.wheel_proof" in (ROOT / "tests" / "release.sh").read_text("utf-8")
