"""Turns an understood query into a plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from corpus.language import PRIMARY
from corpus.library import Knowledge
from search_app.index.analysis import known_by, stems, token
from search_app.index.documents import RENDERING_LANGUAGE
from search_app.index.plan import Flag, QueryPlan, QueryTerm, QueryUnit
from search_app.index.query import SearchQuery
from search_app.index.settings import Weights, settings
from search_app.index.settings import weights as packaged_weights
from search_app.index.vocabulary import Vocabulary
from search_app.understanding.parts import Part, Understanding
from search_app.understanding.understand import home_countries

_LONGER, _PART, _MEANT = 0.5, 0.4, 0.8
"""How sure a longer compound, a part of one, or a corrected word is what was meant."""

_LATER_QUESTION = 0.5
_CONFUSABLE = 0.4
_SECOND_LANGUAGE = 0.9
_SHORTEST_PART = 4
_LINKS = ("", "s", "n", "en", "es", "e")
_BUYING = "buying"


@dataclass(frozen=True)
class Planner:
    """Makes plans for one generation of the index.

    `cue_counts` says how many of `size` documents have each cue: a rarer one tells more.
    """

    knowledge: Knowledge
    vocabulary: Vocabulary
    cue_counts: Mapping[str, int]
    size: int

    def plan(
        self,
        query: SearchQuery,
        understanding: Understanding,
        weights: Weights | None = None,
    ) -> QueryPlan:
        """Return the plan of an understood query."""
        units = tuple(self._units(understanding))
        concepts = self._concepts(understanding)
        numbers = understanding.values("number")
        acts = understanding.values("instrument")
        alternatives = [Flag("concept", "concept", name) for name in concepts]
        alternatives += [Flag("number", "number", number) for number in numbers]
        if not units and not alternatives:
            alternatives = [Flag("instrument", "instrument", name) for name in acts] or [
                Flag("country", "country", code) for code in understanding.values("country")
            ]
        return QueryPlan(
            query=query,
            understanding=understanding,
            weights=weights or packaged_weights(),
            units=units,
            required=max(1, round(settings().required * len(units))),
            phrases=tuple(tuple(p.value.split(" ")) for p in understanding.of("phrase")),
            alternatives=tuple(alternatives),
            flags=tuple(self._flags(understanding, concepts)),
            pairs=tuple((act, number) for act in acts for number in numbers),
        )

    def _units(self, understanding: Understanding) -> Iterator[QueryUnit]:
        meant = dict(understanding.misspelt)
        for part in understanding.of("word"):
            said = {c for place in part.places for c in understanding.said_by("cue", place)}
            telling = (cue for cue in said if self._rarity(cue) >= settings().rare)
            terms: dict[str, float] = {}
            for language in understanding.languages:
                for term in self._terms(part, language, meant.get(part.value)):
                    terms[term.token] = max(terms.get(term.token, 0.0), term.weight)
            found = tuple(QueryTerm(name, weight) for name, weight in sorted(terms.items()))
            yield QueryUnit(part.value, found, tuple(sorted(said)), tuple(sorted(telling)))

    def _terms(self, part: Part, language: str, meant: str | None) -> Iterator[QueryTerm]:
        form = part.value
        for value in known_by(form, language):
            yield QueryTerm(token(value, language))
        if meant is not None:
            for value in stems(meant, language):
                yield QueryTerm(token(value, language), _MEANT)
        if language in settings().compounding and form.isalpha() and len(form) >= _SHORTEST_PART:
            for longer in self._longer(form, language):
                for value in stems(longer, language):
                    yield QueryTerm(token(value, language), _LONGER)
            for piece in self._pieces(form, language):
                for value in stems(piece, language):
                    yield QueryTerm(token(value, language), _PART)

    def _longer(self, form: str, language: str) -> list[str]:
        """The most frequent compounds that begin with a word."""
        known = self.vocabulary.beginning(form, language)
        found = ((count, name) for name, count in known if len(name) >= len(form) + _SHORTEST_PART)
        return [name for _, name in nlargest(settings().limits.expansions, found)]

    def _pieces(self, form: str, language: str) -> tuple[str, ...]:
        """The two words of a compound, split where both are most frequent."""
        best: tuple[int, tuple[str, str]] | None = None
        for at in range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1):
            tail = form[at:]
            right = self.vocabulary.count(tail, language)
            if not right:
                continue
            for link in _LINKS:
                head = form[:at].removesuffix(link) if link else form[:at]
                if len(head) < _SHORTEST_PART or (link and not form[:at].endswith(link)):
                    continue
                both = min(right, self.vocabulary.count(head, language))
                if both and (best is None or both > best[0]):
                    best = both, (head, tail)
        return best[1] if best else ()

    def _concepts(self, understanding: Understanding) -> dict[str, float]:
        """The concepts that a query names, and those of the questions it asks, with their share.

        A query about buying from a minor also names buying, so concepts that the taxonomy calls
        confusable with that of the first question count less.
        """
        found: dict[str, float] = {}
        share = 1.0
        for question in understanding.of("question"):
            concept = self.knowledge.questions[question.value].concept
            found.setdefault(concept, share * question.sure)
            share *= _LATER_QUESTION
        first = next(iter(found), None)
        near = self.knowledge.concepts[first].confusable if first else ()
        for concept in understanding.values("concept"):
            if concept != first:
                found[concept] = _CONFUSABLE if concept in near else 1.0
        return found

    def _flags(self, understanding: Understanding, concepts: dict[str, float]) -> Iterator[Flag]:
        for cue in understanding.values("cue"):
            yield Flag("cue", "cue", cue, self._rarity(cue))
        for concept, share in concepts.items():
            yield Flag("concept", "concept", concept, share)
            yield Flag("cited", "cited_for", concept, share)
        if self._speaks_of_the_buyer(understanding):
            yield Flag("buyer", "buyer", "1")
        named = understanding.values("country")
        for code in named:
            yield Flag("country", "country", code)
        for code, share in _homes(understanding) if not named else ():
            yield Flag("home", "country", code, share)
        for act in understanding.values("instrument"):
            yield Flag("instrument", "instrument", act)
        for number in understanding.values("number"):
            yield Flag("number", "number", number)
        yield Flag("statute", "statute", "1")

    def _speaks_of_the_buyer(self, understanding: Understanding) -> bool:
        if "buyer" in understanding.values("actor") or "client" in understanding.values("cue"):
            return True
        first = next(iter(understanding.values("question")), None)
        return first is not None and self.knowledge.questions[first].group == _BUYING

    def _rarity(self, cue: str) -> float:
        """The inverse document frequency of Robertson and Spärck Jones (1976), in sixteenths."""
        count = self.cue_counts.get(cue, 0)
        return round(16 * math.log(1 + (self.size - count + 0.5) / (count + 0.5))) / 16


def _homes(understanding: Understanding) -> Iterator[tuple[str, float]]:
    """The states of a query's languages with their shares: less where it is a second language.

    Everyone writes English, so it points to no state.
    """
    own = [language for language in understanding.languages if language != RENDERING_LANGUAGE]
    first = {code for code in home_countries(own) if PRIMARY[code] in own}
    for code in home_countries(own):
        yield code, 1.0 if code in first or not first else _SECOND_LANGUAGE
