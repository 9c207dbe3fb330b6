"""The script that makes the map: projection, simplification, reading TopoJSON."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import pytest

from scripts.europe.make import Frame, Pen
from scripts.europe.outline import area, contains, cut, label_place, simplified
from scripts.europe.projection import project
from scripts.europe.topology import Topology

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def test_projection_gives_the_example_of_the_guidance_note() -> None:
    """IOGP Guidance Note 373-7-2, Lambert Azimuthal Equal Area: 50° N, 5° E."""
    east, north = project(5, 50)
    assert (round(east, 2), round(north, 2)) == (3962799.45, 2999718.85)
    assert project(10, 52) == pytest.approx((4321000, 3210000))


def test_projection_keeps_areas() -> None:
    """A field of one degree has the same share of the ellipsoid wherever it lies."""

    def field(west: float, south: float) -> float:
        corners = [(0, 0), (1, 0), (1, 1), (0, 1)]
        return area([project(west + x, south + y) for x, y in corners])

    assert field(-5, 45) == pytest.approx(field(25, 45), rel=2e-4)


def test_a_simplified_line_keeps_its_ends_and_stays_near() -> None:
    line = [(x / 10, math.sin(x / 10)) for x in range(63)]
    light = simplified(line, 0.05)
    assert (light[0], light[-1]) == (line[0], line[-1])
    assert len(light) < 20
    assert simplified(line, 0) != light
    for x, y in line:
        pairs = pairwise(light)
        (x1, y1), (x2, y2) = next((a, b) for a, b in pairs if a[0] <= x <= b[0])
        assert abs(y1 + (y2 - y1) * (x - x1) / (x2 - x1) - y) < 0.06


def test_a_closed_arc_is_not_lost() -> None:
    assert simplified(SQUARE, 1) == SQUARE


def test_rings_are_cut_to_the_frame() -> None:
    part = cut(SQUARE[:-1], (5, 5, 20, 20))
    assert area(part) == pytest.approx(25)
    assert cut(SQUARE[:-1], (20, 20, 30, 30)) == []


def test_a_label_stands_inside_far_from_the_borders() -> None:
    place = label_place([SQUARE])
    assert contains(SQUARE, place)
    assert place == pytest.approx((5, 5), abs=0.2)


def test_topojson_is_read_with_shared_and_reversed_arcs(tmp_path: Path) -> None:
    source = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [10, 40]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "040", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "056", "arcs": [[[-1, -2]]]},
                ]
            }
        },
    }
    path = tmp_path / "countries.json"
    path.write_text(json.dumps(source), "utf-8")
    read = Topology.read(path)
    (one,) = read.polygons(["040"])
    assert one == [[(10, 40), (11, 40), (11, 41), (10, 41), (10, 40)]]
    (other,) = read.polygons(["056"])
    assert other[0][0] == (11, 41)
    assert area(other[0]) == area(one[0])
    assert read.arcs_of({"056"}) == {0, 1}


def test_paths_are_short() -> None:
    pen = Pen(Frame(west=0, south=0, east=10, north=10, width=100))
    assert pen.path([[(0, 10), (0.06, 9.9), (0.5, 10), (0, 10)]]) == "M.6 1l4.4-1-5 0z"
