"""Checks a library file from end to end: structure, references, and the hash of every text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.database import Connection, checked, damaged, open_to_read, sensible
from corpus.migrations import refuse_foreign, schema_of
from corpus.stored import hash_of
from corpus.wordings import damaged_wordings

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done and how much there is (0: unknown)."""


@dataclass(frozen=True)
class Contents:
    """What a sound library holds: its schema number, and how many rows each table has."""

    schema: int
    counts: dict[str, int]


def examine(path: Path, progress: Progress, *, called: Path | None = None) -> Contents:
    """Check a library, of any schema that this program knows, and return what it holds.

    Args:
        path: the file.
        progress: called after each text.
        called: the file to name in errors if `path` is a copy of it.

    Raises:
        LibraryError: it cannot be read, is damaged, or is not a library.
    """
    with closing(open_to_read(path)) as db:
        db.path = called or path
        refuse_foreign(db)
        _structure(db)
        _texts(db, progress)
        return Contents(schema_of(db), {name: _count(db, name) for name in _tables(db)})


def _tables(db: Connection) -> list[str]:
    rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows]


def _count(db: Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    count: int = db.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608 - quoted
    return count


def _structure(db: Connection) -> None:
    problems = [row[0] for row in db.execute("PRAGMA integrity_check(1)")]
    if problems != ["ok"]:
        raise damaged(db.path, str(problems[0] if problems else "no answer"))
    if lost := db.execute("PRAGMA foreign_key_check").fetchone():
        table, row, parent, _ = lost
        raise damaged(db.path, f"row {row} of {table} points at no row of {parent}")


def _texts(db: Connection, progress: Progress) -> None:
    """Compare every text with the hash stored with it."""
    versions = db.execute(
        "SELECT id, instrument, content_hash FROM versions ORDER BY id"
    ).fetchall()
    for done, (row, instrument, expected) in enumerate(versions, start=1):
        parts = db.execute(
            "SELECT heading, rubric, text FROM provisions WHERE version = ? ORDER BY position",
            (row,),
        )
        with sensible(db.path):
            digest = hash_of(checked(part, "sss") for part in parts)
        if digest != expected:
            raise damaged(db.path, f"a text of {instrument} is not what was stored")
        progress("examine", done, len(versions))
    _history(db)


def _history(db: Connection) -> None:
    """Compare every wording of the history with the hash stored with it, if there is a history."""
    if "wordings" not in _tables(db):
        return
    with sensible(db.path):
        wrong = next(damaged_wordings(db), None)
    if wrong is not None:
        raise damaged(db.path, f"a former wording of {wrong} is not what was stored")
