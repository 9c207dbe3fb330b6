"""Readers and machines are told which engine answers."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search_app.index.elastic.fallback import EngineState
from search_app.web.factory import create_app

WELL = EngineState("elasticsearch")
AWAY = EngineState("embedded", "Elasticsearch did not answer in time", 1_700_000_000.0)
BANNER = "The search cluster does not answer"


def client_with(app: Flask, state: EngineState) -> FlaskClient:
    site = dataclasses.replace(app.extensions["demandside"].site, engine=lambda: state)
    return create_app(site).test_client()


@pytest.mark.parametrize("path", ["/", "/search?q=fine", "/compare", "/about"])
def test_a_banner_tells_that_the_cluster_is_away(app: Flask, path: str) -> None:
    assert BANNER in client_with(app, AWAY).get(path).text
    assert BANNER not in client_with(app, WELL).get(path).text
    assert BANNER not in app.test_client().get(path).text


@pytest.mark.parametrize(
    ("state", "status", "body"),
    [
        (WELL, 200, {"status": "ready", "engine": "elasticsearch"}),
        (AWAY, 503, {"status": "degraded", "engine": "embedded"}),
        (EngineState("embedded"), 200, {"status": "ready", "engine": "embedded"}),
    ],
)
def test_readiness_is_that_of_the_engine_that_was_asked_for(
    app: Flask, state: EngineState, status: int, body: dict[str, str]
) -> None:
    response = client_with(app, state).get("/readyz")
    assert (response.status_code, response.json) == (status, body)
    assert response.headers["Cache-Control"] == "no-store"


def test_health_tells_the_reason_and_stays_well(app: Flask) -> None:
    response = client_with(app, AWAY).get("/healthz")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert response.json is not None
    assert (response.json["engine"], response.json["reason"]) == ("embedded", AWAY.reason)
