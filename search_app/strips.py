"""History as strips: the status of a state on a question, period by period since 1998.

Unknown days are segments of their own; a strip has no gaps and no overlaps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.dates import first_day
from corpus.library import COVERED_FROM, Knowledge, known_from
from corpus.model import Jurisdiction, Question, Status
from corpus.verdict.history import change_days
from search_app.chronicle import told_beginning
from search_app.compare import Cell, cell


@dataclass(frozen=True)
class Segment:
    """A status from a day until (not on) another; `since` is the beginning as the law gives it.

    `since` is empty when the beginning is not known: then `start` is the first day for which the
    answer is known, or the first day that the comparison covers.
    """

    status: Status
    start: dt.date
    end: dt.date
    since: str

    @property
    def known(self) -> bool:
        """Whether anything is known of these days."""
        return self.status.id not in {"not-known", "not-checked"}


@dataclass(frozen=True)
class Strip:
    """The segments of one state and question, oldest first, without gaps up to `end`."""

    jurisdiction: Jurisdiction
    question: Question
    segments: tuple[Segment, ...]

    @property
    def start(self) -> dt.date:
        """The first day of the strip."""
        return self.segments[0].start

    @property
    def end(self) -> dt.date:
        """The day on which the strip ends."""
        return self.segments[-1].end

    def share(self, day: dt.date) -> float:
        """Return the position of a day on the strip, from 0 to 100 per cent."""
        return round(100 * (day - self.start).days / (self.end - self.start).days, 2)


def strip(knowledge: Knowledge, country: str, question: str, today: dt.date) -> Strip:
    """Return the strip of a state and a question from 1998 to today.

    Raises:
        KeyError: an unknown country or question.
    """
    jurisdiction = knowledge.jurisdictions[country]
    days = [day for day in _days(knowledge, country, question, today) if day < today]
    days = sorted({COVERED_FROM, *(day for day in days if day >= COVERED_FROM), today})
    pieces = _pieces(knowledge, country, question, days)
    return Strip(jurisdiction, knowledge.questions[question], tuple(_merged(pieces)))


def _days(knowledge: Knowledge, country: str, question: str, today: dt.date) -> Iterator[dt.date]:
    """The days on which the law, or a written answer about it, may change."""
    if state := knowledge.coded.get(country):
        yield from change_days(state, today)
        return
    for answer in knowledge.jurisdictions[country].answers.get(question, ()):
        yield known_from(answer)
        if answer.until:
            yield first_day(answer.until)


def _pieces(
    knowledge: Knowledge, country: str, question: str, days: list[dt.date]
) -> Iterator[Segment]:
    before: Cell | None = None
    for start, end in pairwise(days):
        found = cell(knowledge, country, question, start)
        yield Segment(found.status, start, end, _since(before, found, start))
        before = found


def _since(before: Cell | None, found: Cell, start: dt.date) -> str:
    """The beginning of a segment as the law gives it; empty if the law does not date it."""
    if found.facts is None:
        answer = found.answer
        written = answer.since if answer else None
        return written if written and first_day(written) == start else ""
    return told_beginning(before, found, start)


def _merged(pieces: Iterator[Segment]) -> Iterator[Segment]:
    """Merge neighbouring segments of the same status."""
    current: Segment | None = None
    for piece in pieces:
        if current is not None and current.status.id == piece.status.id:
            current = replace(current, end=piece.end)
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current
