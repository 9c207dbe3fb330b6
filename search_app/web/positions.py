"""What organisations ask for: labelled opinions, both sides next to each other, never the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from flask import Blueprint, Response, render_template

from corpus.policy import Position, Stance
from search_app.web.formats import csv_response, json_response
from search_app.web.site import knowledge

pages = Blueprint("positions", __name__)
SIDES: tuple[Stance, Stance] = ("decriminalisation", "equality-model")
"""The two camps, in the order of the alphabet."""
COLUMNS = (
    *("id", "jurisdiction", "organisation", "seat", "stance", "asks", "languages", "note"),
    *("evidence", "labelled", "confidence", "official_url"),
)


@dataclass(frozen=True)
class Side:
    """A label with the positions that carry it, by name of the organisation."""

    stance: str
    positions: tuple[Position, ...]


def side(stance: str) -> Side:
    """Return the positions with a label."""
    found = [p for p in knowledge().policy.positions if p.stance == stance]
    return Side(stance, tuple(sorted(found, key=lambda p: p.organisation.casefold())))


@pages.get("/positions")
def page() -> str:
    """Show the positions, the two camps side by side."""
    rest = [side(stance) for stance in get_args(Stance) if stance not in SIDES]
    return render_template(
        "positions.html",
        sides=[side(stance) for stance in SIDES],
        others=[other for other in rest if other.positions],
    )


@pages.get("/positions.json")
def data() -> Response:
    """Return the positions as data."""
    found = [position_json(p) for p in knowledge().policy.positions]
    return json_response({"total": len(found), "positions": found})


@pages.get("/positions.csv")
def table() -> Response:
    """Return the positions, one a row."""
    rows = (_row(p) for p in knowledge().policy.positions)
    return csv_response(COLUMNS, rows, "demandside-positions")


def positions_of(jurisdiction: str) -> tuple[Position, ...]:
    """Return the positions of the organisations of a jurisdiction."""
    return tuple(p for p in knowledge().policy.positions if p.jurisdiction == jurisdiction)


def position_json(position: Position) -> dict[str, object]:
    """Return a position as data; `layer` says that it is an opinion."""
    plain = position.model_dump(mode="json", exclude={"url"})
    more = {"layer": "position", "official_url": str(position.url)}
    return {**plain, **more, "url": f"/positions#{position.id}"}


def _row(position: Position) -> list[object]:
    plain = position_json(position)
    plain["languages"] = " ".join(position.languages)
    return [plain[name] for name in COLUMNS]
