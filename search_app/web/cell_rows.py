"""A cell as a row of CSV and XLSX, in the tables of comparisons, countries and answers."""

from __future__ import annotations

import datetime as dt

from search_app import penalty_words
from search_app.compare import Cell
from search_app.contract.amounts import penalty_figures
from search_app.contract.cells import cell_data
from search_app.contract.comparison import ComparisonRow
from search_app.web.language import country_name
from search_app.web.site import agreement, public_url
from search_app.written_penalties import written_penalty


def cell_path(cell: Cell, day: dt.date) -> str:
    """The path of a cell as of the day that is shown; without a day for today's."""
    path = f"/answer/{cell.jurisdiction.code}/{cell.question.id}"
    return path if day == dt.date.today() else f"{path}?as_of={day.isoformat()}"


def comparison_row(
    cell: Cell, day: dt.date, row: type[ComparisonRow] = ComparisonRow, **more: object
) -> ComparisonRow:
    """Return a cell of a day as a row, or as a wider `row` with the values of its own columns."""
    agreed, other = agreement(cell), cell.answer.other_reading if cell.answer else None
    shown = cell_data(cell)
    oldest = (agreed.count.oldest or None) if agreed else None
    return row.of(
        shown,
        as_of=day,
        country_name=country_name(cell.jurisdiction),
        question_text=cell.question.asks,
        penalty=penalty_words_of(cell),
        official_urls=tuple(dict.fromkeys(c.official_url for c in cell.citations)),
        sources=tuple(source.title for source in cell.sources),
        other_reading=f"{other.status}: {other.why}" if other else "",
        url=public_url(cell_path(cell, day)),
        facts=agreed.count.total if agreed else None,
        facts_agree=agreed.count.agree if agreed else None,
        facts_text_of=oldest,
        facts_text_of_oldest=oldest,
        facts_text_of_newest=(agreed.count.newest or None) if agreed else None,
        **penalty_figures(shown.penalty),
        **more,
    )


def penalty_words_of(cell: Cell) -> str:
    """Return the penalty of a cell in words: its basic scales; empty where none is known."""
    if cell.facts is None:
        answer = cell.answer
        return written_penalty(answer.penalty) if answer and answer.penalty else ""
    if not cell.facts.penalty_known:
        return ""
    return "; ".join(penalty_words.line(scale) for scale in cell.facts.basic)
