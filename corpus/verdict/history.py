"""The verdicts of a state through time, with the period in which each one holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.coded.basics import Dated
from corpus.coded.state import CodedState
from corpus.dates import first_day
from corpus.same import Same
from corpus.verdict.decide import Verdict, verdicts

FIRST_DAY = dt.date(1998, 1, 1)
"""The comparison begins a year before the first purchase offence in the EU."""


@dataclass(frozen=True)
class Period:
    """A verdict that holds on every day of [since, until); without `until` it holds today."""

    since: dt.date
    until: dt.date | None
    verdict: Verdict


def verdict_on(state: CodedState, question: str, day: dt.date) -> Verdict:
    """Return the verdict on a question for a day.

    Raises:
        KeyError: the table has no such question.
    """
    return _table(Same(state), day)[question]


def periods(state: CodedState, question: str, today: dt.date) -> tuple[Period, ...]:
    """Return the periods of a question from `FIRST_DAY` until today, newest first.

    Consecutive days belong to one period if status, reason and records are the same.
    """
    periods_so_far: list[Period] = []
    for day in change_days(state, today):
        verdict = verdict_on(state, question, day)
        if periods_so_far and periods_so_far[-1].verdict == verdict:
            continue
        if periods_so_far:
            periods_so_far[-1] = Period(periods_so_far[-1].since, day, periods_so_far[-1].verdict)
        periods_so_far.append(Period(day, None, verdict))
    return tuple(reversed(periods_so_far))


def change_days(state: CodedState, today: dt.date) -> tuple[dt.date, ...]:
    """Return the days from `FIRST_DAY` until today on which any coded fact begins or ends."""
    return _days(Same(state), today)


@lru_cache(maxsize=8192)
def _table(held: Same[CodedState], day: dt.date) -> dict[str, Verdict]:
    return verdicts(held.value, day)


@lru_cache(maxsize=256)
def _days(held: Same[CodedState], today: dt.date) -> tuple[dt.date, ...]:
    days = {day for day in _bounds(held.value) if FIRST_DAY < day <= today}
    return (FIRST_DAY, *sorted(days))


def _bounds(state: CodedState) -> Iterator[dt.date]:
    versions: list[Dated] = [v for rule in state.rules.values() for v in rule.versions]
    versions += [v for entry in (*state.offences, *state.schemes) for v in entry.versions]
    for version in versions:
        for day in (version.known_from, version.ends):
            if day:
                yield first_day(day)
    for absence in state.absences:
        for day in (absence.from_, absence.until):
            if day:
                yield first_day(day)
    for scheme in state.schemes:
        for part in scheme.versions:
            yield from part.own_days()
