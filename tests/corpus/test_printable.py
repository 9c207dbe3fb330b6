from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.printable import printable


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("brottsbalk", "brottsbalk"),
        ("köpa ταξίδι", "köpa ταξίδι"),
        ("\x1b[2Jred", "\\x1b[2Jred"),
        ("a\nb", "a\\x0ab"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028b", "a\\u2028b"),
        ("a\udcffb", "a\\udcffb"),
    ],
)
def test_what_could_be_obeyed_is_shown(raw: str, shown: str) -> None:
    assert printable(raw) == shown


def test_what_is_to_be_kept_is_kept() -> None:
    assert printable("a\tb\nc\x07", keep="\n\t") == "a\tb\nc\\x07"


@given(st.text())
def test_nothing_of_that_kind_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in shown)
    shown.encode()
