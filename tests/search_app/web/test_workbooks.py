"""Every table of the site as a workbook: the rows of its CSV, typed, with a sheet "About"."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.evidence import Outcome
from corpus.library import HOME, Knowledge
from corpus.store import Library
from search_app.csvtext import safe_cell
from search_app.facts.definitions import defined, definition
from search_app.facts.room import TABLES
from search_app.labels import label
from search_app.web.factory import create_app
from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from search_app.web.site import Site
from search_app.web.workbooks import XLSX
from tests.search_app.mcp.conftest import write_library
from tests.search_app.web.conftest import FakeSearcher
from tests.search_app.web.test_families import SMALL_ONLY, path_of

tables = pytest.mark.parametrize(
    "family", [family for family in PAGE_FAMILIES if family.row], ids=lambda family: family.address
)


def as_csv(value: object) -> str:
    """What CSV has for a value of a workbook."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return safe_cell(value.date().isoformat() if isinstance(value, dt.datetime) else value)


@pytest.fixture(scope="module")
def full(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site of the packaged law in which every table has rows."""
    home = tmp_path_factory.mktemp("full")
    path = home / "library.db"
    write_library(path)
    with Library(path) as library:
        day = "2026-11-20T08:00:00+00:00"
        library.save_outcome(Outcome("se-riksdagen", "se-brottsbalk", "new", 1, "", day))
    return create_app(Site(knowledge, FakeSearcher(), path, "g", "https://site.example", home=HOME))


@tables
def test_a_table_with_rows_comes_in_every_format(
    family: PageFamily[Any], full: Flask, client: FlaskClient
) -> None:
    asked = client if family.address in SMALL_ONLY else full.test_client()
    it_has_the_rows_of_the_csv(family, asked, least=1)
    data = asked.get(f"{path_of(family)}.json").get_json()
    assert any(value for value in data.values() if isinstance(value, list | dict))


def test_every_address_of_a_table_is_of_a_page_family(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    tables = {rule.removesuffix(".csv") for rule in rules if rule.endswith(".csv")}
    assert tables <= {family.path for family in PAGE_FAMILIES if family.row}
    assert {f"{path}.{form}" for path in tables for form in ("xlsx", "json")} <= rules


@tables
def test_it_has_the_rows_of_the_csv(family: PageFamily[Any], client: FlaskClient) -> None:
    it_has_the_rows_of_the_csv(family, client)


def it_has_the_rows_of_the_csv(
    family: PageFamily[Any], client: FlaskClient, least: int = 0
) -> None:
    response = client.get(f"{path_of(family)}.xlsx")
    assert response.status_code == 200
    assert response.content_type == XLSX
    name = client.get(f"{path_of(family)}.csv").headers["Content-Disposition"]
    assert response.headers["Content-Disposition"] == name.replace(".csv", ".xlsx")
    text = client.get(f"{path_of(family)}.csv").text
    expected = list(csv.reader(io.StringIO(text, newline="")))
    page = openpyxl.load_workbook(io.BytesIO(response.get_data()))["data"]
    rows = [[as_csv(cell) for cell in row] for row in page.iter_rows(values_only=True)]
    assert rows[0] == expected[0]
    assert len(rows) > least
    assert [list(map(plain, row)) for row in rows[1:]] == [
        list(map(plain, row)) for row in expected[1:]
    ]


def plain(cell: str) -> str:
    """A cell without what spreadsheets and CSV write differently: `12.0`, and line ends."""
    return cell.removesuffix(".0").replace("\r\n", "\n")


def test_about_names_address_release_and_licence(client: FlaskClient) -> None:
    response = client.get("/compare.xlsx?country=se&question=purchase-adult")
    book = openpyxl.load_workbook(io.BytesIO(response.get_data()))
    about = dict(book["About"].iter_rows(values_only=True, max_col=2))
    address = "https://site.example/compare.xlsx?country=se&question=purchase-adult"
    assert about["Address"] == address
    assert about["Licence"] == "CC BY 4.0 – https://creativecommons.org/licenses/by/4.0/"
    assert "+" in about["Release"]
    assert about["country"].startswith("Code of a jurisdiction")


def test_penalties_are_numbers_too(client: FlaskClient) -> None:
    text = client.get("/compare.csv?country=se&question=purchase-adult").text
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["penalty_max_months"] == "12"
    assert list(row)[-7:-3] == [
        *("penalty_min_months", "penalty_max_months", "fine_min_eur", "fine_max_eur")
    ]


def test_errors_of_a_workbook_are_plain_text(client: FlaskClient) -> None:
    response = client.get("/compare.xlsx?country=xx")
    assert response.status_code == 400
    assert response.content_type == "text/plain; charset=utf-8"
    assert client.get("/method.xlsx").status_code == 404


def test_pages_link_the_workbook(client: FlaskClient) -> None:
    assert "/compare.xlsx?country=se" in client.get("/compare?country=se").text


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_data_name_their_licence(client: FlaskClient, form: str) -> None:
    link = client.get(f"/compare.{form}?country=se").headers["Link"]
    licence = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert link.split(", ")[-1] == licence
    assert "Link" not in client.get(f"/compare.{form}?country=xx").headers


def test_what_has_json_only_is_no_table_and_the_page_of_the_data_says_so(
    client: FlaskClient,
) -> None:
    without = {family.address for family in PAGE_FAMILIES if family.page and not family.row}
    assert without == {
        *("/index", "/provision/<name>", "/eu/<obligation>/<name>", "/facts", "/method"),
        *("/about", "/data", "/embed", "/contact", "/check", "/briefing"),
    }
    assert "Pages that are not tables come as JSON only" in client.get("/data/").text


def test_the_history_of_an_answer_is_a_table(full: Flask) -> None:
    text = full.test_client().get("/answer/se/purchase-adult.csv").text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [r["period_from"] for r in rows] == sorted(
        (r["period_from"] for r in rows), reverse=True
    )
    assert rows[0]["period_until"] == "" and rows[1]["period_until"] == rows[0]["period_from"]
    assert {"2011-07-01", "1999-01-01"} <= {r["period_from"] for r in rows}
    assert {r["status"] for r in rows if r["period_from"] >= "1999"} == {"criminal"}


@pytest.mark.parametrize("path", ["/country/se", "/answer/se/purchase-adult"])
def test_pages_of_a_country_and_an_answer_link_their_tables(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert f'href="{path}.csv"' in text and f'href="{path}.xlsx"' in text
    assert client.get(f"{path.replace('se', 'xx')}.csv").status_code == 404


@tables
def test_about_defines_every_column(family: PageFamily[Any], client: FlaskClient) -> None:
    response = client.get(f"{path_of(family)}.xlsx")
    about = openpyxl.load_workbook(io.BytesIO(response.get_data()))["About"]
    told = dict(about.iter_rows(values_only=True, max_col=2))
    for name in (*family.row.columns(), "release"):  # type: ignore[union-attr]
        words = str(told[name]).rstrip(".").split(" One of:")[0]
        assert len(words) > 10, name
        assert words.casefold() != name.replace("_", " "), name


def test_every_column_of_facts_is_defined_and_nothing_else() -> None:
    names = {field.name for table in TABLES.values() for field in table.fields}
    assert names == defined()
    assert all(definition(name) != label(name, "field") for name in names)
