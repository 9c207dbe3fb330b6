"""From a query to a plan: which words, phrases, numbers and concepts to look for.

The plan names no engine; each engine compiles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Concept
from corpus.numbers import heading_number
from search_app.index.analysis import fold, lemma, normal, words
from search_app.index.query import SearchQuery
from search_app.index.settings import settings

_PHRASE = re.compile(r'"([^"]+)"')
_NUMBER = re.compile(r"\d")
_DESIGNATOR = re.compile(r"^(?:art|arts|article|s|sec|section|§|§§)\.?\s*(?=[a-z]?\.?\s?\d)", re.I)


@dataclass(frozen=True)
class Clause:
    """One word of the query: its form and the lemmas it can have, per language."""

    form: str
    lemmas: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Plan:
    """What to look for. All `clauses` and `phrases` must match, or else one of `concepts` or
    `numbers` does."""

    query: SearchQuery
    clauses: tuple[Clause, ...]
    phrases: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    concepts: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing but filters was asked."""
        return not (self.clauses or self.phrases or self.numbers)


@dataclass(frozen=True)
class Planner:
    """Makes plans for one index: its languages, countries and the taxonomy."""

    languages: tuple[str, ...]
    countries: tuple[str, ...]
    concepts: Mapping[str, Concept]

    def plan(self, query: SearchQuery) -> Plan:
        """Return the plan of a query."""
        text = query.text.strip()
        phrases = tuple(
            found for p in _PHRASE.findall(text) if (found := tuple(w.form for w in words(p)))
        )
        loose = _PHRASE.sub(" ", text)
        forms = [word.form for word in words(loose)][: settings().limits.words]
        return Plan(
            query=query,
            clauses=tuple(self._clause(form) for form in without_stopwords(forms)),
            phrases=phrases,
            numbers=self._numbers(loose.strip()) if not phrases else (),
            concepts=tuple(self._concepts(forms)) if not phrases else (),
        )

    def _clause(self, form: str) -> Clause:
        """The word as it is, without diacritics, and its lemma, in each language."""
        bare = fold(form)
        found = {(lang, value) for lang in self.languages for value in (bare, lemma(form, lang))}
        return Clause(form, tuple(sorted(found)))

    def _numbers(self, text: str) -> tuple[str, ...]:
        """The citing numbers that the whole query can be, under any jurisdiction's grammar."""
        if not _NUMBER.search(text) or len(text) > 40:
            return ()
        found = {n for country in self.countries if (n := heading_number(text, country))}
        bare = _DESIGNATOR.sub("", text).strip().lower()
        if re.fullmatch(r"[lrd]?\.?\s?\d[\w./^:-]*(\s[a-z])?", bare):
            found.add(re.sub(r"\s|(?<=[lrd])\.", "", bare))
        return tuple(sorted(found))

    def _concepts(self, forms: list[str]) -> Iterable[str]:
        """The concepts one of whose labels is contained in the query, or is the whole of it."""
        wanted = set(without_stopwords(forms))
        for concept in self.concepts.values():
            for language, labels in concept.labels.items():
                if any(_names(label, language, frozenset(wanted)) for label in labels):
                    yield concept.id
                    break


@lru_cache(maxsize=20_000)
def _label_lemmas(label: str, language: str) -> frozenset[str]:
    forms = without_stopwords([word.form for word in words(label)])
    return frozenset(lemma(form, language) for form in forms)


def _names(label: str, language: str, wanted: frozenset[str]) -> bool:
    lemmas = {lemma(form, language) for form in wanted} | {fold(form) for form in wanted}
    return _label_lemmas(label, language) <= lemmas


def without_stopwords(forms: list[str]) -> list[str]:
    """Return words without function words, or all of them when nothing else is there."""
    kept = [form for form in forms if normal(form) not in settings().stopwords]
    return kept or forms
