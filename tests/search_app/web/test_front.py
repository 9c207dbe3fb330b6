"""Whatever fails, the answer is whole: a sentence, the headers of security, nothing to keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from corpus.store import LibraryError
from search_app.index.generation import GenerationError
from search_app.web import errors
from search_app.web.factory import create_app
from tests.search_app.web.test_hosts import HEADERS

FORMS = {
    "/search": "text/html; charset=utf-8",
    "/search.json": "application/json; charset=utf-8",
    "/search.csv": "text/plain; charset=utf-8",
    "/static/site.css": "text/html; charset=utf-8",
}


@pytest.fixture
def own(app: Flask) -> Iterator[Flask]:
    """An application that a test may break."""
    yield create_app(app.extensions["demandside"].site)


def check(response: TestResponse, status: int) -> None:
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert all(header in response.headers for header in HEADERS)
    assert "Traceback" not in response.text
    assert "secret" not in response.text


@pytest.mark.parametrize(("path", "form"), FORMS.items())
def test_a_failure_after_the_page_was_made(own: Flask, path: str, form: str) -> None:
    def fail(_response: object) -> None:
        raise RuntimeError("secret")

    own.after_request(fail)  # type: ignore[arg-type]
    response = own.test_client().get(path)
    check(response, 500)
    assert response.content_type == form


@pytest.mark.parametrize(("path", "form"), FORMS.items())
def test_a_failure_before_routing(own: Flask, path: str, form: str) -> None:
    def fail() -> None:
        raise RuntimeError("secret")

    own.before_request(fail)
    response = own.test_client().get(path)
    check(response, 500)
    assert response.content_type == form


def test_an_error_page_that_fails_itself(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("secret")

    monkeypatch.setattr(errors, "render_template", fail)
    response = own.test_client().get("/missing")
    check(response, 500)
    assert "Something failed on our side" in response.text


@pytest.mark.parametrize("failure", [LibraryError("secret"), GenerationError("secret")])
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search.csv"])
def test_texts_or_index_that_cannot_be_read(
    own: Flask, monkeypatch: pytest.MonkeyPatch, failure: Exception, path: str
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(type(own.extensions["demandside"].site.searcher), "search", fail)
    response = own.test_client().get(path)
    check(response, 503)
    assert response.headers["Retry-After"] == "30"
    assert "cannot be read at the moment" in response.text


def test_a_damaged_library(app: Flask, tmp_path: Path) -> None:
    import dataclasses

    library = tmp_path / "library.db"
    library.write_bytes(b"no database" * 1000)
    site = dataclasses.replace(app.extensions["demandside"].site, library=library)
    check(create_app(site).test_client().get("/provision/se-kod.6-11"), 503)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "PATCH", "FOO"])
@pytest.mark.parametrize("path", ["/", "/search.json", "/static/site.css", "/healthz"])
def test_other_methods(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method)
    check(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/", "/compare.json", "/static/site.css", "/missing"])
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.data == b""
    assert got.status_code == head.status_code
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert got.headers.get(name) == head.headers.get(name)


def test_head_of_a_refusal_has_no_body(client: FlaskClient) -> None:
    response = client.head("/", headers={"Host": "evil.example"})
    assert (response.status_code, response.data) == (400, b"")


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff%fe", "q=\x7f", "&&&==&", "q", "%", "q=%E2%80%AE", "q=a&q=a", "%00=1"],
)
def test_odd_queries_are_answered(client: FlaskClient, query: str) -> None:
    for path in ("/search", "/search.json", "/suggest.json", "/compare.csv"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200
        assert all(header in response.headers for header in HEADERS)


@pytest.mark.parametrize("path", ["/search", "/search.json", "/compare.csv", "/missing"])
def test_a_query_of_another_encoding_is_refused(client: FlaskClient, path: str) -> None:
    response = client.get(path, environ_overrides={"QUERY_STRING": "q=k\xf6pa"})
    check(response, 400)
    assert "is not in UTF-8" in response.text


def test_an_endless_address_is_refused_in_few_words(client: FlaskClient) -> None:
    for path in ("/search", "/search.json", "/nothing"):
        response = client.get(f"{path}?q={'x' * 300_000}")
        check(response, 414)
        assert len(response.data) < 1000


def test_an_error_is_no_page_to_cite(client: FlaskClient) -> None:
    response = client.get(f"/missing?x={'y' * 5000}")
    check(response, 404)
    assert "canonical" not in response.text
    assert len(response.data) < 5000


def test_too_many_parts_taken_away_are_refused(client: FlaskClient) -> None:
    query = "&".join(f"without=word:{i}" for i in range(41))
    response = client.get(f"/search?{query}")
    check(response, 400)
    assert client.get(f"/search?{query.rpartition('&')[0]}").status_code == 200


def test_a_page_that_is_known_may_be_kept_on(client: FlaskClient) -> None:
    for path in ("/about", "/static/site.css", "/compare.json"):
        tag = client.get(path).headers["ETag"]
        response = client.get(path, headers={"If-None-Match": tag})
        assert response.status_code == 304
        assert response.headers["Cache-Control"] != "no-store"
        assert all(header in response.headers for header in HEADERS)
