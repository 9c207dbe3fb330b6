"""Connections to a library file, and the one place that turns SQLite's errors into sentences.

Whatever goes wrong while opening, reading, writing or committing is raised as a `LibraryError`
that names the file and says what to do.
"""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from corpus.lock import holder

PATIENCE = 5.0
"""Seconds to wait while another process has the file locked."""
LONGEST_PATH = 500
"""SQLite opens no longer path, in bytes (its limit of 512 includes the names of side files)."""

_Found = TypeVar("_Found")


class LibraryError(Exception):
    """The library file cannot be used; the message says why and what to do."""


class DamagedError(LibraryError):
    """The library file is corrupt, or is not a library at all."""


class InUseError(LibraryError):
    """Another process has the library file locked."""


def damaged(path: Path, what: str) -> DamagedError:
    """Return the error for a damaged library file; `what` says what is wrong with it."""
    return DamagedError(
        f"{path} is damaged ({what}); bring a backup back with 'demandside restore', or move"
        " the file away and import again"
    )


def error_of(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
    """Turn an error of SQLite into one that names the library file and says what to do.

    A `UnicodeDecodeError` means damage too: SQLite quoted a name that is not valid UTF-8.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or (code & 0xFF) in _DAMAGE or "no such table" in str(error):
        return damaged(path, _words(error))
    if (code & 0xFF) == sqlite3.SQLITE_NOTADB:
        return DamagedError(
            f"{path} is not a library ({_words(error)}): bring a backup back with"
            " 'demandside restore', or move the file away and import again"
        )
    if (code & 0xFF) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return InUseError(f"{path} is in use: {_user(path)}; wait for it to end")
    if (code & 0xFF) == sqlite3.SQLITE_CANTOPEN and len(os.fsencode(path)) > LONGEST_PATH:
        return LibraryError(f"{path}: the path is longer than the {LONGEST_PATH} bytes of SQLite")
    return LibraryError(f"{path} {_ADVICE.get(code & 0xFF, 'cannot be used')} ({_words(error)})")


_DAMAGE = {
    *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_TOOBIG),
    *(sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_CONSTRAINT),
}
_ADVICE = {
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; make room and run the command again",
    sqlite3.SQLITE_READONLY: "cannot be written to; see to the rights of the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be opened; see to the rights of the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; see to the rights of the file and its folder",
    sqlite3.SQLITE_IOERR: "cannot be read or written; the disk may be full or failing",
}


def _words(error: Exception) -> str:
    """Return SQLite's message, without any text of the library that it quotes."""
    return "text that is not UTF-8" if "decode" in str(error) else str(error)


def _user(path: Path) -> str:
    return holder(path.parent) or "another process reads or writes it"


def _told(method: Callable[..., _Found]) -> Callable[..., _Found]:
    """Make a method of a connection or cursor raise `LibraryError`.

    `ProgrammingError` (misuse of a connection) is a bug in this program and is let through.
    """

    @functools.wraps(method)
    def told(self: Rows | Connection, *args: object, **kwargs: object) -> _Found:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.Error, UnicodeDecodeError) as error:
            connection = self.connection if isinstance(self, Rows) else self
            raise cast(Connection, connection).error(error) from error

    return told


class Rows(sqlite3.Cursor):
    """The rows of a query; fetching a row can fail long after the query was run."""

    execute = _told(sqlite3.Cursor.execute)
    executemany = _told(sqlite3.Cursor.executemany)
    fetchone = _told(sqlite3.Cursor.fetchone)
    fetchall = _told(sqlite3.Cursor.fetchall)
    __next__ = _told(sqlite3.Cursor.__next__)


class Connection(sqlite3.Connection):
    """A connection to a library file that raises `LibraryError` instead of SQLite's own errors."""

    path: Path
    seen: tuple[int, ...] = ()
    """The file's inode, size and time of change when it was opened without locks (`immutable`)."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; its rows raise `LibraryError` too."""
        rows: sqlite3.Cursor = self.cursor(Rows).execute(sql, parameters)
        return rows

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Run a statement once for each set of parameters."""
        rows: sqlite3.Cursor = self.cursor(Rows).executemany(sql, parameters)
        return rows

    def error(self, error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
        """Turn an error into a sentence; a file that changed while it was read is not damaged."""
        return self.changed() or error_of(self.path, error)

    def changed(self) -> LibraryError | None:
        """Return an error if the file is read without locks and has changed since it was opened."""
        if not self.seen or self.seen == _look(self.path):
            return None
        return LibraryError(f"{self.path} changed while it was being read; try again")

    commit = _told(sqlite3.Connection.commit)
    rollback = _told(sqlite3.Connection.rollback)
    backup = _told(sqlite3.Connection.backup)

    def __exit__(self, kind: Any, *rest: Any) -> Any:
        try:
            return super().__exit__(kind, *rest)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self.error(error) from error


def _look(path: Path) -> tuple[int, ...]:
    try:
        now = path.stat()
    except OSError:
        return (0,)
    return (now.st_ino, now.st_size, now.st_mtime_ns)


def uri(path: Path, parameters: str) -> str:
    """Return a file's URI for SQLite, with every special character quoted."""
    return f"{Path.cwd().joinpath(path).as_uri()}?{parameters}"


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Raise `LibraryError` for errors that occur before there is a connection."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise error_of(path, error) from error
    except OSError as error:
        raise LibraryError(f"{path} cannot be opened ({error.strerror or error})") from error


@contextmanager
def sensible(path: Path) -> Iterator[None]:
    """Report the file as damaged if a value in it cannot be what was stored."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(path, "a value in it cannot be what was stored") from error


def checked(row: tuple[Any, ...], kinds: str) -> tuple[Any, ...]:
    """Return a row after checking the kind of each value: `s` text, `S` text or None, `i` integer.

    SQLite checks types when it writes, not when it reads.

    Raises:
        ValueError: a value is of another kind.
    """
    for value, kind in zip(row, kinds, strict=True):
        if not isinstance(value, _KINDS[kind]):
            raise ValueError(f"{type(value).__name__} in place of '{kind}'")
    return row


_KINDS: dict[str, type | tuple[type, ...]] = {"s": str, "S": (str, type(None)), "i": int}


def open_to_write(path: Path) -> Connection:
    """Return a connection to an existing file."""
    with opening(path):
        return _open(path, "mode=rw")


def open_to_read(path: Path) -> Connection:
    """Return a read-only connection that also works in a folder that cannot be written to.

    To read a library in write-ahead mode, SQLite needs a side file (`-shm`). Where that cannot be
    created, the file is opened as `immutable`. This would miss committed texts that are still in
    the write-ahead file, so such a library is refused. Nothing keeps others from writing then;
    `Connection.changed` reports afterwards whether somebody did.
    """
    with opening(path):
        db = _open(path, "mode=ro")
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except LibraryError as error:
            db.close()
            if not _lacks_side_file(error):
                raise
        else:
            return db
        waiting = path.with_name(f"{path.name}-wal")
        if waiting.exists() and waiting.stat().st_size:
            raise LibraryError(
                f"{path}: the newest texts wait in {waiting.name} and the folder cannot be written"
                " to; run any command once as a user who may write there"
            )
        seen = _look(path)
        db = _open(path, "mode=ro&immutable=1")
        db.seen = seen
        return db


def _lacks_side_file(error: LibraryError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _open(path: Path, parameters: str) -> Connection:
    db = sqlite3.connect(
        uri(path, parameters),
        uri=True,
        timeout=PATIENCE,
        check_same_thread=False,
        factory=Connection,
    )
    db.path = path
    db.execute("PRAGMA cell_size_check = ON")
    return db
