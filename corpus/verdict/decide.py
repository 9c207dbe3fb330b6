"""Decides the status of a question on a day from the coded law of a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from corpus.coded.absences import Absence
from corpus.coded.offences import OffenceVersion
from corpus.coded.schemes import SchemeVersion
from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.verdict.properties import Properties, properties
from corpus.verdict.schemes import NOT_READ, scheme_properties
from corpus.verdict.table import Conditions, VerdictRow, VerdictRules, VerdictTable, verdict_table

_WORDS = {"criminal": "criminal", "administrative": "administrative", "none": "prohibited"}
"""The status that a sanction gives, the strongest first."""


@dataclass(frozen=True)
class Verdict:
    """A computed status with its reason (an id of the table) and the records that made it."""

    status: str
    reason: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Weighed:
    """A version of an offence or a scheme in view of a question."""

    id: str
    properties: Properties
    pending: bool


def verdicts(
    state: CodedState, day: dt.date, table: VerdictTable | None = None
) -> dict[str, Verdict]:
    """Return the verdict on every question of the table for a state on a day."""
    used = table or verdict_table()
    found: dict[str, Verdict] = {}
    for question, rules in used.questions.items():
        found[question] = _decide(question, rules, state, day, used, found)
    return found


def facts_in_view(question: str, state: CodedState, day: dt.date) -> object:
    """Return all that a verdict can depend on, in a form that equal facts have in common.

    The properties of every version that the question looks at, what is found absent, and the
    statuses of other questions that its rows name.
    """
    table = verdict_table()
    rules = table.questions[question]
    every = _schemes(state, day, question) if rules.schemes else _offences(state, day, rules)
    wanted = [row.offence for row in rules.rows if row.offence is not None]
    seen = [v for v in every if any(_like(v, each, table) for each in (rules.take, *wanted))]
    others = [row.question for row in rules.rows if row.question is not None]
    before = verdicts(state, day)
    return (
        frozenset((frozenset(v.properties.items()), v.pending) for v in seen),
        frozenset(a.finding for a in state.absences if a.question == question and a.holds(day)),
        tuple(before[name].status for name in others),
        bool(seen or _records(question, rules, state, table)),
    )


def _decide(
    question: str,
    rules: VerdictRules,
    state: CodedState,
    day: dt.date,
    table: VerdictTable,
    before: dict[str, Verdict],
) -> Verdict:
    every_absence = [a for a in state.absences if a.question == question]
    absences = [a for a in every_absence if a.holds(day)]
    if settled := _absence(absences, ("unclear", "not-checked")):
        return settled
    every = _schemes(state, day, question) if rules.schemes else _offences(state, day, rules)
    taken = [v for v in every if _like(v, rules.take, table)]
    for row in rules.rows:
        verdict = _row(row, every, taken, table, before)
        if verdict and verdict.status != "pending":
            return verdict
        if verdict:
            return Verdict("not-known", "pending", verdict.records)
    if none := _absence(absences, ("none",)):
        return none
    known = every_absence or _records(question, rules, state, table)
    return Verdict("not-known", "other-days") if known else Verdict("not-checked", "nobody-looked")


def _records(
    question: str, rules: VerdictRules, state: CodedState, table: VerdictTable
) -> Sequence[object]:
    """What of a state's law is coded for a question at all, on whatever day."""
    if rules.schemes:
        return [scheme for scheme in state.schemes if scheme.question == question]
    looked = [rules.take, *(row.offence for row in rules.rows if row.offence is not None)]
    every = (
        _Weighed(offence.id, properties(version, state.rules, dt.date.max), pending=False)
        for offence in state.offences
        for version in offence.versions
    )
    return [v for v in every if any(_like(v, wanted, table) for wanted in looked)]


def _offences(state: CodedState, day: dt.date, rules: VerdictRules) -> list[_Weighed]:
    return [
        _Weighed(
            offence.id,
            properties(version, state.rules, day, rules.neutral),
            pending=not version.holds(day),
        )
        for offence in state.offences
        for version in _possible(offence.versions, day)
    ]


def _schemes(state: CodedState, day: dt.date, question: str) -> list[_Weighed]:
    return [
        _Weighed(scheme.id, scheme_properties(version, day), pending=not version.holds(day))
        for scheme in state.schemes
        if scheme.question == question
        for version in _possible(scheme.versions, day)
    ]


def _possible(versions: Sequence[OffenceVersion | SchemeVersion], day: dt.date) -> Iterator[Any]:
    """Yield the versions that hold on a day, or may hold as nobody knows when they began."""
    for version, older in zip_longest(versions, versions[1:]):
        if version.holds(day) or (version.may_hold(day) and _is_over(older, day)):
            yield version


def _is_over(older: OffenceVersion | SchemeVersion | None, day: dt.date) -> bool:
    """Whether a version whose beginning is not known can have begun: not before the older's end."""
    return older is None or (older.ends is not None and first_day(older.ends) <= day)


def _row(
    row: VerdictRow,
    every: Sequence[_Weighed],
    taken: Sequence[_Weighed],
    table: VerdictTable,
    before: dict[str, Verdict],
) -> Verdict | None:
    """The verdict of one row, None when it does not hold; `pending` when that is not known.

    A version that may hold can only raise a status: where a row holds without it, it holds; where
    the row would hold with it, nobody knows.
    """
    if row.question is not None:
        other = before[row.question]
        if other.status not in table.spelled_out(row.in_):
            return None
        return Verdict(
            other.status if row.status == "same" else row.status, row.reason, other.records
        )
    certain = [v for v in taken if not v.pending]
    pending = [v for v in taken if v.pending]
    if row.empty:
        if certain:
            return None
        names = tuple(v.id for v in pending)
        return Verdict("pending" if pending else row.status, row.reason, names)
    if row.all is not None:
        if not certain or not all(_like(v, row.all, table) for v in certain):
            return None
        if any(not _like(v, row.all, table) for v in pending):
            return Verdict("pending", row.reason, tuple(v.id for v in pending))
        return Verdict(row.status, row.reason, tuple(v.id for v in certain))
    looked = taken if row.offence is None else every
    wanted = (row.some if row.offence is None else row.offence) or {}
    hits = [v for v in looked if _like(v, wanted, table)]
    sure = [v for v in hits if not v.pending]
    if not hits:
        unread = [v for v in looked if _could_be(v, wanted, table)]
        names = tuple(v.id for v in unread)
        return Verdict("unclear", "unread-part", names) if unread else None
    if not sure:
        return Verdict("pending", row.reason, tuple(v.id for v in hits))
    status = _strongest(sure) if row.status == "sanction" else row.status
    return Verdict(status, row.reason, tuple(v.id for v in sure))


def _like(version: _Weighed, wanted: Conditions, table: VerdictTable) -> bool:
    return all(
        version.properties[name] & table.spelled_out(names) for name, names in wanted.items()
    )


def _could_be(version: _Weighed, wanted: Conditions, table: VerdictTable) -> bool:
    """Whether only what nobody could read keeps a version from being like this."""
    known = {n: names for n, names in wanted.items() if NOT_READ not in version.properties[n]}
    return len(known) < len(wanted) and _like(version, known, table)


def _strongest(versions: Iterable[_Weighed]) -> str:
    found = {name for version in versions for name in version.properties["sanction"]}
    return next((word for name, word in _WORDS.items() if name in found), "unclear")


def _absence(absences: Sequence[Absence], findings: Sequence[str]) -> Verdict | None:
    for finding in findings:
        if any(a.finding == finding for a in absences):
            reason = {"none": "searched", "not-checked": "nobody-looked"}.get(finding, "by-hand")
            return Verdict(finding, reason)
    return None
