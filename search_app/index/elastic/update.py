"""Incremental update: a copy of the current generation, only its differences loaded, then the swap.

The copy is a clone (hard links on the nodes), so that an update of a few provisions costs seconds
and readers still see either the old state or the new one, never a mixture; and there is a
generation to roll back to.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk, scan

from search_app.index.documents import Document
from search_app.index.elastic.bulk import Loader, of_document
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.entry import key
from search_app.index.elastic.errors import ElasticError, OldLayoutError, translated
from search_app.index.elastic.generations import Generation, Generations
from search_app.index.elastic.lock import locked
from search_app.index.elastic.mapping import BUILDING, VERSION, loading_copies, meta
from search_app.index.elastic.reindex import let_serve

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Updated:
    """What an update did. Without a difference, `generation` is the one that already served."""

    generation: str
    added: int
    changed: int
    removed: int
    unchanged: int
    seconds: float


@dataclass(frozen=True)
class Difference:
    """What to change: new and changed documents with their places, and the ids to remove."""

    added: tuple[tuple[float, Document], ...]
    changed: tuple[tuple[float, Document], ...]
    removed: tuple[str, ...]
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether the generation already has exactly these documents."""
        return not (self.added or self.changed or self.removed)


def update(
    settings: ElasticSettings,
    documents: Iterable[Document],
    *,
    accept_losses: bool = False,
    client: Elasticsearch | None = None,
) -> Updated:
    """Make the index hold exactly these documents, sending only what differs.

    Raises:
        OldLayoutError: the generation that serves was laid out by other code.
        ElasticError: no generation serves, another run is at work, or the checks fail; the alias
            stays then.
    """
    started = time.perf_counter()
    client = client or connect(settings)
    generations = Generations(client, settings.index)
    with locked(client, settings.index) as lock:
        generations.clean()
        base = _base(client, generations)
        expected: Counter[tuple[str, str]] = Counter()
        counted = _counting(documents, expected, lock.renew)
        changes = difference(counted, _held(client, base.name))
        name = base.name
        if not changes.empty:
            name = generations.new_name()
            try:
                _clone(client, base.name, name, loading_copies(settings))
                loader = Loader(client, name, settings.retries, between=lock.renew)
                loader.load((*changes.added, *changes.changed))
                _delete(client, name, changes.removed)
                let_serve(client, settings, name, expected, accept_losses=accept_losses)
                lock.renew()
                generations.point(name)
            except BaseException:
                generations.discard(name)
                raise
            generations.clean()
    return Updated(
        generation=name,
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
        seconds=time.perf_counter() - started,
    )


def difference(wanted: Iterable[Document], held: dict[str, tuple[str, float]]) -> Difference:
    """Compare documents with those of a generation (hash and place by id).

    A document that is held unchanged keeps its place when that is behind the one before it; the
    others get places between their neighbours, so that an insertion does not move what follows.
    Only documents that differ are kept in memory.
    """
    added, changed = [], []
    unchanged = 0
    lost = set(held)
    for place, document in _placed(wanted, held):
        name = key(document.id)
        known = held.get(name)
        lost.discard(name)
        if known is None:
            added.append((place, document))
        elif known != (document.fingerprint, place):
            changed.append((place, document))
        else:
            unchanged += 1
    return Difference(tuple(added), tuple(changed), tuple(sorted(lost)), unchanged)


def _placed(
    wanted: Iterable[Document], held: dict[str, tuple[str, float]]
) -> Iterator[tuple[float, Document]]:
    loose: list[Document] = []
    before = 0.0
    for document in wanted:
        known = held.get(key(document.id))
        if known is None or known[0] != document.fingerprint or known[1] <= before:
            loose.append(document)
            continue
        yield from _between(before, known[1], loose)
        loose.clear()
        before = known[1]
        yield before, document
    yield from _between(before, before + len(loose) + 1, loose)


def _between(
    before: float, after: float, loose: Sequence[Document]
) -> Iterator[tuple[float, Document]]:
    step = (after - before) / (len(loose) + 1)
    if loose and before + step <= before:
        raise ElasticError("no place is left between two provisions: run 'demandside index build'")
    for n, document in enumerate(loose, start=1):
        yield before + n * step, document


def _counting(
    documents: Iterable[Document], counts: Counter[tuple[str, str]], between: Callable[[], None]
) -> Iterator[Document]:
    for document in documents:
        counts.update(of_document(document))
        between()
        yield document


def _base(client: Elasticsearch, generations: Generations) -> Generation:
    base = generations.current()
    if base is None:
        raise ElasticError("no generation serves yet: run 'demandside index build' first")
    with translated():
        mapping = client.indices.get_mapping(index=base.name)[base.name]["mappings"]
    if mapping.get("_meta", {}).get("layout") != VERSION:
        raise OldLayoutError(f"{base.name} has an older layout: run 'demandside index build'")
    return base


def _held(client: Elasticsearch, index: str) -> dict[str, tuple[str, float]]:
    """Return hash and place of every document of an index, by the server's id."""
    body = {"_source": False, "docvalue_fields": ["hash", "order"], "sort": ["_doc"]}
    with translated():
        return {
            hit["_id"]: (str(hit["fields"]["hash"][0]), float(hit["fields"]["order"][0]))
            for hit in scan(client, index=index, query=body, size=5_000)
        }


def _clone(client: Elasticsearch, base: str, name: str, copies: int) -> None:
    with translated():
        client.indices.clone(
            index=base,
            target=name,
            settings={
                "index.blocks.write": None,
                "index.number_of_replicas": copies,
                "index.refresh_interval": "-1",
            },
        )
        client.indices.put_mapping(index=name, meta=meta(BUILDING))
        client.cluster.health(index=name, wait_for_status="yellow", timeout="60s")


def _delete(client: Elasticsearch, name: str, ids: Sequence[str]) -> None:
    actions = ({"_op_type": "delete", "_index": name, "_id": document_id} for document_id in ids)
    with translated():
        bulk(client, actions)
        client.indices.refresh(index=name)
