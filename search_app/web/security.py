"""Headers that every response carries; the site needs no cookie and no third party."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from search_app.api.problems import is_api
from search_app.web.bare import HEALTH

Headers = list[tuple[str, str]]

_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = (
    ("Content-Security-Policy", _CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
)
_OWN = frozenset(name.lower() for name, _ in SECURITY)
_KEPT = frozenset({200, 206, 304})
"""Statuses that a browser or proxy may keep; everything else is `no-store`."""


def hardened(code: int, path: str, headers: Headers) -> Headers:
    """Return the headers of a response with those that every response must carry."""
    kept = [(name, value) for name, value in headers if name.lower() not in _OWN]
    kept += SECURITY
    if (is_api(path) or path.endswith((".json", ".csv"))) and not _has(
        kept, "access-control-allow-origin"
    ):
        kept.append(("Access-Control-Allow-Origin", "*"))
    if code not in _KEPT or path in HEALTH:
        kept = [(name, value) for name, value in kept if name.lower() != "cache-control"]
        kept.append(("Cache-Control", "no-store"))
    return kept


def _has(headers: Headers, wanted: str) -> bool:
    return any(name.lower() == wanted for name, _ in headers)


def register(app: Flask) -> None:
    """Tell clients how long to keep an application's responses, and keep redirects inside it."""
    app.after_request(_cached)
    app.after_request(_within)


def _cached(response: Response) -> Response:
    if response.status_code not in _KEPT or request.path in HEALTH:
        return response
    if not response.is_streamed:
        response.add_etag()
        response.vary.add("Accept-Language")
        response.make_conditional(request)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _within(response: Response) -> Response:
    """Routing redirects to a full address with the host name; the path is enough."""
    if response.location:
        parts = urlsplit(response.location)
        query = f"?{parts.query}" if parts.query else ""
        response.location = f"/{parts.path.lstrip('/')}{query}"
    return response
