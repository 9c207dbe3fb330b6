"""Backups: verified before they take their place, brought back in one step, nothing lost."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.backup import back_up
from corpus.database import InUseError
from corpus.integrity import examine
from corpus.lock import LockedError, writing
from corpus.packing import BackupError, verify
from corpus.restoring import Restored, restore
from corpus.store import Library, LibraryError
from tests.corpus.test_database import NOW, filled
from tests.corpus.test_migrations import old
from tests.corpus.test_store import version


def quiet(*_: object) -> None:
    """Told of progress, says nothing."""


def archived(root: Path, name: str = "se/se-20261130T101500Z.warc.gz", data: bytes = b"1") -> Path:
    path = root / "archive" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    filled(tmp_path / "data" / "library.db")
    archived(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    back_up(data / "library.db", data / "archive", tmp_path / "b.zip", quiet)
    return tmp_path / "b.zip"


def bring(file: Path, root: Path) -> Restored:
    root.mkdir(exist_ok=True)
    return restore(file, root / "library.db", root / "archive", quiet)


def test_what_is_brought_back_is_what_was_there(data: Path, backup: Path, tmp_path: Path) -> None:
    done = bring(backup, tmp_path / "other")
    assert done.kept == ()
    assert examine(tmp_path / "other" / "library.db", quiet) == examine(data / "library.db", quiet)
    assert archived(data).read_bytes() == b"1"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "data", "other"]
    assert sorted(p.name for p in (tmp_path / "other").iterdir()) == ["archive", "library.db"]


def test_the_manifest_says_what_is_in_it(backup: Path) -> None:
    manifest = verify(backup, quiet)
    assert manifest.counts["versions"] == 3
    assert manifest.counts["provisions"] == 180
    assert [held.name for held in manifest.files] == [
        "library.db",
        "archive/se/se-20261130T101500Z.warc.gz",
    ]


def test_archives_can_be_left_out(data: Path, tmp_path: Path) -> None:
    manifest = back_up(data / "library.db", None, tmp_path / "b.zip", quiet)
    assert manifest.archives == ()


def test_a_backup_is_made_while_others_write(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "library.db")) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM provisions")
        manifest = back_up(data / "library.db", None, tmp_path / "b.zip", quiet)
    assert manifest.counts["provisions"] == 180


def test_a_backup_has_the_texts_that_wait_in_the_side_file(data: Path, tmp_path: Path) -> None:
    with Library(data / "library.db") as library:
        library.add(version("waits"), "se-w", NOW)
        assert (data / "library.db-wal").stat().st_size
        manifest = back_up(data / "library.db", None, tmp_path / "b.zip", quiet)
    assert manifest.counts["versions"] == 4


def test_nothing_is_overwritten_unasked(data: Path, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupError, match=r"exists.*--replace"):
        back_up(data / "library.db", None, backup, quiet)
    assert backup.read_bytes() == before
    back_up(data / "library.db", None, backup, quiet, replace=True)
    assert verify(backup, quiet).archives == ()


def test_what_is_no_backup_is_never_replaced(data: Path, tmp_path: Path) -> None:
    mine = tmp_path / "letter.txt"
    mine.write_text("mine", "utf-8")
    with pytest.raises(BackupError, match="is not replaced"):
        back_up(data / "library.db", None, mine, quiet, replace=True)
    assert mine.read_text("utf-8") == "mine"


def test_a_damaged_library_is_not_backed_up(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "library.db")) as db, db:
        db.execute("UPDATE provisions SET text = text || '.' WHERE id = 7")
    with pytest.raises(LibraryError, match=r"data/library.db is damaged \(a text of se-0 is not"):
        back_up(data / "library.db", None, tmp_path / "b.zip", quiet)
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_missing_library_or_folder_is_said(data: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        back_up(tmp_path / "no.db", None, tmp_path / "b.zip", quiet)
    with pytest.raises(BackupError, match="is not a folder"):
        back_up(data / "library.db", None, tmp_path / "no" / "b.zip", quiet)


def test_two_runs_do_not_write_one_backup(data: Path, tmp_path: Path) -> None:
    with writing(tmp_path / ".b.zip.part", "backup"), pytest.raises(LockedError):
        back_up(data / "library.db", None, tmp_path / "b.zip", quiet)


def test_what_stood_there_before_is_kept(data: Path, backup: Path) -> None:
    with Library(data / "library.db") as library:
        library.add(version("later"), "se-later", NOW)
    archived(data, data=b"another")
    done = bring(backup, data)
    assert [path.name.partition(".before-restore-")[0] for path in done.kept] == [
        "se-20261130T101500Z.warc.gz",
        "library.db",
    ]
    assert done.kept[0].read_bytes() == b"another"
    assert examine(done.kept[1], quiet).counts["versions"] == 4
    assert examine(data / "library.db", quiet).counts["versions"] == 3


def test_an_archive_that_grew_is_left_as_it_is(data: Path, backup: Path) -> None:
    grown = archived(data, data=b"12")
    assert bring(backup, data).unchanged == 1
    assert grown.read_bytes() == b"12"


def test_a_library_that_cannot_be_opened_is_kept_with_its_side_files(
    data: Path, backup: Path
) -> None:
    (data / "library.db").write_bytes(b"x" * 5000)
    (data / "library.db-wal").write_bytes(b"wal")
    done = bring(backup, data)
    assert {path.name.rpartition("Z")[2]: path.read_bytes() for path in done.kept} == {
        "": b"x" * 5000,
        "-wal": b"wal",
    }
    assert examine(data / "library.db", quiet).counts["versions"] == 3


def test_a_library_in_use_is_not_replaced(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.database.PATIENCE", 0.05)
    with closing(sqlite3.connect(data / "library.db")) as db:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM provisions").fetchone()
        with pytest.raises(InUseError):
            bring(backup, data)
    assert sorted(p.name for p in data.iterdir() if "restor" in p.name) == []


def test_a_full_disk_is_said_before_anything_is_written(
    backup: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10}))
    with pytest.raises(BackupError, match="of which 10 are free"):
        bring(backup, data)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small backup, to damage copies of."""
    folder = tmp_path_factory.mktemp("small")
    with Library(folder / "library.db") as library:
        library.add(version("a", "b"), "se-x", NOW)
    back_up(folder / "library.db", None, folder / "b.zip", quiet)
    return folder


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gets_through(small: Path, place: float, bit: int) -> None:
    sound = verify(small / "b.zip", quiet)
    damaged = bytearray((small / "b.zip").read_bytes())
    damaged[int(place * len(damaged))] ^= 1 << bit
    (small / "damaged.zip").write_bytes(damaged)
    try:
        found = verify(small / "damaged.zip", quiet)
    except BackupError as error:
        assert "damaged.zip" in str(error)
        return
    # Bits that only describe (a time, a flag of the system) do not matter.
    assert found == sound


def test_every_bit_of_the_directory_at_its_end_can_be_flipped(small: Path) -> None:
    whole = (small / "b.zip").read_bytes()
    sound = verify(small / "b.zip", quiet)
    for place in range(len(whole) - 22, len(whole)):  # the end record: sizes and offsets
        for bit in range(8):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            (small / "damaged.zip").write_bytes(damaged)
            try:
                assert verify(small / "damaged.zip", quiet) == sound
            except BackupError as error:
                assert "damaged.zip" in str(error)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_as_a_backup(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("any") / "f"
    file.write_bytes(data)
    with pytest.raises(BackupError, match="is not a backup"):
        verify(file, quiet)


@pytest.mark.parametrize("name", ["../library.db", "/etc/x", "archive/../x.warc.gz", "extra"])
def test_a_file_of_another_name_is_refused(tmp_path: Path, backup: Path, name: str) -> None:
    with zipfile.ZipFile(backup, "a") as packed:
        packed.writestr(name, "x")
    with pytest.raises(BackupError, match="does not hold the files that it names"):
        bring(backup, tmp_path / "other")
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.parametrize("schema", [1, 2])
def test_a_backup_of_an_old_release_is_brought_back_as_it_was(tmp_path: Path, schema: int) -> None:
    old(tmp_path / "old.db", schema)
    back_up(tmp_path / "old.db", None, tmp_path / "b.zip", quiet)
    assert bring(tmp_path / "b.zip", tmp_path / "d").manifest.schema_version == schema
    with Library(tmp_path / "d" / "library.db") as library:
        assert library.counts()["versions"] == 2
