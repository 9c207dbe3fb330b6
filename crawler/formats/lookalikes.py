"""Letters of one alphabet that look like those of another, by the confusables of Unicode.

Greek gazettes set `ΑΡΘΡΟ` with any of A, P, O from a Latin keyboard. Which letters look alike is
read from the data of UTS 39 (https://www.unicode.org/reports/tr39/) in `confusable_homoglyphs`.

    ΝΟΜΟΣ ΥΠ' ΑΡΙΘ. 4251   (all Greek)
    NOMOΣ YΠ' APIΘ. 4251   (N, O, M, Y, A, P, I are Latin)
    ∆ΙΑΤΑΓΜΑ               (the first letter is the sign of an increment)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from string import ascii_uppercase

from confusable_homoglyphs import confusables

GREEK_CAPITALS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
INCREMENT = "∆"
"""The sign that some fonts of PDF files have in the place of Δ."""


@cache
def to_greek() -> dict[int, str]:
    """Return the table for `str.translate` that makes Latin capitals and `∆` Greek."""
    return table(ascii_uppercase + INCREMENT, GREEK_CAPITALS)


@cache
def to_latin() -> dict[int, str]:
    """Return the table for `str.translate` that makes Greek capitals Latin."""
    return table(GREEK_CAPITALS, ascii_uppercase)


def table(letters: Iterable[str], alphabet: Iterable[str]) -> dict[int, str]:
    """Return a table for `str.translate` from letters to those of an alphabet that look the same.

    A letter that looks like none of the alphabet is not in the table.
    """
    shapes = {letter: _shapes(letter) for letter in alphabet}
    return {
        ord(letter): alike
        for letter in letters
        for alike, shape in shapes.items()
        if shape & _shapes(letter)
    }


def _shapes(letter: str) -> frozenset[str]:
    """Return a letter and all that look like it; two letters look alike that share one of them."""
    alike = confusables.is_confusable(letter, greedy=True, preferred_aliases=[])
    glyphs = (glyph["c"] for each in alike or () for glyph in each["homoglyphs"])
    return frozenset({letter, *glyphs})
