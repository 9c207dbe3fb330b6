"""A site answers under its own names only, and no page depends on which of them was used."""

from __future__ import annotations

import dataclasses
import re

import pytest
from flask import Flask

from search_app.web.factory import create_app
from search_app.web.hosts import host_name, listening_names, listening_url, named
from search_app.web.settings import WebSettings
from tests.search_app.web.test_pages import PAGES

FOREIGN = [
    f"{'a' * 64}.x",
    "a" * 300,
    "evil.example",
    "site.example.evil.example",
    "evilsite.example",
    "user:word@site.example",
    "site.example:123456",
    "site.example:x",
    "site.example,evil.example",
    "site.example evil.example",
    "site.example/x",
    "",
    " ",
    "[::1",
    "[::2]",
    "ä.example",
    "site.example\u00a0",
    "<script>alert(1)</script>",
    "127.0.0.2",
    "0x7f.1",
    "..",
]
OWN = [
    "site.example",
    "SITE.example:8443",
    "site.example.",
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "[0:0:0:0:0:0:0:1]",
]
PATHS = [
    *("/", "/search?q=x", "/compare.json", "/compare.csv", "/static/site.css", "/missing"),
    *("/missing.json", "/country/zz", "/search?country=zz", "/healthz", "/readyz", "/country//se"),
]
HEADERS = (
    *("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"),
    "X-Request-ID",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", FOREIGN)
def test_another_name_is_refused_on_every_route(app: Flask, name: str, path: str) -> None:
    response = app.test_client().get(path, headers={"Host": name})
    assert response.status_code == 400
    assert response.headers["Cache-Control"] == "no-store"
    assert all(header in response.headers for header in HEADERS)
    text = response.get_json()["error"] if response.is_json else response.text
    assert "This site does not answer under the name “" in text
    assert "<script" not in text or "html" not in response.content_type
    assert len(response.data) < 1500


@pytest.mark.parametrize("name", OWN)
def test_its_own_names_are_answered(app: Flask, name: str) -> None:
    assert app.test_client().get("/about", headers={"Host": name}).status_code == 200


def test_more_names_can_be_given(app: Flask) -> None:
    site = app.extensions["demandside"].site
    client = create_app(site, WebSettings(hosts=("Bücher.example",))).test_client()
    headers = {"Host": "xn--bcher-kva.example"}
    assert client.get("/about", headers=headers).status_code == 200
    assert app.test_client().get("/about", headers=headers).status_code == 400


def test_only_http_1_0_may_leave_the_name_out(app: Flask) -> None:
    def status(protocol: str) -> str:
        told: list[str] = []
        environ = {
            **{"REQUEST_METHOD": "GET", "PATH_INFO": "/about", "QUERY_STRING": ""},
            **{"SERVER_NAME": "x", "SERVER_PORT": "80", "SERVER_PROTOCOL": protocol},
            **{"wsgi.url_scheme": "http", "wsgi.input": None},
        }
        body = app.wsgi_app(environ, lambda status, *_: told.append(status))  # type: ignore[arg-type]
        body.close()  # type: ignore[attr-defined]
        return told[0][:3]

    assert (status("HTTP/1.0"), status("HTTP/1.1")) == ("200", "400")


@pytest.mark.parametrize("base_url", ["https://site.example", ""])
def test_no_page_depends_on_the_name(app: Flask, base_url: str) -> None:
    site = dataclasses.replace(app.extensions["demandside"].site, base_url=base_url)
    client = create_app(site, WebSettings(hosts=("one.example", "two.example"))).test_client()
    for path in [*PAGES, *PATHS, "/search.csv?q=x", "/eu.csv", "/policy.csv", "/unknown.csv"]:
        one, two = (
            client.get(path, headers={"Host": name}) for name in ("one.example", "two.example:8443")
        )
        assert one.data == two.data, path
        for header in ("ETag", "Location", "Vary", "Cache-Control"):
            assert one.headers.get(header) == two.headers.get(header), (path, header)
        assert b"one.example" not in one.data
        assert "one.example" not in str(one.headers)


def test_without_a_public_address_paths_are_cited(app: Flask) -> None:
    site = dataclasses.replace(app.extensions["demandside"].site, base_url="")
    client = create_app(site).test_client()
    page = client.get("/about").text
    assert '<link rel="canonical" href="/about">' in page
    assert "og:url" not in page
    assert ",/answer/se/purchase-adult," in client.get("/compare.csv?country=se").text


def test_a_redirect_names_no_host(app: Flask) -> None:
    response = app.test_client().get("/country//se?q=x")
    assert (response.status_code, response.location) == (308, "/country/se?q=x")


def test_a_name_has_one_form() -> None:
    assert host_name("Law.Example.") == "law.example"
    assert host_name("[::0001]") == host_name("::1") == "::1"
    assert host_name("bücher.example") == "xn--bcher-kva.example"
    assert [host_name(name) for name in ("a b", "a..b", "", "-a.b", "a" * 64)] == [None] * 5
    assert named("Law.Example:80") == "law.example"


def test_what_is_listened_on_gives_names_and_an_address() -> None:
    assert listening_url("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert listening_url("::1", 8000) == "http://[::1]:8000"
    assert listening_url("0.0.0.0", 8000) == ""  # noqa: S104
    assert listening_names("10.0.0.5") == ("10.0.0.5",)
    (name,) = listening_names("0.0.0.0")  # noqa: S104
    assert re.fullmatch(r"\S+", name)
