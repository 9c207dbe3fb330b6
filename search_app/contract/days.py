"""The days that a question about the law can name: one rule for pages, data, commands and tools.

The comparison begins on `COVERED_FROM`, and nothing before was read; of a day that is still to come
the law is not known. What is planned stands on `/deadlines`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from corpus.library import COVERED_FROM
from search_app.contract.parameters import Day, Schema, Scope
from search_app.contract.refused import RefusedError
from search_app.wording import gettext

DayFault = Literal["early", "late"]


def day_fault(day: dt.date, today: dt.date) -> DayFault | None:
    """Return why nothing can be said of the law of a day; None if it can.

    `early`: nothing of that time was read; `late`: the day is still to come.
    """
    if day < COVERED_FROM:
        return "early"
    return "late" if day > today else None


def day_reason(fault: DayFault) -> str:
    """Return a fault of a day in words, without a full stop."""
    if fault == "early":
        first = COVERED_FROM.isoformat()
        return gettext("the comparison begins on %(day)s, and nothing before was read", day=first)
    return gettext(
        "that day is still to come, and its law is not known; /deadlines has what is planned"
    )


class LawDay(Day):
    """A day whose law can be asked for: from the first day that was read until today."""

    def meant(self, name: str, value: str) -> dt.date:
        """Return the day."""
        day = super().meant(name, value)
        fault = day_fault(day, dt.date.today())
        if fault:
            raise RefusedError(name, value, day_reason(fault))
        return day

    def schema(self, scope: Scope) -> Schema:
        """Return the schema of such a day; JSON Schema has no bound for dates, so words say it."""
        bound = f"From {COVERED_FROM.isoformat()} to the day of the request; others are refused."
        return {**super().schema(scope), "description": bound}
