"""Finds the cues of a language in the words of a doc, without those that others hide."""

from __future__ import annotations

from functools import lru_cache

from nlp.tagger.lexicon import Lexicon, inventory, lexicon_for
from nlp.tagger.matching import CueHit, CueMatcher
from nlp.tagger.rows import Cover
from nlp.tagger.words import DocWords


class CueFinder:
    """The cues of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._matcher = CueMatcher(lexicon.patterns)
        self._hides = {cue: frozenset(kind.hides) for cue, kind in inventory().items()}

    def find(self, words: DocWords, cues: frozenset[str] | None = None) -> list[CueHit]:
        """Return the cues of a text in order: all, or those of `cues` and what hides them.

        No cue reaches from one sentence into the next.
        """
        hits = self._matcher.find(words.words, words.sentences, cues)
        hiding: dict[str, list[CueHit]] = {}
        for hit in hits:
            for cue in self._hides[hit.cue]:
                hiding.setdefault(cue, []).append(hit)
        if not hiding:
            return hits
        hidden = {cue: Cover(by) for cue, by in hiding.items()}
        return [hit for hit in hits if hit.cue not in hidden or not hidden[hit.cue].holds(hit)]


@lru_cache(maxsize=64)
def finder_for(language: str) -> CueFinder:
    """Return the finder of a language, built once.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return CueFinder(lexicon_for(language))
