"""A country: the buyer questions at a glance, all answers, changes, texts, what is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from corpus.model import Jurisdiction
from search_app.compare import Cell, cell, resolve, to_json
from search_app.web import copies
from search_app.web.bodies import bodies_of, body_json
from search_app.web.errors import NotHeldError
from search_app.web.findings import changes
from search_app.web.formats import json_response, split_format
from search_app.web.policy import text_json, texts_of
from search_app.web.positions import position_json, positions_of
from search_app.web.site import findings, knowledge
from search_app.wording import gettext

pages = Blueprint("country", __name__)
GLANCE = ("purchase-adult", "purchase-exploited", "purchase-minor", "purchase-public")


@dataclass(frozen=True)
class Group:
    """A group of questions with the answers of one country."""

    label: str
    cells: tuple[Cell, ...]


def jurisdiction_of(code: str) -> Jurisdiction:
    """Return a jurisdiction by its code.

    Raises:
        NotHeldError: there is none.
    """
    found = knowledge().jurisdictions.get(code)
    if found is None:
        raise NotHeldError(
            gettext("There is no country with the code “%(code)s” here.", code=code[:40])
        )
    return found


@pages.get("/country/<name>")
def page(name: str) -> ResponseReturnValue:
    """Show a country, as a page or as data."""
    code, form = split_format(name)
    jurisdiction = jurisdiction_of(code)
    cells = {q: cell(knowledge(), code, q, dt.date.today()) for q in knowledge().questions}
    if form == "json":
        return _data(jurisdiction, cells)
    return render_template(
        "country.html",
        country=jurisdiction,
        glance=[cells[q] for q in GLANCE if q in cells],
        groups=_groups(cells),
        changes=changes([jurisdiction]),
        resolve=resolve,
        texts=texts_of(code),
        bodies=bodies_of(code),
        positions=positions_of(code),
        opinion_sources={source.id: source for source in jurisdiction.sources},
        findings=sum(f.country == code for f in findings(dt.date.today())),
        unknown=[c for c in cells.values() if not c.known],
        held=copies.held_texts(code),
        unclear=[c for c in cells.values() if c.status.id == "unclear"],
    )


def _groups(cells: dict[str, Cell]) -> list[Group]:
    return [
        Group(label, tuple(c for c in cells.values() if c.question.group == name))
        for name, label in knowledge().groups.items()
    ]


def _data(jurisdiction: Jurisdiction, cells: dict[str, Cell]) -> Response:
    plain = jurisdiction.model_dump(mode="json", exclude={"answers", "renderings"})
    today = dt.date.today().isoformat()
    answers = [to_json(c) for c in cells.values()]
    layers = {
        "policy": [text_json(t) for t in texts_of(jurisdiction.code)],
        "bodies": [body_json(b) for b in bodies_of(jurisdiction.code)],
        "positions": [position_json(p) for p in positions_of(jurisdiction.code)],
    }
    held = copies.held_texts(jurisdiction.code) or {}
    layers["texts_held"] = [copies.version_json(v) for texts in held.values() for v in texts]
    return json_response({**plain, "as_of": today, "cells": answers, **layers})
