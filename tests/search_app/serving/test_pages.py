"""Kept pages: the application is asked once, and an answer is what it would have been."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
import pytest
from werkzeug.test import Client

from search_app.serving.pages import KeptPages
from search_app.serving.store import SharedStore

BODY = b"<p>Whoever buys sexual services is fined.</p>" * 40
PUBLIC = ("Cache-Control", "public, max-age=300")


class Counted:
    """An application that says what it was asked for, and counts."""

    def __init__(self, *headers: tuple[str, str], status: str = "200 OK", whole: bool = True):
        self.asked: list[WSGIEnvironment] = []
        self.closed = 0
        self.headers = [("Content-Type", "text/html"), *(headers or (PUBLIC,))]
        self.status, self.whole = status, whole

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ)
        whole = [("Content-Length", str(len(BODY)))] if self.whole else []
        start_response(self.status, [*self.headers, *whole])
        return _Body(self)


class _Body:
    def __init__(self, app: Counted) -> None:
        self.app = app

    def __iter__(self) -> Any:
        yield BODY[:100]
        yield BODY[100:]

    def close(self) -> None:
        self.app.closed += 1


class Stamps:
    """A stamp that is set at will."""

    now: str | None = "generation-1"

    def __call__(self) -> str | None:
        return self.now


def kept(app: Counted, stamp: Stamps | None = None) -> Client:
    return Client(KeptPages(app, SharedStore(1 << 20), stamp or Stamps(), lambda h: h[:2] or "en"))


def test_a_page_is_made_once_and_is_the_same_again() -> None:
    app = Counted()
    client = kept(app)
    first, second = client.get("/eu"), client.get("/eu")
    assert first.data == second.data == BODY
    assert list(first.headers) == list(second.headers)
    assert second.headers["Content-Length"] == str(len(BODY))
    assert len(app.asked) == app.closed == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": "/eu"}, {"path": "/unknown"}),
        ({"path": "/eu"}, {"path": "/eu", "query_string": "hl=sv"}),
        ({"path": "/c", "query_string": "a=1&a=2"}, {"path": "/c", "query_string": "a=2&a=1"}),
        ({"path": "/eu"}, {"path": "/eu", "headers": {"Accept-Language": "sv"}}),
        ({"path": "/eu"}, {"path": "/eu", "base_url": "https://localhost"}),
        ({"path": "/eu"}, {"path": "/eu", "base_url": "http://law.example"}),
        ({"path": "/a\nb"}, {"path": "/a", "query_string": "b"}),
    ],
)
def test_what_can_change_a_page_is_part_of_its_key(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    app = Counted()
    client = kept(app)
    for asked in (one, other, one, other):
        client.get(**asked)
    assert len(app.asked) == 2


def test_the_order_of_different_parameters_does_not_count() -> None:
    app = Counted()
    client = kept(app)
    client.get("/compare?country=se&country=fr&question=q")
    client.get("/compare?question=q&country=se&country=fr")
    assert len(app.asked) == 1


def test_each_encoding_has_its_tag_and_none_is_made_anew() -> None:
    app = Counted()
    client = kept(app)
    brotlied = client.get("/eu", headers={"Accept-Encoding": "br"})
    gzipped = client.get("/eu", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/eu")
    assert brotli.decompress(brotlied.data) == gzip.decompress(gzipped.data) == plain.data == BODY
    assert [r.headers.get("Content-Encoding") for r in (brotlied, gzipped, plain)] == [
        *("br", "gzip", None)
    ]
    tags = {r.headers["ETag"] for r in (brotlied, gzipped, plain)}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    assert all(r.headers["Vary"] == "Accept-Encoding" for r in (brotlied, gzipped, plain))
    assert len(app.asked) == 1


def test_the_variations_that_the_application_names_stay() -> None:
    client = kept(Counted(PUBLIC, ("Vary", "Accept-Language")))
    assert client.get("/eu").headers["Vary"] == "Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_an_unchanged_page_is_told_so_without_being_made(form: str) -> None:
    app = Counted(PUBLIC, ("X-Frame-Options", "DENY"))
    client = kept(app)
    for encoding in ("br", "identity"):
        tag = client.get("/eu", headers={"Accept-Encoding": encoding}).headers["ETag"]
        asked = {"Accept-Encoding": encoding, "If-None-Match": form.format(tag)}
        answer = client.get("/eu", headers=asked)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "Content-Length" not in answer.headers
    assert len(app.asked) == 1


def test_the_tag_of_another_encoding_or_page_is_not_taken_for_this_one() -> None:
    client = kept(Counted())
    tag = client.get("/eu", headers={"Accept-Encoding": "br"}).headers["ETag"]
    assert client.get("/eu", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/eu", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_application_is_asked_for_the_whole_page() -> None:
    app = Counted()
    asked = {"If-None-Match": '"x"', "Range": "bytes=0-5", "If-Modified-Since": "x"}
    assert kept(app).get("/eu", headers=asked).data == BODY
    assert not {"HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE"} & set(app.asked[0])


def test_head_is_answered_from_the_page() -> None:
    app = Counted()
    client = kept(app)
    head, page = client.head("/eu"), client.get("/eu")
    assert head.data == b""
    assert list(head.headers) == list(page.headers)
    assert [environ["REQUEST_METHOD"] for environ in app.asked] == ["GET"]


@pytest.mark.parametrize(
    "app",
    [
        Counted(status="404 NOT FOUND"),
        Counted(status="503 SERVICE UNAVAILABLE"),
        Counted(("Cache-Control", "no-store")),
        Counted(("Content-Language", "en")),
        Counted(PUBLIC, ("Set-Cookie", "a=b")),
        Counted(whole=False),
    ],
)
def test_what_is_not_a_whole_public_page_is_not_kept(app: Counted) -> None:
    app.asked, app.closed = [], 0
    client = kept(app)
    answers = [client.get("/eu", buffered=True) for _ in range(2)]
    assert [answer.data for answer in answers] == [BODY, BODY]
    assert len(app.asked) == app.closed == 2


def test_a_stream_is_packed_while_it_comes_and_may_be_unchanged() -> None:
    app = Counted(PUBLIC, ("ETag", '"long"'), whole=False)
    client = kept(app)
    answer = client.get("/compare.json", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert gzip.decompress(answer.data) == BODY
    assert answer.headers["ETag"] == '"long-gzip"'
    same = {"Accept-Encoding": "gzip", "If-None-Match": '"long-gzip"'}
    assert client.get("/compare.json", headers=same, buffered=True).status_code == 304
    assert client.head("/compare.json", buffered=True).data == b""
    assert app.closed == len(app.asked) == 3


def test_other_methods_go_to_the_application_as_they_are() -> None:
    app = Counted()
    client = kept(app)
    client.post("/eu", data=b"x")
    client.options("/eu")
    assert [environ["REQUEST_METHOD"] for environ in app.asked] == ["POST", "OPTIONS"]


def test_what_belongs_to_one_answer_is_not_told_again() -> None:
    client = kept(Counted(PUBLIC, ("X-Request-ID", "abc")))
    client.get("/eu")
    assert "X-Request-ID" not in client.get("/eu").headers


def test_nothing_is_kept_or_taken_while_there_is_no_stamp() -> None:
    app, stamp = Counted(), Stamps()
    client = kept(app, stamp)
    client.get("/eu")
    stamp.now = None
    client.get("/eu")
    client.get("/eu")
    assert len(app.asked) == 3
    stamp.now = "generation-1"
    client.get("/eu")
    assert len(app.asked) == 3


def test_a_page_made_while_the_state_changed_is_not_kept() -> None:
    stamp = Stamps()

    class Changing(Counted):
        def __call__(self, *asked: Any) -> Iterable[bytes]:
            stamp.now = "generation-2"
            return super().__call__(*asked)

    app = Changing()
    client = kept(app, stamp)
    client.get("/eu")
    stamp.now = "generation-1"
    client.get("/eu")
    assert len(app.asked) == 2
