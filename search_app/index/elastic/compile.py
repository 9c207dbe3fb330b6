"""From a plan to a request: query, filters after it, facet counts, order."""

from __future__ import annotations

from typing import Any

from search_app.index.documents import RENDERING_LANGUAGE
from search_app.index.plan import Plan
from search_app.index.query import FACETS, SearchQuery
from search_app.index.settings import settings
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
    """Return the scored query: all words and phrases, or else a number or a concept."""
    if plan.empty:
        return {"match_all": {}}
    boosts = settings().boosts
    either: list[Body] = []
    if plan.clauses or plan.phrases:
        must = [_word(clause.lemmas) for clause in plan.clauses]
        must += [_phrase(phrase) for phrase in plan.phrases]
        either.append({"bool": {"must": must}})
    either += [_flag("number", number, boosts.number) for number in plan.numbers]
    either += [_flag("concept", name, boosts.concept) for name in plan.concepts]
    matched: Body = {"bool": {"should": either, "minimum_should_match": 1}}
    cited = [_flag("cited_for", name, boosts.cited) for name in plan.concepts]
    return {"bool": {"must": [matched], "should": cited}} if cited else matched


def like_body(likeness: Likeness) -> Body:
    """Return the request for what is nearest in other countries."""
    shared = [_flag("concept", name, weight) for name, weight in likeness.concepts]
    extra = [_flag("cited_for", name, weight) for name, weight in likeness.concepts]
    if likeness.buyer:
        extra.append(_flag("buyer", "1", likeness.buyer))
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


def counts(name: str) -> Body:
    """Return the aggregation that counts the values of one facet."""
    return {"terms": {"field": name, "size": settings().limits.facet_values}}


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


def _word(lemmas_by_language: tuple[tuple[str, str], ...]) -> Body:
    """One word in any language and any part; the best part counts."""
    boosts = settings().boosts
    tokens = [f"{language}|{value}" for language, value in lemmas_by_language]
    parts = [_term("text", token, boosts.text) for token in tokens]
    parts += [_term("title", token, boosts.title) for token in tokens]
    english = [token for token in tokens if token.startswith(f"{RENDERING_LANGUAGE}|")]
    parts += [_term("rendering", token, boosts.rendering) for token in english]
    return {"dis_max": {"queries": parts, "tie_breaker": 0.1}}


def _phrase(phrase: tuple[str, ...]) -> Body:
    boost = settings().boosts.phrase
    if len(phrase) == 1:
        return _term("exact", phrase[0], boost)
    return {"match_phrase": {"exact": {"query": " ".join(phrase), "boost": boost}}}


def _term(field: str, token: str, boost: float) -> Body:
    return {"term": {field: {"value": token, "boost": boost}}}


def _flag(field: str, value: str, score: float) -> Body:
    return {"constant_score": {"filter": {"term": {field: value}}, "boost": score}}
