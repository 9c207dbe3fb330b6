"""Errors as `application/problem+json` (RFC 9457).

{"type": "/api#refused", "title": "This request cannot be read", "status": 400,
 "detail": "The parameter “limit” cannot be “0”: …", "parameter": "limit", "allowed": []}
"""

from __future__ import annotations

import json
from collections.abc import Collection

CONTENT_TYPE = "application/problem+json"
PREFIX = "/api/"
KINDS = {
    400: ("refused", "A parameter has a value that it cannot have, or is not known."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method", "Only GET, HEAD and OPTIONS are allowed."),
    414: ("too-long", "The address is too long."),
    429: ("too-many", "Too many requests came from one client; `Retry-After` says when to ask."),
    500: ("failed", "Something failed on our side."),
    503: ("unavailable", "The texts or the index cannot be read now; `Retry-After` says when."),
}
"""The end of the type URI of each status, and what it means."""
MOST_ALLOWED = 200
"""So many values of a closed list are named; the document has all of them."""


def is_api(path: str) -> bool:
    """Return whether an address belongs to the interface for programs."""
    return path.startswith(PREFIX)


def problem_type(code: int) -> str:
    """Return the type URI of a status: a part of the page that documents the interface."""
    return f"/api#{KINDS[code][0]}" if code in KINDS else "about:blank"


def problem_body(
    code: int, title: str, detail: str, parameter: str = "", allowed: Collection[str] = ()
) -> bytes:
    """Return the body of a problem.

    Args:
        code: the status of the response.
        title: what kind of problem it is, in words.
        detail: what is wrong with this request.
        parameter: the parameter that was refused.
        allowed: what it can be, where there is a closed list.
    """
    body: dict[str, object] = {
        "type": problem_type(code),
        "title": title,
        "status": code,
        "detail": detail,
    }
    if parameter:
        body |= {"parameter": parameter, "allowed": list(allowed)[:MOST_ALLOWED]}
    return json.dumps(body, ensure_ascii=False).encode() + b"\n"
