"""One reindex at a time: a lease in the cluster that expires minutes after a run is killed."""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from search_app.index.elastic.errors import ClusterError, ElasticError, translated

LEASE = 300.0
"""Seconds after which another run may take over a lock that was not renewed."""

_ID = "reindex"


class Lock:
    """A lock; `renew` it while the work goes on."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self._index = f"{alias}-lock"
        self._owner = f"{socket.gethostname()}, process {os.getpid()}"
        self._token = uuid.uuid4().hex
        self._version: dict[str, Any] = {}
        self._until = 0.0

    def take(self) -> None:
        """Take the lock.

        Raises:
            ElasticError: another run holds it.
        """
        with translated():
            try:
                self._write(op_type="create")
            except ConflictError:
                self._take_over()

    def renew(self) -> None:
        """Renew the lock; the cluster is asked only when half of the lease is over.

        A temporary failure does not end the work: while the lease runs, the next call tries
        again.

        Raises:
            ElasticError: another run took it over, or the lease is over and the cluster gone.
        """
        if self._until - time.time() > LEASE / 2:
            return
        until = self._until
        try:
            with translated():
                self._renew()
        except ClusterError:
            self._until = until
            if until <= time.time():
                raise

    def _renew(self) -> None:
        try:
            self._write(**self._version)
        except ConflictError as error:
            held = self._client.get(index=self._index, id=_ID)
            if held["_source"]["token"] != self._token:
                raise ElasticError("another run took over the lock of this reindex") from error
            self._write(**_version(held))

    def release(self) -> None:
        """Release the lock, unless another run has taken it over."""
        with translated():
            try:
                self._client.delete(index=self._index, id=_ID, refresh=True, **self._version)
            except (ConflictError, NotFoundError):
                return

    def _take_over(self) -> None:
        try:
            held = self._client.get(index=self._index, id=_ID)
        except NotFoundError:
            self._write(op_type="create")
            return
        if held["_source"]["until"] > time.time():
            raise ElasticError(f"another run works on this index: {held['_source']['owner']}")
        self._write(**_version(held))

    def _write(self, **condition: Any) -> None:
        self._until = time.time() + LEASE
        answer = self._client.index(
            index=self._index,
            id=_ID,
            document={"owner": self._owner, "token": self._token, "until": self._until},
            **condition,
        )
        self._version = _version(answer)


def _version(answer: Any) -> dict[str, Any]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}


@contextmanager
def locked(client: Elasticsearch, alias: str) -> Iterator[Lock]:
    """Hold the lock of an index for a block.

    Raises:
        ElasticError: another run holds it.
    """
    lock = Lock(client, alias)
    lock.take()
    try:
        yield lock
    finally:
        lock.release()
