"""TLS in front of the plain server, as a full distribution has it, and a guard of credentials."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import trustme

_REFUSED = (
    b"HTTP/1.1 401 Unauthorized\r\nX-Elastic-Product: Elasticsearch\r\n"
    b"Content-Type: application/json\r\nContent-Length: 27\r\nConnection: close\r\n\r\n"
    b'{"error": "no credentials"}'
)


@dataclass
class Proxy:
    """What passes on a connection; `seen` holds the credentials that came with each one.

    With `wanted` a connection that begins with other credentials is answered with 401.
    """

    url: str
    upstream: str
    wanted: str | None
    seen: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on to the server and back."""
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            credentials = _authorization(head)
            self.seen.append(credentials)
            if self.wanted is not None and credentials != self.wanted:
                writer.write(_REFUSED)
                await writer.drain()
            else:
                address = urlsplit(self.upstream)
                there = await asyncio.open_connection(address.hostname, address.port)
                there[1].write(head)
                await asyncio.gather(_copy(reader, there[1]), _copy(there[0], writer))
        writer.close()


@contextmanager
def tls(upstream: str, authority: trustme.CA, wanted: str | None = None) -> Iterator[Proxy]:
    """Yield a proxy with a certificate of an authority in front of a server without TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    proxy = Proxy("", upstream, wanted)
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(
        asyncio.start_server(proxy.serve, "127.0.0.1", 0, ssl=context)
    )
    proxy.url = f"https://localhost:{listening.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(65_536):
            target.write(piece)
            await target.drain()
    target.close()


async def _end(listening: asyncio.Server) -> None:
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _authorization(head: bytes) -> str:
    lines = head.decode("latin-1").split("\r\n")
    named = (line.split(": ", 1) for line in lines if ": " in line)
    return next((value for name, value in named if name.lower() == "authorization"), "")
