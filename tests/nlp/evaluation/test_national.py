"""Judged tags over the whole law of states, and the estimates made from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlp
from corpus.library import packaged_knowledge
from nlp.evaluation.national import (
    JudgedSample,
    NationalLaw,
    Stratum,
    estimate,
    national_law,
)

COUNTS = st.integers(0, 12)
STRATA = st.builds(
    lambda right, wrong, unsure, more: Stratum(
        "sv", "support", right + wrong + unsure + more, right, wrong, unsure
    ),
    COUNTS, COUNTS, COUNTS, st.integers(1, 500),
)  # fmt: skip


def samples(law: NationalLaw) -> list[JudgedSample]:
    return [law.before, law.after, law.again]


def test_a_stratum_is_weighted_by_the_tags_made_in_it() -> None:
    result = estimate([
        Stratum("sv", "support", 90, 1, 9, 0), Stratum("sv", "brothel", 10, 5, 5, 2),
        Stratum("sv", "selling", 7, 0, 0, 3),
    ])  # fmt: skip
    assert (result.made, result.judged) == (107, 20)
    assert result.share == pytest.approx(0.9 * 0.1 + 0.1 * 0.5)
    assert result.low < result.share < result.high


def test_a_stratum_that_was_read_whole_is_certain() -> None:
    result = estimate([Stratum("sv", "support", 4, 3, 1, 0)])
    assert (result.share, result.low, result.high) == (0.75, 0.75, 0.75)


def test_there_is_no_share_where_nothing_could_be_judged() -> None:
    result = estimate([Stratum("sv", "support", 4, 0, 0, 2)])
    assert (result.share, result.low, result.high, result.judged) == (None, 0.0, 1.0, 0)


@given(st.lists(STRATA, min_size=1, max_size=6))
def test_the_share_lies_in_its_interval(strata: list[Stratum]) -> None:
    result = estimate(strata)
    if result.share is not None:
        assert 0 <= result.low <= result.share <= result.high <= 1


def test_the_packaged_samples_are_of_known_concepts_and_languages() -> None:
    concepts = packaged_knowledge().concepts
    for sample in samples(national_law()):
        names = [(stratum.language, stratum.concept) for stratum in sample.cells]
        assert len(set(names)) == len(names)
        for stratum in sample.cells:
            assert stratum.concept in concepts
            assert stratum.language in nlp.languages()
            assert 0 <= stratum.right + stratum.wrong + stratum.unsure <= stratum.made


def test_every_concept_and_language_has_its_estimate() -> None:
    for sample in samples(national_law()):
        assert set(sample.by_concept()) == {stratum.concept for stratum in sample.cells}
        assert set(sample.by_language()) == {stratum.language for stratum in sample.cells}
        assert sample.together().made == sum(stratum.made for stratum in sample.cells)
