"""The spider of sources: opens each act, follows what its answers name, stores it when complete."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from corpus.evidence import Record
from corpus.store import LibraryError
from crawler.archive import Archive, Archived, digest
from crawler.collect import Collector
from crawler.formats import markup
from crawler.reading import Follow, FormatError
from crawler.sink import Sink, SourceReport
from crawler.sources import Act, SourceFile, sources


class SourceSpider(scrapy.Spider):
    """Collects the acts of one source; a class per source names it (`crawler/spiders`)."""

    name = "source"
    handle_httpstatus_list: ClassVar = [300]
    """A page of choices (Cellar) is an answer that a format may follow."""

    def __init__(
        self, archive: Archive, sink: Sink, report: SourceReport, acts: tuple[Act, ...], **rest: Any
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
        if self.source.sentinel is not None:
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
        record = self._kept(response, role)
        collector.records.append(record)
        try:
            further = collector.take(place, response.url, role, response.body)
            if collector.complete:
                self._store(collector)
                del self._open[key]
        except (FormatError, LibraryError) as error:
            self._failed(key, str(error))
            return
        for where, follow in further:
            yield self._request(collector, where, follow)

    def lost(self, failure: Any) -> None:
        """Give an act up of which an answer did not come."""
        request: Request = failure.request
        self._failed(request.cb_kwargs["key"], _reason(failure))

    def see_sentinel(self, response: Response) -> None:
        """Compare the sentinel with what it was the last time."""
        self._sink.sentinel(self.report, digest(response.body))

    def no_sentinel(self, failure: Any) -> None:
        """Warn that the sentinel cannot be had; the acts are asked for all the same."""
        self.report.warnings.append(("sentinel", _reason(failure)))

    def closed(self, reason: str) -> None:
        """Fail what is still open when the spider ends (called by Scrapy)."""
        for key in list(self._open):
            self._give_up(key, f"not complete when the crawl ended ({reason})")

    def _needs_token(self) -> bool:
        """Whether a token must be asked for; without the key all acts are given up."""
        settings = self.crawler.settings
        if self.source.token is None or settings["STAND_IN"] or settings["ONLY_ARCHIVE"]:
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
        return Request(
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
        asked = request.body.decode("utf-8")
        record = Record(request.url, "", 0, "", now, role)
        return self.archive.add(
            Archived(record, request.method, asked, response.status, headers, response.body)
        )

    def _store(self, collector: Collector) -> None:
        version = collector.version()
        for warning in collector.warnings(version):
            self.report.warnings.append((collector.act.id, warning))
        self._sink.store(self.report, collector.act.id, version, collector.records)

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
    if failure.check(HttpError):
        response = failure.value.response
        return f"{response.url} answered {response.status}"
    return str(failure.getErrorMessage() or failure.type.__name__)
