"""What the index keeps about a document besides the document: the same for both engines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from search_app.index.analysis import forms_of, raw_words, tokens_of
from search_app.index.documents import RENDERING_LANGUAGE, Document

WORD_FIELDS = ("text", "title", "act", "rendering")
"""Fields of stems, scored by BM25."""

MARKS = ("cue", "concept", "actor", "cited_for")
"""Fields of several plain values."""

_LAW = frozenset({"statute", "treaty", "directive", "framework-decision"})
# "Recital 26", "Considérant 3"
_RECITAL = re.compile(r"(?:recital|considérant)\b", re.IGNORECASE)


@dataclass(frozen=True)
class IndexEntry:
    """A document as both engines index it: words separated by spaces, and plain values."""

    words: dict[str, str]
    exact: str
    values: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class EntryWithForms:
    """An index entry and the distinct forms of its words, by language."""

    entry: IndexEntry
    forms: dict[str, set[str]]


def read_document(document: Document) -> EntryWithForms:
    """Return the index entry of a document; each of its texts is split into words once."""
    language = document.language
    text, title = raw_words(document.text), raw_words(document.title)
    rendering = raw_words(f"{document.rendering_heading} {document.rendering}")
    entry = IndexEntry(
        words={
            "text": tokens_of(text, language),
            "title": tokens_of(title, language),
            "act": act_tokens(document.act_names, language),
            "rendering": tokens_of(rendering, RENDERING_LANGUAGE),
        },
        exact=" ".join(forms_of((*text, *rendering))),
        values=_values(document),
    )
    forms = {language: set(forms_of({*text, *title}))}
    if rendering:
        forms.setdefault(RENDERING_LANGUAGE, set()).update(forms_of(set(rendering)))
    return EntryWithForms(entry, forms)


@lru_cache(maxsize=4096)
def act_tokens(names: str, language: str) -> str:
    """Return the stems of the names of an instrument, in its language and in English."""
    raw = raw_words(names)
    stems = tokens_of(raw, language)
    if language == RENDERING_LANGUAGE:
        return stems
    return f"{stems} {tokens_of(raw, RENDERING_LANGUAGE)}"


def _values(document: Document) -> dict[str, tuple[str, ...]]:
    return {
        "country": (document.country,),
        "lang": (document.language,),
        "kind": (document.kind,),
        "instrument": (document.instrument,),
        "number": (document.number,),
        "buyer": ("1" if document.buyer_liable else "0",),
        "concept": document.concepts,
        "actor": document.actors,
        "cited_for": document.cited_for,
        "cue": tuple(document.cues),
        "statute": ("1" if _is_law(document) else "0",),
        "group": (document.group,) if document.group else (),
    }


def _is_law(document: Document) -> bool:
    """Whether a document may be law today.

    Orders, policies, reports, recitals, old wordings and acts that only amend others are not.
    """
    holds = document.force in {"in-force", "unknown"} and document.form != "amending"
    return holds and document.kind in _LAW and not _RECITAL.match(document.heading)
