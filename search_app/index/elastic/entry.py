"""One document as the index stores it: the tokens of the embedded engine, and facets."""

from __future__ import annotations

import hashlib
from typing import Any

from search_app.index.documents import Document
from search_app.index.entries import MARKS, read_document

NOTHING = "\u2400"
"""Fills an empty field of words, which the server would otherwise leave out of its statistics."""

_SINGLE = ("country", "lang", "kind", "instrument", "number", "buyer", "statute")

LONGEST_KEY = 512
"""The most bytes that the server allows in an id."""


def entry(document: Document, order: float) -> dict[str, Any]:
    """Return the fields of a document; `order` is its place in the order by country."""
    made = read_document(document).entry
    single = {name: made.values[name][0] for name in _SINGLE}
    several = {name: list(made.values[name]) for name in MARKS}
    return {
        **single,
        **several,
        **({"group": document.group} if document.group else {}),
        **{name: text or NOTHING for name, text in made.words.items()},
        "exact": made.exact or NOTHING,
        "hash": document.fingerprint,
        "order": order,
        "as_of": document.day,
        "doc": document.as_dict(),
    }


def key(name: str) -> str:
    """Return the server's id of a document: its own id, or a hash where that is too long."""
    if len(name.encode()) <= LONGEST_KEY:
        return name
    return f"sha256-{hashlib.sha256(name.encode()).hexdigest()}"
