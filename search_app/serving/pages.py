"""A page cache in front of the application.

The application says what may be kept: a whole body (`Content-Length`), status 200,
`Cache-Control: public` and no cookie. Such a page is a function of its address, the language asked
for, the host and the state of the site (`stamp`), which together are its key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.http import parse_etags
from werkzeug.wsgi import ClosingIterator

from search_app.serving.encodings import (
    ENCODINGS,
    Encoding,
    accepted,
    decode,
    encode,
    encoded,
    worth_it,
)
from search_app.serving.room import RETRY_AFTER, BusyError, Room
from search_app.serving.store import KEY_BYTES, SharedStore
from search_app.web.bare import bare
from search_app.web.security import Headers

_CONDITIONS = ("IF_NONE_MATCH", "IF_MODIFIED_SINCE", "IF_RANGE", "RANGE")
"""Handled here: the application always makes the whole page."""
_OF_THE_BODY = frozenset({"content-length", "content-type", "content-encoding"})
_OF_ONE_ANSWER = frozenset({"x-request-id", "date", "connection", "accept-ranges"})
"""Not cached: they belong to one response."""


@dataclass(frozen=True)
class StoredPage:
    """A finished page: its headers, and its body in one encoding."""

    headers: Headers
    body: bytes

    def packed(self) -> bytes:
        """Return the page as cached: a JSON head and the body."""
        return json.dumps(self.headers).encode() + b"\n" + self.body

    @classmethod
    def unpacked(cls, kept: bytes) -> StoredPage:
        """Return the page that `packed` was made from."""
        headers, _, body = kept.partition(b"\n")
        return cls([(name, value) for name, value in json.loads(headers)], body)


class KeptPages:
    """A WSGI application that caches the pages of another."""

    def __init__(
        self,
        app: WSGIApplication,
        store: SharedStore,
        stamp: Callable[[], str | None],
        language: Callable[[str], str],
        room: Room,
    ) -> None:
        """Wrap an application.

        Args:
            app: the application.
            store: where pages are kept.
            stamp: tells the state that all pages depend on; None while none may be kept.
            language: the language of a page for the value of `Accept-Language`.
            room: bounds how many requests the application has at a time.
        """
        self._app = app
        self._store = store
        self._stamp = stamp
        self._language = language
        self._room = room

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Respond from the cache, else from the application, else with 503."""
        try:
            return self._answer(environ, start_response)
        except BusyError:
            return _sent_away(environ.get("PATH_INFO", ""), start_response)

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            with self._room.seat(environ.get("PATH_INFO", "")):
                return self._app(environ, start_response)
        encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        stamp = self._stamp()
        address = self._address(environ, stamp)
        page = self._kept(address, encoding) if stamp else None
        if page is None:
            with self._room.seat(environ.get("PATH_INFO", "")):
                page_or_rest = self._rendered(environ, start_response, encoding)
            if not isinstance(page_or_rest, StoredPage):
                return page_or_rest
            page = page_or_rest
            if stamp and self._stamp() == stamp:
                self._store.put(_key(address, encoding), page.packed())
        return _answered(page, environ, start_response)

    def _address(self, environ: WSGIEnvironment, stamp: str | None) -> str:
        """Return everything that a page depends on except its encoding; parameters are sorted."""
        query = environ.get("QUERY_STRING", "")
        if "&" in query:
            query = "&".join(sorted(query.split("&"), key=lambda part: part.partition("=")[0]))
        return "\n".join(
            (
                stamp or "",
                self._language(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
                environ["wsgi.url_scheme"],
                environ.get("HTTP_HOST", ""),
                environ.get("SCRIPT_NAME", ""),
                environ.get("PATH_INFO", ""),
                query,
            )
        )

    def _kept(self, address: str, encoding: Encoding) -> StoredPage | None:
        """Return a cached page, re-encoded if it is cached in another encoding only."""
        kept = self._store.get(_key(address, encoding))
        if kept is not None:
            return StoredPage.unpacked(kept)
        for other in ENCODINGS:
            kept = self._store.get(_key(address, other)) if other != encoding else None
            if kept is not None:
                page = _recoded(StoredPage.unpacked(kept), encoding)
                self._store.put(_key(address, encoding), page.packed())
                return page
        return None

    def _rendered(
        self, environ: WSGIEnvironment, start_response: StartResponse, encoding: Encoding
    ) -> StoredPage | Iterable[bytes]:
        """Ask the application; return a page to cache, or else the response, already begun."""
        asked = {k: v for k, v in environ.items() if k.removeprefix("HTTP_") not in _CONDITIONS}
        asked["REQUEST_METHOD"] = "GET"
        began = _Began()
        pieces = self._app(asked, began)
        if _may_be_kept(began):
            body = _joined(pieces)
            etag = hashlib.blake2b(body, digest_size=16).hexdigest()
            kept = _without(began.headers, "Content-Length", *_OF_ONE_ANSWER)
            return _recoded(StoredPage(_with(kept, "ETag", f'"{etag}"'), body), encoding)
        rest = _streamed(began, pieces, encoding)
        if _is_unchanged(began.headers, environ) and began.code == "200":
            rest = iter(())
            start_response("304 NOT MODIFIED", _without_body(began.headers))
        else:
            start_response(began.status, began.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            rest = iter(())
        return ClosingIterator(rest, getattr(pieces, "close", None))


class _Began:
    """Stands in for the server's `start_response`."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []

    @property
    def code(self) -> str:
        return self.status.partition(" ")[0]

    def __call__(
        self, status: str, headers: Headers, _exc_info: object = None
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, list(headers)
        return _refuse_write


def _sent_away(path: str, start_response: StartResponse) -> Iterable[bytes]:
    sentence = f"The site has too much to do at the moment; ask again in {RETRY_AFTER} seconds."
    kind, body = bare(503, "Temporarily unavailable", sentence, path)
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    headers += [("Retry-After", str(RETRY_AFTER)), ("Cache-Control", "no-store")]
    start_response("503 SERVICE UNAVAILABLE", headers)
    return [body]


def _joined(pieces: Iterable[bytes]) -> bytes:
    try:
        return b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()


def _refuse_write(_: bytes) -> object:
    raise RuntimeError("the site returns its bodies; it does not write them")


def _key(address: str, encoding: Encoding) -> bytes:
    known = f"{encoding}\n{address}".encode("utf-8", "surrogateescape")
    return hashlib.blake2b(known, digest_size=KEY_BYTES).digest()


def _may_be_kept(began: _Began) -> bool:
    names = {name.lower() for name, _ in began.headers}
    return (
        began.code == "200"
        and "content-length" in names
        and "set-cookie" not in names
        and "public" in _header(began.headers, "Cache-Control")
    )


def _recoded(page: StoredPage, encoding: Encoding) -> StoredPage:
    """Return a page in another encoding, with an entity tag of its own (RFC 9110, 8.8.3.3)."""
    kind = _header(page.headers, "Content-Type")
    if not worth_it(kind, len(page.body)) and not _header(page.headers, "Content-Encoding"):
        return page
    before = _encoding_of(page.headers)
    body = encode(decode(page.body, before), encoding)
    etag = _header(page.headers, "ETag").strip('"').removesuffix(f"-{before}")
    return StoredPage(_told(page.headers, encoding, etag), body)


def _told(headers: Headers, encoding: Encoding, etag: str) -> Headers:
    told = _without(headers, "Content-Encoding", "Content-Length")
    if encoding != "identity":
        told.append(("Content-Encoding", encoding))
        etag = f"{etag}-{encoding}"
    if etag:
        told = _with(told, "ETag", f'"{etag}"')
    varied = [part.strip() for part in _header(told, "Vary").split(",") if part.strip()]
    return _with(told, "Vary", ", ".join(dict.fromkeys([*varied, "Accept-Encoding"])))


def _encoding_of(headers: Headers) -> Encoding:
    name = _header(headers, "Content-Encoding")
    return next((known for known in ENCODINGS if known == name), "identity")


def _streamed(began: _Began, pieces: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Return the chunks of an uncached response, compressed as they come; adjust `began`."""
    whole = _header(began.headers, "Content-Length")
    kind = _header(began.headers, "Content-Type")
    if began.code != "200" or not worth_it(kind, int(whole) if whole.isdigit() else None):
        return iter(pieces)
    etag = _header(began.headers, "ETag").removeprefix("W/").strip('"')
    told = _told(began.headers, encoding, etag)
    if encoding == "identity" and whole:
        told = _with(told, "Content-Length", whole)
    began.headers = told
    return encoded(pieces, encoding)


def _answered(
    page: StoredPage, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    if _is_unchanged(page.headers, environ):
        start_response("304 NOT MODIFIED", _without_body(page.headers))
        return []
    start_response("200 OK", [*page.headers, ("Content-Length", str(len(page.body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def _is_unchanged(headers: Headers, environ: WSGIEnvironment) -> bool:
    asked, etag = environ.get("HTTP_IF_NONE_MATCH"), _header(headers, "ETag")
    return bool(asked and etag and parse_etags(asked).contains_weak(etag.strip('"')))


def _header(headers: Headers, name: str) -> str:
    return next((value for known, value in headers if known.lower() == name.lower()), "")


def _without(headers: Headers, *names: str) -> Headers:
    unwanted = {name.lower() for name in names}
    return [(name, value) for name, value in headers if name.lower() not in unwanted]


def _with(headers: Headers, name: str, value: str) -> Headers:
    return [*_without(headers, name), (name, value)]


def _without_body(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in _OF_THE_BODY]
