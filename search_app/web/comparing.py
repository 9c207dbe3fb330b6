"""Comparison pages: countries as rows, questions as columns, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from corpus.model import Question, Status
from search_app import wording
from search_app.compare import Cell, Comparison, compare
from search_app.contract.cells import cell_values
from search_app.contract.comparison import (
    ComparedCell,
    ComparisonData,
    ComparisonParameters,
    ComparisonRow,
)
from search_app.selecting import by_status, only_differences, with_status
from search_app.union import obligations_on
from search_app.web.cell_rows import cell_path, comparison_row
from search_app.web.cited_list import listed_states
from search_app.web.country import GLANCE
from search_app.web.family import PageFamily
from search_app.web.findings import comparison_sentence, status_counts
from search_app.web.formats import LongList, Sheet
from search_app.web.site import agreement, knowledge, release

COMPACT_FROM = 130
"""From this many cells on, a cell shows only its status and penalty, and links to its own page."""


def comparison(asked: ComparisonParameters, opening: Sequence[str] = ()) -> Comparison:
    """Return the comparison that is asked for, narrowed and sorted.

    Args:
        asked: the parameters of the request.
        opening: the questions shown where none is named; all by default.
    """
    chosen = questions_asked(asked, opening)
    table = compare(knowledge(), asked.country, chosen, asked.as_of)
    if asked.only:
        table = only_differences(table)
    table = with_status(table, asked.status)
    return by_status(table) if "status" in asked.sort else table


def questions_asked(asked: ComparisonParameters, opening: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the questions named, else the opening ones; an empty result stands for all."""
    if asked.questions:
        return ()
    return asked.question or tuple(q for q in opening if q in knowledge().questions)


def address(asked: ComparisonParameters, table: Comparison, suffix: str = "") -> str:
    """Return the permanent address of the comparison on the page as of its day."""
    questions = questions_asked(asked, GLANCE)
    pairs = [("country", code) for code in asked.country]
    pairs += [("question", name) for name in questions] or [("questions", "all")]
    for name in ("status", "only", "sort"):
        pairs += [(name, value) for value in getattr(asked, name)]
    pairs.append(("as_of", table.as_of.isoformat()))
    return f"/compare{suffix}?{urlencode(pairs)}"


def every_address() -> str:
    """Return the address of the same comparison with all questions."""
    dropped = {"question", "questions"}
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k not in dropped and v]
    return f"{url_for('comparing.page')}?{urlencode([*pairs, ('questions', 'all')])}"


def page(asked: ComparisonParameters) -> str:
    """Show a comparison; it opens on the questions about buyers."""
    table = comparison(asked, GLANCE)
    return render_template(
        "compare.html",
        table=table,
        cells_as_of=table.as_of,
        sentence=comparison_sentence(table, wording.day_in_words(table.as_of)),
        counts=status_counts(table.cells),
        compact=len(table.cells) > COMPACT_FROM,
        listed=listed_states(table.rows) if len(table.cells) <= COMPACT_FROM else (),
        chosen_countries=set(asked.country),
        chosen_questions={question.id for question in table.questions},
        opening=[q for q in GLANCE if q in knowledge().questions],
        every_url=every_address(),
        chosen_statuses=set(asked.status),
        differences="differences" in asked.only,
        sorted_by_status="status" in asked.sort,
        statuses=_offered(table.questions),
        obligations={q.id: obligations_on(knowledge(), q.id, table.as_of) for q in table.questions},
        permanent=address(asked, table),
        json_url=address(asked, table, ".json"),
        csv_url=address(asked, table, ".csv"),
    )


def data(asked: ComparisonParameters) -> LongList:
    """Return the cells of a comparison."""
    table = comparison(asked)
    cells = (compared_cell(cell, table.as_of) for cell in table.cells)
    head = {"as_of": table.as_of, "release": release().id}
    return LongList(ComparisonData, cells, head)


def table(asked: ComparisonParameters) -> Sheet:
    """Return a comparison, one cell a row."""
    shown = comparison(asked)
    return Sheet(f"demandside-compare-{shown.as_of.isoformat()}", _rows(shown))


COMPARISON = PageFamily(
    path="/compare",
    about="one cell per country and question as of a day; `not-known` where that day is not known",
    parameters=ComparisonParameters,
    response=ComparisonData,
    row=ComparisonRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("comparing", __name__)
COMPARISON.add_to(pages)


def _offered(questions: Sequence[Question]) -> list[Status]:
    """The statuses that the questions shown can have, in the order of the closed list."""
    known = knowledge()
    shown = {
        name for question in questions or known.questions.values() for name in question.statuses
    }
    return [s for s in known.statuses.values() if s.id in shown or s.id == "not-known"]


def compared_cell(cell: Cell, day: dt.date) -> ComparedCell:
    """Return a cell of the comparison of a day, with how its facts agree with the texts."""
    agreed = agreement(cell)
    values = {**cell_values(cell), "url": cell_path(cell, day)}
    return ComparedCell(**values, findings=agreed.counts() if agreed else None)


def _rows(table: Comparison) -> Iterator[ComparisonRow]:
    return (comparison_row(cell, table.as_of) for cell in table.cells)
