"""The copies of texts that we hold, and in words what kind of text each of them is."""

from __future__ import annotations

from corpus.lists import closed_list
from corpus.store import Library, LibraryError, StoredVersion
from search_app.penalty_words import label
from search_app.web.site import site


def extent_name(extent: str) -> str:
    """Return in words how much of an instrument a text covers."""
    return _name("extent", extent)


def force_name(force: str) -> str:
    """Return in words whether a text was in force on its date."""
    return _name("force", force)


def form_name(form: str) -> str:
    """Return in words whether later changes are worked into a text."""
    return _name("form", form)


def _name(name: str, value: str) -> str:
    """The label of a value of a closed list; any other value is returned unchanged."""
    return label(name, value) if value in closed_list(name) else value


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


FILTERS = (extent_name, force_name, form_name)
"""Filters of the templates."""
