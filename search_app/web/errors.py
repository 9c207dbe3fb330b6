"""Responses to requests that cannot be met: a plain sentence, in the format that was asked for."""

from __future__ import annotations

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from corpus.store import LibraryError
from search_app.api.problems import CONTENT_TYPE, is_api, problem_body
from search_app.contract.refused import RefusedError
from search_app.index.errors import GenerationError
from search_app.web.bare import wanted_format
from search_app.web.formats import json_response
from search_app.web.front import FAILURE
from search_app.wording import gettext

RETRY_SECONDS = 30
"""How long a client should wait after a failure of the library or the index."""


class NotHeldError(Exception):
    """The address names something that the site does not have; the message says what."""


def register(app: Flask) -> None:
    """Make an application report errors as a page, as JSON or as plain text."""
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(NotHeldError, _not_held)
    app.register_error_handler(LibraryError, _library)
    app.register_error_handler(GenerationError, _index)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: Exception) -> Response:
    title = gettext("This request cannot be read")
    if isinstance(error, RefusedError) and is_api(request.path):
        return _problem(400, title, str(error), error.parameter, error.allowed)
    return answer(400, title, str(error))


def _problem(
    code: int, title: str, sentence: str, parameter: str = "", allowed: tuple[str, ...] = ()
) -> Response:
    body = problem_body(code, title, sentence, parameter, allowed)
    return Response(body, code, content_type=CONTENT_TYPE)


def _not_held(error: Exception) -> Response:
    return answer(404, gettext("Not found"), str(error))


def _library(error: Exception) -> Response:
    text = gettext("The collected texts cannot be read at the moment.")
    return _unavailable("library", error, text)


def _index(error: Exception) -> Response:
    text = gettext("The search index cannot be read at the moment.")
    return _unavailable("index", error, text)


def _unavailable(what: str, error: Exception, sentence: str) -> Response:
    current_app.logger.error("%s: %s", what, error, exc_info=error)
    request.environ[FAILURE] = what
    response = answer(503, gettext("Temporarily unavailable"), sentence)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _http(error: Exception) -> Response:
    code = (error.code if isinstance(error, HTTPException) else None) or 500
    if code == 404:
        return answer(404, gettext("Not found"), gettext("There is no page at this address."))
    name = error.name if isinstance(error, HTTPException) else str(code)
    response = answer(code, name, gettext("The site cannot answer this request."))
    valid = getattr(error, "valid_methods", None)
    if valid:
        response.headers["Allow"] = ", ".join(sorted(valid))
    return response


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("a page failed", exc_info=error)
    text = gettext("Something failed on our side; it has been noted in the log.")
    return answer(500, gettext("The page failed"), text)


def answer(code: int, title: str, sentence: str) -> Response:
    """Return an error as JSON, plain text (for CSV) or a page, as the address asks."""
    if is_api(request.path):
        return _problem(code, title, sentence)
    form = wanted_format(request.path)
    if form == "json":
        return json_response({"error": sentence}, code)
    if form == "csv":
        return Response(f"{sentence}\n", code, content_type="text/plain; charset=utf-8")
    page = render_template("error.html", code=code, title=title, sentence=sentence)
    return Response(page, code, content_type="text/html; charset=utf-8")
