"""Maps and timelines as pictures, to be saved and printed: `/map/<question>.svg` or `.png`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from corpus.library import COVERED_FROM
from search_app import wording
from search_app.contract.pictures import PictureParameters
from search_app.contract.refused import RefusedError
from search_app.counting import StateCount
from search_app.maps.patterns import theme
from search_app.maps.png import can_be_made, png
from search_app.strips import strip
from search_app.web.count_words import also, sentence
from search_app.web.counts import answer_address, count_of, dated
from search_app.web.errors import NotHeldError, answer
from search_app.web.family import split_format
from search_app.web.map_drawing import drawing
from search_app.web.map_sheet import DrawnPicture, PictureText, sheet, source_lines
from search_app.web.site import knowledge, public_url, scope
from search_app.web.strip_pictures import strips_picture
from search_app.wording import gettext

FORMATS = ("svg", "png")
pages = Blueprint("pictures", __name__)


@pages.get("/map/<name>")
def picture(name: str) -> ResponseReturnValue:
    """Return the map of a question as a picture; without a format, go to the page of the count."""
    question, form = split_format(name, FORMATS)
    asked = PictureParameters.read(request.args, scope())
    counted = count_of(question, asked.as_of)
    if form == "html":
        return redirect(dated(counted) if asked.as_of else url_for("counts.page", name=question))
    named = f"demandside-map-{question}-{counted.as_of.isoformat()}"
    headed = asked.head == "yes"
    return _file(lambda: picture_of(counted, asked.theme, headed=headed), form, asked.scale, named)


@pages.get("/timeline/<name>")
def timeline_picture(name: str) -> ResponseReturnValue:
    """Return the strips of a question as a picture; without a format, go to the page of them."""
    question, form = split_format(name, FORMATS)
    asked = PictureParameters.read(request.args, scope())
    if question not in knowledge().questions:
        raise NotHeldError(gettext("There is no question “%(id)s” here.", id=question[:60]))
    if form == "html":
        return redirect(url_for("timeline.page", question=question))
    day = asked.as_of or dt.date.today()
    if day <= COVERED_FROM:
        first = wording.day_in_words(COVERED_FROM)
        reason = gettext("the timeline begins on %(day)s and must end later", day=first)
        raise RefusedError("as_of", day.isoformat(), reason)
    strips = [strip(knowledge(), code, question, day) for code in knowledge().states]
    named = f"demandside-timeline-{question}-{day.isoformat()}"
    headed = asked.head == "yes"
    return _file(
        lambda: strips_picture(strips, asked.theme, headed=headed), form, asked.scale, named
    )


def picture_of(counted: StateCount, theme_name: str, *, headed: bool = True) -> DrawnPicture:
    """Return the map of a count with legend, source, release and licence in it.

    `headed`: title, day and sentence stand above it.
    """
    drawn = drawing(counted, answer_address)
    laid_out = sheet(_text(counted), drawn, headed=headed)
    svg = render_template(
        "map_picture.svg", map=drawn, sheet=laid_out, theme=theme(theme_name)
    ).strip()
    return DrawnPicture(svg, laid_out.width, laid_out.height)


def _text(counted: StateCount) -> PictureText:
    day = wording.day_in_words(counted.as_of)
    drawn = gettext(
        "Not shaded: land of no member state, and the part of Cyprus in which the application of"
        " Union law is suspended. Not drawn: the outermost regions, Iceland."
        " Projection: ETRS89-LAEA. Borders: Natural Earth."
    )
    return PictureText(
        title=gettext(counted.question.short),
        day=gettext("Law as of %(day)s in the states that are members today", day=day),
        sentence=" ".join([sentence(counted), *also(counted)]),
        source=source_lines(public_url(dated(counted)), drawn),
    )


def _file(draw: Callable[[], DrawnPicture], form: str, scale: int, named: str) -> Response:
    """The picture in a format, with the name that it is saved under."""
    if form == "png" and not can_be_made():
        missing = gettext("Pictures in PNG need the extra “pictures”, which is not installed.")
        return answer(501, gettext("Not available"), missing)
    drawn = draw().svg
    if form == "svg":
        response = Response(drawn.encode(), content_type="image/svg+xml; charset=utf-8")
    else:
        response = Response(png(drawn, scale), content_type="image/png")
    response.headers["Content-Disposition"] = f'inline; filename="{named}.{form}"'
    return response
