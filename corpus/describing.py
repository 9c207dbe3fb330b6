"""Which text of an instrument is current, and what to update when a known text comes in again.

The words of a version never change, but its description may: a text that was in force is repealed,
a file from before schema 4 is read again, or a crawl retrieves a text that had been imported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.changes import compare
from corpus.database import Connection, checked, sensible
from corpus.dates import first_day
from corpus.evidence import Record, save_change, save_records
from corpus.stored import save_portal_ids
from corpus.textkind import force_of
from corpus.texts import Provision, Version


def said_of(version: Version) -> tuple[str, ...]:
    """Return a version's text kind and origin, in the order of the columns in the database."""
    kind = version.text_kind
    return kind.extent, kind.force, kind.form, version.origin, version.licence, version.note


@dataclass(frozen=True)
class CurrentText:
    """The current provisions of an instrument in one language.

    They may come from several texts: `content_hash` is that of the best one, and `whole` says
    whether a whole text is among them.
    """

    content_hash: str
    whole: bool
    provisions: tuple[Provision, ...]

    def seen_in(self, later: CurrentText | None) -> list[Provision]:
        """Return the provisions of a later text that can be compared with this one.

        If only excerpts were held, a provision that they lacked is not new law.
        """
        known = {p.number for p in self.provisions}
        return [p for p in (later.provisions if later else ()) if self.whole or p.number in known]


def current_text(db: Connection, instrument: str, language: str) -> CurrentText | None:
    """Return the current text of an instrument, or None if no text of it is held."""
    best = db.execute(
        "SELECT v.content_hash, min(c.place), max(v.extent <> 'excerpt')"
        " FROM current_versions c JOIN versions v ON v.id = c.id"
        " WHERE v.instrument = ? AND v.language = ?",
        (instrument, language),
    ).fetchone()
    rows = db.execute(
        "SELECT p.number, p.heading, p.rubric, p.text FROM versions v"
        " JOIN current_provisions c ON c.version = v.id JOIN provisions p ON p.id = c.id"
        " WHERE v.instrument = ? AND v.language = ? ORDER BY c.version, c.position",
        (instrument, language),
    )
    names = ("number", "heading", "rubric", "text")
    with sensible(db.path):
        provisions = tuple(
            Provision.model_construct(**dict(zip(names, checked(row, "ssss"), strict=True)))
            for row in rows
        )
    return CurrentText(best[0], bool(best[2]), provisions) if provisions else None


def describe(
    db: Connection,
    version: Version,
    instrument: str,
    digest: str,
    retrieved_at: str,
    evidence: Sequence[Record],
) -> bool:
    """Update the description of a text; return False if it is not held. Needs an open transaction.

    The description with the later state wins; if the states are equal or unknown, the last one
    to arrive does. So an earlier state of the same words never overrides a later one in force.
    When the force changes, the state moves with it. An imported copy never replaces one from the
    publisher, but a retrieved copy replaces an import, with its day and archived responses.
    """
    held = db.execute(
        "SELECT id, as_of, force, EXISTS (SELECT 1 FROM evidence WHERE version = versions.id)"
        " FROM versions WHERE instrument = ? AND language = ? AND content_hash = ?",
        (instrument, version.language, digest),
    ).fetchone()
    if held is None:
        return False
    row, as_of, force, retrieved = held
    if (retrieved and not evidence) or (as_of and version.as_of and as_of > version.as_of):
        return True
    moved = as_of is None or version.text_kind.force != force
    db.execute(
        "UPDATE versions SET extent = ?, force = ?, form = ?, origin = ?, licence = ?, note = ?,"
        " status = ?, as_of = ? WHERE id = ?",
        (*said_of(version), version.status, (moved and version.as_of) or as_of, row),
    )
    save_portal_ids(db, row, version)
    if evidence and not retrieved:
        db.execute(
            "UPDATE versions SET retrieved_at = ?, source_url = ? WHERE id = ?",
            (retrieved_at, version.source_url, row),
        )
        save_records(db, row, evidence)
    return True


def enter_into_force(db: Connection, today: dt.date, seen_at: str) -> int:
    """Give the future texts whose day has come the force that they have now; return how many.

    A text is future because its publisher says so or because of its date. Once the date has come,
    it is in force if the publisher has called it so, else its force is unknown until it is
    collected again. If it becomes the current text, what it changes is stored as a change seen at
    `seen_at`. Needs an open transaction.
    """
    future = db.execute(
        "SELECT id, instrument, language, content_hash, as_of, status FROM versions"
        " WHERE force = 'future' AND as_of IS NOT NULL ORDER BY as_of, id"
    ).fetchall()
    begun = 0
    with sensible(db.path):
        for row, instrument, language, digest, as_of, status in future:
            checked((row, instrument, language, digest, as_of, status), "isssss")
            if first_day(as_of) > today:
                continue
            before = current_text(db, instrument, language)
            force = "in-force" if force_of(status) == "in-force" else "unknown"
            db.execute("UPDATE versions SET force = ? WHERE id = ?", (force, row))
            begun += 1
            after = current_text(db, instrument, language)
            if before is None or after is None or after.content_hash != digest:
                continue
            change = compare(
                before.provisions,
                before.seen_in(after),
                instrument=instrument,
                language=language,
                seen_at=seen_at,
                hashes=(before.content_hash, digest),
            )
            if not change.empty:
                save_change(db, change)
    return begun
