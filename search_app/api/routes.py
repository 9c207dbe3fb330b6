"""The addresses of the interface for programs, and the page that documents it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, render_template, request

from search_app.api.collections import ApiCollection, ApiItem
from search_app.api.document import document
from search_app.api.examples import examples
from search_app.api.problems import KINDS
from search_app.api.reading import BASE, item_of, page_of
from search_app.api.registry import COLLECTIONS, ITEMS
from search_app.web.formats import json_response
from search_app.web.site import public_url, scope, site

PREFLIGHT_SECONDS = 86_400
pages = Blueprint("api", __name__)


@pages.app_template_filter("indented")
def indented(value: object) -> str:
    """Return a value as JSON for people, an entry a line."""
    return json.dumps(value, ensure_ascii=False, indent=2)


@pages.get("/api")
def page() -> str:
    """Document the interface for people, from the same document as programs have."""
    described = document(scope(), site().base_url, examples())
    return render_template("api.html", document=described, base=BASE, problems=KINDS)


@pages.get(BASE, strict_slashes=False)
def root() -> Response:
    """Return where the collections, their description and their documentation are."""
    collections = [public_url(f"{BASE}{collection.path}") for collection in COLLECTIONS]
    described = {"openapi": public_url(f"{BASE}/openapi.json"), "documentation": public_url("/api")}
    return json_response({**described, "collections": collections})


@pages.get(f"{BASE}/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI document."""
    return json_response(document(scope(), site().base_url, examples()))


def _collection(collection: ApiCollection) -> Response:
    return json_response(page_of(collection))


def _item(item: ApiItem, **names: str) -> Response:
    return json_response(item_of(item, names))


def _add(path: str, view: Callable[..., Response]) -> None:
    endpoint = "-".join(path.strip("/<>").replace("<", "").replace(">", "").split("/"))
    endpoint = endpoint.replace(":", "-")
    pages.add_url_rule(f"{BASE}{path}", endpoint, view)


@pages.after_request
def _preflight(response: Response) -> Response:
    """Let a script of any site read responses; the front adds the origin to every response."""
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept-Language"
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


@pages.after_request
def _conditional(response: Response) -> Response:
    """Let a client ask whether it has what nobody may keep for it: the editions of a folder."""
    if response.status_code == 200 and response.cache_control.no_store:
        response.add_etag()
        response.make_conditional(request)
    return response


for _known in COLLECTIONS:
    _add(_known.path, partial(_collection, _known))
for _one in ITEMS:
    _add(_one.path, partial(_item, _one))
