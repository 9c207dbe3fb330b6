"""Suggests the intended word if no text has the one that was typed."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from search_app.index.analysis import without_diacritics
from search_app.index.vocabulary import Vocabulary

_SHORTEST = 4
_LIKE = 82.0


class Speller:
    """Finds similar words among those of a generation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.near = lru_cache(maxsize=4096)(self._near)
        """The most frequent of the nearest words (`near(form, languages)`); None without any."""

    def _near(self, form: str, languages: tuple[str, ...]) -> str | None:
        bare = without_diacritics(form)
        if len(bare) < _SHORTEST or not bare.isalpha():
            return None
        best: tuple[float, int, str] | None = None
        for language in languages:
            counts = self._candidates(bare, language)
            for name, likeness, _ in process.extract(
                bare, list(counts), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=5
            ):
                found = (round(likeness), counts[name][1], counts[name][0])
                best = max(best, found) if best else found
        return best[2] if best else None

    def _candidates(self, bare: str, language: str) -> dict[str, tuple[str, int]]:
        """Words with the same first letter and a similar length, by form without diacritics."""
        found: dict[str, tuple[str, int]] = {}
        for name, count in self._vocabulary.beginning(bare[0], language):
            key = without_diacritics(name)
            if abs(len(key) - len(bare)) <= 2 and count > found.get(key, ("", 0))[1]:
                found[key] = (name, count)
        return found
