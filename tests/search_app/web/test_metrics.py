"""Counts for Prometheus: on their own port, by page family, from one process or several."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from flask import Flask

from corpus.store import LibraryError
from search_app.index.elastic.fallback import EngineState
from search_app.web.factory import create_app
from search_app.web.metrics import start_metrics
from search_app.web.settings import WebSettings

ROOT = Path(__file__).parents[3]
SEVERAL = """
import os, sys
from urllib.request import urlopen
from search_app.web.metrics import metrics, several_processes, start_metrics
with several_processes():
    for _ in range(3):
        if not (child := os.fork()):
            metrics().answered("search", 200, 0.002)
            os._exit(0)
        os.waitpid(child, 0)
    server = start_metrics(0)
    print(urlopen(f"http://127.0.0.1:{server.server_port}/metrics").read().decode())
    folder = os.environ["PROMETHEUS_MULTIPROC_DIR"]
print("gone" if not os.path.exists(folder) else "left")
"""


def scraped(port: int) -> dict[str, float]:
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        rows = [line for line in answer.read().decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (row.rpartition(" ") for row in rows)}


def test_requests_are_counted_by_family_and_status(app: Flask) -> None:
    state = EngineState("embedded", "the cluster is away")
    site = dataclasses.replace(
        app.extensions["demandside"].site, engine=lambda: state, built_at=1_700_000_000.0
    )
    client = create_app(site, WebSettings(metrics=True)).test_client()

    def fail(_id: str) -> None:
        raise LibraryError("gone")

    server = start_metrics(0, site)
    try:
        before = scraped(server.server_port)
        for path in (
            "/",
            "/search?q=x",
            "/search.json?q=y",
            "/country/se",
            "/x/y",
            "/search?page=0",
        ):
            client.get(path).close()
        client.get("/", headers={"Host": "evil.example"}).close()
        client.application.extensions["demandside"].provisions.find = fail
        client.get("/provision/se-kod.6-11").close()
        after = scraped(server.server_port)
    finally:
        server.shutdown()

    def grown(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    def count(family: str, status: int) -> float:
        return grown(f'demandside_requests_total{{family="{family}",status="{status}"}}')

    assert count("home", 200) == count("home", 400) == count("country", 200) == 1
    assert count("search", 200) == 2
    assert count("search", 400) == count("other", 404) == count("provision", 503) == 1
    assert grown('demandside_request_seconds_count{family="search"}') == 3
    assert grown('demandside_failures_total{what="library"}') == 1
    assert after['demandside_engine_in_use{engine="embedded"}'] == 1
    assert after['demandside_engine_in_use{engine="elasticsearch"}'] == 0
    assert after["demandside_spare_engine"] == 1
    assert after["demandside_generation_built_timestamp_seconds"] == 1_700_000_000


def test_readers_get_no_counts(app: Flask) -> None:
    client = create_app(app.extensions["demandside"].site, WebSettings(metrics=True)).test_client()
    assert client.get("/metrics").status_code == 404


def test_several_processes_count_together() -> None:
    found = subprocess.run(
        [sys.executable, "-c", SEVERAL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert 'demandside_requests_total{family="search",status="200"} 3.0' in found.stdout
    assert found.stdout.splitlines()[-1] == "gone"
