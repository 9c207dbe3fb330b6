"""What a client accepts is what it gets."""

from __future__ import annotations

import pytest

from search_app.serving.encodings import (
    ENCODINGS,
    Encoding,
    accepted,
    decode,
    encode,
    encoded,
    worth_it,
)

TEXT = b"Whoever buys sexual services is fined. " * 400


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate", "identity"),
        ("*", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("identity", "identity"),
        ("br;q=0, gzip;q=0", "identity"),
        ("br;q=nonsense, gzip", "gzip"),
        ("br," + "x" * 1000, "identity"),
    ],
)
def test_the_best_that_a_client_accepts(header: str, best: str) -> None:
    assert accepted(header) == best


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_body_comes_back_whole_and_in_pieces(encoding: Encoding) -> None:
    packed = encode(TEXT, encoding)
    assert decode(packed, encoding) == TEXT
    pieces = (TEXT[i : i + 700] for i in range(0, len(TEXT), 700))
    assert decode(b"".join(encoded(pieces, encoding)), encoding) == TEXT
    assert encoding == "identity" or len(packed) < len(TEXT) / 20


def test_the_same_body_is_packed_the_same_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    once = encode(TEXT, "gzip")
    monkeypatch.setattr("time.time", lambda: 1.0)
    assert encode(TEXT, "gzip") == once


def test_only_texts_of_some_length_are_packed() -> None:
    assert worth_it("text/html; charset=utf-8", 5000)
    assert worth_it("application/json", None)
    assert not worth_it("text/html", 100)
    assert not worth_it("image/png", 5000)
