"""The parts of an understood query, each of which the reader can remove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartKind = Literal[
    "language", "country", "instrument", "number", "phrase", "date", "question", "concept",
    "actor", "cue", "word",
]  # fmt: skip
Range = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """One part of a query.

    `value` is a code or an id (a country, a cue, an instrument), or the words themselves; `places`
    are the half-open ranges of the query that say it, none when it is concluded from others. `sure`
    tells how sure that is, up to 1.
    """

    kind: PartKind
    value: str
    places: tuple[Range, ...] = ()
    sure: float = 1.0

    @property
    def key(self) -> str:
        """The key that removes the part in an address, e.g. `country:se`."""
        return f"{self.kind}:{self.value}"


@dataclass(frozen=True)
class Understanding:
    """A query as understood.

    `parts` are those that count; `removed` those that the reader removed. `misspelt` are words that
    no text has, with the one that was probably meant. `left_out` is how many words and phrases were
    too many to look at.
    """

    text: str
    languages: tuple[str, ...]
    parts: tuple[Part, ...]
    removed: tuple[Part, ...] = ()
    misspelt: tuple[tuple[str, str], ...] = ()
    left_out: int = 0

    def of(self, *kinds: PartKind) -> tuple[Part, ...]:
        """Return the parts of some kinds, in order."""
        return tuple(part for part in self.parts if part.kind in kinds)

    def values(self, kind: PartKind) -> tuple[str, ...]:
        """Return the values of one kind, without duplicates."""
        return tuple(dict.fromkeys(part.value for part in self.parts if part.kind == kind))

    def said_by(self, kind: PartKind, place: Range) -> tuple[str, ...]:
        """Return the values of one kind that words of the query say, not inferred ones."""
        start, end = place
        return tuple(
            dict.fromkeys(
                part.value
                for part in self.parts
                if part.kind == kind and any(a < end and start < b for a, b in part.places)
            )
        )
