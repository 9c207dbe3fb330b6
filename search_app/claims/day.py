"""Whether a statement is true on a day, and on which days that can change."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property

from corpus.library import Knowledge
from corpus.verdict.history import change_days
from search_app.claims.counting import quantity_holds
from search_app.claims.faults import has_fault
from search_app.claims.penalties import has_penalty
from search_app.claims.sanctions import holds
from search_app.claims.statement import StatedClaim
from search_app.claims.truth import Truth, all_of
from search_app.compare import UNREAD, Cell, cell

_NATIONAL = frozenset({"criminal", "administrative"})
"""Statuses of rules that hold in the whole of a state, its cities too."""


class Truths:
    """The truth of one statement, whatever time it speaks of, day by day up to `today`."""

    def __init__(self, statement: StatedClaim, knowledge: Knowledge, today: dt.date) -> None:
        self.statement = statement
        self._knowledge = knowledge
        self._today = today
        self._known: dict[tuple[str, dt.date], Truth] = {}

    def of_rule(self) -> Truths:
        """Return the truth of the statement without its penalties."""
        return Truths(replace(self.statement, penalties=()), self._knowledge, self._today)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states on which the statement depends."""
        subjects = self.statement.subjects
        return subjects.codes if subjects.quantity == "each" else tuple(self._knowledge.states)

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """The days on which anything that it depends on changes, the newest first."""
        days = {day for code in self.states for day in self._changes(code)}
        return tuple(sorted(days, reverse=True))

    def on(self, day: dt.date) -> Truth:
        """Return the truth on a day."""
        return quantity_holds(self.statement.subjects, self.by_state(day))

    def by_state(self, day: dt.date) -> dict[str, Truth]:
        """Return for each state whether what is said is true of it on a day."""
        return {code: self._of_state(code, day) for code in self.states}

    def presumed(self, day: dt.date) -> Truth:
        """Return the likely truth on a day of which the law was not read in full.

        A state that was not read has its next known value; where reading left the matter unclear,
        there was likely no rule.
        """
        values = {code: self._presumed(code, day) for code in self.states}
        return quantity_holds(self.statement.subjects, values)

    def cells(self, day: dt.date) -> list[Cell]:
        """Return the cells of a day on which the statement depends."""
        return [
            cell(self._knowledge, code, question, day)
            for code in self.states
            for question in self.statement.questions
        ]

    def _changes(self, code: str) -> tuple[dt.date, ...]:
        coded = self._knowledge.coded.get(code)
        return change_days(coded, self._today) if coded else ()

    def _of_state(self, code: str, day: dt.date) -> Truth:
        """Looked up on the last day of change, so that each state of the law is read once."""
        changes = self._changes(code)
        place = bisect_right(changes, day)
        read = changes[place - 1] if place else day
        if (code, read) not in self._known:
            self._known[code, read] = self._read(code, read)
        return self._known[code, read]

    def _presumed(self, code: str, day: dt.date) -> Truth:
        changes = self._changes(code)
        later = changes[max(bisect_right(changes, day) - 1, 0) :]
        for read in (day, *later):
            value = self._of_state(code, read)
            if value is not Truth.UNKNOWN:
                return value
            statuses = {
                cell(self._knowledge, code, question, read).status.id
                for question in self.statement.questions
            }
            if "unclear" in statuses:
                return Truth.YES if only_denies(self.statement) else Truth.NO
            if not statuses <= UNREAD:
                return Truth.UNKNOWN
        return Truth.UNKNOWN

    def _read(self, code: str, day: dt.date) -> Truth:
        values = [
            truth_in(self.statement, cell(self._knowledge, code, question, day))
            for question in self.statement.questions
        ]
        if self.statement.readings and len(set(values)) > 1:
            return Truth.UNKNOWN
        return all_of(values)


def only_denies(statement: StatedClaim) -> bool:
    """Whether a statement says only that something is not so, or that it is legal."""
    plain = all((a.kind == "legal") == a.holds for a in statement.asserts)
    return plain and bool(statement.asserts) and not (statement.penalties or statement.fault)


def truth_in(statement: StatedClaim, found: Cell) -> Truth:
    """Return whether what a statement says is true of one cell."""
    if statement.age is not None and (doubt := _age(statement, found)) is not Truth.YES:
        return doubt
    if statement.aged is not None:
        limit = found.facts.age if found.facts else None
        if limit is None or statement.aged >= limit:
            return Truth.UNKNOWN
    if statement.local and found.status.id not in _NATIONAL:
        return Truth.UNKNOWN
    values = [holds(assertion, found) for assertion in statement.asserts]
    case = "repeat" if statement.repeated else "basic"
    values += [has_penalty(told, found, case) for told in statement.penalties]
    if statement.fault:
        values.append(has_fault(statement.fault, found))
    value = all_of(values)
    if statement.conditional:
        return Truth.YES if value is Truth.PARTLY else Truth.UNKNOWN
    return value


def _age(statement: StatedClaim, found: Cell) -> Truth:
    """A higher age than the law's is wrong, unless something is denied; a lower one is a part."""
    age, told = found.facts.age if found.facts else None, statement.age
    if told == age:
        return Truth.YES
    affirmed = all(a.holds and a.kind not in {"legal", "legalised"} for a in statement.asserts)
    return Truth.NO if affirmed and age and told and told > age else Truth.UNKNOWN
