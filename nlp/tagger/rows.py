"""Looks things up by their place in a row of words, so that a long provision takes linear time.

All of them have a `first` and a `last` word, both included, and come in the order of `first`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """Something on a row of words."""

    @property
    def first(self) -> int:
        """Its first word."""

    @property
    def last(self) -> int:
        """Its last word."""


P = TypeVar("P", bound=Stretch)


class ByPlace(Generic[P]):
    """Things in the order of their first words."""

    def __init__(self, items: Sequence[P]) -> None:
        self.items = items
        self._firsts = [item.first for item in items]
        self.widest = max((item.last - item.first for item in items), default=0)
        """How far the last word of one lies behind its first, at most."""

    def beginning(self, low: int, high: int) -> Sequence[P]:
        """Return those whose first word is at least `low` and below `high`."""
        return self.items[bisect_left(self._firsts, low) : bisect_left(self._firsts, high)]


class Cover:
    """Stretches, to tell whether something stands within one of them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        ordered = sorted((item.first, item.last) for item in stretches)
        self._firsts = [first for first, _ in ordered]
        self._furthest = list(accumulate((last for _, last in ordered), max))

    def holds(self, item: Stretch) -> bool:
        """Whether the item begins and ends within one stretch."""
        before = bisect_right(self._firsts, item.first)
        return before > 0 and self._furthest[before - 1] >= item.last


class Nearest(Generic[P]):
    """Things in order, to find the one nearest to a place; at least one."""

    def __init__(self, items: Sequence[P]) -> None:
        self._items = items
        self._furthest = list(accumulate((item.last for item in items), max))

    def to(self, place: Stretch) -> P:
        """Return the item with the fewest words between it and a place, the earlier of two."""
        # the first that does not end before the place; none later begins before it
        after = bisect_left(self._furthest, place.first)
        if after == 0:
            return self._items[0]
        before = self._items[bisect_left(self._furthest, self._furthest[after - 1])]
        if after == len(self._items):
            return before
        gap = max(self._items[after].first - place.last, 0)
        return before if place.first - before.last <= gap else self._items[after]
