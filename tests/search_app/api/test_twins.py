"""The data of the pages outside `/api/v1` keep their declared contract too.

An OpenAPI document is made from the page families, as their reference is; schemathesis asks each
address for JSON within it and against it. `tests/faults/test_http.py` sends bytes of any kind to
any route; here each route is asked by its own parameters, and what it returns is held against its
model.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from search_app.contract.parameters import Scope
from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from tests.search_app.api.fuzzing import ask

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
REF = "#/components/schemas/{model}"


def twin(family: PageFamily[Any]) -> str:
    return f"{family.address.replace('<', '{').replace('>', '}')}.json"


def described(scope: Scope) -> dict[str, Any]:
    """The page families as an OpenAPI document."""
    schemas: dict[str, Any] = {}
    for family in PAGE_FAMILIES:
        own = family.response.model_json_schema(mode="serialization", ref_template=REF)
        schemas |= own.pop("$defs", {})
        schemas[family.response.__name__] = own
    return {
        "openapi": "3.1.0",
        "info": {"title": "Data of the pages", "version": "1"},
        "paths": {twin(family): {"get": _operation(family, scope)} for family in PAGE_FAMILIES},
        "components": {"schemas": schemas},
    }


def _operation(family: PageFamily[Any], scope: Scope) -> dict[str, Any]:
    path = [
        {"name": part.name, "in": "path", "required": True, "schema": part.declared(scope).schema}
        for part in family.parts
    ]
    query = [
        {"name": parameter.name, "in": "query", "schema": parameter.schema}
        for parameter in family.parameters.declared(scope)
    ]
    schema = {"$ref": REF.format(model=family.response.__name__)}
    return {
        "parameters": path + query,
        "responses": {
            "200": {"description": "Data.", "content": {"application/json": {"schema": schema}}},
            "400": {"description": "A parameter is refused."},
            "404": {"description": "Nothing is held."},
            "414": {"description": "The address is too long."},
        },
    }


@pytest.fixture(scope="module")
def contract(app: Flask) -> Any:
    scope: Scope = app.extensions["demandside"].scope
    return json.loads(json.dumps(described(scope)))


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("family", PAGE_FAMILIES, ids=lambda family: family.path)
def test_the_data_of_a_page_keep_its_contract(
    family: PageFamily[Any], mode: schemathesis.GenerationMode, contract: Any, app: Flask
) -> None:
    schema = schemathesis.openapi.from_dict(contract)
    schema.app = app
    operation = schema[twin(family)]["GET"]
    closed = any(part.names for part in family.parts) or family.parameters.model_fields
    if mode.is_negative and not closed:
        pytest.skip("nothing can be asked wrongly: any text can be an id")
    ask(operation, mode, CHECKS)
