"""What is between a spider and the network: hosts, addresses, robots, waiting, the archive.

These are Scrapy middlewares; `crawler.settings` puts them in order. Each refusal is an
`IgnoreRequest` whose words end up in the report.
"""

from __future__ import annotations

import datetime as dt
import email.utils
from typing import Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.task import deferLater

from crawler.resolver import PrivateAddressError, PublicResolver

_PORTS = {"http": 80, "https": 443}
LONGEST_WAIT = 120.0
"""Seconds; a publisher that asks for a longer pause ends the crawl of its source."""


class HostGate:
    """Lets through only requests to the hosts of the source, by https at its usual port."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> HostGate:
        """Make it for a crawler (called by Scrapy)."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Refuse a request to a host that the source does not name; turn http into https.

        Publishers write addresses with http, even in redirects, that can be had by https as well.
        """
        source = self._crawler.spider.source
        address = urlsplit(request.url)
        host, port = address.hostname or "", address.port
        if address.scheme not in _PORTS or host not in source.hosts:
            raise IgnoreRequest(f"{host or request.url} is not a host of this source")
        if port not in {None, _PORTS[address.scheme]}:
            raise IgnoreRequest(f"{host} is asked at its usual port only, not at {port}")
        if address.scheme == "http" and not source.http:
            return request.replace(url=address._replace(scheme="https", netloc=host).geturl())
        return None


class AddressGate:
    """Lets a request through if all addresses of its host are public.

    The connection then goes to one of those addresses (`crawler.resolver`).
    """

    async def process_request(self, request: Request) -> None:
        """Refuse a request to a host that has a private address, or none."""
        from twisted.internet import reactor

        host = urlsplit(request.url).hostname or ""
        resolver: PublicResolver = reactor.nameResolver
        try:
            await resolver.addresses(host)
        except PrivateAddressError as error:
            raise IgnoreRequest(str(error)) from error
        except OSError as error:
            raise IgnoreRequest(f"{host} has no address: {error}") from error


class Robots(RobotsTxtMiddleware):
    """Robots rules as in RFC 9309: 4xx means no rules, but unreachable rules forbid everything."""

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Refuse what robots.txt forbids, and everything if it cannot be had (section 2.3.1)."""
        if request.meta.get("archived") or request.meta.get("dont_obey_robotstxt"):
            return
        host = urlsplit(request.url).netloc
        await self.robot_parser(request)
        # of several requests that wait for the same rules, only the first is given them
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
        """Wait and ask again, or give up if the pause is too long."""
        asked = response.headers.get(b"Retry-After")
        if response.status in {429, 503} and asked is not None:
            seconds = retry_after(asked.decode("latin-1"), dt.datetime.now(dt.UTC))
            if seconds > LONGEST_WAIT:
                raise IgnoreRequest(f"the publisher asks to wait {seconds:.0f} seconds")
            from twisted.internet import reactor

            await maybe_deferred_to_future(deferLater(reactor, seconds, lambda: None))
        return super().process_response(request, response)


def retry_after(value: str, now: dt.datetime) -> float:
    """Return the seconds that a `Retry-After` header asks for, as a number or as a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (then - now).total_seconds())


class FromArchive:
    """Takes what is in the archive of the run from there, so that a run goes on where it stopped.

    With the setting `ONLY_ARCHIVE` everything else is refused: nothing is sent. A response that a
    redirect led to is given to the request that was redirected.
    """

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._only = crawler.settings.getbool("ONLY_ARCHIVE")

    @classmethod
    def from_crawler(cls, crawler: Any) -> FromArchive:
        """Make it for a crawler (called by Scrapy)."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Return the archived response, or None to go on to the network."""
        own = (request.method, request.url, request.body.decode("utf-8"))
        # a redirected request goes on: the archive knows its response by the first address
        led = "redirect_times" in request.meta
        asked = own if led else request.meta.get("asked", own)
        archived = self._crawler.spider.archive.held(*asked)
        if archived is None:
            if self._only:
                raise IgnoreRequest("the archive has no response to this request")
            return None
        request.meta["archived"] = archived.record
        return Response(
            archived.record.url,
            status=archived.status,
            headers=dict(archived.headers),
            body=archived.body,
        )
