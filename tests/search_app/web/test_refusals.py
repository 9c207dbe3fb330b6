"""What is not on the closed lists is refused in one sentence; what is not there is not found."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

BAD = [
    "country=zz",
    "country=se&country=SE",
    "concept=nothing",
    "actor=nobody",
    "buyer=2",
    "buyer=yes",
    "buyer=1&buyer=0",
    "lang=klingon",
    "kind=novel",
    "sort=best",
    "page=0",
    "page=-1",
    "page=two",
    "page=501",
    "page=99999999999999999999",
    "page=1.5",
    "page=²",
    "q=a&q=b",
    f"q={'x' * 401}",
]
SEARCH = [f"/search{form}?{bad}" for bad in BAD for form in ("", ".json", ".csv")]
COMPARE = [
    f"/compare{form}?{bad}"
    for bad in (
        "country=zz",
        "question=nothing",
        "as_of=tomorrow",
        "as_of=2016-02-30",
        "as_of=20160101",
        "as_of=2016",
        "as_of=2016-W01-1",
        "as_of=2016-01-01&as_of=2017-01-01",
        "status=illegal",
        "only=some",
        "sort=weight",
    )
    for form in ("", ".json", ".csv")
]
LAYERS = [
    f"/{path}{form}?{bad}"
    for path, bad in (
        ("policy", "kind=novel"),
        ("policy", "jurisdiction=zz"),
        ("policy", "status=good"),
        ("bodies", "roles=king"),
        ("bodies", "jurisdiction=zz"),
        ("unknown", "kind=bad"),
        ("unknown", "country=zz"),
        ("timeline", "question=nothing"),
        ("timeline", "country=eu"),
    )
    for form in ("", ".json", ".csv")
]
HOME = [f"/{path}?year={bad}" for bad in ("1900", "3000", "now") for path in ("", "index.json")]


@pytest.mark.parametrize("path", [*SEARCH, *COMPARE, *LAYERS, *HOME])
def test_bad_parameters(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    name = path.split("?")[1].split("=")[0]
    text = response.get_json()["error"] if ".json" in path else response.text
    assert f"The parameter “{name}” cannot be “" in text
    assert "Traceback" not in text


def test_the_sentence_names_parameter_value_and_what_is_allowed(client: FlaskClient) -> None:
    assert client.get("/search.json?country=zz").get_json() == {
        "error": "The parameter “country” cannot be “zz”: there is no such value."
        " It can be: se, gr, de, eu."
    }


@pytest.mark.parametrize(
    "path", ["/search?q=&country=&buyer=&page=&sort=", "/compare?country=&as_of=", "/?year="]
)
def test_empty_parameters_are_ignored(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/country/zz",
        "/country/..%2f..%2fetc",
        "/answer/zz/purchase-adult",
        "/answer/se/nothing",
        "/provision/se-kod.999",
        "/provision/<script>alert(1)</script>",
        "/provision/a/b/c",
        "/provision/%00",
        "/eu/nothing",
        "/policy/<script>",
        "/policy/nothing",
    ],
)
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<script" not in response.text
    assert "/country/se" in response.text
    assert client.get(f"{path}.json").get_json().keys() == {"error"}


def test_methods_other_than_get_are_refused(client: FlaskClient) -> None:
    response = client.post("/search", data={"q": "x"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_failure_shows_no_trace(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, _query: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(app.extensions["demandside"].site.searcher), "search", fail)
    client = app.test_client()
    for path in ("/search", "/search.json"):
        response = client.get(path)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
