"""The penalty of a provision or an answer as structured data, not prose."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

FineUnit = Literal["amount", "day-fines", "minimum-wage", "level", "unspecified"]
TimeUnit = Literal["days", "months", "years"]
_DAYS: dict[TimeUnit, int] = {"days": 1, "months": 30, "years": 365}


class Strict(BaseModel):
    """Base class of all models of the corpus: unknown keys are errors, instances are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Duration(Strict):
    """A length of time as the law states it, e.g. `{value: 6, unit: months}`."""

    value: int
    unit: TimeUnit

    @property
    def days(self) -> int:
        """Approximate length in days (month 30, year 365); for ordering only."""
        return self.value * _DAYS[self.unit]


class Fine(Strict):
    """A fine. `unspecified` means the law says "fine" without a scale of its own.

    `amount` needs a currency (ISO 4217); `day-fines`, `minimum-wage` count units; `level` is a
    numbered scale such as the Belgian one.
    """

    unit: FineUnit = "amount"
    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Fine:
        if self.unit == "amount" and not self.currency:
            raise ValueError("a fine with unit 'amount' needs a currency")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("fine: min is above max")
        return self


class Imprisonment(Strict):
    """Imprisonment with optional bounds; `life` when the maximum is life."""

    min: Duration | None = None
    max: Duration | None = None
    life: bool = False

    @model_validator(mode="after")
    def _check(self) -> Imprisonment:
        if self.min and self.max and self.min.days > self.max.days:
            raise ValueError("imprisonment: min is above max")
        return self


class Scale(Strict):
    """One penalty scale.

    `relation` says how fine and imprisonment stand to each other when both are there.
    `label` names the case the scale is for ("aggravated", "less serious").
    """

    label: str | None = None
    fine: Fine | None = None
    imprisonment: Imprisonment | None = None
    relation: Literal["alternative", "cumulative", "either-or-both"] | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Scale:
        both = self.fine is not None and self.imprisonment is not None
        if both != (self.relation is not None):
            raise ValueError("'relation' goes with a fine and imprisonment together, and only then")
        if self.fine is None and self.imprisonment is None and not self.note:
            raise ValueError("a penalty needs a fine, imprisonment or a note")
        return self


class Penalty(Scale):
    """The basic scale of an offence and, in `others`, its aggravated or milder scales."""

    others: tuple[Scale, ...] = ()
