"""The doctor sees each thing that is broken, one at a time, and writes nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.library import Knowledge
from corpus.lock import writing
from corpus.yamlfile import CorpusError
from search_app.cli import main
from search_app.doctor import Symptom, examine
from search_app.index.embedded import layout
from search_app.index.generation import build_aside, current
from search_app.index.manifest import check_generation
from search_app.paths import DataFolder

NOWHERE = {"ELASTICSEARCH_URL": "http://127.0.0.1:9"}


@pytest.fixture(autouse=True)
def known(
    request: pytest.FixtureRequest, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the doctor find the knowledge valid without reading it, but where a folder is whole."""
    if request.function not in (
        test_a_whole_folder_is_found_well_and_left_as_it_is,
        test_it_is_a_command_with_lines_json_and_exit_codes,
    ):
        for look in ("program", "generations"):
            monkeypatch.setattr(f"search_app.doctor.{look}.load_knowledge", lambda: knowledge)
        monkeypatch.setattr("search_app.doctor.program.check", lambda _: [])


@pytest.fixture
def folder(built: DataFolder, tmp_path: Path) -> DataFolder:
    shutil.copytree(built.root, tmp_path / "data", ignore=shutil.ignore_patterns("lemmas"))
    return DataFolder(tmp_path / "data")


def seen(folder: DataFolder, environment: dict[str, str] | None = None) -> list[Symptom]:
    return list(examine(folder, environment or {}))


def bad(folder: DataFolder, environment: dict[str, str] | None = None) -> list[Symptom]:
    return [s for s in seen(folder, environment) if s.level != "ok"]


def test_a_whole_folder_is_found_well_and_left_as_it_is(folder: DataFolder) -> None:
    def listing() -> list[tuple[str, int]]:
        return sorted((str(p), p.stat().st_mtime_ns) for p in folder.index.rglob("*"))

    before = listing()
    found = seen(folder)
    assert [s.level for s in found] == ["ok"] * len(found)
    assert {s.subject for s in found} == {
        *("versions", "knowledge", "data folder", "disk", "lock", "library", "tags", "index"),
        "elasticsearch",
    }
    assert listing() == before


def test_it_is_a_command_with_lines_json_and_exit_codes(folder: DataFolder) -> None:
    result = CliRunner().invoke(main, ["doctor", "--data", str(folder.root)])
    assert result.exit_code == 0, result.output
    assert all(line.startswith("ok ") for line in result.output.splitlines())
    (folder.index / "current").write_text("/etc")
    result = CliRunner().invoke(main, ["doctor", "--data", str(folder.root), "--json"])
    assert result.exit_code == 1
    faults = [s for s in json.loads(result.output) if s["level"] == "fault"]
    assert {s["subject"] for s in faults} == {"index"}
    assert set(faults[0]) == {"subject", "level", "text", "advice"}


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def scratch(file: Path) -> None:
    held = bytearray(file.read_bytes())
    held[len(held) // 2] ^= 1
    file.write_bytes(held)


def no_library(folder: DataFolder) -> None:
    for file in folder.root.glob("library.db*"):
        file.unlink()


def no_database(folder: DataFolder) -> None:
    no_library(folder)
    folder.library.write_bytes(b"no database at all, but long enough to be one" * 100)


def orphan(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.library)) as db:
        db.execute("INSERT INTO tags (provision, tagger, data) VALUES (123456, 'x', NULL)")
        db.commit()


def another_tagger(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.library)) as db:
        db.execute("UPDATE tags SET tagger = 'before'")
        db.commit()


def fewer(folder: DataFolder) -> None:
    with closing(sqlite3.connect(folder.library)) as db:
        db.execute("UPDATE provisions SET public_id = public_id || '.x'")
        db.execute("DELETE FROM provisions WHERE id = (SELECT max(id) FROM provisions)")
        db.commit()


def half(folder: DataFolder) -> None:
    (folder.index / "generation-half").mkdir()


@pytest.mark.parametrize(
    ("damage", "level", "subject", "said"),
    [
        (no_library, "warning", "library", "no texts were collected"),
        (no_database, "fault", "library", "not a database"),
        (lambda f: cut(f.library), "fault", "library", "damaged"),
        (orphan, "fault", "library", "of tags points at no row of provisions"),
        (another_tagger, "warning", "tags", "not seen by this tagger"),
        (lambda f: cut(current(f.index) / "documents.db"), "fault", "index", "bytes instead of"),
        (lambda f: scratch(current(f.index) / "meta.json"), "fault", "index", "not as it was"),
        (lambda f: shutil.rmtree(f.index), "fault", "index", "no search index in"),
        (lambda f: (f.index / "current").unlink(), "fault", "index", "no search index in"),
        (half, "warning", "index", "generation-half was not finished"),
        (fewer, "warning", "index", "library and renderings have"),
    ],
)
def test_what_is_broken_is_said_with_what_to_do(
    folder: DataFolder, damage: Callable[[DataFolder], None], level: str, subject: str, said: str
) -> None:
    damage(folder)
    found = bad(folder)
    named = [s for s in found if s.subject == subject and said in s.text]
    assert {s.level for s in named} == {level}, found
    assert "run '" in str(named[0]) or "backup" in str(named[0])
    assert all("\n" not in str(s) for s in found)
    assert [s.subject for s in seen(folder)][-1] == "elasticsearch"


def test_an_older_generation_in_use_is_a_fault(folder: DataFolder) -> None:
    older = current(folder.index)

    def write(aside: Path) -> int:
        shutil.copytree(older, aside, ignore=shutil.ignore_patterns("manifest.json"))
        return check_generation(older).documents

    newer, _ = build_aside(folder.index, write, layout())
    assert bad(folder) == []
    scratch(newer / "forms.marisa")
    texts = [s.text for s in bad(folder)]
    assert any(f"{older.name} is used, because" in text for text in texts), texts


def test_a_folder_that_is_none_is_a_fault(tmp_path: Path) -> None:
    for root in (tmp_path / "none", tmp_path / "file"):
        if root.name == "file":
            root.touch()
        assert ("data folder", "fault") in {(s.subject, s.level) for s in seen(DataFolder(root))}
    assert not (tmp_path / "none").exists()


def test_a_writer_is_named_and_not_disturbed(folder: DataFolder) -> None:
    def lock() -> str:
        return next(s.text for s in seen(folder) if s.subject == "lock")

    assert lock() == "nobody writes to the data folder"
    with writing(folder.root, "import"):
        assert lock().startswith(f"process {os.getpid()} ('demandside import', since 2")
        note = (folder.root / "writer.json").read_text()
    (folder.root / "writer.json").write_text(note.replace(str(os.getpid()), "4194399"))
    assert lock().startswith("free; process 4194399")
    (folder.root / "writer.json").write_text("[]")
    assert {s.subject for s in bad(folder)} == {"lock"}


def test_a_disk_without_room_is_a_warning(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder.root)._replace(free=1_000_000)
    monkeypatch.setattr("search_app.doctor.folder.shutil.disk_usage", lambda _: usage)
    (found,) = bad(folder)
    assert (found.subject, found.advice) == ("disk", "make room before the next build")


def test_faults_of_the_knowledge_are_told(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise CorpusError(["a.yaml:1: one", "b.yaml:2: two"])

    monkeypatch.setattr("search_app.doctor.program.load_knowledge", broken)
    assert [(s.subject, s.text) for s in bad(folder)] == [
        ("knowledge", "a.yaml:1: one"),
        ("knowledge", "b.yaml:2: two"),
    ]


def test_a_missing_package_is_a_fault(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_app.doctor.program._PACKAGES", ("tantivy", "no-such-package"))
    (found,) = bad(folder)
    assert found.text == "the package no-such-package is missing"


def test_a_cluster_that_is_away_is_a_fault(folder: DataFolder) -> None:
    (found,) = bad(folder, NOWHERE)
    assert (found.subject, found.level) == ("elasticsearch", "fault")
    assert "cannot be reached" in found.text
    (found,) = bad(folder, {"ELASTICSEARCH_URL": "here"})
    assert "is not an http(s) address" in found.text
