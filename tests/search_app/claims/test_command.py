"""`check-claims` and `evaluate-claims`: JSON and tables; refusals exit with 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search_app.cli import main

TEXT = "Buying sex is legal in Sweden.\n\nSelling sex is legal in Sweden."


def run(*arguments: str, given: bytes | str = "") -> Result:
    return CliRunner().invoke(main, ["check-claims", *arguments], input=given)


def test_json_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(TEXT)
    result = run(str(file), "--json", "--as-of", "2026-11-30")
    assert result.exit_code == 0
    claims = json.loads(result.stdout)
    assert [(c["claim"], c["paragraph"], c["verdict"]) for c in claims] == [
        ("Buying sex is legal in Sweden", 1, "wrong"),
        ("Selling sex is legal in Sweden", 2, "right"),
    ]
    assert all(set(c) >= {"cell", "evidence"} for c in claims)


def test_a_table_of_standard_input() -> None:
    result = run("-", given=TEXT)
    assert result.exit_code == 0
    assert "wrong" in result.stdout


@pytest.mark.parametrize("given", [b"\xff\xfe\x00", b"a" * 100_001])
def test_unreadable_input_is_refused(given: bytes) -> None:
    assert run("-", given=given).exit_code == 2


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.txt")).exit_code == 2


SET = """
as_of: 2026-11-30
language: en
sentences:
  right: [Selling sex is legal in Sweden.]
  wrong: [Buying sex is legal in Germany.]
several:
  - {text: "Sweden bans buying sex, whereas Germany allows it.", verdicts: [right, undecidable]}
"""


def evaluate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate-claims", *arguments])


def test_figures_of_a_set_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "set.yaml"
    file.write_text(SET)
    result = evaluate("--set", str(file), "--json")
    assert result.exit_code == 0
    halves = json.loads(result.stdout)
    assert [half["half"] for half in halves] == ["tuned", "held-out"]
    assert sum(half["sentences"] for half in halves) == 3
    rows = [half["verdicts"] for half in halves]
    assert sum(row["wrong"]["claims"] for row in rows) == 1
    assert sum(row["wrong"]["given"] for row in rows) == 0
    assert sum(half["right_called_wrong"] for half in halves) == 0
    assert "right claims called wrong: 0" in evaluate("--set", str(file)).stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("language: en", "language: xx", "language: "),
        ("wrong: [", "untrue: [", "untrue"),
        ("[right, undecidable]", "[]", "several[0].verdicts"),
        ("as_of: 2026-11-30", "as_of: someday", "as_of: "),
        ("language: en", "", "language: this key is missing"),
    ],
)
def test_an_invalid_set_is_refused_with_file_and_field(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = tmp_path / "set.yaml"
    file.write_text(SET.replace(old, new))
    result = evaluate("--set", str(file))
    assert result.exit_code == 2
    assert str(file) in result.stderr
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_set_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert evaluate("--set", str(tmp_path / "none.yaml")).exit_code == 2
