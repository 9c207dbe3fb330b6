"""Letters that look alike are those of Unicode's confusables, and only they."""

from __future__ import annotations

from crawler.formats.lookalikes import table, to_greek, to_latin


def test_latin_capitals_become_greek_where_they_look_greek() -> None:
    assert "NOMOΣ YΠ APIΘ. ∆".translate(to_greek()) == "ΝΟΜΟΣ ΥΠ ΑΡΙΘ. Δ"
    assert {chr(letter) for letter in to_greek()} == set("ABEZHIKMNOPTYX∆")


def test_greek_capitals_become_latin_and_back() -> None:
    assert "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".translate(to_latin()) == "ABEZHIKMNOPTYX"
    assert "ΓΔΘΛΞΠΣΦΨΩ".translate(to_latin()) == "ΓΔΘΛΞΠΣΦΨΩ"
    assert all(to_greek()[ord(latin)] == chr(greek) for greek, latin in to_latin().items())


def test_a_letter_that_looks_like_none_is_left_out() -> None:
    assert table("Ж", "ABC") == {}
