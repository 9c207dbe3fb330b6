"""The generated pages on coverage and data say what is there; real pages stay small."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from corpus.library import Knowledge
from search_app.coverage import coverage
from search_app.web.factory import create_app
from search_app.web.families import PAGE_FAMILIES
from search_app.web.indexless import _Nothing
from search_app.web.site import Site

TODAY = dt.date(2026, 11, 24)
PATHS = [
    *("/compare", "/compare?as_of=2010-01-01", "/timeline", "/eu", "/eu/eu-knowing-use"),
    *("/policy", "/bodies", "/positions", "/unknown", "/unknown?kind=weak", "/coverage"),
    *("/unknown?kind=unknown-date", "/country/eu", "/country/se", "/country/nl"),
]


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> Flask:
    return create_app(Site(knowledge, _Nothing(), None, ""))


@pytest.fixture(scope="module")
def page(knowledge: Knowledge) -> str:
    return coverage(knowledge, TODAY)


def test_every_other_reading_is_argued(page: str, knowledge: Knowledge) -> None:
    readings = [
        a.other_reading.why
        for j in knowledge.states.values()
        for periods in j.answers.values()
        for a in periods
        if a.other_reading
    ]
    section = page.split("## Other readings")[1].split("## ")[0]
    assert section.count("\n| ") == len(readings) + 1
    assert all(why.replace("|", "/") in section for why in readings)


def test_no_answer_is_uncited_and_all_are_counted(page: str, knowledge: Knowledge) -> None:
    assert "- Uncited (neither a provision nor evidence): 0" in page
    section = page.split("## Status by question")[1].split("## ")[0]
    for question in knowledge.questions:
        row = re.search(rf"\| {question} \|(.*)\|", section)
        assert row is not None
        answered = sum(knowledge.answer(c, question, TODAY) is not None for c in knowledge.states)
        assert sum(int(n) for n in row[1].split("|")) == answered


def test_every_documented_path_is_served(real: Flask) -> None:
    rules = {rule.rule for rule in real.url_map.iter_rules()}
    for family in PAGE_FAMILIES:
        # "offences" of "/facts/offences"
        path = re.sub(r"(?<=^/facts/)\w+$", "<name>", family.path)
        for form in family.formats:
            assert path in rules or f"{path}.{form}" in rules, family.path


@pytest.mark.parametrize("path", PATHS)
def test_real_pages_are_below_the_limit(real: Flask, path: str) -> None:
    response = real.test_client().get(path)
    assert response.status_code == 200
    assert len(response.data) < 200_000


def test_who_bought_when(real: Flask) -> None:
    address = "/timeline.json?question=purchase-adult"
    segments = real.test_client().get(address).get_json()["segments"]
    starts = {s["country"]: s["from"] for s in segments if s["status"] == "criminal"}
    assert starts["se"] == "1999-01-01"
    assert starts["fr"] == "2016-04-15"
    assert starts["ie"] == "2017-03-27"
    assert min(starts.values()) == "1999-01-01"
