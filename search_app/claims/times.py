"""Dates in a clause: a year, a month or a day as the days that it covers."""

from __future__ import annotations

import datetime as dt
import re

from corpus.dates import first_day, last_day
from search_app.claims.clauses import Clause
from search_app.claims.marks import Mark
from search_app.claims.phrases import PhraseBook
from search_app.claims.statement import Doubt, TimeKind, When

_COMMENCES = dt.timedelta(days=366)
"""A law that is told by its date commences within a year."""
# the numbers and the name of a month in "13 April 2016"
_PIECE = re.compile(r"[^\W\d_]+|\d+")


def partial_of(text: str, book: PhraseBook) -> str:
    """Return a date in words as a partial date: `2016`, `2016-04` or `2016-04-13`.

    Raises:
        ValueError: the calendar has no such day.
    """
    pieces = _PIECE.findall(text.casefold())
    year: str = next(p for p in pieces if p.isdigit() and len(p) == 4)
    month = next((book.months[p] for p in pieces if p in book.months), None)
    day = next((p for p in pieces if p.isdigit() and len(p) < 3), None)
    partial = year + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if day else "")
    first_day(partial)
    return partial


def when_of(clause: Clause, book: PhraseBook) -> When | Doubt:
    """Return the time of a clause, or why it is not clear."""
    marks = clause.of("time")
    if clause.of("never"):
        return Doubt("In which years it has never been so is not sure.") if marks else When("never")
    past = bool(clause.of("past"))
    if len(marks) > 1:
        return Doubt("It gives more than one date.")
    if not marks:
        return Doubt("It speaks of the past without a date.") if past else When()
    try:
        first, last = _days(marks[0], book)
    except ValueError:
        return Doubt("It gives a day that the calendar does not have.")
    if marks[0].value == "since-law":
        last += _COMMENCES
    return When(_kind(clause, marks[0], past=past), first, last)


def _days(mark: Mark, book: PhraseBook) -> tuple[dt.date, dt.date]:
    words = _PIECE.findall(mark.named["date"].casefold())
    if season := next((book.seasons[word] for word in words if word in book.seasons), None):
        year = next(word for word in words if word.isdigit())
        return first_day(f"{year}-{season[0]:02}"), last_day(f"{year}-{season[1]:02}")
    begins = partial_of(mark.named["date"], book)
    ends = partial_of(mark.named["end"], book) if "end" in mark.named else begins
    return first_day(begins), last_day(ends)


def _kind(clause: Clause, mark: Mark, *, past: bool) -> TimeKind:
    """Whether "in 2016" dates a change or a state of the law."""
    if mark.value != "at":
        return {"since": "since", "since-law": "since", "until": "until"}.get(mark.value, "between")  # type: ignore[return-value]
    if clause.of("ends"):
        return "ends"
    if clause.of("begins", "act"):
        return "either" if past else "begins"
    return "at"
