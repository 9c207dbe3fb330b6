"""The log of a server: one line per event, with the id of the request and nothing about the reader.

Who looks up this subject, and in which words, is nobody's business. What a reader typed and where
it came from is taken out of every line, whatever library wrote it: the client's address, all words
of the query, and the messages of exceptions, which quote what they could not read. Of a failure the
log has the kinds of the errors and the places in the program.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import TracebackType
from typing import Literal, TextIO
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

from pythonjsonlogger.json import JsonFormatter

from corpus.printable import printable
from search_app.web.hosts import LOOPBACK

LogFormat = Literal["plain", "json"]
ID_HEADER = "X-Request-ID"
HIDDEN = "[…]"
ACCESS = "demandside.access"
"""The logger of requests; it gets their paths, never their queries."""

_FIELDS = "%(asctime)s %(levelname)s %(name)s %(request)s %(message)s"
# "3f1c9a04b7d2", "req-7f3a.12"
_TOKEN = re.compile(r"[A-Za-z0-9._-]{6,64}")
# "köpa", "611"
_WORD = re.compile(r"\w{2,}")
_ADDRESSES = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
_LONGEST_PATH = 200


@dataclass(frozen=True)
class CurrentRequest:
    """The id of a request, and the parts of it that must stay out of the log."""

    id: str
    query: str
    addresses: tuple[str, ...]

    @cached_property
    def hidden(self) -> re.Pattern[str] | None:
        """What is removed from lines: the words of the query and the client's addresses."""
        query = self.query.encode("latin-1", "replace").decode("utf-8", "replace")
        values = [value for _, value in parse_qsl(query)]
        words = {word.lower() for value in values for word in _WORD.findall(value)}
        quoted = {value for _, _, value in (pair.partition("=") for pair in query.split("&"))}
        told = sorted({*quoted, *words, *self.addresses} - {""}, key=len, reverse=True)
        whole = (rf"(?<!\w){re.escape(word)}(?!\w)" for word in told)
        return re.compile("|".join(whole), re.IGNORECASE) if told else None


_current: ContextVar[CurrentRequest | None] = ContextVar("request", default=None)


def begin(environ: WSGIEnvironment) -> str:
    """Remember the request that is being served; return its id.

    The id that a proxy gave is kept when it is a short token, so that its lines meet ours.
    """
    given = str(environ.get("HTTP_X_REQUEST_ID", ""))
    name = given if _TOKEN.fullmatch(given) else secrets.token_hex(8)
    told = (str(environ.get(key, "")) for key in _ADDRESSES)
    seen = dict.fromkeys(chain.from_iterable(_split(text) for text in told))
    addresses = tuple(address for address in seen if address not in LOOPBACK)
    _current.set(CurrentRequest(name, str(environ.get("QUERY_STRING", "")), addresses))
    return name


def end() -> None:
    """Forget the request that was served."""
    _current.set(None)


def shown_path(path: str) -> str:
    """Return the path of a request (`PATH_INFO`) as it may appear in a line."""
    return printable(path.encode("latin-1", "replace").decode("utf-8", "replace")[:_LONGEST_PATH])


def configure(form: LogFormat = "plain", stream: TextIO | None = None) -> logging.Handler:
    """Let the whole process log to a stream (stderr), in plain or JSON lines; return the handler.

    Each process of a server calls this for itself.
    """
    handler = _PrivateHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines() if form == "json" else logging.Formatter(_FIELDS))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for talkative in ("elastic_transport", "werkzeug"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return handler


def _without_readers(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record with the request's id, and without what tells of its reader."""
    current = _current.get()
    path_only = record.name == ACCESS
    told = logging.makeLogRecord(record.__dict__)
    told.request = current.id if current else "-"
    message = record.getMessage()
    if current is not None:
        if current.hidden is not None and not path_only:
            message = current.hidden.sub(HIDDEN, message)
        if record.exc_info and record.exc_info[1] is not None:
            told.exc_text = "\n".join(_failure(record.exc_info[1]))
            told.exc_info = None
    told.msg, told.args = printable(message, keep="\n\t"), ()
    return told


def _failure(error: BaseException) -> Iterator[str]:
    """The kinds of an error and of its causes, each with its places in the program."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        yield from _places(cause.__traceback__)
        cause = cause.__cause__ or cause.__context__


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"


def _split(value: str) -> Sequence[str]:
    # "203.0.113.9, 10.0.0.1" and "for=203.0.113.9;proto=https"
    return re.findall(r"[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+", value)


class _PrivateHandler(logging.StreamHandler[TextIO]):
    """Writes lines without what tells of a reader."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return super().format(_without_readers(record))


class _JsonLines(JsonFormatter):
    """`{"time": …, "level": …, "logger": …, "request": …, "message": …}`, one object a line."""

    def __init__(self) -> None:
        super().__init__(
            _FIELDS,
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
        )
