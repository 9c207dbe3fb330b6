"""History as small multiples: for each buyer question one strip per state, 1998 to today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from corpus.library import COVERED_FROM
from corpus.model import Question
from search_app import wording
from search_app.strips import Segment, Strip, strip, to_json
from search_app.web import params
from search_app.web.country import GLANCE
from search_app.web.filters import Filter, address
from search_app.web.formats import csv_response, json_response
from search_app.web.layers import place_name
from search_app.web.site import knowledge
from search_app.wording import gettext

pages = Blueprint("timeline", __name__)
COLUMNS = ("country", "question", "status", "from", "until", "since", "known")
TICKS = (2000, 2005, 2010, 2015, 2020, 2025)


@dataclass(frozen=True)
class Figure:
    """A question with the strips of the states, and the years marked on them."""

    question: Question
    strips: tuple[Strip, ...]

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """The marked years with their place along the strips, in per cent."""
        if not self.strips:
            return []
        first = self.strips[0]
        days = [dt.date(year, 1, 1) for year in TICKS]
        return [(d.year, first.share(d)) for d in days if first.start < d < first.end]


def filters() -> tuple[Filter, ...]:
    """Return the filters of the page with what the address sets."""
    known = knowledge()
    shown = [q for q in GLANCE if q in known.questions]
    countries = params.values(request.args, "country", known.states)
    questions = params.values(request.args, "question", known.questions)
    return (
        Filter("question", gettext("Question"), shown, _short, questions),
        Filter("country", gettext("Country"), list(known.states), place_name, countries),
    )


def figures() -> list[Figure]:
    """Return the figures that the address asks for: the buyer questions when none is named."""
    questions, countries = filters()
    today = dt.date.today()
    codes = countries.chosen or tuple(knowledge().states)
    return [
        Figure(
            knowledge().questions[name],
            tuple(strip(knowledge(), code, name, today) for code in codes),
        )
        for name in questions.chosen or questions.values
    ]


@pages.get("/timeline")
def page() -> str:
    """Show the strips and the same as tables."""
    chosen = filters()
    return render_template(
        "timeline.html",
        figures=figures(),
        statuses=_shown(),
        first=COVERED_FROM.year,
        words=in_words,
        begins=begins,
        filters=chosen,
        json_url=address("/timeline.json", chosen),
        csv_url=address("/timeline.csv", chosen),
    )


@pages.get("/timeline.json")
def data() -> Response:
    """Return the segments of the strips."""
    rows = [row for figure in figures() for found in figure.strips for row in to_json(found)]
    today = dt.date.today().isoformat()
    return json_response({"from": COVERED_FROM.isoformat(), "until": today, "segments": rows})


@pages.get("/timeline.csv")
def table() -> Response:
    """Return the segments of the strips, one a row."""
    rows = [row for figure in figures() for found in figure.strips for row in to_json(found)]
    plain = (
        [{**row, "known": "yes" if row["known"] else "no"}[c] for c in COLUMNS] for row in rows
    )
    return csv_response(COLUMNS, plain, "demandside-timeline")


def begins(segment: Segment, found: Strip) -> str:
    """Return from when a segment is, in words."""
    if segment.since:
        return gettext("since %(since)s", since=wording.date_in_words(segment.since))
    if segment.start == found.start and segment.known:
        return gettext("in %(year)s already", year=segment.start.year)
    if segment.start == found.start:
        return gettext("from %(year)s", year=segment.start.year)
    if segment.known:
        day = wording.day_in_words(segment.start)
        return gettext("known for %(day)s; beginning not known", day=day)
    return gettext("from %(day)s", day=wording.day_in_words(segment.start))


def in_words(found: Strip) -> str:
    """Return a strip as one sentence, which stands for the drawing."""
    return "; ".join(
        gettext("%(status)s %(begins)s", status=gettext(s.status.label), begins=begins(s, found))
        for s in found.segments
    )


def _shown() -> list[tuple[str, str, str]]:
    """The legend: the statuses that occur, with sign and words, weightiest first."""
    used = {s.status.id: s.status for f in figures() for t in f.strips for s in t.segments}
    order = sorted(used.values(), key=lambda s: (s.id in {"not-known", "not-checked"}, -s.weight))
    return [(s.id, s.sign, s.label) for s in order]


def _short(question: str) -> str:
    return gettext(knowledge().questions[question].short)
