"""The copies of texts that we hold, and in words what kind of text each of them is."""

from __future__ import annotations

from corpus.store import Library, LibraryError, StoredVersion
from search_app.web.site import site


def held_texts(country: str) -> dict[str, list[StoredVersion]] | None:
    """Return the texts held for a jurisdiction, by instrument; None where they cannot be read."""
    path = site().library
    by_instrument: dict[str, list[StoredVersion]] = {}
    if path is None:
        return by_instrument
    try:
        with Library(path, readonly=True) as library:
            for version in library.held(country):
                by_instrument.setdefault(version.instrument, []).append(version)
    except LibraryError:
        return None
    return by_instrument
