"""Pages without the characters that reorder what a reader sees (CVE-2021-42574).

A statute, a title or a query may hold a direction override, by mistake or to make a page say what
the text does not. Every text here is written from left to right, so pages leave these characters
out; JSON and CSV keep them, for they are data.
"""

from __future__ import annotations

import re

from flask import Flask, Response

# in UTF-8: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069
_DIRECTIONS = re.compile(rb"\xd8\x9c|\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])")


def register(app: Flask) -> None:
    """Clean every page of an application; call it after anything that reads a finished page."""
    app.after_request(_cleared)


def _cleared(response: Response) -> Response:
    if response.mimetype == "text/html" and not (
        response.is_streamed or response.direct_passthrough
    ):
        page = response.get_data()
        if _DIRECTIONS.search(page):
            response.set_data(_DIRECTIONS.sub(b"", page))
    return response
