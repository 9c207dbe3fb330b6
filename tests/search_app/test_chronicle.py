"""The computed history: periods without gaps, each with what changed and how it is dated."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from corpus.library import packaged_knowledge
from search_app.chronicle import changed_fields, moments
from search_app.compare import cell
from search_app.strips import strip
from tests.search_app.records.law import version

TODAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize("country", ["se", "fr", "de", "lv", "mt"])
@pytest.mark.parametrize("question", ["purchase-adult", "purchase-minor", "compensation"])
def test_periods_have_no_gap_and_say_what_the_comparison_says(country: str, question: str) -> None:
    knowledge = packaged_knowledge()
    found = moments(knowledge, country, question, TODAY)
    assert found[-1].first and found[0].until is None
    assert all(young.since == old.until for young, old in pairwise(found))
    drawn = strip(knowledge, country, question, TODAY)
    for moment in found:
        assert moment.cell == cell(knowledge, country, question, moment.since)
        (at,) = [s for s in drawn.segments if s.start <= moment.since < s.end]
        assert at.status == moment.cell.status


def test_a_dated_change_names_what_changed() -> None:
    found = moments(packaged_knowledge(), "se", "purchase-adult", TODAY)
    begins = next(m for m in found if m.since == dt.date(1999, 1, 1))
    assert begins.since_told == "1999-01-01"
    assert [(c.record.id, c.what) for c in begins.changes] == [("se-buy", "begins")]
    raised = next(m for m in found if m.since == dt.date(2011, 7, 1))
    assert raised.changes[0].fields == ("penalties",)


def test_the_law_dates_a_year_as_a_year() -> None:
    found = moments(packaged_knowledge(), "lv", "purchase-adult", TODAY)
    begins = next(m for m in found if m.since == dt.date(2008, 1, 1))
    assert begins.since_told == "2008"


def test_written_words_stand_only_beside_the_status_that_they_have() -> None:
    knowledge = packaged_knowledge()
    for country in knowledge.states:
        for moment in moments(knowledge, country, "purchase-adult", TODAY):
            assert {a.status for a in moment.written} <= {moment.cell.status.id}


def test_fields_of_a_period_are_not_changes() -> None:
    old = version(until="2015-01-01")
    new = version(from_="2015-01-01", attempt={"value": "yes"})
    assert changed_fields(old, new) == ("attempt",)
