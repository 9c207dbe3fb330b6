"""The checker against sentences of known verdicts: floors on both halves of the sets."""

from __future__ import annotations

import pytest

from corpus.library import Knowledge
from search_app.claims.measuring import (
    HALVES,
    Half,
    HalfMeasured,
    Judged,
    claim_set,
    figures,
    half_of,
    judged,
    measure,
    paired,
    set_names,
)

FLOORS = {"right": 0.9, "wrong": 0.9, "was-right-until": 0.8, "undecidable": 0.9}
"""Least recall of each verdict."""
PRECISION = 0.98


def test_the_english_set_has_200_sentences_and_half_of_them_are_held_out() -> None:
    texts = [text for text, _ in claim_set("english").listed()]
    assert len(texts) >= 200
    assert len(set(texts)) == len(texts)
    held_out = sum(half_of(text) == "held-out" for text in texts)
    assert 0.4 < held_out / len(texts) < 0.6


@pytest.mark.parametrize("half", ["tuned", "held-out"])
def test_no_right_claim_is_called_wrong(knowledge: Knowledge, half: Half) -> None:
    measured = figures(judged(claim_set("english"), knowledge, half))
    assert measured["wrong"]["precision"] >= PRECISION
    assert measured["wrong"]["not true"] == 1.0
    assert measured["right"]["precision"] >= PRECISION
    for verdict, least in FLOORS.items():
        assert measured[verdict]["recall"] >= least, verdict


@pytest.mark.parametrize("language", ["french", "german", "swedish"])
def test_other_languages_have_60_sentences_and_most_are_judged(
    knowledge: Knowledge, language: str
) -> None:
    claims = claim_set(language)
    texts = [text for text, _ in claims.listed()]
    assert len(texts) >= 60
    assert len(set(texts)) == len(texts)
    for half in HALVES:
        measured = figures(judged(claims, knowledge, half))
        assert measured["right"]["recall"] >= 0.9
        assert measured["wrong"]["recall"] >= 0.9
        assert measured["right"]["precision"] >= PRECISION


@pytest.mark.parametrize("name", set_names())
def test_no_claim_of_any_set_is_called_wrong_that_is_not(knowledge: Knowledge, name: str) -> None:
    for half in measure(name, claim_set(name), knowledge):
        assert half.right_called_wrong == 0
        assert figures(half.claims)["wrong"]["precision"] >= PRECISION


def test_figures_tell_a_right_claim_called_wrong_from_one_that_was_right() -> None:
    found = [
        Judged("a", "wrong", "wrong"),
        Judged("b", "was-right-until", "wrong"),
        Judged("c", "right", "wrong"),
        Judged("d", "undecidable", "none"),
    ]
    measured = figures(found)
    assert measured["wrong"]["precision"] == pytest.approx(1 / 3)
    assert measured["wrong"]["not true"] == pytest.approx(2 / 3)
    assert measured["undecidable"]["recall"] == 1.0


@pytest.mark.parametrize(
    ("wanted", "given", "pairs"),
    [
        (("right",), ["right"], [("right", "right")]),
        (("right",), [], [("right", "none")]),
        (("right", "wrong"), ["wrong"], [("wrong", "wrong"), ("right", "none")]),
        (("right",), ["undecidable", "wrong"], [("right", "wrong")]),
        (("right",), ["right", "wrong"], [("right", "right"), ("none", "wrong")]),
        (("right",), ["right", "right"], [("right", "right")]),
        (("wrong", "right"), ["right", "wrong"], [("wrong", "right"), ("right", "wrong")]),
    ],
)
def test_verdicts_are_paired_so_that_none_called_wrong_is_lost(
    wanted: tuple[str, ...], given: list[str], pairs: list[tuple[str, str]]
) -> None:
    assert paired(wanted, given) == pairs


def test_a_right_claim_called_wrong_is_counted() -> None:
    claims = (Judged("a", "right", "wrong"), Judged("b", "was-right-until", "wrong"))
    assert HalfMeasured("x", "tuned", 2, claims).right_called_wrong == 1
