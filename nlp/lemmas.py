"""Lemmas from simplemma's word lists; Maltese has none, Croatian is in the list called `hbs`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_SIMPLEMMA_NAMES = {"hr": "hbs", "mt": ""}


def lemmatizer(language: str) -> Callable[[str], str]:
    """Return the function from a word to its lemma; words stay as they are where there is none."""
    import simplemma

    name = _SIMPLEMMA_NAMES.get(language, language)

    @lru_cache(maxsize=200_000)
    def lemma(word: str) -> str:
        return str(simplemma.lemmatize(word, lang=name)).lower() if name else word.lower()

    return lemma
