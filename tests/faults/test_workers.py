"""Workers end with the process that started them, whatever ended it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from search_app.parallel import WorkerError, end_with_parent, in_order
from tests.faults.conftest import Tally

ROOT = Path(__file__).parents[2]
PRODUCT = ("corpus", "crawler", "nlp", "search_app")


def killed_with_workers(kind: str, wait: float) -> str:
    """Kill a process that has two workers; return what is wrong afterwards.

    The workers inherit its standard output, so that this ends when the last of them has ended.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.workers", kind],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        time.sleep(wait)
        parent.kill()
        try:
            parent.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            for pid in workers:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return f"{kind}: of the workers {workers} some outlive their parent"
    return "" if len(workers) == 2 else f"{kind}: {len(workers)} workers were started"


@pytest.mark.parametrize("kind", ["idle", "busy", "shared"])
def test_workers_end_with_a_killed_parent(
    kind: str, trials: Callable[[int, int], int], tally: Callable[[str], Tally]
) -> None:
    tried = tally(f"kill -9 of a process with two workers ({kind})")
    tried.note = "no worker may be left"
    chance = random.Random(kind)
    for _ in range(trials(2, 20)):
        wrong = killed_with_workers(kind, chance.uniform(0, 0.2))
        tried.count(*filter(None, [wrong]))


def test_processes_are_started_in_one_place_only() -> None:
    places = [
        str(path.relative_to(ROOT))
        for room in PRODUCT
        for path in (ROOT / room).rglob("*.py")
        if any(
            word in path.read_text("utf-8")
            for word in ("ProcessPoolExecutor(", "multiprocessing.Pool", "Process(target")
        )
    ]
    assert places == ["search_app/parallel.py"]


def end_oneself(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_killed_is_said_in_one_sentence() -> None:
    with pytest.raises(WorkerError, match=r"^a process that worked .* run the command again"):
        list(in_order(end_oneself, range(3), 2, kind=str, size=lambda _: 1, loading=0))


def test_a_process_without_a_parent_has_none_to_end_with() -> None:
    with pytest.raises(RuntimeError, match="not started by multiprocessing"):
        end_with_parent()
