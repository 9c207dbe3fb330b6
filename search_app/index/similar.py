"""Similar provisions across languages: those that carry the same concepts, the rarer the nearer.

Words cannot compare a Swedish provision with a Greek one; what the tagger found in both can. Each
shared concept counts by its rarity (the inverse document frequency of Robertson and Spärck Jones,
1976), twice when an answer of the knowledge base cites the other provision for it, and a liable
buyer on both sides counts as one more concept. Both engines add up the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CANDIDATES = 200
"""How many of the nearest are searched for one of each country."""


@dataclass(frozen=True)
class Likeness:
    """What to look for: weights of concepts and of a liable buyer, and the country to leave out."""

    concepts: tuple[tuple[str, float], ...]
    buyer: float
    other_than: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare by."""
        return not self.concepts


def likeness(
    concepts: Iterable[str], buyer_liable: bool, country: str, counts: Mapping[str, int], size: int
) -> Likeness:
    """Return the likeness of a provision; `counts` of `size` documents carry each concept."""
    weights = {name: _rarity(counts.get(name, 0), size) for name in concepts}
    return Likeness(
        concepts=tuple(sorted(weights.items())),
        buyer=max(weights.values(), default=0.0) if buyer_liable else 0.0,
        other_than=country,
    )


def _rarity(count: int, size: int) -> float:
    """In sixteenths, so that sums are exact and both engines break ties alike."""
    return round(16 * math.log(1 + (size - count + 0.5) / (count + 0.5))) / 16
