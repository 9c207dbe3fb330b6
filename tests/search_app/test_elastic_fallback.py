"""When the cluster is gone, the embedded engine answers; when it is back, the cluster does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.store import Library
from search_app.index.background import Background
from search_app.index.documents import documents
from search_app.index.elastic.config import elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.errors import ClusterError, QueryError
from search_app.index.elastic.fallback import Breaker, FallbackEngine
from search_app.index.elastic.reindex import reindex
from search_app.index.embedded import EmbeddedEngine
from search_app.index.engine import EnginePage
from search_app.index.generation import current
from search_app.index.plan import QueryPlan
from search_app.index.query import SearchQuery
from search_app.index.search import IndexSearcher
from search_app.paths import DataFolder
from tests.elasticsearch.server import Server
from tests.search_app.plans import bare_plan

pytest_plugins = ["tests.elasticsearch.fixtures"]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Engine:
    """Answers with its size, or fails as told."""

    def __init__(self, size: int) -> None:
        self.number, self.asked = size, 0
        self.error: Exception | None = None

    @property
    def size(self) -> int:
        self.asked += 1
        if self.error:
            raise self.error
        return self.number

    def find(self, plan: QueryPlan) -> EnginePage:
        return EnginePage(self.size, (), {plan.query.text: {}})

    def values(self, facet: str, most: int = 60) -> dict[str, int]:
        assert most
        return {facet: self.size}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def first() -> Engine:
    return Engine(1)


@pytest.fixture
def engine(first: Engine, clock: Clock) -> FallbackEngine:
    return FallbackEngine(first, Engine(2), Breaker(first=2, longest=8, clock=clock))


def test_all_well(engine: FallbackEngine) -> None:
    plan = bare_plan(SearchQuery("x"))
    assert (engine.size, engine.find(plan).total, engine.values("lang")) == (1, 1, {"lang": 1})
    assert engine.state.engine == "elasticsearch"
    assert engine.state.reason is None


def test_a_failure_is_answered_by_the_spare_engine_and_told(
    engine: FallbackEngine, first: Engine
) -> None:
    first.error = ClusterError("no answer")
    assert engine.size == 2
    assert (engine.state.engine, engine.state.reason) == ("embedded", "no answer")
    assert engine.state.since is not None
    asked = first.asked
    assert [engine.size for _ in range(5)] == [2] * 5
    assert first.asked == asked


def test_it_returns_by_itself(engine: FallbackEngine, first: Engine, clock: Clock) -> None:
    first.error = ClusterError("no answer")
    assert engine.size == 2
    first.error = None
    clock.now = 1.0
    assert engine.size == 2
    clock.now = 2.6
    assert engine.size == 1
    assert engine.state.engine == "elasticsearch"


def test_pauses_grow_up_to_a_bound(engine: FallbackEngine, first: Engine, clock: Clock) -> None:
    first.error = ClusterError("no answer")
    tries = []
    for second in range(60):
        clock.now, before = float(second), first.asked
        assert engine.size == 2
        if first.asked > before:
            tries.append(second)
    gaps = [b - a for a, b in pairwise(tries)]
    assert gaps[0] <= 3
    assert 6 <= gaps[-1] <= 11


def test_requests_on_their_way_do_not_lengthen_the_pause(clock: Clock) -> None:
    breaker = Breaker(first=2, longest=60, clock=clock)
    assert all(breaker.admit() for _ in range(16))
    assert [breaker.failed() for _ in range(16)] == [True] + [False] * 15
    clock.now = 2.6
    assert breaker.admit()
    assert not breaker.admit(), "only one request at a time tries"


def test_a_refused_query_does_not_condemn_the_cluster(
    engine: FallbackEngine, first: Engine
) -> None:
    first.error = QueryError("too many clauses")
    assert engine.size == 2
    first.error = None
    assert engine.size == 1


def test_faults_of_the_program_are_not_hidden(engine: FallbackEngine, first: Engine) -> None:
    first.error = KeyError("bug")
    with pytest.raises(KeyError):
        _ = engine.size


@pytest.fixture
def server(elasticsearch_home: Path, tmp_path: Path) -> Iterator[Server]:
    """A node of its own, to be killed."""
    node = Server(elasticsearch_home, tmp_path / "node", heap="256m")
    try:
        node.start()
        yield node
    finally:
        node.stop()


def test_a_killed_server(server: Server, built: DataFolder, knowledge: Knowledge) -> None:
    settings = elastic_settings(
        {"ELASTICSEARCH_URL": server.url, "ELASTICSEARCH_SEARCH_TIMEOUT": "20"}
    )
    with Library(built.library) as library:
        reindex(settings, documents(knowledge, library))
    clock = Clock()
    engine = FallbackEngine(
        ElasticEngine(settings), EmbeddedEngine(current(built.index)), Breaker(clock=clock)
    )
    searcher = IndexSearcher(engine, knowledge, Background.open(current(built.index)))
    query = SearchQuery("prostitution", countries=("se",))
    before = searcher.search(query)
    assert engine.state.engine == "elasticsearch"

    server.kill()
    during = searcher.search(query)
    assert engine.state.engine == "embedded"
    assert (during.total, during.facets) == (before.total, before.facets)

    server.start()
    clock.now = 1000.0
    after = searcher.search(query)
    assert engine.state.engine == "elasticsearch"
    assert (after.total, after.facets) == (before.total, before.facets)
