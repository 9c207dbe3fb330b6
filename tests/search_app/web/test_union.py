"""Union law with the packaged knowledge: rules that answer articles, and texts that are English."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from corpus.library import packaged_knowledge
from corpus.store import Library
from corpus.texts import Provision, Version
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import FakeSearcher

LATER = "eu-directive-2011-36-2024"


def _held(country: str, language: str, number: str, heading: str, text: str) -> Version:
    return Version(
        country=country,
        identifier="x",
        title="An act",
        language=language,
        as_of="2024-07-14",
        source_url="https://law.example/",
        provisions=(Provision(number=number, heading=heading, text=text),),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("union") / "library.db"
    with Library(path) as library:
        now = "2026-01-02T03:04:05Z"
        library.add(_held("eu", "en", "18a", "Article 18a", "Users who know."), LATER, now)
        library.add(_held("mt", "mt", "248F", "248F", "Min juża."), "mt-kodici-kriminali", now)
        library.add(_held("mt", "en", "248F", "248F", "Whoever uses."), "mt-kodici-kriminali", now)
    site = Site(packaged_knowledge(), FakeSearcher(), path, "g", "https://site.example")
    with create_app(site).test_client() as client:
        yield client


def test_an_article_shows_the_rules_that_answer_it(client: FlaskClient) -> None:
    found = {s["country"]: s for s in client.get("/eu/eu-knowing-use.json").get_json()["states"]}
    assert [(r["id"], r["by"]) for r in found["it"]["rules"]] == [("it-use-exploited", "substance")]
    assert found["it"]["rules"][0]["citations"]
    assert (found["it"]["directive_2024_1712_seen"], found["dk"]["rules"]) == ("act", [])
    assert found["pl"]["rules"] == []
    text = client.get("/eu/eu-knowing-use").text
    assert "Which rule answers the article is a field of our data." in text
    assert "A ban on every purchase of sex" in text


def test_what_a_national_text_states_is_told_apart(client: FlaskClient) -> None:
    states = client.get("/eu/eu-coordinators.json").get_json()["states"]
    rules = {r["id"]: r for s in states for r in s["rules"]}
    assert rules["se-rapporteur"]["by"] == "stated"
    assert "54 §" in rules["se-rapporteur"]["named_in"]
    assert rules["se-coordinator"]["by"] == "substance"
    text = client.get("/eu/eu-coordinators").text
    assert '<span class="tag strong">stated</span>' in text
    assert "names the Police Authority national rapporteur" in text


def test_the_tables_carry_the_rules(client: FlaskClient) -> None:
    text = client.get("/eu/eu-knowing-use.csv").text
    rows = {r["country"]: r for r in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["pt"]["rules"] == "pt-use-trafficked (substance)"
    assert rows["pt"]["directive_2024_1712_up_to"] == "2025-12-24"
    data = client.get("/eu.json").get_json()
    assert {s["country"] for s in data["directive_2024_1712"]} == set(packaged_knowledge().states)
    assert {"at", "it", "lv"} <= {s["country"] for s in data["national_acts"]}


@pytest.mark.parametrize("path", ["/eu/eu-knowing-use", f"/provision/{LATER}.18a"])
def test_an_english_text_is_offered_and_our_words_are_a_summary(
    client: FlaskClient, path: str
) -> None:
    text = client.get(path).text
    assert "Users who know." in text
    assert "Summary by demandside of the text as of 14 July 2024" in text
    assert "nofficial English rendering" not in text.split("<footer")[0]


def test_without_the_text_our_words_are_still_a_summary(client: FlaskClient) -> None:
    text = client.get(f"/provision/{LATER}.8").text
    assert "The text of this provision is not held here; what follows is our own summary" in text
    assert "nofficial English rendering" not in text.split("<footer")[0]


def test_the_official_english_text_stands_beside_another_official_one(client: FlaskClient) -> None:
    text = client.get("/provision/mt-kodici-kriminali.248f").text
    assert "Min juża." in text
    assert "Whoever uses." in text
    assert "Text of the law in English, state of 14 July 2024" in text


def test_where_english_is_not_official_a_rendering_is_unofficial(client: FlaskClient) -> None:
    assert "Unofficial English rendering" in client.get("/provision/de-stgb.232a").text


def test_every_obligation_has_its_page(client: FlaskClient) -> None:
    for duty in packaged_knowledge().policy.obligations:
        assert client.get(f"/eu/{duty.id}").status_code == 200, duty.id


def test_every_rule_and_statement_leads_to_its_provision(client: FlaskClient) -> None:
    known = set(client.application.extensions["demandside"].provisions.ids())
    data = client.get("/eu.json").get_json()
    urls = {a["provision_url"] for a in data["national_acts"]}
    assert {url.removeprefix("/provision/") for url in urls} <= known
    page = client.get("/eu/eu-knowing-use").text
    links = set(re.findall(r'href="?(/provision/[^">\s]+)', page))
    assert len(links) > 20
    assert {client.get(unescape(link)).status_code for link in links} == {200}
