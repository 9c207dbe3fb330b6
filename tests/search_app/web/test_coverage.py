"""The page on coverage names sources that failed, with the day of their last success."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.evidence import Outcome
from corpus.store import Library
from search_app.freshness import DoubtfulDay, Freshness
from search_app.web import coverage as pages
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import FakeSearcher, make_knowledge, make_library


@pytest.fixture
def collected(tmp_path: Path) -> FlaskClient:
    """A site of which one source was collected, one failed after a success, and one always."""
    path = make_library(tmp_path / "library.db")
    with Library(path) as library:
        for source, instrument, state, day, reason in (
            ("two", "fr-code", "new", "2026-11-29", ""),
            ("one", "se-kod", "new", "2026-11-20", ""),
            ("one", "se-kod", "failed", "2026-11-30", f"{tmp_path}/archive is <full>"),
            ("one", "se-lag", "unchanged", "2026-11-30", ""),
            ("three", "eu-x", "failed", "2026-11-30", "answered 503"),
        ):
            library.save_outcome(Outcome(source, instrument, state, 1, reason, day))
        library.save_outcome(Outcome("one", "", "changed", 0, "ab", "2026-11-30"))
    site = Site(make_knowledge(), FakeSearcher(), path, "g")
    return create_app(site).test_client()


def test_failing_sources_are_named_with_the_day_of_the_last_success(collected: FlaskClient) -> None:
    told = collected.get("/coverage.json").get_json()
    assert (told["total"], told["failing"]) == (3, 2)
    one = next(source for source in told["sources"] if source["source"] == "one")
    assert (one["country"], one["instruments"], one["tried_on"]) == ("se", 2, "2026-11-30")
    assert one["failed"] == [
        {
            "name": "se-kod",
            "reason": "archive is <full>",
            "succeeded_on": "2026-11-20",
        }
    ]
    three = next(source for source in told["sources"] if source["source"] == "three")
    assert (three["country"], three["succeeded_on"]) == ("eu", None)
    text = collected.get("/coverage").text
    assert "last collected on 20 November 2026" in text
    assert "Never collected so far." in text
    assert "archive is &lt;full&gt;" in text


def test_sources_are_rows_and_can_be_narrowed_to_a_jurisdiction(collected: FlaskClient) -> None:
    sheet = collected.get("/coverage.csv").text
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(sheet, newline=""))}
    assert rows["one"]["failed_instruments"] == "1"
    assert rows["one"]["failed"] == "se-kod: archive is <full>"
    assert rows["three"]["succeeded_on"] == ""
    told = collected.get("/coverage.json?country=se").get_json()
    assert [source["source"] for source in told["sources"]] == ["one"]
    assert [share["country"] for share in told["jurisdictions"]] == ["se"]
    assert collected.get("/coverage?country=zz").status_code == 400


def test_it_says_which_cited_instruments_are_held(collected: FlaskClient) -> None:
    shares = {s["country"]: s for s in collected.get("/coverage.json").get_json()["jurisdictions"]}
    assert (shares["se"]["cited"], shares["se"]["held"], shares["se"]["missing"]) == (1, 1, [])
    union = shares["eu"]
    assert union["missing"]
    assert (union["cited"], union["held"]) == (len(union["missing"]), 0)


def test_without_a_library_nothing_is_held() -> None:
    bare = dataclasses.replace(Site(make_knowledge(), FakeSearcher(), None, "g"))
    client = create_app(bare).test_client()
    assert "No source has been collected yet." in client.get("/coverage").text
    told = client.get("/coverage.json").get_json()
    assert told["sources"] == []
    assert {share["held"] for share in told["jurisdictions"]} == {0}


def test_days_that_the_texts_contradict_are_listed(
    collected: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = (
        DoubtfulDay("se", "purchase-adult", "2013-01-01", "the words changed on: 2011-07-01"),
        DoubtfulDay("eu", "eu-buy", "2016-04-13", "the words never changed"),
    )
    monkeypatch.setattr(pages, "freshness", lambda *_: Freshness((), (), days))
    text = collected.get("/coverage").text
    assert "Days that the texts contradict" in text
    assert 'href="/country/se/purchase-adult"' in text or 'purchase-adult">' in text
    assert "1 January 2013" in text and "the words changed on: 2011-07-01" in text
    (only,) = collected.get("/coverage.json?country=eu").get_json()["doubtful_days"]
    assert (only["name"], only["day"]) == ("eu-buy", "2016-04-13")
    monkeypatch.undo()
    assert "Days that the texts contradict" not in collected.get("/coverage").text
