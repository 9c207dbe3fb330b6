"""A cache of what templates ask for again and again: addresses of the site, and fixed words.

Both are functions of the program alone: an address of its endpoint and names, a word of its
language. Words that a reader types are never kept: only addresses whose every part is the name of
something that the program knows are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import flask
import flask_babel
from flask import Flask, request
from markupsafe import Markup

_NAMED = frozenset({"country", "name", "filename"})
"""Parts of an address that name something that exists."""
_MOST = 8192


def register(app: Flask) -> None:
    """Let templates build each address only once."""
    app.jinja_env.globals["url_for"] = _address


def words(language: str) -> Callable[..., Markup]:
    """Return the function `_` of templates for a language, which looks each message up once.

    It is called while a page in this language is made.
    """
    known = _known(language)

    def translate(message: str, **values: object) -> Markup:
        translated = known.get(message)
        if translated is None:
            translated = known[message] = Markup(flask_babel.gettext(message))  # noqa: S704 - our own
        return translated % values

    return translate


@cache
def _known(language: str) -> dict[str, Markup]:  # noqa: ARG001 - one for each language
    """The messages of templates and of the corpus; there are few of them."""
    return {}


def _address(endpoint: str, **values: Any) -> str:
    if values.keys() <= _NAMED and all(isinstance(value, str) for value in values.values()):
        return _made(request.script_root, endpoint, tuple(sorted(values.items())))
    return flask.url_for(endpoint, **values)


@lru_cache(maxsize=_MOST)
def _made(_root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    named: dict[str, Any] = dict(values)
    return flask.url_for(endpoint, **named)
