"""Cursors: where the next page of a collection begins, in a text that means nothing to clients.

A cursor belongs to one collection, one query and one state of the data (generation and release).
Within that state it always leads to the same items.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

_MARK_BYTES = 6
_OFFSET_BYTES = 4


class CursorError(ValueError):
    """A cursor that was not made for this request."""


def encode(offset: int, state: str) -> str:
    """Return the cursor of an offset; `state` is everything that the order of items depends on."""
    raw = _mark(state) + offset.to_bytes(_OFFSET_BYTES, "big")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, state: str) -> int:
    """Return the offset of a cursor.

    Raises:
        CursorError: it was made for another state, or not by `encode`.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CursorError from error
    if len(raw) != _MARK_BYTES + _OFFSET_BYTES or raw[:_MARK_BYTES] != _mark(state):
        raise CursorError
    return int.from_bytes(raw[_MARK_BYTES:], "big")


def _mark(state: str) -> bytes:
    return hashlib.blake2b(state.encode(), digest_size=_MARK_BYTES).digest()
