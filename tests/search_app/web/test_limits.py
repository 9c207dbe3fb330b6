"""A client that asks too much waits as long as it is told to; others do not notice."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from search_app.web.factory import create_app
from search_app.web.limits import Limiter, Rate, network
from search_app.web.settings import WebSettings


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_wait_that_is_told_is_enough_and_not_too_long() -> None:
    clock = Clock()
    limiter = Limiter(Rate(3, 60), clock)
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 20]
    assert limiter.wait("b") == 0
    clock.now += 19
    assert limiter.wait("a") == 1
    clock.now += 1
    assert [limiter.wait("a"), limiter.wait("a")] == [0, 20]
    clock.now += 60
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 20]


def test_the_memory_is_bounded() -> None:
    limiter = Limiter(Rate(1, 60), Clock(), clients=10)
    assert [limiter.wait(str(i)) for i in range(1000)] == [0] * 1000
    assert len(limiter._due) == 10


def test_who_has_a_network_is_one_client() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")
    assert network("::ffff:203.0.113.9") == network("203.0.113.9") == "203.0.113.9"
    assert network("unix") == "unix"


def test_a_rate_is_read() -> None:
    assert Rate.parse("300/minute") == Rate(300, 60)
    for bad in ("", "0/minute", "300", "300/day", "-1/second", "1.5/second"):
        with pytest.raises(ValueError, match="is not a rate like"):
            Rate.parse(bad)


@pytest.fixture
def limited(app: Flask) -> Flask:
    return create_app(app.extensions["demandside"].site, WebSettings(rate=Rate(2, 3600)))


def test_too_many_requests(limited: Flask) -> None:
    client = limited.test_client()
    assert [client.get("/about").status_code for _ in range(2)] == [200, 200]
    for path in ("/about", "/about.json", "/compare.csv"):
        response = client.get(path)
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) == pytest.approx(1800, abs=2)
        assert response.headers["Cache-Control"] == "no-store"
        assert "Content-Security-Policy" in response.headers
        assert "ask again in 1" in response.text
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/site.css").status_code == 200
    other = client.get("/about", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert other.status_code == 200


def test_the_word_of_a_proxy_counts_only_when_it_is_trusted(app: Flask, limited: Flask) -> None:
    def statuses(client_app: Flask) -> list[int]:
        client = client_app.test_client()
        told = [{"X-Forwarded-For": f"198.51.100.{i}"} for i in range(4)]
        return [client.get("/about", headers=headers).status_code for headers in told]

    assert statuses(limited) == [200, 200, 429, 429]
    settings = WebSettings(rate=Rate(2, 3600), proxies=1)
    site = dataclasses.replace(app.extensions["demandside"].site)
    assert statuses(create_app(site, settings)) == [200, 200, 200, 200]


def test_what_a_client_adds_before_the_proxies_word_does_not_count(app: Flask) -> None:
    settings = WebSettings(rate=Rate(2, 3600), proxies=1)
    client = create_app(app.extensions["demandside"].site, settings).test_client()
    told = [{"X-Forwarded-For": f"10.0.0.{i}, 203.0.113.9"} for i in range(3)]
    assert [client.get("/about", headers=h).status_code for h in told] == [200, 200, 429]


def test_a_client_may_ask_as_it_likes_by_default(app: Flask) -> None:
    client = app.test_client()
    assert {client.get("/about.json").status_code for _ in range(50)} == {200}
