"""Examples of the document are true: values are taken, responses are those of the site."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator

from corpus.library import Knowledge
from corpus.store import LibraryError
from search_app.api import examples, reading
from search_app.api.examples import shortened
from search_app.api.problems import CONTENT_TYPE, KINDS
from search_app.api.reading import BASE
from search_app.api.registry import COLLECTIONS, ITEMS
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from search_app.web.limits import Rate
from search_app.web.settings import WebSettings

PATHS = [
    part.path.replace("<path:", "<").replace("<", "{").replace(">", "}")
    for part in (*COLLECTIONS, *ITEMS)
]
operations = pytest.mark.parametrize("path", PATHS)
SITES = ("small", "real")


@pytest.fixture(scope="module", params=SITES)
def own(request: pytest.FixtureRequest, app: Flask, knowledge: Knowledge) -> Flask:
    """The small site, whose texts are held, and the whole corpus without texts."""
    return app if request.param == "small" else create_app(bare_site(knowledge))


@pytest.fixture(scope="module")
def told(own: Flask) -> Any:
    return own.test_client().get(f"{BASE}/openapi.json").get_json()


def validator(schema: Any, told: Any) -> Validator:
    whole = {**schema, "components": told["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def address(path: str, parameters: Any) -> str:
    """The request that the examples of parameters make."""
    query = {}
    for parameter in parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(parameter["example"]))
        else:
            query[parameter["name"]] = parameter["example"]
    return f"{BASE}{path}?{urlencode(query, doseq=True)}"


@operations
def test_every_parameter_has_an_example_that_it_can_have(path: str, told: Any) -> None:
    for parameter in told["paths"][path]["get"]["parameters"]:
        validator(parameter["schema"], told).validate(parameter["example"])


@operations
def test_examples_of_parameters_make_a_request(path: str, told: Any, own: Flask) -> None:
    asked = address(path, told["paths"][path]["get"]["parameters"])
    response = own.test_client().get(asked)
    assert response.status_code == 200, (asked, response.text)


@operations
def test_every_response_has_an_example_of_its_schema(path: str, told: Any) -> None:
    body = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    assert body["examples"]
    for example in body["examples"].values():
        validator(body["schema"], told).validate(example["value"])


@operations
def test_an_example_is_what_the_site_responds(path: str, told: Any, own: Flask) -> None:
    body = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    example = body["examples"]["response"]
    method, _, asked = example["summary"].partition(" ")
    assert method == "GET"
    assert shortened(own.test_client().get(asked).get_json()) == example["value"]


def test_examples_have_an_item_where_there_is_one(told: Any) -> None:
    """`/editions` needs a folder of editions, a crawl needs a crawler: all else has items."""
    values = {
        path: call["get"]["responses"]["200"]["content"]["application/json"]["examples"]["response"]
        for path, call in told["paths"].items()
    }
    pages = {path: one["value"] for path, one in values.items() if "items" in one["value"]}
    assert all(len(page["items"]) == min(1, page["total"]) for page in pages.values())
    empty = {path for path, page in pages.items() if not page["items"]}
    assert empty <= {"/editions", "/coverage/sources", "/changes", *_without_index(told)}


def _without_index(told: Any) -> set[str]:
    """The whole corpus is served without an index here; the small site has no coded facts."""
    coded = told["paths"]["/facts/offences"]["get"]["parameters"]
    records = next(p for p in coded if p["name"] == "country")["schema"]["items"]["enum"]
    small = len(records) < 10
    tables = ("offences", "penalties", "schemes", "absences")
    return {f"/facts/{name}" for name in tables} if small else {"/search"}


def test_the_document_is_the_same_again(own: Flask, told: Any) -> None:
    del own.extensions["demandside.examples"]
    assert own.test_client().get(f"{BASE}/openapi.json").get_json() == told


def test_examples_are_in_english_whoever_asks(own: Flask, told: Any) -> None:
    del own.extensions["demandside.examples"]
    asked = own.test_client().get(f"{BASE}/openapi.json", headers={"Accept-Language": "sv"})
    assert asked.get_json() == told


def test_the_page_shows_every_example(app: Flask) -> None:
    client = app.test_client()
    told = client.get(f"{BASE}/openapi.json").get_json()
    page = html.unescape(client.get("/api").text)
    for call in (path["get"] for path in told["paths"].values()):
        example = call["responses"]["200"]["content"]["application/json"]["examples"]["response"]
        assert example["summary"] in page
        assert all(str(p["example"]).strip("[]'") in page for p in call["parameters"])
    details = [r["content"][CONTENT_TYPE]["example"]["detail"] for r in responses(told).values()]
    assert all(detail.replace('"', '\\"') in page for detail in details)


def responses(told: Any) -> dict[str, Any]:
    whole: dict[str, Any] = told["components"]["responses"]
    return whole


def failing(error: type[Exception]) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error("broken")

    return fail


def brought_about(code: int, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A response that has a status because something really went wrong."""
    client = app.test_client()
    if code == 429:
        limited = create_app(
            app.extensions["demandside"].site, WebSettings(rate=Rate(2, 60))
        ).test_client()
        return [limited.get(f"{BASE}/questions") for _ in range(3)][-1]
    if code in (500, 503):
        monkeypatch.setattr(
            reading, "texts_behind", failing(LibraryError if code == 503 else KeyError)
        )
    asked = {400: "/cells?limit=0", 404: "/nothing", 414: f"/cells?cursor={'x' * 9000}"}
    if code == 405:
        return client.post(f"{BASE}/cells")
    return client.get(f"{BASE}{asked.get(code, '/questions')}")


@pytest.mark.parametrize("code", KINDS)
def test_an_error_is_what_the_site_responds(
    code: int, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = app.test_client().get(f"{BASE}/openapi.json").get_json()
    example = responses(told)[str(code)]["content"][CONTENT_TYPE]["example"]
    validator(told["components"]["schemas"]["Problem"], told).validate(example)
    response = brought_about(code, app, monkeypatch)
    assert response.status_code == code
    assert response.content_type == CONTENT_TYPE
    got = response.get_json(force=True)
    assert got | {"detail": got["detail"].replace("29 seconds", "30 seconds")} == example


def test_the_document_is_served_without_texts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a response cannot be had, its example is left out, and it is asked for again."""
    whole = create_app(app.extensions["demandside"].site).test_client()
    monkeypatch.setattr(examples, "item_of", failing(LibraryError))
    told = whole.get(f"{BASE}/openapi.json").get_json()
    body = told["paths"]["/countries/{name}"]["get"]["responses"]["200"]["content"]
    assert "examples" not in body["application/json"]
    assert whole.get("/api").status_code == 200
    monkeypatch.undo()
    again = whole.get(f"{BASE}/openapi.json").get_json()
    body = again["paths"]["/countries/{name}"]["get"]["responses"]["200"]["content"]
    assert "examples" in body["application/json"]
