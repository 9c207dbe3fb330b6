"""In which language a paragraph is written, as far as claims are found in it."""

from __future__ import annotations

import re

from search_app.claims.phrases import PhraseBook, languages, phrase_book

_READ = 4000
"""So many characters of a paragraph tell its language."""


def book_of(paragraph: str) -> PhraseBook:
    """Return the phrases of the language whose small words a paragraph has most; else English."""
    words = re.findall(r"\w+", paragraph[:_READ].casefold())
    books = [phrase_book(language) for language in languages()]
    return max(books, key=lambda book: sum(word in book.small for word in words))
