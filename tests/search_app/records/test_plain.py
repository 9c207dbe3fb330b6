"""The older shapes of `/compare.json` hold the facts, and nothing that is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from search_app.records import plain
from search_app.records.scales import scales
from tests.search_app.records.law import TODAY, facts, offence, state, version


def shape(*cases: dict[str, Any]) -> dict[str, Any]:
    found = plain.plain_penalty(scales(version(penalties=list(cases)), {}, TODAY))
    assert found is not None
    return found.model_dump(mode="json", exclude_none=True)


def test_the_basic_scale_stands_first_and_the_others_have_labels() -> None:
    repeat = {"case": "repeat", "nth": 2, "imprisonment": {"min": "2 years", "max": "life"}}
    fine = {"unit": "amount", "max": 1500, "currency": "EUR"}
    basic = {"case": "basic", "imprisonment": {"max": "6 months"}, "fine": fine, "relation": "or"}
    assert shape(repeat, basic) == {
        "imprisonment": {"max": {"value": 6, "unit": "months"}, "life": False},
        "fine": {"unit": "amount", "max": "1500", "currency": "EUR"},
        "relation": "alternative",
        "others": [
            {
                "label": "repeat offence (from the second time)",
                "imprisonment": {"min": {"value": 2, "unit": "years"}, "life": True},
            }
        ],
    }


def test_what_the_shape_cannot_hold_stands_in_the_note() -> None:
    benefit = {"case": "basic", "fine": {"unit": "times-benefit", "min": 2, "max": 4}}
    assert shape(benefit) == {
        "fine": {"unit": "unspecified"},
        "note": "fine of 2 to 4 times the benefit",
        "others": [],
    }
    hours = {"case": "basic", "imprisonment": {"max": "72 hours"}}
    assert shape(hours)["note"] == "up to 72 hours' custody"


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ([("act", "intent"), ("age", "negligence")], "intent"),
        ([("victim-status", "reason-to-suspect")], "should-have-known"),
        ([("act", "not-stated"), ("age", "strict")], "strict"),
        ([("act", "not-stated")], None),
    ],
)
def test_the_mental_element_is_the_strictest_of_the_basic_case(
    told: list[tuple[str, str]], word: str | None
) -> None:
    fault = [{"of": [of], "standard": standard} for of, standard in told]
    lesser = {"of": ["act"], "standard": "intent", "case": "lesser-fault"}
    assert plain.mens_rea(version(fault=[*fault, lesser])) == word


def test_a_penalty_that_is_not_known_for_the_day_is_null() -> None:
    case = {"case": "basic", "imprisonment": {"max": "1 year"}, "in_force_from": "unknown"}
    coded = state(offence("xx-buy", {"penalties": [case]}))
    found = plain.of_facts(facts(coded, "xx-buy", day=dt.date(2015, 1, 1)))
    assert (found["penalty"], found["since"]) == (None, "2010-01-01")
    assert plain.of_facts(facts(coded, "xx-buy"))["penalty"] is not None
