"""What to look for and how to score it, in terms that every engine can run.

A score is a sum: BM25 of the query's words in four fields, and a constant for each flag that a
document has (a cue, a concept, a language …). So a weight can be fitted for each feature by itself,
and both engines add up the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from search_app.index.documents import RENDERING_LANGUAGE
from search_app.index.query import SearchQuery
from search_app.index.settings import TEN, Weights, settings
from search_app.understanding.parts import Understanding


@dataclass(frozen=True)
class QueryTerm:
    """A stem as indexed (`sv|kop`), and how surely the reader meant it (0 to 1)."""

    token: str
    weight: float = 1.0


@dataclass(frozen=True)
class QueryUnit:
    """One word of the query: its possible stems, and the cues it stands for.

    A document matches the word when it has a stem in any field, or one of the cues that are
    `telling` because few provisions have them.
    """

    form: str
    terms: tuple[QueryTerm, ...]
    cues: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flag:
    """A constant score for documents with a value in a field, weighted by its feature."""

    feature: str
    field: str
    value: str
    score: float = 1.0


@dataclass(frozen=True)
class QueryPlan:
    """A query ready to run.

    A document matches when it has all `phrases` and, if there are `units` or `alternatives`,
    `required` of the units or one of the alternatives. `pairs` are acts with a number: both
    together count once more.
    """

    query: SearchQuery
    understanding: Understanding
    weights: Weights
    units: tuple[QueryUnit, ...] = ()
    required: int = 1
    phrases: tuple[tuple[str, ...], ...] = ()
    alternatives: tuple[Flag, ...] = ()
    flags: tuple[Flag, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the query has filters only."""
        return not (self.units or self.phrases or self.alternatives)

    def weighed(self, weights: Weights) -> QueryPlan:
        """Return the same plan with other weights."""
        return replace(self, weights=weights)

    @property
    def preferred(self) -> tuple[str, ...]:
        """The languages in which a provision is shown that is found in several, the best first.

        That of the reader, that of the query, English.
        """
        query = self.understanding.values("language")
        wanted = (self.query.reader, self.query.language, *query, RENDERING_LANGUAGE)
        return tuple(dict.fromkeys(filter(None, wanted)))

    @property
    def shares(self) -> tuple[int, int]:
        """How many of ten hits may be of one act, and of one country.

        What the query names itself is not limited.
        """
        usual, parts = settings().spread, self.understanding
        act = TEN if parts.of("instrument") else usual.act
        country = TEN if parts.of("country") or self.query.countries else usual.country
        return act, country
