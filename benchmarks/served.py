"""A site started for a benchmark, and what its processes use."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120.0
_REST, _IDLE = 3.0, 0.02
"""Seconds to watch, and the share of a core under which a site rests."""
_COMMAND = "from search_app.cli import main; main()"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A site that answers at a port, with the process that was started for it."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the CPU time that the site's processes took until now."""
        return sum(_cpu(pid) for pid in family(self.pid))

    def memory_mb(self) -> int:
        """Return the memory of the site's processes; what they share counts once."""
        return sum(_pss_kb(pid) for pid in family(self.pid)) // 1024


@contextmanager
def served(tree: Path, data: Path, port: int, options: Sequence[str]) -> Iterator[Served]:
    """Run `demandside serve` of a working tree until the block ends.

    Raises:
        SystemExit: it does not answer.
    """
    command = [sys.executable, "-c", _COMMAND, "serve"]
    command += ["--data", str(data), "--port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    with subprocess.Popen(command, cwd=tree, env=environment) as process:
        try:
            _wait(process, port)
            site = Served(port, process.pid)
            _settle(site)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)


def family(pid: int) -> list[int]:
    """Return a process and all that come from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the site answers a search."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/search?q=prostitution")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise SystemExit("the site does not answer")


def _settle(site: Served) -> None:
    """Wait until the site rests: it loads the words of all languages behind its first answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before = site.cpu_seconds()
        time.sleep(_REST)
        if site.cpu_seconds() - before < _IDLE * _REST:
            return
    raise SystemExit("the site does not come to rest")


def _cpu(pid: int) -> float:
    # 4 (a name) S 1 …: user and system time are the 14th and 15th field
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _pss_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
