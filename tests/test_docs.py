"""The documentation is complete and current."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Knowledge
from search_app.cli import COMMANDS, main
from search_app.commands.corpus import generated_docs

ROOT = Path(__file__).parents[1]


def test_generated_pages_are_current(knowledge: Knowledge) -> None:
    for name, text in generated_docs(main, knowledge).items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, f"run 'make docs': {name}"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"`demandside {command}`" in (ROOT / "README.md").read_text("utf-8")


def test_every_question_and_concept_is_documented(knowledge: Knowledge) -> None:
    text = (ROOT / "docs" / "reference.md").read_text("utf-8")
    for name in (*knowledge.questions, *knowledge.concepts, *knowledge.statuses):
        assert f"- `{name}`" in text


def test_the_readme_names_what_is_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for word in ("make serve", "make test", "docs/screenshot.png", "EUPL-1.2", "CC BY 4.0"):
        assert word in text
    assert (ROOT / "docs" / "screenshot.png").is_file()


def test_no_module_is_too_long() -> None:
    long = [
        (path.relative_to(ROOT), lines)
        for folder in ("corpus", "crawler", "nlp", "search_app", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    ]
    assert long == []
