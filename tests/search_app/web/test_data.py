"""The JSON of the pages: its keys are a contract."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from search_app.index.query import SearchQuery, SearchResult


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type == "application/json; charset=utf-8"
    found: dict[str, Any] = response.get_json()
    return found


def test_search(client: FlaskClient) -> None:
    found = get(client, "/search.json?q=k%C3%B6p&country=se&country=de&buyer=1&lang=sv&page=2")
    assert (found["total"], found["page"], found["pages"]) == (45, 2, 3)
    assert set(found["hits"][0]) >= {
        *("id", "country", "instrument", "provision", "language", "concepts", "url"),
        *("heading", "buyer_liable", "passage", "reason"),
    }
    assert found["hits"][0]["url"] == "/provision/se-kod.6-11"
    assert found["facets"]["country"][0] == {"value": "se", "count": 30}


def test_comparison_names_all_when_none_is_named(client: FlaskClient) -> None:
    found = get(client, "/compare.json?country=&question=&as_of=")
    assert len(found["cells"]) == 4 * 20
    assert {c["country"] for c in found["cells"]} == {"se", "de", "gr", "eu"}
    assert {c["status"] for c in found["cells"] if c["country"] == "eu"} == {"union"}


def test_comparison_as_of_a_day(client: FlaskClient) -> None:
    path = "/compare.json?country=de&country=se&question=purchase-adult&as_of=2005-06-01"
    found = get(client, path)
    assert found["as_of"] == "2005-06-01"
    assert [c["country"] for c in found["cells"]] == ["de", "se"]
    assert found["cells"][1]["penalty"] == {"fine": {"unit": "unspecified"}, "others": []}
    assert found["cells"][1]["citations"][0]["url"] == "/provision/se-kod.6-11"


def test_country(client: FlaskClient) -> None:
    found = get(client, "/country/se.json")
    assert found["code"] == "se"
    assert len(found["cells"]) == 20
    assert found["events"][0]["date"] == "2011-07-01"
    assert [t["id"] for t in found["policy"]] == ["se-plan"]
    assert [b["id"] for b in found["bodies"]] == ["se-body"]
    assert [p["id"] for p in found["positions"]] == ["one-side"]


def test_provision_held(client: FlaskClient) -> None:
    found = get(client, "/provision/se-kod.6-11.json")
    assert found["id"] == "se-kod.6-11"
    assert found["number"] == "6 kap. 11 §"
    assert found["text"]["language"] == "sv"
    assert len(found["text"]["content_hash"]) == 64
    assert found["rendering"]["heading"] == "Buying a sexual act"
    assert [c["question"] for c in found["cited_in"]] == ["purchase-adult", "purchase-adult"]


@pytest.mark.parametrize(
    ("name", "held", "rendered"),
    [
        ("se-kod.6-12", False, True),
        ("se-kod.26-1", False, False),
        ("se-kod.7-1", True, False),
        ("se-kod.8-9a", True, False),
    ],
)
def test_provisions_known_in_part(
    client: FlaskClient, name: str, held: bool, rendered: bool
) -> None:
    found = get(client, f"/provision/{name}.json")
    assert (found["text"] is not None, found["rendering"] is not None) == (held, rendered)


def test_answer(client: FlaskClient) -> None:
    found = get(client, "/answer/se/purchase-adult.json")
    assert found["status"] == "criminal"
    assert [c["status"] for c in found["history"]] == ["criminal", "criminal", "none"]
    assert found["obligations"] == []
    minor = get(client, "/answer/se/purchase-minor.json")
    assert minor["obligations"] == ["/eu/children"]
    assert minor["other_reading"]["status"] == "criminal"


def test_home(client: FlaskClient) -> None:
    found = get(client, "/index.json")
    assert found["counts"] == {"criminal": 1, "none": 1, "not-checked": 1}
    assert found["finding"][0].startswith("In 1 of the 3 member states ")
    assert "for 1 state we have not yet read the law" in found["finding"][0]
    past = get(client, "/index.json?year=2000")
    of_day = get(client, "/index.json?as_of=2000-12-31")
    assert of_day == past
    assert get(client, "/index.json?as_of=2000-12-31&year=2010") == past
    assert past["as_of"] == "2000-12-31"
    assert "for 2 states we do not know the law of that day" in past["finding"][0]


def test_health(client: FlaskClient) -> None:
    found = get(client, "/healthz")
    assert found == {
        "status": "ok",
        "engine": "embedded",
        "reason": None,
        "generation": "generation-1",
        "provisions": 45,
    }


def test_method(client: FlaskClient) -> None:
    assert len(get(client, "/about.json")["questions"]) == 20


def test_pages_are_at_most_those_that_can_be_opened(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def many(_self: object, query: SearchQuery) -> SearchResult:
        return SearchResult(query, 1_000_000, ())

    searcher = client.application.extensions["demandside"].site.searcher
    monkeypatch.setattr(type(searcher), "search", many)
    assert get(client, "/search.json")["pages"] == 500
