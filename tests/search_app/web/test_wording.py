"""Penalties, amounts and dates in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Knowledge
from corpus.penalty import Penalty
from search_app import wording
from search_app.written_penalties import written_penalty


def span(low: tuple[int, str] | None, high: tuple[int, str] | None) -> dict[str, Any]:
    bounds = {"min": low, "max": high}
    return {k: {"value": v[0], "unit": v[1]} for k, v in bounds.items() if v}


YEAR, FOUR, SIX = (1, "years"), (4, "years"), (6, "months")
EUR = {"unit": "amount", "currency": "EUR"}
CASES = [
    ({"imprisonment": span(None, YEAR)}, "up to 1 year's imprisonment"),
    ({"imprisonment": span(None, FOUR)}, "up to 4 years' imprisonment"),
    ({"imprisonment": span(SIX, FOUR)}, "6 months to 4 years' imprisonment"),
    ({"imprisonment": span((2, "years"), (10, "years"))}, "2 to 10 years' imprisonment"),
    ({"imprisonment": span(SIX, None)}, "at least 6 months' imprisonment"),
    ({"imprisonment": span(YEAR, YEAR)}, "1 year's imprisonment"),
    ({"imprisonment": span(None, (1, "days"))}, "up to 1 day's imprisonment"),
    ({"imprisonment": {}}, "imprisonment"),
    ({"imprisonment": {"life": True}}, "up to imprisonment for life"),
    (
        {"imprisonment": {**span((3, "years"), None), "life": True}},
        "from 3 years' imprisonment up to imprisonment for life",
    ),
    ({"fine": {"unit": "unspecified"}}, "fine"),
    ({"fine": {**EUR, "max": 1500}}, "fine up to €1,500"),
    ({"fine": {**EUR, "min": "12.50", "max": 100}}, "fine of €12.50 to €100"),
    ({"fine": {**EUR, "min": 50, "max": 50}}, "fine of €50"),
    ({"fine": {**EUR, "min": 50}}, "fine of at least €50"),
    ({"fine": {**EUR, "min": 0, "max": 50}}, "fine of €0 to €50"),
    ({"fine": EUR}, "fine"),
    ({"fine": {"unit": "amount", "currency": "IEP", "max": 1000}}, "fine up to IEP\u00a01,000"),
    ({"fine": {"unit": "day-fines"}}, "day-fines"),
    ({"fine": {"unit": "day-fines", "min": 5, "max": 360}}, "5 to 360 day-fines"),
    ({"fine": {"unit": "day-fines", "max": 1}}, "up to 1 day-fine"),
    ({"fine": {"unit": "day-fines", "min": 30}}, "at least 30 day-fines"),
    ({"fine": {"unit": "minimum-wage", "max": 50}}, "fine up to 50 times the minimum wage"),
    ({"fine": {"unit": "level", "max": 4}}, "fine up to level 4"),
    (
        {
            "fine": {"unit": "unspecified"},
            "imprisonment": span(None, FOUR),
            "relation": "alternative",
        },
        "fine, or imprisonment up to 4 years",
    ),
    (
        {
            "fine": {**EUR, "max": 5000},
            "imprisonment": span(None, (12, "months")),
            "relation": "either-or-both",
        },
        "fine up to €5,000, or imprisonment up to 12 months, or both",
    ),
    (
        {"fine": {**EUR, "max": 45000}, "imprisonment": span(SIX, FOUR), "relation": "cumulative"},
        "6 months to 4 years' imprisonment and fine up to €45,000",
    ),
    (
        {
            "fine": {"unit": "unspecified"},
            "imprisonment": span(SIX, FOUR),
            "relation": "alternative",
        },
        "fine, or imprisonment of 6 months to 4 years",
    ),
    (
        {
            "fine": {"unit": "unspecified"},
            "imprisonment": span(SIX, None),
            "relation": "alternative",
        },
        "fine, or imprisonment of at least 6 months",
    ),
    ({"note": "As for the completed offence."}, "As for the completed offence."),
    (
        {
            "imprisonment": span(SIX, FOUR),
            "others": [
                {"label": "less serious", "imprisonment": span(None, YEAR)},
                {"label": "gross", "imprisonment": span((2, "years"), (10, "years"))},
            ],
        },
        "6 months to 4 years' imprisonment – less serious: up to 1 year's imprisonment;"
        " gross: 2 to 10 years' imprisonment",
    ),
    ({"label": "first offence", "fine": {**EUR, "max": 500}}, "first offence: fine up to €500"),
]


@pytest.mark.parametrize(("penalty", "words"), CASES, ids=[words[:50] for _, words in CASES])
def test_a_penalty_is_said_in_words(penalty: dict[str, Any], words: str) -> None:
    assert written_penalty(Penalty.model_validate(penalty)) == words


def test_every_penalty_of_the_corpus_has_words(knowledge: Knowledge) -> None:
    for jurisdiction in knowledge.jurisdictions.values():
        for answers in jurisdiction.answers.values():
            for answer in answers:
                if answer.penalty:
                    words = written_penalty(answer.penalty)
                    assert words
                    assert "None" not in words
                    assert "%(" not in words


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_loses_no_cent(amount: Decimal) -> None:
    words = wording.currency_amount(amount, "EUR")
    assert Decimal(words.removeprefix("€").replace(",", "")) == amount


@pytest.mark.parametrize(
    ("value", "words"),
    [("1999-01-01", "1 January 1999"), ("1999-01", "January 1999"), ("1999", "1999")],
)
def test_a_date_keeps_its_precision(value: str, words: str) -> None:
    assert wording.date_in_words(value) == words
