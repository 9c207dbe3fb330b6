"""`demandside release`: where the edition goes and what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.library import Knowledge
from search_app.cli import main
from search_app.commands import release


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, two_states: Knowledge) -> CliRunner:
    """A runner whose command knows two states only."""
    monkeypatch.setattr(release, "knowledge", lambda: two_states)
    return CliRunner()


def test_editions_go_into_the_data_folder(runner: CliRunner, tmp_path: Path) -> None:
    """Without `--out`, the site that serves the data folder finds the edition."""
    done = runner.invoke(main, ["release", "--data", str(tmp_path), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert Path(told["folder"]).parent == tmp_path / "releases"
    assert told["made"] is True
    assert told["changes"] is None
    assert told["files"]["datapackage.json"] > 1000


def test_out_and_previous(runner: CliRunner, tmp_path: Path) -> None:
    """Compared with itself, an edition shows no change."""
    first = runner.invoke(main, ["release", "--out", str(tmp_path / "a"), "--json"])
    before = json.loads(first.stdout)["folder"]
    done = runner.invoke(main, ["release", "--out", str(tmp_path / "b"), "--previous", before])
    assert done.exit_code == 0, done.output
    assert "0 changes of facts" in done.output


def test_a_folder_that_is_no_edition_is_refused(runner: CliRunner, tmp_path: Path) -> None:
    """One sentence says what is wrong, and nothing is written."""
    done = runner.invoke(
        main, ["release", "--out", str(tmp_path / "out"), "--previous", str(tmp_path)]
    )
    assert done.exit_code == 2
    assert "is no release: it has no SHA256SUMS" in done.output
    assert not (tmp_path / "out").exists()
