"""The library: whether it opens, is whole, and is tagged by this program's tagger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.store import Library
from search_app.build import fingerprint
from search_app.doctor.symptom import Symptom
from search_app.paths import DataFolder

_MOST = 5
_MEND = "bring a backup back, or delete it and import again"
_COLLECT = "run 'demandside import' or 'demandside crawl'"


def look_at_library(folder: DataFolder) -> Iterator[Symptom]:
    """Tell whether the library is whole, how much it holds and what is not tagged.

    Raises:
        LibraryError: it cannot be opened.
    """
    path = folder.library
    if not path.exists():
        said = f"{path} is not there: no texts were collected"
        yield Symptom("library", "warning", said, _COLLECT)
        return
    broken = list(_broken(path))
    for text in broken[:_MOST]:
        yield Symptom("library", "fault", text, _MEND)
    if broken:
        return
    with Library(path, readonly=True) as library:
        counts = library.counts()
        tagger = fingerprint()
        untagged = library.count_untagged(tagger)
    held = ", ".join(f"{count} {name}" for name, count in counts.items())
    yield Symptom("library", "ok", f"whole: {held}")
    said = f"{untagged} current provisions were not seen by this tagger ({tagger})"
    if untagged:
        yield Symptom("tags", "warning", said, "run 'demandside build'")
    else:
        yield Symptom("tags", "ok", said)


def _broken(path: Path) -> Iterator[str]:
    """What SQLite finds wrong with the file, and rows that point at nothing."""
    try:
        with closing(_connect(path)) as db:
            for (text,) in db.execute(f"PRAGMA integrity_check({_MOST})"):
                if text != "ok":
                    yield f"damaged: {' '.join(str(text).split())}"
            for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
                yield f"row {row} of {table} points at no row of {parent}"
    except sqlite3.DatabaseError as error:
        yield f"damaged: {error}"


def _connect(path: Path) -> sqlite3.Connection:
    """Open a file to read; where not even SQLite's own notes can be written, nobody changes it."""
    address = path.resolve().as_uri()
    db = sqlite3.connect(f"{address}?mode=ro", uri=True)
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        db.close()
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        db = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
    return db
