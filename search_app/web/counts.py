"""The living count: in how many member states, which ones, as of any day; with its map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Blueprint, render_template, url_for

from corpus.library import COVERED_FROM
from search_app import wording
from search_app.compare import Cell
from search_app.contract.cells import cell_data
from search_app.contract.choices import question_ids
from search_app.contract.count import (
    CountData,
    CountedCell,
    CountParameters,
    CountRow,
    StatusCount,
)
from search_app.contract.parameters import PathPart
from search_app.counting import StateCount, StatusGroup, count, text_state
from search_app.maps.png import can_be_made
from search_app.web.count_words import also, sentence
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.language import country_name
from search_app.web.map_drawing import drawing
from search_app.web.site import knowledge, public_url
from search_app.wording import gettext

LICENCE = "CC BY 4.0"


def count_of(question: str, as_of: dt.date | None) -> StateCount:
    """Return a count as of a day, today by default.

    Raises:
        NotHeldError: there is no such question.
    """
    if question not in knowledge().questions:
        text = gettext("There is no question “%(id)s” here.", id=question[:60])
        raise NotHeldError(text)
    return count(knowledge(), question, as_of or dt.date.today())


def page(asked: CountParameters, name: str) -> str:
    """Show a count."""
    counted = count_of(name, asked.as_of)
    return render_template(
        "count.html",
        count=counted,
        sentence=sentence(counted),
        also=list(also(counted)),
        oldest=next(iter(counted.old), None),
        cells_as_of=counted.as_of,
        map=drawing(counted, answer_address),
        names=lambda cells: sorted(cells, key=lambda c: country_name(c.jurisdiction)),
        years=list(_years()),
        citation=citation(counted),
        address_of=lambda suffix="": dated(counted, suffix),
        picture=lambda form, **more: picture(counted, form, **more),
        png=can_be_made(),
        feed=feed(counted),
    )


def data(asked: CountParameters, name: str) -> CountData:
    """Return a count."""
    counted = count_of(name, asked.as_of)
    return CountData(
        question=name,
        asks=gettext(counted.question.asks),
        as_of=counted.as_of,
        sentence=sentence(counted),
        more=tuple(also(counted)),
        number=len(counted.counted),
        total=len(counted.cells),
        statuses=tuple(map(_group, counted.groups)),
        citation=citation(counted),
        url=public_url(dated(counted)),
        picture=picture(counted, "svg"),
        feed=feed(counted),
        licence=LICENCE,
        cells=tuple(_cell(cell, counted) for cell in counted.cells),
    )


def table(asked: CountParameters, name: str) -> Sheet:
    """Return a count, one state a row."""
    counted = count_of(name, asked.as_of)
    return Sheet(f"demandside-count-{name}-{counted.as_of.isoformat()}", _rows(counted))


def citation(counted: StateCount) -> str:
    """Return how to cite a count as of its day."""
    return gettext(
        "demandside, “%(sentence)s” Law as of %(day)s. %(url)s (accessed %(today)s). CC BY 4.0.",
        sentence=sentence(counted),
        day=wording.day_in_words(counted.as_of),
        url=public_url(dated(counted)),
        today=wording.day_in_words(dt.date.today()),
    )


def dated(counted: StateCount, suffix: str = "") -> str:
    """Return the permanent address of a count as of its day, in a format such as `.csv`."""
    path = url_for("counts.page", name=counted.question.id)
    return f"{path}{suffix}?as_of={counted.as_of.isoformat()}"


def picture(counted: StateCount, form: str, **more: str) -> str:
    """Return the address of the map of a count as a picture.

    Args:
        counted: the count.
        form: `svg` or `png`.
        more: further parameters: `scale`, `theme`.
    """
    query = urlencode({"as_of": counted.as_of.isoformat(), **more})
    return f"/map/{counted.question.id}.{form}?{query}"


def feed(counted: StateCount) -> str:
    """Return the address of the feed of changes of the law on the question of a count."""
    return f"/changes.atom?{urlencode({'question': counted.question.id})}"


def answer_address(cell: Cell) -> str:
    """Return the address of the page of a cell."""
    return url_for("answer.page", country=cell.jurisdiction.code, name=cell.question.id)


def _years() -> Iterator[tuple[int, str]]:
    """The years that are covered with the last day of each, the newest first."""
    for year in range(dt.date.today().year - 1, COVERED_FROM.year - 1, -1):
        yield year, f"{year}-12-31"


def _group(group: StatusGroup) -> StatusCount:
    return StatusCount(
        status=group.status.id,
        label=gettext(group.status.label),
        counted=group.counted,
        number=len(group.cells),
        countries=tuple(cell.jurisdiction.code for cell in group.cells),
    )


def _cell(cell: Cell, counted: StateCount) -> CountedCell:
    values = cell_data(cell)
    return CountedCell(
        country=values.country,
        status=values.status,
        counted=cell in counted.counted,
        since=values.since,
        url=values.url,
        text_state=text_state(cell),
    )


def _rows(counted: StateCount) -> Iterator[CountRow]:
    for cell in counted.cells:
        yield CountRow.of(
            _cell(cell, counted),
            as_of=counted.as_of,
            country_name=country_name(cell.jurisdiction),
            question=counted.question.id,
            url=public_url(answer_address(cell)),
        )


COUNT = PageFamily(
    path="/count/<name>",
    parts=(PathPart("name", "Id of a question.", question_ids),),
    about="how many member states a question counts as of a day, and which",
    parameters=CountParameters,
    response=CountData,
    row=CountRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("counts", __name__)
COUNT.add_to(pages)
