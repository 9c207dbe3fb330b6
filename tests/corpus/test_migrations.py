"""Libraries of every release are brought up to date, and are then like new ones."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import migrations
from corpus.integrity import examine
from corpus.migrations import SCHEMA_VERSION, STEPS
from corpus.store import Library, LibraryError

SCHEMAS = Path(__file__).parent / "schemas"


def old(path: Path, schema: int) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.executescript((SCHEMAS / f"v{schema}.sql").read_text("utf-8"))
    return path


def shape(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION))
def test_an_old_library_becomes_like_a_new_one(tmp_path: Path, schema: int) -> None:
    path = old(tmp_path / "old.db", schema)
    with Library(path) as library:
        assert library.counts() == {"instruments": 1, "versions": 2, "provisions": 2}
        assert [p.provision.text for p in library.versions("se-x.1")] == ["new", "old"]
        assert [p.tags is not None for p in library.versions("se-x.1")] == [True, False]
        assert library.count_untagged("t1") == 0
        assert [c.changed for c in library.changes()] == ([("1",)] if schema > 1 else [])
    with Library(tmp_path / "new.db"):
        pass
    assert shape(path) == shape(tmp_path / "new.db")
    assert examine(path, lambda *_: None).schema == SCHEMA_VERSION


@pytest.mark.parametrize("schema", range(1, 4))
@pytest.mark.parametrize(
    ("status", "force", "shown"),
    [
        ("in_force", "in-force", "new"),
        ("", "unknown", "new"),
        ("repealed", "repealed", "old"),
        ("superseded-version", "past", "old"),
        ("odd", "unknown", "new"),
    ],
)
def test_the_kind_of_an_old_text_is_what_its_status_told(
    tmp_path: Path, schema: int, status: str, force: str, shown: str
) -> None:
    path = old(tmp_path / "old.db", schema)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE versions SET status = ? WHERE id = 2", (status,))
    with Library(path) as library:
        newer, older = library.versions("se-x.1")
        assert (newer.copy.force, newer.copy.extent, newer.copy.form) == (force, "", "")
        assert (newer.copy.origin, newer.copy.licence, newer.copy.note) == ("", "", "")
        assert [p.provision.text for p in library.provisions()] == [shown]
        assert (newer.copy.obtained, older.copy.obtained) == (
            "retrieved" if schema > 1 else "imported",
            "imported",
        )


@pytest.mark.parametrize("schema", range(1, 6))
def test_a_reader_says_which_command_brings_it_up_to_date(tmp_path: Path, schema: int) -> None:
    path = old(tmp_path / "old.db", schema)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=f"schema {schema}.*'demandside build' brings it up"):
        Library(path, readonly=True)
    assert path.read_bytes() == before


def test_a_library_without_identifiers_of_publishers_is_read_as_it_is(tmp_path: Path) -> None:
    path = old(tmp_path / "old.db", 6)
    before = path.read_bytes()
    with Library(path, readonly=True) as library:
        assert [p.provision.portal_id for p in library.versions("se-x.1")] == ["", ""]
    assert path.read_bytes() == before


def test_a_step_that_fails_leaves_the_schema_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(tmp_path / "old.db", 1)
    steps = {2: ["CREATE TABLE extra (a)"], 3: ["CREATE TABLE half (a)", "CREATE TABLE tags (a)"]}
    monkeypatch.setattr(migrations, "_statements", lambda step: iter(steps[step]))
    with pytest.raises(LibraryError):
        Library(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
    names = {name for _, name, _ in shape(path)}
    assert "extra" in names
    assert "half" not in names


@pytest.mark.parametrize("readonly", [True, False])
def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path, readonly: bool) -> None:
    path = old(tmp_path / "l.db", 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"schema 99.*a newer demandside"):
        Library(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "l.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("schema", "state"), [(2, "new"), (3, "failed"), (5, "failed")])
def test_old_outcomes_get_the_day_of_the_last_success(
    tmp_path: Path, schema: int, state: str
) -> None:
    path = old(tmp_path / "old.db", schema)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE outcomes SET state = ?, finished_at = '2026-03-01'", (state,))
        db.execute("INSERT INTO outcomes VALUES ('se', 'se-y', 'failed', 0, 'why', '2026-03-01')")
    with Library(path) as library:
        held, never = library.outcomes()
    assert (held.instrument, held.state) == ("se-x", state)
    assert held.succeeded_at[:10] == ("2026-03-01" if state == "new" else "2026-02-01")
    assert (never.instrument, never.succeeded_at) == ("se-y", "")


def test_steps_are_numbered_without_a_gap() -> None:
    assert tuple(range(1, len(STEPS) + 1)) == STEPS
