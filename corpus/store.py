"""The library file: collected texts in SQLite, added in transactions and never lost.

Adding the same text twice changes nothing; a changed text adds a version. Each version is added in
one transaction, so a process that is killed leaves the last good state.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from corpus.changes import compare
from corpus.database import LibraryError, checked, sensible
from corpus.describing import current_text, describe, enter_into_force, said_of
from corpus.evidence import (
    Change,
    Outcome,
    Record,
    changes,
    outcomes,
    records,
    save_change,
    save_outcome,
    save_records,
)
from corpus.language import primary_language
from corpus.libraryfile import open_library
from corpus.migrations import SCHEMA_VERSION
from corpus.renaming import rename
from corpus.stored import (
    SELECT,
    SELECT_CURRENT,
    SELECT_KNOWN,
    SELECT_ONE,
    SELECT_VERSIONS,
    UNTAGGED,
    CuesByName,
    StoredProvision,
    StoredVersion,
    Tagged,
    content_hash,
    public_id,
    rows_of,
    save_portal_ids,
    save_tags,
    select_current,
    stored_of,
    version_of,
)
from corpus.texts import Version
from corpus.wordings import (
    DatedText,
    DatedWording,
    forget_source,
    in_force_before,
    last_read,
    save_dated,
    save_last_read,
    wordings_of,
)

__all__ = [
    "SCHEMA_VERSION", "CuesByName", "Library", "LibraryError", "StoredProvision", "StoredVersion",
    "Tagged", "content_hash", "public_id",
]  # fmt: skip


class Library:
    """An open library file. Use it as a context manager, or close it."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        """Open the file; for writing, create it if it is missing and bring an old one up to date.

        Raises:
            LibraryError: the file is missing (read-only), empty, damaged, not a library, cannot be
                opened, or has a newer schema (read-only: any other schema).
        """
        self.path = path
        self._db = open_library(path, readonly=readonly)

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        changed = self._db.changed()
        self.close()
        if changed and kind is None:
            raise changed

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(
        self,
        version: Version,
        instrument: str,
        retrieved_at: str,
        evidence: Sequence[Record] = (),
    ) -> bool:
        """Add a version of an instrument; return False if this text is already there.

        Its evidence is stored in the same transaction and, if it becomes the current version, so is
        what it changed. If the text is already there, only its description is updated
        (`corpus.describing`). `retrieved_at` is an ISO 8601 time. The instrument is called by the
        title of its text in the first language of the jurisdiction, if there is one.
        """
        digest = content_hash(version)
        with self._db:
            self._db.execute(
                "INSERT INTO instruments VALUES (?1, ?2, ?3, ?4, ?5)"
                " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,"
                " title = CASE WHEN ?6 = ?7 OR NOT EXISTS"
                " (SELECT 1 FROM versions WHERE instrument = ?1 AND language = ?7)"
                " THEN excluded.title ELSE title END",
                (
                    *(instrument, version.country, version.identifier, version.title),
                    *(version.kind, version.language, primary_language(version.country)),
                ),
            )
            if describe(self._db, version, instrument, digest, retrieved_at, evidence):
                return False
            before = current_text(self._db, instrument, version.language)
            row = self._db.execute(
                "INSERT INTO versions"
                " (instrument, language, as_of, content_hash, retrieved_at, source_url, status,"
                " extent, force, form, origin, licence, note)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING RETURNING id",
                (
                    instrument,
                    version.language,
                    version.as_of,
                    digest,
                    retrieved_at,
                    version.source_url,
                    version.status,
                    *said_of(version),
                ),
            ).fetchone()
            if row is None:
                return False
            self._db.executemany(
                "INSERT INTO provisions"
                " (version, position, public_id, number, heading, rubric, context, text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows_of(row[0], version, instrument),
            )
            save_portal_ids(self._db, row[0], version)
            save_records(self._db, row[0], evidence)
            if before is not None:
                after = current_text(self._db, instrument, version.language)
                change = compare(
                    before.provisions,
                    before.seen_in(after),
                    instrument=instrument,
                    language=version.language,
                    seen_at=retrieved_at,
                    hashes=(before.content_hash, digest),
                )
                if not change.empty:
                    save_change(self._db, change)
        return True

    def add_history(
        self, texts: Iterable[tuple[str, DatedText | None]], source: str, read_at: str
    ) -> int:
        """Add texts of the history of instruments; return how many had words new for their day.

        The texts come one by one, each with the commit it was read from; a commit without a text
        has None. They are stored in one transaction, together with the last of these commits.
        `read_at` is an ISO 8601 time.
        """
        added, last = 0, ""
        with self._db:
            for commit, text in texts:
                added += text is not None and save_dated(self._db, text, read_at)
                last = commit or last
            if last:
                save_last_read(self._db, source, last, read_at)
        return added

    def forget_history(self, source: str) -> None:
        """Delete the texts of the history that were read from a source, in one transaction."""
        forget_source(self._db, source)

    def last_commit(self, source: str) -> str:
        """Return the last commit of a repository whose history was read, empty if none was."""
        with sensible(self.path):
            return last_read(self._db, source)

    def in_force_before(self, source: str, today: str) -> list[str]:
        """Return where a source has the text of today if its newest text is not yet in force."""
        with sensible(self.path):
            return in_force_before(self._db, source, today)

    def history_days(self) -> list[tuple[str, str, str]]:
        """Return source, instrument and day of every text of a history."""
        rows = self._db.execute("SELECT source, instrument, day FROM history")
        with sensible(self.path):
            return [checked(row, "sss") for row in rows]

    def wordings(self, public_id: str) -> list[DatedWording]:
        """Return a provision in every text of its instrument's history, the latest day first."""
        with sensible(self.path):
            return wordings_of(self._db, public_id)

    def evidence(self, content_hash: str, instrument: str) -> list[Record]:
        """Return the archived responses that a stored text was read from."""
        row = self._db.execute(
            "SELECT id FROM versions WHERE content_hash = ? AND instrument = ?",
            (content_hash, instrument),
        ).fetchone()
        with sensible(self.path):
            return records(self._db, row[0]) if row else []

    def changes(self, instrument: str | None = None) -> list[Change]:
        """Return what new versions of one instrument, or of all, have changed, newest first."""
        with sensible(self.path):
            return changes(self._db, instrument)

    def save_outcome(self, outcome: Outcome) -> None:
        """Store how the last crawl of an instrument ended."""
        with self._db:
            save_outcome(self._db, outcome)

    def outcomes(self) -> list[Outcome]:
        """Return how the last crawl of each instrument ended."""
        with sensible(self.path):
            return outcomes(self._db)

    def _stored(self, row: tuple[Any, ...]) -> StoredProvision:
        with sensible(self.path):
            return stored_of(row)

    def provisions(self, *, current: bool = True) -> Iterator[StoredProvision]:
        """Yield stored provisions in order, by default only the current ones.

        A provision is current if it is in the newest text of its instrument that is not past,
        repealed or future; a consolidated text goes before one as enacted or amending. An excerpt
        counts for the provisions that it has; the others come from the next whole text. If there is
        no such text, another one is current, so that the instrument can still be found. `copy` says
        what kind of text it is, as does every page that shows it, and it is never taken for law in
        force (`TextCopy.shows_law`).
        """
        select = SELECT_CURRENT if current else SELECT
        with closing(self._db.execute(f"{select} ORDER BY p.id")) as rows:
            for row in rows:
                yield self._stored(row)

    def texts_of(self, instruments: Collection[str]) -> Iterator[StoredProvision]:
        """Yield the provisions of some instruments in every stored version, in order."""
        marks = ", ".join("?" * len(instruments))
        order = f"{SELECT} WHERE i.id IN ({marks}) ORDER BY p.id"
        with closing(self._db.execute(order, tuple(instruments))) as rows:
            for row in rows:
                yield self._stored(row)

    def mark(self) -> str:
        """Return a short string that changes whenever a text, past or not, or a tag is added.

        So it does when what is said of a version changes.
        """
        digest = hashlib.sha256()
        for row in self._db.execute(
            "SELECT id, instrument, as_of, source_url, status, extent, force, form, origin,"
            " licence, note, retrieved_at FROM versions ORDER BY id"
        ):
            digest.update(repr(row).encode())
        taggers = self._db.execute(
            "SELECT tagger, count(*) FROM tags GROUP BY tagger ORDER BY tagger"
        )
        dated = self._db.execute("SELECT max(id) FROM history").fetchone()[0]
        past = f"h{dated} " if dated else ""
        tags = " ".join(f"{name}.{count}" for name, count in taggers)
        return f"{digest.hexdigest()} {past}{tags}"

    def enter_into_force(self, today: dt.date, seen_at: str) -> int:
        """Give future texts whose day has come the force that they have now; return how many.

        `seen_at` is the ISO 8601 time noted for what they change (`corpus.describing`).
        """
        with self._db:
            return enter_into_force(self._db, today, seen_at)

    def provision(self, public_id: str) -> StoredProvision | None:
        """Return the current provision with an id, else its newest former version, else None."""
        row = self._db.execute(SELECT_ONE, (public_id,)).fetchone()
        return self._stored(row) if row else None

    def named(self, public_ids: Collection[str]) -> dict[str, StoredProvision]:
        """Return what `provision` returns for each of many ids, without those that are not held."""
        rows = self._db.execute(select_current(len(public_ids)), tuple(public_ids)).fetchall()
        held: dict[str, StoredProvision] = {}
        for stored in map(self._stored, rows):
            held.setdefault(stored.id, stored)
        former = (self.provision(name) for name in public_ids if name not in held)
        return held | {stored.id: stored for stored in former if stored}

    def versions(self, public_id: str) -> list[StoredProvision]:
        """Return a provision in every stored version of its instrument, newest first."""
        rows = self._db.execute(
            f"{SELECT} WHERE p.public_id = ? ORDER BY v.as_of IS NULL, v.as_of DESC, v.id DESC",
            (public_id,),
        ).fetchall()
        return [self._stored(row) for row in rows]

    def in_languages(self, instrument: str, numbers: Collection[str]) -> list[StoredProvision]:
        """Return the current provisions of an instrument that have these numbers, in any language.

        They come by language, each language in the order of its text.
        """
        marks = ", ".join("?" * len(numbers))
        rows = self._db.execute(
            f"{SELECT} WHERE v.instrument = ? AND p.number IN ({marks})"
            " ORDER BY v.language, p.version, p.position",
            (instrument, *numbers),
        ).fetchall()
        return [stored for stored in map(self._stored, rows) if stored.copy.current]

    def held(self, country: str) -> list[StoredVersion]:
        """Return the versions that hold the current provisions of a jurisdiction, by instrument."""
        rows = self._db.execute(
            f"{SELECT_VERSIONS} AND i.country = ? ORDER BY v.instrument, v.language, v.as_of DESC",
            (country,),
        )
        with sensible(self.path):
            return [version_of(row) for row in rows]

    def untagged(self, tagger: str) -> Iterator[StoredProvision]:
        """Yield the current provisions that a tagger, given by its fingerprint, has not tagged.

        They come text by text, grouped by language, with only one text in memory at a time.
        """
        waiting: dict[int, set[int]] = {}
        for version, row in self._db.execute(
            f"SELECT v.id, p.id {UNTAGGED} ORDER BY v.language, v.id", (tagger,)
        ):
            waiting.setdefault(version, set()).add(row)
        for version, rows in waiting.items():
            stored = self._db.execute(f"{SELECT_KNOWN} WHERE v.id = ? ORDER BY p.id", (version,))
            yield from (self._stored(values) for values in stored.fetchall() if values[0] in rows)

    def count_untagged(self, tagger: str) -> int:
        """Return how many provisions `untagged` would yield."""
        count: int = self._db.execute(f"SELECT count(*) {UNTAGGED}", (tagger,)).fetchone()[0]
        return count

    def save_tags(self, tagger: str, tagged: Iterable[Tagged]) -> None:
        """Store the tags and cues of provisions in one transaction."""
        with self._db:
            save_tags(self._db, tagger, list(tagged))

    def current_ids(self) -> list[str]:
        """Return the ids of the current provisions, in no particular order."""
        rows = self._db.execute(
            "SELECT public_id FROM provisions WHERE id IN (SELECT id FROM current_provisions)"
        )
        return [name for (name,) in rows]

    def languages(self) -> list[str]:
        """Return the languages of the stored texts, the most frequent first."""
        rows = self._db.execute(
            "SELECT language FROM versions GROUP BY language ORDER BY count(*) DESC, language"
        )
        with sensible(self.path):
            return [checked(row, "s")[0] for row in rows]

    def instruments(self) -> list[tuple[str, str, str]]:
        """Return id, country and identifier of every instrument."""
        rows = self._db.execute("SELECT id, country, identifier FROM instruments")
        with sensible(self.path):
            return [checked(row, "sss") for row in rows]

    def rename(self, old: str, new: str) -> None:
        """Give an instrument another id; its provisions follow, and duplicate texts are dropped.

        This is needed when the corpus starts to name an instrument that was already collected.
        """
        with self._db:
            rename(self._db, old, new)

    def counts(self) -> dict[str, int]:
        """Return how many instruments, versions and provisions are stored."""
        return {
            name: self._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("instruments", "versions", "provisions")
        }
