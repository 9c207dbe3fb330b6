"""Bodies that report, coordinate and monitor, state by state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import get_args

from flask import Blueprint, Response, render_template, request

from corpus.policy import Body, BodyRole
from search_app.compare import Cell, cell
from search_app.labels import label
from search_app.web import params
from search_app.web.filters import Filter, address, kept
from search_app.web.formats import csv_response, json_response
from search_app.web.layers import place_name
from search_app.web.site import knowledge
from search_app.wording import gettext

pages = Blueprint("bodies", __name__)
QUESTION = "monitoring"
ROLES: tuple[str, ...] = get_args(BodyRole)
COLUMNS = (
    *("id", "jurisdiction", "name", "name_en", "roles", "independent", "since", "mandate"),
    *("note", "confidence", "official_url"),
)


@dataclass(frozen=True)
class Home:
    """A jurisdiction with its bodies and its answer to the question on rapporteurs."""

    code: str
    bodies: tuple[Body, ...]
    cell: Cell | None


def filters() -> tuple[Filter, ...]:
    """Return the filters of the page with what the address sets."""
    args = request.args
    places = ("eu", "coe", *knowledge().states)
    roles = [r for r in ROLES if any(r in b.roles for b in knowledge().policy.bodies)]
    allowed = {*places, *knowledge().jurisdictions}
    chosen = params.values(args, "jurisdiction", allowed)
    return (
        Filter("jurisdiction", gettext("Jurisdiction"), places, place_name, chosen),
        Filter(
            "roles",
            gettext("Role"),
            roles,
            partial(label, name="body-role"),
            params.values(args, "roles", ROLES),
        ),
    )


@pages.get("/bodies")
def page() -> str:
    """Show the bodies that the filters leave."""
    chosen = filters()
    found = kept(knowledge().policy.bodies, chosen)
    homes = [_home(code, found) for code in ("eu", "coe", *knowledge().states)]
    return render_template(
        "bodies.html",
        homes=[home for home in homes if home.bodies],
        without=[c for c in knowledge().states if not any(b.jurisdiction == c for b in found)],
        filtered=any(f.chosen for f in chosen),
        total=len(found),
        filters=chosen,
        json_url=address("/bodies.json", chosen),
        csv_url=address("/bodies.csv", chosen),
    )


@pages.get("/bodies.json")
def data() -> Response:
    """Return the bodies that the filters leave."""
    found = kept(knowledge().policy.bodies, filters())
    return json_response({"total": len(found), "bodies": [body_json(b) for b in found]})


@pages.get("/bodies.csv")
def table() -> Response:
    """Return the bodies that the filters leave, one a row."""
    found = kept(knowledge().policy.bodies, filters())
    return csv_response(COLUMNS, (_row(b) for b in found), "demandside-bodies")


def bodies_of(jurisdiction: str) -> tuple[Body, ...]:
    """Return the bodies of a jurisdiction."""
    return tuple(b for b in knowledge().policy.bodies if b.jurisdiction == jurisdiction)


def body_json(body: Body) -> dict[str, object]:
    """Return a body as data."""
    plain = body.model_dump(mode="json", exclude={"url"})
    return {**plain, "official_url": str(body.url), "url": f"/bodies#{body.id}"}


def _home(code: str, found: list[Body]) -> Home:
    own = tuple(b for b in found if b.jurisdiction == code)
    state = code in knowledge().states
    answer = cell(knowledge(), code, QUESTION, dt.date.today()) if state else None
    return Home(code, own, answer)


def _row(body: Body) -> list[object]:
    plain = body_json(body)
    plain["roles"] = " ".join(body.roles)
    plain["independent"] = {True: "yes", False: "no", None: ""}[body.independent]
    return [plain[name] for name in COLUMNS]
