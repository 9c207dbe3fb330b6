"""Every page family serves what its models promise, in every format and with every parameter."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.library import Knowledge
from search_app.contract.base import Data
from search_app.contract.parameters import Scope
from search_app.facts.room import Facts
from search_app.web.factory import create_app
from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from search_app.web.indexless import bare_site
from tests.search_app.web.conftest import make_knowledge

NAMED = {
    "/country/<name>": "/country/se",
    "/count/<name>": "/count/purchase-adult",
    "/answer/<country>/<name>": "/answer/se/purchase-adult",
    "/provision/<name>": "/provision/se-kod.6-11",
    "/eu/<name>": "/eu/children",
    "/eu/<obligation>/<name>": "/eu/children/se",
    "/policy/<name>": "/policy/se-plan",
}
SMALL_ONLY = frozenset(
    {"/provision/<name>", "/eu/<name>", "/eu/<obligation>/<name>", "/policy/<name>"}
)
GO_WITH = {
    "country-profile": [("country", "se")],
    "comparison": [("country", "se"), ("country", "de")],
}
"""What a listed value cannot be asked without."""
Family = PageFamily[Any]
families = pytest.mark.parametrize("family", PAGE_FAMILIES, ids=lambda family: family.address)


@pytest.fixture(scope="module")
def small() -> Scope:
    knowledge = make_knowledge()
    return Scope(knowledge, Facts(knowledge))


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> Flask:
    return create_app(bare_site(knowledge))


def path_of(family: Family) -> str:
    return NAMED.get(family.address, family.address)


def keeps(family: Family, client: FlaskClient) -> None:
    body = client.get(f"{path_of(family)}.json").get_data()
    told = family.whole.model_validate_json(body)
    assert told.plain() == json.loads(body)
    assert "+" in told.plain()["release"]
    assert told.plain()["licence"] == "CC BY 4.0"


@families
def test_json_is_what_the_model_says(family: Family, client: FlaskClient) -> None:
    keeps(family, client)


@families
def test_json_of_the_real_corpus_is_what_the_model_says(family: Family, real: Flask) -> None:
    if family.address in SMALL_ONLY:
        pytest.skip("the small site has the one that is named here")
    keeps(family, real.test_client())


@families
def test_csv_has_the_columns_of_the_row(family: Family, client: FlaskClient) -> None:
    response = client.get(f"{path_of(family)}.csv")
    if family.row is None:
        assert response.status_code == 404
        return
    header = next(csv.reader(io.StringIO(response.text, newline="")))
    assert tuple(header) == (*family.row.columns(), "release")


@families
def test_a_page_has_an_address_of_its_own(family: Family, client: FlaskClient) -> None:
    response = client.get(family.html_path or path_of(family))
    assert response.status_code == (200 if family.page else 404)


@families
def test_every_listed_value_is_taken_and_any_other_refused(
    family: Family, client: FlaskClient, small: Scope
) -> None:
    for parameter in family.parameters.declared(small):
        schema: dict[str, Any] = parameter.schema
        allowed: list[str] = schema.get("items", schema).get("enum", [])
        for value in allowed[:3]:
            pairs = [(parameter.name, value), *GO_WITH.get(value, [])]
            address = f"{path_of(family)}.json?{urlencode(pairs)}"
            assert client.get(address).status_code == 200, address
        if allowed:
            address = f"{path_of(family)}.json?{urlencode({parameter.name: 'no-such'})}"
            response = client.get(address)
            assert response.status_code == 400
            assert f"“{parameter.name}”" in response.get_json()["error"]


def objects(kind: type[Data]) -> Iterator[type[Data]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from objects(sub)


@families
def test_schemas_are_whole_and_described(family: Family) -> None:
    models = [family.response, *([family.row] if family.row else ())]
    for model in models:
        schema = model.model_json_schema(mode="serialization")
        names = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
        assert names <= set(schema.get("$defs", {}))
        assert model.__doc__
    assert all(field.description for field in family.parameters.model_fields.values())


def test_every_object_of_the_contract_says_what_it_is() -> None:
    ours = [m for m in objects(Data) if m.__module__.startswith("search_app.")]
    assert len(ours) > 50
    assert [m.__name__ for m in ours if not m.__name__.startswith("_") and not m.__doc__] == []


def test_paths_are_declared_once() -> None:
    paths = [family.address for family in PAGE_FAMILIES]
    assert len(set(paths)) == len(paths)
