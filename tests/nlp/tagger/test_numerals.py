"""Numbers as laws write them: grouped in many ways, with decimals, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.tagger.lexicon import NumberWords
from nlp.tagger.penalties.numerals import number_at
from nlp.tagger.words import word_ranges

WORDS = NumberWords.model_validate(
    {
        "values": {"one": 1, "anderthalb": 1.5, "fünf": 5, "zwanzig": 20},
        "times": {"hundert": 100, "tausend": 1000, "million": 1000000},
        "joined": True,
    }
)


def number(text: str) -> tuple[Decimal, str] | None:
    words = [raw[first:last] for raw in text.split() for first, last in word_ranges(raw)]
    found = number_at(words, 0, WORDS)
    assert found is None or found.last < len(words)
    return None if found is None else (found.value, found.sign)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500", "500"), ("11 646,87", "11646.87"), ("11.646,87", "11646.87"), ("1'000", "1000"),
        ("1,000.50", "1000.5"), ("1.000,00", "1000"), ("300 000 000", "300000000"),
        ("1,5 million", "1500000"), ("12,50", "12.5"), ("anderthalb million", "1500000"),
        ("fünfundzwanzig", "25"), ("fünfhundert tausend", "500000"), ("2016 500", "2016"),
        ("84,50 100", "84.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_whole(text: str, value: str) -> None:
    assert number(text) == (Decimal(value), "")


def test_a_sign_may_stand_on_either_side() -> None:
    assert number("€500") == (Decimal(500), "€")
    assert number("1 000€ 500") == (Decimal(1000), "€")
    assert number("$1,000.50") == (Decimal("1000.5"), "$")
    assert number("fine") is None


@given(st.integers(0, 999_999_999), st.integers(0, 99), st.sampled_from(".,' "))
def test_grouping_changes_no_number(whole: int, part: int, group: str) -> None:
    mark = "," if group == "." else "."
    text = f"{whole:,}".replace(",", group)
    assert number(text) == (Decimal(whole), "")
    assert number(f"{text}{mark}{part:02d}") == (Decimal(whole) + Decimal(part) / 100, "")
