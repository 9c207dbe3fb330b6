"""Sitemap, robots, search description, security contact and linked data lead to what is there."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from search_app.api import addresses
from search_app.api.linked import legislation
from search_app.provisions import ProvisionRecord
from search_app.reporting import Reporting
from search_app.web.factory import create_app
from search_app.web.site import provisions

BASE_URL = "https://site.example"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(body: bytes) -> list[str]:
    return [str(e.text) for e in etree.fromstring(body).iterfind(".//s:loc", NAMES)]


def linked(client: FlaskClient, path: str) -> Any:
    page = client.get(path).text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(text) for text in found]


def test_every_address_of_the_sitemap_is_a_page(client: FlaskClient) -> None:
    known = locations(client.get("/sitemap.xml").data)
    assert len(known) == len(set(known)) > 100
    assert f"{BASE_URL}/answer/se/purchase-adult" in known
    assert f"{BASE_URL}/provision/se-kod.7-1" in known
    for address in [*known[:30], *known[-12:]]:
        assert client.get(address.removeprefix(BASE_URL)).status_code == 200, address


def test_a_long_sitemap_is_parted(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(client.get("/sitemap.xml").data)
    monkeypatch.setattr(addresses, "MOST", 40)
    parts = locations(client.get("/sitemap.xml").data)
    assert len(parts) == -(-len(whole) // 40)
    read = [locations(client.get(part.removeprefix(BASE_URL)).data) for part in parts]
    assert [address for part in read for address in part] == whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_robots_name_the_sitemap(client: FlaskClient) -> None:
    assert f"Sitemap: {BASE_URL}/sitemap.xml" in client.get("/robots.txt").text


def test_browsers_find_the_search(client: FlaskClient) -> None:
    assert 'rel="search"' in client.get("/about").text
    body = etree.fromstring(client.get("/opensearch.xml").data)
    template = next(e.get("template") for e in body if e.get("type") == "text/html")
    path = str(template).removeprefix(BASE_URL).replace("{searchTerms}", "buying")
    assert client.get(path).status_code == 200


def test_models_are_told_of_every_collection(client: FlaskClient) -> None:
    links = re.findall(r"\]\((.*?)\)", client.get("/llms.txt").text)
    assert len(links) > 15
    assert {client.get(link.removeprefix(BASE_URL)).status_code for link in links} == {200}


def test_weaknesses_are_reported_where_there_is_a_contact(app: Flask, client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    site = app.extensions["demandside"].site
    own = dataclasses.replace(site, reporting=Reporting("law@site.example"))
    text = create_app(own).test_client().get("/.well-known/security.txt").text
    assert "Contact: mailto:law@site.example\n" in text
    assert "Expires: 2027-01-01T00:00:00Z\n" in text


def test_the_catalogue_leads_to_files(client: FlaskClient) -> None:
    response = client.get("/catalog.jsonld")
    assert response.content_type == "application/ld+json"
    sets = json.loads(response.data)["dcat:dataset"]
    files = [d["dcat:downloadURL"]["@id"] for one in sets for d in one["dcat:distribution"]]
    assert len(files) > 15
    assert {client.get(file.removeprefix(BASE_URL)).status_code for file in files} == {200}


def test_a_provision_says_that_it_is_law(client: FlaskClient) -> None:
    (told,) = linked(client, "/provision/se-kod.6-11")
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == f"{BASE_URL}/eli/se/se-kod/6-11/2020-01-01"
    assert told["isPartOf"]["legislationIdentifier"] == "SFS 1:2"
    assert told["isBasedOn"] == told["isPartOf"]["url"] == "https://law.example/kod"


def test_an_address_that_is_none_of_the_web_is_not_passed_on(client: FlaskClient) -> None:
    with client.application.test_request_context():
        record = provisions().find("se-kod.6-11")
        assert record is not None
        uncurated = dataclasses.replace(record, instrument=None)
        assert uncurated.official_url == "javascript:alert(1)"
        assert "isBasedOn" not in legislation(uncurated)


def test_a_past_wording_is_not_called_law_in_force(client: FlaskClient) -> None:
    with client.application.test_request_context():
        record = provisions().find("se-kod.6-11")
        assert record is not None
        assert record.stored is not None
        told = {
            force: legislation(_with_force(record, force))
            for force in ("in-force", "past", "unknown")
        }
    ends = {force: str((one or {}).get("legislationLegalForce")) for force, one in told.items()}
    assert ends == {
        "in-force": "https://schema.org/InForce",
        "past": "https://schema.org/NotInForce",
        "unknown": "None",
    }


def _with_force(record: ProvisionRecord, force: str) -> ProvisionRecord:
    assert record.stored is not None
    copy = dataclasses.replace(record.stored.copy, force=force)
    return dataclasses.replace(record, stored=dataclasses.replace(record.stored, copy=copy))


def test_a_table_says_that_it_is_a_data_set(client: FlaskClient) -> None:
    (told,) = linked(client, "/facts/offences")
    assert told["@type"] == "Dataset"
    assert told["license"].startswith("https://creativecommons.org/")
    assert linked(client, "/method") == []
