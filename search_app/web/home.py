"""The first page: the answer to the site's question, on a map of tiles and as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from corpus.dates import first_day
from corpus.library import COVERED_FROM
from corpus.model import Event
from search_app.compare import Cell, cell, to_json
from search_app.web import params
from search_app.web.findings import Finding, buying_finding, changes, status_counts
from search_app.web.formats import json_response
from search_app.web.site import knowledge

pages = Blueprint("home", __name__)
QUESTION = "purchase-adult"
FIRST_YEAR = COVERED_FROM.year
EXAMPLES = (
    ("en", "fine for clients France"),
    ("sv", "köpa sex barn"),
    ("fr", "achat d'actes sexuels"),
    ("de", "Freier Zwangsprostituierte"),
    ("bg", "клиент на проститутка непълнолетна"),
)


@dataclass(frozen=True)
class Overview:
    """The cells of the question on buying from an adult as of a day, and their finding."""

    as_of: dt.date
    cells: tuple[Cell, ...]
    finding: Finding

    @property
    def read(self) -> tuple[Cell, ...]:
        """The states whose law is known for the day, weightiest status first."""
        known = [c for c in self.cells if c.known]
        return tuple(sorted(known, key=lambda c: (-c.status.weight, c.jurisdiction.name)))

    @property
    def unread(self) -> tuple[Cell, ...]:
        """The states whose law is not known for the day."""
        return tuple(c for c in self.cells if not c.known)


def overview() -> Overview:
    """Return the overview as of the year that the address names, today by default."""
    today = dt.date.today()
    year = params.number(request.args, "year", FIRST_YEAR, today.year)
    day = today if year in {None, today.year} else dt.date(year or today.year, 12, 31)
    cells = tuple(cell(knowledge(), code, QUESTION, day) for code in knowledge().states)
    return Overview(day, cells, buying_finding(cells, past=day < today))


@pages.get("/")
def page() -> str:
    """Show the first page."""
    found = overview()
    today = dt.date.today()
    past = [c for c in changes(knowledge().jurisdictions.values()) if _happened(c.event, today)]
    everything = [
        cell(knowledge(), code, question, today)
        for code in knowledge().states
        for question in knowledge().questions
    ]
    return render_template(
        "home.html",
        found=found,
        counts=status_counts(found.cells),
        question=knowledge().questions[QUESTION],
        years=range(today.year, FIRST_YEAR - 1, -1),
        changes=past[:6],
        total=len(everything),
        unknown=[c for c in everything if not c.known],
        unclear=[c for c in everything if c.status.id == "unclear"],
        examples=EXAMPLES,
    )


@pages.get("/index.json")
def data() -> Response:
    """Return the first page as data."""
    found = overview()
    return json_response(
        {
            "as_of": found.as_of.isoformat(),
            "question": QUESTION,
            "finding": [found.finding.main, *found.finding.more],
            "counts": {status.id: number for status, number in status_counts(found.cells)},
            "cells": [to_json(c) for c in found.cells],
        }
    )


def _happened(event: Event, today: dt.date) -> bool:
    return event.status in {"in-force", "ended"} and first_day(event.date) <= today
