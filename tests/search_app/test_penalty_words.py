"""Coded penalties in words: every unit, every relation, bound by bound."""

from __future__ import annotations

from typing import Any

import pytest

from search_app import penalty_words
from search_app.records.scales import scales
from tests.search_app.records.law import TODAY, version

EURO = {"unit": "amount", "max": 1500, "currency": "EUR"}
YEAR = {"max": "1 year"}


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"imprisonment": YEAR}, "up to 1 year's imprisonment"),
        ({"imprisonment": {"min": "6 months", "max": "4 years"}},
         "6 months to 4 years' imprisonment"),
        ({"imprisonment": {"min": "3 years", "max": "5 years"}}, "3 to 5 years' imprisonment"),
        ({"imprisonment": {"min": "3 years"}}, "at least 3 years' imprisonment"),
        ({"imprisonment": {"max": "4 weeks"}}, "up to 4 weeks' imprisonment"),
        ({"imprisonment": {"min": "5 years", "max": "life"}},
         "from 5 years' imprisonment up to imprisonment for life"),
        ({"imprisonment": YEAR, "fine": EURO, "relation": "or"},
         "up to 1 year's imprisonment, or fine up to €1,500"),
        ({"imprisonment": YEAR, "fine": EURO, "relation": "and"},
         "up to 1 year's imprisonment and fine up to €1,500"),
        ({"imprisonment": YEAR, "fine": EURO, "relation": "and-or"},
         "up to 1 year's imprisonment, or fine up to €1,500, or both"),
        ({"fine": {"unit": "day-fines", "min": 5, "max": 360}}, "fine of 5 to 360 day-fines"),
        ({"fine": {"unit": "unlimited"}}, "fine without limit"),
        ({"fine": {"unit": "unspecified"}}, "fine"),
        ({"fine": {"unit": "fixed", "max": 516, "currency": "EUR"}}, "fine of €516"),
        ({"fine": {"unit": "times-benefit", "min": 2, "max": 4}},
         "fine of 2 to 4 times the benefit"),
        ({"fine": {"unit": "base-units", "min": 50, "max": 2000}},
         "fine of 50 to 2,000 base units"),
        ({"fine": {"unit": "amount", "max": 250, "currency": "IEP", "printed": True}},
         "fine up to IEP\u00a0250 as printed in the act"),
        ({"fine": {"unit": "amount", "max": 250, "currency": "IEP", "printed": True,
                   "applies": {"class": "E", "max": 500, "currency": "EUR"}}},
         "fine up to €500 (class E)"),
        ({"fine": EURO, "or_else": ["community-service", "arrest"]},
         "fine up to €1,500, or community service or arrest instead"),
        ({"relative": {"how": "raise", "by": "1/3 to 1/2"}},
         "raised (1/3 to 1/2), compared with: basic"),
        ({"relative": {"how": "upper-half"}}, "the upper half, compared with: basic"),
        ({"level": "4"}, "level 4"),
    ],
)  # fmt: skip
def test_a_scale_on_one_line(case: dict[str, Any], words: str) -> None:
    (scale,) = scales(version(penalties=[{"case": "basic", **case}]), {}, TODAY)
    assert penalty_words.line(scale) == words


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"case": "victim-under", "under": 15}, "younger victim (under 15)"),
        ({"case": "repeat", "nth": 2}, "repeat offence (from the second time)"),
        ({"case": "repeat", "nth": 4}, "repeat offence (from time number 4)"),
        ({"case": "aggravated", "circumstances": ["victim-young", "other"]},
         "aggravated (young victim or other circumstances)"),
        ({"case": "aggravated", "circumstances": ["victim-young", "other"], "together": True},
         "aggravated (young victim and other circumstances)"),
        ({"case": "aggravated", "of": "gain", "circumstances": ["repeat", "victim-young"]},
         "aggravated (repeat or young victim), for: for gain"),
        ({"case": "legal-person", "of": "group"}, "legal person, for: by a group"),
    ],
)  # fmt: skip
def test_the_case_of_a_scale(case: dict[str, Any], words: str) -> None:
    found = version(penalties=[{**case, "imprisonment": YEAR}])
    assert penalty_words.case(found.penalties[0]) == words
