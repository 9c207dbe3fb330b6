"""The computed history of an answer: its periods with their cells, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.coded.basics import UNKNOWN, Dated
from corpus.coded.offences import OffenceVersion
from corpus.dates import first_day
from corpus.library import Knowledge, known_from
from corpus.model import Answer
from corpus.verdict.history import FIRST_DAY, change_days
from search_app.compare import Cell, cell
from search_app.records.dates import same_penalties
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

    `since_told` and `until_told` are the same days as precisely as the law gives them, empty where
    it does not: then `since` is the day from which something is known. `written` are the older
    written answers of the period that agree with it.
    """

    since: dt.date
    until: dt.date | None
    cell: Cell
    changes: tuple[RecordChange, ...] = ()
    since_told: str = ""
    until_told: str = ""
    written: tuple[Answer, ...] = ()

    @property
    def first(self) -> bool:
        """Whether it is the first period, whose beginning is not shown."""
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
        told = told_beginning(before, current, day)
        if found:
            found[-1] = replace(found[-1], until=day, until_told=told)
        found.append(Moment(day, None, current, changes, told))
    answers = knowledge.jurisdictions[country].answers.get(question, ())
    return tuple(replace(m, written=_written(m, answers)) for m in reversed(found))


def told_beginning(before: Cell | None, after: Cell, day: dt.date) -> str:
    """Return the day on which one cell follows another as the law gives it, to the day or year.

    Empty where the law does not date it: no record begins or ends on the day, by what was read.
    """
    begins = [r.version.from_ for r in after.records]
    ends = [r.version.until for r in before.records] if before else []
    dated = (name for name in (*begins, *ends) if name and name != UNKNOWN)
    return next((name for name in dated if first_day(name) == day), "")


def _same(older: Cell, younger: Cell) -> bool:
    return (older.verdict, older.records) == (younger.verdict, younger.records)


def _changes(before: Cell, after: Cell, day: dt.date) -> Iterator[RecordChange]:
    old = {record.id: record for record in before.records}
    new = {record.id: record for record in after.records}
    for name, record in new.items():
        if name not in old or (record.certain and not old[name].certain):
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
    changed = [name for name in names if getattr(old, name, None) != getattr(new, name, None)]
    if isinstance(old, OffenceVersion) and isinstance(new, OffenceVersion):
        return tuple(n for n in changed if n != "penalties" or not same_penalties(old, new))
    return tuple(changed)


def _written(moment: Moment, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    return tuple(
        answer
        for answer in answers
        if answer.status == moment.cell.status.id
        and (moment.until is None or known_from(answer) < moment.until)
        and (answer.until is None or first_day(answer.until) > moment.since)
    )
