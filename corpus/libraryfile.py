"""Opens the library file, to read or to write, and creates it whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.database import Connection, LibraryError, open_to_read, open_to_write, opening
from corpus.lasting import also_name, sync
from corpus.migrations import migrate, refuse_foreign, refuse_other


def open_library(path: Path, *, readonly: bool) -> Connection:
    """Return a connection to a library; to write, create it or bring it up to date.

    Raises:
        LibraryError: as `corpus.store.Library` says.
    """
    with opening(path):
        size = path.stat().st_size if path.exists() else None
        if size is not None and not path.is_file():
            raise LibraryError(f"{path} is not a file, so it cannot be opened as a library")
    if size == 0:
        # A library is never of no bytes, so its texts were lost by something else; to take it for
        # a new one would hide the loss.
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
        refuse_other(db)
        db.execute("BEGIN")  # all that a reader asks is of one moment, while others write
    except BaseException:
        db.close()
        raise
    return db


def create(path: Path) -> None:
    """Make a new library, whole from its first moment; one that another made meanwhile is kept.

    Raises:
        LibraryError: the file or its folder cannot be made.
    """
    with opening(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.new-{os.getpid()}")
        aside.write_bytes(_empty())
        sync(aside)
        _place(aside, path)


def _sweep(path: Path) -> None:
    """Delete new libraries that killed runs left aside."""
    with opening(path):
        for left in path.parent.glob(f"{_quoted(path.name)}.new-*"):
            left.unlink(missing_ok=True)


def _place(aside: Path, path: Path) -> None:
    """Move a file to its place unless something is there by now."""
    try:
        also_name(aside, path)
    except (FileExistsError, FileNotFoundError):
        if not path.exists():
            raise
    finally:
        aside.unlink(missing_ok=True)


def _quoted(name: str) -> str:
    """A name as a pattern that matches only itself: `a[1]` becomes `a[[]1]`."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _empty() -> bytes:
    """The bytes of a library without texts."""
    with closing(sqlite3.connect(":memory:", factory=Connection)) as db:
        db.path = Path(":memory:")
        migrate(db)
        return db.serialize()
