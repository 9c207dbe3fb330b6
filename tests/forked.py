"""Processes of the program that start at once: forked from one that has its modules loaded.

A new interpreter needs one to two seconds of computing before the program begins. A process that
is started here is as much one of its own: it can be killed, starved of disk and waited for. It
inherits modules from a server process that does nothing but fork (`multiprocessing`'s
"forkserver"); environment, standard streams, threads and sockets are not those of the test.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[1]
_MADE = multiprocessing.get_context("forkserver")
_MADE.set_forkserver_preload(["tests.forked_modules"])


def nothing() -> None:
    """Do nothing before the program begins."""


class Forked:
    """A process that runs `function(*arguments)`; the function must be importable by its name."""

    def __init__(
        self,
        function: Callable[..., object],
        *arguments: object,
        environment: Mapping[str, str],
        before: Callable[[], object] = nothing,
    ) -> None:
        """Start the process; `before` is called in it first, with its streams in place.

        Args:
            function: exits with its result where that is a number, as `sys.exit` does.
            environment: all environment variables of the process.
        """
        _start_server()
        self._out, out = _MADE.Pipe(duplex=False)
        self._err, err = _MADE.Pipe(duplex=False)
        self._process = _MADE.Process(
            target=_run,
            args=(out, err, dict(environment), before, function, arguments),
            daemon=True,
        )
        self._process.start()
        out.close()
        err.close()

    def poll(self) -> int | None:
        """Return the exit code (negative: the signal), None while the process runs."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, unless it has ended."""
        if self._process.exitcode is None:
            os.kill(self._process.pid or 0, number)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code.

        Raises:
            TimeoutError: the process did not end in that many seconds; it goes on.
        """
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError(f"still running after {timeout} seconds")
        return self._process.exitcode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for the end and return what was written to standard output and standard error.

        Raises:
            TimeoutError: the process did not end in that many seconds; it is killed.
        """
        with ThreadPoolExecutor(2) as pool:
            read = [pool.submit(_all, stream) for stream in (self._out, self._err)]
            try:
                self.wait(timeout)
            except TimeoutError:
                self.kill()
                raise
            said, errors = (stream.result() for stream in read)
        return said, errors

    @property
    def returncode(self) -> int:
        """The exit code of a process that has ended."""
        code = self._process.exitcode
        assert code is not None, "the process still runs"
        return code


def _start_server() -> None:
    """Start the server, unless it runs, so that it finds the modules of this tree first."""
    kept = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        if kept is not None:
            os.environ["PYTHONPATH"] = kept


def _all(stream: Connection) -> str:
    """Read a pipe to its end."""
    with stream, os.fdopen(os.dup(stream.fileno()), "rb") as file:
        return file.read().decode("utf-8", "replace")


def _run(
    out: Connection,
    err: Connection,
    environment: dict[str, str],
    before: Callable[[], object],
    function: Callable[..., object],
    arguments: Sequence[object],
) -> NoReturn:
    """Run the function in the forked process, as the interpreter runs a program."""
    for stream, number in ((out, 1), (err, 2)):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    code: object = 1
    try:
        before()
        code = function(*arguments)
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - told as the interpreter tells it
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))
