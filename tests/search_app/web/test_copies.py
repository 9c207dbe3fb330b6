"""Pages say what kind of text a copy is, and whence it came; only a crawl has "retrieved" it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from flask.testing import FlaskClient

from corpus.evidence import Record
from corpus.lists import closed_list
from corpus.store import Library
from corpus.texts import Extent, Force, Form, Provision, TextKind, Version
from search_app.index.query import OtherLanguage, SearchQuery, SearchResult
from search_app.labels import label
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import FakeSearcher, make_knowledge

RECORD = Record("https://law.example/", "a.warc.gz", 7, "ab" * 32, "2026-01-02T00:00:00Z")
KINDS: dict[str, tuple[Extent, Force, Form]] = {
    "1": ("whole", "in-force", "consolidated"),
    "2": ("excerpt", "past", "consolidated"),
    "3": ("whole", "repealed", "as-enacted"),
    "4": ("whole", "future", "consolidated"),
    "5": ("excerpt", "unknown", "amending"),
}


def text(number: str, instrument: str, *, as_of: str = "2020-01-01") -> Version:
    extent, force, form = KINDS[number]
    return Version(
        country="se", identifier=instrument, title=f"Lag {number}", language="sv", as_of=as_of,
        source_url="https://law.example/", origin="a/collection · <b>.md", licence="CC0",
        note="Typed by hand.", text_kind=TextKind(extent=extent, force=force, form=form),
        provisions=(Provision(number=number, heading=f"{number} §", text=f"Ord {number}."),),
    )  # fmt: skip


class KindSearcher(FakeSearcher):
    """Finds one provision, of a repealed act as enacted, from an import."""

    def search(self, query: SearchQuery) -> SearchResult:
        found = super().search(query)
        hit = replace(
            found.hits[0], extent="excerpt", force="repealed", form="as-enacted",
            origin="a/collection", obtained="imported", obtained_on="2026-11-30",
            others=(OtherLanguage(query.reader or "bg", "se-kod.6-11.bg"),),
        )  # fmt: skip
        return replace(found, hits=(hit,))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("copies") / "library.db"
    with Library(path) as library:
        for number in KINDS:
            library.add(text(number, f"x{number}"), f"se-x{number}", "2026-11-30T09:00:00")
        library.add(text("1", "kod"), "se-kod", "2026-11-29T09:00:00", [RECORD])
        former = text("2", "kod", as_of="2001-01-01")
        library.add(former, "se-kod", "2026-11-28T09:00:00")
    site = Site(make_knowledge(), KindSearcher(), path, "generation-1")
    with create_app(site).test_client() as found:
        yield found


def test_a_hit_links_to_the_other_languages_of_its_provision(client: FlaskClient) -> None:
    page = client.get("/search?q=x").text
    assert '<a href="/provision/se-kod.6-11.bg" lang="en" hreflang="en">English</a>' in page, (
        "the index knows in which language the page is read"
    )
    (hit,) = client.get("/search.json?q=x").get_json()["hits"]
    assert hit["other_languages"] == [{"language": "bg", "url": "/provision/se-kod.6-11.bg"}]


def words(client: FlaskClient, path: str) -> str:
    """The words of a page, with one blank between them."""
    page = client.get(path)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.mark.parametrize(
    ("name", "says", "cites"),
    [
        ("se-x2.2", "A past wording. Another has replaced it, which is not held here.",
         "past wording, an excerpt, imported on 30 November 2026 (a/collection);"),
        ("se-x3.3", "Repealed. This is no longer law;",
         "1 January 2020, repealed, as enacted, imported on 30 November 2026 (a/collection);"),
        ("se-x3.3", "As enacted. Later changes of the act are not worked in.", ""),
        ("se-x4.4", "Not yet in force. This is a wording that is to come.",
         "not yet in force, imported on 30 November 2026 (a/collection);"),
        ("se-x5.5", "An amending act. It changes another act,",
         "amending act, an excerpt, imported on 30 November 2026 (a/collection);"),
        ("se-kod.2", "A past wording. Another has replaced it.", "past wording"),
    ],
)  # fmt: skip
def test_no_page_passes_another_text_for_the_law_in_force(
    client: FlaskClient, name: str, says: str, cites: str
) -> None:
    page = words(client, f"/provision/{name}")
    assert says in page
    assert cites in page


def test_the_law_in_force_has_no_notice(client: FlaskClient) -> None:
    page = client.get("/provision/se-x1.1").text
    assert 'class="notice"' not in page
    assert "the whole act" in page


def test_an_imported_copy_is_not_said_to_be_retrieved(client: FlaskClient) -> None:
    page = words(client, "/provision/se-x1.1")
    assert "Imported 30 November 2026" in page
    assert "etrieved" not in page
    for said in (
        "Our copy a/collection · &lt;b&gt;.md",
        "Form consolidated",
        "Licence CC0",
        "Note on the copy Typed by hand.",
        "Force in force",
    ):
        assert said in page


def test_the_text_says_whence_our_copy_came(client: FlaskClient) -> None:
    page = words(client, "/provision/se-x2.2")
    assert (
        "Our copy: law.example via a/collection, state 1 January 2020, past wording, an excerpt,"
        " imported on 30 November 2026. Licence: CC0."
    ) in page
    crawled = words(client, "/provision/se-kod.1")
    assert "state 1 January 2020, retrieved from the publisher on 29 November 2026." in crawled
    assert " via " not in crawled, "the publisher is not a collection"


def test_a_citation_says_whence_our_copy_came(client: FlaskClient) -> None:
    ris = client.get("/cite/provision/se-x2.2.ris").text
    assert (
        "Text held: past, consolidated, excerpt of 2020-01-01. Copy: a/collection · <b>.md,"
        " imported on 2026-11-30. Licence: CC0. Note on the copy: Typed by hand."
    ) in ris


def test_a_copy_of_a_crawl_was_retrieved_from_the_publisher(client: FlaskClient) -> None:
    page = words(client, "/provision/se-kod.1")
    assert "Retrieved from the publisher 29 November 2026" in page
    assert "Imported" not in page


def test_the_data_of_a_provision_says_the_same(client: FlaskClient) -> None:
    found = client.get("/provision/se-x5.5.json").get_json()
    held = found["text"]
    assert (held["extent"], held["force"], held["form"]) == KINDS["5"]
    assert (held["origin"], held["licence"], held["note"]) == (
        "a/collection · <b>.md", "CC0", "Typed by hand.",
    )  # fmt: skip
    assert (held["obtained"], held["obtained_at"]) == ("imported", "2026-11-30T09:00:00")
    assert held["current"] is True
    assert held["retrieved_at"] is None, "nothing was retrieved"
    assert found["versions"][0]["form"] == "amending"


def test_a_hit_carries_its_labels(client: FlaskClient) -> None:
    page = words(client, "/search?q=pays")
    assert "repealed as enacted an excerpt" in page
    assert "our copy: a/collection, imported on 30 November 2026" in page
    (hit,) = client.get("/search.json?q=pays").get_json()["hits"]
    assert [hit[key] for key in ("force", "form", "obtained")] == [
        "repealed", "as-enacted", "imported",
    ]  # fmt: skip
    table = client.get("/search.csv?q=pays").text
    assert "url,extent,force,form,origin,obtained,obtained_on" in table.splitlines()[0]
    assert "excerpt,repealed,as-enacted,a/collection,imported,2026-11-30" in table


def test_the_texts_of_a_country_say_which_copy_is_held(client: FlaskClient) -> None:
    page = words(client, "/country/se")
    assert "state 1 January 2020 a/collection, retrieved from the publisher on" in page
    assert "Licence: CC0" in page
    assert "not held" in words(client, "/country/eu")
    held = client.get("/country/se.json").get_json()["texts_held"]
    assert {v["instrument"]: v["force"] for v in held}["se-x3"] == "repealed"
    assert {v["instrument"]: v["obtained"] for v in held}["se-kod"] == "retrieved"


@pytest.mark.parametrize(
    ("name", "values"),
    [("extent", Extent), ("force", Force), ("form", Form)],
)
def test_every_value_has_words(client: FlaskClient, name: str, values: object) -> None:
    with client.application.test_request_context("/"):
        found = {value: label(value, name) for value in get_args(values)}
    assert set(found) == set(closed_list(name))
    assert len(set(found.values())) == len(found)
    assert all(" " in words or words.isalpha() for words in found.values())
