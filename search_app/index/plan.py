"""What to look for and how it counts, in terms that every engine can execute.

A score is a sum: BM25 of the query's words in four fields, and a constant for each flag that a
document has (a cue, a concept, a language …). So a weight can be fitted for each feature by itself,
and both engines add up the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from search_app.index.query import SearchQuery
from search_app.index.settings import TEN, Weights, settings
from search_app.understanding.parts import Understanding


@dataclass(frozen=True)
class QueryTerm:
    """A stem with its language as it stands in the index (`sv|kop`), and how sure it is meant."""

    token: str
    weight: float = 1.0


@dataclass(frozen=True)
class Unit:
    """One word of the query: the stems it can have, and the cues that it says.

    A document is found by the word when it has a stem in any field, or one of the cues that are
    `telling` because not every other provision has them.
    """

    form: str
    terms: tuple[QueryTerm, ...]
    cues: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flag:
    """A constant score for documents that have a value in a field, weighed by its feature."""

    feature: str
    field: str
    value: str
    score: float = 1.0


@dataclass(frozen=True)
class Plan:
    """A query to execute.

    A document is found when it has all `phrases` and, if there are `units` or `alternatives`,
    `required` of the units or one of the alternatives. `pairs` are acts with a number: both
    together count once more.
    """

    query: SearchQuery
    understanding: Understanding
    weights: Weights
    units: tuple[Unit, ...] = ()
    required: int = 1
    phrases: tuple[tuple[str, ...], ...] = ()
    alternatives: tuple[Flag, ...] = ()
    flags: tuple[Flag, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing but filters was asked."""
        return not (self.units or self.phrases or self.alternatives)

    def weighed(self, weights: Weights) -> Plan:
        """Return the same plan under other weights."""
        return replace(self, weights=weights)

    @property
    def shares(self) -> tuple[int, int]:
        """How many of ten hits may be of one act, and of one country.

        There is no bound on what the query names itself.
        """
        usual, parts = settings().spread, self.understanding
        act = TEN if parts.of("instrument") else usual.act
        country = TEN if parts.of("country") or self.query.countries else usual.country
        return act, country
