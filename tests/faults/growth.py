"""How fast CPU time grows when an input doubles: linear work takes twice as long, quadratic four
times.

Times themselves say nothing on a busy machine; ratios of CPU times do, where they are long enough
to be measured.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

MEASURABLE = 0.02
MOST = 3.0
_FACTOR = 4
_TRIES = 4


def growth(run: Callable[[int], object], size: int, most: int) -> float:
    """Return how many times longer `run` takes for a double size; 0 where that is not measurable.

    Args:
        run: does the work for an input of a size.
        size: the size to begin with; it is doubled until the work can be measured.
        most: larger inputs are not made: the work for them is too little to matter.
    """
    while size * _FACTOR <= most:
        if _spent(run, size) >= MEASURABLE:
            return _smallest(run, size)
        size *= 2
    return 0.0


def _smallest(run: Callable[[int], object], size: int) -> float:
    """The smallest of some measurements: chance can spoil one only upwards."""
    best = math.inf
    for _ in range(_TRIES):
        ratio = _spent(run, _FACTOR * size) / max(_spent(run, size), MEASURABLE / 2)
        best = min(best, ratio ** (1 / math.log2(_FACTOR)))
        if best <= MOST:
            break
    return best


def _spent(run: Callable[[int], object], size: int) -> float:
    collecting = gc.isenabled()
    gc.disable()  # looking for garbage costs most where most objects are, whatever made them
    try:
        start = time.process_time()
        run(size)
        return time.process_time() - start
    finally:
        if collecting:
            gc.enable()
