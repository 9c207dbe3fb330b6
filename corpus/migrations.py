"""The schema of the library file, built in numbered steps that are applied whole or not at all.

The same steps create a new library and bring an old one up to date, so both end up alike. Never
edit a published step; a change of the schema is a new step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from corpus.database import Connection, LibraryError

STEPS = (1, 2, 3, 4, 5, 6, 7)
"""Step n takes schema n - 1 to schema n, with the statements in `corpus/schema/<n>.sql`."""
SCHEMA_VERSION = STEPS[-1]
_WITHOUT_PORTAL_IDS = 6
"""The last schema without identifiers of publishers, which is read as if it had none."""


def schema_of(db: sqlite3.Connection) -> int:
    """Return the schema number of an open file, 0 if no step has been applied."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def prepare_reading(db: Connection) -> None:
    """Make a file ready to be read: a library of schema 6 is read as it is, without writing to it.

    Raises:
        LibraryError: its schema is older or newer, or another program made it.
    """
    refuse_foreign(db)
    version = schema_of(db)
    if version == _WITHOUT_PORTAL_IDS:
        db.execute("CREATE TEMP TABLE portal_ids (provision INTEGER PRIMARY KEY, portal_id TEXT)")
    elif version < SCHEMA_VERSION:
        raise LibraryError(
            f"{db.path} has schema {version}, this program reads {SCHEMA_VERSION}:"
            " 'demandside build' brings it up to date and keeps all texts"
        )


def refuse_foreign(db: Connection) -> None:
    """Refuse a file with a newer schema, or from another program.

    Raises:
        LibraryError: the file is one of these.
    """
    version = schema_of(db)
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{db.path} has schema {version}, this program knows {SCHEMA_VERSION}:"
            " a newer demandside wrote it; use that one"
        )
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version < 0 or (version == 0 and tables):
        raise LibraryError(f"{db.path} is a database of another program, not a library")


def migrate(db: Connection) -> None:
    """Bring a library that is open for writing up to date, step by step.

    Raises:
        LibraryError: a step cannot be applied; the file is then as it was before that step.
    """
    for step in STEPS:
        if schema_of(db) < step:
            _apply(db, step)


def _apply(db: Connection, step: int) -> None:
    """Apply a step in one transaction, unless another process has just done so."""
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
