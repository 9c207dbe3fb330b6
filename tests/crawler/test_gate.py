"""What stands between a spider and the network, without a network."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.gate import AddressGate, HostGate, Robots
from crawler.resolver import PrivateAddressError, PublicResolver, is_public
from crawler.sources.model import Permission


class Engine:
    """Hands out robots rules after a moment, and counts how often it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.asked = 0

    async def download_async(self, request: Request) -> Response:
        self.asked += 1
        await asyncio.sleep(0.01)
        return Response(request.url, self.status, body=b"User-agent: *\nDisallow: /closed\n")


def ask(
    monkeypatch: pytest.MonkeyPatch,
    engine: Engine,
    *paths: str,
    permission: Permission | None = None,
) -> list[str]:
    """Ask for paths of one host at once; return what is said against each."""
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    crawler.engine = engine
    crawler.spider = SimpleNamespace(source=SimpleNamespace(permission=permission))
    crawler.stats = SimpleNamespace(inc_value=lambda *_: None)
    crawler.signals = SimpleNamespace(send_catch_log_async=_nobody_listens)
    # as under the reactor of a crawl; a Deferred that became a Future fires once more with None
    monkeypatch.setattr(
        robotstxt, "maybe_deferred_to_future", lambda d: d.asFuture(asyncio.get_running_loop())
    )
    robots = Robots(crawler)

    async def one(path: str) -> str:
        try:
            await robots.process_request(Request(f"https://law.example{path}"))
        except IgnoreRequest as refused:
            return str(refused)
        return ""

    async def every() -> list[str]:
        return await asyncio.gather(*map(one, paths))

    return asyncio.run(every())


async def _nobody_listens(**_: object) -> None:
    return None


def test_requests_that_wait_for_the_same_rules_all_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Engine()
    said = ask(monkeypatch, engine, "/a", "/b", "/closed/c", "/d")
    assert said == ["", "", "robots.txt of law.example forbids /closed/c", ""]
    assert engine.asked == 1


def test_rules_that_cannot_be_had_forbid_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    for status in (503, 301, 300):
        said = ask(monkeypatch, Engine(status), "/a", "/b")
        why = f"it answered {status}"
        says = f"robots.txt of law.example cannot be reached ({why}), so nothing is asked"
        assert said == [says] * 2


def test_no_rules_forbid_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, Engine(status=404), "/closed/a", "/b") == ["", ""]


def permitted(**changes: Any) -> Permission:
    given = {
        "date": "2026-03-02", "by": "The gazette", "scope": "Any hour.", "host": "law.example",
        "paths": ["/closed/text.php", "/closed/index/"],
    }  # fmt: skip
    return Permission.model_validate({**given, **changes})


def test_a_permission_opens_the_paths_that_it_names_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = ("/closed/text.php?id=1", "/closed/index/a", "/closed/other", "/closed/text.php/x")
    said = ask(monkeypatch, Engine(), *paths, permission=permitted())
    assert [bool(refusal) for refusal in said] == [False, False, True, True]
    assert not any(ask(monkeypatch, Engine(), "/open", permission=permitted(host="b.example")))
    said = ask(monkeypatch, Engine(status=503), paths[0], permission=permitted())
    assert "cannot be reached" in said[0]


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({}, "https://law.example/closed/index/../secret"),
        ({}, "https://law.example/closed/index/%2e%2e/secret"),
        ({}, "https://law.example/closed/index"),
        ({}, "https://other.example/closed/text.php"),
        ({"host": "other.example"}, "https://law.example/closed/text.php"),
        ({"until": "2026-11-29"}, "https://law.example/closed/text.php"),
    ],
)
def test_a_permission_covers_nothing_else(changes: dict[str, Any], url: str) -> None:
    assert not permitted(**changes).covers(url, dt.date(2026, 11, 30))


@pytest.mark.parametrize(
    "changes", [{"date": "2126-01-01"}, {"paths": []}, {"paths": ["/"]}, {"paths": ["/a?b"]}]
)
def test_a_permission_has_a_day_that_was_and_paths(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        permitted(**changes)


def gate(url: str, http: str = "", **meta: Any) -> Request | None:
    source = SimpleNamespace(hosts=("law.example",), http=http)
    return asyncio.run(
        HostGate(SimpleNamespace(spider=SimpleNamespace(source=source))).process_request(
            Request(url, meta=meta)
        )
    )


def redirected(first: str, times: int = 1) -> dict[str, Any]:
    """What Scrapy notes of a request for robots.txt that was redirected."""
    return {"dont_obey_robotstxt": True, "redirect_times": times, "redirect_urls": [first] * times}


ROBOTS = "https://law.example/robots.txt"


def test_robots_alone_are_followed_to_another_host_five_times() -> None:
    assert gate("https://rules.example/robots.txt", **redirected(ROBOTS, 5)) is None
    upgraded = gate("http://rules.example/robots.txt", **redirected(ROBOTS))
    assert upgraded is not None
    assert upgraded.url == "https://rules.example/robots.txt"
    assert upgraded.meta["redirect_urls"] == [ROBOTS]
    with pytest.raises(IgnoreRequest, match="redirected more than 5 times"):
        gate("https://rules.example/robots.txt", **redirected(ROBOTS, 6))


class Lookup(PublicResolver):
    """Finds an address for every name."""

    def __init__(self, address: str) -> None:
        super().__init__(reactor=None)
        self._address = address

    async def addresses(self, host: str) -> tuple[str, ...]:
        if not is_public(self._address):
            raise PrivateAddressError(f"{host} has the private address {self._address}")
        return (self._address,)


def test_robots_that_lead_into_a_private_network_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = Request("https://rules.example/robots.txt", meta=redirected(ROBOTS))
    for address, refused in (("169.254.169.254", True), ("93.184.215.14", False)):
        reactor = SimpleNamespace(nameResolver=Lookup(address))
        monkeypatch.setattr("twisted.internet.reactor", reactor, raising=False)
        with pytest.raises(IgnoreRequest) if refused else nullcontext():
            asyncio.run(AddressGate().process_request(request))


@pytest.mark.parametrize(
    ("url", "meta"),
    [
        ("https://rules.example/robots.txt", {}),
        ("https://rules.example/robots.txt", redirected("https://law.example/act")),
        ("https://rules.example/robots.txt", redirected("https://other.example/robots.txt")),
        (
            "https://rules.example/robots.txt",
            redirected(ROBOTS) | {"dont_obey_robotstxt": False},
        ),
        ("ftp://rules.example/robots.txt", redirected(ROBOTS)),
        ("https://rules.example:8443/robots.txt", redirected(ROBOTS)),
    ],
)
def test_nothing_but_robots_by_https_is_followed(url: str, meta: dict[str, Any]) -> None:
    with pytest.raises(IgnoreRequest):
        gate(url, **meta)


def test_a_host_of_the_source_is_asked_by_https() -> None:
    assert gate("https://law.example/a") is None
    assert gate("https://law.example:443/a") is None
    for plain in ("http://law.example/a?b=1", "http://law.example:80/a?b=1"):
        upgraded = gate(plain)
        assert upgraded is not None
        assert upgraded.url == "https://law.example/a?b=1"
    assert gate("http://law.example/a", http="It has no certificate.") is None


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://other.example/", "other.example is not a host"),
        ("https://law.example.other.example/", "is not a host"),
        ("https://law.example@other.example/", "other.example is not a host"),
        ("ftp://law.example/", "is not a host"),
        ("file:///etc/passwd", "is not a host"),
        ("https://127.0.0.1/", "is not a host"),
        ("https://law.example:22/", "not at 22"),
    ],
)
def test_other_hosts_ports_and_schemes_are_refused(url: str, says: str) -> None:
    with pytest.raises(IgnoreRequest, match=says):
        gate(url)
