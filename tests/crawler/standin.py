"""A local server that plays publishers over real sockets, with the answers of the sources."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Request, Response

from crawler.resolver import PublicResolver
from crawler.settings import Network
from crawler.sources import sources
from tests.crawler import answers


def network(address: str) -> Network:
    """Return the settings with which a crawl asks the server at this address, without waiting."""
    handler = f"{__name__}.StandInHandler"
    return {
        "STAND_IN": address,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "TWISTED_DNS_RESOLVER": f"{__name__}.HereResolver",
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
    }


class StandInHandler(HTTP11DownloadHandler):
    """Downloads from the address in the setting `STAND_IN` instead of the publisher.

    The server gets the official address as `/ask?url=…`; the answer carries it again, so that
    everything above the network works as it does in earnest.
    """

    async def download_request(self, request: Request) -> Response:
        """Ask the local server for what was to be asked of the publisher."""
        address = self._crawler.settings["STAND_IN"]
        sent = request.replace(url=f"{address}/ask?url={quote(request.url, safe='')}")
        response = await super().download_request(sent)
        return response.replace(url=request.url)


class HereResolver(PublicResolver):
    """No name is asked of the network; only the address of the stand-in leads anywhere."""

    def __init__(self, reactor: Any) -> None:
        super().__init__(reactor)
        self._known["127.0.0.1"] = ("127.0.0.1",)

    def look_up(self, host: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return a public address of every name; the handler asks the stand-in all the same."""
        return ("93.184.215.14",)


@dataclass
class Answer:
    """What the server sends: status, headers and body; `cut` bytes are announced and not sent."""

    body: bytes = b""
    status: int = 200
    type: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    pause: float = 0.0
    once: bool = False


@dataclass
class Publisher:
    """The answers by method and official address, and a list of what was asked."""

    answers: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def play(self, url: str, answer: Answer, method: str = "GET") -> None:
        """Answer a request with this; an answer that is `once` comes before the lasting one."""
        held = self.answers.setdefault((method, url), [])
        held[:] = [a for a in held if a.once] + [answer] if not answer.once else [answer, *held]

    def take(self, method: str, url: str) -> Answer:
        """Return the answer to a request; 404 for an unknown one, an empty robots.txt for hosts."""
        self.asked.append((method, url))
        held = self.answers.get((method, url))
        if held:
            return held.pop(0) if held[0].once else held[0]
        if urlsplit(url).path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow:\n")
        return Answer(b"not found", status=404)


def load(publisher: Publisher, source: str) -> dict[str, Any]:
    """Play all routes of a source; return its `routes.yaml`."""
    table = answers.table(source)
    for route in table["routes"]:
        path = answers.folder(source) / route["file"] if route.get("file") else None
        given = answer(path.read_bytes() if path else b"", route)
        publisher.play(route["url"], given, route.get("method", "GET"))
    if token := sources()[source].token:
        given = Answer(b'{"access_token": "of-the-test"}', type="application/json")
        publisher.play(str(token), given, "POST")
    return table


def answer(body: bytes, route: dict[str, Any]) -> Answer:
    """Return the answer with a body that a route, or a broken response, describes."""
    return Answer(
        body=body,
        status=route.get("status", 200),
        type=route.get("type", "text/html"),
        headers=route.get("headers", {}),
    )


_POLLING = 0.02
"""Seconds until the server notices that it is to end; the library's half second is waited for."""


class _Server(ThreadingHTTPServer):
    """Takes the connections of all spiders at once."""

    request_queue_size = 256
    daemon_threads = True


@contextmanager
def served() -> Iterator[Publisher]:
    """Serve a publisher on a free port of this machine for a block."""
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer("POST")

        def _answer(self, method: str) -> None:
            told = parse_qs(urlsplit(self.path).query, keep_blank_values=True).get("url")
            url = told[0] if told else f"http://{self.headers['Host']}{self.path}"
            publisher.seen.append(dict(self.headers.items()))
            given = publisher.take(method, url)
            time.sleep(given.pause)
            self.send_response(given.status)
            self.send_header("Content-Type", given.type)
            self.send_header("Content-Length", str(len(given.body) + given.cut))
            for name, value in given.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # a crawl that was killed
                self.wfile.write(given.body)
            if given.cut:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(_POLLING,), daemon=True)
    thread.start()
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
