"""Metrics for Prometheus, on a port of their own that readers cannot reach.

prometheus_client decides when it is imported whether it counts for one process or for several, so
it is imported when the first count is taken. For several processes `several_processes` must have
been entered before; each then counts into a file, and whoever serves the counts adds them up.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIServer

from search_app.index.elastic.fallback import EngineState
from search_app.web.site import Site

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram
    from prometheus_client.core import Metric

SEVERAL = "PROMETHEUS_MULTIPROC_DIR"
LOOPBACK = "127.0.0.1"
_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


@dataclass(frozen=True)
class Metrics:
    """What is counted in this process."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    failures: Counter

    def answered(self, family: str, status: int, seconds: float) -> None:
        """Count a request of a page family by its status and the time until its last byte."""
        self.requests.labels(family, str(status)).inc()
        self.seconds.labels(family).observe(seconds)

    def failed(self, what: str) -> None:
        """Count a failure of the `library` or the `index`."""
        self.failures.labels(what).inc()


@cache
def metrics() -> Metrics:
    """Return the counts of this process."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    return Metrics(
        registry,
        Counter(
            "demandside_requests", "Requests answered.", ("family", "status"), registry=registry
        ),
        Histogram(
            "demandside_request_seconds", "Time until the last byte.", ("family",),
            buckets=_BUCKETS, registry=registry,
        ),
        Counter(
            "demandside_failures", "Reads of the library or the index that failed.", ("what",),
            registry=registry,
        ),
    )  # fmt: skip


@contextmanager
def several_processes() -> Iterator[None]:
    """Let processes that are started in the block count together; to be entered before any count.

    Their files lie in a temporary folder, or in the one that `PROMETHEUS_MULTIPROC_DIR` names.
    """
    if os.environ.get(SEVERAL):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="demandside-metrics-") as folder:
        os.environ[SEVERAL] = folder
        try:
            yield
        finally:
            del os.environ[SEVERAL]


class SiteState:
    """What is not counted but looked up when somebody asks: the engine and the generation."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def collect(self) -> Iterable[Metric]:
        """Yield the engine in use, and when the generation was built."""
        from prometheus_client.core import GaugeMetricFamily

        state = self._site.engine() if self._site.engine else EngineState("embedded")
        engine = GaugeMetricFamily(
            "demandside_engine_in_use", "1 for the engine that answers now.", labels=("engine",)
        )
        for name in ("embedded", "elasticsearch"):
            engine.add_metric((name,), float(name == state.engine))
        yield engine
        spare = GaugeMetricFamily(
            "demandside_spare_engine", "1 while the spare engine answers.",
            value=float(state.reason is not None),
        )  # fmt: skip
        yield spare
        if self._site.built_at is not None:
            yield GaugeMetricFamily(
                "demandside_generation_built_timestamp_seconds",
                "Unix time at which the index in use was built.",
                value=self._site.built_at,
            )


def start_metrics(port: int, site: Site | None = None, host: str = LOOPBACK) -> WSGIServer:
    """Serve the counts at `/metrics` of a port, in a thread that ends with the process.

    With several processes one of them calls this, for all. With port 0 the system chooses one; the
    server that is returned knows it, and stops by `shutdown()`.

    Raises:
        OSError: the port cannot be used.
    """
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    if os.environ.get(SEVERAL):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = metrics().registry
    if site is not None:
        registry.register(SiteState(site))
    server, _ = start_http_server(port, host, registry)
    return server
