"""Whatever answers at the address of the cluster, or does not, readers get their answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search_app.index.elastic.config import elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.fallback import Breaker, FallbackEngine
from search_app.index.engine import EnginePage, RawHit
from search_app.index.plan import QueryPlan
from search_app.index.query import SearchQuery
from search_app.index.similar import Likeness
from tests.faults.conftest import Tally
from tests.search_app.plans import bare_plan

GOOD = {"timed_out": False, "_shards": {"failed": 0}}
HITS = {"total": {"value": 1}, "hits": []}
JSON = "application/vnd.elasticsearch+json;compatible-with=9"
Sent = tuple[int, str, bytes]


def sent(body: object, status: int = 200, kind: str = JSON) -> Sent:
    return status, kind, body if isinstance(body, bytes) else json.dumps(body).encode()


WRONG: dict[str, Sent | None] = {
    "nothing": None,
    "a page": sent(b"<html>It works!</html>", kind="text/html"),
    "no JSON": sent(b"{"),
    "not UTF-8": sent(b"\xff\xfe"),
    "a list": sent([1, 2]),
    "null": sent(None),
    "other JSON": sent({"status": "fine"}),
    "no shards": sent({"timed_out": False}),
    "no hits": sent(GOOD),
    "hits of another form": sent(GOOD | {"hits": 5, "aggregations": []}),
    "a total of words": sent(GOOD | {"hits": {"total": "many"}, "aggregations": {"lang": 3}}),
    "hits without documents": sent(
        GOOD | {"hits": HITS | {"hits": [{"_id": "1"}]}, "aggregations": {"lang": {}}}
    ),
    "too late": sent(GOOD | {"timed_out": True}),
    "a shard failed": sent({"timed_out": False, "_shards": {"failed": 1}}),
    "500": sent({"error": "x"}, 500),
    "503 as a page": sent(b"<html>", 503, "text/html"),
    "401": sent({"error": "x"}, 401),
    "302": sent(b"", 302),
}


class Spare:
    """The engine behind the cluster."""

    size = 7

    def find(self, plan: QueryPlan) -> EnginePage:  # noqa: ARG002
        return EnginePage(7, (), {})

    def like(self, likeness: Likeness, limit: int) -> tuple[RawHit, ...]:  # noqa: ARG002
        return ()

    def values(self, facet: str, most: int = 60) -> dict[str, int]:  # noqa: ARG002
        return {facet: 7}


class Impostor(ThreadingHTTPServer):
    """Answers everything with `body`; without one it waits longer than anybody does."""

    body: Sent | None = None
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    server: Impostor

    def do_POST(self) -> None:
        if self.server.body is None:
            time.sleep(2)
            return
        status, kind, body = self.server.body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def impostor() -> Iterator[Impostor]:
    with Impostor(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


ASKED: dict[str, tuple[Callable[[FallbackEngine], object], object]] = {
    "size": (lambda engine: engine.size, 7),
    "find": (lambda engine: engine.find(bare_plan(SearchQuery("x"))), EnginePage(7, (), {})),
    "newest": (
        lambda engine: engine.find(bare_plan(SearchQuery("x", sort="newest"))),
        EnginePage(7, (), {}),
    ),
    "values": (lambda engine: engine.values("lang"), {"lang": 7}),
    "like": (lambda engine: engine.like(Likeness((("pimping", 1.0),), 0.0, "se"), 5), ()),
}


def test_a_wrong_answer_is_left_for_the_spare_engine(
    impostor: Impostor, tally: Callable[[str], Tally]
) -> None:
    tried = tally("wrong answers at the address of Elasticsearch")
    tried.note = "answered by the embedded engine, and the reason is told"
    settings = elastic_settings(
        {
            "ELASTICSEARCH_URL": f"http://127.0.0.1:{impostor.server_port}",
            "ELASTICSEARCH_SEARCH_TIMEOUT": "0.5",
        }
    )
    for kind, body in WRONG.items():
        impostor.body = body
        for name, (ask, expected) in ASKED.items():
            if (kind, name) == ("hits without documents", "size"):
                continue  # the total is there
            engine = FallbackEngine(ElasticEngine(settings), Spare(), Breaker())
            answer, reason = ask(engine), engine.state.reason
            good = answer == expected and reason is not None and reason.startswith("Elasticsearch")
            tried.count(*([] if good else [f"{kind}, {name}: {answer} ({reason})"]))
