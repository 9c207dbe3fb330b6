"""The search page: parts that can be taken away, the answer before the hits, reasons, names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from search_app.index.query import SearchResult
from tests.search_app.web.conftest import UNDERSTOOD


def test_parts_are_links_to_the_search_without_them(client: FlaskClient) -> None:
    text = client.get("/search?q=buying+in+oneland").text
    assert 'href="/search?q=buying+in+oneland&amp;without=country%3Ase"' in text
    assert "Oneland" in text
    assert "How your words were read" in text


def test_a_part_that_was_taken_away_stays_away_on_every_link(client: FlaskClient) -> None:
    text = client.get("/search?q=buying&without=country:se&hl=en").text
    assert "hl=en&amp;without=country%3Ase&amp;page=2" in text


def test_the_cell_that_is_asked_for_stands_above_the_hits(client: FlaskClient) -> None:
    text = client.get("/search?q=buying+in+oneland").text
    box, hits = text.index('class="answer-box"'), text.index('class="hitlist"')
    assert box < hits
    assert "Up to 1 year" in text[box:hits]
    assert 'href="/compare?question=purchase-adult"' in text[box:hits]
    assert 'class="answer-box"' not in client.get("/search?q=buying&page=2").text


def test_data_says_how_the_query_was_understood_and_answers(client: FlaskClient) -> None:
    found = client.get("/search.json?q=buying+in+oneland").get_json()
    parts = {(part["kind"], part["value"]): part for part in found["understood"]}
    assert parts["country", "se"]["label"] == "Oneland"
    assert parts["cue", "obtain"]["address"].endswith("without=cue%3Aobtain")
    assert found["answer"]["question"] == "purchase-adult"
    assert [cell["country"] for cell in found["answer"]["cells"]] == ["se"]
    assert (found["meant"], found["relaxed"]) == (None, False)
    assert found["hits"][0]["cues"] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("without=se", "without"), ("without=nothing:se", "without"), ("hl=xx", "hl")],
)
def test_a_wrong_parameter_is_named(client: FlaskClient, query: str, name: str) -> None:
    response = client.get(f"/search.json?q=x&{query}")
    assert response.status_code == 400
    assert f"“{name}”" in response.get_json()["error"]


def test_suggestions_go_on_from_what_is_typed(client: FlaskClient) -> None:
    found = client.get("/suggest.json?q=KOP AV").get_json()["suggestions"]
    assert {"text": "Köp av sexuell tjänst", "language": "sv", "kind": "concept"} in found
    assert client.get("/suggest.json?q=").get_json()["suggestions"] == []
    assert len(client.get("/suggest.json?q=s").get_json()["suggestions"]) == 10


def test_the_field_offers_the_names_of_the_page_s_language(client: FlaskClient) -> None:
    text = client.get("/search").text
    assert '<datalist id="offered">' in text
    assert '<option value="Reflection period and permit">' in text


def test_what_was_left_out_of_a_query_is_said(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = client.application.extensions["demandside"].site.searcher
    understood = replace(UNDERSTOOD, left_out=3)
    monkeypatch.setattr(
        type(searcher),
        "search",
        lambda _self, query: SearchResult(query, 0, (), {}, understood),
    )
    said = "Of a query the first 24 words and 8 phrases are looked at; 3 more were left out."
    assert said in client.get("/search?q=much").text
    assert client.get("/search.json?q=much").get_json()["left_out"] == 3
