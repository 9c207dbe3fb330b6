"""What organisations ask for: labelled opinions, both sides next to each other, never the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from flask import Blueprint, render_template

from corpus.policy import Position, Stance
from search_app.contract.parameters import NoParameters
from search_app.contract.policy import PositionRow, PositionsData, position_data
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.site import knowledge

SIDES: tuple[Stance, Stance] = ("decriminalisation", "equality-model")
"""The two camps, in alphabetical order."""


@dataclass(frozen=True)
class Side:
    """A label with the positions that carry it, by name of the organisation."""

    stance: str
    positions: tuple[Position, ...]


def side(stance: str) -> Side:
    """Return the positions with a label."""
    positions = [p for p in knowledge().policy.positions if p.stance == stance]
    return Side(stance, tuple(sorted(positions, key=lambda p: p.organisation.casefold())))


def page(_asked: NoParameters) -> str:
    """Show the positions, the two camps side by side."""
    rest = [side(stance) for stance in get_args(Stance) if stance not in SIDES]
    return render_template(
        "positions.html",
        sides=[side(stance) for stance in SIDES],
        others=[other for other in rest if other.positions],
    )


def data(_asked: NoParameters) -> PositionsData:
    """Return the positions."""
    positions = tuple(map(position_data, knowledge().policy.positions))
    return PositionsData(total=len(positions), positions=positions)


def table(_asked: NoParameters) -> Sheet:
    """Return the positions, one a row."""
    positions = map(position_data, knowledge().policy.positions)
    return Sheet("demandside-positions", map(PositionRow.of, positions))


def positions_of(jurisdiction: str) -> tuple[Position, ...]:
    """Return the positions of the organisations of a jurisdiction."""
    return tuple(p for p in knowledge().policy.positions if p.jurisdiction == jurisdiction)


POSITIONS = PageFamily(
    path="/positions",
    about="what organisations ask for: labelled opinions",
    parameters=NoParameters,
    response=PositionsData,
    row=PositionRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("positions", __name__)
POSITIONS.add_to(pages)
