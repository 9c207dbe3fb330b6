from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.digest import digest, folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Whoever pays\n\nis fined.", "Whoever pays is fined."),
        ("ska\u0308mma", "skämma"),
        ("a soft\u00adhyphen", "a softhyphen"),
        ("**Art. 2** \\[1\\]", "Art. 2 [1]"),
        ("m<sup>2</sup>", "m2"),
        ("F7[a person who pays] is liable", "a person who pays is liable"),
    ],
)
def test_layout_and_marks_do_not_count(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("up to 6 months", "up to 9 months"), ("buys", "Buys"), ("a, b", "a b"), ("x_y", "xy")],
)
def test_words_count(one: str, other: str) -> None:
    assert digest(one) != digest(other)


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert " ".join(once.split()) == once


def test_the_rule_is_the_first() -> None:
    """The hash of a known text: a change of the rule would unbind every reading."""
    assert digest("Den som köper döms.") == (
        "72fe8fc04a314f7deb925d09574e5fedd2a61a5fbfaf0f31cf679e86f2e17cb4"
    )
