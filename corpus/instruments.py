"""Finds the instrument of the corpus that a collected text belongs to."""

from __future__ import annotations

import re

from corpus.dates import first_day
from corpus.library import Knowledge
from corpus.model import Instrument
from corpus.numbers import slug
from corpus.store import Library


def instrument_id(
    knowledge: Knowledge, country: str, identifier: str, as_of: str | None = None
) -> str:
    """Return the id of the curated instrument with an official identifier, or else a new id.

    Identifiers are compared without case and punctuation (`SFS 1962:700` is `SFS-1962-700`). An
    identifier that the corpus does not know becomes `<cc>-<identifier as slug>`. If a later version
    is an instrument of its own, the state of the text (`as_of`) decides.
    """
    named = _named(knowledge, country, identifier)
    if not named:
        return f"{country}-{slug(identifier)}"
    day = first_day(as_of) if as_of else None
    later = [i for i in named if i.texts_from and day and first_day(i.texts_from) <= day]
    plain = [i for i in named if not i.texts_from]
    return (later or plain or named)[0].id


def adopt(knowledge: Knowledge, library: Library) -> int:
    """Rename collected instruments to the ids that the corpus now has; return how many changed."""
    changed = 0
    for old, country, identifier in library.instruments():
        if old in {i.id for i in _named(knowledge, country, identifier)}:
            continue
        new = instrument_id(knowledge, country, identifier)
        if new != old:
            library.rename(old, new)
            changed += 1
    return changed


def _named(knowledge: Knowledge, country: str, identifier: str) -> list[Instrument]:
    """Return the instruments of a jurisdiction that bear an identifier."""
    wanted = _bare(identifier)
    jurisdiction = knowledge.jurisdictions.get(country)
    return [
        instrument
        for instrument in (jurisdiction.instruments if jurisdiction else ())
        if wanted in {_bare(name) for name in (instrument.identifier, *instrument.also)}
    ]


def _bare(identifier: str) -> str:
    return re.sub(r"[\W_]", "", identifier).casefold()
