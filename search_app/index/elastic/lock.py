"""One reindex at a time: a lease in the cluster, which a killed run loses after some minutes."""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from search_app.index.elastic.errors import ElasticError, translated

LEASE = 300.0
"""Seconds after which a lock that was not renewed may be taken over."""

_ID = "reindex"


class Lock:
    """A held lock; `renew` it while the work goes on."""

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
        """Hold on to the lock; asks the cluster only when half of the lease is over.

        Raises:
            ElasticError: another run took it over.
        """
        if self._until - time.time() > LEASE / 2:
            return
        with translated():
            try:
                self._write(**self._version)
            except ConflictError as error:
                raise ElasticError("another run took over the lock of this reindex") from error

    def release(self) -> None:
        """Give the lock back; says nothing when another run has it by now."""
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
        self._write(if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"])

    def _write(self, **condition: Any) -> None:
        self._until = time.time() + LEASE
        answer = self._client.index(
            index=self._index,
            id=_ID,
            document={"owner": self._owner, "token": self._token, "until": self._until},
            **condition,
        )
        self._version = {
            "if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"],
        }  # fmt: skip


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
