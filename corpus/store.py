"""The library file: collected texts in SQLite, added in transactions and never lost.

Adding the same text twice changes nothing; a changed text adds a version. A process killed
half-way leaves the last good state, because one version is one transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.changes import compare
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
from corpus.numbers import slug
from corpus.texts import Provision, ProvisionTags, Version

SCHEMA_VERSION = 3
_COLUMNS = (
    *("row", "id", "country", "instrument", "instrument_title", "kind", "language"),
    *("as_of", "status", "source_url", "retrieved_at", "content_hash"),
)


class LibraryError(Exception):
    """The library file cannot be used; the message says why."""


CuesByName = Mapping[str, tuple[tuple[int, int], ...]]
Tagged = tuple[int, ProvisionTags, CuesByName]
"""A provision by its row, its tags, and where its cues stand."""


@dataclass(frozen=True)
class StoredProvision:
    """A provision of a stored version with all that a page needs to cite it."""

    row: int
    id: str
    country: str
    instrument: str
    instrument_title: str
    kind: str
    language: str
    as_of: str | None
    status: str
    source_url: str
    retrieved_at: str
    content_hash: str
    provision: Provision
    tags: ProvisionTags | None
    cues: CuesByName


class Library:
    """The open library file. Use as a context manager, or close it."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        """Open the file, creating it when it is missing and may be written.

        Raises:
            LibraryError: it is missing (read only), no library, or of a newer schema.
        """
        self.path = path
        try:
            self._db = _connect(path, readonly)
        except sqlite3.Error as error:
            raise LibraryError(f"{path}: cannot be opened as a library file ({error})") from error
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            self._db.close()
            raise LibraryError(f"{path}: schema {version}, this program reads {SCHEMA_VERSION}")

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(
        self,
        version: Version,
        instrument: str,
        retrieved_at: str,
        evidence: Iterable[Record] = (),
    ) -> bool:
        """Add a version of an instrument; return False when this text is already there.

        The archived answers that it was read from, and what it changes against the version that
        was current before, are stored with it or not at all.
        """
        digest = content_hash(version)
        with self._db:
            before = self._current(instrument, version.language)
            self._db.execute(
                "INSERT INTO instruments VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind",
                (instrument, version.country, version.identifier, version.title, version.kind),
            )
            row = self._db.execute(
                "INSERT INTO versions"
                " (instrument, language, as_of, content_hash, retrieved_at, source_url, status)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
                (
                    instrument,
                    version.language,
                    version.as_of,
                    digest,
                    retrieved_at,
                    version.source_url,
                    version.status,
                ),
            ).fetchone()
            if row is None:
                return False
            self._db.executemany(
                "INSERT INTO provisions"
                " (version, position, public_id, number, heading, rubric, context, text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                _rows(row[0], version, instrument),
            )
            save_records(self._db, row[0], evidence)
            if before is not None:
                found = compare(
                    before[1],
                    version.provisions,
                    instrument=instrument,
                    language=version.language,
                    seen_at=retrieved_at,
                    hashes=(before[0], digest),
                )
                if not found.empty:
                    save_change(self._db, found)
        return True

    def evidence(self, content_hash: str, instrument: str) -> list[Record]:
        """Return the archived answers from which a stored text was read."""
        row = self._db.execute(
            "SELECT id FROM versions WHERE content_hash = ? AND instrument = ?",
            (content_hash, instrument),
        ).fetchone()
        return records(self._db, row[0]) if row else []

    def changes(self, instrument: str | None = None) -> list[Change]:
        """Return what new versions changed, the newest first, of one instrument or of all."""
        return changes(self._db, instrument)

    def save_outcome(self, outcome: Outcome) -> None:
        """Store how the last crawl of an act ended."""
        with self._db:
            save_outcome(self._db, outcome)

    def outcomes(self) -> list[Outcome]:
        """Return how the last crawl of each act ended."""
        return outcomes(self._db)

    def _current(self, instrument: str, language: str) -> tuple[str, list[Provision]] | None:
        """Return hash and provisions of the current version of an instrument in a language."""
        row = self._db.execute(
            "SELECT id, content_hash FROM versions WHERE instrument = ? AND language = ?"
            " AND id IN (SELECT id FROM current_versions)",
            (instrument, language),
        ).fetchone()
        if row is None:
            return None
        rows = self._db.execute(
            "SELECT number, heading, rubric, text FROM provisions WHERE version = ?"
            " ORDER BY position",
            (row[0],),
        )
        names = ("number", "heading", "rubric", "text")
        held = [Provision.model_construct(**dict(zip(names, each, strict=True))) for each in rows]
        return row[1], held

    def provisions(self, *, current: bool = True) -> Iterator[StoredProvision]:
        """Yield stored provisions in order, by default of the current versions only."""
        where = "WHERE v.id IN (SELECT id FROM current_versions)" if current else ""
        with closing(self._db.execute(f"{_SELECT} {where} ORDER BY p.id")) as rows:
            for row in rows:
                yield _stored(row)

    def provision(self, public_id: str) -> StoredProvision | None:
        """Return the current provision of that id, else its newest former one, else None."""
        row = self._db.execute(
            _SELECT + " WHERE p.public_id = ?"
            " ORDER BY v.id IN (SELECT id FROM current_versions) DESC, v.as_of DESC, p.id LIMIT 1",
            (public_id,),
        ).fetchone()
        return _stored(row) if row else None

    def versions(self, public_id: str) -> list[StoredProvision]:
        """Return that provision in every stored version of its instrument, newest first."""
        rows = self._db.execute(
            f"{_SELECT} WHERE p.public_id = ? ORDER BY v.as_of IS NULL, v.as_of DESC, v.id DESC",
            (public_id,),
        ).fetchall()
        return [_stored(row) for row in rows]

    def untagged(self, tagger: str) -> Iterator[StoredProvision]:
        """Yield current provisions that this tagger (its fingerprint) has not seen.

        They come text by text, those of one language together; one text at a time is in memory.
        """
        versions = self._db.execute(
            f"SELECT DISTINCT v.id, v.language {_UNTAGGED} ORDER BY v.language, v.id", (tagger,)
        ).fetchall()
        for version, _ in versions:
            yield from map(
                _stored,
                self._db.execute(
                    f"{_SELECT} WHERE v.id = ? AND {_NOT_BY} ORDER BY p.id", (version, tagger)
                ).fetchall(),
            )

    def count_untagged(self, tagger: str) -> int:
        """Return how many provisions `untagged` would yield."""
        found: int = self._db.execute(f"SELECT count(*) {_UNTAGGED}", (tagger,)).fetchone()[0]
        return found

    def save_tags(self, tagger: str, tagged: Iterable[Tagged]) -> None:
        """Store the tags and cues of provisions (by `row`) in one transaction."""
        kept = list(tagged)
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO tags (provision, tagger, data) VALUES (?, ?, ?)",
                (
                    (row, tagger, tags.model_dump_json() if tags.tags or tags.penalty else None)
                    for row, tags, _ in kept
                ),
            )
            self._db.executemany("DELETE FROM cues WHERE provision = ?", ((k[0],) for k in kept))
            self._db.executemany(
                "INSERT INTO cues (provision, data) VALUES (?, ?)",
                ((row, json.dumps(cues, separators=(",", ":"))) for row, _, cues in kept if cues),
            )

    def current_ids(self) -> list[str]:
        """Return the ids of the provisions that `provisions` yields, in no order."""
        rows = self._db.execute(
            "SELECT public_id FROM provisions WHERE version IN (SELECT id FROM current_versions)"
        )
        return [name for (name,) in rows]

    def languages(self) -> list[str]:
        """Return the languages of the stored texts, those with most texts first."""
        rows = self._db.execute(
            "SELECT language FROM versions GROUP BY language ORDER BY count(*) DESC, language"
        )
        return [language for (language,) in rows]

    def instruments(self) -> list[tuple[str, str, str]]:
        """Return id, country and identifier of every instrument."""
        return self._db.execute("SELECT id, country, identifier FROM instruments").fetchall()

    def rename(self, old: str, new: str) -> None:
        """Give an instrument another id; its provisions follow, and doubled texts are dropped.

        This happens when the corpus comes to name an act whose text was collected before.
        """
        with self._db:
            self._db.execute(
                "INSERT OR IGNORE INTO instruments"
                " SELECT ?, country, identifier, title, kind FROM instruments WHERE id = ?",
                (new, old),
            )
            self._db.execute(
                "UPDATE OR IGNORE versions SET instrument = ? WHERE instrument = ?", (new, old)
            )
            self._db.execute(
                "UPDATE OR IGNORE changes SET instrument = ? WHERE instrument = ?", (new, old)
            )
            for table, condition in (
                ("evidence", "version IN (SELECT id FROM versions WHERE instrument = ?)"),
                ("cues", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                         " ON v.id = p.version WHERE v.instrument = ?)"),
                ("tags", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                         " ON v.id = p.version WHERE v.instrument = ?)"),
                ("provisions", "version IN (SELECT id FROM versions WHERE instrument = ?)"),
                ("versions", "instrument = ?"),
                ("instruments", "id = ?"),
            ):  # fmt: skip
                self._db.execute(f"DELETE FROM {table} WHERE {condition}", (old,))
            self._db.execute(
                "UPDATE provisions SET public_id = ? || substr(public_id, ?)"
                " WHERE version IN (SELECT id FROM versions WHERE instrument = ?)"
                " AND substr(public_id, 1, ?) = ?",
                (new, len(old) + 1, new, len(old) + 1, f"{old}."),
            )

    def counts(self) -> dict[str, int]:
        """Return how many instruments, versions and provisions are stored."""
        return {
            name: self._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("instruments", "versions", "provisions")
        }


_FROM = (
    " FROM provisions p JOIN versions v ON v.id = p.version"
    " JOIN instruments i ON i.id = v.instrument LEFT JOIN tags t ON t.provision = p.id"
    " LEFT JOIN cues c ON c.provision = p.id"
)
_SELECT = (
    "SELECT p.id, p.public_id, i.country, i.id, i.title, i.kind, v.language, v.as_of, v.status,"
    " v.source_url, v.retrieved_at, v.content_hash, p.number, p.heading, p.rubric, p.context,"
    f" p.text, t.data, t.tagger, c.data{_FROM}"
)
_NOT_BY = "(t.tagger IS NULL OR t.tagger <> ?)"
_UNTAGGED = f"{_FROM} WHERE v.id IN (SELECT id FROM current_versions) AND {_NOT_BY}"


def content_hash(version: Version) -> str:
    """Return the SHA-256 of a version's provisions: headings, rubrics and texts, in order."""
    digest = hashlib.sha256()
    for p in version.provisions:
        digest.update(json.dumps([p.heading, p.rubric, p.text], ensure_ascii=False).encode())
    return digest.hexdigest()


def public_id(instrument: str, number: str, language: str, country: str) -> str:
    """Return the permanent id of a provision, e.g. `se-brottsbalk.6-11`.

    A text in another language than the jurisdiction's first carries the language at the end.
    """
    tail = "_".join(slug(part) for part in number.replace("/", "^").split("^"))
    suffix = "" if language == primary_language(country) else f".{language}"
    return f"{instrument}.{tail}{suffix}"


def _connect(path: Path, readonly: bool) -> sqlite3.Connection:
    if readonly:
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA foreign_keys = ON")
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version in {0, 1, 2}:
        schema = files("corpus").joinpath("schema.sql").read_text("utf-8")
        db.executescript(f"BEGIN; {schema}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    return db


def _rows(version_row: int, version: Version, instrument: str) -> Iterator[tuple[object, ...]]:
    seen: dict[str, int] = {}
    for position, p in enumerate(version.provisions):
        name = public_id(instrument, p.number, version.language, version.country)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name}.{seen[name]}"
        context = json.dumps(p.context, ensure_ascii=False)
        yield version_row, position, name, p.number, p.heading, p.rubric, context, p.text


def _stored(row: tuple[Any, ...]) -> StoredProvision:
    """Build from a row of `_SELECT`; texts were validated when they were added."""
    number, heading, rubric, context, text, tags, tagger, cues = row[12:]
    provision = Provision.model_construct(
        number=number,
        heading=heading,
        rubric=rubric,
        context=tuple(json.loads(context)),
        text=text,
    )
    head = dict(zip(_COLUMNS, row, strict=False))
    return StoredProvision(**head, provision=provision, tags=_tags(tags, tagger), cues=_cues(cues))


def _tags(data: str | None, tagger: str | None) -> ProvisionTags | None:
    """Tags as stored; None when no tagger has seen the provision."""
    if tagger is None:
        return None
    return ProvisionTags.model_validate_json(data) if data else ProvisionTags()


def _cues(data: str | None) -> CuesByName:
    if data is None:
        return {}
    return {cue: tuple((a, b) for a, b in places) for cue, places in json.loads(data).items()}
