"""The documentation is complete and current."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.library import Knowledge
from search_app.cli import COMMANDS, main
from search_app.commands.corpus import generated_docs
from search_app.reference import reference
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site

ROOT = Path(__file__).parents[1]


def test_generated_pages_are_current(knowledge: Knowledge) -> None:
    for name, text in generated_docs(main, knowledge).items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, f"run 'make docs': {name}"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"`demandside {command}`" in (ROOT / "README.md").read_text("utf-8")


def test_every_question_and_concept_is_documented(knowledge: Knowledge) -> None:
    """The reference takes them from the corpus: what is new there has a line of its own."""

    def with_honey(known: Mapping[str, Any]) -> dict[str, Any]:
        first = next(iter(known.values()))
        return {**known, "honey": first.model_copy(update={"id": "honey"})}

    more = dataclasses.replace(
        knowledge,
        questions=with_honey(knowledge.questions),
        concepts=with_honey(knowledge.concepts),
        statuses=with_honey(knowledge.statuses),
    )
    app = create_app(bare_site(knowledge))
    before, after = (reference(main, app, each).splitlines() for each in (knowledge, more))
    sections = [
        after[: number + 1]
        for number, line in enumerate(after)
        if line.startswith("- `honey`") and line not in before
    ]
    titles = [max(n for n, line in enumerate(above) if line[:3] == "## ") for above in sections]
    assert [after[n] for n in titles] == ["## Questions", "## Statuses", "## Concepts"]


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
