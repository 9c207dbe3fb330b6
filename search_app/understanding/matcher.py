"""Finds entries in the notation of the lexicons in a query, whatever its diacritics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

from nlp.finding import blank
from nlp.lexicon import languages as lexicon_languages
from nlp.lexicon import lexicon_for
from nlp.matching import CueMatcher
from nlp.patterns import Pattern, parse_pattern
from nlp.words import Reader, TextReading
from search_app.understanding.lists import CountryNames, Meant, country_names, reader_words

_STROKES = str.maketrans("ħłøđıĦŁØĐ", "hlodihlod")
Found = tuple[str, tuple[int, int]]
"""The name of an entry or group, and the half-open range of the query that it matched."""


class QueryMatcher:
    """Some groups of entries, compiled."""

    def __init__(self, groups: Mapping[str, Sequence[Pattern]]) -> None:
        self._matcher = CueMatcher({name: tuple(patterns) for name, patterns in groups.items()})

    def find(self, reading: TextReading) -> Iterator[Found]:
        """Yield the groups that match, in order, with their ranges."""
        for hit in self._matcher.find(reading.words, [0] * len(reading.words)):
            yield hit.cue, reading.span(hit.first, hit.last)


@cache
def _tokenizer() -> Tokenizer:
    """Made once: to make it takes as long as to answer several searches."""
    return blank().tokenizer


@cache
def _reader() -> Reader:
    return Reader(_tokenizer, frozenset(), accents=False)


def plainly(text: str) -> str:
    """Return a text with the letters that stand for themselves without their strokes (ħ as h)."""
    return text.translate(_STROKES)


def reading_of(text: str) -> TextReading:
    """Return a query as the matchers read it: folded, without diacritics and strokes."""
    return _reader().read(plainly(text))


@cache
def meanings(language: str) -> QueryMatcher:
    """Return the matcher of a language's readers' words; its groups are their entries."""
    return QueryMatcher({entry: [_parsed(entry)] for entry in reader_words(language).words})


def meant(language: str, entry: str) -> Meant:
    """Return what a reader means by an entry."""
    return reader_words(language).words[entry]


@cache
def law_words(language: str) -> QueryMatcher:
    """Return the matcher of a language's lexicon; its groups are cues."""
    if language not in lexicon_languages():
        return QueryMatcher({})
    return QueryMatcher(lexicon_for(language).read(accents=False, spelled=plainly))


@cache
def country_matcher(language: str) -> QueryMatcher:
    """Return the matcher of a language's names of countries; its groups are their codes."""
    names: CountryNames = country_names(language)
    return QueryMatcher(
        {code: [_parsed(entry) for entry in entries] for code, entries in names.countries.items()}
    )


def _parsed(entry: str) -> Pattern:
    return parse_pattern(plainly(entry), accents=False)
