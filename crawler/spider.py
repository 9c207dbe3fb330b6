"""The spider of sources: opens each act, follows what its answers name, stores it when complete."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from corpus.evidence import Record
from crawler.archive import Archive, Archived, Replay, digest
from crawler.collect import Collector
from crawler.formats import markup
from crawler.reading import Follow, FormatError
from crawler.sink import Sink, SourceReport, StoreError
from crawler.sources import Act, SourceFile, sources
from crawler.warc import ArchiveError

logger = logging.getLogger(__name__)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""Errors of the disk, as opposed to those of the network."""


class SourceSpider(scrapy.Spider):
    """Collects the acts of one source; a class per source names it (`crawler/spiders`)."""

    name = "source"
    handle_httpstatus_list: ClassVar = [300]
    """A page of choices (Cellar) is an answer that a format may follow."""

    def __init__(
        self,
        archive: Archive | Replay,
        sink: Sink,
        report: SourceReport,
        acts: tuple[Act, ...],
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.source: SourceFile = sources()[self.name]
        self.archive = archive
        self.report = report
        self._sink = sink
        self._acts = acts
        self._open = {act.id + act.language: Collector(self.source, act) for act in acts}
        self._errors = 0
        self._headers = dict(self.source.headers)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the sentinel, then open every act."""
        if self.source.sentinel is not None and not self._replays:
            yield Request(
                str(self.source.sentinel), self.see_sentinel, errback=self.no_sentinel, priority=9,
                dont_filter=True,
            )  # fmt: skip
        if self._needs_token():
            id_variable, secret_variable = self.source.key_variables
            yield FormRequest(
                str(self.source.token),
                self.see_token,
                formdata={
                    "grant_type": "client_credentials",
                    "client_id": os.environ[id_variable],
                    "client_secret": os.environ[secret_variable],
                    "scope": "openid",
                },
                errback=self.no_token,
            )
            return
        for request in self._first_requests():
            yield request

    def see_token(self, response: Response) -> Iterator[Request]:
        """Keep the token, which is never archived, and open every act."""
        try:
            self._headers["Authorization"] = f"Bearer {markup.data(response.body)['access_token']}"
        except (FormatError, KeyError, TypeError):
            self._lose_all("the publisher gave no token for the key")
            return
        yield from self._first_requests()

    def no_token(self, failure: Any) -> None:
        """Give all acts up when there is no token."""
        self._lose_all(f"no token: {_reason(failure)}")

    def take(
        self, response: Response, key: str, place: tuple[int, ...], role: str
    ) -> Iterator[Request]:
        """Archive an answer, read it, ask on, or store the act when nothing is missing."""
        collector = self._open.get(key)
        if collector is None:
            return
        try:
            requests = self._taken(collector, response, place, role)
        except FormatError as error:
            self._failed(key, str(error))
        except (StoreError, ArchiveError) as error:
            self._stop(key, str(error))
        except Exception as error:  # noqa: BLE001 - a fault of a parser ends its act, not the others
            self._failed(key, self._unexpected(error, response, collector))
        else:
            if collector.complete:
                del self._open[key]
            yield from requests

    def lost(self, failure: Any) -> None:
        """Give an act up of which an answer did not come."""
        key, reason = failure.request.cb_kwargs["key"], _reason(failure)
        if isinstance(failure.value, OSError) and failure.value.errno in _NO_ROOM:
            self._stop(key, reason)  # the cache of answers is on the same disk
        self._failed(key, reason)

    def see_sentinel(self, response: Response) -> None:
        """Compare the sentinel with what it was the last time."""
        try:
            self._sink.sentinel(self.report, digest(response.body))
        except StoreError as error:
            self._stop("", str(error))

    def no_sentinel(self, failure: Any) -> None:
        """Warn that the sentinel cannot be had; the acts are asked for all the same."""
        self.report.warnings.append(("sentinel", _reason(failure)))

    def closed(self, reason: str) -> None:
        """Fail what is still open when the spider ends (called by Scrapy).

        Where it was told to end (Ctrl-C), the next crawl goes on with what came.
        """
        if reason == "shutdown":
            self.report.interrupted = True
        for key in list(self._open):
            self._give_up(key, f"not complete when the crawl ended ({reason})")

    @property
    def _replays(self) -> bool:
        """Whether an archive is read again; it holds neither sentinels nor tokens."""
        return self.crawler.settings.getbool("ONLY_ARCHIVE")

    def _needs_token(self) -> bool:
        """Whether a token must be asked for; without the key all acts are given up."""
        if self.source.token is None or self._replays:
            return False
        if missing := [v for v in self.source.key_variables if not os.environ.get(v)]:
            self._lose_all(f"{missing[0]} is not set: this publisher answers with a key only")
            return False
        return True

    def _first_requests(self) -> Iterator[Request]:
        for collector in list(self._open.values()):
            yield self._request(collector, (), self.source.start(collector.act))

    def _lose_all(self, reason: str) -> None:
        for key in list(self._open):
            self._give_up(key, reason)

    def _request(self, collector: Collector, place: tuple[int, ...], follow: Follow) -> Request:
        request = Request(
            follow.url,
            self.take,
            method=follow.method,
            body=follow.body.encode() or None,
            headers={**self._headers, **dict(follow.headers)},
            errback=self.lost,
            dont_filter=True,
            cb_kwargs={
                "key": collector.act.id + collector.act.language,
                "place": place,
                "role": follow.role,
            },
        )
        request.meta["asked"] = (request.method, request.url, follow.body)  # also after a redirect
        return request

    def _taken(
        self, collector: Collector, response: Response, place: tuple[int, ...], role: str
    ) -> list[Request]:
        """Archive and read an answer, store the act when it is whole; return further requests."""
        collector.records.append(self._kept(response, role))
        further = collector.take(place, response.url, role, response.body)
        if collector.complete:
            self._store(collector)
        return [self._request(collector, where, follow) for where, follow in further]

    def _unexpected(self, error: Exception, response: Response, collector: Collector) -> str:
        """Say in one line what broke and where; the log has the traceback."""
        logger.error("%s: %s", collector.act.id, response.url, exc_info=error)
        said = f"{type(error).__name__}: {error}, reading the answer of {response.url}"
        if collector.records:
            held = collector.records[-1]
            said += f" (byte {held.offset} of {held.file})"
        return said

    def _kept(self, response: Response, role: str) -> Record:
        request = response.request or Request(response.url)
        held = request.meta.get("archived")
        if isinstance(held, Record):
            self.report.from_archive += 1
            return replace(held, role=role)
        self.report.answers += 1
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        method, first, asked = request.meta["asked"]
        record = Record(request.url, "", 0, "", now, role)
        if not isinstance(self.archive, Archive):
            raise TypeError("nothing is fetched when an archive is read again")
        return self.archive.add(
            Archived(record, method, asked, response.status, headers, response.body, first)
        )

    def _store(self, collector: Collector) -> None:
        version = collector.version()
        for warning in collector.warnings(version):
            self.report.warnings.append((collector.act.id, warning))
        self._sink.store(self.report, collector.act.id, version, collector.records)

    def _stop(self, key: str, reason: str) -> None:
        """End the source, as what comes cannot be kept; the next crawl goes on there."""
        self.report.interrupted = True
        self._give_up(key, reason)
        self.report.warnings.append(("", f"stopped: {reason}"))
        self._lose_all("not asked any more, as the source was stopped")
        raise CloseSpider("what comes cannot be kept")

    def _failed(self, key: str, reason: str) -> None:
        self._give_up(key, reason)
        self._errors += 1
        if self._errors == self.source.limits.stop_after:
            self.report.warnings.append(("", f"stopped after {self._errors} errors"))
            for left in list(self._open):
                self._give_up(left, f"not asked any more after {self._errors} errors")
            raise CloseSpider("too many errors")

    def _give_up(self, key: str, reason: str) -> None:
        collector = self._open.pop(key, None)
        if collector is not None:
            self._sink.fail(self.report, collector.act.id, reason)


def _reason(failure: Any) -> str:
    """Say in one line why no answer came: a refusal in its own words, else what broke and where."""
    if failure.check(HttpError):
        response = failure.value.response
        return f"{response.url} answered {response.status}"
    message, kind = str(failure.getErrorMessage()), failure.type.__name__
    if failure.check(IgnoreRequest, ArchiveError) and message:
        return message
    request = getattr(failure, "request", None)
    where = f"{request.url}: " if request is not None else ""
    return f"{where}{kind}: {message}" if message else f"{where}{kind}"
