"""The generations behind one alias: listing them, and swapping the one that serves."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from search_app.index.elastic.errors import ElasticError, translated
from search_app.index.elastic.mapping import READY, meta

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Generation:
    """One index of the cluster; `ready` means that it was loaded and checked."""

    name: str
    ready: bool
    current: bool
    documents: int
    size_bytes: int


class Generations:
    """The generations of one alias."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias

    def new_name(self) -> str:
        """Return a name for a new generation; names sort by time."""
        moment = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
        return f"{self._alias}-generation-{moment}-{uuid.uuid4().hex[:6]}"

    def listed(self) -> tuple[Generation, ...]:
        """Return all generations, the newest first."""
        pattern = f"{self._alias}-generation-*"
        with translated():
            found = self._client.indices.get(index=pattern, allow_no_indices=True)
            if not found.body:
                return ()
            sizes = self._client.indices.stats(index=pattern, metric=["docs", "store"])["indices"]
        return tuple(
            self._generation(name, found[name], sizes.get(name, {}))
            for name in sorted(found, reverse=True)
        )

    def current(self) -> Generation | None:
        """Return the generation that serves."""
        return next((g for g in self.listed() if g.current), None)

    def ready(self, name: str) -> None:
        """Record that a generation may serve."""
        with translated():
            self._client.indices.put_mapping(index=name, meta=meta(READY))

    def point(self, name: str) -> None:
        """Point the alias at this generation only, in one step."""
        serving = [g.name for g in self.listed() if g.current and g.name != name]
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": self._alias}} for old in serving
        ]
        actions.append({"add": {"index": name, "alias": self._alias}})
        with translated():
            self._client.indices.update_aliases(actions=actions)

    def rollback(self) -> tuple[str, str]:
        """Go back to the newest other generation; return the names of the old and the new one.

        A second call undoes the first.

        Raises:
            ElasticError: there is no other generation.
        """
        listed = self.listed()
        serving = next((g for g in listed if g.current), None)
        other = next((g for g in listed if g.ready and not g.current), None)
        if serving is None or other is None:
            raise ElasticError("there is no other generation to return to")
        self.point(other.name)
        return serving.name, other.name

    def delete(self, name: str) -> None:
        """Delete a generation, if it still exists."""
        with translated():
            self._client.indices.delete(index=name, ignore_unavailable=True)

    def discard(self, name: str) -> None:
        """Delete a half-built index; if the cluster is gone, the next run does it."""
        try:
            self.delete(name)
        except ElasticError as error:
            _log.warning("%s could not be deleted now, the next run does it: %s", name, error)

    def clean(self, *, kept: int = 1) -> tuple[str, ...]:
        """Delete half-built generations and all but the current and `kept` others."""
        others = [g for g in self.listed() if not g.current]
        ready = [g for g in others if g.ready]
        surplus = [g.name for g in others if not g.ready] + [g.name for g in ready[kept:]]
        for name in surplus:
            self.delete(name)
        return tuple(surplus)

    def _generation(self, name: str, found: Any, sizes: Any) -> Generation:
        primaries = sizes.get("primaries", {})
        return Generation(
            name=name,
            ready=found["mappings"].get("_meta", {}).get("state") == READY,
            current=self._alias in found["aliases"],
            documents=int(primaries.get("docs", {}).get("count", 0)),
            size_bytes=int(primaries.get("store", {}).get("size_in_bytes", 0)),
        )
