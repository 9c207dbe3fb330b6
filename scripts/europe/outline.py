"""Geometry of outlines on a plane: simplify, cut to a frame, measure, find a place for a label."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from scripts.europe.topology import Line, Point, Polygon

Box = tuple[float, float, float, float]
"""West, south, east, north."""


def simplified(line: Line, tolerance: float) -> Line:
    """Return a line with fewer points, none of those left out farther away than the tolerance.

    Douglas and Peucker, 1973. The ends stay, so that lines that meet still meet.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far = max(
            range(first + 1, last),
            key=lambda i: _distance(line[i], line[first], line[last]),
            default=None,
        )
        if far is not None and _distance(line[far], line[first], line[last]) > tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """The distance of a point from a line between two others, which may be the same."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + along * dx, start[1] + along * dy))


def cut(ring: Line, box: Box) -> Line:
    """Return the part of a ring inside a box (Sutherland and Hodgman, 1974); it may be empty."""
    west, south, east, north = box
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = _cut_side(ring, axis, bound, sign)
    return ring


def _cut_side(ring: Line, axis: int, bound: float, sign: int) -> Line:
    inside: Callable[[Point], bool] = lambda p: sign * (p[axis] - bound) >= 0  # noqa: E731
    kept: Line = []
    for before, point in zip([*ring[-1:], *ring], ring, strict=False):
        if inside(before) != inside(point):
            share = (bound - before[axis]) / (point[axis] - before[axis])
            x, y = (a + share * (b - a) for a, b in zip(before, point, strict=True))
            kept.append((x, y))
        if inside(point):
            kept.append(point)
    return kept


def area(ring: Line) -> float:
    """Return the area of a ring in the square of its unit."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def within(ring: Line, box: Box) -> bool:
    """Whether a ring lies inside a box with all its points."""
    west, south, east, north = box
    return all(west <= x <= east and south <= y <= north for x, y in ring)


def label_place(polygon: Polygon, steps: int = 60) -> Point:
    """Return the point of a grid over a polygon that is farthest from its borders."""
    ring = polygon[0]
    west, east = min(p[0] for p in ring), max(p[0] for p in ring)
    south, north = min(p[1] for p in ring), max(p[1] for p in ring)
    grid = [
        (west + (east - west) * i / steps, south + (north - south) * j / steps)
        for i in range(1, steps)
        for j in range(1, steps)
    ]
    return max((p for p in grid if contains(ring, p)), key=lambda p: _margin(polygon, p))


def _margin(polygon: Polygon, point: Point) -> float:
    return min(_distance(point, a, b) for ring in polygon for a, b in pairwise(ring))


def contains(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies inside a ring."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
