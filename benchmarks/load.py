"""Times of searches under load, as rows of a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher

CLIENTS = (1, 4, 16)
SLOW = 1.5
"""Seconds after which a site would let the embedded engine answer (the default)."""


def timed(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def load(
    searchers: Mapping[str, IndexSearcher], queries: Sequence[SearchQuery], rounds: int
) -> None:
    """Print the times of one page at several numbers of clients; all was asked once before."""
    print(f"\n| engine | clients | p50 ms | p95 ms | p99 ms | answers/s | above {SLOW} s |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, searcher in searchers.items():
        asked = list(islice(cycle(queries), rounds * len(queries)))
        for query in queries:
            searcher.search(query)
        for clients in CLIENTS:
            started = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                took = sorted(pool.map(lambda q, s=searcher: timed(lambda: s.search(q)), asked))
            rate = len(asked) / (time.perf_counter() - started)
            shares = " | ".join(
                f"{quantile(took, share) * 1000:.1f}" for share in (0.5, 0.95, 0.99)
            )
            slow = sum(seconds > SLOW for seconds in took) / len(took)
            print(f"| {name} | {clients} | {shares} | {rate:.0f} | {slow:.1%} |", flush=True)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of ordered values lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
