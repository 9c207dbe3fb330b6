"""The weightiest offence gives a cell its penalty, age and date."""

from __future__ import annotations

import datetime as dt

from search_app.records.record import records_on, weightiest
from tests.search_app.records.law import TODAY, offence, state

MORE = [{"case": "basic", "imprisonment": {"max": "10 years"}}]
FINE = [{"case": "basic", "fine": {"unit": "amount", "max": 90, "currency": "EUR"}}]


def test_the_strongest_sanction_then_most_persons_then_the_highest_maximum() -> None:
    child = {"person": {"kind": "minor", "under": 15}, "penalties": MORE}
    minor = {"person": {"kind": "minor", "under": 18}}
    petty = {"sanction": "administrative", "penalties": FINE}
    coded = state(
        offence("xx-petty", petty),
        offence("xx-child", child),
        offence("xx-minor", minor),
        offence("xx-minor-graver", {**minor, "penalties": MORE}),
    )
    names = [each.id for each in coded.offences]
    found = weightiest(records_on(coded, names, TODAY))
    assert found is not None and found.id == "xx-minor-graver"
    first = weightiest(records_on(coded, names[:3], TODAY))
    assert first is not None and first.id == "xx-minor"


def test_a_version_that_only_may_hold_is_not_certain() -> None:
    coded = state(offence("xx-buy", {"from": "unknown", "why": "older texts were not seen"}))
    (early,) = records_on(coded, ["xx-buy"], dt.date(2005, 1, 1))
    (today,) = records_on(coded, ["xx-buy"], TODAY)
    assert (early.certain, today.certain) == (False, True)
    assert weightiest(()) is None
