"""What a cell says: only what is known for its day, and what it does not know."""

from __future__ import annotations

import datetime as dt
from typing import Any

from corpus.model import Event
from search_app.contract.records import facts_data
from tests.search_app.records.law import READING, absence, facts, offence, question, state

SEARCHED = [
    {"instrument": "xx-code", "part": "whole", "state": "2019-01-01"},
    {"instrument": "xx-code", "part": "whole", "state": "2025-01-01"},
    {"instrument": "xx-order", "part": "whole", "state": "1968"},
]


def event(day: str, *questions: str, status: str = "in-force", kind: str = "law") -> Event:
    return Event.model_validate(
        {
            "date": day,
            "kind": kind,
            "title": "A change",
            "text": "The law changed.",
            "status": status,
            "questions": questions or ("purchase-adult",),
            "sources": ["s"],
            "confidence": "text-seen",
        }
    )


def test_a_penalty_of_unknown_force_is_not_told_for_earlier_days() -> None:
    case = {"case": "basic", "imprisonment": {"max": "1 year"}, "in_force_from": "unknown"}
    coded = state(offence("xx-buy", {"penalties": [case]}))
    assert facts(coded, "xx-buy").penalty_known
    early = facts(coded, "xx-buy", day=dt.date(2015, 1, 1))
    assert early.basic and not early.penalty_known


def test_nothing_is_punished_without_a_penalty() -> None:
    coded = state(offence("xx-buy", {"sanction": "none", "penalties": []}))
    found = facts(coded, "xx-buy", status="prohibited")
    assert found.basic == () and found.sanctions == ("none",)


def test_what_is_not_found_has_no_beginning_but_a_search() -> None:
    none = absence(from_="2012-03-02", searched=SEARCHED, terms=["word"])
    found = facts(state(absences=(none,)), status="none")
    assert found.since is None and found.dates is None
    assert found.searched is not None and found.text_state == "2025-01-01"
    assert found.searched_acts == 2
    assert facts(state(absences=(none,)), status="none", day=dt.date(2010, 1, 1)).absences == ()


def test_a_text_is_older_than_a_later_event_unless_a_record_begins_with_it() -> None:
    coded = state(offence("xx-buy", {}))
    told = (
        event("2021-05"),
        event("2019-01-01"),
        event("2027-01-01"),
        event("2022-01-01", "procuring"),
        event("2023-01-01", status="pending"),
        *(event("2024-01-01", kind=name) for name in ("bill", "procedure", "report", "ruling")),
    )
    assert [e.date for e in facts(coded, "xx-buy", events=told).newer] == ["2021-05"]
    assert [e.date for e in facts(coded, "xx-buy", events=(event("2024", kind="policy"),)).newer]
    young = state(offence("xx-buy", {"from": "2021-05-01"}))
    assert facts(young, "xx-buy", events=told).newer == ()


def test_citations_are_the_rules_read_each_once() -> None:
    readings = [
        READING,
        {**READING, "state": "2018-01-01", "force": "past"},
        {**READING, "provision": "§ 2", "for": ["penalties"]},
    ]
    found = facts(state(offence("xx-buy", {"readings": readings})), "xx-buy")
    assert [(c.instrument, c.provision) for c in found.citations] == [("xx-code", "§ 1")]
    assert (found.text_state, found.confidence, found.read_by) == (
        "2020-01-01",
        "text-seen",
        "second",
    )


def test_attempt_has_no_single_date_and_no_penalty() -> None:
    coded = state(offence("xx-buy", {}))
    asked = question("purchase-attempt", "extension")
    found = facts(coded, "xx-buy", status="yes", asked=asked)
    assert (found.dates, found.offence, found.basic) == (None, None, ())


def test_data_hold_the_facts_in_full() -> None:
    fault = [
        {"of": ["act"], "standard": "not-stated"},
        {"of": ["victim-status"], "standard": "should-have-known", "burden": "defence"},
    ]
    coded = state(offence("xx-buy", {"fault": fault}))
    found: dict[str, Any] = facts_data(facts(coded, "xx-buy")).plain()
    records = found["records"]
    assert records[0]["version"]["fault"][1]["burden"] == "defence"
    assert records[0]["exists_since"]["day"] == "2010-01-01"
    assert records[0]["scales"][0]["words"] == "up to 1 year's imprisonment"
