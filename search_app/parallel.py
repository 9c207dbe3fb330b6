"""Spreads work over processes, in order and with a bounded number of pieces under way.

Each process keeps what it has loaded for a kind of work (a language), so a piece goes to the
process that knows its kind unless another would be done sooner for all that.

No process outlives the one that started it: that one may be killed before it can say so.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD = 32
_ALLOCATIONS = 200_000


class WorkerError(Exception):
    """A worker process ended before its work was done."""


@contextmanager
def worker_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of processes that end with this one, even when this one is killed.

    Raises:
        WorkerError: one of them was killed.
    """
    try:
        with ProcessPoolExecutor(processes, initializer=_begin) as pool:
            yield pool
    except BrokenProcessPool as error:
        raise WorkerError(
            "a process that worked for this one was ended (by lack of memory?);"
            " what was done is kept: run the command again, perhaps with --jobs 1"
        ) from error


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone.

    A thread waits for a pipe whose other end the parent holds: the end of a process closes it,
    whatever ended it. A process that was started later holds that end too; it goes first, as
    nobody holds its own.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        raise RuntimeError("this process was not started by multiprocessing")
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    *,
    kind: Callable[[Item], str],
    size: Callable[[Item], int],
    loading: int,
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with its result, in the order of the items.

    Args:
        work: a function of a module, so that other processes can import it.
        items: what to work on; at most 32 for each process are taken ahead.
        jobs: processes; with one the work is done here.
        kind: what a process has to load for an item.
        size: how much work an item is, in any unit.
        loading: how much work it is to load a kind, in that unit.

    Raises:
        WorkerError: a process was ended by somebody else.
    """
    if jobs <= 1:
        yield from ((item, work(item)) for item in items)
        return
    with ExitStack() as stack:
        workers = [_Worker[Item, Result](stack.enter_context(worker_pool(1))) for _ in range(jobs)]
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            worker = _choose(workers, kind(item), size(item), loading)
            waiting.append((item, worker.start(work, item, kind(item), size(item))))
            while len(waiting) > _AHEAD * jobs or (waiting and waiting[0][1].done()):
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def _begin() -> None:
    """Collect garbage less often: what is loaded stays, so looking through it is in vain."""
    end_with_parent()
    gc.set_threshold(_ALLOCATIONS)


class _Worker(Generic[Item, Result]):
    """A worker process, the kinds that it has loaded, and the size of its pending work."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self.kinds: set[str] = set()
        self.load = 0

    def start(
        self, work: Callable[[Item], Result], item: Item, kind: str, size: int
    ) -> Future[Result]:
        self.kinds.add(kind)
        self.load += size
        future = self._pool.submit(work, item)
        future.add_done_callback(lambda _: self._finished(size))
        return future

    def _finished(self, size: int) -> None:
        self.load -= size


def _choose(
    workers: list[_Worker[Item, Result]], kind: str, size: int, loading: int
) -> _Worker[Item, Result]:
    """The worker that would finish first, counting the time to load a kind it does not know."""
    return min(
        workers, key=lambda worker: worker.load + size + loading * (kind not in worker.kinds)
    )
