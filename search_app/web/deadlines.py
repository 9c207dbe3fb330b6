"""Dates to keep an eye on: deadlines, commencements and reviews, also as a calendar (iCalendar)."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, render_template, request

from search_app.contract.deadlines import (
    DeadlineRow,
    DeadlinesData,
    DeadlinesParameters,
    deadline_data,
)
from search_app.feeds.deadlines import Deadline, deadlines
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.site import knowledge, public_url, scope

NAME = "demandside: dates of prostitution law in the EU"


def page(asked: DeadlinesParameters) -> str:
    """Show the dates to come, and below them those of the past, newest first."""
    dates, today = deadlines(knowledge(), asked.filter()), dt.date.today()
    query = asked.query()
    return render_template(
        "deadlines.html",
        to_come=[date for date in dates if date.day >= today],
        past=[date for date in reversed(dates) if date.day < today],
        asked=asked,
        query=asked.filter().query(),
        all_query=asked.model_copy(update={"past": True}).query(),
        countries=tuple(knowledge().jurisdictions.values()),
        questions=tuple(knowledge().questions.values()),
        json_url=f"/deadlines.json{query}",
        csv_url=f"/deadlines.csv{query}",
        ics_url=f"/deadlines.ics{query}",
    )


def data(asked: DeadlinesParameters) -> DeadlinesData:
    """Return the dates, the earliest first."""
    dates = tuple(deadline_data(date, public_url("")) for date in _dates(asked))
    return DeadlinesData(as_of=dt.date.today(), total=len(dates), dates=dates)


def table(asked: DeadlinesParameters) -> Sheet:
    """Return the dates, one a row."""
    return Sheet("demandside-deadlines", map(DeadlineRow.of, data(asked).dates))


def dates_file() -> Response:
    """Return the dates as a calendar to subscribe to."""
    from search_app.feeds.calendar import calendar  # icalendar takes long to load

    asked = DeadlinesParameters.read(request.args, scope())
    body = calendar(_dates(asked), NAME, public_url(""), dt.date.today())
    return Response(body, content_type="text/calendar; charset=utf-8")


def _dates(asked: DeadlinesParameters) -> tuple[Deadline, ...]:
    """The dates of files: those to come, unless the past or a day of it is asked for."""
    every, today = deadlines(knowledge(), asked.filter()), dt.date.today()
    if asked.past or asked.since:
        return every
    return tuple(date for date in every if date.day >= today)


DEADLINES = PageFamily(
    path="/deadlines",
    about="deadlines, commencements, ends of plans and mandates; also `/deadlines.ics`",
    parameters=DeadlinesParameters,
    response=DeadlinesData,
    row=DeadlineRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("deadlines", __name__)
DEADLINES.add_to(pages)
pages.add_url_rule("/deadlines.ics", "calendar", dates_file)
