"""A limit of CPU time for a block of Python; `re` heeds it too, other C code when it comes back."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooLongError(BaseException):
    """A block did not end within its limit; no `except Exception` holds it up."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` in a block after seconds of CPU time; for the main thread only."""

    def late(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
