"""In which language a paragraph is written, as far as claims are found in it."""

from __future__ import annotations

import re

from search_app.claims.phrases import PhraseBook, languages, phrase_book

_READ = 4000
"""So many characters of a paragraph tell its language."""
_SHORT = 200
"""In a text so short, phrases tell it where small words do not ("Deutschland verlangt Vorsatz")."""


def book_of(paragraph: str) -> PhraseBook:
    """Return the phrases of the language whose small words a paragraph has most; else English."""
    words = re.findall(r"\w+", paragraph[:_READ].casefold())
    books = [phrase_book(language) for language in languages()]
    counts = [sum(word in _small(book) for word in words) for book in books]
    likely = [book for book, n in zip(books, counts, strict=True) if n == max(counts)]
    if len(likely) == 1 or len(paragraph) > _SHORT:
        return likely[0]
    return max(likely, key=lambda book: _phrases_in(paragraph, book))


def book_within(sentence: str, usual: PhraseBook) -> PhraseBook:
    """Return the phrases of the language of a sentence: those of its paragraph, if no other's fit.

    Another language counts if it has clearly more of the sentence's small words, or, where they
    tell nothing, of its phrases.
    """
    words = re.findall(r"\w+", sentence.casefold())
    books = [phrase_book(language) for language in languages()]
    counts = {book.language: sum(word in _small(book) for word in words) for book in books}
    own = counts.pop(usual.language)
    best = max(books, key=lambda book: counts.get(book.language, -1))
    if own > counts[best.language]:
        return usual
    if counts[best.language] > own + 1:
        return best
    covered = {book.language: _phrases_in(sentence, book) for book in books}
    best = max(books, key=lambda book: (covered[book.language], book is usual))
    return best if covered[best.language] > 2 * covered[usual.language] else usual


def _small(book: PhraseBook) -> frozenset[str]:
    return book.small.union(book.breaks, book.lists)


def _phrases_in(paragraph: str, book: PhraseBook) -> int:
    """How many characters phrases cover."""
    return sum(
        match.end() - match.start()
        for _, _, expression in book.expressions
        for match in expression.finditer(paragraph)
    )
