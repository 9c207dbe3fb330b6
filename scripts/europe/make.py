"""Make the shapes of the map: `python -m scripts.europe.make countries-10m.json`.

The file is the one of the npm package world-atlas 2.0.2 (ISC licence), which holds Natural Earth
data (public domain) as TopoJSON. What is drawn is set in `map.yaml`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from scripts.europe.outline import Box, area, cut, label_place, simplified, within
from scripts.europe.projection import project
from scripts.europe.topology import Line, Point, Polygon, Topology
from search_app.maps.shapes import FILE, EuropeMap, InsetShape, StateShape

_SETTINGS = Path(__file__).parent / "map.yaml"
_HEMISPHERE = (-75.0, -20.0, 95.0, 89.0)
"""Degrees beyond which nothing reaches the frame; far from its centre the projection tears."""


class Frame(BaseModel):
    """The part of the plane that is drawn, in metres, and its width on the map."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def box(self) -> Box:
        """Its borders."""
        return self.west, self.south, self.east, self.north

    @property
    def height(self) -> float:
        """Its height on the map."""
        return round(self.width * (self.north - self.south) / (self.east - self.west))


class InsetFrame(BaseModel):
    """A box on the map, and how many metres it is wide and high."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    x: float
    y: float
    side: float
    metres: float
    tolerance: float


class MapSettings(BaseModel):
    """What is drawn, and how finely."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame: Frame
    tolerance: float
    land_tolerance: float
    smallest: float
    states: dict[str, list[str]]
    insets: dict[str, InsetFrame]
    hidden: list[str]


class Pen:
    """Turns outlines in metres into paths of SVG."""

    def __init__(self, frame: Frame, x: float = 0, y: float = 0) -> None:
        """Draw a frame whose upper left corner lies at a point of the map."""
        self._frame = frame
        self._scale = frame.width / (frame.east - frame.west)
        self._corner = x, y

    def place(self, point: Point) -> Point:
        """Return a point on the map."""
        x = self._corner[0] + (point[0] - self._frame.west) * self._scale
        y = self._corner[1] + (self._frame.north - point[1]) * self._scale
        return round(x, 1), round(y, 1)

    def path(self, rings: Iterable[Line]) -> str:
        """Return closed rings as the `d` of a path, in steps of a tenth of its unit."""
        return "".join(map(self._ring, rings))

    def _ring(self, ring: Line) -> str:
        points = [self.place(point) for point in ring]
        distinct = [p for i, p in enumerate(points) if p != points[i - 1]]
        if len(distinct) < 3:
            return ""
        steps = [d for a, b in pairwise(distinct) for d in (b[0] - a[0], b[1] - a[1])]
        return f"M{_numbers(distinct[0])}l{_numbers(steps)}z"


def _numbers(values: Iterable[float]) -> str:
    """Numbers as paths allow them to be written: `4.6-3.9 1.7 .6` for 4.6, -3.9, 1.7 and 0.6."""
    text = " ".join(f"{round(value, 1):g}" for value in values)
    return f" {text}".replace(" 0.", " .").replace("-0.", "-.").replace(" -", "-").strip()


class Atlas:
    """The countries of the source on the plane, as finely as asked for."""

    def __init__(self, path: Path, settings: MapSettings) -> None:
        """Read the source."""
        source = Topology.read(path)
        self._settings = settings
        self._plane = source.with_arcs(map(_projected, source.arcs))
        members = {code for codes in settings.states.values() for code in codes}
        others = {code for code, _ in source.countries} - members - set(settings.hidden)
        self._others = sorted(others)
        self._drawn = source.arcs_of(members)

    def at(self, tolerance: float, elsewhere: float) -> Topology:
        """Return the countries with simplified borders; neighbours still share theirs.

        Args:
            tolerance: that of the borders of member states, in metres.
            elsewhere: that of all others.
        """
        return self._plane.with_arcs(
            simplified(arc, tolerance if number in self._drawn else elsewhere)
            for number, arc in enumerate(self._plane.arcs)
        )

    def state(self, plane: Topology, code: str, frame: Frame, smallest: float) -> list[Polygon]:
        """Return the polygons of a state inside a frame, the largest first."""
        polygons = plane.polygons(self._settings.states[code])
        kept = [p for p in polygons if within(p[0], frame.box) and area(p[0]) > smallest * 1e6]
        return sorted(kept, key=lambda p: -area(p[0]))

    def land(self, plane: Topology, frame: Frame, smallest: float) -> Iterator[Line]:
        """Yield the rings of the other countries, cut to a frame."""
        return self._cut(plane, self._others, frame, smallest)

    def neighbours(self, plane: Topology, code: str, frame: Frame) -> Iterator[Line]:
        """Yield the rings of all countries but one state, cut to a frame."""
        states = self._settings.states
        members = [c for name in states if name != code for c in states[name]]
        return self._cut(plane, [*members, *self._others], frame, 0)

    def _cut(
        self, plane: Topology, codes: list[str], frame: Frame, smallest: float
    ) -> Iterator[Line]:
        for polygon in plane.polygons(codes):
            for ring in polygon:
                part = cut([p for p in ring if p != _FAR], frame.box)
                if area(part) > smallest * 1e6:
                    yield part


def _projected(arc: Line) -> Line:
    return [project(*point) if _is_mapped(point) else _FAR for point in arc]


_FAR = (1e9, 1e9)


def _is_mapped(point: Point) -> bool:
    west, south, east, north = _HEMISPHERE
    return west <= point[0] <= east and south <= point[1] <= north


def _inset(atlas: Atlas, code: str, asked: InsetFrame) -> InsetShape:
    plane = atlas.at(asked.tolerance, asked.tolerance)
    whole = Frame(west=0, south=0, east=1e7, north=1e7, width=1)
    points = [p for polygon in atlas.state(plane, code, whole, 0) for p in polygon[0]]
    across, up = [p[0] for p in points], [p[1] for p in points]
    x, y, half = (min(across) + max(across)) / 2, (min(up) + max(up)) / 2, asked.metres / 2
    frame = Frame(west=x - half, east=x + half, south=y - half, north=y + half, width=asked.side)
    pen = Pen(frame, asked.x, asked.y)
    rings = [ring for polygon in atlas.state(plane, code, frame, 0) for ring in polygon]
    land = pen.path(atlas.neighbours(plane, code, frame))
    return InsetShape(x=asked.x, y=asked.y, side=asked.side, path=pen.path(rings), land=land)


def _state(atlas: Atlas, plane: Topology, code: str, settings: MapSettings) -> StateShape:
    pen = Pen(settings.frame)
    polygons = atlas.state(plane, code, settings.frame, settings.smallest)
    x, y = pen.place(label_place(polygons[0]))
    return StateShape(path=pen.path(ring for p in polygons for ring in p), x=x, y=y)


def make(source: Path) -> EuropeMap:
    """Return the map that `map.yaml` describes.

    Args:
        source: `countries-10m.json` of world-atlas.
    """
    settings = MapSettings.model_validate(yaml.safe_load(_SETTINGS.read_text("utf-8")))
    atlas, frame = Atlas(source, settings), settings.frame
    plane = atlas.at(settings.tolerance, settings.land_tolerance)
    return EuropeMap(
        width=frame.width,
        height=frame.height,
        land=Pen(frame).path(atlas.land(plane, frame, settings.smallest * 4)),
        states={code: _state(atlas, plane, code, settings) for code in settings.states},
        insets={code: _inset(atlas, code, box) for code, box in settings.insets.items()},
    )


def main() -> None:
    """Write the shapes into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="countries-10m.json of world-atlas")
    FILE.write_text(make(parser.parse_args().source).model_dump_json() + "\n", "utf-8")


if __name__ == "__main__":
    main()
