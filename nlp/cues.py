"""Which cues stand in a text, and where: what search compares across languages."""

from __future__ import annotations

from nlp.finding import finder_for, reader_for
from nlp.lexicon import languages

_MOST = 3
"""So many places of each cue are kept; more would only show the same word marked again."""

CuePlaces = dict[str, tuple[tuple[int, int], ...]]


def cues_of(text: str, language: str, heading: str = "") -> CuePlaces:
    """Return the cues of a text and its heading, sorted by name.

    Each has the half-open ranges of its first places in the text; a cue that only the heading has,
    none. Empty where the language has no lexicon.
    """
    if language not in languages():
        return {}
    finder, reading = finder_for(language), reader_for(language).read(text)
    found: dict[str, list[tuple[int, int]]] = {cue: [] for cue in finder.outside(heading)}
    for hit in finder.find(reading):
        places = found.setdefault(hit.cue, [])
        if len(places) < _MOST:
            places.append(reading.span(hit.first, hit.last))
    return {cue: tuple(places) for cue, places in sorted(found.items())}
