"""Three dates are told apart; what is not known is not carried back."""

from __future__ import annotations

from search_app.records.dates import dates_of, same_penalties
from tests.search_app.records.law import BASE, READING, offence, version

LESS = [{"case": "basic", "imprisonment": {"max": "6 months"}}]


def test_the_offence_is_older_than_its_scale_and_its_wording() -> None:
    young = {"from": "2020-07-01", "readings": [{**READING, "wording_since": "2022-01-01"}]}
    same = {"from": "2015", "until": "2020-07-01", "conduct": ["pay", "ask"]}
    old = {"from": "2010-01-01", "until": "2015", "penalties": LESS}
    found = offence("xx-buy", young, same, old)
    dates = dates_of(found.versions, found.versions[0])
    assert dates.exists.day == "2010-01-01"
    assert dates.scale is not None and dates.scale.day == "2015"
    assert dates.wording == "2022-01-01"


def test_a_gap_ends_the_chain() -> None:
    found = offence("xx-buy", {"from": "2020-07-01"}, {"from": "2010-01-01", "until": "2019-01-01"})
    assert dates_of(found.versions, found.versions[0]).exists.day == "2020-07-01"


def test_an_unknown_beginning_is_not_the_day_of_a_text() -> None:
    open_ = {"from": "unknown", "why": "older wordings were not seen"}
    found = offence("xx-buy", open_, {"from": "2010-01-01", "until": "2019-01-01"})
    begins = dates_of(found.versions, found.versions[0]).exists
    assert (begins.day, begins.known_from) == (None, "2020-01-01")
    assert begins.why == "older wordings were not seen"


def test_an_unseen_older_version_is_known_from_the_younger_one() -> None:
    old = {**BASE, "from": "unknown", "why": "not seen", "until": "2019-01-01", "readings": []}
    found = offence("xx-buy", {"from": "2019-01-01"}, {**old, "sources": ["s"]})
    begins = dates_of(found.versions, found.versions[0]).exists
    assert (begins.day, begins.known_from) == (None, "2019-01-01")


def test_a_scale_younger_than_its_offence_has_a_date_of_its_own() -> None:
    unknown = version(
        penalties=[{"case": "basic", "imprisonment": {"max": "1 year"}, "in_force_from": "unknown"}]
    )
    scale = dates_of((unknown,), unknown).scale
    assert scale is not None and (scale.day, scale.known_from) == (None, "2020-01-01")
    unread = version(penalties=[], not_known=["penalties"])
    assert dates_of((unread,), unread).scale is None


def test_a_pointer_to_a_general_rule_is_no_new_scale() -> None:
    fine = {"case": "basic", "fine": {"unit": "unspecified"}}
    general = {"case": "basic", "fine": {"scale": "xx-day-fines"}, "known_from": "secondary"}
    bound = {"case": "basic", "fine": {"unit": "amount", "max": 90, "currency": "EUR"}}
    plain, pointing, other = (version(penalties=[case]) for case in (fine, general, bound))
    assert same_penalties(plain, pointing)
    assert not same_penalties(plain, other)
    assert not same_penalties(plain, version(penalties=[fine, bound]))
    year = {"case": "basic", "imprisonment": {"max": "1 year"}}
    assert same_penalties(
        version(penalties=[year]), version(penalties=[{**year, "scale": "xx-prison"}])
    )
