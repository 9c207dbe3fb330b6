"""What readers notice of a reindex and of a killed server, at ten requests a second.

    python -m benchmarks.outages

starts the server of the tests, indexes made provisions and prints two tables. Fails when a request
was not answered or an answer came from two generations.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.launch import server
from benchmarks.scale import queries
from benchmarks.traffic import RATE, Seen, readers, table, until, watched
from search_app.index.elastic.config import ElasticSettings, elastic_settings
from search_app.index.elastic.reindex import reindex
from search_app.index.writing import write_index
from tests.elasticsearch.server import Server

TIMES = 3
PAUSE = 5.0
"""Seconds that readers ask before the kill, while the server is gone, and after its return."""


def main() -> None:
    """Run both and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisions", type=int, default=6_000)
    count = parser.parse_args().provisions
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
    with server() as node:
        settings = elastic_settings(
            {"ELASTICSEARCH_URL": node.url, "ELASTICSEARCH_INDEX": "outages"}
        )
        home = node.data.parent / "embedded"
        write_index(home, generate(count, mark=_mark(0)))
        reindex(settings, generate(count, mark=_mark(0)))
        calm = reindexed_under_load(settings, home, count)
        calm &= killed_under_load(node, settings, home)
    sys.exit(0 if calm else 1)


def reindexed_under_load(settings: ElasticSettings, home: Path, count: int) -> bool:
    """Reindex while readers ask; return whether all was answered from one generation each."""
    seen = Seen()
    with readers(watched(settings, home, seen), queries(), seen):
        took = [
            reindex(settings, generate(count, mark=_mark(number))).seconds
            for number in range(1, TIMES + 1)
        ]
    marks = ", ".join(f"{name} {n}" for name, n in sorted(seen.marks.items()))
    rows = [
        ("reindexes", ", ".join(f"{seconds:.1f} s" for seconds in took)),
        *seen.rows(),
        ("answers by generation", marks),
        ("answers from more than one generation", str(seen.mixed)),
    ]
    table(f"{TIMES} reindexes of {count} provisions, {RATE} requests/s", rows)
    return seen.failed == seen.mixed == 0


def killed_under_load(node: Server, settings: ElasticSettings, home: Path) -> bool:
    """Kill the server while readers ask, start it again; return whether all was answered."""
    seen = Seen()
    searcher = watched(settings, home, seen)
    with readers(searcher, queries(), seen):
        time.sleep(PAUSE)
        killed = time.monotonic()
        node.kill()
        until(lambda: seen.first_after("embedded", killed) is not None, 60, "an embedded answer")
        time.sleep(PAUSE)
        node.start()
        started = time.monotonic()
        until(lambda: seen.first_after("Elasticsearch", started) is not None, 120, "the way back")
        time.sleep(PAUSE)
    rows = [
        *seen.rows(),
        ("kill until the embedded engine answers", _seconds(seen, "embedded", killed)),
        (
            "server up until Elasticsearch answers again by itself",
            _seconds(seen, "Elasticsearch", started),
        ),
    ]
    table(f"kill -9 of the only server, {RATE} requests/s", rows)
    return seen.failed == 0


def _mark(number: int) -> str:
    return f"generation{number}"


def _seconds(seen: Seen, engine: str, moment: float) -> str:
    return f"{seen.first_after(engine, moment):.2f} s"


if __name__ == "__main__":
    main()
