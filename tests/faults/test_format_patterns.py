"""No regular expression of the crawler costs more than in proportion to what it reads."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from tests.faults.conftest import Tally
from tests.faults.hostile_patterns import Used, hostile, patterns
from tests.faults.limited import TooLongError, limited

FOUND = patterns("crawler")
_GROWTH = 3.0
"""How much longer twice the text may take; a quadratic expression takes four times as long."""
_MEASURABLE = 0.02
_LIMIT = 2.0


def spent(used: Used, text: str, times: int = 1) -> float:
    """Return the least CPU seconds of several runs; infinite when one does not end."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        try:
            with limited(_LIMIT):
                used.run(text)
        except TooLongError:
            return float("inf")
        best = min(best, time.process_time() - began)
    return best


def grows(used: Used, before: str, unit: str, after: str, length: int) -> bool:
    """Tell whether the time for a string grows faster than its length."""

    def text(size: int) -> str:
        return before + unit * (size // len(unit)) + after

    if spent(used, text(length)) < _MEASURABLE:
        return False
    long, short = spent(used, text(length), 3), spent(used, text(length // 2), 3)
    return long >= _MEASURABLE and long > _GROWTH * short


def test_expressions_are_found() -> None:
    assert len(FOUND) > 150
    assert any(used.where.endswith("akoma_ntoso._ITEM") for used in FOUND)
    assert any(used.anchored for used in FOUND) and not all(used.anchored for used in FOUND)


def test_a_quadratic_expression_is_told() -> None:
    bad = Used("here", re.compile(r"\s+x"), frozenset({"sub"}))
    assert any(grows(bad, *each, 16_000) for each in hostile(bad))
    good = Used("here", re.compile(r"(?<!\s)\s++x"), frozenset({"sub"}))
    assert not any(grows(good, *each, 16_000) for each in hostile(good))


def test_every_expression_is_linear(
    tally: Callable[[str], Tally], trials: Callable[[int, int], int]
) -> None:
    told = tally("expressions of the crawler on hostile strings")
    told.note = f"{len(FOUND)} expressions; at most {_GROWTH:g} times the CPU for twice the text"
    length = trials(8_000, 64_000)
    for used in FOUND:
        for before, unit, after in hostile(used):
            bad = grows(used, before, unit, after, length)
            told.count(
                *([f"{used.where}: {used.pattern.pattern!r} on {before!r} + {unit!r}…"] * bad)
            )
