"""Comparisons by status, differences and order; strips of history without gaps."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import COVERED_FROM, Knowledge
from search_app.compare import cell
from search_app.strips import strip
from tests.search_app.web.conftest import make_knowledge

BUYING = "question=purchase-adult&question=purchase-exploited"


def countries(client: FlaskClient, query: str) -> list[str]:
    cells: list[dict[str, Any]] = client.get(f"/compare.json?{query}").get_json()["cells"]
    return list(dict.fromkeys(c["country"] for c in cells))


def questions(client: FlaskClient, query: str) -> list[str]:
    cells: list[dict[str, Any]] = client.get(f"/compare.json?{query}").get_json()["cells"]
    return list(dict.fromkeys(c["question"] for c in cells))


def test_status_keeps_the_countries_that_have_it(client: FlaskClient) -> None:
    assert countries(client, f"{BUYING}&status=criminal") == ["se"]
    assert countries(client, f"{BUYING}&status=criminal&status=none") == ["se", "de"]
    assert countries(client, f"{BUYING}&status=partial") == []
    assert "Nothing is left" in client.get(f"/compare?{BUYING}&status=partial").text


def test_only_differences_drops_questions_with_one_status(client: FlaskClient) -> None:
    query = "country=se&country=de&country=eu&only=differences"
    found = questions(client, query)
    assert found == ["purchase-adult", "purchase-exploited", "purchase-minor"]
    assert questions(client, "country=gr&only=differences") == []


def test_sorted_by_status_the_weightiest_is_first_and_the_unknown_last(client: FlaskClient) -> None:
    assert countries(client, f"{BUYING}&sort=status") == ["se", "de", "gr", "eu"]


def test_the_permanent_link_keeps_the_narrowing(client: FlaskClient) -> None:
    text = client.get(f"/compare?{BUYING}&status=criminal&only=differences&sort=status").text
    assert "status=criminal&amp;only=differences&amp;sort=status&amp;as_of=" in text


def test_a_day_that_is_not_known_is_not_called_unread_or_none(client: FlaskClient) -> None:
    path = "/compare.json?question=purchase-exploited&as_of=2010-01-01"
    found = {c["country"]: c["status"] for c in client.get(path).get_json()["cells"]}
    assert found == {"se": "not-known", "de": "not-known", "gr": "not-checked", "eu": "union"}
    page = client.get("/compare?question=purchase-exploited&as_of=2010-01-01").text
    assert "Not known for this day" in page
    assert "It is not “none found”." in page


def test_a_strip_names_the_years_that_are_not_known(client: FlaskClient) -> None:
    text = client.get("/timeline").text
    assert 'aria-label="None found in 1998 already; Criminal offence since 1 January 1999"' in text
    assert "<svg class=s-not-known " in text
    assert "</text>" in text
    assert "Not known for this day from 1998; Criminal offence since 1 January 2020" in text
    assert "Not checked from 1998" in text


def test_the_segments_are_data(client: FlaskClient) -> None:
    path = "/timeline.json?question=purchase-adult&country=se"
    found = client.get(path).get_json()["segments"]
    assert [(s["status"], s["from"], s["until"]) for s in found] == [
        ("none", "1998-01-01", "1999-01-01"),
        ("criminal", "1999-01-01", None),
    ]


@pytest.fixture(scope="module")
def made_up() -> Knowledge:
    return make_knowledge()


@given(days=st.integers(min_value=1, max_value=11_000), ahead=st.integers(0, 11_000))
def test_a_strip_has_no_gap_and_says_what_the_comparison_says(
    made_up: Knowledge, days: int, ahead: int
) -> None:
    today = COVERED_FROM + dt.timedelta(days=days)
    day = COVERED_FROM + dt.timedelta(days=min(ahead, days - 1))
    for country in made_up.states:
        for question in ("purchase-adult", "purchase-exploited", "purchase-minor"):
            found = strip(made_up, country, question, today)
            assert (found.start, found.end) == (COVERED_FROM, today)
            assert all(a.end == b.start for a, b in pairwise(found.segments))
            (at,) = [s for s in found.segments if s.start <= day < s.end]
            assert at.status == cell(made_up, country, question, day).status
