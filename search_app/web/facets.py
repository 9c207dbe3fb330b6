"""Links of the search page: every filter can be set and removed; every result has an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from search_app import labels
from search_app.index.query import FACET_FIELDS, FACETS, SearchQuery, SearchResult
from search_app.web.language import concept_label, country_name, language_name
from search_app.web.site import knowledge
from search_app.wording import gettext

_SHOWN = 8


@dataclass(frozen=True)
class FacetLink:
    """One value of a facet with the address that sets or removes it."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class FacetView:
    """A facet on the page: the first values, and the rest behind a fold."""

    title: str
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]

    @property
    def chosen(self) -> bool:
        """Whether a value is set; the facet is then unfolded."""
        return any(link.chosen for link in (*self.first, *self.rest))


@dataclass(frozen=True)
class Chip:
    """An active filter, and the address of the search without it."""

    title: str
    label: str
    address: str


def page_address(query: SearchQuery, page: int = 1, suffix: str = "") -> str:
    """Return the address of a page of a query."""
    pairs = [("q", query.text)] if query.text else []
    for facet in FACETS:
        pairs += [(facet, value) for value in query.chosen(facet)]
    if query.sort != "relevance":
        pairs.append(("sort", query.sort))
    if query.language:
        pairs.append(("hl", query.language))
    pairs += [("without", key) for key in query.removed]
    if page > 1:
        pairs.append(("page", str(page)))
    return f"/search{suffix}" + (f"?{urlencode(pairs)}" if pairs else "")


def toggled(query: SearchQuery, facet: str, value: str) -> SearchQuery:
    """Return a query with a value of a facet set, or removed when it was set."""
    now = query.chosen(facet)
    if facet == "buyer":
        return replace(query, buyer=None if value in now else value == "1", page=1)
    left = tuple(v for v in now if v != value) if value in now else (*now, value)
    changed: dict[str, Any] = {FACET_FIELDS[facet]: left}
    return replace(query, page=1, **changed)


def facet_views(query: SearchQuery, result: SearchResult) -> list[FacetView]:
    """Return the facets of a result as shown; values without hits only when they are set."""
    views = []
    for facet in FACETS:
        links = tuple(
            FacetLink(
                value_label(facet, v.value), v.count, v.chosen, _toggle(query, facet, v.value)
            )
            for v in result.facets.get(facet, ())
            if v.count or v.chosen
        )
        if links:
            views.append(FacetView(title(facet), links[:_SHOWN], links[_SHOWN:]))
    return views


def chips(query: SearchQuery) -> list[Chip]:
    """Return the active filters of a query."""
    return [
        Chip(title(facet), value_label(facet, value), _toggle(query, facet, value))
        for facet in FACETS
        for value in query.chosen(facet)
    ]


def _toggle(query: SearchQuery, facet: str, value: str) -> str:
    return page_address(toggled(query, facet, value))


def title(facet: str) -> str:
    """Return the name of a facet in words."""
    return {
        "country": gettext("Country"),
        "concept": gettext("Concept"),
        "actor": gettext("Addressed to"),
        "buyer": gettext("Buyer"),
        "lang": gettext("Language of the text"),
        "kind": gettext("Kind of text"),
    }[facet]


def value_label(facet: str, value: str) -> str:
    """Return a value of a facet in words."""
    listed_in = {"actor": "addressee", "buyer": "buyer-liable", "kind": "instrument-kind"}
    if facet == "country":
        jurisdiction = knowledge().jurisdictions.get(value)
        return country_name(jurisdiction) if jurisdiction else value
    if facet == "concept":
        concept = knowledge().concepts.get(value)
        return concept_label(concept) if concept else value
    return language_name(value) if facet == "lang" else labels.label(value, listed_in[facet])
