"""Searches the index behind the alias.

One request is enough for a page, unless hits are spread over acts or held in several languages, or
there are more than 10,000 before it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch

from search_app.index.documents import Document
from search_app.index.elastic.client import connect
from search_app.index.elastic.compile import (
    DISTINCT,
    GROUPED,
    HITS,
    REST,
    counts,
    like_body,
    of_groups,
    search_body,
)
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.entry import key
from search_app.index.elastic.errors import ClusterError, translated, understood
from search_app.index.engine import (
    EnginePage,
    PlacedHit,
    RawHit,
    best_language,
    leading,
    spread,
)
from search_app.index.plan import QueryPlan
from search_app.index.query import FACETS, OtherLanguage
from search_app.index.settings import settings
from search_app.index.similar import Likeness

WINDOW = 10_000
"""The most hits that can be reached by position; later ones need one window after another."""

_TEXTS = 10_000
"""The most documents of the provisions of a page, over all languages."""
Json = dict[str, Any]
_PLACES: Json = {
    "_source": False,
    "docvalue_fields": ["order", "instrument", "country", "group"],
}


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
        last = offset + query.per_page
        spreading = query.sort == "relevance" and not plan.empty and last <= window
        if not spreading and last <= WINDOW:
            answer = self._ask(self._index, body | {"from": offset, "size": query.per_page})
            if not _repeated(answer["aggregations"][HITS]):
                return _found(answer, _raw(answer["hits"]["hits"]))
        answer, found = self._leading(body, window if spreading else last)
        placed = spread(list(found), *plan.shares) if spreading else list(found)
        hits = [found[one] for one in placed[offset:last]]
        return _found(answer, self._in_best_language(hits, plan))

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

    def _leading(self, body: Json, wanted: int) -> tuple[Json, dict[PlacedHit, Json]]:
        """Return the first response, and the first hits, one a provision, without documents.

        The hits beyond a window are asked for in the generation where the first ones were found.
        """
        size = min(WINDOW, wanted)
        answer = self._ask(self._index, body | _PLACES | {"size": size})
        window = answer["hits"]["hits"]
        found = {_placed(hit): hit for hit in window}
        walk = {"query": body["query"], "sort": body["sort"], "track_total_hits": False} | _PLACES
        if "post_filter" in body:
            walk["post_filter"] = body["post_filter"]
        while len(window) == size and len(leading(found)) < wanted:
            after = walk | {"size": size, "search_after": window[-1]["sort"]}
            window = self._ask(window[-1]["_index"], after)["hits"]["hits"]
            found |= {_placed(hit): hit for hit in window}
        return answer, {one: found[one] for one in leading(found)[:wanted]}

    def _in_best_language(self, hits: list[Json], plan: QueryPlan) -> tuple[RawHit, ...]:
        """Read hits, each in the best of the languages in which its provision matches."""
        groups = sorted({group for hit in hits if (group := _group(hit))})
        if not groups:
            return _raw(self._read(hits))
        index = hits[0]["_index"]
        everything = self._texts(index, {"terms": {"group": groups}})
        matching = self._texts(index, of_groups(plan, groups))
        chosen: list[Json] = []
        others: list[tuple[OtherLanguage, ...]] = []
        for hit in hits:
            group = _group(hit)
            if not group:
                chosen.append(hit)
                others.append(())
                continue
            best = best_language(matching[group], plan.preferred)
            chosen.append(hit | {"_id": key(best.id)})
            held = sorted(everything[group], key=lambda text: text.language)
            others.append(tuple(text for text in held if text != best))
        read = _raw(self._read(chosen))
        return tuple(replace(raw, others=more) for raw, more in zip(read, others, strict=True))

    def _texts(self, index: str, query: Json) -> dict[str, list[OtherLanguage]]:
        """Return the texts that match, by the group of their provision."""
        named = {"_source": ["doc.id", "doc.language"], "docvalue_fields": ["group"]}
        answer = self._ask(index, {"query": query, "size": _TEXTS, "sort": ["_doc"]} | named)
        found: dict[str, list[OtherLanguage]] = defaultdict(list)
        for hit in answer["hits"]["hits"]:
            document = hit["_source"]["doc"]
            found[_group(hit)].append(OtherLanguage(document["language"], document["id"]))
        return found

    def _read(self, hits: list[Json]) -> list[Json]:
        """Read the documents of hits in the generation where they were found."""
        if not hits:
            return []
        wanted = {"query": {"ids": {"values": [hit["_id"] for hit in hits]}}, "size": len(hits)}
        answer = self._ask(hits[0]["_index"], wanted | {"_source": ["doc"]})
        sources = {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}
        return [hit | {"_source": sources[hit["_id"]]} for hit in hits]

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


def _found(answer: Json, hits: tuple[RawHit, ...]) -> EnginePage:
    groups = answer["aggregations"]
    return EnginePage(
        total=int(answer["hits"]["total"]["value"]) - _repeated(groups[HITS]),
        hits=hits,
        facets={name: _provisions(groups.get(name, groups.get(REST, {}))[name]) for name in FACETS},
    )


def _placed(hit: Json) -> PlacedHit:
    fields = hit["fields"]
    return PlacedHit(
        fields["order"][0],
        float(hit["_score"] or 0.0),
        fields["instrument"][0],
        fields["country"][0],
        _group(hit) or None,
    )


def _group(hit: Json) -> str:
    """Return the group of a hit, empty where its provision is held in one language."""
    return str(hit.get("fields", {}).get("group", [""])[0])


def _raw(hits: list[Json]) -> tuple[RawHit, ...]:
    return tuple(
        RawHit(Document.from_dict(hit["_source"]["doc"]), float(hit["_score"] or 0.0))
        for hit in hits
    )


def _buckets(aggregation: Json) -> dict[str, int]:
    return {str(b["key"]): int(b["doc_count"]) for b in aggregation["buckets"]}


def _provisions(aggregation: Json) -> dict[str, int]:
    """Return the values of a facet, each provision counted once."""
    return {str(b["key"]): int(b["doc_count"]) - _repeated(b) for b in aggregation["buckets"]}


def _repeated(bucket: Json) -> int:
    """Return how many hits of a bucket are further languages of another hit."""
    grouped = bucket[GROUPED]
    return int(grouped["doc_count"]) - int(grouped[DISTINCT]["value"])
