"""The OpenAPI document is valid, and every response keeps it."""

from __future__ import annotations

import html
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from search_app.api.reading import BASE
from search_app.api.registry import COLLECTIONS, ITEMS
from search_app.web.front import LONGEST
from tests.search_app.api.fuzzing import ask

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": [400, 404, 414]}}}
)
"""What a wrong request may be refused with: its own list has 5xx, and not 414."""


@pytest.fixture(scope="module")
def document(app: Flask) -> Any:
    return app.test_client().get(f"{BASE}/openapi.json").get_json()


def test_the_document_is_openapi(document: Any) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_the_document_has_everything(document: Any, client: FlaskClient) -> None:
    assert len(document["paths"]) == len(COLLECTIONS) + len(ITEMS)
    names = [path["get"]["operationId"] for path in document["paths"].values()]
    assert len(set(names)) == len(names)
    page = html.unescape(client.get("/api").text)
    assert all(path["get"]["summary"] in page for path in document["paths"].values())
    assert all(f"GET {BASE}{path}" in page for path in document["paths"])


def test_closed_lists_are_those_of_the_corpus(document: Any) -> None:
    declared = {p["name"]: p for p in document["paths"]["/cells"]["get"]["parameters"]}
    assert declared["country"]["schema"]["items"]["enum"] == ["se", "gr", "de", "eu"]
    assert "questions" not in declared


RIGHT = [*(c.path for c in COLLECTIONS), *(i.path for i in ITEMS)]
WRONG = [
    *(c.path for c in COLLECTIONS),
    *(i.path for i in ITEMS if any(part.names for part in i.family.parts)),
]
"""Where something can be wrong: any text can be the id of a provision."""


@pytest.mark.parametrize("path", RIGHT)
def test_requests_after_the_document_keep_it(path: str, document: Any, app: Flask) -> None:
    ask_path(path, schemathesis.GenerationMode.POSITIVE, document, app)


@pytest.mark.parametrize("path", WRONG)
def test_requests_against_the_document_are_refused(path: str, document: Any, app: Flask) -> None:
    ask_path(path, schemathesis.GenerationMode.NEGATIVE, document, app)


def ask_path(path: str, mode: schemathesis.GenerationMode, document: Any, app: Flask) -> None:
    schema = schemathesis.openapi.from_dict(document, config=CONFIG)
    schema.app = app
    named = path.replace("<path:", "<").replace("<", "{").replace(">", "}")
    ask(schema[named]["GET"], mode, CHECKS)


def test_a_text_may_be_as_long_as_an_address(document: Any) -> None:
    told = {p["name"]: p for p in document["paths"]["/check"]["get"]["parameters"]}
    assert told["text"]["schema"]["maxLength"] == LONGEST
    assert str(LONGEST) in told["text"]["description"]
