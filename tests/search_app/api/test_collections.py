"""Every collection can be read to its end, says how its items are cited, and keeps its models."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import BaseModel

from corpus.library import Knowledge
from search_app.api import cursors
from search_app.api.collections import ApiCollection
from search_app.api.document import cited_model, page_model
from search_app.api.reading import BASE
from search_app.api.registry import COLLECTIONS, ITEMS
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site

ONE_OF_EACH = {
    "/cells/<country>/<name>": "/cells/se/purchase-adult",
    "/countries/<name>": "/countries/se",
    "/provisions/<path:name>": "/provisions/se-kod.6-11",
    "/obligations/<name>": "/obligations/children",
    "/policy/<name>": "/policy/se-plan",
    "/count/<name>": "/count/purchase-adult",
}
collections = pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda c: c.path)


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> Flask:
    return create_app(bare_site(knowledge))


def told(client: FlaskClient, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return response.get_json()


def follow(client: FlaskClient, path: str) -> list[Any]:
    """All items of a collection, page by page."""
    items: list[Any] = []
    address: str | None = f"{BASE}{path}"
    while address:
        page = told(client, address.removeprefix("https://site.example"))
        items += page["items"]
        address = page["next"]
    assert len(items) == page["total"]
    return items


@collections
def test_a_page_is_what_the_model_says(collection: ApiCollection, client: FlaskClient) -> None:
    body = client.get(f"{BASE}{collection.path}?limit=3").get_data()
    page_model(collection.item).model_validate_json(body)


@collections
def test_items_say_how_they_are_cited(collection: ApiCollection, client: FlaskClient) -> None:
    for item in told(client, f"{BASE}{collection.path}?limit=3")["items"]:
        assert item["provenance"]["address"].startswith("https://site.example/")
        assert item["provenance"]["licence"] == "CC BY 4.0"
        assert item["provenance"]["release"]


@pytest.mark.parametrize("path", ["/facts/offences", "/facts/absences", "/cells", "/events"])
def test_the_real_corpus_keeps_the_models(path: str, real: Flask) -> None:
    item: type[BaseModel] = next(c.item for c in COLLECTIONS if c.path == path)
    body = real.test_client().get(f"{BASE}{path}?limit=60").get_data()
    page = page_model(item).model_validate_json(body)
    assert getattr(page, "items", ())


def test_claims_are_items_that_cite_the_cell_that_decides_them(real: Flask) -> None:
    text = "In Sweden buying sex is a crime.\n\nIn Germany buying sex is a crime."
    items = told(real.test_client(), f"{BASE}/check?{urlencode({'text': text})}")["items"]
    assert [(item["paragraph"], item["verdict"]) for item in items] == [(1, "right"), (2, "wrong")]
    cited = items[0]["provenance"]["address"]
    assert cited == items[0]["cell"]["address"] and "/answer/se/purchase-adult" in cited


def test_a_fact_carries_its_text_with_its_hash(real: Flask) -> None:
    items = told(real.test_client(), f"{BASE}/facts/offences?country=se")["items"]
    assert items
    assert all(item["provenance"]["text_hash"] == item["text_hash"] for item in items)
    assert any(item["provenance"]["text_kind"] for item in items)


WALKED = [c.path for c in COLLECTIONS if c.path not in {"/search", "/check"}]
"""The searcher of the small site finds the same whatever is asked; no claim is checked unasked."""


@pytest.mark.parametrize("path", WALKED)
def test_following_reaches_everything_once(path: str, client: FlaskClient) -> None:
    whole = told(client, f"{BASE}{path}?limit=500")
    assert whole["next"] is None and len(whole["items"]) == whole["total"]
    items = follow(client, f"{path}?limit={max(1, whole['total'] // 4)}")
    assert len({item["provenance"]["hash"] for item in items}) == len(items)
    assert items == whole["items"]


@collections
def test_what_a_client_has_is_not_sent_again(
    collection: ApiCollection, client: FlaskClient
) -> None:
    first = client.get(f"{BASE}{collection.path}?limit=2")
    again = client.get(
        f"{BASE}{collection.path}?limit=2", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_coverage_is_that_of_the_page(real: Flask) -> None:
    """A share for each jurisdiction, a line for each source, cited by the page of its country."""
    client = real.test_client()
    page = told(client, "/coverage.json")
    shares = told(client, f"{BASE}/coverage?limit=500")["items"]
    addresses = [share.pop("provenance")["address"] for share in shares]
    assert shares == page["jurisdictions"] and len(shares) == 28
    assert addresses == [f"/coverage?country={share['country']}" for share in shares]
    assert told(client, f"{BASE}/coverage/sources")["total"] == len(page["sources"])
    one = told(client, f"{BASE}/coverage?country=se")["items"]
    assert [share["country"] for share in one] == ["se"]


@pytest.mark.parametrize("table", ["offences", "penalties", "schemes"])
def test_facts_lead_to_the_official_text(table: str, real: Flask) -> None:
    """A row that was read in an instrument has its official address, state, kind and hash."""
    items = told(real.test_client(), f"{BASE}/facts/{table}?limit=500")["items"]
    read = [item for item in items if item["instrument"] and item["text_extent"]]
    assert len(read) > 100
    for item in read:
        cited = item["provenance"]
        assert all(address.startswith("http") for address in cited["official_addresses"])
        assert cited["official_addresses"] and cited["state"] and cited["read"]
        assert cited["text_kind"]["extent"] == item["text_extent"]


def test_cells_say_which_text_was_read_where_there_is_one(real: Flask) -> None:
    client = real.test_client()
    rows = told(client, f"{BASE}/facts/offences?country=se&history=1&limit=500")["items"]
    cells = told(client, f"{BASE}/cells?country=se")["items"]
    read = [cell for cell in cells if cell["provenance"]["text_hash"]]
    assert read
    for cell in read:
        names = {*cell["offences"], *cell["schemes"]}
        hashes = {row["text_hash"] for row in rows if row["record"] in names}
        assert not hashes or hashes == {cell["provenance"]["text_hash"]}


def test_absences_name_the_texts_that_were_searched(real: Flask) -> None:
    items = told(real.test_client(), f"{BASE}/facts/absences?limit=500")["items"]
    searched = [item for item in items if item["instruments"]]
    assert searched
    assert all(item["provenance"]["official_addresses"] for item in searched)


def test_events_lead_to_the_provisions_that_they_are_about(real: Flask) -> None:
    items = told(real.test_client(), f"{BASE}/events?limit=500")["items"]
    about = [item for item in items if item["citations"]]
    assert about
    for item in about:
        official = [cited["official_url"] for cited in item["citations"]]
        assert item["provenance"]["official_addresses"] == [*dict.fromkeys(official)]
    sources = {
        (source["country"], source["id"]): source["checked"]
        for source in follow(real.test_client(), "/sources?limit=500")
    }
    named = next(item for item in items if len(item["sources"]) > 1)
    days = [sources.get((named["country"], name)) for name in named["sources"]]
    assert named["provenance"]["read"] == min(day for day in days if day)


def test_a_hit_carries_the_hash_of_the_text_that_is_held(client: FlaskClient) -> None:
    (hit,) = told(client, f"{BASE}/search?limit=1")["items"]
    (held,) = [
        item
        for item in told(client, f"{BASE}/provisions?limit=500")["items"]
        if item["id"] == hit["id"]
    ]
    assert hit["provenance"]["text_hash"] == held["text"]["content_hash"]
    assert hit["provenance"]["official_addresses"] == ["https://law.example/kod"]


KEYS = {"release", "licence", "licence_url"}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.path)
def test_an_item_is_the_data_of_its_page(item: Any, client: FlaskClient) -> None:
    body = told(client, f"{BASE}{ONE_OF_EACH[item.path]}")
    cited_model(item.family.response).model_validate(body)
    page = body.pop("provenance")["address"].removeprefix("https://site.example")
    # release and licence of an item are in its provenance
    own = {k: v for k, v in told(client, f"{page}.json").items() if k in body or k not in KEYS}
    assert own == body


def test_a_cursor_belongs_to_its_request(client: FlaskClient) -> None:
    cursor = told(client, f"{BASE}/cells?limit=2")["next_cursor"]
    assert client.get(f"{BASE}/cells?limit=2&cursor={cursor}").status_code == 200
    for other in ("/cells?limit=3", "/cells?limit=2&country=se", "/unknown?limit=2"):
        assert client.get(f"{BASE}{other}&cursor={cursor}").status_code == 400


def test_cursors_lead_back_to_their_offsets() -> None:
    for offset in (0, 1, 41_000):
        assert cursors.decode(cursors.encode(offset, "state"), "state") == offset
    for wrong in ("", "é", "a", "AAAA", cursors.encode(1, "other")):
        with pytest.raises(cursors.CursorError):
            cursors.decode(wrong, "state")


@pytest.mark.parametrize("path", [BASE, f"{BASE}/"])
def test_the_root_lists_the_collections(path: str, client: FlaskClient) -> None:
    told = client.get(path).get_json()
    assert len(told["collections"]) == len(COLLECTIONS)
    for address in (told["openapi"], told["documentation"], *told["collections"][:2]):
        assert client.get(address).status_code == 200
