"""Finds lexicon entries in a query, whatever its diacritics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nlp.tagger.cutting import QueryWords, query_words
from nlp.tagger.matching import CompiledCues, CueMatcher
from search_app.understanding.ready import entries, plainly

Found = tuple[str, tuple[int, int]]
"""The name of an entry or group, and the half-open range of the query that it matched."""


class QueryMatcher:
    """Compiled groups of entries."""

    def __init__(self, groups: CompiledCues) -> None:
        self._matcher = CueMatcher(groups)

    def find(self, reading: QueryWords) -> Iterator[Found]:
        """Yield the groups that match, in order, with their ranges."""
        for hit in self._matcher.find(reading.words, [0] * len(reading.words)):
            yield hit.cue, reading.span(hit.first, hit.last)


def reading_of(text: str) -> QueryWords:
    """Return a query as the matchers read it: folded, without diacritics and strokes."""
    return query_words(plainly(text))


@cache
def meanings(language: str) -> QueryMatcher:
    """Return the matcher of a language's readers' words; its groups are their entries."""
    return QueryMatcher(entries(language).readers)


@cache
def law_words(language: str) -> QueryMatcher:
    """Return the matcher of a language's lexicon; its groups are cues."""
    return QueryMatcher(entries(language).law)


@cache
def country_matcher(language: str) -> QueryMatcher:
    """Return the matcher of a language's names of countries; its groups are their codes."""
    return QueryMatcher(entries(language).countries)
