"""The history of instruments: what each provision said, and from which day on.

A law-as-git collection, or a portal with an address for every day, gives the texts of an instrument
in the order of time. They are stored beside the versions that were imported or crawled, and each
wording of a provision is stored once, however many of these texts have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.database import Connection, checked
from corpus.dates import first_day
from corpus.describing import said_of
from corpus.stored import content_hash, hash_of, rows_of
from corpus.texts import Version

DayBasis = Literal["in-force", "portal", "collection", "seen", "state", "commit"]
"""Values of the closed list `day-basis` of `corpus/lists/reading.yaml`."""
COMMENCEMENTS: frozenset[str] = frozenset({"in-force", "portal", "collection"})
"""The bases of a day on which the wording is said to take effect, and not only to be seen."""


@dataclass(frozen=True)
class DatedText:
    """The text of an instrument that holds from a day on.

    `day` is an ISO 8601 day and `basis` says how it is known. `reform` names what brought this
    text, if the source tells; `place` is where the text is in the source, such as a commit and a
    file name, or an address.
    """

    version: Version
    instrument: str
    day: str
    basis: DayBasis
    reform: str
    source: str
    place: str


@dataclass(frozen=True)
class DatedWording:
    """What a provision says in one text of its instrument's history.

    `text` is None if the text lacks the provision. `content_hash` is that of the whole text, `day`
    the day from which it holds.
    """

    instrument: str
    language: str
    source: str
    day: str
    basis: str
    reform: str
    place: str
    extent: str
    content_hash: str
    obtained_at: str
    heading: str | None
    rubric: str | None
    text: str | None


_SELECT = (
    "SELECT h.instrument, h.language, h.source, h.day, h.basis, h.reform, h.place, h.extent,"
    " h.content_hash, h.obtained_at, w.heading, w.rubric, w.text FROM history h"
    " LEFT JOIN (SELECT l.history, w.heading, w.rubric, w.text FROM wordings w"
    " JOIN history_wordings l ON l.wording = w.id WHERE w.public_id = ?1) w ON w.history = h.id"
    " WHERE (h.instrument, h.language) IN (SELECT o.instrument, o.language FROM wordings w"
    " JOIN history_wordings l ON l.wording = w.id JOIN history o ON o.id = l.history"
    " WHERE w.public_id = ?1)"
    " AND (h.extent <> 'excerpt' OR w.history IS NOT NULL)"
    " ORDER BY h.day DESC, h.source"
)
_IN_FORCE = (
    "SELECT h.place FROM history h JOIN"
    " (SELECT instrument, language, max(CASE WHEN day <= ?2 THEN day END) AS today FROM history"
    "  WHERE source = ?1 GROUP BY instrument, language HAVING max(day) > ?2) s"
    " ON s.instrument = h.instrument AND s.language = h.language AND s.today = h.day"
    " WHERE h.source = ?1 ORDER BY h.id"
)


def save_dated(db: Connection, text: DatedText, obtained_at: str) -> bool:
    """Store a text of an instrument's history; return whether its words were new for this day.

    A text of the same source and day is replaced, because a source may correct what it said. Needs
    an open transaction.

    Raises:
        ValueError: the day is not a whole day.
    """
    if len(text.day) != len("2026-01-31"):
        raise ValueError(f"'{text.day}' is not a day")
    first_day(text.day)
    version, digest = text.version, content_hash(text.version)
    db.execute(
        "INSERT INTO instruments VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (text.instrument, version.country, version.identifier, version.title, version.kind),
    )
    key = (text.instrument, version.language, text.source, text.day)
    held = db.execute(
        "SELECT id, content_hash FROM history"
        " WHERE instrument = ? AND language = ? AND source = ? AND day = ?",
        key,
    ).fetchone()
    if held and held[1] == digest:
        db.execute(
            "UPDATE history SET basis = ?, reform = ?, place = ? WHERE id = ?",
            (text.basis, text.reform, text.place, held[0]),
        )
        return False
    if held:
        _forget(db, held[0])
    extent = said_of(version)[0]
    (row,) = db.execute(
        "INSERT INTO history (instrument, language, source, day, basis, reform, place, extent,"
        " content_hash, obtained_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*key, text.basis, text.reform, text.place, extent, digest, obtained_at),
    ).fetchone()
    _link(db, row, version, text.instrument)
    return True


def _link(db: Connection, row: int, version: Version, instrument: str) -> None:
    """Store the wordings of a text, each once, and that the text has them."""
    wordings = [
        (public_id, hash_of([(heading, rubric, text)]), heading, rubric, text)
        for *_, public_id, _, heading, rubric, _, text in rows_of(row, version, instrument)
        if isinstance(heading, str) and isinstance(rubric, str) and isinstance(text, str)
    ]
    db.executemany(
        "INSERT INTO wordings (public_id, digest, heading, rubric, text) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        wordings,
    )
    db.executemany(
        "INSERT INTO history_wordings (history, wording)"
        " SELECT ?, id FROM wordings WHERE public_id = ? AND digest = ?",
        ((row, *wording[:2]) for wording in wordings),
    )


def _forget(db: Connection, row: int) -> None:
    wordings = db.execute(
        "DELETE FROM history_wordings WHERE history = ? RETURNING wording", (row,)
    ).fetchall()
    db.execute("DELETE FROM history WHERE id = ?", (row,))
    db.executemany(
        "DELETE FROM wordings WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM history_wordings WHERE wording = ?1)",
        wordings,
    )


def forget_source(db: Connection, source: str) -> None:
    """Delete the history that was read from a source, in one transaction."""
    with db:
        for (row,) in db.execute("SELECT id FROM history WHERE source = ?", (source,)).fetchall():
            _forget(db, row)
        db.execute("DELETE FROM histories WHERE source = ?", (source,))


def wordings_of(db: Connection, public_id: str) -> list[DatedWording]:
    """Return a provision in every text of its instrument's history, the latest day first."""
    rows = db.execute(_SELECT, (public_id,))
    return [DatedWording(*checked(row, "s" * 10 + "SSS")) for row in rows]


def in_force_before(db: Connection, source: str, today: str) -> list[str]:
    """Return the places of the texts in force on a day that a later text of the source follows.

    A collection whose newest text is yet to enter into force has the law of today only in its
    history.
    """
    return [place for (place,) in db.execute(_IN_FORCE, (source, today))]


def damaged_wordings(db: Connection) -> Iterator[str]:
    """Yield the ids of provisions whose stored wording is not what its hash says."""
    rows: Iterable[tuple[str, ...]] = db.execute(
        "SELECT public_id, digest, heading, rubric, text FROM wordings"
    )
    for row in rows:
        public_id, digest, *words = checked(row, "sssss")
        if hash_of([(words[0], words[1], words[2])]) != digest:
            yield public_id


def last_read(db: Connection, source: str) -> str:
    """Return the last commit of a repository that was read, empty if none was."""
    row = db.execute("SELECT last FROM histories WHERE source = ?", (source,)).fetchone()
    return row[0] if row else ""


def save_last_read(db: Connection, source: str, commit: str, read_at: str) -> None:
    """Remember the last commit of a repository that was read. Needs an open transaction."""
    db.execute("INSERT OR REPLACE INTO histories VALUES (?, ?, ?)", (source, commit, read_at))
