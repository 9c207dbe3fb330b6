"""The examples of the OpenAPI document: values for parameters, and what the site itself responds.

Nothing here is written down by hand but two texts to search and to check: every other value is
read off the corpus that is served, and every response is made by the site when it is asked for.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app
from flask.ctx import RequestContext
from werkzeug.datastructures import MultiDict

from corpus.store import LibraryError
from search_app.api.collections import ApiCollection, ApiItem, Plain
from search_app.api.entries import provision_ids
from search_app.api.models import PagingParameters
from search_app.api.problems import KINDS, problem_body
from search_app.api.reading import BASE, cursor_after, item_of, page_of, parameter_names
from search_app.api.registry import COLLECTIONS, ITEMS
from search_app.contract.parameters import Parameter
from search_app.contract.refused import RefusedError
from search_app.index.errors import GenerationError
from search_app.web.formats import json_response
from search_app.web.front import LONGEST
from search_app.web.site import knowledge, release, scope, site

Example = dict[str, Any]
_KEPT = "demandside.examples"
_WRITTEN = {"q": "purchase", "text": "In Sweden, buying sex is a crime."}
"""Examples of free text: a search, and a claim to check."""
_NAMES: dict[str, Callable[[], str]] = {
    "/provisions/<path:name>": lambda: provision_ids()[0],
    "/obligations/<name>": lambda: knowledge().policy.obligations[0].id,
    "/policy/<name>": lambda: knowledge().policy.texts[0].id,
}
"""Ids of which no closed list is published."""
_ERRORS = {
    404: ("Not found", "There is no page at this address."),
    405: ("Method Not Allowed", "The site cannot answer this request."),
    414: ("This request cannot be read", f"This address is longer than {LONGEST} characters."),
    429: (
        "Too many requests",
        "Too many requests came from your address; ask again in 30 seconds.",
    ),
    500: ("The page failed", "Something failed on our side; it has been noted in the log."),
    503: ("Temporarily unavailable", "The collected texts cannot be read at the moment."),
}
"""Title and sentence of errors that cannot be brought about on purpose; tests bring them about."""
MOST_SCALARS = 3
CUT = "Lists are cut short; `provenance.hash` is that of the whole item."


class Examples:
    """The examples of a site on a day.

    Args:
        queries: by path of a collection, its parameters with an example of each.
        names: by path of an item, the parts of its address.
        responses: by path, what the site responds, with lists cut short; missing where the texts
            or the index cannot be read.
        requests: by path, the address that `responses` are the response to.
        problems: by status, an error.
    """

    def __init__(self) -> None:
        self.queries: dict[str, Example] = {}
        self.names: dict[str, dict[str, str]] = {}
        self.responses: dict[str, Plain] = {}
        self.requests: dict[str, str] = {}
        self.problems: dict[int, Plain] = {code: _problem(code) for code in KINDS}
        for collection in COLLECTIONS:
            self._add_collection(collection)
        for item in ITEMS:
            self._add_item(item)

    @property
    def whole(self) -> bool:
        """Whether every address has a response."""
        return len(self.responses) == len(self.requests)

    def _add_collection(self, collection: ApiCollection) -> None:
        given = parameter_names(collection)
        declared = [*collection.parameters.declared(scope()), *PagingParameters.declared(scope())]
        values = {p.name: value_of(p) for p in declared if p.name in given}
        with _asked(collection.path, values):
            values["cursor"] = cursor_after(collection)
        self.queries[collection.path] = values
        shown = {"limit": 1, **{name: _WRITTEN[name] for name in values if name in _WRITTEN}}
        self._respond(collection.path, collection.path, shown, lambda: page_of(collection))

    def _add_item(self, item: ApiItem) -> None:
        parts = {part.name: part.declared(scope()) for part in item.family.parts}
        names = {
            name: str(value_of(part)) if "enum" in part.schema else _NAMES[item.path]()
            for name, part in parts.items()
        }
        self.names[item.path] = names
        self.queries[item.path] = {
            p.name: value_of(p) for p in item.family.parameters.declared(scope())
        }
        path = item.path.replace("<path:", "<")
        for name, value in names.items():
            path = path.replace(f"<{name}>", quote(value))
        self._respond(item.path, path, {}, lambda: item_of(item, names))

    def _respond(
        self, key: str, path: str, query: Mapping[str, object], made: Callable[[], Plain]
    ) -> None:
        self.requests[key] = f"{BASE}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")
        with _asked(path, query):
            try:
                self.responses[key] = shortened(json_response(made()).get_json())
            except (LibraryError, GenerationError) as error:
                current_app.logger.warning("no example of %s: %s", path, error)


def examples() -> Examples:
    """Return the examples of the current site; they are made once a day and state of the data."""
    state = (site().generation, release().id, site().base_url, dt.date.today())
    kept: tuple[object, Examples] | None = current_app.extensions.get(_KEPT)
    if kept is None or kept[0] != state:
        kept = state, Examples()
        if kept[1].whole:
            current_app.extensions[_KEPT] = kept
    return kept[1]


def value_of(parameter: Parameter) -> Any:
    """Return an example of a parameter, after its schema and the closed list of the corpus.

    A list that a corpus leaves empty has an empty example.
    """
    schema: Mapping[str, Any] = parameter.schema
    if parameter.name in _WRITTEN:
        return _WRITTEN[parameter.name]
    if schema["type"] == "array":
        listed = schema["items"].get(
            "enum", [f"country:{code}" for code in knowledge().jurisdictions]
        )
        return list(listed[:1])
    if schema["type"] == "integer":
        return schema["minimum"]
    if schema.get("format") == "date":
        return release().day.isoformat()
    return next(iter(schema.get("enum", ())), "")


def shortened(value: Any) -> Any:
    """Return a response with one object of each list, or `MOST_SCALARS` values."""
    if isinstance(value, dict):
        return {key: shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        nested = any(isinstance(one, dict | list) for one in value)
        return [shortened(one) for one in value[: 1 if nested else MOST_SCALARS]]
    return value


def _asked(path: str, query: Mapping[str, object]) -> RequestContext:
    """The context of a request for a path after `/api/v1`, by a client without a language."""
    return current_app.test_request_context(f"{BASE}{path}?{urlencode(query, doseq=True)}")


def _problem(code: int) -> Plain:
    if code != 400:
        problem: Plain = json.loads(problem_body(code, *_ERRORS[code]))
        return problem
    with _asked("", {}):
        try:
            PagingParameters.read(MultiDict({"limit": "0"}), scope())
        except RefusedError as error:
            body = problem_body(code, "This request cannot be read", str(error), error.parameter)
    refused: Plain = json.loads(body)
    return refused
