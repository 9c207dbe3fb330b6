"""Trouble with the data folder or what was typed is one sentence, exit code 2."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.library import Knowledge
from corpus.lock import writing
from corpus.packing import BackupManifest
from search_app.cli import main
from search_app.paths import DataFolder


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Commands take the knowledge and the word lists that are loaded already."""
    monkeypatch.setattr("corpus.library.packaged_knowledge", lambda: knowledge)
    monkeypatch.setattr("corpus.lemmas.keep_lemmas_in", lambda _: None)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refused(result: Result, *says: str) -> None:
    """Check that a command ended with one sentence that says so."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2
    (line,) = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    for words in says:
        assert words in line


@pytest.mark.parametrize("command", [("import", __file__), ("tag",), ("build",)])
def test_a_data_folder_that_cannot_be_written_is_said(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "x"
    refused(run(*command, "--data", folder), str(folder), "cannot be written to", "--data")


def test_docs_into_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    refused(run("docs", tmp_path / "no"), "reference.md", "no such file or directory")


@pytest.mark.parametrize("arguments", [("search", "a\udcff"), ("compare", "--country", "\udcff")])
def test_words_that_are_no_text_are_refused(built: DataFolder, arguments: tuple[str, ...]) -> None:
    refused(run(*arguments, "--data", built.root), r"\udcff", "not text in UTF-8")


def _text(path: Path) -> None:
    path.write_bytes(b"a letter to a friend" * 500)


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (Path.touch, "is empty"),
        (Path.mkdir, "is not a file"),
        (_text, "is not a library"),
        (_of_another_program, "another program"),
        (_newer, "a newer demandside"),
    ],
)
@pytest.mark.parametrize(
    "command", [("import", __file__), ("tag",), ("build",), ("verify",), ("changes",)]
)
def test_what_is_no_library_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], object], says: str, command: tuple[str, ...]
) -> None:
    library = tmp_path / "library.db"
    make(library)
    before = library.read_bytes() if library.is_file() else b""
    refused(run(*command, "--data", tmp_path), str(library), says)
    assert (library.read_bytes() if library.is_file() else b"") == before


@pytest.mark.parametrize(
    "command",
    [("import", __file__), ("tag",), ("build",), ("index", "build"), ("index", "update"),
     ("restore", __file__), ("serve",)],
)  # fmt: skip
def test_a_second_writer_is_told_who_is_at_work(tmp_path: Path, command: tuple[str, ...]) -> None:
    with writing(tmp_path, "import x"):
        refused(run(*command, "--data", tmp_path), f"process {os.getpid()} runs", "import x")


def test_files_are_tagged_without_the_lock(tmp_path: Path, statutes: Path) -> None:
    with writing(tmp_path, "import x"):
        result = run("tag", statutes / "se" / "provlag.md", "--data", tmp_path)
    assert result.exit_code == 0, result.output


def test_backup_and_restore_tell_the_manifest(
    tmp_path: Path, statutes: Path, built: DataFolder
) -> None:
    backup = CliRunner().invoke(
        main, ["backup", str(tmp_path / "b.zip"), "--data", str(built.root), "--json"]
    )
    assert backup.exit_code == 0, backup.output
    manifest = BackupManifest.model_validate_json(
        backup.stdout.replace(f'"file": "{tmp_path}/b.zip",', "")
    )
    assert manifest.counts["instruments"] == 9
    refused(run("backup", tmp_path / "b.zip", "--data", built.root), "exists", "--replace")
    other = tmp_path / "other"
    assert (
        "are restored; run 'demandside build'"
        in run("restore", tmp_path / "b.zip", "--data", other).output
    )
    again = run("restore", tmp_path / "b.zip", "--data", other)
    assert "are kept as" in again.output
    assert run("changes", "--data", other).exit_code == 0
    refused(run("restore", __file__, "--data", other), "is not a backup")
    refused(run("restore", tmp_path / "no.zip", "--data", other), "does not exist")
