"""The history of an answer, computed: each period with its cell, and what changed on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.coded.basics import UNKNOWN, Dated
from corpus.dates import first_day
from corpus.library import Knowledge, known_from
from corpus.model import Answer
from corpus.verdict.history import FIRST_DAY, change_days
from search_app.compare import Cell, cell
from search_app.records.record import FactRecord


@dataclass(frozen=True)
class RecordChange:
    """What happened to a record on a day; `fields` names what changed in it.

    `seen` means that the record is known from that day on: its beginning is not known.
    """

    record: FactRecord
    what: Literal["begins", "seen", "ends", "changed"]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moment:
    """A period [since, until) with the cell of its days; `until` None: it holds today.

    `dated` says whether the law itself dates the first day: otherwise it is the day from which
    something is known. `written` are the older written answers of the period that agree with it.
    """

    since: dt.date
    until: dt.date | None
    cell: Cell
    changes: tuple[RecordChange, ...] = ()
    dated: bool = False
    written: tuple[Answer, ...] = ()

    @property
    def first(self) -> bool:
        """Whether it is the first period that is looked at, whose beginning is not shown."""
        return self.since == FIRST_DAY


def moments(
    knowledge: Knowledge, country: str, question: str, today: dt.date
) -> tuple[Moment, ...]:
    """Return the periods of an answer from 1998 until today, the newest first.

    A period ends when the status, its reason, or a coded fact behind it changes. Without coded law
    there are none.

    Raises:
        KeyError: an unknown country or question.
    """
    state = knowledge.coded.get(country)
    if state is None:
        return ()
    found: list[Moment] = []
    for day in change_days(state, today):
        current = cell(knowledge, country, question, day)
        if found and _same(found[-1].cell, current):
            continue
        before = found[-1].cell if found else None
        changes = tuple(_changes(before, current, day)) if before else ()
        if found:
            found[-1] = replace(found[-1], until=day)
        found.append(Moment(day, None, current, changes, is_dated(before, current, day)))
    answers = knowledge.jurisdictions[country].answers.get(question, ())
    return tuple(replace(m, written=_written(m, answers)) for m in reversed(found))


def is_dated(before: Cell | None, after: Cell, day: dt.date) -> bool:
    """Whether the law dates a change: a record begins or ends on the day, by what was read."""
    begins = any(
        r.version.from_ != UNKNOWN and first_day(r.version.from_) == day for r in after.records
    )
    ended = before.records if before else ()
    return begins or any(
        r.version.until not in {None, UNKNOWN} and first_day(r.version.until or "") == day
        for r in ended
    )


def _same(older: Cell, younger: Cell) -> bool:
    return (older.verdict, older.records) == (younger.verdict, younger.records)


def _changes(before: Cell, after: Cell, day: dt.date) -> Iterator[RecordChange]:
    old = {record.id: record for record in before.records}
    new = {record.id: record for record in after.records}
    for name, record in new.items():
        if name not in old:
            known = record.version.from_ != UNKNOWN and first_day(record.version.from_) == day
            yield RecordChange(record, "begins" if known else "seen")
        elif fields := changed_fields(old[name].version, record.version):
            yield RecordChange(record, "changed", fields)
    for name, record in old.items():
        if name not in new:
            yield RecordChange(record, "ends")


def changed_fields(old: Dated, new: Dated) -> tuple[str, ...]:
    """Return the names of the coded fields in which two versions of a record differ."""
    names = [name for name in type(new).model_fields if name not in Dated.model_fields]
    return tuple(name for name in names if getattr(old, name, None) != getattr(new, name, None))


def _written(moment: Moment, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    return tuple(
        answer
        for answer in answers
        if answer.status == moment.cell.status.id
        and (moment.until is None or known_from(answer) < moment.until)
        and (answer.until is None or first_day(answer.until) > moment.since)
    )
