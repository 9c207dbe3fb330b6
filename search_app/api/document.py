"""The OpenAPI 3.1 document, made from the collections, the items and their models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import models_json_schema

from search_app.api.collections import ApiCollection, ApiItem
from search_app.api.examples import CUT, Examples
from search_app.api.models import ItemProvenance, PagingParameters, ReleaseEntry
from search_app.api.problems import CONTENT_TYPE, KINDS
from search_app.api.reading import BASE, parameter_names
from search_app.api.registry import COLLECTIONS, ITEMS
from search_app.contract.parameters import Parameter, Scope
from search_app.release import LICENCE, LICENCE_URL
from search_app.web.front import LONGEST

Schema = dict[str, Any]
_REF = "#/components/schemas/{model}"
_PROBLEM: Schema = {
    "type": "object",
    "description": "A problem after RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Kind of problem."},
        "title": {"type": "string", "description": "The kind in words."},
        "status": {"type": "integer", "description": "Status of the response."},
        "detail": {"type": "string", "description": "What is wrong with this request."},
        "parameter": {"type": "string", "description": "The parameter that was refused."},
        "allowed": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What it can be, where there is a closed list.",
        },
    },
}


@cache
def cited_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return a model with the citation that every item carries."""
    return create_model(
        f"{model.__name__}Cited",
        __base__=model,
        __doc__=model.__doc__,
        provenance=(ItemProvenance, Field(description="What a citation of it needs.")),
    )


@cache
def page_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a page of items."""
    items: Any = tuple[cited_model(model), ...]  # type: ignore[misc]
    following = "Cursor of the next page; null: this is the last one."
    return create_model(
        f"{model.__name__}Page",
        __doc__="A page of a collection.",
        release=(ReleaseEntry, Field(description="The release that it was made from.")),
        total=(int, Field(ge=0, description="How many items the collection has.")),
        next_cursor=(str | None, Field(description=following)),
        next=(str | None, Field(description="Address of the next page.")),
        items=(items, Field(description="The items of this page.")),
    )


def document(scope: Scope, base_url: str, shown: Examples) -> Schema:
    """Return the document; closed lists are those of the corpus that is served.

    Args:
        scope: what the closed lists are read from.
        base_url: the public address of the site, or an empty text.
        shown: the examples of parameters and responses.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "demandside",
            "version": version("demandside"),
            "summary": "Who answers in law for buying sex in the EU.",
            "description": _DESCRIPTION,
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        "servers": [{"url": f"{base_url}{BASE}"}],
        "paths": dict(_paths(scope, shown)),
        "components": {
            "schemas": {**_schemas(), "Problem": _PROBLEM},
            "responses": dict(_problems(shown)),
        },
    }


_DESCRIPTION = (
    "Law, policy and positions of the member states and the Union, item by item, each with what a"
    " citation of it needs. Collections come in pages: follow `next` until it is null. A cursor"
    " belongs to one request and one state of the data. Responses carry an ETag; errors are"
    " `application/problem+json`."
)


def _paths(scope: Scope, shown: Examples) -> Iterator[tuple[str, Schema]]:
    for collection in COLLECTIONS:
        yield collection.path, {"get": _collection(collection, scope, shown)}
    for item in ITEMS:
        path = item.path.replace("<path:", "<").replace("<", "{").replace(">", "}")
        yield path, {"get": _item(item, scope, shown)}


def _collection(collection: ApiCollection, scope: Scope, shown: Examples) -> Schema:
    names, values = parameter_names(collection), shown.queries[collection.path]
    declared = [*collection.parameters.declared(scope), *PagingParameters.declared(scope)]
    return {
        "operationId": f"list{_camel(collection.path)}",
        "summary": collection.about,
        "parameters": [_query(p, values[p.name]) for p in declared if p.name in names],
        "responses": _responses(page_model(collection.item), _example(collection.path, shown)),
    }


def _item(item: ApiItem, scope: Scope, shown: Examples) -> Schema:
    names, values = shown.names[item.path], shown.queries[item.path]
    return {
        "operationId": f"get{_camel(item.path)}",
        "summary": f"{item.family.about[:1].upper()}{item.family.about[1:]}.",
        "parameters": [
            {**_parameter(part.declared(scope), names[part.name]), "in": "path", "required": True}
            for part in item.family.parts
        ]
        + [_query(p, values[p.name]) for p in item.family.parameters.declared(scope)],
        "responses": _responses(cited_model(item.family.response), _example(item.path, shown)),
    }


def _parameter(parameter: Parameter, example: object) -> Schema:
    schema, description = dict(parameter.schema), parameter.description
    if isinstance(most := schema.get("maxLength"), int) and most > LONGEST:
        schema["maxLength"] = LONGEST
        description += f" The whole address has at most {LONGEST} characters."
    return {
        "name": parameter.name,
        "description": description,
        "schema": schema,
        "example": example,
    }


def _query(parameter: Parameter, example: object) -> Schema:
    listed = parameter.schema.get("type") == "array"
    style = {"style": "form", "explode": True} if listed else {}
    return {**_parameter(parameter, example), "in": "query", "required": False, **style}


def _example(path: str, shown: Examples) -> Schema:
    """The example of a response, named after what a client asks for to get it."""
    if path not in shown.responses:
        return {}
    summary = f"GET {shown.requests[path]}"
    whole = {"summary": summary, "description": CUT, "value": shown.responses[path]}
    return {"examples": {"response": whole}}


def _responses(model: type[BaseModel], example: Schema) -> Schema:
    body = {"schema": {"$ref": _REF.format(model=model.__name__)}, **example}
    refused = {str(code): {"$ref": f"#/components/responses/{code}"} for code in KINDS}
    return {
        "200": {"description": "What was asked for.", "content": {"application/json": body}},
        "304": {"description": "It is what the client has already (`If-None-Match`)."},
        **refused,
    }


def _problems(shown: Examples) -> Iterator[tuple[str, Schema]]:
    schema = {"$ref": _REF.format(model="Problem")}
    for code, (_, meaning) in KINDS.items():
        content = {"schema": schema, "example": shown.problems[code]}
        yield str(code), {"description": meaning, "content": {CONTENT_TYPE: content}}


@cache
def _schemas() -> Schema:
    models = [
        *(page_model(collection.item) for collection in COLLECTIONS),
        *(cited_model(item.family.response) for item in ITEMS),
    ]
    _, whole = models_json_schema(
        [(model, "serialization") for model in _once(models)], ref_template=_REF
    )
    schemas: Schema = whole["$defs"]
    return schemas


def _once(models: Iterable[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    yield from dict.fromkeys(models)


def _camel(path: str) -> str:
    """`FactsOffences` of `/facts/offences`, `CellsCountryName` of `/cells/<country>/<name>`."""
    parts = path.replace("<path:", "").replace("<", "").replace(">", "").split("/")
    return "".join(part[:1].upper() + part[1:] for part in parts)
