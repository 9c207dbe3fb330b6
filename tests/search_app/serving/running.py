"""`demandside serve` in processes of its own, as readers and operators meet it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search_app.paths import DataFolder

PATIENCE = 60
_COMMAND = "from search_app.cli import main; main()"
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Running:
    """A site that answers at a port; `first_line` is what the command said by then."""

    process: subprocess.Popen[str]
    port: int
    first_line: str

    def get(self, address: str, **headers: str) -> tuple[int, bytes]:
        """Return status and body of an address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", address, headers=named)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, body

    def workers(self) -> list[int]:
        """Return the ids of the processes that answer."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: DataFolder, *options: str) -> Iterator[Running]:
    """Run the command until the block ends."""
    port = free_port()
    command = [sys.executable, "-c", _COMMAND, "serve", "--data", str(folder.root)]
    with subprocess.Popen(
        [*command, "--port", str(port), *options],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield Running(process, port, process.stdout.readline())
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
