"""The commands `mcp` and `changes --since`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from search_app.cli import main


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == code, result.output
    return result.output


def test_without_the_extra_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    monkeypatch.delitem(sys.modules, "search_app.mcp.server", raising=False)
    assert "[mcp]" in run("mcp", "--data", str(tmp_path), code=2)


def test_changes_since_a_day_need_no_library(tmp_path: Path) -> None:
    asked = ("changes", "--data", str(tmp_path), "--since", "2016-01-01", "--country", "fr")
    printed = run(*asked)
    assert "France, Buying sex from an adult: Criminal offence" in printed
    assert " correction France, " in printed
    listed = json.loads(run(*asked, "--question", "purchase-adult", "--json"))
    assert listed["total"] == len(listed["items"]) > 0
    assert all("purchase-adult" in i["_demandside"]["questions"] for i in listed["items"])


def test_newer_texts_are_among_them(library: Path) -> None:
    asked = ("changes", "--data", str(library.parent), "--since", "2026-11-01", "--country", "se")
    assert "Criminal Code (BrB): a newer text was imported" in run(*asked)


@pytest.mark.parametrize(
    "words",
    [("--since", "June"), ("--since", "2016-01-01", "--country", "xx"), ("--country", "fr")],
)
def test_what_does_not_exist_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    run("changes", "--data", str(tmp_path), *words, code=2)
