"""`check-claims`: JSON and a table, from a file or from standard input; refusals exit with 2."""

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
