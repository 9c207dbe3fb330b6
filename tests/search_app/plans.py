"""Plans for tests that have no index to understand a query by."""

from __future__ import annotations

from search_app.index.plan import QueryPlan, QueryTerm, QueryUnit
from search_app.index.query import SearchQuery
from search_app.index.settings import weights
from search_app.understanding.parts import Understanding


def bare_plan(query: SearchQuery) -> QueryPlan:
    """Return a plan in which every word of the query stands for itself, in Swedish."""
    return QueryPlan(
        query=query,
        understanding=Understanding(query.text, ("sv",), ()),
        weights=weights(),
        units=tuple(QueryUnit(word, (QueryTerm(f"sv|{word}"),)) for word in query.text.split()),
    )
