"""Every page can be cited: as a file, and in a box at its end with a way to report an error."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from typing import Any

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from search_app.commands.site import serve
from search_app.reporting import Reporting
from search_app.web.factory import create_app
from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from search_app.web.indexless import bare_site
from tests.search_app.web.conftest import make_knowledge
from tests.search_app.web.test_families import NAMED

PAGES = [family for family in PAGE_FAMILIES if family.page]
TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
LAW = "6 kap. 11 § Kod <script>alert(1)</script>"


def path_of(family: PageFamily[Any]) -> str:
    return family.html_path or NAMED.get(family.address, family.address)


def cited(client: FlaskClient, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = json.loads(response.text)
    return items[0]


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("family", PAGES, ids=lambda family: family.address)
def test_every_page_is_cited_in_every_format(
    family: PageFamily[Any], form: str, client: FlaskClient
) -> None:
    stem = path_of(family) if path_of(family) != "/" else "/index"
    response = client.get(f"/cite{stem}.{form}", follow_redirects=True)
    assert response.status_code == 200
    assert response.content_type == TYPES[form]
    assert "demandside" in response.text


@pytest.mark.parametrize("family", PAGES, ids=lambda family: family.address)
def test_every_page_says_how_it_is_cited(family: PageFamily[Any], client: FlaskClient) -> None:
    text = client.get(path_of(family)).text
    assert "Cite this page" in text
    links = re.findall(r'href="(/cite/[^"]+)"', text)
    assert len(links) == len(TYPES)
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_a_cell_rests_on_the_national_form(client: FlaskClient) -> None:
    first, _, own = client.get("/cite/answer/se/purchase-adult.txt").text.splitlines()
    assert first == LAW
    assert re.match(r"demandside \(2026\): .+: Oneland\. Release .+ of 2026-", own)
    item = cited(client, "/cite/answer/se/purchase-adult.json")
    assert item["type"] == "dataset"
    assert item["author"] == [{"literal": "demandside"}]


def test_a_provision_is_cited_as_law(client: FlaskClient) -> None:
    item = cited(client, "/cite/provision/se-kod.6-11.json")
    assert item["type"] == "legislation"
    assert item["section"] == "6 kap. 11 §"
    assert item["number"] == "SFS 1:2"
    assert item["jurisdiction"] == "Oneland"
    assert item["URL"].startswith("http")
    assert "Text held: " in item["note"]
    ris = client.get("/cite/provision/se-kod.6-11.ris").text
    assert ris.startswith("TY  - STAT\r\n")


def test_the_query_of_a_page_is_part_of_its_citation(client: FlaskClient) -> None:
    item = cited(client, "/cite/compare.json?country=se&as_of=2016-01-01&noise=1")
    assert item["title"] == "Comparison of the law: Oneland, as of 2016-01-01"
    assert item["URL"].endswith("/compare?country=se&as_of=2016-01-01")


def test_a_page_that_ends_in_a_stroke_is_cited_without_it(client: FlaskClient) -> None:
    moved = client.get("/cite/data/.ris?lang=de")
    assert (moved.status_code, moved.location) == (301, "/cite/data.ris?lang=de")
    item = cited(client, "/cite/data.json")
    assert item["title"] == "The data: editions and tables"
    assert item["URL"].endswith("/data/")
    assert client.get("/cite/data//x.ris").status_code == 404


@pytest.mark.parametrize("family", PAGES, ids=lambda family: family.address)
def test_the_title_of_a_page_is_no_description(
    family: PageFamily[Any], client: FlaskClient
) -> None:
    stem = path_of(family) if path_of(family) != "/" else "/index"
    response = client.get(f"/cite{stem}.json", follow_redirects=True)
    title = json.loads(response.text)[0]["title"].partition(":")[0]
    assert title != family.about[:1].upper() + family.about[1:]
    assert "`" not in title
    assert ";" not in title


@pytest.mark.parametrize(
    "path",
    [
        "answer/xx/purchase-adult.ris",
        "answer/se/no-such.ris",
        "provision/none.bib",
        "policy/none.json",
        "eu/none.txt",
        "country/xx.ris",
        "nowhere.ris",
        "compare.docx",
        "compare",
    ],
)
def test_what_does_not_exist_is_not_cited(path: str, client: FlaskClient) -> None:
    assert client.get(f"/cite/{path}").status_code == 404


def test_a_wrong_parameter_is_refused(client: FlaskClient) -> None:
    assert client.get("/cite/compare.ris?as_of=soon").status_code == 400


def test_an_error_page_has_no_citation(client: FlaskClient) -> None:
    assert "Cite this page" not in client.get("/answer/xx/purchase-adult").text
    assert "Cite this page" not in client.get("/compare?as_of=soon").text


def test_a_title_from_the_law_cannot_break_out(client: FlaskClient) -> None:
    text = client.get("/provision/se-kod.6-11").text
    assert "<script>alert" not in text


def test_an_answer_as_of_a_day(client: FlaskClient) -> None:
    now = client.get("/answer/se/purchase-adult.json").get_json()
    then = client.get("/answer/se/purchase-adult.json?as_of=2005-01-01").get_json()
    assert then["as_of"] == "2005-01-01"
    assert now["as_of"] == dt.date.today().isoformat()
    assert then["summary"] == "Buying was an offence with a fine."
    assert now["summary"] != then["summary"]
    page = client.get("/answer/se/purchase-adult?as_of=2005-01-01").text
    assert "The law as of 1 January 2005" in page
    assert "Buying was an offence with a fine." in page
    assert client.get("/answer/se/purchase-adult?as_of=soon").status_code == 400


def test_rows_of_the_past_lead_to_answers_of_the_past(client: FlaskClient) -> None:
    address = "country=se&question=purchase-adult&as_of=2005-01-01"
    rows = client.get(f"/compare.csv?{address}").text
    assert "/answer/se/purchase-adult?as_of=2005-01-01" in rows
    cells = client.get(f"/compare.json?{address}").get_json()["cells"]
    assert cells[0]["url"] == "/answer/se/purchase-adult?as_of=2005-01-01"
    page = client.get(f"/compare?{address}").text
    assert 'href="/answer/se/purchase-adult?as_of=2005-01-01"' in page
    today = client.get("/compare.json?country=se&question=purchase-adult").get_json()
    assert today["cells"][0]["url"] == "/answer/se/purchase-adult"


def _reporting(reporting: Reporting) -> Flask:
    site = dataclasses.replace(
        bare_site(make_knowledge()), base_url="https://law.example", reporting=reporting
    )
    return create_app(site)


def test_a_report_names_address_release_and_what_is_shown() -> None:
    reporting = Reporting("errors@law.example", "https://git.example/law/issues/new")
    page = _reporting(reporting).test_client().get("/answer/se/purchase-adult").text
    mail = re.search(r'href="(mailto:errors@law\.example\?[^"]+)"', page)
    issue = re.search(r'href="(https://git\.example/law/issues/new\?[^"]+)"', page)
    assert mail
    assert issue
    for link in (mail[1], issue[1]):
        assert "https%3A%2F%2Flaw.example%2Fanswer%2Fse%2Fpurchase-adult" in link
        assert "Release%3A%200" in link
        assert "Oneland" in link


def test_without_an_address_the_page_says_how_to_report() -> None:
    client = _reporting(Reporting()).test_client()
    page = client.get("/answer/se/purchase-adult").text
    assert "mailto:" not in page
    assert 'href="/contact?about=/answer/se/purchase-adult"' in page
    contact = client.get("/contact?about=/answer/se/purchase-adult").text
    assert "https://law.example/answer/se/purchase-adult" in contact
    assert "no mail address" in contact


@pytest.mark.parametrize("wrong", [{"mail": "nobody"}, {"issues": "javascript:alert(1)"}])
def test_a_wrong_address_for_reports_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a"):
        Reporting(**wrong)


@pytest.mark.parametrize(
    ("option", "value"), [("--contact", "nobody"), ("--issues-url", "mailto:a@b.example")]
)
def test_serve_refuses_a_wrong_address_for_reports(option: str, value: str) -> None:
    result = CliRunner().invoke(serve, [option, value])
    assert result.exit_code == 2
    assert value in result.output


def test_the_contact_of_a_crawl_serves_for_reports_too() -> None:
    found = serve.params
    (contact,) = [option for option in found if option.name == "contact"]
    assert contact.callback is not None
    told = contact.callback(click.Context(serve), contact, "mailto:editor@example.org")
    assert told == "editor@example.org"


def test_every_response_names_the_release(client: FlaskClient) -> None:
    release = client.get("/contact.json").get_json()["release"]
    data = client.get("/compare.json?country=se")
    assert data.get_json()["release"] == release
    assert client.get("/compare.csv?country=se").headers["Demandside-Release"] == release


def test_the_footer_names_the_release(client: FlaskClient) -> None:
    release = client.get("/contact.json").get_json()["release"]
    assert release in client.get("/about").text
