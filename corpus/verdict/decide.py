"""Computes the status of each question on a day from the coded law of a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """A computed status, its reason (an id in the table) and the records it rests on."""

    status: str
    reason: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Weighed:
    """A version of an offence or a scheme, reduced to what a question looks at."""

    id: str
    properties: Properties
    pending: bool


def verdicts(
    state: CodedState, day: dt.date, table: VerdictTable | None = None
) -> dict[str, Verdict]:
    """Return the verdict on every question of the table for a state on a day."""
    used = table or verdict_table()
    decided: dict[str, Verdict] = {}
    for question, rules in used.questions.items():
        decided[question] = _decide(question, rules, state, day, used, decided)
    return decided


def facts_in_view(
    question: str, state: CodedState, day: dt.date, decided: Mapping[str, Verdict]
) -> object:
    """Return everything a verdict can depend on, in a form that is equal for equal facts.

    These are the properties of every version that the question looks at, the absences, and the
    statuses of other questions that its rows refer to; `decided` are the verdicts of the state.
    """
    table = verdict_table()
    rules = table.questions[question]
    every = _schemes(state, day, question) if rules.schemes else _offences(state, day, rules)
    wanted = [row.offence for row in rules.rows if row.offence is not None]
    views = (rules.take, *wanted)
    seen = [v for v in every if any(_like(v, conditions, table) for conditions in views)]
    others = [row.question for row in rules.rows if row.question is not None]
    return (
        frozenset((frozenset(v.properties.items()), v.pending) for v in seen),
        frozenset(a.finding for a in state.absences if a.question == question and a.holds(day)),
        tuple(decided[name].status for name in others),
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
    """Return what a state has coded for a question at all, on any day."""
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
    """Yield the versions that hold on a day, or may hold because their beginning is unknown."""
    for version, older in zip_longest(versions, versions[1:]):
        if version.holds(day) or (version.may_hold(day) and _is_over(older, day)):
            yield version


def _is_over(older: OffenceVersion | SchemeVersion | None, day: dt.date) -> bool:
    """Return whether an older version has ended, so that the next one may have begun."""
    return older is None or (older.ends is not None and first_day(older.ends) <= day)


def _row(
    row: VerdictRow,
    every: Sequence[_Weighed],
    taken: Sequence[_Weighed],
    table: VerdictTable,
    before: dict[str, Verdict],
) -> Verdict | None:
    """Return the verdict of one row, None if the row does not apply, `pending` if that is unknown.

    A version that only may hold can raise a status, not lower it: a row that applies without it
    applies; if the row would apply only with it, the answer is unknown.
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
    """Return whether a version matches except for fields that nobody could read."""
    known = {n: names for n, names in wanted.items() if NOT_READ not in version.properties[n]}
    return len(known) < len(wanted) and _like(version, known, table)


def _strongest(versions: Iterable[_Weighed]) -> str:
    sanctions = {name for version in versions for name in version.properties["sanction"]}
    return next((word for name, word in _WORDS.items() if name in sanctions), "unclear")


def _absence(absences: Sequence[Absence], findings: Sequence[str]) -> Verdict | None:
    for finding in findings:
        if any(a.finding == finding for a in absences):
            reason = {"none": "searched", "not-checked": "nobody-looked"}.get(finding, "by-hand")
            return Verdict(finding, reason)
    return None
