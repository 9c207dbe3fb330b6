"""The whole site behind kept pages: same pages, made once; findings looked for once."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.test import Client

import search_app.web.site as rooms
from corpus.library import Knowledge
from search_app.commands.site import open_site
from search_app.paths import DataFolder
from search_app.serving import application as module
from search_app.serving.application import application, prepare
from search_app.serving.room import Room
from search_app.serving.store import SharedStore
from search_app.web.factory import create_app
from search_app.web.site import Site

ADDRESSES = ("/", "/country/se", "/search?q=k%C3%B6p", "/eu", "/compare.csv", "/index.json")


@pytest.fixture(scope="module")
def site(built: DataFolder, knowledge: Knowledge) -> Site:
    return open_site(built, knowledge)


def served(site: Site) -> Client:
    return Client(application(site, SharedStore(8 << 20), Room(4, 24)))


@pytest.fixture(scope="module")
def kept(site: Site) -> Client:
    """The site behind a store; the first page of an address is made, the second one is kept."""
    return served(site)


@pytest.fixture(scope="module")
def plain(site: Site) -> Client:
    """The site alone."""
    return create_app(site).test_client()


@pytest.mark.parametrize("address", [*ADDRESSES, "/static/site.css"])
def test_a_kept_page_is_what_the_site_makes(kept: Client, plain: Client, address: str) -> None:
    made = plain.get(address)
    for _ in range(2):
        page = kept.get(address, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(page.data) == made.data
        for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
            assert page.headers.get(name) == made.headers.get(name)


def test_pages_are_made_once_and_errors_and_states_each_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    whole = Flask.full_dispatch_request

    def counted(app: Flask) -> Any:
        made.append(request.path)
        return whole(app)

    monkeypatch.setattr(Flask, "full_dispatch_request", counted)
    client = served(site)
    for _ in range(3):
        for address in (*ADDRESSES, "/nowhere", "/healthz", "/readyz"):
            client.get(address)
    once = {address.partition("?")[0] for address in ADDRESSES}
    assert {path: made.count(path) for path in once} == dict.fromkeys(once, 1)
    assert [made.count(path) for path in ("/nowhere", "/healthz", "/readyz")] == [3, 3, 3]


def test_eight_first_readers_make_the_librarian_look_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[dt.date | None] = []
    check = rooms.check

    def slow(*asked: Any) -> Any:
        looked.append(asked[2])
        time.sleep(0.05)
        return check(*asked)

    monkeypatch.setattr(rooms, "check", slow)
    app = create_app(site)
    gate = threading.Barrier(8)

    def first(code: str) -> int:
        gate.wait()
        return app.test_client().get(f"/country/{code}").status_code

    codes = list(site.knowledge.states)[:8]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(first, codes)) == [200] * 8
    assert looked == [dt.date.today()]


def test_a_new_day_is_looked_at_once_and_no_file_is_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = rooms.Findings(site)
    first = found.of(dt.date(2026, 1, 1))

    def refuse(*_: Any) -> Any:
        raise AssertionError("a file was read")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    monkeypatch.setattr("pathlib.Path.read_text", refuse)
    later = found.of(dt.date(2036, 1, 1))
    assert sum(f.kind == "stale" for f in later) > sum(f.kind == "stale" for f in first)
    assert found.of(dt.date(2036, 1, 1)) is later


def test_the_findings_are_there_before_the_first_reader(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(site)
    prepare(app)

    def refuse(*_: Any) -> Any:
        raise AssertionError("looked for again")

    monkeypatch.setattr(rooms, "check", refuse)
    assert app.test_client().get("/unknown").status_code == 200


def test_words_that_cannot_be_loaded_are_noted_and_pages_are_served(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("no words")

    monkeypatch.setattr(module, "load_words", fail)
    client = served(site)
    for thread in threading.enumerate():
        if thread.name == "words":
            thread.join(60)
    assert "could not be loaded" in caplog.text
    assert client.get("/").status_code == 200
