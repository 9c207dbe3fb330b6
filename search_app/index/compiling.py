"""Compiles a plan into a query of the embedded engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tantivy

from search_app.index.documents import RENDERING_LANGUAGE
from search_app.index.entries import WORD_FIELDS
from search_app.index.plan import Flag, QueryPlan, QueryTerm, QueryUnit
from search_app.index.query import FACETS, SearchQuery
from search_app.index.settings import Weights
from search_app.index.similar import Likeness

_Q = tantivy.Query
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
TIE = 0.1
"""The share that the other stems of a word add to the score of its best stem."""


class Compiler:
    """Compiles plans for one schema."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema

    def matching(self, plan: QueryPlan) -> Any:
        """Return the scored query of a plan without its filters."""
        if plan.empty:
            return _Q.all_query()
        must = [self._phrase(phrase, plan.weights.phrase) for phrase in plan.phrases]
        either = [self._flag(flag, 0.0) for flag in plan.alternatives]
        if plan.units:
            units = [(_SHOULD, self._unit(unit, plan.weights)) for unit in plan.units]
            required = 1 if plan.phrases else plan.required
            either.append(_Q.boolean_query(units, minimum_number_should_match=required))
        clauses = [(_MUST, part) for part in must]
        if either:
            occurs = _SHOULD if must else _MUST
            clauses.append((occurs, _any(either)))
        clauses += [(_SHOULD, part) for part in self._scored(plan)]
        return _Q.boolean_query(clauses)

    def filtered(self, wanted: Any, query: SearchQuery, without: str = "") -> Any:
        """Return a query with every filter applied except that of one facet (`without`)."""
        clauses = [(_MUST, wanted)]
        for name in FACETS:
            if name != without and (chosen := query.chosen(name)):
                terms = _Q.term_set_query(self._schema, name, list(chosen))
                clauses.append((_MUST, _Q.const_score_query(terms, 0.0)))
        if query.as_of_from:
            since = _Q.range_query(
                self._schema, "as_of", tantivy.FieldType.Unsigned,
                lower_bound=int(query.as_of_from.strftime("%Y%m%d")),
            )  # fmt: skip
            clauses.append((_MUST, _Q.const_score_query(since, 0.0)))
        return _Q.boolean_query(clauses) if len(clauses) > 1 else wanted

    def grouped(self, wanted: Any) -> Any:
        """Return a query of the hits whose provision is held in several languages."""
        some = _Q.range_query(
            self._schema, "group", tantivy.FieldType.Unsigned, lower_bound=1
        )  # fmt: skip
        return _Q.boolean_query([(_MUST, wanted), (_MUST, _Q.const_score_query(some, 0.0))])

    def of_groups(self, wanted: Any, groups: Iterable[int]) -> Any:
        """Return a query of the hits whose provision is one of some groups."""
        some = _Q.term_set_query(self._schema, "group", list(groups))
        return _Q.boolean_query([(_MUST, wanted), (_MUST, _Q.const_score_query(some, 0.0))])

    def like(self, likeness: Likeness) -> Any:
        """Return the query for the nearest provisions of other countries."""
        shared = [self._value("concept", name, weight) for name, weight in likeness.concepts]
        extra = [self._value("cited_for", name, weight) for name, weight in likeness.concepts]
        if likeness.buyer:
            extra.append(self._value("buyer", "1", likeness.buyer))
        return _Q.boolean_query(
            [
                (_MUST, _any(shared)),
                *((_SHOULD, part) for part in extra),
                (_NOT, self._value("country", likeness.other_than, 1.0)),
            ]
        )

    def _scored(self, plan: QueryPlan) -> Iterable[Any]:
        for flag in plan.flags:
            weight = plan.weights.of(flag.feature) * flag.score
            if weight:
                yield self._flag(flag, weight)
        if plan.weights.provision:
            for act, number in plan.pairs:
                both = _Q.boolean_query(
                    [
                        (_MUST, self._value("instrument", act, 0.0)),
                        (_MUST, self._value("number", number, 0.0)),
                    ]
                )
                yield _Q.const_score_query(both, plan.weights.provision)

    def _unit(self, unit: QueryUnit, weights: Weights) -> Any:
        """Match one word in any field; within a field its best stem counts most."""
        parts = []
        for field in WORD_FIELDS:
            terms = [self._term(field, term) for term in searched_in(field, unit.terms)]
            if terms:
                best = _Q.disjunction_max_query(terms, tie_breaker=TIE)
                parts.append(_Q.boost_query(best, weights.of(field)))
        parts += [self._value("cue", cue, 0.0) for cue in unit.telling]
        return _any(parts)

    def _phrase(self, phrase: tuple[str, ...], boost: float) -> Any:
        if len(phrase) == 1:
            return self._term("exact", QueryTerm(phrase[0], boost))
        return _Q.boost_query(_Q.phrase_query(self._schema, "exact", list(phrase)), boost)

    def _term(self, field: str, term: QueryTerm) -> Any:
        query = _Q.term_query(self._schema, field, term.token, index_option="freq")
        return query if term.weight == 1 else _Q.boost_query(query, term.weight)

    def _flag(self, flag: Flag, score: float) -> Any:
        return self._value(flag.field, flag.value, score)

    def _value(self, field: str, value: str, score: float) -> Any:
        query = _Q.term_query(self._schema, field, value, index_option="basic")
        return _Q.const_score_query(query, score)


def searched_in(field: str, terms: Iterable[QueryTerm]) -> list[QueryTerm]:
    """Return the stems that can occur in a field: renderings are English."""
    if field != "rendering":
        return list(terms)
    return [term for term in terms if term.token.startswith(f"{RENDERING_LANGUAGE}|")]


def _any(parts: list[Any]) -> Any:
    if len(parts) == 1:
        return parts[0]
    return _Q.boolean_query([(_SHOULD, part) for part in parts])
