"""Which text of an act is current, and what is said of a version when the same words come again.

The words of a version never change; what is said of them may. A text that was in force is repealed,
a file of before schema 4 is read again, or a crawl brings from the publisher what was imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.database import Connection, checked, sensible
from corpus.evidence import Record, save_records
from corpus.texts import Provision, Version


def said_of(version: Version) -> tuple[str, ...]:
    """Return what is stored of a version's kind and origin, in the order of the columns."""
    kind = version.text_kind
    return kind.extent, kind.force, kind.form, version.origin, version.licence, version.note


@dataclass(frozen=True)
class CurrentText:
    """The current provisions of an act in a language; `content_hash` is that of the best text.

    `whole` says that a whole text is among those in which they stand.
    """

    content_hash: str
    whole: bool
    provisions: tuple[Provision, ...]

    def seen_in(self, later: CurrentText | None) -> list[Provision]:
        """Return those of a later text that can be held against this one.

        Where only excerpts were held, what they did not have is not new law.
        """
        known = {p.number for p in self.provisions}
        return [p for p in (later.provisions if later else ()) if self.whole or p.number in known]


def current_text(db: Connection, instrument: str, language: str) -> CurrentText | None:
    """Return the current text of an act, None when none is held."""
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
        found = tuple(
            Provision.model_construct(**dict(zip(names, checked(row, "ssss"), strict=True)))
            for row in rows
        )
    return CurrentText(best[0], bool(best[2]), found) if found else None


def describe(
    db: Connection,
    version: Version,
    instrument: str,
    digest: str,
    retrieved_at: str,
    evidence: Sequence[Record],
) -> bool:
    """Renew what is said of a text; return False when it is not held. A transaction must be open.

    The later state counts, of equal or unknown ones the last that came: a past state of the same
    words takes nothing away from a later one that is in force. Where the force changes, the state
    moves on with it. An imported copy never takes the place of one from the publisher, while a
    retrieved one takes that of an import, with its day and archived answers.
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
    if evidence and not retrieved:
        db.execute(
            "UPDATE versions SET retrieved_at = ?, source_url = ? WHERE id = ?",
            (retrieved_at, version.source_url, row),
        )
        save_records(db, row, evidence)
    return True
