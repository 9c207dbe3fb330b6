"""The front of the site: host names, limits, headers and the log, whatever serves the page.

It is the outermost application: cached pages, static files, routing errors and crashes all leave
through it, with the same headers and in the same log.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

from corpus.printable import printable
from search_app.api.problems import is_api
from search_app.web import hosts, logs
from search_app.web.bare import HEALTH, bare
from search_app.web.limits import Limiter, rate_headers
from search_app.web.metrics import metrics
from search_app.web.security import Headers, hardened
from search_app.web.settings import WebSettings

LONGEST = 8_000
"""Most bytes of a path with its query; every link of the site is shorter."""

FAILURE = "demandside.failure"
"""Key of the WSGI environment that tells what failed: `library` or `index`."""

_ALLOWANCE = "demandside.allowance"
"""Key of the WSGI environment for the headers that tell a program what it may still ask."""

_STATUS = {400: "Bad Request", 414: "URI Too Long", 429: "Too Many Requests"}
_log = logging.getLogger(__name__)
_access = logging.getLogger(logs.ACCESS)


@dataclass(frozen=True)
class Refusal:
    """Why a request is refused before it reaches a page."""

    code: int
    title: str
    sentence: str
    headers: tuple[tuple[str, str], ...] = ()


class Front:
    """A WSGI application in front of another one."""

    def __init__(
        self,
        behind: WSGIApplication,
        settings: WebSettings,
        public_url: str,
        families: Collection[str],
    ) -> None:
        """Wrap an application.

        Args:
            behind: what serves the pages.
            settings: how the site is run.
            public_url: its public address, or an empty text.
            families: the first parts of its paths, by which requests are counted.
        """
        self._behind = behind
        self._names = hosts.names(settings.hosts, public_url)
        self._own_name = urlsplit(public_url).netloc or hosts.LOOPBACK[0]
        self._limiter = Limiter(settings.rate) if settings.rate else None
        self._access_log = settings.access_log
        self._metrics = metrics() if settings.metrics else None
        self._families = frozenset(families)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        reply = _Response(environ, start, logs.begin(environ))
        try:
            refusal = self._refusal(environ)
            if refusal is not None:
                return _Body(reply.refused(refusal), lambda: self._note(reply))
            environ["HTTP_HOST"] = self._own_name
            body = self._behind(environ, reply.started)
        except Exception:  # noqa: BLE001 - the last resort: log it and show an error page
            _log.exception("the application failed")
            body = reply.failed()
        return _Body(body, lambda: self._note(reply))

    def _refusal(self, environ: WSGIEnvironment) -> Refusal | None:
        return (
            self._misnamed(environ)
            or _too_long(environ)
            or _misencoded(environ)
            or self._too_many(environ)
        )

    def _misnamed(self, environ: WSGIEnvironment) -> Refusal | None:
        header = environ.get("HTTP_HOST")
        if header is None and environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
            return None  # the header came with HTTP/1.1
        if header is not None and hosts.named(header) in self._names:
            return None
        sentence = f"This site does not answer under the name “{printable((header or '')[:80])}”."
        return Refusal(400, "This request cannot be read", sentence)

    def _too_many(self, environ: WSGIEnvironment) -> Refusal | None:
        path = environ.get("PATH_INFO", "")
        if self._limiter is None or path in HEALTH or path.startswith("/static/"):
            return None
        allowance = self._limiter.take(str(environ.get("REMOTE_ADDR", "")))
        if is_api(path):
            environ[_ALLOWANCE] = rate_headers(self._limiter.rate, allowance)
        seconds = allowance.wait
        if not seconds:
            return None
        sentence = f"Too many requests came from your address; ask again in {seconds} seconds."
        return Refusal(429, "Too many requests", sentence, (("Retry-After", str(seconds)),))

    def _note(self, reply: _Response) -> None:
        """Log and count a request once its last byte is sent."""
        seconds = time.perf_counter() - reply.began
        if self._metrics is not None:
            self._metrics.answered(self._family(reply.path), reply.status, seconds)
            if failure := reply.environ.get(FAILURE):
                self._metrics.failed(str(failure))
        if self._access_log:
            method = printable(str(reply.environ.get("REQUEST_METHOD", ""))[:20])
            path = logs.shown_path(reply.path)
            _access.info("%s %s %d %.0f ms", method, path, reply.status, 1000 * seconds)
        logs.end()

    def _family(self, path: str) -> str:
        first = first_part(path)
        return (first or "home") if first in self._families else "other"


def first_part(path: str) -> str:
    """Return the page family of a path: `compare` of `/compare.json`, an empty text of `/`."""
    return path.removeprefix("/").partition("/")[0].partition(".")[0]


def behind_proxies(app: WSGIApplication, proxies: int) -> WSGIApplication:
    """Return an application that takes a client's address from this many proxies; 0 trusts none."""
    return ProxyFix(app, x_for=proxies, x_proto=proxies) if proxies else app


def _too_long(environ: WSGIEnvironment) -> Refusal | None:
    length = len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", ""))
    if length <= LONGEST:
        return None
    sentence = f"This address is longer than {LONGEST} characters."
    return Refusal(414, "This request cannot be read", sentence)


def _misencoded(environ: WSGIEnvironment) -> Refusal | None:
    """Raw bytes that are not UTF-8, not even percent-encoded."""
    try:
        environ.get("QUERY_STRING", "").encode("latin-1").decode("utf-8")
    except UnicodeError:
        sentence = "What stands after the question mark of this address is not in UTF-8."
        return Refusal(400, "This request cannot be read", sentence)
    return None


class _Response:
    """The head of one response, and what is known of it."""

    def __init__(self, environ: WSGIEnvironment, start: StartResponse, request_id: str) -> None:
        self.environ = environ
        self.path = str(environ.get("PATH_INFO", ""))
        self.began = time.perf_counter()
        self.status = 0
        self._start = start
        self._id = request_id

    def started(
        self, status: str, headers: Headers, exc_info: Any = None
    ) -> Callable[[bytes], object]:
        """Start the response as WSGI demands, with the headers that every response carries."""
        self.status = int(status[:3])
        told = hardened(self.status, self.path, headers)
        told.append((logs.ID_HEADER, self._id))
        told.extend(self.environ.get(_ALLOWANCE, ()))
        return self._start(status, told, exc_info)

    def refused(self, refusal: Refusal) -> list[bytes]:
        """Start the response to a refused request; return its body."""
        status = f"{refusal.code} {_STATUS[refusal.code]}"
        return self._bare(status, refusal.title, refusal.sentence, refusal.headers)

    def failed(self) -> list[bytes]:
        """Start the response after a crash; return its body."""
        sentence = "Something failed on our side; it has been noted in the log."
        return self._bare("500 Internal Server Error", "The page failed", sentence)

    def _bare(
        self, status: str, title: str, sentence: str, more: Iterable[tuple[str, str]] = ()
    ) -> list[bytes]:
        content_type, body = bare(int(status[:3]), title, sentence, self.path)
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), *more]
        self.started(status, headers)
        return [] if self.environ.get("REQUEST_METHOD") == "HEAD" else [body]


class _Body:
    """A response body that reports when it has been sent, whole or not."""

    def __init__(self, body: Iterable[bytes], sent: Callable[[], None]) -> None:
        self._body = body
        self._sent = sent

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._body
        except Exception:
            _log.exception("a response broke off")
            raise

    def close(self) -> None:
        """Close the body behind, and note the request."""
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            sent, self._sent = self._sent, _nothing
            sent()


def _nothing() -> None:
    """Do nothing: the response was closed before."""
