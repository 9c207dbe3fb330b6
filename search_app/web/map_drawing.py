"""The map of a count: the states with their names, statuses and links, ready to be drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from search_app.compare import Cell
from search_app.counting import StateCount, StatusGroup
from search_app.maps.patterns import look, mark
from search_app.maps.shapes import EuropeMap, InsetShape, StateShape, europe
from search_app.web.language import country_name
from search_app.wording import gettext


@dataclass(frozen=True)
class DrawnState:
    """A member state on the map; `inset` where it is drawn once more, larger."""

    code: str
    name: str
    status: str
    title: str
    href: str
    shape: StateShape
    inset: InsetShape | None


@dataclass(frozen=True)
class MapDrawing:
    """The shapes of the map and the states on them; `groups` is its legend."""

    shapes: EuropeMap
    states: tuple[DrawnState, ...]
    groups: tuple[StatusGroup, ...]

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that occur."""
        return tuple(group.status.id for group in self.groups)


def drawing(counted: StateCount, link: Callable[[Cell], str]) -> MapDrawing:
    """Return the map of a count.

    Args:
        counted: the count.
        link: the address that the shape of a state leads to.
    """
    cells = [cell for cell in counted.cells if cell.jurisdiction.code in europe().states]
    states = tuple(_state(cell, link(cell)) for cell in cells)
    return MapDrawing(europe(), states, counted.groups)


def _state(cell: Cell, href: str) -> DrawnState:
    code, name = cell.jurisdiction.code, country_name(cell.jurisdiction)
    status = gettext(cell.status.label)
    return DrawnState(
        code=code,
        name=name,
        status=cell.status.id,
        title=gettext("%(country)s: %(status)s", country=name, status=status),
        href=href,
        shape=europe().states[code],
        inset=europe().insets.get(code),
    )


def register(app: Flask) -> None:
    """Give the looks of the statuses to the templates of an application."""
    app.add_template_global(look, "map_look")
    app.add_template_global(mark, "map_mark")
