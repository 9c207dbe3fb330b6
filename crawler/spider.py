"""The spider of a source: opens each instrument, follows its responses, stores it when complete."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from corpus.evidence import Record
from crawler import standalone
from crawler.archive import Archive, Archived, digest
from crawler.collect import Collector, Place
from crawler.formats import markup
from crawler.gate import ClosedDoorError
from crawler.parsing import Follow, FormatError
from crawler.run import SourceRun
from crawler.sink import StoreError
from crawler.sources import SourceFile
from crawler.warc import ArchiveError

logger = logging.getLogger(__name__)
_DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""Errors of the disk, as opposed to those of the network."""
_FIXED = 50
"""Priority of the settings of a source in Scrapy: above that of the command line (40), so that no
`-s ROBOTSTXT_OBEY=0` makes a crawl less polite."""


class SourceSpider(scrapy.Spider):
    """Collects the instruments of one source; `crawler.spiders` makes a class for each source."""

    name = "source"
    source: ClassVar[SourceFile]
    handle_httpstatus_list: ClassVar = [300]
    """A page of choices (Cellar) is a response that a format may follow."""

    def __init__(self, run: SourceRun, **rest: Any) -> None:
        super().__init__(**rest)
        self.run = run
        self.archive = run.archive
        self.report = run.report
        self._sink = run.sink
        wanted = run.plan.instruments if run.archive is not None else ()
        self._open = {i.name + i.language: Collector(self.source, i) for i in wanted}
        self._errors = 0
        self._headers = dict(self.source.headers)

    @classmethod
    def update_settings(cls, settings: Any) -> None:
        """Add the settings of the source, which nothing overrides (called by Scrapy).

        Raises:
            UsageError: `scrapy crawl` was called without data folder or contact.
        """
        own = cls.custom_settings
        if own is None:
            own = standalone.source_settings(cls.source, settings)
        settings.setdict(own, priority=_FIXED)

    @classmethod
    def from_crawler(cls, crawler: Any, *, run: SourceRun | None = None, **rest: Any) -> Any:
        """Make the spider; without a run, `scrapy crawl` has started it (called by Scrapy)."""
        if run is None:
            run = standalone.begin(cls.source, crawler.settings)
        return super().from_crawler(crawler, run=run, **rest)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the sentinel, then for a token if one is needed, then for every instrument."""
        if self.source.sentinel is not None and self._open and not self._replays:
            yield Request(
                str(self.source.sentinel), self.read_sentinel, errback=self.no_sentinel, priority=9,
                dont_filter=True,
            )  # fmt: skip
        if self._needs_token():
            id_variable, secret_variable = self.source.key_variables
            yield FormRequest(
                str(self.source.token),
                self.read_token,
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

    def read_token(self, response: Response) -> Iterator[Request]:
        """Keep the token, which is never archived, and ask for every instrument."""
        try:
            self._headers["Authorization"] = f"Bearer {markup.data(response.body)['access_token']}"
        except (FormatError, KeyError, TypeError):
            self._give_up(list(self._open), "the publisher gave no token for the key")
            return
        yield from self._first_requests()

    def no_token(self, failure: Any) -> None:
        """Give up all instruments when there is no token."""
        self._give_up(list(self._open), f"no token: {_reason(failure)}")

    def read_response(
        self, response: Response, keys: Sequence[str], place: Place, role: str, state: object
    ) -> Iterator[Request]:
        """Archive a response and read it for each instrument that waits for it."""
        waiting = [key for key in keys if key in self._open]
        if not waiting:
            return
        try:
            record = self._archived(response, role)
        except ArchiveError as error:
            self._stop(waiting, str(error))
        for key in waiting:
            yield from self._read_for(key, record, response, place, state)

    def _read_for(
        self, key: str, record: Record, response: Response, place: Place, state: object
    ) -> Iterator[Request]:
        """Read a response, ask on, or store the instrument if nothing is missing."""
        collector = self._open[key]
        try:
            collector.records.append(record)
            further = collector.take(place, response.url, record.role, response.body, state)
            if collector.complete:
                self._store(collector)
            requests = [self._request([key], where, follow) for where, follow in further]
        except FormatError as error:
            self._failed([key], str(error))
        except (StoreError, ArchiveError) as error:
            self._stop([key], str(error))
        except Exception as error:  # noqa: BLE001 - a faulty parser costs its instrument only
            self._failed([key], self._unexpected(error, response, collector))
        else:
            if collector.complete:
                del self._open[key]
            yield from requests

    def no_response(self, failure: Any) -> None:
        """Give up the instruments whose response never came.

        Where robots rules forbid the first request, all instruments behind the same path are given
        up at once, with the other way to their texts that the source names.
        """
        keys, reason = list(failure.request.cb_kwargs["keys"]), _reason(failure)
        if isinstance(failure.value, OSError) and failure.value.errno in _DISK_ERRORS:
            self._stop(keys, reason)  # the cache of responses is on the same disk
        if failure.check(ClosedDoorError):
            keys = [*self._behind(failure.request), *keys]
            reason = "; ".join(filter(None, (reason, self.source.other_door)))
        self._failed(keys, reason)

    def _behind(self, request: Request) -> list[str]:
        """Return the instruments whose first request is for the same path of the same host."""
        starts = {key: self.source.start(c.instrument).url for key, c in self._open.items()}
        return [key for key, url in starts.items() if _door(url) == _door(request.url)]

    def read_sentinel(self, response: Response) -> None:
        """Compare the sentinel with what it was last time."""
        try:
            self._sink.sentinel(self.report, digest(response.body))
        except StoreError as error:
            self._stop([], str(error))

    def no_sentinel(self, failure: Any) -> None:
        """Warn that the sentinel cannot be had; the instruments are asked for all the same."""
        self.report.warnings.append(("sentinel", _reason(failure)))

    def closed(self, reason: str) -> None:
        """Fail what is still open when the spider ends (called by Scrapy).

        If it was told to end (Ctrl-C), the next crawl goes on with what has come.
        """
        if reason == "shutdown":
            self.report.interrupted = True
        self._give_up(list(self._open), f"not complete when the crawl ended ({reason})")
        self.run.spider_closed()

    @property
    def _replays(self) -> bool:
        """Whether an archive is read again; it holds neither sentinels nor tokens."""
        return self.crawler.settings.getbool("ONLY_ARCHIVE")

    def _needs_token(self) -> bool:
        """Whether a token must be asked for; without the key all instruments are given up."""
        if self.source.token is None or not self._open or self._replays:
            return False
        if missing := [v for v in self.source.key_variables if not os.environ.get(v)]:
            self._give_up(
                list(self._open), f"{missing[0]} is not set: this publisher responds only to a key"
            )
            return False
        return True

    def _first_requests(self) -> Iterator[Request]:
        """Yield the first requests; one that several instruments share (a list) is sent once."""
        sharing: dict[Follow, list[str]] = {}
        for key, collector in self._open.items():
            sharing.setdefault(self.source.start(collector.instrument), []).append(key)
        for follow, keys in sharing.items():
            yield self._request(keys, (), follow)

    def _request(self, keys: Sequence[str], place: Place, follow: Follow) -> Request:
        request = Request(
            follow.url,
            self.read_response,
            method=follow.method,
            body=follow.body.encode() or None,
            headers={**self._headers, **dict(follow.headers)},
            errback=self.no_response,
            dont_filter=True,
            cb_kwargs={
                "keys": keys,
                "place": place,
                "role": follow.role,
                "state": follow.state,
            },
        )
        request.meta["asked"] = (request.method, request.url, follow.body)  # also after a redirect
        return request

    def _unexpected(self, error: Exception, response: Response, collector: Collector) -> str:
        """Say in one line what broke and where; the log has the traceback."""
        logger.error("%s: %s", collector.instrument.name, response.url, exc_info=error)
        reason = f"{type(error).__name__}: {error}, reading the response of {response.url}"
        if collector.records:
            record = collector.records[-1]
            reason += f" (byte {record.offset} of {record.file})"
        return reason

    def _archived(self, response: Response, role: str) -> Record:
        """Return the record of a response, which is archived now unless it came from there."""
        request = response.request or Request(response.url)
        record = request.meta.get("archived")
        if isinstance(record, Record):
            self.report.from_archive += 1
            return replace(record, role=role)
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
        version, name = collector.version(), collector.instrument.name
        for warning in collector.warnings(version):
            self.report.warnings.append((name, warning))
        self._sink.store(self.report, collector.instrument, version, collector.records)

    def _stop(self, keys: Sequence[str], reason: str) -> NoReturn:
        """End the source, as what comes cannot be kept; the next crawl goes on from there."""
        self.report.interrupted = True
        self._give_up(keys, reason)
        self.report.warnings.append(("", f"stopped: {reason}"))
        self._give_up(list(self._open), "not asked any more, as the source was stopped")
        raise CloseSpider("what comes cannot be kept")

    def _failed(self, keys: Sequence[str], reason: str) -> None:
        if not self._give_up(keys, reason):
            return
        self._errors += 1
        if self._errors == self.source.limits.stop_after:
            self.report.warnings.append(("", f"stopped after {self._errors} errors"))
            self._give_up(list(self._open), f"not asked any more after {self._errors} errors")
            raise CloseSpider("too many errors")

    def _give_up(self, keys: Sequence[str], reason: str) -> bool:
        """Give up the instruments that are still open; return whether there were any."""
        given_up = [self._open.pop(key) for key in dict.fromkeys(keys) if key in self._open]
        if given_up:
            self._sink.fail(self.report, [c.instrument.name for c in given_up], reason)
        return bool(given_up)


def _door(url: str) -> tuple[str, str]:
    """Return host and path of an address, without its query."""
    address = urlsplit(url)
    return address.netloc, address.path


def _reason(failure: Any) -> str:
    """Say in one line why no response came: a refusal in its own words, else what broke where."""
    if failure.check(HttpError):
        response = failure.value.response
        return f"{response.url} answered {response.status}"
    message, kind = str(failure.getErrorMessage()), failure.type.__name__
    if failure.check(IgnoreRequest, ArchiveError) and message:
        return message
    request = getattr(failure, "request", None)
    where = f"{request.url}: " if request is not None else ""
    return f"{where}{kind}: {message}" if message else f"{where}{kind}"
