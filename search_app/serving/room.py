"""Limits how many pages are made at a time, and decides what happens to further requests.

Making more pages at a time makes none sooner, because they share the worker's processor. A few
requests wait for their turn; the others are told at once to come back later, so that an overloaded
machine still serves those it lets in.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from search_app.web.bare import HEALTH

PATIENCE = 10.0
"""The most seconds that a request waits for its turn."""

RETRY_AFTER = 5
"""Seconds after which a client that was turned away may ask again."""


class BusyError(Exception):
    """No room for another request now."""


class Room:
    """Seats for requests in progress, and places to wait for a seat."""

    def __init__(self, seats: int, places: int, patience: float = PATIENCE) -> None:
        self._seats = threading.Semaphore(seats)
        self._inside = threading.Semaphore(seats + places)
        self._patience = patience

    @contextmanager
    def seat(self, path: str) -> Iterator[None]:
        """Hold a seat while the block runs; health checks need none.

        Raises:
            BusyError: too many are waiting, or this one has waited too long.
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
