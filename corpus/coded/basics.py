"""What all records of coded law share: open dates, periods, lengths of time, and readings."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from corpus.dates import DATE_SCHEMA, PartialDate, first_day, partial_date
from corpus.lists import listed
from corpus.penalty import Strict

UNKNOWN = "unknown"
# A term as the law states it: "3 months", "1 year", "life".
_TERM = re.compile(r"^(?:[1-9]\d{0,3} (?:hour|day|week|month|year)s?|life)$")
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.4375, "year": 365.25}
_LIFE = 10.0**6


def _open_date(value: object) -> str:
    return UNKNOWN if value == UNKNOWN else partial_date(value)


def _term(value: str) -> str:
    if not _TERM.match(value):
        raise ValueError(f"'{value}' is not a term like '3 months', '1 year' or 'life'")
    return value


OpenDate = Annotated[
    str,
    BeforeValidator(_open_date),
    WithJsonSchema({"anyOf": [{"const": UNKNOWN}, DATE_SCHEMA]}),
]
"""A partial date, or `unknown`."""

Term = Annotated[
    str,
    AfterValidator(_term),
    WithJsonSchema({"type": "string", "pattern": _TERM.pattern.replace("(?:", "(")}),
]
"""A length of time in the law's own unit: `3 months`, `life`."""

Id = Annotated[str, Field(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$")]
"""The id of a record: the code of the jurisdiction, then what the record is about."""


def term_in_days(term: str) -> float:
    """Return a term in days, for ordering; months and years are averages, life is the longest."""
    if term == "life":
        return _LIFE
    number, unit = term.split()
    return int(number) * _DAYS[unit.rstrip("s")]


class LawReading(Strict):
    """Which text was read for a record, in which state, and which words of it matter.

    `state` is the last day on which the source shows this text. `sha256` is `corpus.digest.digest`
    of the provision that was read; without it the reading is not yet bound to words. `words` are
    offsets [start, end) in the folded text. `for_` names the fields that the reading supports; a
    reading without it supports the rule itself.
    """

    instrument: str
    provision: str
    part: str | None = None
    state: OpenDate
    extent: listed("extent") = "excerpt"  # type: ignore[valid-type]
    force: listed("force") = "in-force"  # type: ignore[valid-type]
    form: listed("form") = "consolidated"  # type: ignore[valid-type]
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    words: tuple[tuple[int, int], ...] = ()
    wording_since: PartialDate | None = None
    amended_by: str | None = None
    for_: tuple[str, ...] = Field(default=(), alias="for")


class Read(Strict):
    """Who read the law in a file, when, and how sure they were; an entry may override it."""

    checked: dt.date
    by: listed("by") = "first"  # type: ignore[valid-type]
    confidence: listed("confidence") = "text-seen"  # type: ignore[valid-type]


class Dated(Strict):
    """A version of a record with the period for which it holds: [from, until).

    If the beginning is unknown, `by` is the date of a report that already knows the rule; if the
    end is unknown, `gone_by` is the date of the first text without it. `not_known` names the fields
    that nobody could establish; a field that is missing and not named there is an error.
    """

    from_: OpenDate = Field(alias="from")
    from_basis: listed("from-basis") | None = None  # type: ignore[valid-type]
    by: PartialDate | None = None
    until: OpenDate | None = None
    gone_by: PartialDate | None = None
    why: str | None = None
    readings: tuple[LawReading, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: listed("confidence") | None = None  # type: ignore[valid-type]
    not_known: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check_period(self) -> Dated:
        if self.from_ == UNKNOWN and not self.why:
            raise ValueError("from is unknown: say why")
        if self.until == UNKNOWN and not self.gone_by:
            raise ValueError("until is unknown: name in gone_by the first text without the rule")
        if self.from_ != UNKNOWN and self.by:
            raise ValueError("by goes with an unknown from only")
        begins, ends = self.known_from, self.ends
        if begins and ends and first_day(begins) > first_day(ends):
            raise ValueError(f"it begins on {begins}, after its end on {ends}")
        return self

    @property
    def known_from(self) -> str | None:
        """The first day on which the version is known to hold, or None.

        If the beginning is unknown: the date in `by` or the state of the oldest text read,
        whichever is earlier.
        """
        if self.from_ != UNKNOWN:
            return self.from_
        states = [r.state for r in self.readings if r.state != UNKNOWN and not r.for_]
        return min((day for day in (self.by, *states) if day), default=None, key=first_day)

    @property
    def ends(self) -> str | None:
        """The first day on which it is known to hold no longer, or None while it holds."""
        return self.gone_by if self.until == UNKNOWN else self.until

    def holds(self, day: dt.date) -> bool:
        """Return whether it is known to hold on a day."""
        return (
            self.known_from is not None
            and first_day(self.known_from) <= day
            and (self.ends is None or day < first_day(self.ends))
        )

    def may_hold(self, day: dt.date) -> bool:
        """Return whether it may hold on a day: its beginning is unknown, and it has not ended."""
        return (
            self.from_ == UNKNOWN
            and not self.holds(day)
            and (self.ends is None or day < first_day(self.ends))
        )
