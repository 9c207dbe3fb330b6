"""The gate: lets pass only provisions that can carry a concept, at the speed of byte searches.

Many provisions are folded into one byte a character (`alphabet`) and searched at once with an
automaton (`claims`) for the cues of kind `gate`, of which every rule needs one. Where these leave a
rule open (`needs`), a second automaton searches for all other cues, and each open rule is tried on
what was found (`trial`). The gate may let pass too much, never too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from nlp.tagger.gate.sieve import Entry, Passed, Sieve
from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.pipeline import cues_outside
from nlp.tagger.rules import read_rules
from nlp.tagger.sentences import sentence_around

__all__ = ["Entry", "Passed", "passes"]


def passes(entries: Sequence[Entry], language: str) -> Iterator[Passed]:
    """Yield each provision that may carry a concept, with the rules that are open for it.

    Args:
        entries: text, heading and context of each provision.
        language: of the lexicon.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return _sieve_for(language).sift(entries)


@lru_cache(maxsize=64)
def _sieve_for(language: str) -> Sieve:
    lexicon = lexicon_for(language)
    abbreviations = frozenset(lexicon.abbreviations)
    return Sieve(
        lexicon,
        read_rules(),
        lambda text: cues_outside(text, language),
        lambda text, place: sentence_around(text, place, abbreviations),
    )
