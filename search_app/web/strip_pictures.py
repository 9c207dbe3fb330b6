"""The strips of a question as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import render_template

from search_app import wording
from search_app.maps.patterns import theme
from search_app.strips import Strip
from search_app.web.map_sheet import DrawnPicture, PictureText, source_lines
from search_app.web.site import public_url
from search_app.web.strip_sheet import strip_sheet
from search_app.web.timeline import TimelineFigure, in_words, legend
from search_app.wording import gettext


def strips_picture(
    strips: Sequence[Strip], theme_name: str, *, headed: bool = True
) -> DrawnPicture:
    """Return the strips of one question with legend, source, release and licence."""
    question = strips[0].question
    statuses = legend([TimelineFigure(question, tuple(strips))])
    laid_out = strip_sheet(
        _text(strips[0]),
        [(one, in_words(one)) for one in strips],
        [(name, gettext(label)) for name, _sign, label in statuses],
        headed=headed,
    )
    svg = render_template(
        "timeline_picture.svg",
        sheet=laid_out,
        statuses=[name for name, _sign, _label in statuses],
        theme=theme(theme_name),
    ).strip()
    return DrawnPicture(svg, laid_out.width, laid_out.height)


def strips_address(question: str, form: str, **more: str) -> str:
    """Return the path of the picture of a question's strips.

    Args:
        question: id of the question.
        form: `svg` or `png`.
        more: further parameters: `as_of`, `theme`, `head`, `lang`.
    """
    return f"/timeline/{question}.{form}?{urlencode(more)}"


def _text(first: Strip) -> PictureText:
    days = gettext(
        "The law from %(since)s to %(day)s, in the states that are members today",
        since=wording.day_in_words(first.start),
        day=wording.day_in_words(first.end),
    )
    reading = gettext(
        "A change is drawn on its day; a year alone on 1 January. Days whose law is not known are"
        " marked so: they are not “none found”."
    )
    page = public_url(f"/timeline?{urlencode({'question': first.question.id})}")
    return PictureText(gettext(first.question.short), days, "", source_lines(page, reading))
