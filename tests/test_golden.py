"""Golden files: what the parser and the tagger make of the self-written statutes, exactly.

A missing golden file is written and fails once with "please review": read it, then commit it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.markdown import read_statute
from search_app.cli import main

STATUTES = Path(__file__).parent / "fixtures" / "statutes"
GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(STATUTES.glob("*/*.md"))


def same_as_golden(name: str, text: str) -> None:
    """Compare with a golden file, or write it for review."""
    golden = GOLDEN / name
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
        pytest.fail(f"{golden.name} was written: please review it, then commit it")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.parent.name)
def test_provisions(file: Path) -> None:
    version = read_statute(file)
    text = json.dumps(version.model_dump(mode="json"), ensure_ascii=False, indent=1)
    same_as_golden(f"{file.parent.name}-{file.stem}.version.json", text + "\n")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.parent.name)
def test_tags(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(STATUTES)
    result = CliRunner().invoke(main, ["tag", str(file.relative_to(STATUTES))])
    assert result.exit_code == 0, result.output
    same_as_golden(f"{file.parent.name}-{file.stem}.tags.jsonl", result.stdout)
