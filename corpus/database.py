"""Connections to a library file, and the one place where errors of SQLite become sentences.

Whatever goes wrong, when opening, reading row by row, writing or committing, is a `LibraryError`
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
"""Seconds to wait for somebody who keeps the file for themselves."""
LONGEST_PATH = 500
"""SQLite opens no path of more bytes (its limit is 512, with the names of its side files)."""

_Found = TypeVar("_Found")


class LibraryError(Exception):
    """The library file cannot be used; the message says why and what to do."""


class DamagedError(LibraryError):
    """What the library file holds cannot be as it was written, or is not a library at all."""


class InUseError(LibraryError):
    """Another process keeps the library file for itself for now."""


def damaged(path: Path, what: str) -> DamagedError:
    """Return the error that a library file is damaged; `what` was found in it."""
    return DamagedError(
        f"{path} is damaged ({what}); bring a backup back with 'demandside restore', or move"
        " the file away and import again"
    )


def error_of(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
    """Return an error of SQLite as a sentence on a library file.

    Python cannot decode what SQLite says when it quotes a damaged name; that is damage too.
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
    """What SQLite says, without the words of a text that it may quote."""
    return "text that is no UTF-8" if "decode" in str(error) else str(error)


def _user(path: Path) -> str:
    return holder(path.parent) or "another process reads or writes it"


def _told(method: Callable[..., _Found]) -> Callable[..., _Found]:
    """Wrap a method of a connection or cursor, so that it raises `LibraryError`.

    Wrong use of a connection (`ProgrammingError`) is a fault of this program and stays one.
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
    """Rows of an answer; reading the next one may fail long after the question was asked."""

    execute = _told(sqlite3.Cursor.execute)
    executemany = _told(sqlite3.Cursor.executemany)
    fetchone = _told(sqlite3.Cursor.fetchone)
    fetchall = _told(sqlite3.Cursor.fetchall)
    __next__ = _told(sqlite3.Cursor.__next__)


class Connection(sqlite3.Connection):
    """A connection to a library file that raises `LibraryError` in place of errors of SQLite."""

    path: Path
    seen: tuple[int, ...] = ()
    """What the file looked like when it was opened without locks (`immutable`)."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; its rows raise `LibraryError` too."""
        rows: sqlite3.Cursor = self.cursor(Rows).execute(sql, parameters)
        return rows

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Run a statement for each of several parameters."""
        rows: sqlite3.Cursor = self.cursor(Rows).executemany(sql, parameters)
        return rows

    def error(self, error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
        """Return an error as a sentence; a file that changed under a reader is not damaged."""
        return self.changed() or error_of(self.path, error)

    def changed(self) -> LibraryError | None:
        """Return an error when a file that is read without locks was changed meanwhile."""
        if not self.seen or self.seen == _look(self.path):
            return None
        return LibraryError(f"{self.path} was changed while it was read; ask again")

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
    """Return the address of a file for SQLite; any name a file can have is quoted."""
    return f"{Path.cwd().joinpath(path).as_uri()}?{parameters}"


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turn errors that arise before there is a connection into `LibraryError`."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise error_of(path, error) from error
    except OSError as error:
        raise LibraryError(f"{path} cannot be opened ({error.strerror or error})") from error


@contextmanager
def sensible(path: Path) -> Iterator[None]:
    """Say of values that cannot have been written as they are read that the file is damaged."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(path, "a value in it cannot be what was stored") from error


def checked(row: tuple[Any, ...], kinds: str) -> tuple[Any, ...]:
    """Return a row whose values are of these kinds: `s` text, `S` text or nothing, `i` a number.

    Raises:
        ValueError: one is not; SQLite checks kinds when it writes, not when it reads.
    """
    for value, kind in zip(row, kinds, strict=True):
        if not isinstance(value, _KINDS[kind]):
            raise ValueError(f"{type(value).__name__} in place of '{kind}'")
    return row


_KINDS: dict[str, type | tuple[type, ...]] = {"s": str, "S": (str, type(None)), "i": int}


def open_to_write(path: Path) -> Connection:
    """Return a connection to a file that is there."""
    with opening(path):
        return _open(path, "mode=rw")


def open_to_read(path: Path) -> Connection:
    """Return a connection that never writes, also from a folder where nothing can be written.

    SQLite reads a library in write-ahead mode by means of a side file (`-shm`). Where it cannot be
    made, the file is read as one that nobody changes (`immutable`). That holds only as long as no
    committed texts wait in the write-ahead file, so such a library is refused; and as nobody is
    kept from writing, `Connection.changed` tells afterwards whether somebody did.
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
