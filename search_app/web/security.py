"""Headers that every answer carries; nothing of the site needs a cookie or a third party."""

from __future__ import annotations

from flask import Flask, Response, request

_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def register(app: Flask) -> None:
    """Add the headers to every answer of an application."""
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    if request.path.endswith((".json", ".csv")):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return _cached(response)


def _cached(response: Response) -> Response:
    if response.status_code != 200 or request.path in ("/healthz", "/readyz"):
        response.headers["Cache-Control"] = "no-store"
        return response
    if not response.is_streamed:
        response.add_etag()
        response.vary.add("Accept-Language")
        response.make_conditional(request)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
