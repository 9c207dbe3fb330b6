"""The evidence behind collected texts: the archived responses they were read from, and changes.

It is stored in the library file beside the texts. A response is identified by its WARC file, the
offset of its record and the SHA-256 of its body, so that a version can be read from the archive
again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from corpus.database import checked
from corpus.replacing import Replaced, ReplacedCopy

FAILED = "failed"
"""The state of an outcome that brought no text."""


@dataclass(frozen=True)
class Record:
    """An archived response: the address requested, the WARC file, the offset, the body's hash."""

    url: str
    file: str
    offset: int
    digest: str
    retrieved_at: str
    role: str = "instrument"


@dataclass(frozen=True)
class Change:
    """The citing numbers that a new version of an instrument added, removed or changed.

    `before` and `after` are content hashes, `seen_at` is an ISO 8601 time. `copies` tells the two
    copies apart where the library still has both.
    """

    instrument: str
    language: str
    seen_at: str
    before: str
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    copies: Replaced | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing but formatting differs."""
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Outcome:
    """How the last crawl of an instrument ended: `new`, `unchanged` or `failed`.

    `instrument` is its id, of a translation with the language (`eu-x.de`), and empty for the
    sentinel of a source. `finished_at` and `succeeded_at` are ISO 8601 times; the latter is when a
    crawl last got the text, empty if none ever did.
    """

    source: str
    instrument: str
    state: str
    provisions: int
    reason: str
    finished_at: str
    succeeded_at: str = ""


def save_records(db: sqlite3.Connection, version: int, records: Iterable[Record]) -> None:
    """Store the evidence of a version within the open transaction."""
    db.executemany(
        "INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((version, r.url, r.role, r.file, r.offset, r.digest, r.retrieved_at) for r in records),
    )


def records(db: sqlite3.Connection, version: int) -> list[Record]:
    """Return the evidence of a version, in the order in which it was stored."""
    rows = db.execute(
        "SELECT url, file, offset, digest, retrieved_at, role FROM evidence"
        " WHERE version = ? ORDER BY rowid",
        (version,),
    )
    return [Record(*checked(row, "ssisss")) for row in rows]


def save_change(db: sqlite3.Connection, change: Change) -> None:
    """Store a change within the open transaction."""
    data = {name: asdict(change)[name] for name in ("added", "removed", "changed")}
    db.execute(
        "INSERT OR IGNORE INTO changes VALUES (?, ?, ?, ?, ?, ?)",
        (
            change.instrument,
            change.language,
            change.seen_at,
            change.before,
            change.after,
            json.dumps(data, ensure_ascii=False),
        ),
    )


_CHANGES = """
SELECT c.instrument, c.language, c.seen_at, c.before_hash, c.after_hash, c.data,
    b.as_of, b.extent, b.retrieved_at, EXISTS (SELECT 1 FROM evidence WHERE version = b.id),
    a.as_of, a.extent, a.retrieved_at, EXISTS (SELECT 1 FROM evidence WHERE version = a.id)
FROM changes c
LEFT JOIN versions b ON (b.instrument, b.language, b.content_hash)
    = (c.instrument, c.language, c.before_hash)
LEFT JOIN versions a ON (a.instrument, a.language, a.content_hash)
    = (c.instrument, c.language, c.after_hash)
WHERE ?1 IS NULL OR c.instrument = ?1 ORDER BY c.seen_at DESC, c.rowid DESC
"""


def changes(db: sqlite3.Connection, instrument: str | None = None) -> list[Change]:
    """Return the stored changes of one instrument or of all, newest first."""
    rows = db.execute(_CHANGES, (instrument,))
    return [_change(row) for row in rows]


def _change(row: tuple[Any, ...]) -> Change:
    instrument, language, seen_at, before, after, data = checked(row[:6], "ssssss")
    numbers: dict[str, list[str]] = json.loads(data)
    old, new = _copy(row[6:10]), _copy(row[10:])
    return Change(
        instrument=instrument,
        language=language,
        seen_at=seen_at,
        before=before,
        after=after,
        **{name: _numbers(numbers[name]) for name in ("added", "removed", "changed")},
        copies=Replaced(old, new) if old and new else None,
    )


def _copy(columns: tuple[Any, ...]) -> ReplacedCopy | None:
    """The copy that columns tell of; None: the library does not have it."""
    as_of, extent, retrieved_at, retrieved = checked(columns, "SSSi")
    return (
        None if retrieved_at is None else ReplacedCopy(as_of, extent, retrieved_at, bool(retrieved))
    )


def _numbers(values: list[str]) -> tuple[str, ...]:
    texts: tuple[str, ...] = checked(tuple(values), "s" * len(values))
    return texts


def save_outcome(db: sqlite3.Connection, outcome: Outcome) -> None:
    """Store how the crawl of an instrument ended, replacing the outcome of the crawl before.

    A failure keeps the time of the last success; any other outcome is a success.
    """
    succeeded = "" if outcome.state == FAILED else outcome.finished_at
    db.execute(
        "INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET state = excluded.state, provisions = excluded.provisions,"
        " reason = excluded.reason, finished_at = excluded.finished_at, succeeded_at ="
        " CASE excluded.succeeded_at WHEN '' THEN succeeded_at ELSE excluded.succeeded_at END",
        (
            outcome.source,
            outcome.instrument,
            outcome.state,
            outcome.provisions,
            outcome.reason,
            outcome.finished_at,
            succeeded,
        ),
    )


def outcomes(db: sqlite3.Connection) -> list[Outcome]:
    """Return how the last crawl of each instrument of each source ended."""
    rows = db.execute(
        "SELECT source, instrument, state, provisions, reason, finished_at, succeeded_at"
        " FROM outcomes ORDER BY source, instrument"
    )
    return [Outcome(*checked(row, "sssisss")) for row in rows]
