"""A link to the official text leads to the provision where its address is proved, and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.library import Knowledge
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import FakeSearcher

SECTION = "https://www.gesetze-im-internet.de/stgb/__232a.html"
ACT = "https://www.gesetze-im-internet.de/stgb/"
CODE = "https://www.finlex.fi/fi/laki/ajantasa/1889/18890039001"
UNPROVED = "(opens the act: a direct link to the provision is not confirmed)"


@pytest.fixture(scope="module")
def client(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home: Path = tmp_path_factory.mktemp("home")
    site = Site(knowledge, FakeSearcher(), None, "", "https://site.example", home=home)
    with create_app(site).test_client() as client:
        yield client


def link(page: str, url: str) -> str:
    """The words of a link, with what stands behind it in its element."""
    found = re.search(rf'href="{re.escape(url)}"[^>]*>(.*?)</(?:li|p|dd)>', page, re.DOTALL)
    assert found, url
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


@pytest.mark.parametrize(
    "path",
    [
        "/answer/de/purchase-exploited",
        "/embed/cell?country=de&question=purchase-exploited",
        "/compare?country=de&question=purchase-exploited",
    ],
)
def test_a_cell_links_to_the_section(client: FlaskClient, path: str) -> None:
    assert f'href="{SECTION}"' in client.get(path).text


def test_words_tell_a_section_from_an_act(client: FlaskClient) -> None:
    proved = client.get("/answer/de/purchase-exploited").text
    assert link(proved, SECTION).startswith("official text ↗")
    assert UNPROVED not in proved
    unproved = client.get("/answer/fi/purchase-exploited").text
    assert link(unproved, CODE).startswith(f"official text of the act ↗ {UNPROVED}")
    act = client.get("/answer/fr/purchase-adult").text
    code = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070719"
    assert link(act, code) == "official text of the act ↗"


def test_a_provision_links_to_itself(client: FlaskClient) -> None:
    page = client.get("/provision/de-stgb.232a").text
    assert link(page, SECTION).startswith("Read the official text ↗")
    page = client.get("/provision/fi-rikoslaki.20-8").text
    assert link(page, CODE) == f"Read the official text of the act ↗ {UNPROVED}"


def test_data_have_the_address_of_section_and_act(client: FlaskClient) -> None:
    cells = client.get("/compare.json?country=de&question=purchase-exploited").get_json()["cells"]
    cited = {c["id"]: c for c in cells[0]["citations"]}["de-stgb.232a"]
    told = [cited[f"official_{name}"] for name in ("url", "act_url", "reach")]
    assert told == [SECTION, ACT, "provision"]
    found = client.get("/provision/fi-rikoslaki.20-8.json").get_json()
    told = [found[f"official_{name}"] for name in ("url", "act_url", "reach")]
    assert told == [CODE, CODE, "unproved"]
    table = client.get("/compare.csv?country=de&question=purchase-exploited").text
    assert SECTION in table
    ris = client.get("/cite/provision/de-stgb.232a.ris").text
    assert f"UR  - {SECTION}" in ris


def test_a_past_wording_is_linked_where_the_publisher_has_an_address_of_its_day(
    client: FlaskClient,
) -> None:
    article = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:regio.decreto:1930-10-19;1398"
    past = client.get("/provision/it-codice-penale.600-bis?as_of=2015-12-31").text
    own = f"{article}:1~art600bis!vig=2015-12-31"
    assert link(past, own).startswith("This wording at the publisher ↗")
    assert "vig=" not in client.get("/provision/it-codice-penale.600-bis").text
    assert "This wording" not in client.get("/provision/de-stgb.232a?as_of=2020-12-31").text
    cell = client.get("/answer/it/purchase-minor?as_of=2015-12-31").text
    assert "official text as of 31 December 2015 ↗" in link(cell, f"{article}:1~art600bis")
    assert "vig=" not in client.get("/answer/it/purchase-minor").text
