"""Bodies that report, coordinate and monitor, state by state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, render_template

from corpus.policy import Body
from search_app.compare import Cell, cell
from search_app.contract.policy import ROLES, BodiesData, BodiesParameters, BodyRow, body_data
from search_app.labels import label
from search_app.web.family import PageFamily
from search_app.web.filters import FormFilter, address, kept
from search_app.web.formats import Sheet
from search_app.web.layers import place_name
from search_app.web.site import knowledge
from search_app.wording import gettext

QUESTION = "monitoring"


@dataclass(frozen=True)
class Home:
    """A jurisdiction with its bodies and its answer to the question on rapporteurs."""

    code: str
    bodies: tuple[Body, ...]
    cell: Cell | None


def filters(asked: BodiesParameters) -> tuple[FormFilter, ...]:
    """Return the page's filters with the values chosen."""
    offered = ("eu", "coe", *knowledge().states)
    roles = [r for r in ROLES if any(r in b.roles for b in knowledge().policy.bodies)]
    return (
        FormFilter(
            "jurisdiction", gettext("Jurisdiction"), offered, place_name, asked.jurisdiction
        ),
        FormFilter("roles", gettext("Role"), roles, partial(label, name="body-role"), asked.roles),
    )


def page(asked: BodiesParameters) -> str:
    """Show the bodies that the filters leave."""
    chosen = filters(asked)
    shown = kept(knowledge().policy.bodies, chosen)
    homes = [_home(code, shown) for code in ("eu", "coe", *knowledge().states)]
    return render_template(
        "bodies.html",
        homes=[home for home in homes if home.bodies],
        without=[c for c in knowledge().states if not any(b.jurisdiction == c for b in shown)],
        filtered=any(f.chosen for f in chosen),
        total=len(shown),
        filters=chosen,
        json_url=address("/bodies.json", chosen),
        csv_url=address("/bodies.csv", chosen),
    )


def data(asked: BodiesParameters) -> BodiesData:
    """Return the bodies that the filters leave."""
    shown = _asked_for(asked)
    return BodiesData(total=len(shown), bodies=tuple(map(body_data, shown)))


def table(asked: BodiesParameters) -> Sheet:
    """Return the bodies that the filters leave, one a row."""
    return Sheet("demandside-bodies", map(BodyRow.of, map(body_data, _asked_for(asked))))


def bodies_of(jurisdiction: str) -> tuple[Body, ...]:
    """Return the bodies of a jurisdiction."""
    return tuple(b for b in knowledge().policy.bodies if b.jurisdiction == jurisdiction)


def _asked_for(asked: BodiesParameters) -> list[Body]:
    return kept(knowledge().policy.bodies, filters(asked))


def _home(code: str, shown: list[Body]) -> Home:
    own = tuple(b for b in shown if b.jurisdiction == code)
    state = code in knowledge().states
    answer = cell(knowledge(), code, QUESTION, dt.date.today()) if state else None
    return Home(code, own, answer)


BODIES = PageFamily(
    path="/bodies",
    about="rapporteurs, coordinators, networks",
    parameters=BodiesParameters,
    response=BodiesData,
    row=BodyRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("bodies", __name__)
BODIES.add_to(pages)
