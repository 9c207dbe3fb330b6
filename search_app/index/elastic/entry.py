"""One document as the index holds it: the tokens that the embedded engine makes, and facets."""

from __future__ import annotations

import hashlib
from typing import Any

from search_app.index.documents import Document
from search_app.index.entries import MARKS, read

NOTHING = "\u2400"
"""Stands in an empty field of words, which the server would else leave out of its statistics."""

_SINGLE = ("country", "lang", "kind", "instrument", "number", "buyer", "statute")

LONGEST_KEY = 512
"""Bytes that the server allows in an id."""


def entry(document: Document, order: float) -> dict[str, Any]:
    """Return what is indexed of a document; `order` is its place in the order by country."""
    made = read(document).entry
    single = {name: made.values[name][0] for name in _SINGLE}
    several = {name: list(made.values[name]) for name in MARKS}
    return {
        **single,
        **several,
        **{name: text or NOTHING for name, text in made.words.items()},
        "exact": made.exact or NOTHING,
        "hash": document.fingerprint,
        "order": order,
        "as_of": document.day,
        "doc": document.as_dict(),
    }


def key(name: str) -> str:
    """Return the server's id of a document: its own, or where that is too long, a hash of it."""
    if len(name.encode()) <= LONGEST_KEY:
        return name
    return f"sha256-{hashlib.sha256(name.encode()).hexdigest()}"
