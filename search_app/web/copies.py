"""The copies of texts that are held: what kind of text each is, in words, and whence it came."""

from __future__ import annotations

from corpus.store import Library, LibraryError, StoredProvision, StoredVersion
from search_app.web.site import site


def held_texts(country: str) -> dict[str, list[StoredVersion]] | None:
    """Return the texts held of a jurisdiction by instrument; None where they cannot be read."""
    path = site().library
    found: dict[str, list[StoredVersion]] = {}
    if path is None:
        return found
    try:
        with Library(path, readonly=True) as library:
            for version in library.held(country):
                found.setdefault(version.instrument, []).append(version)
    except LibraryError:
        return None
    return found


def copy_json(stored: StoredProvision | StoredVersion) -> dict[str, object]:
    """Return what a copy is and whence it came, as plain values."""
    copy = stored.copy
    return {
        "extent": copy.extent,
        "force": copy.force,
        "form": copy.form,
        "origin": copy.origin,
        "licence": copy.licence,
        "note": copy.note,
        "obtained": copy.obtained,
        "obtained_at": stored.retrieved_at,
        "current": copy.current,
    }


def version_json(stored: StoredVersion) -> dict[str, object]:
    """Return a version that is held, as plain values."""
    return {
        "instrument": stored.instrument,
        "language": stored.language,
        "as_of": stored.as_of,
        "status": stored.status,
        "source_url": stored.source_url,
        "content_hash": stored.content_hash,
        **copy_json(stored),
    }
