"""The log has the id of the request, and neither the words nor the address of its reader."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from search_app.index.query import SearchQuery
from search_app.web import logs
from search_app.web.factory import create_app
from search_app.web.settings import WebSettings

WORDS = "Zwangsprostituierte köpa sex"
QUERY = "q=Zwangsprostituierte+k%C3%B6pa+sex"
READER = "203.0.113.77"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, put back after the test."""
    root = logging.getLogger()
    logs.end()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:], _ = handlers, root.setLevel(level)


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application whose search quotes the reader in its failure and in its log."""

    def fail(_self: object, query: SearchQuery) -> None:
        logging.getLogger("some.library").warning("looking for %s for %s", query.text, READER)
        try:
            raise KeyError(query.text)
        except KeyError as error:
            raise ValueError(f"no {query.text} at {QUERY} from {READER}") from error

    site = app.extensions["demandside"].site
    monkeypatch.setattr(type(site.searcher), "search", fail)
    return create_app(site, WebSettings(access_log=True))


def lines(app: Flask, form: logs.LogFormat, headers: dict[str, str] | None = None) -> list[str]:
    stream = io.StringIO()
    logs.configure(form, stream)
    client = app.test_client()
    response = client.get(
        f"/search?{QUERY}",
        headers={"X-Forwarded-For": f"{READER}, 198.51.100.4", **(headers or {})},
        environ_overrides={"REMOTE_ADDR": READER},
    )
    assert response.status_code == 500
    response.close()
    return [*stream.getvalue().splitlines(), response.headers["X-Request-ID"]]


@pytest.mark.parametrize("form", ["plain", "json"])
def test_nothing_of_the_reader_is_logged(
    root: logging.Logger, broken: Flask, form: logs.LogFormat
) -> None:
    *found, _ = lines(broken, form)
    text = "\n".join(found).casefold()
    for word in (*WORDS.split(), "k%C3%B6p", "k\\u00f6p", READER, "198.51.100.4"):
        assert word.casefold() not in text
    assert "looking for" in text
    assert "valueerror" in text
    assert "keyerror" in text
    assert "test_logs.py" in text
    assert "get /search 500" in text


def test_every_line_of_a_request_has_its_id(root: logging.Logger, broken: Flask) -> None:
    *found, request_id = lines(broken, "json")
    told = [json.loads(line) for line in found]
    assert {line["request"] for line in told} == {request_id}
    assert {"time", "level", "logger", "message"} <= set(told[0])
    assert [line["level"] for line in told] == ["WARNING", "ERROR", "INFO"]
    assert told[1]["message"] == "a page failed"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("req-7f3a.12", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("short", False),
        ("two words", False),
        ("x; y=1", False),
        ("<script>", False),
    ],
)
def test_a_given_id_is_kept_when_it_is_a_short_token(
    root: logging.Logger, broken: Flask, given: str, kept: bool
) -> None:
    *found, request_id = lines(broken, "plain", {"X-Request-ID": given})
    assert (request_id == given) is kept
    assert kept or re.fullmatch(r"[0-9a-f]{16}", request_id)
    assert all(f" {request_id} " in line for line in found if re.match(r"\d{4}-", line))


def test_no_request_is_logged_unless_that_is_asked_for(root: logging.Logger, app: Flask) -> None:
    stream = io.StringIO()
    logs.configure("plain", stream)
    for path in (f"/search?{QUERY}", "/missing"):
        app.test_client().get(path).close()
    assert stream.getvalue() == ""


def test_a_path_cannot_forge_a_line(root: logging.Logger, app: Flask) -> None:
    stream = io.StringIO()
    logs.configure("plain", stream)
    client = create_app(app.extensions["demandside"].site, WebSettings(access_log=True))
    client.test_client().get("/x%0a2026-11-30%20ERROR%20forged%1b[2J" + "y" * 500).close()
    (line,) = stream.getvalue().splitlines()
    assert r"GET /x\x0a2026-11-30 ERROR forged\x1b[2J" in line
    assert len(line) < 400


def test_outside_of_requests_a_failure_is_told_whole(root: logging.Logger) -> None:
    stream = io.StringIO()
    logs.configure("plain", stream)
    try:
        raise ValueError("the disk is full")
    except ValueError:
        logging.getLogger("x").exception("not built")
    assert " - not built" in stream.getvalue()
    assert "ValueError: the disk is full" in stream.getvalue()
