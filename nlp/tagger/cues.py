"""Which cues stand in a text, and where: what search compares across languages."""

from __future__ import annotations

from nlp.tagger.finder import finder_for
from nlp.tagger.lexicon import languages
from nlp.tagger.pipeline import cues_outside, words_of

_MOST = 3
"""So many places of each cue are kept; more would only mark the same word again."""

CuePlaces = dict[str, tuple[tuple[int, int], ...]]


def cues_of(text: str, language: str, heading: str = "") -> CuePlaces:
    """Return the cues of a text and its heading, sorted by name.

    Each has the half-open character ranges of its first three places in the text; a cue that only
    the heading has, none. Empty where the language has no lexicon.
    """
    if language not in languages():
        return {}
    words = words_of(text, language)
    ranges: dict[str, list[tuple[int, int]]] = {cue: [] for cue in cues_outside(heading, language)}
    for hit in finder_for(language).find(words):
        places = ranges.setdefault(hit.cue, [])
        if len(places) < _MOST:
            places.append(words.span(hit.first, hit.last))
    return {cue: tuple(places) for cue, places in sorted(ranges.items())}
