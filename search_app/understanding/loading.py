"""Loads the words of all languages before the first query."""

from __future__ import annotations

from search_app.understanding.lists import languages
from search_app.understanding.matcher import country_matcher, law_words, meanings


def load_words() -> None:
    """Load the words of every language, for the lifetime of the process."""
    for language in languages():
        for load in (country_matcher, meanings, law_words):
            load(language)
