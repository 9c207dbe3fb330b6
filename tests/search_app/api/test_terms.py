"""The questions, statuses and concepts are sets of defined terms that lead to what defines them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from corpus.library import Knowledge, packaged_knowledge
from tests.search_app.api.test_finding import BASE_URL, linked


@pytest.fixture
def sets(client: FlaskClient) -> dict[str, Any]:
    (told,) = linked(client, "/about")
    assert told["@context"] == "https://schema.org"
    return {one["@id"].removeprefix(f"{BASE_URL}/about#"): one for one in told["@graph"]}


def test_the_sets_have_language_release_and_licence(sets: dict[str, Any]) -> None:
    assert list(sets) == ["questions", "statuses", "concepts"]
    for one in sets.values():
        assert one["@type"] == "DefinedTermSet" and one["url"] == one["@id"]
        assert one["inLanguage"] == "en"
        assert one["dateModified"] in one["version"]
        assert one["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_every_term_stands_on_the_page_that_it_names(
    sets: dict[str, Any], client: FlaskClient
) -> None:
    known: Knowledge = packaged_knowledge()
    held = {"questions": known.questions, "statuses": known.statuses, "concepts": known.concepts}
    anchors = set(etree.HTML(client.get("/about").text).xpath("//@id"))
    for name, one in sets.items():
        terms = one["hasDefinedTerm"]
        assert [term["termCode"] for term in terms] == list(held[name])
        for term in terms:
            assert term["@type"] == "DefinedTerm" and term["name"] and term["description"]
            assert term["inDefinedTermSet"] == one["@id"]
            path, _, anchor = term["url"].removeprefix(BASE_URL).partition("#")
            assert anchor in anchors if path == "/about" else path == f"/count/{term['termCode']}"
        assert name in anchors


def test_a_concept_has_the_other_names_that_readers_use(sets: dict[str, Any]) -> None:
    (purchase,) = [t for t in sets["concepts"]["hasDefinedTerm"] if t["termCode"] == "purchase"]
    assert purchase["name"] == "Buying sex"
    assert "Sex purchase ban" in purchase["alternateName"]
    assert "Buying sex" not in purchase["alternateName"]


def test_the_page_of_a_question_is_about_its_term(
    sets: dict[str, Any], client: FlaskClient
) -> None:
    (term,) = linked(client, "/count/purchase-adult?as_of=2016-12-31")
    assert term.pop("@context") == "https://schema.org"
    assert term in sets["questions"]["hasDefinedTerm"]
