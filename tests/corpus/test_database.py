"""Errors of the library file are sentences, whenever they arise; any name of a file is opened."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.database import DamagedError, InUseError, checked
from corpus.store import Library, LibraryError
from tests.corpus.test_store import version

NOW = "2026-01-01T00:00:00"
NAMES = st.binary(min_size=1, max_size=60).filter(
    lambda name: not set(name) & {0, ord("/")} and name not in {b".", b".."}
)


def filled(path: Path, texts: int = 3) -> Path:
    with Library(path) as library:
        for n in range(texts):
            library.add(version(*(f"{n} {i}" * 40 for i in range(60))), f"se-{n}", NOW)
    return path


@settings(max_examples=40, deadline=None)
@given(NAMES)
@example(b"a?mode=memory")
@example(b"a#b")
@example(b"a%20b")
@example(b" a b ")
@example(b"\xff\xfe")
@example(b"a\nb[1]*")
def test_a_folder_may_have_any_name(tmp_path_factory: pytest.TempPathFactory, name: bytes) -> None:
    base = tmp_path_factory.mktemp("n")
    folder = base / os.fsdecode(name)
    with Library(folder / "library.db") as library:
        library.add(version("a"), "se-x", NOW)
    with Library(folder / "library.db", readonly=True) as library:
        assert library.counts()["provisions"] == 1
    assert [os.fsencode(found.name) for found in base.iterdir()] == [name]
    assert {p.name for p in folder.iterdir()} >= {"library.db"}


def test_a_path_that_is_too_long_for_sqlite_is_said(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["d" * 100] * 6)
    with pytest.raises(LibraryError, match="longer than the 500 bytes"):
        Library(folder / "library.db")


@pytest.mark.parametrize("readonly", [True, False])
def test_an_empty_file_is_not_taken_for_a_new_library(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "library.db"
    path.touch()
    with pytest.raises(LibraryError, match=r"is empty.*'demandside restore'"):
        Library(path, readonly=readonly)
    assert [p.name for p in tmp_path.iterdir()] == ["library.db"]
    assert path.stat().st_size == 0


def test_a_new_library_is_whole_from_its_first_moment(tmp_path: Path) -> None:
    left = tmp_path / "library.db.new-1"
    left.write_bytes(b"what a killed run left")
    with Library(tmp_path / "library.db") as library:
        assert library.counts()["versions"] == 0
    left.write_bytes(b"what a run left that was killed a moment later")
    with Library(tmp_path / "library.db") as library:
        assert library.counts()["versions"] == 0
    assert not left.exists()


def test_a_row_that_fails_late_is_the_same_error(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.db")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA journal_mode = DELETE")
        (size,) = db.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    last = data.index(b"2 582 58") // size * size
    data[last : last + 100] = b"\xa5" * 100
    path.write_bytes(data)
    with Library(path, readonly=True) as library:
        rows = library.provisions(current=False)
        assert next(rows).id
        with pytest.raises(DamagedError, match=r"damaged.*'demandside restore'"):
            list(rows)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE provisions SET context = ? WHERE id = 1", "[1]"),
        ("UPDATE provisions SET context = ? WHERE id = 1", "{"),
        ("UPDATE versions SET as_of = ?", "2026-0q-01"),
        ("UPDATE instruments SET country = ?", "s\x00"),
        ("INSERT INTO tags VALUES (1, 't', ?)", '{"tags": 1}'),
        ("INSERT INTO cues VALUES (1, ?)", "[]"),
        ("INSERT INTO changes VALUES ('se-0', 'sv', '', '', '', ?)", "{}"),
    ],
)
def test_a_value_that_cannot_have_been_stored_is_damage(
    tmp_path: Path, statement: str, value: str
) -> None:
    path = filled(tmp_path / "library.db", 1)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement, (value,))
    with pytest.raises(DamagedError, match="cannot be what was stored"), Library(path) as library:
        list(library.provisions())
        library.changes()


def test_text_that_is_no_utf8_is_damage_and_not_quoted(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.db", 1)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE provisions SET text = CAST(x'61FF62' AS TEXT)")
    with Library(path) as library, pytest.raises(DamagedError, match="not UTF-8") as raised:
        list(library.provisions())
    assert "a\udcffb" not in str(raised.value)


def test_damage_to_the_schema_is_damage_even_where_sqlite_quotes_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.db", 1)
    sound = path.read_bytes()
    causes = set()
    page = next(at for at in range(0, len(sound), 4096) if b"CREATE T" in sound[at : at + 4096])
    for place in range(page + 100, page + 4096, 20):
        for side in ("-wal", "-shm"):
            Path(f"{path}{side}").unlink(missing_ok=True)
        path.write_bytes(sound[:place] + b"\x97" + sound[place + 1 :])
        try:
            with Library(path) as library:
                list(library.provisions())
                library.changes()
                library.add(version("b"), "se-1", NOW)
        except LibraryError as error:
            causes.add(type(error.__cause__))
    assert {UnicodeDecodeError, sqlite3.DatabaseError} <= causes


def test_a_row_of_other_kinds_is_refused() -> None:
    assert checked(("a", None, 1), "sSi") == ("a", None, 1)
    with pytest.raises(ValueError, match="in place of"):
        checked((b"a",), "s")


def test_a_table_that_is_missing_is_damage(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.db", 1)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE cues")
    with (
        Library(path, readonly=True) as library,
        pytest.raises(DamagedError, match="no such table"),
    ):
        library.provision("se-0.1")


_HOLDS = """
import sqlite3, sys
from pathlib import Path
from corpus.lock import writing
with writing(Path(sys.argv[1]), "import x.md"):
    db = sqlite3.connect(Path(sys.argv[1], "library.db"), isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_library_in_use_says_by_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "library.db", 1)
    monkeypatch.setattr("corpus.database.PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with Library(path) as library, pytest.raises(InUseError, match="another process"):
            library.add(version("b"), "se-0", NOW)
    command = [sys.executable, "-c", _HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, cwd=Path(__file__).parents[2]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with Library(path) as library, pytest.raises(InUseError, match=r"demandside import x\.md"):
            library.add(version("b"), "se-0", NOW)
        other.communicate()


def test_a_library_that_changes_under_a_reader_without_locks_is_said(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.db", 1)
    reader = Library(path, readonly=True)
    reader._db.seen = (1, 2, 3)  # as of a file that was replaced or written since
    with pytest.raises(LibraryError, match="changed while it was being read"), reader:
        reader.counts()
