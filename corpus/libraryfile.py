"""Opens the library file for reading or writing, and creates it in one step."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.database import Connection, LibraryError, open_to_read, open_to_write, opening
from corpus.lasting import also_name, sync
from corpus.migrations import migrate, prepare_reading, refuse_foreign


def open_library(path: Path, *, readonly: bool) -> Connection:
    """Return a connection to a library; for writing, create it or bring its schema up to date.

    Raises:
        LibraryError: for the reasons that `corpus.store.Library` names.
    """
    with opening(path):
        size = path.stat().st_size if path.exists() else None
        if size is not None and not path.is_file():
            raise LibraryError(f"{path} is not a file, so it cannot be opened as a library")
    if size == 0:
        # A library is never empty, so something else lost its texts; treating it as new would hide
        # the loss.
        raise LibraryError(
            f"{path} is empty, which a library never is: bring a backup back with"
            " 'demandside restore', or delete the file to begin anew"
        )
    if size is None and readonly:
        raise LibraryError(f"{path} is missing: collect texts first (import, crawl or build)")
    if readonly:
        return _read(path)
    _sweep(path)
    if size is None:
        create(path)
    return _written(path)


def _written(path: Path) -> Connection:
    db = open_to_write(path)
    try:
        refuse_foreign(db)
        db.execute("PRAGMA journal_mode = WAL").fetchone()
        db.execute("PRAGMA foreign_keys = ON")
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _read(path: Path) -> Connection:
    db = open_to_read(path)
    try:
        prepare_reading(db)
        db.execute("BEGIN")  # a reader sees the library as of one moment while others write
    except BaseException:
        db.close()
        raise
    return db


def create(path: Path) -> None:
    """Create an empty library in one step; keep it if another process has just created one.

    Raises:
        LibraryError: the file or its folder cannot be created.
    """
    with opening(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.new-{os.getpid()}")
        aside.write_bytes(_empty())
        sync(aside)
        _place(aside, path)


def _sweep(path: Path) -> None:
    """Delete half-made libraries that killed runs left behind."""
    with opening(path):
        for left in path.parent.glob(f"{_quoted(path.name)}.new-*"):
            left.unlink(missing_ok=True)


def _place(aside: Path, path: Path) -> None:
    """Move a file to its place unless another process has put one there."""
    try:
        also_name(aside, path)
    except (FileExistsError, FileNotFoundError):
        if not path.exists():
            raise
    finally:
        aside.unlink(missing_ok=True)


def _quoted(name: str) -> str:
    """Return a glob pattern that matches only this name: `a[1]` becomes `a[[]1]`."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _empty() -> bytes:
    """Return the bytes of an empty library."""
    with closing(sqlite3.connect(":memory:", factory=Connection)) as db:
        db.path = Path(":memory:")
        migrate(db)
        return db.serialize()
