"""Readers that ask at a steady rate while something happens to the servers, and what they saw."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from corpus.library import load_knowledge
from search_app.index.background import Background
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.fallback import FallbackEngine
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import EnginePage, RawHit, SearchEngine
from search_app.index.plan import QueryPlan
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.index.similar import Likeness

RATE = 10
"""Requests a second."""

_WORKERS = 16


@dataclass
class Seen:
    """What readers saw; moments are of the monotonic clock.

    `mixed` counts answers whose hits do not all carry the same mark.
    """

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    mixed: int = 0
    moments: dict[str, list[float]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return len(self.seconds)

    @property
    def failed(self) -> int:
        """How many of them were not answered."""
        return self.failures.total()

    @property
    def longest(self) -> float:
        """Seconds of the longest request."""
        return max(self.seconds, default=0.0)

    def first_after(self, engine: str, moment: float) -> float | None:
        """Return the seconds from a moment to the next answer of an engine."""
        later = [at - moment for at in self.moments.get(engine, ()) if at > moment]
        return min(later, default=None)

    def rows(self) -> list[tuple[str, str]]:
        """Return what was seen, as rows of a table."""
        by_engine = ", ".join(f"{name} {n}" for name, n in sorted(self.answers.items()))
        failures = ", ".join(f"{name} {n}" for name, n in sorted(self.failures.items()))
        return [
            ("requests", str(self.requests)),
            ("failed requests", f"{self.failed}" + (f" ({failures})" if failures else "")),
            ("longest answer", f"{self.longest:.2f} s"),
            ("answers by engine", by_engine),
        ]


class Watched:
    """An engine whose answers are noted in what readers saw."""

    def __init__(self, name: str, engine: SearchEngine, seen: Seen) -> None:
        self._name, self._engine, self._seen = name, engine, seen

    @property
    def size(self) -> int:
        """How many documents the generation holds."""
        return self._engine.size

    def find(self, plan: QueryPlan) -> EnginePage:
        """Return the engine's answer."""
        found = self._engine.find(plan)
        marks = {raw.document.title.rsplit(maxsplit=1)[-1] for raw in found.hits}
        with self._seen.guard:
            self._seen.answers[self._name] += 1
            self._seen.moments.setdefault(self._name, []).append(time.monotonic())
            self._seen.marks.update(marks)
            self._seen.mixed += len(marks) > 1
        return found

    def like(self, likeness: Likeness, limit: int) -> tuple[RawHit, ...]:
        """Return the engine's answer."""
        return self._engine.like(likeness, limit)

    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        """Return the engine's answer."""
        return self._engine.values(facet, most)


def watched(settings: ElasticSettings, home: Path, seen: Seen) -> IndexSearcher:
    """Return the searcher of a site: the cluster, and the embedded index behind it."""
    engine = FallbackEngine(
        Watched("Elasticsearch", ElasticEngine(settings), seen),
        Watched("embedded", EmbeddedEngine(home), seen),
    )
    return IndexSearcher(engine, load_knowledge(), Background.open(home))


@contextmanager
def readers(
    searcher: IndexSearcher, queries: Sequence[SearchQuery], seen: Seen, rate: float = RATE
) -> Iterator[None]:
    """Let readers ask at a steady rate while the block runs; slow answers do not slow them."""
    over = threading.Event()
    numbers = count()
    with ThreadPoolExecutor(_WORKERS) as pool:
        clock = threading.Thread(
            target=_tick,
            args=(over, rate, lambda: pool.submit(_ask, searcher, queries, next(numbers), seen)),
        )
        clock.start()
        try:
            yield
        finally:
            over.set()
            clock.join()


def _tick(over: threading.Event, rate: float, submit: Callable[[], object]) -> None:
    due = time.monotonic()
    while not over.wait(max(0.0, due - time.monotonic())):
        submit()
        due += 1 / rate


def _ask(searcher: IndexSearcher, queries: Sequence[SearchQuery], number: int, seen: Seen) -> None:
    started = time.monotonic()
    failure = None
    try:
        searcher.search(queries[number % len(queries)])
    except Exception as error:  # noqa: BLE001 - whatever a reader would see as an error is counted
        failure = type(error).__name__
    with seen.guard:
        seen.seconds.append(time.monotonic() - started)
        if failure:
            seen.failures[failure] += 1


def until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait for a condition; return the seconds that it took.

    Raises:
        SystemExit: it did not come.
    """
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise SystemExit(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.05)
    return time.monotonic() - started


def table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print rows as a table."""
    print(f"\n| {title} | |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |", flush=True)
