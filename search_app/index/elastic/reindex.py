"""Reindexing: a new generation is loaded and checked, then swapped in; or nothing changes."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search_app.index.documents import Document
from search_app.index.elastic import checks
from search_app.index.elastic.bulk import Loader, LoadReport
from search_app.index.elastic.checks import Counts
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.errors import ElasticError, translated
from search_app.index.elastic.generations import Generation, Generations
from search_app.index.elastic.lock import Lock, locked
from search_app.index.elastic.mapping import serving_settings
from search_app.index.elastic.templates import ensure

_log = logging.getLogger(__name__)

COPIES_WAIT = "30s"
"""How long a loaded generation waits for its copies; a lost node must not stop it."""

_NOT_IN_TIME = 408


@dataclass(frozen=True)
class Reindexed:
    """What a reindex did."""

    generation: str
    documents: int
    seconds: float
    repeated_items: int
    repeated_chunks: int
    removed: tuple[str, ...]


def reindex(
    settings: ElasticSettings,
    documents: Iterable[Document],
    *,
    accept_losses: bool = False,
    client: Elasticsearch | None = None,
) -> Reindexed:
    """Build a generation from documents and switch to it; the old one serves until then.

    Args:
        settings: the cluster and the layout.
        documents: all documents, in their order by country.
        accept_losses: skip the comparison with the previous generation.
        client: an open client, if there is one.

    Raises:
        ElasticError: another run is at work, the load failed or the new index is not as it
            should be; the half-built index is deleted and the alias stays.
    """
    started = time.perf_counter()
    client = client or connect(settings)
    generations = Generations(client, settings.index)
    with locked(client, settings.index) as lock:
        generations.clean()
        ensure(client, settings)
        name = generations.new_name()
        try:
            report = _load(client, settings, name, documents, lock)
            let_serve(client, settings, name, report.expected, accept_losses=accept_losses)
            lock.renew()
            generations.point(name)
        except BaseException:
            generations.discard(name)
            raise
        removed = generations.clean()
    return Reindexed(
        generation=name,
        documents=report.loaded,
        seconds=time.perf_counter() - started,
        repeated_items=report.repeated_items,
        repeated_chunks=report.repeated_chunks,
        removed=removed,
    )


def rollback(settings: ElasticSettings) -> tuple[str, str]:
    """Go back to the previous generation; return the names of the old and the new one.

    Raises:
        ElasticError: there is none, or a reindex is running.
    """
    client = connect(settings)
    with locked(client, settings.index):
        return Generations(client, settings.index).rollback()


def status(settings: ElasticSettings) -> tuple[Generation, ...]:
    """Return the generations in the cluster, newest first.

    Raises:
        ClusterError: the cluster does not respond.
    """
    return Generations(connect(settings), settings.index).listed()


def _load(
    client: Elasticsearch,
    settings: ElasticSettings,
    name: str,
    documents: Iterable[Document],
    lock: Lock,
) -> LoadReport:
    with translated():
        client.indices.create(index=name)
    loader = Loader(client, name, settings.retries, between=lock.renew)
    report = loader.load((float(n), document) for n, document in enumerate(documents, start=1))
    if not report.loaded:
        raise ElasticError("the new index is empty; the old one stays")
    with translated():
        client.indices.refresh(index=name)
    return report


def let_serve(
    client: Elasticsearch,
    settings: ElasticSettings,
    name: str,
    expected: Counts,
    *,
    accept_losses: bool,
) -> None:
    """Check a loaded generation against what it should hold, and make it ready to serve.

    Raises:
        CheckError: it holds something else, or lost too much against the one that serves.
    """
    generations = Generations(client, settings.index)
    held = checks.counted(client, name)
    checks.complete(expected, held)
    before = generations.current()
    if before is not None and not accept_losses:
        checks.kept(checks.counted(client, before.name), held)
    with translated():
        client.indices.put_settings(index=name, settings=serving_settings(settings))
        wanted = "green" if settings.replicas else "yellow"
        health = client.options(ignore_status=_NOT_IN_TIME).cluster.health(
            index=name, wait_for_status=wanted, timeout=COPIES_WAIT
        )
    if health["timed_out"]:
        _log.warning("%s serves although not all of its copies are there yet", name)
    generations.ready(name)
