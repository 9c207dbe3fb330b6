"""Compiles a plan into a request: query, post filter, facet counts, sort order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search_app.index.compiling import TIE, searched_in
from search_app.index.entries import WORD_FIELDS
from search_app.index.plan import QueryPlan, QueryTerm, QueryUnit
from search_app.index.query import FACETS, SearchQuery
from search_app.index.settings import Weights, settings
from search_app.index.similar import Likeness

RequestBody = dict[str, Any]

REST = "rest"
"""The aggregation with the facets that have no filter of their own."""
HITS = "hits"
"""The aggregation of all hits, of which `GROUPED` counts the languages of provisions."""
GROUPED = "grouped"
"""The hits whose provision is held in several languages."""
DISTINCT = "distinct"
"""The number of provisions among them."""
_EXACT = 40_000
"""The most provisions that the server counts without error."""


def search_body(plan: QueryPlan) -> RequestBody:
    """Return the request of a plan without its page: the part that all pages share."""
    query = plan.query
    body: RequestBody = {
        "query": _since(matching(plan), query),
        "sort": order(query),
        "track_total_hits": True,
        "aggs": facets(query),
        "_source": ["doc"],
    }
    if chosen := [clause for _, clause in _filters(query)]:
        body["post_filter"] = {"bool": {"filter": chosen}}
    return body


def matching(plan: QueryPlan) -> RequestBody:
    """Return the scored query of a plan, as `search_app.index.compiling` makes it for tantivy."""
    if plan.empty:
        return {"match_all": {}}
    must = [_phrase(phrase, plan.weights.phrase) for phrase in plan.phrases]
    should: list[RequestBody] = []
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


def like_body(likeness: Likeness) -> RequestBody:
    """Return the request for the nearest provisions of other countries."""
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


def facets(query: SearchQuery) -> RequestBody:
    """Return the aggregations: each facet is counted with every filter but its own."""
    filters = _filters(query)
    active = {name for name, _ in filters}
    found = {}
    if passive := [name for name in FACETS if name not in active]:
        found[REST] = _counted([clause for _, clause in filters], passive)
    for name in active:
        found[name] = _counted([clause for other, clause in filters if other != name], [name])
    found[HITS] = _counted([clause for _, clause in filters], [])
    return found


def order(query: SearchQuery) -> list[RequestBody]:
    """Return the sort order of hits; the place in the index breaks ties."""
    place = {"order": "asc"}
    if query.sort == "country":
        return [place]
    return [{"as_of": "desc"} if query.sort == "newest" else {"_score": "desc"}, place]


def counts(name: str, most: int | None = None) -> RequestBody:
    """Return the aggregation that counts the values of one facet."""
    return {"terms": {"field": name, "size": most or settings().limits.facet_values}}


def of_groups(plan: QueryPlan, groups: list[str]) -> RequestBody:
    """Return the query of the hits whose provision is one of some groups, with every filter."""
    query = plan.query
    chosen = [clause for _, clause in _filters(query)]
    some = [*chosen, {"terms": {"group": groups}}]
    return {"bool": {"must": [_since(matching(plan), query)], "filter": some}}


def _filters(query: SearchQuery) -> list[tuple[str, RequestBody]]:
    return [
        (name, {"terms": {name: list(values)}}) for name in FACETS if (values := query.chosen(name))
    ]


def _counted(filters: list[RequestBody], names: list[str]) -> RequestBody:
    """Count hits by the values of facets, with the languages of provisions; those of all hits."""
    distinct = {"cardinality": {"field": "group", "precision_threshold": _EXACT}}
    grouped = {GROUPED: {"filter": {"exists": {"field": "group"}}, "aggs": {DISTINCT: distinct}}}
    return {
        "filter": {"bool": {"filter": filters}} if filters else {"match_all": {}},
        "aggs": {name: counts(name) | {"aggs": grouped} for name in names} or grouped,
    }


def _since(wanted: RequestBody, query: SearchQuery) -> RequestBody:
    if query.as_of_from is None:
        return wanted
    since = {"range": {"as_of": {"gte": int(query.as_of_from.strftime("%Y%m%d"))}}}
    return {"bool": {"must": [wanted], "filter": [since]}}


def _scored(plan: QueryPlan) -> Iterator[RequestBody]:
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


def _unit(unit: QueryUnit, weights: Weights) -> RequestBody:
    """Match one word in any field; within a field its best stem counts most."""
    parts: list[RequestBody] = []
    for field in WORD_FIELDS:
        terms = [_term(field, term) for term in searched_in(field, unit.terms)]
        if terms:
            best = {"queries": terms, "tie_breaker": TIE, "boost": weights.of(field)}
            parts.append({"dis_max": best})
    parts += [_value("cue", cue, 0.0) for cue in unit.telling]
    return _any(parts)


def _phrase(phrase: tuple[str, ...], boost: float) -> RequestBody:
    if len(phrase) == 1:
        return _term("exact", QueryTerm(phrase[0], boost))
    return {"match_phrase": {"exact": {"query": " ".join(phrase), "boost": boost}}}


def _term(field: str, term: QueryTerm) -> RequestBody:
    return {"term": {field: {"value": term.token, "boost": term.weight}}}


def _value(field: str, value: str, score: float) -> RequestBody:
    return {"constant_score": {"filter": {"term": {field: value}}, "boost": score}}


def _any(parts: list[RequestBody]) -> RequestBody:
    if len(parts) == 1:
        return parts[0]
    return {"bool": {"should": parts, "minimum_should_match": 1}}
