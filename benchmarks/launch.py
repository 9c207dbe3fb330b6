"""A cluster to measure: the one of ELASTICSEARCH_URL, or a server of the tests, started for it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings, elastic_settings, wanted
from search_app.index.elastic.generations import Generations
from tests.elasticsearch.server import Server, UnavailableError, lay_out


@contextmanager
def cluster_settings(
    index: str, *, heap: str = "1g", timeout: str = "60"
) -> Iterator[ElasticSettings]:
    """Yield settings of an index of its own, which is deleted afterwards.

    Ends the process with a reason (and without failure) where no server can be had.
    """
    given = {"ELASTICSEARCH_INDEX": index, "ELASTICSEARCH_SEARCH_TIMEOUT": timeout}
    if wanted(os.environ):
        with _cleaned(elastic_settings({**os.environ, **given})) as settings:
            yield settings
        return
    with server(heap) as node:
        yield elastic_settings({"ELASTICSEARCH_URL": node.url, **given})


@contextmanager
def server(heap: str = "1g") -> Iterator[Server]:
    """Yield a running node with data of its own, which end with the block."""
    with laid_out() as (home, scratch):
        node = Server(home, scratch / "node", heap=heap)
        try:
            node.start()
            yield node
        finally:
            node.stop()


@contextmanager
def laid_out() -> Iterator[tuple[Path, Path]]:
    """Yield the folder of a laid-out server and one for data; both are deleted afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            home = lay_out(Path(scratch) / "home")
        except UnavailableError as error:
            print(f"skipped: no Elasticsearch ({error})", file=sys.stderr)
            raise SystemExit(0) from error
        yield home, Path(scratch)


@contextmanager
def _cleaned(settings: ElasticSettings) -> Iterator[ElasticSettings]:
    try:
        yield settings
    finally:
        client = connect(settings)
        generations = Generations(client, settings.index)
        for generation in generations.listed():
            generations.delete(generation.name)
        client.indices.delete(index=f"{settings.index}-lock", ignore_unavailable=True)
        client.indices.delete_index_template(name=f"{settings.index}-generation")
