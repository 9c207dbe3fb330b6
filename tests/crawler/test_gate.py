"""What stands between a spider and the network, without a network."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.gate import HostGate, Robots


class Engine:
    """Hands out robots rules after a moment, and counts how often it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.asked = 0

    async def download_async(self, request: Request) -> Response:
        self.asked += 1
        await asyncio.sleep(0.01)
        return Response(request.url, self.status, body=b"User-agent: *\nDisallow: /closed\n")


def ask(monkeypatch: pytest.MonkeyPatch, engine: Engine, *paths: str) -> list[str]:
    """Ask for paths of one host at once; return what is said against each."""
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    crawler.engine = engine
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
    said = ask(monkeypatch, Engine(status=503), "/a", "/b")
    assert said == ["robots.txt of law.example cannot be reached, so nothing is asked"] * 2


def test_no_rules_forbid_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, Engine(status=404), "/closed/a", "/b") == ["", ""]


def gate(url: str, http: str = "") -> Request | None:
    source = SimpleNamespace(hosts=("law.example",), http=http)
    return asyncio.run(
        HostGate(SimpleNamespace(spider=SimpleNamespace(source=source))).process_request(
            Request(url)
        )
    )


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
