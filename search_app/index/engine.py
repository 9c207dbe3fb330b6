"""What an engine must do: the protocol that both engines keep, and their raw answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from search_app.index.documents import Document
from search_app.index.plan import Plan
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

    def values(self, facet: str) -> dict[str, int]:
        """Return every value of a facet with its count over the whole index."""
        ...
