"""Counts trials: the long part of these tests writes how often what was tried, for docs/quality.md.

A line of the file that FAULTS_REPORT names:

    {"class": "kill -9 of import", "trials": 100, "failed": 0, "note": "compared by hash"}
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LONG = bool(os.environ.get("FAULTS_REPORT"))
"""Whether the long part runs."""


class Tally:
    """How often something was tried, and each time it went wrong, in words."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.trials = 0
        self.failures: list[str] = []
        self.note = ""

    def count(self, *failures: str) -> None:
        """Count one trial, with what went wrong in it."""
        self.trials += 1
        self.failures.extend(failures)


@pytest.fixture
def trials() -> Callable[[int, int], int]:
    """Return how many trials to make: the first number in the suite, the second in the long run."""
    return lambda fast, long: long if LONG else fast


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Tally]]:
    """Return a maker of tallies; each must have been used and be without failures at the end."""
    made: list[Tally] = []

    def make(name: str) -> Tally:
        made.append(Tally(name))
        return made[-1]

    yield make
    for one in made:
        _report(one)
    broken = [f"{t.name}: {failure}" for t in made for failure in t.failures]
    assert not broken, "\n".join(broken[:20])
    assert all(t.trials for t in made), f"{request.node.name} tried nothing"


def _report(tally: Tally) -> None:
    path = os.environ.get("FAULTS_REPORT")
    if path:
        line = {
            "class": tally.name,
            "trials": tally.trials,
            "failed": len(tally.failures),
            "note": tally.note,
        }
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
