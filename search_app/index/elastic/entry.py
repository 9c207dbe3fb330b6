"""One document as the index holds it: the tokens that the embedded engine makes, and facets."""

from __future__ import annotations

import hashlib
from typing import Any

from search_app.index.analysis import forms, tokens
from search_app.index.documents import RENDERING_LANGUAGE, Document

NOTHING = "\u2400"
"""Stands in an empty field of words, which the server would else leave out of its statistics."""

LONGEST_KEY = 512
"""Bytes that the server allows in an id."""


def entry(document: Document, order: float) -> dict[str, Any]:
    """Return what is indexed of a document; `order` is its place in the order by country."""
    rendering = f"{document.rendering_heading} {document.rendering}"
    exact = " ".join(forms(f"{document.text}\n{document.rendering}"))
    return {
        "country": document.country,
        "lang": document.language,
        "kind": document.kind,
        "number": document.number,
        "buyer": "1" if document.buyer_liable else "0",
        "concept": list(document.concepts),
        "actor": list(document.actors),
        "cited_for": list(document.cited_for),
        "text": tokens(document.text, document.language) or NOTHING,
        "title": tokens(document.title, document.language) or NOTHING,
        "rendering": tokens(rendering, RENDERING_LANGUAGE) or NOTHING,
        "exact": exact or NOTHING,
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
