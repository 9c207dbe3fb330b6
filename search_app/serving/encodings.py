"""Compression of bodies: Brotli, gzip, or none, as the client accepts it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

Encoding = Literal["br", "gzip", "identity"]
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip", "identity")
"""The encodings of a body, best first."""

LEAST = 512
"""Shorter bodies (in bytes) are not compressed."""

_BROTLI, _GZIP = 5, 6
_GZIP_WINDOW = 31
_TEXTS = (
    "text/",
    "application/json",
    "application/xml",
    "application/feed",
    "application/atom",
    "image/svg+xml",
)
_LONGEST = 200


def accepted(header: str) -> Encoding:
    """Return the best encoding that a client's `Accept-Encoding` allows."""
    return _accepted(header) if len(header) <= _LONGEST else "identity"


@lru_cache(maxsize=1024)
def _accepted(header: str) -> Encoding:
    asked = parse_accept_header(header, Accept)
    marks = {name: asked.quality(name) for name in ENCODINGS[:-1]}
    best = max(marks.values())
    return next((name for name in ENCODINGS[:-1] if marks[name] == best > 0), "identity")


def worth_it(content_type: str, length: int | None) -> bool:
    """Whether compression pays; `length` in bytes is None if it is not known."""
    return content_type.startswith(_TEXTS) and (length is None or length >= LEAST)


def encode(body: bytes, encoding: Encoding) -> bytes:
    """Return a body in an encoding."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=_BROTLI))
    return gzip.compress(body, _GZIP, mtime=0) if encoding == "gzip" else body


def decode(body: bytes, encoding: Encoding) -> bytes:
    """Return the body that `encode` was given."""
    if encoding == "br":
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if encoding == "gzip" else body


def encoded(pieces: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Yield a streamed body in an encoding, chunk by chunk."""
    if encoding == "identity":
        yield from pieces
        return
    if encoding == "br":
        packer = brotli.Compressor(quality=_BROTLI)
        pack, finish = packer.process, packer.finish
    else:
        other = zlib.compressobj(_GZIP, wbits=_GZIP_WINDOW)
        pack, finish = other.compress, other.flush
    for piece in pieces:
        if packed := pack(piece):
            yield packed
    yield finish()
