"""The copies of texts that are held: what kind of text each is, in words, and whence it came."""

from __future__ import annotations

from corpus.lists import closed_list
from corpus.store import Library, LibraryError, StoredVersion
from search_app.penalty_words import label
from search_app.web.site import site


def extent_name(extent: str) -> str:
    """Return how much of an act a text has, in words."""
    return _name("extent", extent)


def force_name(force: str) -> str:
    """Return whether a text was in force on the day of its state, in words."""
    return _name("force", force)


def form_name(form: str) -> str:
    """Return whether later changes are worked into a text, in words."""
    return _name("form", form)


def _name(name: str, value: str) -> str:
    """The printed word of a closed list; a value that is not on it stays as it is."""
    return label(name, value) if value in closed_list(name) else value


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


FILTERS = (extent_name, force_name, form_name)
"""Filters of the templates."""
