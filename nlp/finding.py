"""Finds the cues of a language in what was read, those hidden by others left out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.lemmas import lemmatizer
from nlp.lexicon import Lexicon, inventory, lexicon_for
from nlp.matching import CueMatcher, Hit
from nlp.reading import Reading
from nlp.rows import Cover
from nlp.words import Reader

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

_HEADINGS = 8192


def blank() -> Language:
    """Return spaCy's rules for text in any language, without a model.

    Those for single languages cut nothing otherwise that a cue could notice (no tag differs on all
    statutes at hand), need a third of the time of a first run to be made, and there are none for
    Maltese.
    """
    import spacy

    return spacy.blank("xx")


class CueFinder:
    """The cues of one language."""

    def __init__(self, lexicon: Lexicon, reader: Reader) -> None:
        patterns = lexicon.patterns
        lemmas = any(p.uses_lemmas for entries in patterns.values() for p in entries)
        self._matcher = CueMatcher(patterns, lemmatizer(lexicon.language) if lemmas else None)
        self._reader = reader
        self._hides = {cue: frozenset(kind.hides) for cue, kind in inventory().items()}
        self.outside = lru_cache(maxsize=_HEADINGS)(self._find_outside)
        """The cues of a heading or other text beside a provision."""

    def find(self, reading: Reading, cues: frozenset[str] | None = None) -> list[Hit]:
        """Return the cues of a text, or those of `cues` and what hides them, in order."""
        hits = self._matcher.find(reading.words, reading.sentences, cues)
        hiding: dict[str, list[Hit]] = {}
        for hit in hits:
            for cue in self._hides[hit.cue]:
                hiding.setdefault(cue, []).append(hit)
        if not hiding:
            return hits
        hidden = {cue: Cover(by) for cue, by in hiding.items()}
        return [hit for hit in hits if hit.cue not in hidden or not hidden[hit.cue].holds(hit)]

    def _find_outside(self, text: str) -> frozenset[str]:
        if not text:
            return frozenset()
        return frozenset(hit.cue for hit in self.find(self._reader.read(text)))


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return blank().tokenizer


@lru_cache(maxsize=64)
def reader_for(language: str) -> Reader:
    """Return the reader of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    lexicon = lexicon_for(language)
    return Reader(_tokenizer, frozenset(lexicon.abbreviations), accents=lexicon.accents)


@lru_cache(maxsize=64)
def finder_for(language: str) -> CueFinder:
    """Return the finder of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return CueFinder(lexicon_for(language), reader_for(language))
