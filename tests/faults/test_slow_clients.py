"""Clients that hold connections and send nothing, or never finish: others do not notice them.

The fast part holds 100 connections, the long part 2,000, and then asks for minutes to see that
memory does not grow.
"""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.asking import Load, Outcome, Readers, ask, hold_open
from benchmarks.served import Served
from search_app.paths import DataFolder
from tests.faults.conftest import LONG, Tally
from tests.search_app.serving.running import running

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
HOST = "127.0.0.1"
PAGES = ("/", "/country/se", "/compare", "/search?q=prostitution", "/eu", "/timeline", "/nowhere")
SMALL_CACHE_MB = 4
GROWN_MB = 30
"""More than this after the first minute would be a leak; the pages kept take less."""
TIMEOUT = 2


@pytest.fixture(scope="module")
def site(built: DataFolder) -> Iterator[Served]:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    options = ("--workers", "2", "--threads", "2", "--cache-mb", str(SMALL_CACHE_MB))
    with running(built, *options, "--request-timeout", str(TIMEOUT)) as found:
        yield Served(found.port, found.process.pid)


def test_idle_and_slow_clients_hold_nobody_up(
    site: Served, trials: Callable[[int, int], int], tally: Callable[[str], Tally]
) -> None:
    count = trials(100, 2000)
    many = tally(f"a page beside {count} idle connections and unfinished requests")

    async def beside() -> list[tuple[int, bytes]]:
        readers = Readers(HOST, site.port)
        async with hold_open(HOST, site.port, count // 2, count // 2), asyncio.timeout(60):
            return [await readers.get(address) for address in PAGES * trials(1, 20)]

    for status, body in asyncio.run(beside()):
        fault = status >= 500 or not body
        many.count(*([f"status {status}"] if fault else []))


def test_a_request_that_is_never_finished_is_ended(
    site: Served, tally: Callable[[str], Tally]
) -> None:
    ended = tally("an unfinished request is ended after --request-timeout")

    async def unfinished() -> bytes:
        reader, writer = await asyncio.open_connection(HOST, site.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
        async with asyncio.timeout(30):
            rest = await reader.read()
        writer.close()
        return rest

    rest = asyncio.run(unfinished())
    ended.count(*([f"answered {rest[:40]!r}"] if b" 200 " in rest else []))


def test_slow_bodies_and_slow_readers_hold_nobody_up(
    site: Served, trials: Callable[[int, int], int], tally: Callable[[str], Tally]
) -> None:
    slow = tally("a page beside slow bodies and clients that do not read")

    async def beside() -> list[int]:
        held = []
        for number in range(trials(20, 500)):
            _, writer = await asyncio.open_connection(HOST, site.port)
            if number % 2:
                writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\nx")
            else:
                writer.write(b"GET /compare HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
            held.append(writer)
        readers = Readers(HOST, site.port)
        async with asyncio.timeout(60):
            found = [(await readers.get(address))[0] for address in PAGES]
        for writer in held:
            writer.close()
        return found

    for status in asyncio.run(beside()):
        slow.count(*([f"status {status}"] if status >= 500 else []))


def test_memory_does_not_grow_with_requests(
    site: Served, trials: Callable[[int, int], int], tally: Callable[[str], Tally]
) -> None:
    """Distinct addresses, so that pages are made, kept and pushed out all the time."""
    minutes = float(os.environ.get("FAULTS_MINUTES", "5"))
    rate = 30
    requests = trials(60, int(minutes * 60 * rate))
    flat = tally(f"memory over {requests} requests")

    def addresses(start: int) -> list[str]:
        return [f"/compare?country=se&extra={start + number}" for number in range(requests)]

    async def asked(start: int) -> Outcome:
        return await ask(Load(HOST, site.port, addresses(start), rate, requests), site)

    first = asyncio.run(asked(0))
    second = asyncio.run(asked(requests))
    flat.note = f"{second.memory[0]} → {second.memory[1]} MB"
    grown = second.memory[1] - first.memory[1]
    flat.count(*([f"{grown} MB more"] if LONG and grown > GROWN_MB else []))
    flat.count(*(f"{count} × {what}" for what, count in (first.failures + second.failures).items()))
