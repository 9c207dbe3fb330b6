"""Loads documents in chunks, retries what failed, and reports what was refused."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch

from search_app.index.documents import Document
from search_app.index.elastic.client import retrying, wait
from search_app.index.elastic.entry import entry, key
from search_app.index.elastic.errors import TRANSIENT, ElasticError, translated

CHUNK = 500
"""Documents per request: about 2 MB of statutes."""

_SHOWN = 5


@dataclass
class LoadReport:
    """Counts of a load: documents stored, items and chunks retried, and (id, reason) of refusals.

    `expected` counts what was sent, under ("country", "se") and the like.
    """

    loaded: int = 0
    repeated_items: int = 0
    repeated_chunks: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    expected: Counter[tuple[str, str]] = field(default_factory=Counter)


class LoadError(ElasticError):
    """Some documents were refused; `report` names each."""

    def __init__(self, report: LoadReport) -> None:
        self.report = report
        shown = "; ".join(f"{name}: {reason}" for name, reason in report.refused[:_SHOWN])
        super().__init__(f"{len(report.refused)} documents were refused ({shown})")


@dataclass(frozen=True)
class Loader:
    """Loads documents into one index. Ids are stable, so sending a chunk twice does no harm."""

    client: Elasticsearch
    index: str
    retries: int
    between: Callable[[], None] = lambda: None
    pause: Callable[[float], None] = time.sleep

    def load(self, documents: Iterable[tuple[float, Document]]) -> LoadReport:
        """Load (place, document) pairs; `between` is called after each chunk.

        Raises:
            LoadError: an item was refused for good; earlier chunks are loaded.
            ClusterError: the cluster stayed away longer than the retries last.
        """
        report = LoadReport()
        for chunk in _chunks(documents):
            items = {key(document.id): entry(document, place) for place, document in chunk}
            for _, document in chunk:
                report.expected.update(of_document(document))
            self._send(items, report)
            if report.refused:
                raise LoadError(report)
            self.between()
        return report

    def _send(self, waiting: dict[str, dict[str, Any]], report: LoadReport) -> None:
        for attempt in range(self.retries + 1):
            again, refused = self._once(waiting, report)
            report.refused += refused
            if not again:
                return
            if attempt < self.retries:
                report.repeated_items += len(again)
                self.pause(wait(attempt))
            waiting = {name: waiting[name] for name in again}
        report.refused += [(name, "the cluster stayed overloaded") for name in waiting]

    def _once(
        self, items: dict[str, dict[str, Any]], report: LoadReport
    ) -> tuple[list[str], list[tuple[str, str]]]:
        """Send items; return the ids to retry, and those refused with the reason."""
        operations = [part for name, source in items.items() for part in (_action(name), source)]

        def told() -> None:
            report.repeated_chunks += 1

        with translated():
            answer = retrying(
                lambda: self.client.bulk(index=self.index, operations=operations),
                self.retries, self.pause, told,
            )  # fmt: skip
        again, refused = [], []
        for item in answer["items"]:
            (result,) = item.values()
            if result["status"] < 300:
                report.loaded += 1
            elif result["status"] in TRANSIENT:
                again.append(result["_id"])
            else:
                refused.append((result["_id"], _reason(result["error"])))
        return again, refused


def _chunks(
    documents: Iterable[tuple[float, Document]],
) -> Iterator[list[tuple[float, Document]]]:
    chunk: list[tuple[float, Document]] = []
    for placed in documents:
        chunk.append(placed)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _action(name: str) -> dict[str, Any]:
    return {"index": {"_id": name}}


def of_document(document: Document) -> list[tuple[str, str]]:
    """Return the keys that count a document: ("country", "se"), ("concept", …)."""
    return [("country", document.country), *(("concept", name) for name in document.concepts)]


def _reason(error: dict[str, Any]) -> str:
    cause = error.get("caused_by", {}).get("reason")
    return f"{error['reason']} ({cause})" if cause else str(error["reason"])
