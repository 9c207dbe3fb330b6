"""The embedded engine: tantivy, one folder per generation, nothing to install or run beside.

The files of the index are mapped into memory. What deletes or replaces them does no harm; what
shortens one in place ends the process (SIGBUS), so a generation is never changed, only replaced.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy

from search_app.index.compiling import Compiler
from search_app.index.documents import Document
from search_app.index.engine import (
    EnginePage,
    PlacedHit,
    RawHit,
    best_language,
    leading,
    spread,
)
from search_app.index.entries import MARKS, WORD_FIELDS
from search_app.index.errors import DamagedIndexError, engine_faults
from search_app.index.plan import QueryPlan
from search_app.index.query import FACETS, OtherLanguage, SearchQuery
from search_app.index.settings import settings
from search_app.index.shelf import Shelf
from search_app.index.similar import Likeness
from search_app.index.view import view

_TOKENS = "demandside_tokens"
_PLAIN = ("instrument", "number", "statute")
_TEXTS = 10_000
"""The most documents of the provisions of a page, over all languages."""
_GROUPS = 65_000
"""The most provisions held in several languages that are counted."""


def schema() -> Any:
    """Return the schema: raw fields for filters, token fields for words, numbers to sort by."""
    builder = tantivy.SchemaBuilder()
    counted = {*FACETS, "cue"}
    for name in dict.fromkeys((*FACETS, *_PLAIN, *MARKS)):
        builder.add_text_field(
            name, stored=False, fast=name in counted, tokenizer_name="raw",
            index_option="basic",
        )  # fmt: skip
    for name in WORD_FIELDS:
        builder.add_text_field(name, tokenizer_name=_TOKENS, index_option="freq")
    builder.add_text_field("exact", tokenizer_name=_TOKENS, index_option="position")
    for name in ("order", "as_of", "act_group", "country_group", "group"):
        builder.add_unsigned_field(name, fast=True, indexed=name in {"as_of", "group"})
    return builder.build()


def layout() -> str:
    """Return a short hash of what is laid down in an index: its fields and tantivy's version."""
    names = (FACETS, _PLAIN, MARKS, WORD_FIELDS, [f.name for f in fields(Document)])
    return hashlib.sha256(repr((names, version("tantivy"))).encode()).hexdigest()[:16]


def opened(index: Any) -> Any:
    """Return an index that knows how its words are parted."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENS, analyzer)
    return index


class EmbeddedEngine:
    """Searches one generation."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder.

        Raises:
            DamagedIndexError: there is no index, or it cannot be read.
        """
        with (
            engine_faults(DamagedIndexError, f"{folder.name} cannot be opened"),
            view(folder) as home,
        ):
            index = opened(tantivy.Index.open(str(home)))
            index.config_reader("manual")  # nothing changes in a generation: do not watch it
            self._compiler = Compiler(index.schema)
            self._searcher = index.searcher()
            self._shelf = Shelf(folder)
            some = self._compiler.grouped(tantivy.Query.all_query())
            self._grouped = bool(self._searcher.search(some, limit=1).count)

    @property
    def size(self) -> int:
        """How many documents the generation holds."""
        return int(self._searcher.num_docs)

    @engine_faults()
    def find(self, plan: QueryPlan) -> EnginePage:
        """Return one page of raw hits, the exact total and the facet counts."""
        query = plan.query
        wanted = self._compiler.matching(plan)
        filtered = self._compiler.filtered(wanted, query)
        first, last = (query.page - 1) * query.per_page, query.page * query.per_page
        window = settings().limits.window
        if query.sort == "relevance" and not plan.empty and last <= window:
            total, hits = self._leading(filtered, window)
            hits = spread(hits, *plan.shares)[first:last]
        elif self._grouped:
            total, hits = self._leading(filtered, last, **_order(query))
            hits = hits[first:]
        else:
            result = self._searcher.search(
                filtered, limit=query.per_page, offset=first, **_order(query)
            )
            total, hits = int(result.count), self._placed(result.hits)
        read = self._in_best_language(hits, filtered, plan)
        repeated = self._repeated(filtered, ()).total()
        return EnginePage(total - repeated, read, self._facets(wanted, query))

    def _leading(self, filtered: Any, wanted: int, **order: Any) -> tuple[int, list[PlacedHit]]:
        """Return the number of matching documents, and the first hits, one a provision."""
        limit = wanted
        while True:
            result = self._searcher.search(filtered, limit=limit, **order)
            hits = leading(self._placed(result.hits))
            if len(hits) >= wanted or len(result.hits) < limit:
                return int(result.count), hits[:wanted]
            limit *= 4

    def _in_best_language(
        self, hits: Sequence[PlacedHit], filtered: Any, plan: QueryPlan
    ) -> tuple[RawHit, ...]:
        """Read hits, each in the best of the languages in which its provision matches."""
        groups = {hit.group for hit in hits if hit.group is not None}
        if not groups:
            return self._read(hits)
        everything = self._places_of(tantivy.Query.all_query(), groups)
        matching = self._places_of(filtered, groups)
        texts = self._shelf.languages(p for places in everything.values() for p in places)
        places = {text.id: place for place, text in texts.items()}
        found: list[PlacedHit] = []
        others: list[tuple[OtherLanguage, ...]] = []
        for hit in hits:
            if hit.group is None:
                found.append(hit)
                others.append(())
                continue
            best = best_language((texts[p] for p in matching[hit.group]), plan.preferred)
            found.append(replace(hit, place=places[best.id]))
            held = sorted((texts[p] for p in everything[hit.group]), key=lambda t: t.language)
            others.append(tuple(text for text in held if text != best))
        read = self._read(found)
        return tuple(replace(raw, others=more) for raw, more in zip(read, others, strict=True))

    def _places_of(self, wanted: Any, groups: Iterable[Any]) -> dict[object, list[int]]:
        """Return the places of the documents of groups that match."""
        query = self._compiler.of_groups(wanted, groups)
        found: dict[object, list[int]] = defaultdict(list)
        for hit in self._placed(self._searcher.search(query, limit=_TEXTS).hits):
            found[hit.group].append(int(hit.place))
        return found

    def _repeated(self, wanted: Any, facets: Sequence[str]) -> Counter[tuple[str, str]]:
        """Count the hits that are further languages of another hit, by facet and value.

        Without facets, all of them are counted under two empty names.
        """
        found: Counter[tuple[str, str]] = Counter()
        if not self._grouped:
            return found
        most = settings().limits.facet_values
        counted = {name: {"terms": {"field": name, "size": most}} for name in facets}
        request = {"group": {"terms": {"field": "group", "size": _GROUPS}, "aggs": counted}}
        if not facets:
            del request["group"]["aggs"]
        answer = self._searcher.aggregate(self._compiler.grouped(wanted), request)
        for group in answer["group"]["buckets"]:
            if not facets:
                found["", ""] += int(group["doc_count"]) - 1
            for name in facets:
                for bucket in group[name]["buckets"]:
                    found[name, str(bucket["key"])] += int(bucket["doc_count"]) - 1
        return found

    @engine_faults()
    def scores(self, plan: QueryPlan, limit: int) -> dict[int, float]:
        """Return the best documents of a plan by their places, with their scores."""
        result = self._searcher.search(self._compiler.matching(plan), limit=limit)
        return {int(hit.place): hit.score for hit in self._placed(result.hits)}

    @engine_faults()
    def places(self, ids: Iterable[str]) -> frozenset[int]:
        """Return the places of documents by their ids; those that are not there are left out."""
        return self._shelf.places(ids)

    @engine_faults()
    def described(self, places: Sequence[int]) -> list[Document]:
        """Return the documents at places, in their order."""
        return self._shelf.read(places)

    @engine_faults()
    def like(self, likeness: Likeness, limit: int) -> tuple[RawHit, ...]:
        """Return the provisions of other countries that are nearest, the nearest first."""
        result = self._searcher.search(self._compiler.like(likeness), limit=limit)
        return self._read(self._placed(result.hits))

    @engine_faults()
    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        """Return the most frequent values of a facet with their counts over the whole index."""
        return self._count(tantivy.Query.all_query(), [facet], most)[facet]

    def _placed(self, hits: Sequence[Any]) -> list[PlacedHit]:
        addresses = [address for _, address in hits]
        columns = [
            self._searcher.fast_field_values(name, addresses)
            for name in ("order", "act_group", "country_group", "group")
        ]
        return [
            PlacedHit(place, _score(score), act, country, group or None)
            for (score, _), place, act, country, group in zip(hits, *columns, strict=True)
        ]

    def _read(self, hits: Sequence[PlacedHit]) -> tuple[RawHit, ...]:
        documents = self._shelf.read([int(hit.place) for hit in hits])
        return tuple(RawHit(d, hit.score) for d, hit in zip(documents, hits, strict=True))

    def _facets(self, wanted: Any, query: SearchQuery) -> dict[str, dict[str, int]]:
        """Count each facet under all filters but its own (one pass for those without a filter)."""
        most = settings().limits.facet_values
        active = [name for name in FACETS if query.chosen(name)]
        passive = [name for name in FACETS if name not in active]
        filtered = self._compiler.filtered
        counts = self._provisions(filtered(wanted, query), passive, most) if passive else {}
        for name in active:
            counts |= self._provisions(filtered(wanted, query, without=name), [name], most)
        return {name: counts[name] for name in FACETS}

    def _provisions(
        self, wanted: Any, facets: Sequence[str], most: int
    ) -> dict[str, dict[str, int]]:
        """Count the provisions by facet and value, each once however many languages match."""
        repeated = self._repeated(wanted, facets)
        return {
            name: {value: count - repeated[name, value] for value, count in counts.items()}
            for name, counts in self._count(wanted, facets, most).items()
        }

    def _count(self, wanted: Any, facets: Sequence[str], most: int) -> dict[str, dict[str, int]]:
        request = {name: {"terms": {"field": name, "size": most}} for name in facets}
        answer = self._searcher.aggregate(wanted, request)
        return {
            name: {str(b["key"]): int(b["doc_count"]) for b in answer[name]["buckets"]}
            for name in facets
        }


def _order(query: SearchQuery) -> dict[str, Any]:
    if query.sort == "country":
        return {"order_by_field": "order", "order": tantivy.Order.Asc}
    if query.sort == "newest":
        return {"order_by_field": "as_of", "order": tantivy.Order.Desc}
    return {}


def _score(value: Any) -> float:
    return float(value) if isinstance(value, float) else 0.0
