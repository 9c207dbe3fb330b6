"""What stands between a spider and the network: allowed hosts, robots, waiting, the archive.

Scrapy middlewares; `crawler.crawl` puts them in order. Each refusal is an `IgnoreRequest` whose
words end in the report.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.task import deferLater
from twisted.internet.threads import deferToThread

LONGEST_WAIT = 120.0
"""Seconds; a publisher that asks for a longer pause ends the crawl of its source."""


class HostGate:
    """Lets only requests to the hosts of the source through, and none to private addresses."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._stand_in = bool(crawler.settings.get("STAND_IN"))
        self._public: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Any) -> HostGate:
        """Make it for a crawler (called by Scrapy)."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse a request to a host that the source does not name."""
        address = urlsplit(request.url)
        host = address.hostname or ""
        if address.scheme not in {"http", "https"} or host not in self._crawler.spider.source.hosts:
            raise IgnoreRequest(f"{host or request.url} is not a host of this source")
        if self._stand_in or host in self._public:
            return
        try:
            found = await maybe_deferred_to_future(deferToThread(socket.getaddrinfo, host, 443))
        except OSError as error:
            raise IgnoreRequest(f"{host} has no address: {error}") from error
        for entry in found:
            if not ipaddress.ip_address(entry[4][0]).is_global:
                raise IgnoreRequest(f"{host} has the private address {entry[4][0]}")
        self._public.add(host)


class Robots(RobotsTxtMiddleware):
    """Robots rules after RFC 9309: 4xx means no rules, but unreachable rules forbid everything."""

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Refuse what robots.txt forbids, and everything while it cannot be had (section 2.3.1)."""
        if request.meta.get("archived") or request.meta.get("dont_obey_robotstxt"):
            return
        host = urlsplit(request.url).netloc
        await self.robot_parser(request)
        # of several requests that wait for the same rules, only the first is handed them
        parser = self._parsers[host]
        if not isinstance(parser, RobotParser):
            raise IgnoreRequest(f"robots.txt of {host} cannot be reached, so nothing is asked")
        agent = request.headers.get(b"User-Agent") or self._default_useragent
        if not parser.allowed(request.url, agent):
            raise IgnoreRequest(f"robots.txt of {host} forbids {urlsplit(request.url).path}")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            raise OSError(f"robots.txt of {netloc} answered {response.status}")
        rules = response if response.status < 300 else response.replace(body=b"")
        await super()._parse_robots(rules, netloc, request)


class PatientRetry(RetryMiddleware):
    """Retries as Scrapy does, after the pause that `Retry-After` asks for (RFC 9110, 10.2.3)."""

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Any:
        """Wait and ask again, or give up when the pause is too long."""
        asked = response.headers.get(b"Retry-After")
        if response.status in {429, 503} and asked is not None:
            seconds = retry_after(asked.decode("latin-1"), dt.datetime.now(dt.UTC))
            if seconds > LONGEST_WAIT:
                raise IgnoreRequest(f"the publisher asks to wait {seconds:.0f} seconds")
            from twisted.internet import reactor

            await maybe_deferred_to_future(deferLater(reactor, seconds, lambda: None))
        return super().process_response(request, response)


def retry_after(value: str, now: dt.datetime) -> float:
    """Return the seconds that a `Retry-After` header asks for: a number, or a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (then - now).total_seconds())


class FromArchive:
    """Answers from the archive of the run what is in it, so that a run goes on where it stopped.

    With the setting `ONLY_ARCHIVE`, what is not there is refused: nothing is sent.
    """

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._only = crawler.settings.getbool("ONLY_ARCHIVE")

    @classmethod
    def from_crawler(cls, crawler: Any) -> FromArchive:
        """Make it for a crawler (called by Scrapy)."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Return the archived answer, None to go on to the network."""
        held = self._crawler.spider.archive.held(
            request.method, request.url, request.body.decode("utf-8")
        )
        if held is None:
            if self._only:
                raise IgnoreRequest("the archive has no answer to this request")
            return None
        request.meta["archived"] = held.record
        return Response(request.url, status=held.status, headers=dict(held.headers), body=held.body)
