"""The readings over whole national law, and what they come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlp
from corpus.library import packaged_knowledge
from nlp.national import Cell, NationalLaw, Reading, estimate, national_law

COUNTS = st.integers(0, 12)
CELLS = st.builds(
    lambda right, wrong, unsure, more: Cell(
        "sv", "support", right + wrong + unsure + more, right, wrong, unsure
    ),
    COUNTS, COUNTS, COUNTS, st.integers(1, 500),
)  # fmt: skip


def readings(law: NationalLaw) -> list[Reading]:
    return [law.before, law.after, law.again]


def test_a_cell_counts_as_much_as_tags_were_made_in_it() -> None:
    found = estimate([
        Cell("sv", "support", 90, 1, 9, 0), Cell("sv", "brothel", 10, 5, 5, 2),
        Cell("sv", "selling", 7, 0, 0, 3),
    ])  # fmt: skip
    assert (found.made, found.judged) == (107, 20)
    assert found.share == pytest.approx(0.9 * 0.1 + 0.1 * 0.5)
    assert found.low < found.share < found.high


def test_what_was_read_completely_is_certain() -> None:
    found = estimate([Cell("sv", "support", 4, 3, 1, 0)])
    assert (found.share, found.low, found.high) == (0.75, 0.75, 0.75)


def test_where_nothing_could_be_judged_nothing_is_said() -> None:
    found = estimate([Cell("sv", "support", 4, 0, 0, 2)])
    assert (found.share, found.low, found.high, found.judged) == (None, 0.0, 1.0, 0)


@given(st.lists(CELLS, min_size=1, max_size=6))
def test_the_share_lies_in_its_interval(cells: list[Cell]) -> None:
    found = estimate(cells)
    if found.share is not None:
        assert 0 <= found.low <= found.share <= found.high <= 1


def test_the_packaged_readings_are_of_known_concepts_and_languages() -> None:
    concepts = packaged_knowledge().concepts
    for reading in readings(national_law()):
        names = [(cell.language, cell.concept) for cell in reading.cells]
        assert len(set(names)) == len(names)
        for cell in reading.cells:
            assert cell.concept in concepts
            assert cell.language in nlp.languages()
            assert 0 <= cell.right + cell.wrong + cell.unsure <= cell.made


def test_every_concept_and_language_has_its_estimate() -> None:
    for reading in readings(national_law()):
        assert set(reading.by_concept()) == {cell.concept for cell in reading.cells}
        assert set(reading.by_language()) == {cell.language for cell in reading.cells}
        assert reading.together().made == sum(cell.made for cell in reading.cells)
