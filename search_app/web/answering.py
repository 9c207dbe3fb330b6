"""The answer before the hits: the cell of the comparison that a query asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.language import PRIMARY
from corpus.model import Question, Status
from search_app.compare import Cell, cell
from search_app.contract.cells import cell_data
from search_app.contract.search import AnswerBoxData
from search_app.index.query import SearchResult
from search_app.understanding.parts import Understanding
from search_app.web.findings import status_counts
from search_app.web.site import knowledge

_MOST = 3
_EVERYBODYS = "en"


@dataclass(frozen=True)
class AnswerBox:
    """The question that a query asks on a day, with the cells of the states that it names.

    Without any cell the query names no state: then `counts` says how many states have which status.
    """

    question: Question
    as_of: dt.date
    cells: tuple[Cell, ...]
    counts: Sequence[tuple[Status, int]]
    compare_address: str

    def data(self) -> AnswerBoxData:
        """Return the box as data."""
        return AnswerBoxData(
            question=self.question.id,
            as_of=self.as_of,
            cells=tuple(map(cell_data, self.cells)),
            compare=self.compare_address,
        )


def answer_box(result: SearchResult) -> AnswerBox | None:
    """Return the box for the first page of hits; None where the query asks no question of ours."""
    understood = result.understood
    asked = next(iter(understood.of("question")), None)
    if asked is None or result.query.page > 1:
        return None
    question = knowledge().questions[asked.value]
    day = _day(understood)
    countries = _countries(understood, result.query.countries)
    cells = tuple(cell(knowledge(), code, question.id, day) for code in countries)
    pairs = [("question", question.id)]
    if day != dt.date.today():
        pairs.append(("as_of", day.isoformat()))
    return AnswerBox(
        question=question,
        as_of=day,
        cells=cells,
        counts=() if cells else _counts(question.id, day),
        compare_address=f"/compare?{urlencode(pairs)}",
    )


def _counts(question: str, day: dt.date) -> list[tuple[Status, int]]:
    return status_counts([cell(knowledge(), code, question, day) for code in knowledge().states])


def _day(understood: Understanding) -> dt.date:
    named = next(iter(understood.values("date")), None)
    return dt.date.fromisoformat(named) if named else dt.date.today()


def _countries(understood: Understanding, filtered: Sequence[str]) -> list[str]:
    """The states that a query names, else those chosen, else those of its language."""
    known = knowledge().jurisdictions
    named = [code for code in (*understood.values("country"), *filtered) if code in known]
    if not named and understood.languages[:1] != (_EVERYBODYS,):
        named = [
            c for c, first in PRIMARY.items() if first in understood.languages[:1] and c in known
        ]
    return list(dict.fromkeys(named))[:_MOST]
