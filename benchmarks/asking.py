"""Readers at a steady rate: a request starts when it is due, also while earlier ones are slow."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

TIMEOUT = 30.0
_REQUEST = (
    "GET {} HTTP/1.1\r\nHost: {}:{}\r\nAccept-Encoding: br, gzip\r\nAccept-Language: en\r\n\r\n"
)
_SLOW = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
_TOGETHER = 100
"""Connections that are opened at a time, so that none is lost before it is accepted."""


class Watched(Protocol):
    """Processes whose use of the machine is measured."""

    def cpu_seconds(self) -> float:
        """Return the CPU time taken until now."""
        ...

    def memory_mb(self) -> int:
        """Return the memory in use."""
        ...


@dataclass(frozen=True)
class Load:
    """So many requests at a rate a second; the addresses are asked in turn."""

    host: str
    port: int
    addresses: Sequence[str]
    rate: float
    requests: int


@dataclass
class Outcome:
    """What readers saw: milliseconds of each answer from when it was due, and what failed."""

    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    cpu_ms: float = 0.0
    memory: tuple[int, int] = (0, 0)

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return len(self.milliseconds)

    @property
    def failed(self) -> int:
        """How many of them were not answered well."""
        return self.failures.total()

    def quantile(self, share: float) -> float:
        """Return the milliseconds below which a share of the answers lies."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Readers:
    """Connections that are kept open and used again."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self, address: str) -> tuple[int, bytes]:
        """Return status and body of an address.

        A kept connection that the server closed while it was idle is replaced once, as browsers do.

        Raises:
            OSError: the connection failed.
            asyncio.IncompleteReadError: it ended early.
        """
        if self._free:
            try:
                return await self._get(address, *self._free.pop())
            except asyncio.IncompleteReadError as error:
                if error.partial:
                    raise
            except ConnectionError:
                pass
        return await self._get(address, *await asyncio.open_connection(self._host, self._port))

    async def _get(
        self, address: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, bytes]:
        try:
            writer.write(_REQUEST.format(address, self._host, self._port).encode())
            status, body = await _answer(reader)
        except BaseException:
            writer.close()
            raise
        self._free.append((reader, writer))
        return status, body

    def close(self) -> None:
        """Close all connections."""
        for _, writer in self._free:
            writer.close()


async def ask(load: Load, site: Watched) -> Outcome:
    """Put a load on a site; return what was seen."""
    seen = Outcome()
    readers = Readers(load.host, load.port)
    cpu, memory = site.cpu_seconds(), site.memory_mb()
    started = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number in range(load.requests):
            due = started + number / load.rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            address = load.addresses[number % len(load.addresses)]
            group.create_task(_ask(readers, address, due, seen))
    seen.cpu_ms = 1000 * (site.cpu_seconds() - cpu) / load.requests
    seen.memory = memory, site.memory_mb()
    readers.close()
    return seen


async def _ask(readers: Readers, address: str, due: float, seen: Outcome) -> None:
    failure = None
    try:
        async with asyncio.timeout(TIMEOUT):
            status, _ = await readers.get(address)
        if status != 200:
            failure = f"{status} {address}"
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        failure = type(error).__name__
    seen.milliseconds.append(1000 * (time.monotonic() - due))
    if failure:
        seen.failures[failure] += 1


async def fetched(host: str, port: int, address: str) -> bytes:
    """Return the body of one address, as it is without any encoding."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    _, body = await _answer(reader)
    writer.close()
    return body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(
        (int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), None
    )
    body = await _chunks(reader) if length is None else await reader.readexactly(length)
    return int(head.split(" ", 2)[1]), body


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


@asynccontextmanager
async def hold_open(host: str, port: int, idle: int, slow: int) -> AsyncIterator[None]:
    """Hold connections open while the block runs: some send nothing, some one byte a second."""
    writers: list[asyncio.StreamWriter] = []
    for start in range(0, idle + slow, _TOGETHER):
        count = min(_TOGETHER, idle + slow - start)
        opened = await asyncio.gather(*(asyncio.open_connection(host, port) for _ in range(count)))
        writers += [writer for _, writer in opened]
    dripping = asyncio.create_task(_drip(writers[idle:]))
    try:
        yield
    finally:
        dripping.cancel()
        with suppress(asyncio.CancelledError):
            await dripping
        for writer in writers:
            writer.close()


async def _drip(writers: Sequence[asyncio.StreamWriter]) -> None:
    for writer in writers:
        writer.write(_SLOW)
    while True:
        await asyncio.sleep(1)
        for writer in writers:
            if not writer.is_closing():
                writer.write(b"x")
