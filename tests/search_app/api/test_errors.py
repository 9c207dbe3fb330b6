"""Errors are problems after RFC 9457; browsers of any site may read the interface."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search_app.api.reading import BASE
from search_app.web.factory import create_app
from search_app.web.limits import Rate
from search_app.web.settings import WebSettings


@pytest.mark.parametrize(
    ("path", "code", "parameter"),
    [
        ("/cells?country=zz", 400, "country"),
        ("/cells?limit=0", 400, "limit"),
        ("/cells?cursor=x", 400, "cursor"),
        ("/cells?contry=se", 400, "contry"),
        ("/cells?as_of=", 400, "as_of"),
        (f"/cells?cursor={'%20' * 401}", 400, "cursor"),
        (f"/search?q=a{'%20' * 400}", 400, "q"),
        ("/countries/zz", 404, None),
        ("/nothing", 404, None),
    ],
)
def test_a_problem_says_what_is_wrong(
    path: str, code: int, parameter: str | None, client: FlaskClient
) -> None:
    response = client.get(f"{BASE}{path}")
    problem = response.get_json(force=True)
    assert response.status_code == problem["status"] == code
    assert response.content_type == "application/problem+json"
    assert problem.get("parameter") == parameter
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    page, _, part = problem["type"].partition("#")
    assert f'id="{part}"' in client.get(page).text


def test_an_unknown_value_comes_with_those_allowed(client: FlaskClient) -> None:
    problem = client.get(f"{BASE}/cells?country=zz").get_json(force=True)
    assert "se" in problem["allowed"]


def test_other_methods_are_refused(client: FlaskClient) -> None:
    response = client.post(f"{BASE}/cells")
    assert response.status_code == 405
    assert response.content_type == "application/problem+json"


def test_a_preflight_is_allowed(client: FlaskClient) -> None:
    response = client.options(f"{BASE}/cells")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


def test_pages_are_not_open_to_scripts_of_other_sites(client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/api").headers


def test_what_a_client_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"{BASE}/questions")
    again = client.get(f"{BASE}/questions", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_limits_are_told(app: Flask) -> None:
    site = app.extensions["demandside"].site
    limited = create_app(site, WebSettings(rate=Rate(2, 60))).test_client()
    first, second, third = (limited.get(f"{BASE}/questions") for _ in range(3))
    assert first.headers["RateLimit-Policy"] == '"client";q=2;w=60'
    assert first.headers["RateLimit"] == '"client";r=1;t=30'
    assert second.headers["RateLimit"].startswith('"client";r=0;')
    assert third.status_code == 429
    assert third.content_type == "application/problem+json"
    assert third.headers["Retry-After"] in {"29", "30"}
