from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from corpus.coded.absences import Absence
from corpus.coded.basics import Dated, term_in_days
from corpus.coded.general import GeneralRule
from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import Custody, FineFact, PenaltyCase

READING = {"instrument": "xx-code", "provision": "§ 1", "state": "2020-01-01"}
VERSION: dict[str, Any] = {
    "from": "2020-01-01",
    "liable": ["buyer"],
    "conduct": ["obtain"],
    "payment": "element",
    "person": {"kind": "any"},
    "sanction": "criminal",
    "fault": [{"of": ["act"], "standard": "intent"}],
    "penalties": [{"case": "basic", "imprisonment": {"max": "1 year"}}],
    "attempt": {"value": "yes"},
    "abroad": {"none": True},
    "readings": [READING],
}


def version(**changes: Any) -> OffenceVersion:
    return OffenceVersion.model_validate({**VERSION, **changes})


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("term", ["3 months", "1 year", "life", "48 hours"])
def test_a_term_is_as_the_law_states_it(term: str) -> None:
    assert Custody(max=term).max == term


@pytest.mark.parametrize("term", ["three months", "3 Monate", "0 days", "months"])
def test_another_term_is_refused(term: str) -> None:
    with pytest.raises(ValidationError, match="is not a term"):
        Custody(max=term)


def test_terms_have_an_order() -> None:
    terms = ["24 hours", "30 days", "3 months", "1 year", "15 years", "life"]
    assert sorted(terms, key=term_in_days) == terms


@pytest.mark.parametrize(
    ("penalty", "fault"),
    [
        ({"case": "basic"}, "says nothing"),
        ({"case": "victim-under", "imprisonment": {"max": "1 year"}}, "'under' goes with"),
        ({"case": "repeat", "fine": {"unit": "unspecified"}}, "'nth' goes with"),
        (
            {
                "case": "aggravated",
                "circumstances": ["repeat"],
                "together": True,
                "fine": {"unit": "unspecified"},
            },
            "two circumstances or more",
        ),
        (
            {"case": "basic", "imprisonment": {"max": "1 year"}, "fine": {"unit": "unspecified"}},
            "'relation' goes with",
        ),
        ({"case": "basic", "imprisonment": {"min": "2 years", "max": "1 year"}}, "is above max"),
    ],
)
def test_a_penalty_that_contradicts_itself_is_refused(penalty: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        PenaltyCase.model_validate(penalty)


def test_a_fine_needs_unit_and_currency() -> None:
    with pytest.raises(ValidationError, match="needs a unit"):
        FineFact.model_validate({"max": 5})
    with pytest.raises(ValidationError, match="needs a currency"):
        FineFact.model_validate({"unit": "amount", "max": 5})


@pytest.mark.parametrize("field", ["fault", "penalties", "payment", "attempt", "abroad"])
def test_what_nobody_read_is_named(field: str) -> None:
    left_out = {name: value for name, value in VERSION.items() if name != field}
    with pytest.raises(ValidationError, match=f"'{field}' is missing"):
        OffenceVersion.model_validate(left_out)
    assert OffenceVersion.model_validate({**left_out, "not_known": [field]}).not_known == (field,)


def test_a_ban_without_penalty_has_none() -> None:
    assert version(sanction="none", penalties=[]).penalties == ()


def test_a_buyer_who_is_liable_does_something() -> None:
    with pytest.raises(ValidationError, match="no conduct is a buyer's"):
        version(conduct=["profit"])


def test_an_age_goes_with_minors_and_groups_with_the_exploited() -> None:
    for person in ({"kind": "minor"}, {"kind": "any", "under": 18}, {"kind": "exploited"}):
        with pytest.raises(ValidationError):
            version(person=person)


def test_a_period_is_known_from_the_oldest_text_where_its_beginning_is_not() -> None:
    dated = version(**{"from": "unknown", "why": "not looked for"})
    assert dated.known_from == "2020-01-01"
    assert dated.holds(day("2020-01-01"))
    assert not dated.holds(day("2019-12-31"))
    assert dated.may_hold(day("2019-12-31"))


def test_a_report_can_show_an_earlier_day() -> None:
    dated = version(**{"from": "unknown", "why": "day not seen", "by": "2016"})
    assert dated.holds(day("2016-06-01"))
    assert not dated.holds(day("2015-12-31"))


def test_a_reading_for_single_fields_dates_nothing() -> None:
    old = {**READING, "state": "2001-01-01", "for": ["penalties"]}
    dated = version(**{"from": "unknown", "why": "day not seen", "readings": [READING, old]})
    assert dated.known_from == "2020-01-01"


@pytest.mark.parametrize(
    ("period", "fault"),
    [
        ({"from": "unknown"}, "say why"),
        ({"from": "2020", "until": "2019"}, "after its end"),
        ({"from": "2020", "until": "unknown"}, "first text without"),
        ({"from": "2020", "by": "2021"}, "goes with an unknown from"),
    ],
)
def test_a_period_that_cannot_be_is_refused(period: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Dated.model_validate(period)


def test_a_general_rule_says_what_its_kind_asks() -> None:
    silent = {"id": "xx-intent", "kind": "fault-default", "versions": [{"from": "2000"}]}
    with pytest.raises(ValidationError, match="needs fault"):
        GeneralRule.model_validate(silent)


def test_none_needs_a_search_and_unclear_a_reason() -> None:
    base = {"question": "purchase-adult", "day": "2026-11-30"}
    with pytest.raises(ValidationError, match="needs the texts searched"):
        Absence.model_validate({**base, "finding": "none"})
    with pytest.raises(ValidationError, match="needs 'why'"):
        Absence.model_validate({**base, "finding": "unclear"})
