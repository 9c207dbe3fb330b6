"""Clients that hold connections and send nothing, or never finish: others do not notice them.

The fast part holds 100 connections, the long part 2,000, and then asks for minutes to see that
memory does not grow.
"""

from __future__ import annotations

import asyncio
import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.asking import Readers, hold_open
from benchmarks.served import Served
from search_app.paths import DataFolder
from tests.faults.conftest import LONG, Tally
from tests.search_app.serving.running import running

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
HOST = "127.0.0.1"
PAGES = ("/", "/country/se", "/compare", "/search?q=prostitution", "/eu", "/timeline", "/nowhere")
SMALL_CACHE_MB = 4
GROWN_MB = 30
"""More than this in the second half of the time would be a leak; the pages kept take less."""
TIMEOUT = 2
SEATS = 2


@pytest.fixture(scope="module")
def site(built: DataFolder) -> Iterator[Served]:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    options = ("--workers", "2", "--threads", str(SEATS), "--cache-mb", str(SMALL_CACHE_MB))
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


def test_under_more_load_than_it_can_bear_readers_are_answered_or_told_so(
    site: Served, trials: Callable[[int, int], int], tally: Callable[[str], Tally]
) -> None:
    """Many ask at once for pages that nobody asked before; each gets a page, or 503 at once."""
    readers_at_once, rounds = trials(90, 200), trials(1, 10)
    many = tally(f"{readers_at_once} at once for pages never made")
    seen: Counter[int] = Counter()

    async def one(readers: Readers, number: int) -> None:
        status, _ = await readers.get(f"/eu?extra={number}")
        seen[status] += 1
        many.count(*([] if status in (200, 503) else [f"status {status}"]))

    async def all_at_once(start: int) -> None:
        readers = Readers(HOST, site.port)
        async with asyncio.timeout(120):
            await asyncio.gather(*(one(readers, start + n) for n in range(readers_at_once)))
        assert (await readers.get("/healthz"))[0] == 200

    for number in range(rounds):
        asyncio.run(all_at_once(number * readers_at_once))
    many.note = ", ".join(f"{count} × {status}" for status, count in sorted(seen.items()))
    many.count(*([] if seen[200] >= SEATS and seen[503] else ["nobody was sent away, or all"]))


def test_memory_does_not_grow_with_requests(
    site: Served, trials: Callable[[int, int], int], tally: Callable[[str], Tally]
) -> None:
    """Distinct addresses, so that pages are made, kept and pushed out all the time.

    The fast part asks too little to tell a leak from words that are still being loaded; it sees
    only that all is answered.
    """
    seconds = 60 * float(os.environ.get("FAULTS_MINUTES", "5"))
    flat = tally("memory while distinct pages are made")

    async def asked(until: float, start: int, most: int) -> int:
        readers, number = Readers(HOST, site.port), start
        while number < start + most and time.monotonic() < until:
            status, _ = await readers.get(f"/compare?country=se&extra={number}")
            flat.count(*([f"status {status}"] if status != 200 else []))
            number += 1
        readers.close()
        return number

    async def phase(start: int) -> int:
        until = time.monotonic() + seconds
        most = trials(20, 10**6)
        async with asyncio.TaskGroup() as group:
            for n in range(3):
                group.create_task(asked(until, start + n * 10**6, most))
        return site.memory_mb()

    first, second = asyncio.run(phase(0)), asyncio.run(phase(10**7))
    flat.note = f"{first} → {second} MB"
    if LONG:
        flat.count(*([f"{second - first} MB more"] if second - first > GROWN_MB else []))
