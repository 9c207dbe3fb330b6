"""Every penalty scale of a text, whether or not the tagger gives the text a concept."""

from __future__ import annotations

from corpus.penalty import Scale
from nlp.tagger.penalties.reader import penalty_reader
from nlp.tagger.pipeline import words_of


def every_scale(text: str, language: str) -> tuple[Scale, ...]:
    """Return the scales that a text states, each sentence taken as one that punishes.

    Raises:
        LexiconError: the language has no lexicon.
    """
    words = words_of(text, language)
    penalty = penalty_reader(language).read(words, frozenset(words.sentences)).penalty
    return (penalty, *penalty.others) if penalty else ()
