"""Says of a stored version what kind of text it is, and renews it when the same words come again.

The words of a version never change; what is said of them may. A text that was in force is repealed,
a file of before schema 4 is read again, or a crawl brings from the publisher what was imported.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.database import Connection
from corpus.evidence import Record, save_records
from corpus.texts import Version


def said_of(version: Version) -> tuple[str, ...]:
    """Return what is stored of a version's kind and origin, in the order of the columns."""
    kind = version.text_kind
    return kind.extent, kind.force, kind.form, version.origin, version.licence, version.note


def describe(
    db: Connection,
    version: Version,
    instrument: str,
    digest: str,
    retrieved_at: str,
    evidence: Sequence[Record],
) -> None:
    """Renew what is said of a text that is held, in the transaction that is open.

    The later state counts, of equal or unknown ones the last that came: a past state of the same
    words takes nothing away from a later one that is in force. Where the force changes, the state
    moves on with it. An imported copy never takes the place of one from the publisher, while a
    retrieved one takes that of an import, with its day and archived answers.
    """
    row, as_of, force, retrieved = db.execute(
        "SELECT id, as_of, force, EXISTS (SELECT 1 FROM evidence WHERE version = versions.id)"
        " FROM versions WHERE instrument = ? AND language = ? AND content_hash = ?",
        (instrument, version.language, digest),
    ).fetchone()
    if (retrieved and not evidence) or (as_of and version.as_of and as_of > version.as_of):
        return
    moved = as_of is None or version.text_kind.force != force
    db.execute(
        "UPDATE versions SET extent = ?, force = ?, form = ?, origin = ?, licence = ?, note = ?,"
        " status = ?, as_of = ? WHERE id = ?",
        (*said_of(version), version.status, (moved and version.as_of) or as_of, row),
    )
    if evidence and not retrieved:
        db.execute(
            "UPDATE versions SET retrieved_at = ?, source_url = ? WHERE id = ?",
            (retrieved_at, version.source_url, row),
        )
        save_records(db, row, evidence)
