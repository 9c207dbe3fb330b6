"""What an engine must do: the protocol that both engines keep, and their raw answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from search_app.index.documents import Document
from search_app.index.plan import Plan
from search_app.index.settings import TEN
from search_app.index.similar import Likeness


@dataclass(frozen=True)
class Raw:
    """A document that was found, with its score (0 when sorted otherwise)."""

    document: Document
    score: float


@dataclass(frozen=True)
class Found:
    """One page of an engine's answer; a facet's counts ignore its own filter."""

    total: int
    hits: tuple[Raw, ...]
    facets: dict[str, dict[str, int]]


class SearchEngine(Protocol):
    """Executes plans on one generation of the index."""

    @property
    def size(self) -> int:
        """How many documents the generation holds."""
        ...

    def find(self, plan: Plan) -> Found:
        """Return one page of raw hits, the exact total and the facet counts."""
        ...

    def like(self, likeness: Likeness, limit: int) -> tuple[Raw, ...]:
        """Return the provisions of other countries that are nearest, the nearest first."""
        ...

    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        """Return the most frequent values of a facet with their counts over the whole index."""
        ...


@dataclass(frozen=True)
class Placed:
    """A hit before its document is read: its place, act and country, by number or name."""

    place: float
    score: float
    act: object
    country: object


def spread(hits: Sequence[Placed], per_act: int, per_country: int) -> list[Placed]:
    """Order hits so that one act or country does not fill a page.

    Of each ten, at most `per_act` are of one act and `per_country` of one country, as long as there
    are others; what is too much waits for the next ten. Equals keep the order of their places.
    """
    left = sorted(hits, key=lambda hit: (-hit.score, hit.place))
    ordered: list[Placed] = []
    while left:
        acts: Counter[object] = Counter()
        countries: Counter[object] = Counter()
        ten: list[Placed] = []
        waiting: list[Placed] = []
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
