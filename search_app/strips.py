"""History as strips: for a state and a question, which status held from when to when since 1998.

Days on which nothing is known are segments of their own; a strip has no gaps and no overlaps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.dates import first_day
from corpus.library import COVERED_FROM, Knowledge, known_from
from corpus.model import Answer, Jurisdiction, Question, Status
from search_app.compare import cell


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
        """Return how far along the strip a day lies, in per cent."""
        return round(100 * (day - self.start).days / (self.end - self.start).days, 2)


def strip(knowledge: Knowledge, country: str, question: str, today: dt.date) -> Strip:
    """Return the strip of a state and a question from 1998 to today.

    Raises:
        KeyError: an unknown country or question.
    """
    jurisdiction = knowledge.jurisdictions[country]
    answers = jurisdiction.answers.get(question, ())
    days = sorted({COVERED_FROM, *(d for a in answers for d in _days(a)), today})
    days = [day for day in days if COVERED_FROM <= day <= today]
    pieces = (_segment(knowledge, country, question, start, end) for start, end in pairwise(days))
    return Strip(jurisdiction, knowledge.questions[question], tuple(_merged(pieces)))


def _days(answer: Answer) -> Iterator[dt.date]:
    yield known_from(answer)
    if answer.until:
        yield first_day(answer.until)


def _segment(
    knowledge: Knowledge, country: str, question: str, start: dt.date, end: dt.date
) -> Segment:
    found = cell(knowledge, country, question, start)
    answer = found.answer
    since = answer.since if answer and answer.since and first_day(answer.since) == start else ""
    return Segment(found.status, start, end, since or "")


def _merged(pieces: Iterator[Segment]) -> Iterator[Segment]:
    """Neighbours of one status as one segment."""
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


def to_json(found: Strip) -> list[dict[str, object]]:
    """Return the segments of a strip; the keys are a contract."""
    return [
        {
            "country": found.jurisdiction.code,
            "question": found.question.id,
            "status": segment.status.id,
            "from": segment.start.isoformat(),
            "until": None if segment.end == found.end else segment.end.isoformat(),
            "since": segment.since or None,
            "known": segment.known,
        }
        for segment in found.segments
    ]
