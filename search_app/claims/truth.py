"""Four values of truth: what the corpus can say of a statement on one day."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """PARTLY: it holds only in places or circumstances that the law names."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


def negated(value: Truth) -> Truth:
    """Return the truth of the opposite; what holds partly fails partly too."""
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(value, value)


def all_of(values: Iterable[Truth]) -> Truth:
    """Return whether all hold: one NO is enough for NO."""
    known = set(values)
    for value in (Truth.NO, Truth.UNKNOWN, Truth.PARTLY):
        if value in known:
            return value
    return Truth.YES
