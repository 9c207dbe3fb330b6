"""The peer: the full-text search that anyone can write in an hour, over the same provisions.

SQLite FTS5: any word of the query, by its first six letters, ranked by BM25, with snippets.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from search_app.index.documents import Document

_LETTERS = 6


class Peer:
    """An index of documents in memory."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE provisions USING fts5(id UNINDEXED, title, text,"
            f" tokenize = 'unicode61 remove_diacritics 2', prefix = '{_LETTERS}')"
        )
        self._db.executemany(
            "INSERT INTO provisions VALUES (?, ?, ?)",
            (
                (d.id, f"{d.act_names} {d.title}", d.text or f"{d.rendering_heading} {d.rendering}")
                for d in documents
            ),
        )

    def search(self, text: str, limit: int = 20) -> list[tuple[str, str]]:
        """Return pairs of id and snippet, best first."""
        words = re.findall(r"\w+", text)
        if not words:
            return []
        wanted = " OR ".join(f'"{word[:_LETTERS]}"*' for word in words)
        return self._db.execute(
            "SELECT id, snippet(provisions, 2, '[', ']', '…', 32) FROM provisions"
            " WHERE provisions MATCH ? ORDER BY rank LIMIT ?",
            (wanted, limit),
        ).fetchall()
