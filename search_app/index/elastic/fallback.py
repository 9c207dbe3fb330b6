"""Elasticsearch with the embedded engine behind it: readers are answered whatever the cluster does.

After a failure the embedded engine answers at once, until a pause is over; then one search tries
the cluster again, and when it answers, all searches go there.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from search_app.index.elastic.errors import ClusterError, QueryError
from search_app.index.engine import EnginePage, RawHit, SearchEngine
from search_app.index.plan import QueryPlan
from search_app.index.similar import Likeness

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EngineState:
    """Which engine answers now, and when it is the spare one, why and since when (Unix time)."""

    engine: Literal["elasticsearch", "embedded"]
    reason: str | None = None
    since: float | None = None


class Breaker:
    """A circuit breaker: after a failure it stays open for a pause that grows with each failure."""

    def __init__(
        self, first: float = 2.0, longest: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._first, self._longest, self._clock = first, longest, clock
        self._guard = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._trying = False

    @property
    def closed(self) -> bool:
        """Whether all is well."""
        return self._failures == 0

    def admit(self) -> bool:
        """Whether a request may go through; after a pause only one at a time may."""
        with self._guard:
            if self._failures == 0:
                return True
            if self._trying or self._clock() < self._until:
                return False
            self._trying = True
            return True

    def succeeded(self) -> bool:
        """Record a success; return whether it ended a failure."""
        with self._guard:
            ended, self._failures, self._trying = self._failures > 0, 0, False
            return ended

    def failed(self) -> bool:
        """Record a failure; return whether it is the first one.

        Requests that were on their way when the first one failed do not make the pause longer.
        """
        with self._guard:
            if self._failures and not self._trying:
                return False
            pause = min(self._longest, self._first * 2.0 ** min(self._failures, 10))
            self._until = self._clock() + pause * random.uniform(0.75, 1.25)  # noqa: S311
            self._failures, self._trying = self._failures + 1, False
            return self._failures == 1


class FallbackEngine:
    """Asks the main engine, and the spare one when the main engine fails."""

    def __init__(
        self, first: SearchEngine, spare: SearchEngine, breaker: Breaker | None = None
    ) -> None:
        self._first, self._spare = first, spare
        self._breaker = breaker or Breaker()
        self._reason: str | None = None
        self._since: float | None = None

    @property
    def state(self) -> EngineState:
        """Which engine answers now."""
        if self._breaker.closed:
            return EngineState("elasticsearch")
        return EngineState("embedded", self._reason, self._since)

    @property
    def size(self) -> int:
        """The number of documents in the engine that answers."""
        return self._answer(lambda engine: engine.size)

    def find(self, plan: QueryPlan) -> EnginePage:
        """Return one page of raw hits, the exact total and the facet counts."""
        return self._answer(lambda engine: engine.find(plan))

    def like(self, likeness: Likeness, limit: int) -> tuple[RawHit, ...]:
        """Return the nearest provisions of other countries, nearest first."""
        return self._answer(lambda engine: engine.like(likeness, limit))

    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        """Return the most frequent values of a facet with their counts in the whole index."""
        return self._answer(lambda engine: engine.values(facet, most))

    def _answer(self, ask: Callable[[SearchEngine], Result]) -> Result:
        if not self._breaker.admit():
            return ask(self._spare)
        try:
            answer = ask(self._first)
        except QueryError as error:
            _log.error("the embedded engine answers one query: %s", error)
            self._breaker.succeeded()
            return ask(self._spare)
        except ClusterError as error:
            self._down(error)
            return ask(self._spare)
        except BaseException:
            self._breaker.failed()
            raise
        if self._breaker.succeeded():
            _log.warning("Elasticsearch answers again")
        return answer

    def _down(self, error: ClusterError) -> None:
        self._reason = str(error)
        if self._breaker.failed():
            self._since = time.time()
            _log.warning("the embedded engine answers: %s", error)
