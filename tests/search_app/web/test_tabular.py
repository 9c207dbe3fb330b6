"""Every CSV table names its release and leads to its description (W3C, CSV on the Web)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header

from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from tests.search_app.web.test_families import path_of

tables = pytest.mark.parametrize(
    "family", [family for family in PAGE_FAMILIES if family.row], ids=lambda family: family.address
)
# "<https://site.example/eu.csv-metadata.json>; rel="describedby"; type="application/csvm+json""
LINK = re.compile(r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"')


def fits(cell: str, datatype: Any) -> bool:
    """Whether a cell is a value of a type of CSVW."""
    name = datatype["base"] if isinstance(datatype, dict) else datatype
    match name:
        case "boolean":
            return cell in datatype["format"].split("|")
        case "date":
            return bool(dt.date.fromisoformat(cell))
        case "integer":
            return re.fullmatch(r"-?\d+", cell) is not None
        case "number":
            return float(cell) is not None
        case "json":
            return json.loads(cell) is not None
        case _:
            return bool(name == "string")


@tables
def test_every_row_and_the_file_name_the_release_and_its_day(
    family: PageFamily[Any], client: FlaskClient
) -> None:
    response = client.get(f"{path_of(family)}.csv")
    release = response.headers["Demandside-Release"]
    assert re.search(r"\+\d{4}-\d\d-\d\d\.", release)
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert {row["release"] for row in rows} <= {release}
    _, disposition = parse_options_header(response.headers["Content-Disposition"])
    assert disposition["filename"].endswith(f"-{release}.csv")


@tables
def test_a_table_leads_to_the_description_of_its_columns(
    family: PageFamily[Any], client: FlaskClient
) -> None:
    response = client.get(f"{path_of(family)}.csv")
    link = LINK.search(response.headers["Link"])
    assert link and link[1].startswith("https://site.example/")
    described = client.get(link[1])
    assert described.status_code == 200
    assert described.content_type == "application/csvm+json; charset=utf-8"
    told = json.loads(described.text)
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] == f"https://site.example{path_of(family)}.csv"
    assert told["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert told["schema:version"] == response.headers["Demandside-Release"]
    assert told["dc:modified"]["@value"] in told["schema:version"]
    columns = told["tableSchema"]["columns"]
    header, *rows = csv.reader(io.StringIO(response.text, newline=""))
    assert [column["titles"] for column in columns] == header
    # a name of CSVW is a variable of a URI template (RFC 6570)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_]*", column["name"]) for column in columns)
    for row in rows:
        for cell, column in zip(row, columns, strict=True):
            assert not cell or fits(cell, column["datatype"]), (cell, column)


def test_the_description_is_of_the_table_that_was_asked_for(client: FlaskClient) -> None:
    query = "country=se&question=purchase-adult"
    link = LINK.search(client.get(f"/compare.csv?{query}").headers["Link"])
    assert link and link[1] == f"https://site.example/compare.csv-metadata.json?{query}"
    assert client.get(link[1]).get_json(force=True)["url"].endswith(f"/compare.csv?{query}")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/compare.csv-metadata.json?country=xx", 400),
        ("/policy/no-such.csv-metadata.json", 404),
        ("/method.csv-metadata.json", 404),
    ],
)
def test_what_is_no_table_has_no_description(client: FlaskClient, path: str, code: int) -> None:
    assert client.get(path).status_code == code


def test_no_query_can_leave_the_header(client: FlaskClient) -> None:
    response = client.get("/search.csv", query_string='q=x%3E"<>;ÿ,%20y')
    assert response.status_code == 200
    link = response.headers["Link"]
    assert LINK.match(link) and link.isascii() and link.count("<") == 2 and link.count('"') == 6
