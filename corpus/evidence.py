"""Evidence of collected texts: which archived answers a stored version was read from, and changes.

Lives in the library file beside the texts. An answer is named by the WARC file, the offset of its
record and the SHA-256 of its body, so that a version can be read again from the archive.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from corpus.database import checked


@dataclass(frozen=True)
class Record:
    """One archived answer: the address that was asked, the WARC file, its offset and body hash."""

    url: str
    file: str
    offset: int
    digest: str
    retrieved_at: str
    role: str = "instrument"


@dataclass(frozen=True)
class Change:
    """What a new version of an instrument changed: citing numbers, added, removed and changed."""

    instrument: str
    language: str
    seen_at: str
    before: str
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing but formatting differs."""
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Outcome:
    """How the last crawl of an act of a source ended: `new`, `unchanged` or `failed`."""

    source: str
    act: str
    state: str
    provisions: int
    reason: str
    finished_at: str
    notes: tuple[str, ...] = field(default=())


def save_records(db: sqlite3.Connection, version: int, records: Iterable[Record]) -> None:
    """Store the evidence of a version, in the transaction that is open."""
    db.executemany(
        "INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((version, r.url, r.role, r.file, r.offset, r.digest, r.retrieved_at) for r in records),
    )


def records(db: sqlite3.Connection, version: int) -> list[Record]:
    """Return the evidence of a version in the order in which it was stored."""
    rows = db.execute(
        "SELECT url, file, offset, digest, retrieved_at, role FROM evidence"
        " WHERE version = ? ORDER BY rowid",
        (version,),
    )
    return [Record(*checked(row, "ssisss")) for row in rows]


def save_change(db: sqlite3.Connection, change: Change) -> None:
    """Store a change, in the transaction that is open."""
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


def changes(db: sqlite3.Connection, instrument: str | None = None) -> list[Change]:
    """Return stored changes, the newest first, of one instrument or of all."""
    rows = db.execute(
        "SELECT instrument, language, seen_at, before_hash, after_hash, data FROM changes"
        " WHERE ?1 IS NULL OR instrument = ?1 ORDER BY seen_at DESC, rowid DESC",
        (instrument,),
    )
    return [_change(*checked(row, "ssssss")) for row in rows]


def _change(
    instrument: str, language: str, seen_at: str, before: str, after: str, data: str
) -> Change:
    found: dict[str, list[str]] = json.loads(data)
    return Change(
        instrument=instrument,
        language=language,
        seen_at=seen_at,
        before=before,
        after=after,
        **{name: _numbers(found[name]) for name in ("added", "removed", "changed")},
    )


def _numbers(found: list[str]) -> tuple[str, ...]:
    numbers: tuple[str, ...] = checked(tuple(found), "s" * len(found))
    return numbers


def save_outcome(db: sqlite3.Connection, outcome: Outcome) -> None:
    """Store how an act ended, instead of how it ended before."""
    db.execute(
        "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?)",
        (
            outcome.source,
            outcome.act,
            outcome.state,
            outcome.provisions,
            outcome.reason,
            outcome.finished_at,
        ),
    )


def outcomes(db: sqlite3.Connection) -> list[Outcome]:
    """Return how each act of each source ended last."""
    rows = db.execute(
        "SELECT source, act, state, provisions, reason, finished_at FROM outcomes"
        " ORDER BY source, act"
    )
    return [Outcome(*checked(row, "sssiss")) for row in rows]
