"""Headers that every answer carries; nothing of the site needs a cookie or a third party."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

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
    """Return the headers of an answer with those that it must carry, whatever made it."""
    kept = [(name, value) for name, value in headers if name.lower() not in _OWN]
    kept += SECURITY
    if path.endswith((".json", ".csv")) and not _has(kept, "access-control-allow-origin"):
        kept.append(("Access-Control-Allow-Origin", "*"))
    if code not in _KEPT or path in HEALTH:
        kept = [(name, value) for name, value in kept if name.lower() != "cache-control"]
        kept.append(("Cache-Control", "no-store"))
    return kept


def _has(headers: Headers, wanted: str) -> bool:
    return any(name.lower() == wanted for name, _ in headers)


def register(app: Flask) -> None:
    """Tell clients of an application how long to keep its answers, and keep redirects within it."""
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
    """Routing redirects to a whole address with the name in it; the path is enough."""
    if response.location:
        parts = urlsplit(response.location)
        query = f"?{parts.query}" if parts.query else ""
        response.location = f"/{parts.path.lstrip('/')}{query}"
    return response
