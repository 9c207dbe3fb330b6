"""Requests that nobody means well, made from the site's own routes and parameters.

None is answered with 500, none shows a trace, all carry the headers of security, and none takes a
second of CPU time. What takes longer is asked again, as the words of a language are read once.
"""

from __future__ import annotations

import io
import random
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask

from corpus.library import Knowledge
from search_app.commands.site import open_site
from search_app.paths import DataFolder
from search_app.web.factory import create_app
from search_app.web.families import PAGE_FAMILIES
from tests.faults.conftest import Tally
from tests.search_app.serving.running import running

SEED = 20261130
SECURITY = ("content-security-policy", "x-content-type-options", "referrer-policy", "x-request-id")
METHODS = (*["GET"] * 12, "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "BREW")
HOSTS = (
    *["localhost"] * 12,
    *("127.0.0.1:8300", "[::1]", "evil.example", "", f"{'a' * 64}.x", "a" * 300, "u:p@localhost"),
    *("localhost, evil.example", "\xe4.example", "localhost:99999999", "[::", "<script>"),
)
WORDS = (
    *("prostitution", "köpa sex", "achat d'actes sexuels", "клиент на проститутка", "πορνεία"),
    *("Freier Zwangsprostituierte", "§ 232a StGB", "6 kap. 11 §", "since 2016", "Sverige"),
)
HOSTILE = (
    *("", " ", "\0", "\x1b[2J", "\u202e\u2066", "<script>alert(1)</script>", "{{7*7}}", "%s%n"),
    *("' OR 1=1--", "../../etc/passwd", "a" * 400, "a" * 401, "x" * 9000, "-1", "1e9", "٣"),
    *("=1+1", "\r\nSet-Cookie: a=b", "😀" * 99, "İ" * 200, "e\u0301" * 150, "ﷺ" * 60, "\ufeff"),
    *(" ".join(f'"{chr(97 + i % 26)}"' for i in range(90)), '"' * 400, "“" * 400, "§" * 400),
    *(" ".join(f"§{i}" for i in range(90)), " ".join(f"{i}:{i}" for i in range(60)), "1:" * 200),
    *("art. " * 80, "kap 1 " * 66, "ab-" * 130, "a.b'c" * 80, " ".join("abcdefghij" * 20)),
    *(" ".join(["köpa", "achat", "Freier", "клиент"] * 16)[:400], "2016-01-01 " * 36),
)
HEADERS = (
    *(("Accept-Language", "sv;q=0.1,xx;q=9, *"), ("Accept-Language", ",;q=" * 500)),
    *(("If-None-Match", '"x", W/"y", *'), ("If-None-Match", '"' * 999), ("Range", "bytes=0-,5-1")),
    *(("If-Modified-Since", "yesterday"), ("Accept", "\xff"), ("Cookie", "a=" + "b" * 5000)),
    *(("X-Request-ID", "a\tb"), ("X-Forwarded-For", "1.2.3.4, <script>"), ("Expect", "tea")),
    *(("X-Forwarded-Host", "evil.example"), ("Content-Type", "multipart/form-data; boundary=")),
)


@dataclass(frozen=True)
class Asked:
    """A request as it is sent."""

    method: str
    host: str
    path: bytes
    query: bytes
    headers: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path!r}?{self.query[:120]!r} Host {self.host[:40]!r}"


class Maker:
    """Makes requests from the routes and parameters that a site has."""

    def __init__(self, app: Flask, knowledge: Knowledge, seed: int) -> None:
        self._random = random.Random(seed)
        self._rules = [rule.rule for rule in app.url_map.iter_rules()]
        named = {name for family in PAGE_FAMILIES for name in family.parameters.model_fields}
        self._names = sorted({*named, "nothing"})
        self._valid = {
            "country": list(knowledge.jurisdictions),
            "question": list(knowledge.questions),
            "concept": list(knowledge.concepts),
            "status": list(knowledge.statuses),
            "lang": ["sv", "de", "xx"],
            "hl": ["sv", "bg", "en"],
            "page": ["1", "2", "500"],
            "as_of": ["2016-01-01", "1998-01-01", "9999-12-31"],
            "sort": ["status", "newest", "country"],
            "without": ["country:se", "word:x", "language:en"],
        }
        self._parts = [
            *("se", "de.json", "eu.csv", "purchase-adult", "site.css", "se-brottsbalk.6-11"),
            *("se.json.json", ".json", "..%2f", "%00", "%ff", "a" * 3000, "{x}", "<script>", ".."),
        ]

    def request(self) -> Asked:
        """Return the next request."""
        pick = self._random.choice
        path = re.sub(r"<[^>]+>", lambda _: pick(self._parts), pick(self._rules))
        if self._random.random() < 0.1:
            path += pick(("/", ".json", ".csv", "//", "%00", "/..", ";x", "\xff"))
        pairs = [self._pair() for _ in range(pick((0, 1, 1, 2, 3, 6)))]
        if self._random.random() < 0.02:
            pairs.append(b"q=" + b"x" * 300_000)
        headers = tuple({pick(HEADERS) for _ in range(pick((0, 0, 0, 1, 2)))})
        return Asked(pick(METHODS), pick(HOSTS), path.encode("latin-1"), b"&".join(pairs), headers)

    def _pair(self) -> bytes:
        pick, chance = self._random.choice, self._random.random()
        name = pick(self._names)
        if chance < 0.05:
            return self._random.randbytes(pick((1, 5, 40))).translate(None, b" \r\n\t#")
        if chance < 0.5:
            value = pick(self._valid.get(name, WORDS))
        elif chance < 0.7:
            value = "".join(pick((*WORDS, *HOSTILE))[:60] for _ in range(3))
        else:
            value = pick((*HOSTILE, *WORDS))
        return f"{name}={quote_from_bytes(value.encode(), safe='')}".encode()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def faults(answer: Answer) -> Iterator[str]:
    if answer.status >= 500:
        yield f"status {answer.status}"
    if b"Traceback (most" in answer.body or b'File "/' in answer.body:
        yield "a trace in the body"
    if missing := [name for name in SECURITY if name not in answer.headers]:
        yield f"without {missing}"
    if answer.status >= 400 and answer.headers.get("cache-control") != "no-store":
        yield "an error that may be kept"
    if "set-cookie" in answer.headers:
        yield "a header of the client's making"


@pytest.fixture(scope="module")
def site_app(built: DataFolder, knowledge: Knowledge) -> Flask:
    app = create_app(open_site(built, knowledge))
    app.test_client().get("/search?q=prostitution").close()
    return app


def called(app: Flask, asked: Asked) -> Answer:
    """Answer a request as a server hands it over."""
    told: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {
        "REQUEST_METHOD": asked.method,
        "PATH_INFO": _unquoted(asked.path).decode("latin-1"),
        "QUERY_STRING": asked.query.decode("latin-1"),
        "HTTP_HOST": asked.host,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8300",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        **{f"HTTP_{k.upper().replace('-', '_')}": v for k, v in asked.headers},
    }
    body = app.wsgi_app(environ, lambda status, headers, *_: told.append((status, headers)))  # type: ignore[arg-type]
    try:
        content = b"".join(body)
    finally:
        body.close()  # type: ignore[attr-defined]
    status, headers = told[-1]
    return Answer(int(status[:3]), {k.lower(): v for k, v in headers}, content)


def _unquoted(path: bytes) -> bytes:
    return re.sub(rb"%([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), path)


def test_no_request_breaks_the_site(
    site_app: Flask,
    knowledge: Knowledge,
    trials: Callable[[int, int], int],
    tally: Callable[[str], Tally],
) -> None:
    counted = tally("hostile requests")
    maker = Maker(site_app, knowledge, SEED)
    most = 0.0
    for _ in range(trials(300, 10_000)):
        asked = maker.request()
        seconds, answer = _timed(site_app, asked)
        if seconds >= 1:
            seconds, answer = _timed(site_app, asked)
        most = max(most, seconds)
        slow = [f"{seconds:.1f} s of CPU"] if seconds >= 1 else []
        counted.count(*(f"{asked}: {fault}" for fault in (*faults(answer), *slow)))
    counted.note = f"the slowest took {1000 * most:.0f} ms of CPU"


def _timed(app: Flask, asked: Asked) -> tuple[float, Answer]:
    began = time.thread_time()
    answer = called(app, asked)
    return time.thread_time() - began, answer


@pytest.fixture(scope="module")
def port(built: DataFolder) -> Iterator[int]:
    """The port of the server that readers meet."""
    with running(built, "--workers", "1") as served:
        yield served.port


def test_no_bytes_on_a_socket_break_the_site(
    site_app: Flask,
    knowledge: Knowledge,
    port: int,
    trials: Callable[[int, int], int],
    tally: Callable[[str], Tally],
) -> None:
    counted = tally("hostile requests on a socket")
    maker = Maker(site_app, knowledge, SEED + 1)
    own = 0
    for _ in range(trials(60, 2000)):
        asked = maker.request()
        content = exchanged(port, asked)
        answer = parsed(content)
        if answer is None or _is_of_the_server(answer):
            broken = []
        else:
            own += 1
            broken = list(faults(answer))
        counted.count(*(f"{asked}: {fault}" for fault in broken))
    counted.note = f"{own} reached the application"
    assert own > counted.trials // 2
    assert parsed(exchanged(port, Asked("GET", "localhost", b"/about", b"", ()))) is not None


def exchanged(port: int, asked: Asked) -> bytes:
    """Send a request as its bytes, and return what comes until the connection is closed."""
    head = f"Host: {asked.host}\r\nConnection: close\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in asked.headers)
    target = asked.path + (b"?" + asked.query if asked.query else b"")
    line = asked.method.encode() + b" " + target + b" HTTP/1.1\r\n"
    received = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        try:
            connection.sendall(line + head.encode("latin-1") + b"\r\n")
            while block := connection.recv(65_536):
                received += block
        except ConnectionResetError:
            pass  # the server refused before it had read all of a request that is too long
    return bytes(received)


def _is_of_the_server(answer: Answer) -> bool:
    """Whether the server itself refused a request that is no HTTP, before the site saw it."""
    return answer.status in {400, 413, 414, 431, 501, 505} and not (
        answer.body or "x-request-id" in answer.headers
    )


def parsed(content: bytes) -> Answer | None:
    """Return the answer in bytes; None when the connection was closed without one."""
    head, _, body = content.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/1.1 "):
        return None
    pairs = (line.partition(": ") for line in lines)
    return Answer(int(first[9:12]), {name.lower(): value for name, _, value in pairs}, body)


def test_a_word_that_was_never_seen_costs_as_little_as_one_that_was(site_app: Flask) -> None:
    """A tokenizer was made for every one: 400 characters took seconds."""

    def cost(words: list[str]) -> float:
        query = quote_from_bytes(" ".join(words).encode()).encode()
        seconds, answer = _timed(site_app, Asked("GET", "localhost", b"/search", b"q=" + query, ()))
        assert answer.status == 200
        return seconds

    cost(["§1"] * 24)
    seen = min(cost([f"§{i}" for i in [1] * 24]) for _ in range(5))
    unseen = min(cost([f"§{1000 * k + i}" for i in range(24)]) for k in range(1, 6))
    assert unseen < 10 * seen + 0.1
