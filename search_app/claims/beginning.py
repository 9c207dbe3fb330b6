"""When a statement that holds today began to hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from corpus.coded.basics import UNKNOWN
from corpus.dates import first_day, last_day
from corpus.verdict.history import FIRST_DAY
from search_app.claims.day import Truths
from search_app.claims.truth import Truth
from search_app.records.record import entry_of


@dataclass(frozen=True)
class ClaimStart:
    """Between which days it began (None: not known), and what was true before.

    `told` are the days that the law's own date of the rule covers, if it has one.
    """

    earliest: dt.date | None
    latest: dt.date | None
    before: Truth = Truth.UNKNOWN
    told: tuple[dt.date, dt.date] | None = None


def began(truths: Truths) -> ClaimStart:
    """Return when a statement began to hold that holds today.

    Where the time before was not read, the law's own date of the rule counts.
    """
    latest: dt.date | None = None
    for day in truths.days:
        value = truths.on(day)
        if value is Truth.YES:
            latest = day
            continue
        span = _dated(truths, latest) if latest else None
        if value is Truth.UNKNOWN and not (span and _was_unread(truths, day)):
            return ClaimStart(None, latest, value, span)
        return ClaimStart(*(span or (latest, latest)), before=value, told=span)
    return ClaimStart(None, latest, told=_dated(truths, latest) if latest else None)


def _was_unread(truths: Truths, day: dt.date) -> bool:
    return all(found.status.id in {"not-known", "not-checked"} for found in truths.cells(day))


def _dated(truths: Truths, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days that the law's own date of the rule that holds from `day` covers."""
    cells = truths.cells(day)
    facts = cells[0].facts if len(cells) == 1 else None
    since = facts.since.day if facts and facts.since else None
    # a rule older than the comparison has its own date; any other must be the one that began
    if since is None or (first_day(since) != day and day > FIRST_DAY):
        return None
    return first_day(since), last_day(since)


def began_then(truths: Truths, today: dt.date, first: dt.date, last: dt.date) -> bool:
    """Whether an offence or scheme of today began within some days.

    A text may mean that one, though another rule covered the same before.
    """
    for found in truths.cells(today):
        for record in found.records:
            oldest = entry_of(found.facts.state, record.id).versions[-1] if found.facts else None
            if oldest and oldest.from_ != UNKNOWN and first <= first_day(oldest.from_) <= last:
                return True
    return False
