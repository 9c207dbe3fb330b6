"""The documents of a generation by their place: an SQLite file beside the index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from search_app.index.documents import Document
from search_app.index.errors import DamagedIndexError, engine_faults
from search_app.index.query import OtherLanguage

NAME = "documents.db"


@dataclass(frozen=True)
class IndexedInstrument:
    """An instrument of a generation; `names` has one name a line."""

    id: str
    country: str
    language: str
    names: str


def packed(document: Document) -> str:
    """Return a document as the shelf stores it: compact JSON."""
    return json.dumps(document.as_dict(), ensure_ascii=False, separators=(",", ":"))


class NewShelf:
    """Writes a shelf, which never changes once closed."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / NAME, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(
            "CREATE TABLE documents"
            " (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, data TEXT NOT NULL) STRICT"
        )
        self._db.execute(
            "CREATE TABLE acts (id TEXT, country TEXT, language TEXT, names TEXT,"
            " PRIMARY KEY (id, language)) STRICT"
        )
        self._db.execute("BEGIN")
        self._acts: set[IndexedInstrument] = set()

    def add(self, rows: Iterable[tuple[int, Document, str]]) -> None:
        """Add rows of place, document and packed document."""
        kept = list(rows)
        self._db.executemany(
            "INSERT INTO documents VALUES (?, ?, ?)",
            ((place, document.id, data) for place, document, data in kept),
        )
        self._acts.update(
            IndexedInstrument(d.instrument, d.country, d.language, d.act_names) for _, d, _ in kept
        )

    def close(self) -> None:
        """Write the instruments and close the file."""
        self._db.executemany(
            "INSERT OR IGNORE INTO acts VALUES (?, ?, ?, ?)",
            sorted((a.id, a.country, a.language, a.names) for a in self._acts),
        )
        self._db.execute("COMMIT")
        self._db.close()


class Shelf:
    """Reads documents of a generation; safe for several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the shelf in a folder, to read only.

        Raises:
            DamagedIndexError: it is missing or cannot be opened.
        """
        path = folder / NAME
        with engine_faults(DamagedIndexError, f"{folder.name}: {NAME} cannot be opened"):
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )

    @engine_faults()
    def acts(self) -> list[IndexedInstrument]:
        """Return the instruments of the generation."""
        rows = self._db.execute("SELECT id, country, language, names FROM acts")
        return [IndexedInstrument(*row) for row in rows]

    def places(self, ids: Iterable[str]) -> frozenset[int]:
        """Return the places of documents by id; unknown ids are left out."""
        asked = list(ids)
        marks = ",".join("?" * len(asked))
        rows = self._db.execute(f"SELECT place FROM documents WHERE id IN ({marks})", asked)  # noqa: S608 - marks
        return frozenset(place for (place,) in rows)

    def languages(self, places: Iterable[int]) -> dict[int, OtherLanguage]:
        """Return id and language of the documents at places."""
        asked = ",".join(map(str, map(int, places)))
        rows = self._db.execute(
            f"SELECT place, json_extract(data, '$.language'), id FROM documents WHERE place IN ({asked})"  # noqa: E501, S608 - integers
        )
        return {place: OtherLanguage(language, name) for place, language, name in rows}

    def everything(self) -> Iterator[Document]:
        """Yield all documents in their order."""
        for (data,) in self._db.execute("SELECT data FROM documents ORDER BY place"):
            yield Document.from_dict(json.loads(data))

    def read(self, places: Sequence[int]) -> list[Document]:
        """Return the documents at places, in the order given."""
        asked = ",".join(map(str, map(int, places)))
        rows = self._db.execute(
            f"SELECT place, data FROM documents WHERE place IN ({asked})"  # noqa: S608 - integers
        )
        documents = {place: Document.from_dict(json.loads(data)) for place, data in rows}
        return [documents[place] for place in places]
