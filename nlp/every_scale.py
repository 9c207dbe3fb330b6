"""Every penalty scale of a text, whether or not the tagger gives the text a concept."""

from __future__ import annotations

from functools import lru_cache

from corpus.penalty import Scale
from nlp.finding import reader_for
from nlp.lexicon import lexicon_for
from nlp.penalties import PenaltyReader


def every_scale(text: str, language: str) -> tuple[Scale, ...]:
    """Return the scales that a text states, each sentence taken as one that punishes.

    Raises:
        LexiconError: the language has no lexicon.
    """
    reading = reader_for(language).read(text)
    found = _penalties(language).read(reading, frozenset(reading.sentences)).penalty
    return (found, *found.others) if found else ()


@lru_cache(maxsize=64)
def _penalties(language: str) -> PenaltyReader:
    return PenaltyReader(lexicon_for(language))
