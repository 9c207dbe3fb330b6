"""Searching: query → plan → engine → hits with passages, marks and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.library import Knowledge
from nlp.tagger.lexicon import inventory
from search_app.index.background import Background
from search_app.index.documents import RENDERING_LANGUAGE, Document
from search_app.index.engine import EnginePage, RawHit, SearchEngine
from search_app.index.highlight import Marker, Passage, passage
from search_app.index.plan import Flag, QueryPlan
from search_app.index.planner import Planner
from search_app.index.query import Carried, FacetValue, Hit, SearchQuery, SearchResult
from search_app.index.settings import Weights
from search_app.index.similar import CANDIDATES, likeness
from search_app.understanding.understand import Understander


class IndexSearcher:
    """The searcher of pages and commands, on top of any engine."""

    def __init__(self, engine: SearchEngine, knowledge: Knowledge, background: Background) -> None:
        self._engine = engine
        self._vocabulary = background.vocabulary
        self._understander = Understander(knowledge, background.vocabulary, background.acts)
        self._planner = Planner(
            knowledge=knowledge,
            vocabulary=background.vocabulary,
            cue_counts=engine.values("cue", len(inventory())),
            size=engine.size,
        )

    @property
    def size(self) -> int:
        """The number of provisions in the index."""
        return self._engine.size

    def plan(self, query: SearchQuery, weights: Weights | None = None) -> QueryPlan:
        """Return the plan of a query, with the packaged weights unless others are given."""
        understood = self._understander.understand(
            query.text, query.language or None, query.removed
        )
        return self._planner.plan(query, understood, weights)

    def search(self, query: SearchQuery) -> SearchResult:
        """Return one page of results; where none has enough of the words, those with any word."""
        plan = self.plan(query)
        found = self._engine.find(plan)
        relaxed = not found.total and plan.required > 1 and not plan.phrases
        if relaxed:
            plan = replace(plan, required=1)
            found = self._engine.find(plan)
        marker = Marker(plan, self._vocabulary)
        return SearchResult(
            query=query,
            total=found.total,
            hits=tuple(_found(raw, plan, marker) for raw in found.hits),
            facets=_facets(found, query),
            understood=plan.understanding,
            relaxed=relaxed and found.total > 0,
        )

    def similar(self, wanted: Carried, limit: int) -> tuple[Hit, ...]:
        """Return the nearest provision of each other country, with the concepts they share."""
        known = likeness(
            wanted.concepts,
            wanted.buyer_liable,
            wanted.country,
            self._engine.values("concept"),
            self.size,
        )
        if known.empty:
            return ()
        found = _nearest_by_country(self._engine.like(known, CANDIDATES), limit)
        return tuple(_similar(raw, frozenset(wanted.concepts)) for raw in found)


def _nearest_by_country(found: Iterable[RawHit], limit: int) -> tuple[RawHit, ...]:
    best: dict[str, RawHit] = {}
    for raw in found:
        best.setdefault(raw.document.country, raw)
    return tuple(best.values())[:limit]


def _similar(raw: RawHit, shared: frozenset[str]) -> Hit:
    """The passage of a hit without words of the query: its beginning, in English if rendered."""
    document = raw.document
    english = bool(document.rendering)
    hit = _hit(
        raw,
        passage(document.rendering if english else document.text, ()),
        RENDERING_LANGUAGE if english else document.language,
    )
    return replace(hit, concepts=tuple(c for c in document.concepts if c in shared))


def _found(raw: RawHit, plan: QueryPlan, marker: Marker) -> Hit:
    document = raw.document
    shown, language = document.text, document.language
    marks = marker.matches(shown, language, document)
    if document.rendering and not marks:
        other = marker.matches(document.rendering, RENDERING_LANGUAGE)
        if other or not shown:
            shown, language, marks = document.rendering, RENDERING_LANGUAGE, other
    return replace(
        _hit(raw, passage(shown, marks), language),
        others=raw.others,
        reason=next((f.value for f in plan.alternatives if _carries(document, f)), None),
        cues=tuple(c for c in plan.understanding.values("cue") if c in document.cues),
        missing=tuple(u.form for u in plan.units if not marker.has(document, u)),
    )


def _carries(document: Document, flag: Flag) -> bool:
    return flag.field == "concept" and flag.value in document.concepts


def _hit(raw: RawHit, piece: Passage, language: str) -> Hit:
    document = raw.document
    return Hit(
        id=document.id,
        country=document.country,
        instrument=document.instrument,
        instrument_title=document.instrument_title,
        provision=document.number,
        heading=document.heading,
        language=document.language,
        kind=document.kind,
        concepts=document.concepts,
        buyer_liable=document.buyer_liable,
        as_of=document.as_of,
        passage=piece.text,
        passage_language=language,
        marks=piece.marks,
        reason=None,
        score=raw.score,
        is_rendering=document.is_rendering,
        rendering_heading=document.rendering_heading or None,
        extent=document.extent,
        force=document.force,
        form=document.form,
        origin=document.origin,
        obtained=document.obtained,
        obtained_on=document.obtained_on,
    )


def _facets(page: EnginePage, query: SearchQuery) -> dict[str, tuple[FacetValue, ...]]:
    chosen = {name: query.chosen(name) for name in page.facets}
    return {
        name: tuple(
            FacetValue(value, counts.get(value, 0), value in chosen[name])
            for value in sorted({*counts, *chosen[name]}, key=lambda v: (-counts.get(v, 0), v))
        )
        for name, counts in page.facets.items()
    }
