"""No test of the crawler may lean on what another left in the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def environment_is_left_as_it_was() -> Iterator[None]:
    """Fail a test that leaves a variable of the program set, or changed."""
    before = _own()
    assert "DEMANDSIDE_STAND_IN" not in before, "the product has no such switch"
    yield
    assert _own() == before


def _own() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k.startswith(("DEMANDSIDE_", "PISTE_"))}
