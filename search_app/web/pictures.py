"""Maps as pictures, to be saved and printed: `/map/<question>.svg` and `/map/<question>.png`."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from search_app import wording
from search_app.contract.pictures import PictureParameters
from search_app.counting import StateCount
from search_app.maps.patterns import theme
from search_app.maps.png import can_be_made, png
from search_app.web.count_words import also, sentence
from search_app.web.counts import answer_address, count_of, dated
from search_app.web.errors import answer
from search_app.web.family import split_format
from search_app.web.map_drawing import drawing
from search_app.web.map_sheet import PictureText, sheet
from search_app.web.site import public_url, release, scope
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
    if form == "png" and not can_be_made():
        missing = gettext("Pictures in PNG need the extra “pictures”, which is not installed.")
        return answer(501, gettext("Not available"), missing)
    drawn = picture_of(counted, asked.theme, headed=asked.head == "yes").svg
    if form == "svg":
        return _file(drawn.encode(), "image/svg+xml; charset=utf-8", counted, form)
    return _file(png(drawn, asked.scale), "image/png", counted, form)


@dataclass(frozen=True)
class DrawnPicture:
    """A picture as SVG, and its size in pixels."""

    svg: str
    width: int
    height: int


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
    source = gettext(
        "Source: demandside, release %(release)s. Data: CC BY 4.0.", release=release().id
    )
    drawn = gettext(
        "Not shaded: land of no member state, and the part of Cyprus in which the application of"
        " Union law is suspended. Not drawn: the outermost regions, Iceland."
        " Projection: ETRS89-LAEA. Borders: Natural Earth."
    )
    return PictureText(
        title=gettext(counted.question.short),
        day=gettext("Law as of %(day)s in the states that are members today", day=day),
        sentence=" ".join([sentence(counted), *also(counted)]),
        source=(source, public_url(dated(counted)), drawn),
    )


def _file(body: bytes, kind: str, counted: StateCount, form: str) -> Response:
    """The picture, with the name that it is saved under."""
    response = Response(body, content_type=kind)
    name = f"demandside-map-{counted.question.id}-{counted.as_of.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
