"""The page of a provision: its wordings with what changed, and the wording of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from corpus.store import Library
from corpus.texts import Provision, Version
from corpus.wordings import DatedText, DayBasis
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import PAYLOAD, FakeSearcher, make_knowledge, make_library

TEXTS: tuple[tuple[str, str | None, DayBasis], ...] = (
    ("1998-07-01", f"Den som köper {PAYLOAD} döms till böter.", "in-force"),
    ("2005-04-01", f"Den som  *köper* {PAYLOAD} döms till böter .", "collection"),
    ("2011-07-01", "Den som köper döms till fängelse i högst ett år.", "collection"),
    ("2015-01-01", None, "collection"),
    ("2099-01-01", "Den som köper döms till fängelse i högst två år.", "collection"),
)


def texts() -> Iterator[tuple[str, DatedText | None]]:
    for day, text, basis in TEXTS:
        other = Provision(number="9:9", heading="9 kap. 9 §", text=f"Whole text of {day}.")
        own = [Provision(number="6:11", heading="6 kap. 11 §", text=text)] if text else []
        version = Version(
            country="se", identifier="SFS 1:2", title="Kod", language="sv", as_of=day,
            source_url="", provisions=(*own, other),
        )  # fmt: skip
        reform = f"SFS {day[:4]}:408 <b>"
        yield day, DatedText(version, "se-kod", day, basis, reform, "law-se", f"c:{day}")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = make_library(tmp_path_factory.mktemp("wordings") / "library.db")
    with Library(path) as library:
        library.add_history(texts(), "law-se", "2026-11-30T09:00:00")
    site = Site(make_knowledge(), FakeSearcher(), path, "generation-1", "https://site.example")
    with create_app(site).test_client() as client:
        yield client


def html(client: FlaskClient, query: str = "") -> str:
    response = client.get(f"/provision/se-kod.6-11{query}")
    assert response.status_code == 200
    assert PAYLOAD not in response.text
    assert "408 <b>" not in response.text
    return response.text


def test_the_wordings_are_listed_with_what_changed(client: FlaskClient) -> None:
    page = html(client)
    rows = re.findall(r"<li[^>]*><a href=\"[^\"]*as_of=([\d-]+)\">([^<]*)</a>", page)
    assert [day for day, _ in rows] == ["2099-01-01", "2015-01-01", "2011-07-01", "1998-07-01"]
    assert rows[2][1] == "from 1 July 2011 until 1 January 2015"
    assert "in 2 texts, the last of 1 April 2005" in page
    assert "<del> &lt;script&gt;" in page.replace("<del>&lt;", "<del> &lt;")
    assert "<ins>fängelse i högst ett år</ins>" in page
    assert "Not part of the act." in page
    assert "not yet in force" in page


def test_without_a_history_there_is_no_list(client: FlaskClient) -> None:
    assert 'id="wordings"' not in client.get("/provision/se-kod.7-1").text


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("1990-01-01", "No wording of that day is held."),
        ("2000-01-01", "Sure: texts of this wording"),
        ("2008-01-01", "the next wording is said to take effect only on 1 July 2011"),
        ("2012-01-01", "högst ett år"),
        ("2020-06-01", "was not part of the act on that day"),
        ("2100-01-01", "the newest text held is of 1 January 2099"),
    ],
)
def test_a_day_shows_its_wording_and_how_sure_it_is(
    client: FlaskClient, day: str, says: str
) -> None:
    page = html(client, f"?as_of={day}")
    assert says in page
    assert f'value="{day}"' in page
    assert "Original text" not in page
    assert re.search(r"<title>[^<]*, as of ", page)


def test_the_first_day_of_a_wording_is_named_with_its_basis(client: FlaskClient) -> None:
    page = html(client, "?as_of=2000-01-01")
    assert "Date of the wording: 1 July 1998; in force from that day" in page
    assert "date of the collection" in html(client, "?as_of=2012-01-01")
    assert 'aria-current="true"' in page


def test_the_data_have_the_wordings_and_the_day(client: FlaskClient) -> None:
    data = client.get("/provision/se-kod.6-11.json?as_of=2012-01-01").get_json()
    assert [(w["first"], w["until"]) for w in data["history"]] == [
        ("2099-01-01", None), ("2015-01-01", "2099-01-01"),
        ("2011-07-01", "2015-01-01"), ("1998-07-01", "2011-07-01"),
    ]  # fmt: skip
    changed = data["history"][2]
    assert changed["reform"] == "SFS 2011:408 <b>"
    assert {p["kind"] for p in changed["changes"]} == {"kept", "removed", "added"}
    assert "".join(p["text"] for p in changed["changes"] if p["kind"] != "removed") == TEXTS[2][1]
    assert data["wording"] == {
        "as_of": "2012-01-01", "how": "dated", "first": "2011-07-01", "text": TEXTS[2][1]
    }  # fmt: skip
    assert client.get("/provision/se-kod.6-11.json").get_json()["wording"] is None


def test_a_day_that_is_none_is_refused(client: FlaskClient) -> None:
    assert client.get("/provision/se-kod.6-11?as_of=2012").status_code == 400
