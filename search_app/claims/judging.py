"""From the truth of a statement on each day to a verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from search_app.claims.beginning import ClaimStart, began, began_then
from search_app.claims.day import Truths
from search_app.claims.truth import Truth

ClaimVerdict = Literal["right", "wrong", "was-right-until", "undecidable"]
_ADOPTED = dt.timedelta(days=366)
"""A text may date a law by its adoption, up to a year before it holds."""
_MEMBERS_SINCE = dt.date(2020, 2, 1)
"""Before, the Union had other members than the states that are compared."""

_DEALS = ("purchase-", "selling-", "soliciting-")


@dataclass(frozen=True)
class ClaimJudgement:
    """A verdict; `day` is the day on which the cells are looked at, `until` when it ceased to hold.

    `why` is a sentence where the dates make the verdict.
    """

    verdict: ClaimVerdict
    day: dt.date
    until: dt.date | None = None
    why: str = ""


def judge(truths: Truths, today: dt.date) -> ClaimJudgement:
    """Return the verdict on a statement as of a day."""
    when, counts = truths.statement.when, truths.statement.subjects.quantity != "each"
    first = when.first
    if first and (first > today or (counts and first < _MEMBERS_SINCE)):
        return ClaimJudgement("undecidable", today, why="The corpus does not cover the date.")
    found = _judged(truths, today)
    if found.verdict != "wrong":
        return found
    if truths.statement.possibly:
        return ClaimJudgement("undecidable", found.day, why="In which cases it can be so is open.")
    if truths.statement.loose and not denies(truths):
        why = "Which buyers or sellers it means is not sure."
        return ClaimJudgement("undecidable", found.day, why=why)
    return found


def _judged(truths: Truths, today: dt.date) -> ClaimJudgement:
    match truths.statement.when.kind:
        case "now":
            return _now(truths, today)
        case "never":
            return _at_all_times(truths, today)
        case "since" | "begins" | "ends":
            return _beginning(truths, today)
        case "until":
            return _until(truths, today)
    return _at(truths, today)


def _now(truths: Truths, today: dt.date) -> ClaimJudgement:
    value = truths.on(today)
    if value is not Truth.NO:
        return ClaimJudgement("right" if value is Truth.YES else "undecidable", today)
    until = _held_until(truths)
    if until is None:
        return _never(truths, today)
    return ClaimJudgement("was-right-until", today, until)


def _never(truths: Truths, today: dt.date) -> ClaimJudgement:
    """It does not hold, and is not known to have held: wrong, unless it may have held."""
    if any(_may_hold(truths, day) for day in truths.days):
        return ClaimJudgement("undecidable", today, why="It is not true now, but may have been.")
    return ClaimJudgement("wrong", today)


def _may_hold(truths: Truths, day: dt.date) -> bool:
    """Whether a statement may have held on a day, by what is likely where the law was not read.

    "It is legal" may be said of buying and selling that is forbidden in some places only, and a
    number may leave out the states with such a rule, or count them.
    """
    value, statement = truths.presumed(day), truths.statement
    if value is Truth.PARTLY:
        return denies(truths) and all(q.startswith(_DEALS) for q in statement.questions)
    open_ = statement.subjects.quantity != "each" or statement.readings
    return value is Truth.YES or (value is Truth.UNKNOWN and open_)


def _held_until(truths: Truths) -> dt.date | None:
    """The day on which a statement ceased to hold, None if it is not known to have held.

    That a fine was due in some places counts as well: it is due nowhere now.
    """
    later: dt.date | None = None
    for day in truths.days:
        value = truths.on(day)
        if value is Truth.YES or (value is Truth.PARTLY and not denies(truths)):
            return later
        later = day
    return None


def denies(truths: Truths) -> bool:
    """Whether a statement says that something is not so, or that it is legal."""
    return any(not a.holds or a.kind == "legal" for a in truths.statement.asserts)


def _at_all_times(truths: Truths, today: dt.date) -> ClaimJudgement:
    """ "Has never": wrong if it was otherwise on any day that is known."""
    values = {truths.on(day): day for day in truths.days}
    if Truth.NO in values:
        return ClaimJudgement("wrong", values[Truth.NO], why="It has been otherwise.")
    if truths.on(today) is Truth.YES and set(values) == {Truth.YES}:
        return ClaimJudgement("right", today)
    why = "It is so today; whether it has always been is not known."
    return ClaimJudgement("undecidable", today, why=why if truths.on(today) is Truth.YES else "")


def _beginning(truths: Truths, today: dt.date) -> ClaimJudgement:
    """It holds now, and began within the days that are told."""
    when, value = truths.statement.when, truths.on(today)
    if value is Truth.NO:
        return _no_longer(truths, today)
    if value is not Truth.YES:
        return ClaimJudgement("undecidable", today)
    start = began(truths)
    if when.first is None or when.last is None:
        return ClaimJudgement("right" if start.before is Truth.NO else "undecidable", today)
    why = _since(truths, today, start)
    span = (start.earliest, start.latest) if start.earliest and start.latest else start.told
    if span and when.first <= span[0] and span[1] <= when.last:
        return ClaimJudgement("right", today)
    no_rule = when.kind == "since" and denies(truths)
    if no_rule or began_then(truths, today, when.first, when.last):
        return ClaimJudgement("undecidable", today, why=why)
    if start.latest and when.first > start.latest:
        return ClaimJudgement("wrong", today, why=why)
    known = start.earliest and start.before is not Truth.PARTLY
    if known and start.earliest and when.last + _ADOPTED < start.earliest:
        return ClaimJudgement("wrong", today, why=why)
    return ClaimJudgement("undecidable", today, why=why)


def _since(truths: Truths, today: dt.date, start: ClaimStart) -> str:
    """From when on it has held: rule and penalty apart, where both are told."""
    if truths.statement.penalties and truths.statement.asserts:
        rule = began(truths.of_rule())
        if rule.latest:
            penalty = min(_without_contrary(truths), default=today)
            return (
                f"The rule has held since {rule.latest.isoformat()}, "
                f"this penalty since {penalty.isoformat()}."
            )
    known = "has held" if start.earliest or start.told else "is known to have held"
    return f"It {known} since {start.latest.isoformat()}." if start.latest else ""


def _without_contrary(truths: Truths) -> Iterator[dt.date]:
    """Yield the days, back from the newest, on which it held, until one on which it did not."""
    for day in truths.days:
        value = truths.on(day)
        if value is Truth.NO:
            return
        if value is Truth.YES:
            yield day


def _no_longer(truths: Truths, today: dt.date) -> ClaimJudgement:
    """A beginning is told of something that does not hold now: wrong if it never held."""
    when, until = truths.statement.when, _held_until(truths)
    if until is None:
        return _never(truths, today)
    told = when.first if when.kind == "since" else None
    if told and told < until and truths.on(when.last or told) in {Truth.YES, Truth.PARTLY}:
        return ClaimJudgement("was-right-until", today, until)
    return ClaimJudgement("undecidable", today)


def _at(truths: Truths, today: dt.date) -> ClaimJudgement:
    """It held on all the days that are told; wrong if on none."""
    when = truths.statement.when
    first, last = when.first or today, min(when.last or today, today)
    values = set(_values(truths, first, last))
    if values == {Truth.YES}:
        return ClaimJudgement("right", last)
    if values == {Truth.NO}:
        return ClaimJudgement("wrong", last)
    begun = when.kind == "either" and values == {Truth.YES, Truth.NO}
    if begun and truths.on(last) is Truth.YES:
        return ClaimJudgement("right", last)
    if when.kind == "either" and truths.on(today) is Truth.YES:
        found = _beginning(truths, today)
        return found if found.verdict == "right" else replace(found, verdict="undecidable")
    return ClaimJudgement("undecidable", last)


def _until(truths: Truths, today: dt.date) -> ClaimJudgement:
    """It held up to a change within the days that are told."""
    when = truths.statement.when
    first, last = when.first or today, min(when.last or today, today)
    values = [truths.on(first - dt.timedelta(days=1)), *_values(truths, first, last)]
    if any(a is Truth.YES and b in {Truth.NO, Truth.PARTLY} for a, b in pairwise(values)):
        return ClaimJudgement("right", last)
    return ClaimJudgement("wrong" if set(values) == {Truth.NO} else "undecidable", last)


def _values(truths: Truths, first: dt.date, last: dt.date) -> list[Truth]:
    """What was true within some days, in order."""
    return [truths.on(d) for d in (first, *(d for d in reversed(truths.days) if first < d <= last))]
