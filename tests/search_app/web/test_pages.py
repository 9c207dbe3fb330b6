"""The pages themselves: structure, languages, escaping, headers, links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

PAGES = [
    "/",
    "/?year=2000",
    "/search",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&country=se&buyer=1&page=2",
    "/search?q=zzz",
    "/compare",
    "/compare?country=se&country=de&question=purchase-adult&as_of=2016-01-01",
    "/country/se",
    "/country/de",
    "/country/gr",
    "/provision/se-kod.6-11",
    "/provision/se-kod.6-12",
    "/provision/se-kod.26-1",
    "/provision/se-kod.7-1",
    "/provision/se-kod.8-9a",
    "/answer/se/purchase-adult",
    "/answer/se/purchase-minor",
    "/answer/de/purchase-adult",
    "/answer/gr/purchase-adult",
    "/answer/eu/purchase-exploited",
    "/answer/de/purchase-minor",
    "/country/eu",
    "/compare?as_of=1998-06-01&question=purchase-exploited&sort=status&status=not-known",
    "/compare?country=gr&only=differences",
    "/timeline",
    "/timeline?question=purchase-adult&country=se&country=gr",
    "/eu",
    "/eu/old-use",
    "/eu/new-use",
    "/eu/plans",
    "/policy",
    "/policy?kind=plan&jurisdiction=se&status=in-force",
    "/policy?kind=bill",
    "/policy/se-plan",
    "/policy/coe-report",
    "/bodies",
    "/changes",
    "/accuracy",
    "/bodies?roles=monitoring",
    "/positions",
    "/unknown",
    "/coverage",
    "/unknown?country=se&kind=weak",
    "/about",
    "/facts",
    "/facts/offences",
    "/facts/penalties?country=se&history=1",
    "/facts/schemes?question=compensation",
    "/facts/absences?finding=unclear",
    "/method",
    "/missing",
]
LIMIT = 200_000


class Outline(HTMLParser):
    """Counts elements and keeps attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, client: FlaskClient) -> str:
    response = client.get(request.param)
    assert response.content_type == "text/html; charset=utf-8"
    return response.text


def test_structure(page: str) -> None:
    outline = Outline(page)
    assert page.startswith("<!doctype html>")
    assert outline.all("html")[0]["lang"] == "en"
    assert len(outline.all("h1")) == len(outline.all("main")) == len(outline.all("title")) == 1
    assert any(a.get("class") == "skip" for a in outline.all("a"))
    assert len(outline.all("table")) == len(outline.all("caption"))
    assert all("scope" in th for th in outline.all("th"))
    ids = [a["id"] for _, a in outline.elements if "id" in a]
    assert len(ids) == len(set(ids))
    labelled = {label["for"] for label in outline.all("label") if "for" in label}
    assert {i["id"] for i in outline.all("input") if "id" in i} <= labelled


def test_headings_leave_out_no_level(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(page).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_nothing_foreign_and_no_script(page: str) -> None:
    outline = Outline(page)
    assert {s.get("type") for s in outline.all("script")} <= {"application/ld+json"}
    assert not any(
        name.startswith("on") or name == "style" for _, a in outline.elements for name in a
    )
    loaded = [a.get("href", "") for a in outline.all("link") if a["rel"] in {"stylesheet", "icon"}]
    loaded += [a["src"] for _, a in outline.elements if "src" in a]
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    for link in outline.all("a"):
        parts = urlsplit(link["href"])
        assert parts.scheme in {"", "http", "https"}
        assert not parts.netloc or "noopener" in link["rel"]


def test_size(page: str) -> None:
    assert len(page.encode()) < LIMIT


def test_alternate_data(client: FlaskClient) -> None:
    for path in PAGES[:-1]:
        outline = Outline(client.get(path).text)
        links = [a for a in outline.all("link") if a.get("type") == "application/json"]
        assert links, path
        assert client.get(links[0]["href"]).status_code == 200


@pytest.mark.parametrize("path", PAGES[:-1])
def test_every_internal_link_answers(app: Flask, path: str) -> None:
    client = app.test_client()
    seen: set[str] = set()
    for link in Outline(client.get(path).text).all("a"):
        address, anchor = urldefrag(urljoin(path, link["href"]))
        if urlsplit(address).netloc or (address, anchor) in seen:
            continue
        seen.add((address, anchor))
        response = client.get(address)
        assert response.status_code == 200, address
        if anchor:
            assert f'id="{anchor}"' in response.text, link["href"]


@pytest.mark.parametrize("path", ["/", "/search.json", "/compare.csv", "/static/site.css", "/nope"])
def test_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    open_to_all = path.endswith((".json", ".csv"))
    assert headers.get("Access-Control-Allow-Origin") == ("*" if open_to_all else None)
    assert "charset=utf-8" in headers["Content-Type"]


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/about")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    second = client.get("/about", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304


def test_the_wording_in_a_cell_says_whence_our_copy_came(client: FlaskClient) -> None:
    text = " ".join(client.get("/answer/se/purchase-adult").text.split())
    said = "Our copy: origin not recorded, state 1 January 2020, imported on 2 January 2026."
    assert said in text
    assert ">official text of the act<" in text


def test_provision(client: FlaskClient) -> None:
    text = client.get("/provision/se-kod.6-11").text
    assert '<div class="law" lang="sv">' in text
    assert '<mark class="k1"' in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "Unofficial English rendering by demandside" in text
    assert "javascript:" not in text
    assert "https://site.example/provision/se-kod.6-11" in text
    assert text.index("Kd, 6 kap. 11 §") < text.index(
        "https://site.example/provision/se-kod.6-11 ("
    )


def test_provision_of_which_only_the_rendering_is_held(client: FlaskClient) -> None:
    text = client.get("/provision/se-kod.6-12").text
    assert "The original text of this provision is not held here" in text
    assert "What is held here: not the text, only our own words for that of " in text
    assert 'href="https://law.example/kod"' in text
    assert (
        "The text of this provision is not held here" in client.get("/provision/se-kod.26-1").text
    )


def test_answer(client: FlaskClient) -> None:
    text = client.get("/answer/se/purchase-adult").text
    assert "Up to 1 year&#39;s imprisonment" in text
    assert "Since 1 January 1999; in this form since 1 July 2011" in text
    assert "Aggravated: up to 4 years&#39; imprisonment" in text
    assert "Read in the text of the law" in text
    assert text.index('lang="sv"') < text.index("History of this answer")
    assert "/answer/de/purchase-adult" in text


def test_answer_that_was_not_checked(client: FlaskClient) -> None:
    text = client.get("/answer/gr/purchase-adult").text
    assert "We have not checked this." in text
    assert "https://fek.example/" in text


def test_search_shows_the_passage_in_its_language(client: FlaskClient) -> None:
    text = client.get("/search?q=pays").text
    assert '<p class="passage" lang="sv">' in text
    assert '<mark class="found">' in text
    assert "/search?q=pays&amp;country=se" in text
    assert "No provision found" in client.get("/search?q=zzz").text


def test_a_filter_can_be_removed(client: FlaskClient) -> None:
    outline = Outline(client.get("/search?q=pays&country=se&country=de").text)
    links = {a["href"] for a in outline.all("a")}
    assert {"/search?q=pays&country=se", "/search?q=pays&country=de"} <= links


def test_each_tile_says_its_status_in_words(client: FlaskClient) -> None:
    text = client.get("/").text
    assert "Oneland: Criminal offence" in text
    assert "Threeland: Not checked" in text


@pytest.mark.parametrize("language", ["en", "xx", "../../etc"])
def test_an_unknown_language_falls_back(client: FlaskClient, language: str) -> None:
    response = client.get("/", query_string={"hl": language}, headers={"Accept-Language": "zz"})
    assert '<html lang="en">' in response.text
