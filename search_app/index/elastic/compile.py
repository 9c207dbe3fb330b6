"""From a plan to a request: query, filters after it, facet counts, order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search_app.index.compiling import TIE, searched_in
from search_app.index.entries import WORD_FIELDS
from search_app.index.plan import Plan, QueryTerm, Unit
from search_app.index.query import FACETS, SearchQuery
from search_app.index.settings import Weights, settings
from search_app.index.similar import Likeness

Body = dict[str, Any]

REST = "rest"
"""Name of the aggregation with the facets that have no filter of their own."""


def search_body(plan: Plan) -> Body:
    """Return the request of a plan without its page: everything that two pages have in common."""
    query = plan.query
    body: Body = {
        "query": _since(matching(plan), query),
        "sort": order(query),
        "track_total_hits": True,
        "aggs": facets(query),
        "_source": ["doc"],
    }
    if chosen := [clause for _, clause in _filters(query)]:
        body["post_filter"] = {"bool": {"filter": chosen}}
    return body


def matching(plan: Plan) -> Body:
    """Return the scored query of a plan, as `search_app.index.compiling` makes it for tantivy."""
    if plan.empty:
        return {"match_all": {}}
    must = [_phrase(phrase, plan.weights.phrase) for phrase in plan.phrases]
    should: list[Body] = []
    either = [_value(flag.field, flag.value, 0.0) for flag in plan.alternatives]
    if plan.units:
        either.append(
            {
                "bool": {
                    "should": [_unit(unit, plan.weights) for unit in plan.units],
                    "minimum_should_match": 1 if plan.phrases else plan.required,
                }
            }
        )
    if either:
        (should if must else must).append(_any(either))
    return {"bool": {"must": must, "should": [*should, *_scored(plan)]}}


def like_body(likeness: Likeness) -> Body:
    """Return the request for what is nearest in other countries."""
    shared = [_value("concept", name, weight) for name, weight in likeness.concepts]
    extra = [_value("cited_for", name, weight) for name, weight in likeness.concepts]
    if likeness.buyer:
        extra.append(_value("buyer", "1", likeness.buyer))
    wanted = {
        "must": [{"bool": {"should": shared, "minimum_should_match": 1}}],
        "should": extra,
        "must_not": [{"term": {"country": likeness.other_than}}],
    }
    return {
        "query": {"bool": wanted},
        "sort": [{"_score": "desc"}, {"order": "asc"}],
        "track_total_hits": False,
        "_source": ["doc"],
    }


def facets(query: SearchQuery) -> Body:
    """Return the aggregations: each facet is counted under all filters but its own."""
    filters = _filters(query)
    active = {name for name, _ in filters}
    found = {}
    if passive := [name for name in FACETS if name not in active]:
        found[REST] = _counted([clause for _, clause in filters], passive)
    for name in active:
        found[name] = _counted([clause for other, clause in filters if other != name], [name])
    return found


def order(query: SearchQuery) -> list[Body]:
    """Return the order of hits; the place in the index decides between equals."""
    place = {"order": "asc"}
    if query.sort == "country":
        return [place]
    return [{"as_of": "desc"} if query.sort == "newest" else {"_score": "desc"}, place]


def counts(name: str, most: int | None = None) -> Body:
    """Return the aggregation that counts the values of one facet."""
    return {"terms": {"field": name, "size": most or settings().limits.facet_values}}


def _filters(query: SearchQuery) -> list[tuple[str, Body]]:
    return [
        (name, {"terms": {name: list(values)}}) for name in FACETS if (values := query.chosen(name))
    ]


def _counted(filters: list[Body], names: list[str]) -> Body:
    return {
        "filter": {"bool": {"filter": filters}} if filters else {"match_all": {}},
        "aggs": {name: counts(name) for name in names},
    }


def _since(wanted: Body, query: SearchQuery) -> Body:
    if query.as_of_from is None:
        return wanted
    since = {"range": {"as_of": {"gte": int(query.as_of_from.strftime("%Y%m%d"))}}}
    return {"bool": {"must": [wanted], "filter": [since]}}


def _scored(plan: Plan) -> Iterator[Body]:
    for flag in plan.flags:
        weight = plan.weights.of(flag.feature) * flag.score
        if weight:
            yield _value(flag.field, flag.value, weight)
    if plan.weights.provision:
        for act, number in plan.pairs:
            both = [{"term": {"instrument": act}}, {"term": {"number": number}}]
            yield {
                "constant_score": {
                    "filter": {"bool": {"filter": both}},
                    "boost": plan.weights.provision,
                }
            }


def _unit(unit: Unit, weights: Weights) -> Body:
    """One word in any field; of its stems in a field the best one counts most."""
    parts: list[Body] = []
    for field in WORD_FIELDS:
        terms = [_term(field, term) for term in searched_in(field, unit.terms)]
        if terms:
            best = {"queries": terms, "tie_breaker": TIE, "boost": weights.of(field)}
            parts.append({"dis_max": best})
    parts += [_value("cue", cue, 0.0) for cue in unit.telling]
    return _any(parts)


def _phrase(phrase: tuple[str, ...], boost: float) -> Body:
    if len(phrase) == 1:
        return _term("exact", QueryTerm(phrase[0], boost))
    return {"match_phrase": {"exact": {"query": " ".join(phrase), "boost": boost}}}


def _term(field: str, term: QueryTerm) -> Body:
    return {"term": {field: {"value": term.token, "boost": term.weight}}}


def _value(field: str, value: str, score: float) -> Body:
    return {"constant_score": {"filter": {"term": {field: value}}, "boost": score}}


def _any(parts: list[Body]) -> Body:
    if len(parts) == 1:
        return parts[0]
    return {"bool": {"should": parts, "minimum_should_match": 1}}
