"""What is looked up by its place is what a look at everything would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.tagger.matching import CueHit
from nlp.tagger.rows import ByPlace, Cover, Nearest

PLACE = st.builds(
    lambda first, width: CueHit(first, first + width, "x"), st.integers(0, 30), st.integers(0, 6)
)
HITS = st.lists(PLACE, max_size=15).map(sorted)


@given(HITS, st.integers(-5, 40), st.integers(-5, 40))
def test_row(hits: list[CueHit], low: int, high: int) -> None:
    assert list(ByPlace(hits).beginning(low, high)) == [h for h in hits if low <= h.first < high]


@given(HITS, PLACE)
def test_cover(hits: list[CueHit], place: CueHit) -> None:
    expected = any(h.first <= place.first and place.last <= h.last for h in hits)
    assert Cover(hits).holds(place) is expected


@given(HITS.filter(bool), PLACE)
def test_nearest(hits: list[CueHit], place: CueHit) -> None:
    def distance(hit: CueHit) -> int:
        return max(hit.first - place.last, place.first - hit.last, 0)

    assert Nearest(hits).to(place) == min(hits, key=distance)
