"""Searching: query → plan → engine → hits with passages, marks and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.library import Knowledge
from search_app.index.documents import RENDERING_LANGUAGE, Document
from search_app.index.engine import Found, Raw, SearchEngine
from search_app.index.highlight import Passage, matches, passage
from search_app.index.plan import Plan, Planner
from search_app.index.query import Carried, FacetValue, Hit, SearchQuery, SearchResult
from search_app.index.similar import CANDIDATES, likeness


class IndexSearcher:
    """The searcher of pages and commands, over any engine."""

    def __init__(self, engine: SearchEngine, knowledge: Knowledge) -> None:
        self._engine = engine
        self._planner = Planner(
            languages=tuple(sorted({*engine.values("lang"), RENDERING_LANGUAGE})),
            countries=tuple(knowledge.jurisdictions),
            concepts=knowledge.concepts,
        )

    @property
    def size(self) -> int:
        """How many provisions can be found."""
        return self._engine.size

    def search(self, query: SearchQuery) -> SearchResult:
        """Return one page of results."""
        plan = self._planner.plan(query)
        found = self._engine.find(plan)
        return SearchResult(
            query=query,
            total=found.total,
            hits=tuple(_found(raw, plan) for raw in found.hits),
            facets=_facets(found, query),
            searched_concepts=plan.concepts,
        )

    def similar(self, wanted: Carried, limit: int) -> tuple[Hit, ...]:
        """Return the nearest provision of each other country; its concepts are the shared ones."""
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


def _nearest_by_country(found: Iterable[Raw], limit: int) -> tuple[Raw, ...]:
    best: dict[str, Raw] = {}
    for raw in found:
        best.setdefault(raw.document.country, raw)
    return tuple(best.values())[:limit]


def _similar(raw: Raw, shared: frozenset[str]) -> Hit:
    """A hit without words that were asked for: its beginning, in English where it is rendered."""
    document = raw.document
    english = bool(document.rendering)
    hit = _hit(
        raw,
        passage(document.rendering if english else document.text, ()),
        RENDERING_LANGUAGE if english else document.language,
    )
    return replace(hit, concepts=tuple(c for c in document.concepts if c in shared))


def _found(raw: Raw, plan: Plan) -> Hit:
    document = raw.document
    shown, language = document.text, document.language
    marks = matches(plan, shown, language)
    if document.rendering and not marks:
        other = matches(plan, document.rendering, RENDERING_LANGUAGE)
        if other or not shown:
            shown, language, marks = document.rendering, RENDERING_LANGUAGE, other
    return replace(_hit(raw, passage(shown, marks), language), reason=_reason(document, plan))


def _hit(raw: Raw, piece: Passage, language: str) -> Hit:
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
    )


def _reason(document: Document, plan: Plan) -> str | None:
    """The concept through which a document was found, when it carries one that was asked for."""
    return next((c for c in plan.concepts if c in document.concepts), None)


def _facets(found: Found, query: SearchQuery) -> dict[str, tuple[FacetValue, ...]]:
    chosen = {name: query.chosen(name) for name in found.facets}
    return {
        name: tuple(
            FacetValue(value, counts.get(value, 0), value in chosen[name])
            for value in sorted({*counts, *chosen[name]}, key=lambda v: (-counts.get(v, 0), v))
        )
        for name, counts in found.facets.items()
    }
