"""`make check` leaves out what `slow.txt` lists, and nothing else."""

from __future__ import annotations

import pytest

from tests.conftest import HERE, SLOW, slowness


@pytest.mark.parametrize("name", SLOW)
def test_what_is_listed_as_slow_is_there(name: str) -> None:
    assert (HERE / name).exists()


def test_what_takes_longest_comes_first() -> None:
    assert [slowness(HERE / name) for name in SLOW] == list(range(len(SLOW), 0, -1))
    assert slowness(HERE / "test_fast.py") == 0
    assert slowness(HERE / "faults" / "test_kill.py") > 0
    assert slowness(HERE.parent / "faults") == 0
