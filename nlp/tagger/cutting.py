"""Cuts text into words: the tokens of a doc, and what readers type."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.tagger.folding import fold

_LETTER = r"(?:[^\W_]|[\u00ad\u200b-\u200d\u0300-\u036f])"
# `köp`, `U.S.A`, `12`, `€1.000,50`, `10km`, `§`
_WORD = re.compile(
    rf"[€£$]?\d+(?:[.,]\d+)*(?:[€£$]|{_LETTER}+)?|{_LETTER}+(?:\.{_LETTER}+)*|[€£$§]"
)

# the same, but a sign of currency stands alone, as spaCy cuts it: `€` and `1.500` in `€1.500`
_QUERY_WORD = re.compile(rf"[€£$§]|\d+(?:[.,]\d+)*{_LETTER}*|{_LETTER}+(?:\.{_LETTER}+)*")


def word_ranges(token: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the words in a token, cut at apostrophes and hyphens."""
    if token.isalpha():
        return [(0, len(token))]
    return [match.span() for match in _WORD.finditer(token)]


class QueryWords(NamedTuple):
    """The words that a reader typed, folded and without accents, with their half-open ranges."""

    words: list[str]
    ranges: list[tuple[int, int]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the half-open character range of the words `first` to `last`, both included."""
        return self.ranges[first][0], self.ranges[last][1]


def query_words(text: str) -> QueryWords:
    """Return the words of what a reader typed.

    No doc is made for it: a query has no sentences, and who searches need not load spaCy.
    """
    ranges = [match.span() for match in _QUERY_WORD.finditer(text)]
    return QueryWords([fold(text[first:last], accents=False) for first, last in ranges], ranges)
