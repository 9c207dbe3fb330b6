"""The offences and schemes behind a cell in the versions of the day, and the main one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.coded.basics import term_in_days
from corpus.coded.offences import Offence, OffenceVersion
from corpus.coded.schemes import Scheme, SchemeVersion
from corpus.coded.state import CodedState

SANCTIONS = ("criminal", "administrative", "none", "not-known")
"""Kinds of sanction, the strongest first."""
_NO_AGE = 100


@dataclass(frozen=True)
class FactRecord:
    """An offence or a scheme behind a cell, in the version of the day.

    `certain` is false where it is not known whether the version held on that day.
    """

    id: str
    title: str
    kind: Literal["offence", "scheme"]
    version: OffenceVersion | SchemeVersion
    certain: bool


def entry_of(state: CodedState, name: str) -> Offence | Scheme:
    """Return an offence or a scheme with all its versions.

    Raises:
        KeyError: the state has none with this id.
    """
    for entry in (*state.offences, *state.schemes):
        if entry.id == name:
            return entry
    raise KeyError(name)


def records_on(state: CodedState, names: Sequence[str], day: dt.date) -> tuple[FactRecord, ...]:
    """Return the named offences and schemes in the versions of a day, if they have one.

    A version that may hold is used if none is known to hold.
    """
    found: list[FactRecord] = []
    for name in dict.fromkeys(names):
        entry = entry_of(state, name)
        kind: Literal["offence", "scheme"] = "offence" if isinstance(entry, Offence) else "scheme"
        sure = [v for v in entry.versions if v.holds(day)]
        possible = sure or [v for v in entry.versions if v.may_hold(day)]
        found += [FactRecord(name, entry.title, kind, v, bool(sure)) for v in possible[:1]]
    return tuple(found)


def weightiest(records: Sequence[FactRecord]) -> FactRecord | None:
    """Return the record whose penalty, age and dates a cell shows; None without an offence.

    The strongest sanction comes first, then the rule on the most persons (any person before a
    minor, a minor under 18 before one under 14), then the highest maximum of the basic case.
    """
    offences = [r for r in records if r.kind == "offence"]
    return min(offences, key=_weight, default=None)


def _weight(record: FactRecord) -> tuple[bool, int, int, float]:
    version = record.version
    assert isinstance(version, OffenceVersion)  # noqa: S101 - offences have such versions
    most = [
        term_in_days(case.imprisonment.max)
        for case in version.penalties
        if case.case == "basic" and case.imprisonment and case.imprisonment.max
    ]
    return (
        not record.certain,
        SANCTIONS.index(version.sanction),
        -(version.person.under or _NO_AGE),
        -max(most, default=0.0),
    )
