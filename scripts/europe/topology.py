"""Reads TopoJSON: countries whose common borders are stored once, as arcs.

The format, shortened:

    {"type": "Topology", "transform": {"scale": [0.0036, 0.0017], "translate": [-180, -85]},
     "arcs": [[[4000, 9000], [2, -1], [0, 3]], …],
     "objects": {"countries": {"geometries": [
        {"type": "Polygon", "id": "040", "arcs": [[0, -8]]}]}}}

An arc is a first point and the steps from each point to the next, both to be scaled; a ring lists
arcs, and `-8` (that is `~7`) is arc 7 backwards.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = list[Point]
Polygon = list[Line]
"""An outer ring, then its holes; the last point of a ring is its first."""


@dataclass(frozen=True)
class Topology:
    """Arcs in degrees, and the polygons of each country as lists of rings of arc numbers."""

    arcs: tuple[Line, ...]
    countries: tuple[tuple[str, tuple[list[list[int]], ...]], ...]

    @classmethod
    def read(cls, path: Path) -> Topology:
        """Read a file whose object `countries` holds the countries by their numeric code."""
        source = json.loads(path.read_text("utf-8"))
        scale, start = source["transform"]["scale"], source["transform"]["translate"]
        arcs = tuple(_degrees(arc, scale, start) for arc in source["arcs"])
        shapes = source["objects"]["countries"]["geometries"]
        return cls(arcs, tuple((str(shape.get("id", "")), _polygons(shape)) for shape in shapes))

    def with_arcs(self, arcs: Iterator[Line]) -> Topology:
        """Return the same countries drawn with other arcs, in the same order."""
        return Topology(tuple(arcs), self.countries)

    def polygons(self, codes: list[str]) -> Iterator[Polygon]:
        """Yield the polygons of the countries with these codes."""
        for code, polygons in self.countries:
            if code in codes:
                for rings in polygons:
                    yield [self._ring(ring) for ring in rings]

    def arcs_of(self, codes: Collection[str]) -> frozenset[int]:
        """Return the numbers of the arcs that the countries with these codes are drawn with."""
        return frozenset(
            number if number >= 0 else ~number
            for code, polygons in self.countries
            if code in codes
            for rings in polygons
            for ring in rings
            for number in ring
        )

    def _ring(self, numbers: list[int]) -> Line:
        ring: Line = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring


def _degrees(arc: list[list[int]], scale: list[float], start: list[float]) -> Line:
    across = accumulate(step[0] for step in arc)
    up = accumulate(step[1] for step in arc)
    return [
        (x * scale[0] + start[0], y * scale[1] + start[1]) for x, y in zip(across, up, strict=True)
    ]


def _polygons(shape: dict[str, Any]) -> tuple[list[list[int]], ...]:
    arcs = shape["arcs"]
    return (arcs,) if shape["type"] == "Polygon" else tuple(arcs)
