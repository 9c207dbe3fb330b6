"""The schema of the library file: numbered steps, each applied whole or not at all.

A new library is made by the same steps as an old one is brought up to date, so both are alike.
A step that was published is never edited; a change of the schema is a new step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from corpus.database import Connection, LibraryError

STEPS = (1, 2, 3, 4)
"""Step n brings schema n - 1 to schema n; its statements stand in `corpus/schema/<n>.sql`."""
SCHEMA_VERSION = STEPS[-1]


def schema_of(db: sqlite3.Connection) -> int:
    """Return the number of the schema of an open file; 0 when no step was applied."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def refuse_other(db: Connection) -> None:
    """Refuse a file that this program cannot read as it is.

    Raises:
        LibraryError: it has an older or newer schema, or is a database of another program.
    """
    refuse_foreign(db)
    found = schema_of(db)
    if found < SCHEMA_VERSION:
        raise LibraryError(
            f"{db.path} has schema {found}, this program reads {SCHEMA_VERSION}:"
            " 'demandside build' brings it up to date and keeps all texts"
        )


def refuse_foreign(db: Connection) -> None:
    """Refuse a file of a newer schema, or of another program.

    Raises:
        LibraryError: it is one of these.
    """
    found = schema_of(db)
    if found > SCHEMA_VERSION:
        raise LibraryError(
            f"{db.path} has schema {found}, this program knows {SCHEMA_VERSION}:"
            " a newer demandside wrote it; use that one"
        )
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if found < 0 or (found == 0 and tables):
        raise LibraryError(f"{db.path} is a database of another program, no library")


def migrate(db: Connection) -> None:
    """Bring a file that is open for writing, and not foreign, up to date, step by step.

    Raises:
        LibraryError: a step cannot be applied; the file is then as before that step.
    """
    for step in STEPS:
        if schema_of(db) < step:
            _apply(db, step)


def _apply(db: Connection, step: int) -> None:
    """Apply a step in one transaction, unless somebody else just did."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        if schema_of(db) != step - 1:
            return
        for statement in _statements(step):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {step}")


def _statements(step: int) -> Iterator[str]:
    waiting = ""
    text = files("corpus").joinpath("schema", f"{step}.sql").read_text("utf-8")
    for line in text.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""
