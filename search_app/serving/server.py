"""Starts and stops the processes that serve a site.

Granian takes connections in native threads: only whole requests reach a thread of Python, so slow
or idle clients hold none. One parent starts and watches the workers; they end with it.
"""

from __future__ import annotations

import gc
import http.client
import logging
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

_BACKLOG = 2048
_SPARE_FILES = 512
_STOP_SECONDS = 20
WAITING = 24
"""Requests of a worker that may wait for a page to be made."""

_QUICK = 8
"""Further threads: for cached pages, for health checks, and to turn others away."""

_LOOK_SECONDS = 1.0
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - an address to ask, not to listen on
_LOG: dict[str, Any] = {
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}},
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


@dataclass(frozen=True)
class Serving:
    """How a site is served.

    `threads` are the pages that each of the `workers` makes at a time; `connections` are open
    ones over all workers; `request_timeout` are the seconds a client has to send a request, and an
    idle connection stays open; `cache_mb` bounds the pages kept, over all workers.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 4
    connections: int = 8192
    request_timeout: int = 30
    cache_mb: int = 64


def serve(serving: Serving, make: Callable[[], WSGIApplication], ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; requests in progress are finished first.

    Args:
        serving: how to serve.
        make: makes the application, in each worker.
        ready: called once, as soon as the server responds.
    """
    if "fork" in multiprocessing.get_all_start_methods():
        multiprocessing.set_start_method("fork", force=True)
    _allow_files(serving.connections + _SPARE_FILES)
    server = _Server(serving, ready)
    gc.collect()
    gc.freeze()  # so that collecting in a worker does not copy the memory that it shares
    server.serve(target_loader=lambda: _worker(make, os.getppid()), wrap_loader=False)


class _Server(MPServer):
    """Granian's server with the settings of the site; it reports when it responds."""

    def __init__(self, serving: Serving, ready: Callable[[], None]) -> None:
        super().__init__(
            target="demandside",
            address=serving.host,
            port=serving.port,
            interface=Interfaces.WSGI,
            workers=serving.workers,
            blocking_threads=serving.threads + WAITING + _QUICK,
            http=HTTPModes.http1,
            backlog=_BACKLOG,
            backpressure=max(1, serving.connections // serving.workers),
            http1_settings=HTTP1Settings(header_read_timeout=serving.request_timeout * 1000),
            log_level=LogLevels.error,
            log_dictconfig=_LOG,
            respawn_failed_workers=True,
            workers_kill_timeout=_STOP_SECONDS,
        )
        self._serving, self._ready = serving, ready

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Start the workers, then wait in a thread of its own for the first response."""
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        threading.Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        while not self.main_loop_interrupt.is_set():
            if _answers(self._serving.host, self._serving.port):
                self._ready()
                return
            time.sleep(0.02)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(_ANY.get(host, host), port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        return connection.getresponse().status > 0
    return False


def _worker(make: Callable[[], WSGIApplication], parent: int) -> WSGIApplication:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # the parent's handlers would do nothing here
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    return make()


def _end_with(parent: int) -> None:
    """End this worker once its parent is gone, for whatever reason."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_STOP_SECONDS)
    os._exit(1)


def _allow_files(wanted: int) -> None:
    """Raise the limit of open files to what the connections need, or as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    if allowed < wanted:
        logging.getLogger(__name__).warning(
            "the system allows %d open files; %d connections may need %d",
            allowed, wanted - _SPARE_FILES, wanted,
        )  # fmt: skip
