"""Dates as precise as the law gives them: a day, a month or only a year.

A statute's commencement is often known to the day, sometimes only to the year. `PartialDate`
keeps that precision, so that no page invents a day that no source states.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

# 1999, 1999-01, 1999-01-31
_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def utc_now() -> str:
    """Return the moment in UTC as the library keeps it: `2026-11-30T10:00:00+00:00`."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def partial_date(value: object) -> str:
    """Return a date, or a text in ISO form, as a partial date.

    Raises:
        ValueError: the text is not a date.
    """
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"'{text}' is not a date (YYYY, YYYY-MM or YYYY-MM-DD)")
    first_day(text)
    return text


DATE_SCHEMA: dict[str, object] = {
    "anyOf": [
        {"type": "string", "pattern": f"^{_SHAPE.pattern}$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999, "title": "a year"},
    ]
}
"""The JSON schema of a partial date; in YAML a bare year is a number."""

PartialDate = Annotated[str, BeforeValidator(partial_date), WithJsonSchema(DATE_SCHEMA)]
"""ISO 8601 text of reduced precision: `1999`, `1999-01` or `1999-01-01`."""


def first_day(partial: str) -> dt.date:
    """Return the earliest day that a partial date can mean.

    Raises:
        ValueError: the text is not a calendar date.
    """
    year, month, day = [*partial.split("-"), "1", "1"][:3]
    return dt.date(int(year), int(month), int(day))


def last_day(partial: str) -> dt.date:
    """Return the latest day that a partial date can mean."""
    parts = partial.split("-")
    if len(parts) == 3:
        return first_day(partial)
    if len(parts) == 2:
        year, month = int(parts[0]), int(parts[1])
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    return dt.date(int(parts[0]), 12, 31)
