"""Headers that every response carries; the site needs no cookie and no third party."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from search_app.release import LICENCE_URL
from search_app.web.bare import HEALTH

Headers = list[tuple[str, str]]

_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors "
)
_ALWAYS = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"))
SECURITY = (
    ("Content-Security-Policy", f"{_CSP}'none'"),
    *_ALWAYS,
    ("X-Frame-Options", "DENY"),
)
LICENSED = ("Link", f'<{LICENCE_URL}>; rel="license"')
"""What data say of their licence where a file has no room for it (RFC 8288, RFC 4946)."""
FRAMED = (("Content-Security-Policy", f"{_CSP}*"), *_ALWAYS)
"""The headers of embeds, the only pages that other sites may show in a frame."""
EMBEDS = "/embed/"
FRAMING = (("Content-Security-Policy", f"{_CSP}'none'; frame-src 'self'"), *SECURITY[1:])
"""The headers of the page that shows an embed in a frame before somebody takes it."""
PREVIEW = "/embed"
_OWN = frozenset(name.lower() for name, _ in SECURITY)
_KEPT = frozenset({200, 206, 304})
"""Statuses that a browser or proxy may keep; everything else is `no-store`."""


def hardened(code: int, path: str, headers: Headers) -> Headers:
    """Return the headers of a response with those that every response must carry."""
    kept = [(name, value) for name, value in headers if name.lower() not in _OWN]
    kept += _security(path)
    is_data = path.endswith((".json", ".csv", ".xlsx"))
    if is_data and not _has(kept, "access-control-allow-origin"):
        kept.append(("Access-Control-Allow-Origin", "*"))
    if is_data and code in _KEPT and not _has(kept, "link"):
        kept.append(LICENSED)
    if code not in _KEPT or path in HEALTH:
        kept = [(name, value) for name, value in kept if name.lower() != "cache-control"]
        kept.append(("Cache-Control", "no-store"))
    return kept


def _security(path: str) -> tuple[tuple[str, str], ...]:
    if path.startswith(EMBEDS):
        return FRAMED
    return FRAMING if path == PREVIEW else SECURITY


def _has(headers: Headers, wanted: str) -> bool:
    return any(name.lower() == wanted for name, _ in headers)


def register(app: Flask) -> None:
    """Tell clients how long to keep an application's responses, and keep redirects inside it."""
    app.after_request(_cached)
    app.after_request(_within)


def _cached(response: Response) -> Response:
    if response.status_code not in _KEPT or request.path in HEALTH:
        return response
    if response.cache_control.no_store:
        return response
    if not response.is_streamed:
        response.add_etag()
        response.vary.add("Accept-Language")
        response.make_conditional(request)
    if not response.cache_control.no_store:
        response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _within(response: Response) -> Response:
    """Routing redirects to a full address with the host name; the path is enough."""
    if response.location:
        parts = urlsplit(response.location)
        query = f"?{parts.query}" if parts.query else ""
        response.location = f"/{parts.path.lstrip('/')}{query}"
    return response
