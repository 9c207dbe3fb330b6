"""History as small multiples: for each buyer question one strip per state, 1998 to today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template

from corpus.library import COVERED_FROM
from corpus.model import Question
from search_app import wording
from search_app.contract.timeline import SegmentRow, TimelineData, TimelineParameters, segments
from search_app.maps.png import can_be_made
from search_app.strips import Segment, Strip, strip
from search_app.web.country import GLANCE
from search_app.web.family import PageFamily
from search_app.web.filters import FormFilter, address
from search_app.web.formats import Sheet
from search_app.web.layers import place_name
from search_app.web.site import knowledge
from search_app.wording import gettext

TICKS = (2000, 2005, 2010, 2015, 2020, 2025)


@dataclass(frozen=True)
class TimelineFigure:
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


def filters(asked: TimelineParameters) -> tuple[FormFilter, ...]:
    """Return the filters of the page with what is chosen."""
    known = knowledge()
    shown = [q for q in GLANCE if q in known.questions]
    return (
        FormFilter("question", gettext("Question"), shown, _short, asked.question),
        FormFilter("country", gettext("Country"), list(known.states), place_name, asked.country),
    )


def figures(asked: TimelineParameters) -> list[TimelineFigure]:
    """Return the figures that are asked for: those on buyers when no question is named."""
    known, today = knowledge(), dt.date.today()
    codes = asked.country or tuple(known.states)
    names = asked.question or tuple(q for q in GLANCE if q in known.questions)
    return [
        TimelineFigure(
            known.questions[name], tuple(strip(known, code, name, today) for code in codes)
        )
        for name in names
    ]


def page(asked: TimelineParameters) -> str:
    """Show the strips and the same as tables."""
    chosen, shown = filters(asked), figures(asked)
    return render_template(
        "timeline.html",
        figures=shown,
        statuses=legend(shown),
        first=COVERED_FROM.year,
        words=in_words,
        begins=begins,
        filters=chosen,
        png=can_be_made(),
        json_url=address("/timeline.json", chosen),
        csv_url=address("/timeline.csv", chosen),
    )


def data(asked: TimelineParameters) -> TimelineData:
    """Return the periods of the strips."""
    periods = tuple(row for figure in figures(asked) for s in figure.strips for row in segments(s))
    return TimelineData(from_=COVERED_FROM, until=dt.date.today(), segments=periods)


def table(asked: TimelineParameters) -> Sheet:
    """Return the periods of the strips, one a row."""
    return Sheet("demandside-timeline", map(SegmentRow.of, data(asked).segments))


def begins(segment: Segment, whole: Strip) -> str:
    """Return the beginning of a segment in words."""
    if segment.since:
        return gettext("since %(since)s", since=wording.date_in_words(segment.since))
    if segment.start == whole.start and segment.known:
        return gettext("in %(year)s already", year=segment.start.year)
    if segment.start == whole.start:
        return gettext("from %(year)s", year=segment.start.year)
    if segment.known:
        day = wording.day_in_words(segment.start)
        return gettext("known for %(day)s; beginning not known", day=day)
    return gettext("from %(day)s", day=wording.day_in_words(segment.start))


def in_words(shown: Strip) -> str:
    """Return a strip as one sentence, the text alternative of the drawing."""
    return "; ".join(
        gettext("%(status)s %(begins)s", status=gettext(s.status.label), begins=begins(s, shown))
        for s in shown.segments
    )


def legend(shown: Iterable[TimelineFigure]) -> list[tuple[str, str, str]]:
    """Return the statuses that occur, with sign and words, weightiest first."""
    used = {s.status.id: s.status for f in shown for t in f.strips for s in t.segments}
    order = sorted(used.values(), key=lambda s: (s.id in {"not-known", "not-checked"}, -s.weight))
    return [(s.id, s.sign, s.label) for s in order]


def _short(question: str) -> str:
    return gettext(knowledge().questions[question].short)


TIMELINE = PageFamily(
    path="/timeline",
    about="periods of one status per country and question since 1998, without gaps",
    parameters=TimelineParameters,
    response=TimelineData,
    row=SegmentRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("timeline", __name__)
TIMELINE.add_to(pages)
