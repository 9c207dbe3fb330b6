"""Searches the index behind the alias; one request per page, more only beyond 10,000 hits."""

from __future__ import annotations

from typing import Any

from elasticsearch import Elasticsearch

from search_app.index.documents import Document
from search_app.index.elastic.client import connect
from search_app.index.elastic.compile import REST, counts, like_body, search_body
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.errors import ClusterError, translated, understood
from search_app.index.engine import EnginePage, PlacedHit, RawHit, spread
from search_app.index.plan import QueryPlan
from search_app.index.query import FACETS
from search_app.index.settings import settings
from search_app.index.similar import Likeness

WINDOW = 10_000
"""The most hits that can be reached by position; later ones need one window after another."""

Json = dict[str, Any]


class ElasticEngine:
    """Searches the current generation; the alias decides which one, request by request."""

    def __init__(self, settings: ElasticSettings, client: Elasticsearch | None = None) -> None:
        """Make an engine from settings; nothing is sent yet."""
        self._index = settings.index
        self._client = (client or connect(settings)).options(
            request_timeout=settings.search_timeout
        )

    @property
    def size(self) -> int:
        """The number of documents in the generation.

        Raises:
            ClusterError: the cluster cannot tell.
        """
        answer = self._ask(self._index, {"size": 0, "track_total_hits": True})
        with understood():
            return int(answer["hits"]["total"]["value"])

    def find(self, plan: QueryPlan) -> EnginePage:
        """Return one page of raw hits, the exact total and the facet counts.

        Raises:
            ClusterError: the cluster does not answer, or not in full.
            QueryError: it refuses this query.
        """
        query = plan.query
        body = search_body(plan)
        offset = (query.page - 1) * query.per_page
        window = settings().limits.window
        with understood():
            return self._page(plan, body, offset, window)

    def _page(self, plan: QueryPlan, body: Json, offset: int, window: int) -> EnginePage:
        query = plan.query
        if query.sort == "relevance" and not plan.empty and offset + query.per_page <= window:
            return self._spread(plan, body, window)
        if offset + query.per_page <= WINDOW:
            answer = self._ask(self._index, body | {"from": offset, "size": query.per_page})
            return _found(answer, answer["hits"]["hits"])
        first = min(WINDOW, offset)
        answer = self._ask(self._index, body | {"size": first, "_source": False})
        return _found(answer, self._beyond(body, offset, query.per_page, answer["hits"]["hits"]))

    def like(self, likeness: Likeness, limit: int) -> tuple[RawHit, ...]:
        """Return the nearest provisions of other countries, nearest first.

        Raises:
            ClusterError: the cluster does not answer.
        """
        answer = self._ask(self._index, like_body(likeness) | {"size": limit})
        with understood():
            return _raw(answer["hits"]["hits"])

    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        """Return the most frequent values of a facet with their counts in the whole index.

        Raises:
            ClusterError: the cluster does not answer.
        """
        answer = self._ask(self._index, {"size": 0, "aggs": {facet: counts(facet, most)}})
        with understood():
            return _buckets(answer["aggregations"][facet])

    def _spread(self, plan: QueryPlan, body: Json, window: int) -> EnginePage:
        """Spread the first hits over acts and countries, then read those of the page."""
        query = plan.query
        fields = {"_source": False, "docvalue_fields": ["order", "instrument", "country"]}
        answer = self._ask(self._index, body | fields | {"size": window})
        found = {_placed(hit): hit for hit in answer["hits"]["hits"]}
        ordered = spread(list(found), *plan.shares)
        first = (query.page - 1) * query.per_page
        hits = [found[placed] for placed in ordered[first : first + query.per_page]]
        return _found(answer, self._read(hits))

    def _read(self, hits: list[Json]) -> list[Json]:
        """Read the documents of hits in the generation where they were found."""
        if not hits:
            return []
        wanted = {"query": {"ids": {"values": [hit["_id"] for hit in hits]}}, "size": len(hits)}
        answer = self._ask(hits[0]["_index"], wanted | {"_source": ["doc"]})
        sources = {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}
        return [hit | {"_source": sources[hit["_id"]]} for hit in hits]

    def _beyond(self, body: Json, offset: int, size: int, window: list[Json]) -> list[Json]:
        """Walk from the first window to an offset, in the generation where the walk began."""
        walk = {"query": body["query"], "sort": body["sort"], "track_total_hits": False}
        if "post_filter" in body:
            walk["post_filter"] = body["post_filter"]
        at, asked = len(window), min(WINDOW, offset)
        while len(window) == asked and at < offset:
            asked = min(WINDOW, offset - at)
            window = self._after(window[-1], walk | {"size": asked, "_source": False})
            at += len(window)
        if len(window) < asked:
            return []
        return self._after(window[-1], walk | {"size": size, "_source": ["doc"]})

    def _after(self, last: Json, walk: Json) -> list[Json]:
        answer = self._ask(last["_index"], walk | {"search_after": last["sort"]})
        return list(answer["hits"]["hits"])

    def _ask(self, index: str, body: Json) -> Json:
        with translated():
            answer = self._client.search(
                index=index,
                body=body,
                search_type="dfs_query_then_fetch",
                allow_partial_search_results=False,
            )
        with understood():
            if answer["timed_out"] or answer["_shards"]["failed"]:
                raise ClusterError("Elasticsearch answered only in part")
            return dict(answer.body)


def _found(answer: Json, hits: list[Json]) -> EnginePage:
    groups = answer["aggregations"]
    return EnginePage(
        total=int(answer["hits"]["total"]["value"]),
        hits=_raw(hits),
        facets={name: _buckets(groups.get(name, groups.get(REST, {}))[name]) for name in FACETS},
    )


def _placed(hit: Json) -> PlacedHit:
    fields = hit["fields"]
    return PlacedHit(
        fields["order"][0], float(hit["_score"]), fields["instrument"][0], fields["country"][0]
    )


def _raw(hits: list[Json]) -> tuple[RawHit, ...]:
    return tuple(
        RawHit(Document.from_dict(hit["_source"]["doc"]), float(hit["_score"] or 0.0))
        for hit in hits
    )


def _buckets(aggregation: Json) -> dict[str, int]:
    return {str(b["key"]): int(b["doc_count"]) for b in aggregation["buckets"]}
