"""Processes that start workers, to be killed: python -m tests.faults.workers idle|busy|shared."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

from search_app.parallel import in_order, worker_pool


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def spin(seconds: float) -> int:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def say(workers: set[int]) -> None:
    if len(workers) == 2:
        sys.stdout.write(f"{' '.join(map(str, workers))}\n")
        sys.stdout.flush()


def idle() -> None:
    """Two processes of one worker each, that have nothing to do."""

    def items() -> Iterator[float]:
        while len(seen) < 2:  # results are told when the next item is taken
            yield 0.05
            time.sleep(0.02)
        time.sleep(0.3)
        say(seen)
        time.sleep(600)

    seen: set[int] = set()
    for _, pid in in_order(sleep, items(), 2, kind=str, size=lambda _: 1, loading=0):
        seen.add(pid)


def busy() -> None:
    """The same in the middle of work, with more waiting."""
    seen: set[int] = set()
    items = (0.05 + 0.001 * (n % 2) for n in range(100_000))
    for _, pid in in_order(spin, items, 2, kind=str, size=lambda _: 1, loading=0):
        if len(seen) < 2:
            seen.add(pid)
            say(seen)


def shared() -> None:
    """Two workers of one pool, that have nothing to do."""
    with worker_pool(2) as pool:
        say(set(pool.map(sleep, [0.5] * 2)))
        time.sleep(600)


if __name__ == "__main__":
    {"idle": idle, "busy": busy, "shared": shared}[sys.argv[1]]()
