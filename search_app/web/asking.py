"""The JSON of one page without a server: for commands that print what the page says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import create_environ

from search_app.web import language
from search_app.web.family import PageFamily
from search_app.web.site import Site, attach


def page_data(
    site: Site, family: PageFamily[Any], pairs: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return what the JSON of a page family holds.

    Only this family is set up: making the whole site would take a command a second.

    Args:
        site: what the page is made from.
        family: one whose path has no parts that vary.
        pairs: the query.

    Raises:
        RefusedError: a parameter has a value that it cannot have.
        LibraryError, GenerationError: the library or the index cannot be read.
    """
    app = Flask(__name__)
    attach(app.extensions, site)
    language.register(app)
    with app.request_context(create_environ(f"{family.path}.json", query_string=urlencode(pairs))):
        response = app.make_response(family.respond("json"))
    return cast(dict[str, Any], response.get_json())
