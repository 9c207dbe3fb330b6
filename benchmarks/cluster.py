"""Three nodes on this machine; one is killed during a reindex, another one while readers search.

    python -m benchmarks.cluster        (or: make cluster-test)

Prints what readers saw and what the index holds at the end; fails when a request was not answered
or a provision is missing. Made provisions in 3 shards with one copy each.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from elasticsearch import Elasticsearch

from benchmarks.generate import generate
from benchmarks.launch import laid_out
from benchmarks.scale import queries
from benchmarks.traffic import Seen, readers, table, until, watched
from search_app.index.documents import Document
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings, elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.reindex import reindex
from search_app.index.writing import write_index
from tests.elasticsearch.cluster import cluster
from tests.elasticsearch.server import Server

PAUSE = 10.0
"""Seconds that readers ask before the second kill, after it, and after the return."""


@dataclass
class Run:
    """The cluster, its settings and how many provisions are sent each time."""

    nodes: list[Server]
    settings: ElasticSettings
    client: Elasticsearch
    count: int

    def health(self) -> str:
        """Return status and number of nodes, asked of any node that lives."""
        answer = self.client.cluster.health()
        return f"{answer['status']}, {answer['number_of_nodes']} nodes"

    def green(self) -> bool:
        """Whether all nodes and all copies are there."""
        return self.health() == f"green, {len(self.nodes)} nodes"

    def master(self) -> Server:
        """Return the node that leads the cluster."""
        state = self.client.cluster.state(metric="master_node,nodes")
        name = state["nodes"][state["master_node"]]["name"]
        return next(node for node in self.nodes if node.settings["node.name"] == name)

    def provisions(self, kill_at: int = 0) -> Iterator[Document]:
        """Yield made provisions; kill the leading node after so many of them."""
        for number, document in enumerate(generate(self.count), start=1):
            if number == kill_at:
                self.master().kill()
            yield document


def main() -> None:
    """Run it and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisions", type=int, default=6_000)
    count = parser.parse_args().provisions
    with laid_out() as (home, scratch), cluster(home, scratch / "nodes") as nodes:
        settings = elastic_settings(
            {
                "ELASTICSEARCH_URL": ",".join(node.url for node in nodes),
                "ELASTICSEARCH_INDEX": "cluster-test",
                "ELASTICSEARCH_SHARDS": "3",
                "ELASTICSEARCH_REPLICAS": "1",
            }
        )
        run = Run(nodes, settings, connect(settings), count)
        sys.exit(0 if survives(run, scratch / "embedded") else 1)


def survives(run: Run, home: Path) -> bool:
    """Kill nodes under load; return whether all was answered and nothing is missing."""
    write_index(home, generate(run.count))
    reindex(run.settings, run.provisions())
    until(run.green, 120, "a green cluster")
    before = run.health()

    first, indexing = Seen(), time.monotonic()
    with readers(watched(run.settings, home, first), queries(), first):
        done = reindex(run.settings, run.provisions(kill_at=run.count // 3))
        indexing = time.monotonic() - indexing
        during = run.health()
    _restart(run)
    rows = [
        ("a reindex, its leading node killed on the way", f"{indexing:.1f} s"),
        ("health before, after the kill", f"{before}; {during}"),
        ("requests of the reindex that were repeated", str(done.repeated_chunks)),
        ("provisions sent, acknowledged", f"{run.count}, {done.documents}"),
    ]
    table("node killed during a reindex", [*rows, *first.rows()])

    second = Seen()
    with readers(watched(run.settings, home, second), queries(), second):
        time.sleep(PAUSE)
        victim = run.master()
        victim.kill()
        time.sleep(PAUSE)
        during = run.health()
        returning = time.monotonic()
        victim.start()
        until(run.green, 180, "a green cluster")
        returning = time.monotonic() - returning
        time.sleep(PAUSE)
    held = ElasticEngine(run.settings).size
    rows = [
        ("health after the kill, at the end", f"{during}; {run.health()}"),
        ("restart until green", f"{returning:.1f} s"),
        ("provisions sent, held at the end", f"{run.count}, {held}"),
    ]
    table("node killed while readers search", [*second.rows(), *rows])
    return first.failed == second.failed == 0 and held == done.documents == run.count


def _restart(run: Run) -> None:
    for node in run.nodes:
        if node.process is None:
            node.start()
    until(run.green, 180, "a green cluster")


if __name__ == "__main__":
    main()
