"""Finds which instrument of the corpus a collected text belongs to."""

from __future__ import annotations

import re

from corpus.library import Knowledge
from corpus.numbers import slug
from corpus.store import Library


def instrument_id(knowledge: Knowledge, country: str, identifier: str) -> str:
    """Return the id of the curated instrument with that official identifier, else a new id.

    Identifiers are compared without case and punctuation (`SFS 1962:700` is `SFS-1962-700`). A
    text that no jurisdiction file names gets `<cc>-<identifier as slug>`.
    """
    wanted = _bare(identifier)
    jurisdiction = knowledge.jurisdictions.get(country)
    for instrument in jurisdiction.instruments if jurisdiction else ():
        if wanted in {_bare(name) for name in (instrument.identifier, *instrument.also)}:
            return instrument.id
    return f"{country}-{slug(identifier)}"


def adopt(knowledge: Knowledge, library: Library) -> int:
    """Give collected texts the ids that the corpus has for them by now; return how many changed."""
    changed = 0
    for old, country, identifier in library.instruments():
        new = instrument_id(knowledge, country, identifier)
        if new != old:
            library.rename(old, new)
            changed += 1
    return changed


def _bare(identifier: str) -> str:
    return re.sub(r"[\W_]", "", identifier).casefold()
