"""What is between a spider and the network: hosts, addresses, robots, waiting, the archive.

These are Scrapy middlewares; `crawler.settings` puts them in order. Each refusal is an
`IgnoreRequest` whose words end up in the report.

    User-agent: *
    Disallow: /laws/     requests for /laws/ of this host are refused: `ClosedDoorError`
"""

from __future__ import annotations

import datetime as dt
import email.utils
from collections.abc import Sequence
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
from crawler.sources.model import Permission

_PORTS = {"http": 80, "https": 443}
_ROBOTS_HOPS = 5
"""Redirects of robots.txt that are followed (RFC 9309, section 2.3.1.2)."""
LONGEST_WAIT = 120.0
"""Seconds; a publisher that asks for a longer pause ends the crawl of its source."""


class ClosedDoorError(IgnoreRequest):
    """The robots rules of a host forbid an address; the message is one sentence."""


class HostGate:
    """Lets through only requests to the hosts of the source, by https at its usual port.

    Only robots.txt may be redirected to another host, five times at most: RFC 9309 (section
    2.3.1.2) wants that followed, and the rules then hold for the host that was asked first.
    """

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
        redirected_robots = _redirected_robots(request, source.hosts)
        if redirected_robots and request.meta["redirect_times"] > _ROBOTS_HOPS:
            raise IgnoreRequest(f"it is redirected more than {_ROBOTS_HOPS} times")
        if address.scheme not in _PORTS or not (host in source.hosts or redirected_robots):
            raise IgnoreRequest(f"{host or request.url} is not a host of this source")
        if port not in {None, _PORTS[address.scheme]}:
            raise IgnoreRequest(f"{host} is asked at its usual port only, not at {port}")
        if address.scheme == "http" and not (source.http and host in source.hosts):
            return request.replace(url=address._replace(scheme="https", netloc=host).geturl())
        return None


def _redirected_robots(request: Request, hosts: Sequence[str]) -> bool:
    """Whether a request is where robots.txt of one of the hosts was redirected to."""
    if not (request.meta.get("dont_obey_robotstxt") and request.meta.get("redirect_urls")):
        return False
    first = urlsplit(request.meta["redirect_urls"][0])
    return first.hostname in hosts and first.path == "/robots.txt"


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
    """Robots rules as in RFC 9309: 4xx means no rules, but unreachable rules forbid everything.

    What the rules forbid is asked all the same where the publisher has permitted it in writing and
    the source names the day and the paths (`crawler.sources.model.Permission`).
    """

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._why_unreachable: dict[str, str] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Refuse what robots.txt forbids, and everything if it cannot be had (section 2.3.1)."""
        if request.meta.get("archived") or request.meta.get("dont_obey_robotstxt"):
            return
        address = urlsplit(request.url)
        host = address.netloc
        await self.robot_parser(request)
        # of several requests that wait for the same rules, only the first is given them
        parser = self._parsers[host]
        if not isinstance(parser, RobotParser):
            why = self._why_unreachable.get(host, "")
            raise IgnoreRequest(
                f"robots.txt of {host} cannot be reached{why and f' ({why})'}, so nothing is asked"
            )
        agent = request.headers.get(b"User-Agent") or self._default_useragent
        if parser.allowed(request.url, agent) or self._permitted(request.url):
            return
        raise ClosedDoorError(f"robots.txt of {host} forbids {address.path}")

    def _permitted(self, url: str) -> bool:
        """Whether the publisher has permitted an address that its rules forbid."""
        spider: Any = self.crawler.spider
        permission: Permission | None = spider.source.permission
        return permission is not None and permission.covers(url, dt.date.today())

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if not (200 <= response.status < 300 or 400 <= response.status < 500):
            raise IgnoreRequest(f"it answered {response.status}")
        rules = response if response.status < 300 else response.replace(body=b"")
        await super()._parse_robots(rules, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, IgnoreRequest) and str(exc):
            self._why_unreachable[netloc] = str(exc)
        super()._robots_error(exc, netloc)


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
