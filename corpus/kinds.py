"""The kinds of the texts that a library holds, by instrument and state."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from corpus.database import checked, sensible
from corpus.libraryfile import open_library
from corpus.texts import TextKind

_SELECT = (
    "SELECT instrument, as_of, min(extent), min(force), min(form) FROM versions"
    " WHERE as_of IS NOT NULL AND extent <> '' AND form <> '' GROUP BY instrument, as_of"
    " HAVING min(extent) = max(extent) AND min(force) = max(force) AND min(form) = max(form)"
)


def text_kinds(path: Path) -> dict[tuple[str, str], TextKind]:
    """Return the kind of the texts held of each instrument and state, where all have one kind.

    Raises:
        LibraryError: the library file cannot be read.
    """
    with closing(open_library(path, readonly=True)) as db:
        rows = db.execute(_SELECT).fetchall()
    with sensible(path):
        told = [checked(row, "sssss") for row in rows]
        return {
            (instrument, state): TextKind(extent=extent, force=force, form=form)
            for instrument, state, extent, force, form in told
        }
