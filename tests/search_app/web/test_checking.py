"""The page `/check`: posted or asked for, never kept, bounded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from corpus.library import Knowledge
from search_app.contract.claims import MOST_ON_PAGE
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site


@pytest.fixture
def real(knowledge: Knowledge) -> Iterator[FlaskClient]:
    yield create_app(bare_site(knowledge)).test_client()


def test_a_posted_text_comes_back_with_verdicts_and_is_not_kept(real: FlaskClient) -> None:
    response = real.post("/check", data={"text": "Buying sex is legal in Sweden. <b>"})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "v-wrong" in response.text
    assert 'href="/answer/se/purchase-adult"' in response.text
    assert "<b>" not in response.text


def test_json_by_address_and_by_form(real: FlaskClient) -> None:
    text = {"text": "Sweden bans buying sex.", "as_of": "2026-11-30"}
    asked = real.get("/check.json", query_string=text)
    assert asked.headers["Cache-Control"] == "no-store"
    assert asked.get_json() == real.post("/check.json", data=text).get_json()
    assert asked.get_json()["claims"][0]["verdict"] == "right"


def test_a_text_that_is_too_long_is_refused(real: FlaskClient) -> None:
    assert real.post("/check", data={"text": "a" * (MOST_ON_PAGE + 1)}).status_code == 413


def test_without_a_text_there_is_only_the_form(real: FlaskClient) -> None:
    page = real.get("/check")
    assert page.headers["Cache-Control"] == "no-store"
    assert "<textarea" in page.text
    assert 'class="plain claims"' not in page.text


def test_sentences_that_were_passed_over_are_counted(real: FlaskClient) -> None:
    text = "Sweden bans buying sex. The weather was fine. In Ireland the fine is up to EUR 500."
    page = real.post("/check", data={"text": text})
    assert "1 sentence was passed over" in page.text
    assert "Of which rule it speaks is not sure." in page.text
    checked = real.post("/check.json", data={"text": text}).get_json()
    assert (checked["sentences"], checked["passed_over"]) == (3, 1)
    assert "passed over" not in real.post("/check", data={"text": "Sweden bans buying sex."}).text
