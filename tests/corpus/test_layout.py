"""Lines become text as the regular expressions said that these functions replace."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import clean, plain_superscripts, without_links

LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
MARKS = st.text(st.sampled_from("[]() ab\n"), max_size=40)


@given(MARKS)
def test_links_are_those_of_the_expression(text: str) -> None:
    assert without_links(text) == LINK.sub(r"\1", text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("x<sup>1</sup>", "x¹"),
        ("x<sup> 23 </sup>", "x²³"),
        ("x<sup>a</sup>", "xa"),
        ("x<sup>1", "x<sup>1"),
        ("x<sup><sup>1</sup>", "x<sup>¹"),
    ],
)
def test_superscripts(text: str, plain: str) -> None:
    assert plain_superscripts(text) == plain


def test_a_wrapped_line_joins_a_paragraph_of_any_length() -> None:
    lines = ["a" * 90, *["b"] * 1000, "", "C"]
    assert clean(lines) == f"{'a' * 90} {' '.join(['b'] * 1000)}\n\nC"
