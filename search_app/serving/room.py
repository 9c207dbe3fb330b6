"""How many pages are made at a time, and what happens to further requests.

A worker that makes more pages at a time makes none sooner: they share its processor. A few requests
wait for their turn; the others are told at once to ask again, so that under more load than the
machine can bear those who are let in are still answered.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from search_app.web.bare import HEALTH

PATIENCE = 10.0
"""Seconds that a request waits at most for its turn."""

RETRY_AFTER = 5
"""Seconds after which one that was sent away may ask again."""


class BusyError(Exception):
    """There is no room for another request now."""


class Room:
    """Seats for requests that are worked on, and places to wait for one."""

    def __init__(self, seats: int, places: int, patience: float = PATIENCE) -> None:
        self._seats = threading.Semaphore(seats)
        self._inside = threading.Semaphore(seats + places)
        self._patience = patience

    @contextmanager
    def seat(self, path: str) -> Iterator[None]:
        """Hold a seat while the block runs; requests about the server's health need none.

        Raises:
            BusyError: too many wait already, or this one has waited for too long.
        """
        if path in HEALTH:
            yield
            return
        if not self._inside.acquire(blocking=False):
            raise BusyError
        try:
            if not self._seats.acquire(timeout=self._patience):
                raise BusyError
            try:
                yield
            finally:
                self._seats.release()
        finally:
            self._inside.release()
