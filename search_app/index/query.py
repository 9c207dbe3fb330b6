"""What a reader asks of the index and what comes back, as plain values without an engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, Protocol

from search_app.understanding.parts import Understanding

FACETS = ("country", "concept", "actor", "buyer", "lang", "kind")
"""Names of the facets, which are also the parameters of `/search`."""

FACET_FIELDS = {
    "country": "countries",
    "concept": "concepts",
    "actor": "actors",
    "lang": "languages",
    "kind": "kinds",
}
"""The fields of a query that hold the chosen values of facets, but for `buyer`: yes, no, or any."""

Sort = Literal["relevance", "country", "newest"]


@dataclass(frozen=True)
class SearchQuery:
    """A search as asked. Several values of one filter mean "any of them".

    `text` is what the reader typed: words, and exact phrases in double quotes. `buyer` None does
    not filter. `page` counts from 1. `language` is the one that the reader says to type in,
    `reader` the one in which the page is shown; `removed` are keys of the parts that the reader
    removed.
    """

    text: str = ""
    countries: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    buyer: bool | None = None
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    as_of_from: dt.date | None = None
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20
    language: str = ""
    removed: tuple[str, ...] = ()
    reader: str = ""

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet that the query filters by."""
        if facet == "buyer":
            return () if self.buyer is None else ("1" if self.buyer else "0",)
        values: tuple[str, ...] = getattr(self, FACET_FIELDS[facet])
        return values


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet, its count under all other filters, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class OtherLanguage:
    """The same provision in another language: the language, and the id of its page."""

    language: str
    id: str


@dataclass(frozen=True)
class Hit:
    """One provision found.

    `passage` is a piece of the original text, or of its rendering when only that matched
    (`passage_language` tells), and `marks` are half-open ranges in it. `reason` names the first
    concept that was asked for and that it carries, `cues` are the building blocks that it has of
    those asked for, `missing` the words of the query that it has not. `extent` to `obtained_on` say
    what kind of text it is and how the copy came here (`search_app.index.documents.Document`).
    `others` are the other languages in which the provision is held; together they are one hit.
    """

    id: str
    country: str
    instrument: str
    instrument_title: str
    provision: str
    heading: str
    language: str
    kind: str
    concepts: tuple[str, ...]
    buyer_liable: bool
    as_of: str | None
    passage: str
    passage_language: str
    marks: tuple[tuple[int, int], ...]
    reason: str | None
    score: float
    is_rendering: bool
    rendering_heading: str | None = None
    cues: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extent: str = ""
    force: str = "unknown"
    form: str = ""
    origin: str = ""
    obtained: str = ""
    obtained_on: str = ""
    others: tuple[OtherLanguage, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """A page of hits with the total and the facets (each ignoring its own filter).

    `understood` is what the query was taken to say; `relaxed` tells that nothing had enough of its
    words, so that provisions with any of them are shown.
    """

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    understood: Understanding = field(default_factory=lambda: Understanding("", (), ()))
    relaxed: bool = False

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // self.query.per_page))


@dataclass(frozen=True)
class Carried:
    """The features of a provision that similar ones share."""

    country: str
    concepts: tuple[str, ...]
    buyer_liable: bool


class Searcher(Protocol):
    """The search that pages and commands use, whatever the engine."""

    def search(self, query: SearchQuery) -> SearchResult:
        """Return one page of results."""
        ...

    def similar(self, wanted: Carried, limit: int) -> tuple[Hit, ...]:
        """Return the nearest provision of each other country, nearest first."""
        ...
