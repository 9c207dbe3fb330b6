"""The shapes of the map, as paths of SVG; `scripts/europe` makes them from Natural Earth data.

`shapes.json`, shortened:

    {"width": 1000, "height": 1017, "land": "M512 88l3 2…z",
     "states": {"at": {"path": "M455 640l…z", "x": 470.5, "y": 652}},
     "insets": {"lu": {"x": 8, "y": 8, "side": 104, "path": "M20 30l…z", "land": ""}}}
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "shapes.json"


class StateShape(BaseModel):
    """A state on the map: its path, and the place where its code is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    x: float
    y: float


class InsetShape(BaseModel):
    """A small state drawn larger in a square box, with the land around it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    x: float
    y: float
    side: float
    path: str
    land: str


class EuropeMap(BaseModel):
    """The map: its size, the land that belongs to no member state, the states and the insets."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    width: float
    height: float
    land: str
    states: dict[str, StateShape]
    insets: dict[str, InsetShape]


@cache
def europe() -> EuropeMap:
    """Return the map of the member states.

    Raises:
        OSError: the file cannot be read.
        ValidationError: it does not hold a map.
    """
    return EuropeMap.model_validate_json(FILE.read_bytes())
