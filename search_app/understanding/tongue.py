"""Detects the languages of a query from its own words.

A language model needs more text than a reader types. What a word tells is looked up instead: it is
a function word of a language, stands in texts of it, or is in its word list. Related languages
share words, so several languages may come out; then the query is understood in each of them.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from corpus.lemmas import is_known
from search_app.index.analysis import without_diacritics
from search_app.index.vocabulary import Vocabulary
from search_app.understanding.lists import languages
from search_app.understanding.matcher import country_matcher, meanings, reading_of
from search_app.understanding.ready import small_words
from search_app.understanding.typed import Typed

_STOPWORD, _IN_TEXTS, _IN_LIST, _FOLDED = 1.2, 1.0, 0.7, 0.7
_READERS_WORD = 0.5
_DECLARED = 0.6
_NEAR = 0.85
_LIKELY = 0.5
_MOST = 4
_SEEN = 100_000
_FREQUENT = 6.0


@cache
def _folded_function_words(language: str) -> frozenset[str]:
    return frozenset(map(without_diacritics, small_words()[language].function))


@cache
def _folded_stopwords(language: str) -> frozenset[str]:
    return frozenset(map(without_diacritics, small_words()[language].stopwords))


def is_stopword(form: str, language: str) -> bool:
    """Whether a word says nothing about the topic, with or without its diacritics."""
    return form in small_words()[language].stopwords or (
        form.isascii() and form in _folded_stopwords(language)
    )


class LanguageFinder:
    """Detects the languages of queries."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known = lru_cache(maxsize=_SEEN)(self._find_known)

    def find(self, typed: Typed, declared: str | None = None) -> tuple[str, ...]:
        """Return the possible languages of a query, likeliest first, at least one.

        Args:
            typed: the query.
            declared: the language that the reader names, which counts for much.
        """
        forms = [word.form for word in typed.words if not word.form.isdigit()]
        if not forms:
            return (declared,) if declared else ("en",)
        known = {lang: sum(self._known(form, lang) for form in forms) for lang in languages()}
        likely = [lang for lang, mark in known.items() if mark >= _LIKELY * max(known.values())]
        marks = {lang: known[lang] + self._covered(lang, typed) for lang in likely}
        if declared is not None:
            marks.setdefault(declared, known.get(declared, 0.0))
            marks[declared] += _DECLARED * len(forms)
        best = max(marks.values())
        near = [lang for lang, mark in marks.items() if mark and mark >= _NEAR * best]
        found = sorted(near, key=lambda lang: (-marks[lang], lang))[:_MOST]
        return tuple(found) or ((declared,) if declared else ("en",))

    def _covered(self, language: str, typed: Typed) -> float:
        """The evidence for a language from its readers' words and country names."""
        reading = reading_of(typed.loose)
        said = [*meanings(language).find(reading), *country_matcher(language).find(reading)]
        covered = {word.start for word in typed.words for _, (a, b) in said if a <= word.start < b}
        return _READERS_WORD * len(covered)

    def _find_known(self, form: str, language: str) -> float:
        if form in small_words()[language].function:
            return _STOPWORD
        count = self._vocabulary.count(form, language)
        if count:
            return _IN_TEXTS + min(0.5, math.log10(count) / _FREQUENT)
        if form.isalpha() and is_known(form, language):
            return _IN_LIST
        if without_diacritics(form) == form and self._is_known_folded(form, language):
            return _FOLDED
        return 0.0

    def _is_known_folded(self, bare: str, language: str) -> bool:
        """Whether a word typed without diacritics can belong to the language."""
        return bare in _folded_function_words(language) or bool(
            self._vocabulary.forms(bare, language)
        )
