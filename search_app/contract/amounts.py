"""Penalties in numbers, for columns that can be sorted and calculated with."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from corpus.coded.basics import term_in_days
from corpus.penalty import Duration, Penalty

_DAYS_PER_MONTH = term_in_days("1 month")
"""The mean length of a month, 30.4375 days; a year has twelve months."""

MonthsMin = Annotated[
    int | float,
    Field(description="Least imprisonment of the basic scale, in months (a day: 1/30.4375)."),
]
MonthsMax = Annotated[
    int | float,
    Field(
        description="Most imprisonment of the basic scale, in months (a day: 1/30.4375);"
        " no value: none, life, or not known."
    ),
]
EurosMin = Annotated[
    int | float,
    Field(description="Least fine of the basic scale in EUR, as printed; no value: none in EUR."),
]
EurosMax = Annotated[
    int | float,
    Field(description="Highest fine of the basic scale in EUR, as printed; no value: none in EUR."),
]


def penalty_figures(penalty: Penalty | None) -> dict[str, int | float | None]:
    """Return the bounds of a penalty's basic scale, by the names of the columns that hold them.

    A fine in day-fines, minimum wages, levels or another currency is no amount in EUR. Where courts
    apply another figure than the printed one, the table of penalties says so (`fine_printed`).
    """
    prison = penalty.imprisonment if penalty else None
    fine = penalty.fine if penalty else None
    euros = fine if fine and fine.unit == "amount" and fine.currency == "EUR" else None
    return {
        "penalty_min_months": _months(prison.min if prison else None),
        "penalty_max_months": _months(prison.max if prison and not prison.life else None),
        "fine_min_eur": _amount(euros.min if euros else None),
        "fine_max_eur": _amount(euros.max if euros else None),
    }


def _months(length: Duration | None) -> int | float | None:
    if length is None:
        return None
    if length.unit == "days":
        return _short(round(length.value / _DAYS_PER_MONTH, 2))
    return length.value * (12 if length.unit == "years" else 1)


def _amount(value: Decimal | None) -> int | float | None:
    return None if value is None else _short(float(value))


def _short(value: float) -> int | float:
    """A whole number without decimals: 12, not 12.0."""
    return int(value) if value.is_integer() else value
