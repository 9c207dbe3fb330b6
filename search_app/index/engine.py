"""The protocol of both engines, and what they return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from search_app.index.documents import Document
from search_app.index.plan import QueryPlan
from search_app.index.query import OtherLanguage
from search_app.index.settings import TEN
from search_app.index.similar import Likeness


@dataclass(frozen=True)
class RawHit:
    """A document with its score (0 when the sort order is another), and its other languages.

    A provision that matches in several languages is one hit, with the score of its best text.
    """

    document: Document
    score: float
    others: tuple[OtherLanguage, ...] = ()


@dataclass(frozen=True)
class EnginePage:
    """One page of hits, their exact `total`, and counts by facet, each ignoring its own filter.

    What is counted are provisions: one that is held in several languages counts once.
    """

    total: int
    hits: tuple[RawHit, ...]
    facets: dict[str, dict[str, int]]


class SearchEngine(Protocol):
    """Runs plans on one generation of the index."""

    @property
    def size(self) -> int:
        """The number of documents in the generation."""
        ...

    def find(self, plan: QueryPlan) -> EnginePage:
        """Return one page of raw hits, the exact total and the facet counts."""
        ...

    def like(self, likeness: Likeness, limit: int) -> tuple[RawHit, ...]:
        """Return the nearest provisions of other countries, nearest first."""
        ...

    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        """Return the most frequent values of a facet with their counts in the whole index."""
        ...


@dataclass(frozen=True)
class PlacedHit:
    """A hit whose document has not been read: place in the index, score, act and country.

    `group` is the same for the languages of one provision; None where there is one only.
    """

    place: float
    score: float
    act: object
    country: object
    group: object = None


def leading(hits: Iterable[PlacedHit]) -> list[PlacedHit]:
    """Return the first hit of each provision, in order."""
    seen: set[object] = set()
    first: list[PlacedHit] = []
    for hit in hits:
        if hit.group is None or hit.group not in seen:
            seen.add(hit.group)
            first.append(hit)
    return first


def best_language(texts: Iterable[OtherLanguage], preferred: Sequence[str]) -> OtherLanguage:
    """Return the text in the first language preferred; without one, the first text by its id."""
    ranks = {language: rank for rank, language in enumerate(preferred)}
    return min(texts, key=lambda text: (ranks.get(text.language, len(ranks)), text.id))


def spread(hits: Sequence[PlacedHit], per_act: int, per_country: int) -> list[PlacedHit]:
    """Order hits so that one act or country does not fill a page.

    Each ten hits have at most `per_act` of one act and `per_country` of one country, as long as
    there are others; the surplus moves to the next ten. Ties keep the order of the index.
    """
    left = sorted(hits, key=lambda hit: (-hit.score, hit.place))
    ordered: list[PlacedHit] = []
    while left:
        acts: Counter[object] = Counter()
        countries: Counter[object] = Counter()
        ten: list[PlacedHit] = []
        waiting: list[PlacedHit] = []
        for hit in left:
            full = acts[hit.act] == per_act or countries[hit.country] == per_country
            if full or len(ten) == TEN:
                waiting.append(hit)
                continue
            ten.append(hit)
            acts[hit.act] += 1
            countries[hit.country] += 1
        more = TEN - len(ten)
        ordered += [*ten, *waiting[:more]]
        left = waiting[more:]
    return ordered
