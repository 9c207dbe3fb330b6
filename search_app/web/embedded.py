"""The views that other sites show in a frame: `/embed/map`, `/embed/table` and so on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from search_app import wording
from search_app.compare import Cell, cell
from search_app.contract.embedding import ViewParameters
from search_app.contract.refused import RefusedError
from search_app.counting import StateCount, count
from search_app.strips import strip
from search_app.web.count_words import sentence
from search_app.web.counts import answer_address, dated
from search_app.web.errors import NotHeldError
from search_app.web.language import country_name
from search_app.web.map_drawing import drawing
from search_app.web.site import knowledge, public_url, scope
from search_app.web.timeline import TimelineFigure, begins, in_words, legend
from search_app.wording import gettext

pages = Blueprint("embedded", __name__)


@dataclass(frozen=True)
class EmbedView:
    """A view that can be embedded: what it says of itself.

    Args:
        title: the title, for the frame too.
        height: pixels of a frame of 700 pixels that hold it whole.
        page: the address of the page that the source line leads to.
    """

    title: Callable[[ViewParameters], str]
    height: Callable[[ViewParameters], int]
    page: Callable[[ViewParameters], str]


def counted_for(asked: ViewParameters) -> StateCount:
    """Return the count that a view shows."""
    return count(knowledge(), asked.question, asked.as_of or dt.date.today())


def states_shown(asked: ViewParameters) -> tuple[Cell, ...]:
    """Return the cells of the states that are asked for, all by default."""
    cells = counted_for(asked).cells
    chosen = [c for c in cells if c.jurisdiction.code in asked.country] if asked.country else cells
    return tuple(chosen)


def address(view: str, asked: ViewParameters) -> str:
    """Return the public address of a view."""
    pairs = [("question", asked.question), *(("country", code) for code in asked.country)]
    if asked.as_of:
        pairs.append(("as_of", asked.as_of.isoformat()))
    if asked.theme != "auto":
        pairs.append(("theme", asked.theme))
    if asked.lang:
        pairs.append(("lang", asked.lang))
    return public_url(f"/embed/{view}?{urlencode(pairs)}")


@pages.get("/embed/<view>")
def page(view: str) -> str:
    """Show a view that may stand in a frame."""
    if view not in EMBED_VIEWS:
        raise NotHeldError(gettext("There is nothing to embed at this address."))
    asked = ViewParameters.read(request.args, scope())
    shown = EMBED_VIEWS[view]
    counted = counted_for(asked)
    figure = _figure(asked) if view == "timeline" else None
    return render_template(
        f"embed_{view}.html",
        asked=asked,
        view=view,
        title=shown.title(asked),
        source=shown.page(asked),
        count=counted,
        sentence=sentence(counted),
        map=drawing(counted, answer_address) if view == "map" else None,
        cells=states_shown(asked) if view == "table" else (),
        cell=the_cell(asked) if view == "cell" else None,
        figure=figure,
        statuses=legend([figure]) if figure else (),
        words=in_words,
        begins=begins,
        answer_address=answer_address,
        address=address(view, asked),
    )


def the_cell(asked: ViewParameters) -> Cell:
    """Return the cell that is asked for.

    Raises:
        RefusedError: no country is named.
    """
    if not asked.country:
        allowed = tuple(knowledge().states)
        raise RefusedError("country", "", gettext("a cell needs a country"), allowed)
    day = asked.as_of or dt.date.today()
    return cell(knowledge(), asked.country[0], asked.question, day)


def _figure(asked: ViewParameters) -> TimelineFigure:
    known, today = knowledge(), dt.date.today()
    codes = asked.country or tuple(known.states)
    strips = tuple(strip(known, code, asked.question, today) for code in codes)
    return TimelineFigure(known.questions[asked.question], strips)


def _short(asked: ViewParameters) -> str:
    return gettext(knowledge().questions[asked.question].short)


def _titled(asked: ViewParameters) -> str:
    if asked.as_of is None:
        return gettext("%(question)s: the law in the member states", question=_short(asked))
    day = wording.day_in_words(asked.as_of)
    return gettext("%(question)s: the law as of %(day)s", question=_short(asked), day=day)


def _cell_title(asked: ViewParameters) -> str:
    names = (country_name(knowledge().jurisdictions[code]) for code in asked.country[:1])
    where = next(names, gettext("a member state"))
    return gettext("%(country)s: %(question)s", country=where, question=_short(asked))


def _count_page(asked: ViewParameters) -> str:
    return public_url(dated(counted_for(asked)))


def _cell_page(asked: ViewParameters) -> str:
    return public_url(answer_address(the_cell(asked)))


def _timeline_page(asked: ViewParameters) -> str:
    pairs = [("question", asked.question), *(("country", code) for code in asked.country)]
    return public_url(f"/timeline?{urlencode(pairs)}")


def _timeline_title(asked: ViewParameters) -> str:
    return gettext("%(question)s: the law since 1998", question=_short(asked))


def _rows(asked: ViewParameters, base: int, row: int) -> int:
    return base + row * (len(asked.country) or len(knowledge().states))


EMBED_VIEWS = {
    "map": EmbedView(_titled, lambda _: 980, _count_page),
    "table": EmbedView(_titled, lambda asked: _rows(asked, 260, 46), _count_page),
    "cell": EmbedView(_cell_title, lambda _: 380, _cell_page),
    "timeline": EmbedView(_timeline_title, lambda asked: _rows(asked, 300, 28), _timeline_page),
}
