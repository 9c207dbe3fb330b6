"""Scales are filled in from general rules of the day; what is not known for a day says so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from search_app import penalty_words
from search_app.records.scales import basic, scales
from tests.search_app.records.law import TODAY, rule, version

CLASS = rule(
    "xx-class-e", "fine-scale", fine={"unit": "class", "class": "E", "max": 500, "currency": "EUR"}
)
LEVEL = rule(
    "xx-level-4",
    "prison-scale",
    imprisonment={"min": "5 years", "max": "10 years"},
    fine={"unit": "amount", "min": 200, "max": 15000, "currency": "EUR"},
)
RULES = {each.id: each for each in (CLASS, LEVEL)}


def test_a_class_has_the_value_of_its_rule_and_the_day_for_which_it_holds() -> None:
    found = version(penalties=[{"case": "basic", "fine": {"scale": "xx-class-e"}}])
    (scale,) = scales(found, RULES, TODAY)
    assert scale.fine is not None and scale.fine.max == Decimal(500)
    assert (scale.value_of, scale.value_read) == ("2020-01-01", True)
    assert penalty_words.line(scale) == "fine up to €500 (class E)"


def test_before_the_rule_is_known_its_value_is_missing() -> None:
    found = version(penalties=[{"case": "basic", "fine": {"scale": "xx-class-e"}}])
    (scale,) = scales(found, RULES, dt.date(1999, 1, 1))
    assert scale.missing
    assert penalty_words.line(scale) == "fine"


def test_a_level_has_the_bounds_of_its_rule() -> None:
    found = version(penalties=[{"case": "basic", "level": "4", "scale": "xx-level-4"}])
    (scale,) = scales(found, RULES, TODAY)
    words = "level 4: 5 to 10 years' imprisonment; fine of €200 to €15,000"
    assert penalty_words.line(scale) == words


def test_a_scale_of_unknown_force_is_known_from_the_text_that_shows_it() -> None:
    case = {"case": "basic", "imprisonment": {"max": "1 year"}, "in_force_from": "unknown"}
    found = version(penalties=[case])
    assert scales(found, {}, dt.date(2020, 1, 1))[0].known
    assert not scales(found, {}, dt.date(2019, 12, 31))[0].known


def test_basic_scales_are_those_of_each_track() -> None:
    cases = [
        {"case": "basic", "track": "summary", "imprisonment": {"max": "6 months"}},
        {"case": "repeat", "nth": 2, "imprisonment": {"max": "1 year"}},
        {"case": "basic", "track": "indictment", "imprisonment": {"max": "5 years"}},
    ]
    found = basic(scales(version(penalties=cases), {}, TODAY))
    assert [scale.case.track for scale in found] == ["summary", "indictment"]
    only = version(penalties=[{"case": "penetration", "imprisonment": {"max": "1 year"}}])
    assert [scale.case.case for scale in basic(scales(only, {}, TODAY))] == ["penetration"]
