"""Reindexing on a real server: swapped in one step, checked before, nothing left after an error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from elasticsearch import Elasticsearch

from search_app.index.documents import Document
from search_app.index.elastic import reindex as reindexing
from search_app.index.elastic.bulk import LoadError
from search_app.index.elastic.checks import CheckError
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings, elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.errors import ClusterError, ElasticError
from search_app.index.elastic.lock import LEASE, Lock
from search_app.index.elastic.mapping import VERSION, index_body
from search_app.index.elastic.reindex import reindex, rollback, status
from search_app.index.elastic.templates import ensure

pytest_plugins = ["tests.elasticsearch.fixtures"]

MODEL = Document(
    id="se-1", country="se", instrument="se-x", instrument_title="Lag", number="1", heading="1 §",
    title="Lag 1 §", text="Böcker lånas ut.", language="sv", kind="act", as_of="2001-01-01",
    concepts=("purchase",), actors=("buyer",), buyer_liable=True,
)  # fmt: skip


def some(count: int, country: str = "se") -> list[Document]:
    return [replace(MODEL, id=f"{country}-{n}", country=country) for n in range(count)]


@pytest.fixture
def settings(elasticsearch_url: str, request: pytest.FixtureRequest) -> ElasticSettings:
    name = f"reindex-{abs(hash(request.node.name))}"
    return elastic_settings({"ELASTICSEARCH_URL": elasticsearch_url, "ELASTICSEARCH_INDEX": name})


@pytest.fixture
def client(settings: ElasticSettings) -> Elasticsearch:
    return connect(settings)


def names(settings: ElasticSettings) -> list[str]:
    return [generation.name for generation in status(settings)]


def serving(settings: ElasticSettings) -> list[str]:
    return [generation.name for generation in status(settings) if generation.current]


def test_a_reindex_serves_and_keeps_the_one_before(settings: ElasticSettings) -> None:
    made = [reindex(settings, some(size)) for size in (10, 11, 12)]
    assert ElasticEngine(settings).size == 12
    assert serving(settings) == [made[2].generation]
    assert names(settings) == [made[2].generation, made[1].generation]
    assert made[2].removed == (made[0].generation,)
    assert [g.documents for g in status(settings)] == [12, 11]
    assert all(g.size_bytes > 0 and g.ready for g in status(settings))


def test_rollback_returns_and_comes_back(settings: ElasticSettings) -> None:
    old, new = (reindex(settings, some(size)).generation for size in (10, 11))
    assert rollback(settings) == (new, old)
    assert ElasticEngine(settings).size == 10
    assert rollback(settings) == (old, new)
    assert ElasticEngine(settings).size == 11


def test_rollback_needs_another_generation(settings: ElasticSettings) -> None:
    with pytest.raises(ElasticError, match="no other generation"):
        rollback(settings)
    reindex(settings, some(3))
    with pytest.raises(ElasticError, match="no other generation"):
        rollback(settings)


def fails_after(count: int) -> Iterator[Document]:
    yield from some(count)
    raise RuntimeError("the library broke")


def a_refused_document() -> list[Document]:
    return [*some(5), replace(MODEL, id="se-bad", as_of="99999999999")]


def a_document_twice() -> list[Document]:
    return [*some(5), *some(1)]


@pytest.mark.parametrize(
    ("documents", "error", "message"),
    [
        (lambda: fails_after(1200), RuntimeError, "the library broke"),
        (a_refused_document, LoadError, "se-bad"),
        (a_document_twice, CheckError, "country se: 6 → 5"),
        (list, ElasticError, "empty"),
        (lambda: some(7), CheckError, "country se: 10 → 7"),
        (lambda: some(10, "fr"), CheckError, "country se: 10 → 0"),
    ],
)
def test_an_error_leaves_the_old_generation_and_nothing_else(
    settings: ElasticSettings,
    documents: Callable[[], list[Document]],
    error: type[Exception],
    message: str,
) -> None:
    good = reindex(settings, some(10)).generation
    with pytest.raises(error, match=message):
        reindex(settings, documents())
    assert names(settings) == serving(settings) == [good]
    reindex(settings, some(10))


def test_losses_can_be_accepted(settings: ElasticSettings) -> None:
    reindex(settings, some(10))
    reindex(settings, some(2), accept_losses=True)
    assert ElasticEngine(settings).size == 2


def test_long_ids_are_loaded_and_found(settings: ElasticSettings) -> None:
    long = replace(MODEL, id="se-" + "ö" * 400)
    reindex(settings, [long, *some(2)])
    assert ElasticEngine(settings).size == 3


def test_one_reindex_at_a_time(settings: ElasticSettings, client: Elasticsearch) -> None:
    lock = Lock(client, settings.index)
    lock.take()
    with pytest.raises(ElasticError, match="another run works on this index"):
        reindex(settings, some(3))
    lock.release()
    reindex(settings, some(3))


def test_the_lock_of_a_killed_run_is_taken_over(
    settings: ElasticSettings, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = Lock(client, settings.index)
    killed.take()
    later = time.time() + LEASE + 1
    monkeypatch.setattr(time, "time", lambda: later)
    other = Lock(client, settings.index)
    other.take()
    with pytest.raises(ElasticError, match="took over"):
        killed.renew()
    killed.release()
    with pytest.raises(ElasticError, match="another run"):
        Lock(client, settings.index).take()
    other.release()


def test_a_lost_answer_does_not_cost_the_lock(
    settings: ElasticSettings, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Lock(client, settings.index)
    lock.take()
    index = f"{settings.index}-lock"
    held = client.get(index=index, id="reindex")["_source"]
    client.index(index=index, id="reindex", document=held)
    later = time.time() + 0.8 * LEASE
    monkeypatch.setattr(time, "time", lambda: later)
    lock.renew()
    lock.release()
    Lock(client, settings.index).take()


def test_a_cluster_that_is_away_does_not_cost_the_lock_before_its_end(
    settings: ElasticSettings, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Lock(client, settings.index)
    start = time.time()
    lock.take()
    away = connect(replace(settings, urls=("http://127.0.0.1:9",)))
    monkeypatch.setattr(lock, "_client", away)
    monkeypatch.setattr(time, "time", lambda: start + 0.9 * LEASE)
    lock.renew()
    monkeypatch.setattr(time, "time", lambda: start + 2 * LEASE)
    with pytest.raises(ClusterError, match="cannot be reached"):
        lock.renew()


def test_a_load_keeps_one_copy_where_copies_are_wanted(
    settings: ElasticSettings, client: Elasticsearch
) -> None:
    for wanted, kept in ((0, "0"), (1, "1"), (3, "1")):
        ensure(client, replace(settings, replicas=wanted))
        name = f"{settings.index}-generation-{wanted}"
        client.indices.create(index=name, wait_for_active_shards=1)
        layout = client.indices.get_settings(index=name)[name]["settings"]["index"]
        assert layout["number_of_replicas"] == kept


def test_copies_that_do_not_come_do_not_stop_a_reindex(
    settings: ElasticSettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One node cannot hold a second copy; neither can two of three just after a loss."""
    monkeypatch.setattr(reindexing, "COPIES_WAIT", "1s")
    made = reindex(replace(settings, replicas=1), some(3)).generation
    assert serving(settings) == [made]
    assert "although not all of its copies are there" in caplog.text


def test_what_a_killed_run_left_is_removed(
    settings: ElasticSettings, client: Elasticsearch
) -> None:
    left = f"{settings.index}-generation-20200101-000000-000000-abcdef"
    client.indices.create(index=left, **index_body(settings))
    assert [g.ready for g in status(settings)] == [False]
    done = reindex(settings, some(3))
    assert names(settings) == [done.generation]


def test_the_mapping_is_strict(settings: ElasticSettings, client: Elasticsearch) -> None:
    reindex(settings, some(3))
    client.indices.put_settings(index=settings.index, settings={"blocks.write": False})
    with pytest.raises(Exception, match="strict_dynamic_mapping"):
        client.index(index=settings.index, document={"surprise": 1})


def test_a_generation_that_serves_cannot_be_written_to(
    settings: ElasticSettings, client: Elasticsearch
) -> None:
    reindex(settings, some(3))
    with pytest.raises(Exception, match="cluster_block_exception"):
        client.index(index=settings.index, document={"country": "se"})


def test_the_template_is_versioned_and_put_once(
    settings: ElasticSettings, client: Elasticsearch
) -> None:
    assert ensure(client, settings)
    assert not ensure(client, settings)
    assert ensure(client, replace(settings, shards=2))
    (held,) = client.indices.get_index_template(name=f"{settings.index}-generation").body[
        "index_templates"
    ]
    assert held["index_template"]["version"] == VERSION
    made = reindex(replace(settings, shards=2), some(3)).generation
    layout = client.indices.get_settings(index=made)[made]["settings"]["index"]
    assert layout["number_of_shards"] == "2"


def test_a_search_without_an_index_says_what_to_do(settings: ElasticSettings) -> None:
    with pytest.raises(ClusterError, match="demandside index build"):
        _ = ElasticEngine(settings).size


def test_a_snapshot_brings_back_index_and_alias(
    settings: ElasticSettings, client: Elasticsearch
) -> None:
    reindex(settings, some(9))
    repository = settings.index
    client.snapshot.create_repository(
        name=repository, repository={"type": "fs", "settings": {"location": repository}}
    )
    client.snapshot.create(
        repository=repository,
        snapshot="one",
        indices=f"{settings.index}-generation-*",
        include_global_state=False,
        wait_for_completion=True,
    )
    client.indices.delete(index=names(settings)[0])
    assert status(settings) == ()
    client.snapshot.restore(
        repository=repository,
        snapshot="one",
        indices=f"{settings.index}-generation-*",
        include_aliases=True,
        wait_for_completion=True,
    )
    assert ElasticEngine(settings).size == 9
    assert [g.current for g in status(settings)] == [True]
