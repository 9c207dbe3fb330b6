"""Alive is not ready; and nobody waits for a disk or an engine that hangs."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from search_app.index.generation import GenerationError
from search_app.index.query import SearchQuery, SearchResult
from search_app.web.factory import create_app
from search_app.web.health import Health
from search_app.web.site import Site


class Searcher:
    """Counts its searches; waits or fails as a test wants."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()
        self.failure: Exception | None = None
        self.searches = 0

    def search(self, query: SearchQuery) -> SearchResult:
        self.searches += 1
        self.go.wait(30)
        if self.failure:
            raise self.failure
        return SearchResult(query, 45, ())

    def similar(self, *_: object) -> tuple[()]:
        return ()


@pytest.fixture
def searcher() -> Iterator[Searcher]:
    searcher = Searcher()
    yield searcher
    searcher.go.set()


@pytest.fixture
def site(app: Flask, searcher: Searcher) -> Site:
    return dataclasses.replace(app.extensions["demandside"].site, searcher=searcher)


def test_ready(site: Site) -> None:
    response = create_app(site).test_client().get("/readyz")
    assert (response.status_code, response.json) == (200, {"status": "ready", "engine": "embedded"})


def test_which_of_the_two_failed_is_said(site: Site, searcher: Searcher, tmp_path: Path) -> None:
    client = create_app(site).test_client()
    searcher.failure = GenerationError(f"/secret/place: {tmp_path}")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json == {
        "status": "failed",
        "engine": "embedded",
        "faults": {"index": "The search index cannot be read."},
    }
    broken = tmp_path / "library.db"
    broken.write_bytes(b"x" * 5000)
    client = create_app(dataclasses.replace(site, library=broken)).test_client()
    found = client.get("/readyz").get_json()
    assert set(found["faults"]) == {"library", "index"}
    assert str(tmp_path) not in str(found)
    searcher.failure = None
    assert set(client.get("/readyz").get_json()["faults"]) == {"library"}


def test_a_library_that_vanished_is_noticed(site: Site, tmp_path: Path) -> None:
    client = create_app(dataclasses.replace(site, library=tmp_path / "gone.db")).test_client()
    assert set(client.get("/readyz").get_json()["faults"]) == {"library"}
    assert client.get("/healthz").status_code == 200


def test_nobody_waits_for_an_engine_that_hangs(site: Site, searcher: Searcher) -> None:
    searcher.go.clear()
    health = Health(site, patience=0.05)
    for _ in range(5):
        assert health.faults() == {"index": "The search index did not answer within 0.05 seconds."}
    assert health.provisions() is None
    assert searcher.searches == 1
    searcher.go.set()
    health._index.begin()[0].result(10)
    assert health.provisions() == 45


def test_alive_while_the_engine_fails(site: Site, searcher: Searcher) -> None:
    searcher.failure = RuntimeError("secret")
    response = create_app(site).test_client().get("/healthz")
    assert response.status_code == 200
    assert response.get_json()["provisions"] is None
    assert "secret" not in response.text
