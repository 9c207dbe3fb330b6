"""Penalties as facts: one entry per case and track, with a field for each bound."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, model_validator

from corpus.coded.basics import Id, OpenDate, Term, term_in_days
from corpus.dates import PartialDate
from corpus.lists import listed
from corpus.penalty import Strict


class Custody(Strict):
    """Imprisonment in the law's own units; without `min`, the general minimum applies."""

    min: Term | None = None
    max: Term | None = None

    @model_validator(mode="after")
    def _check(self) -> Custody:
        if self.min is None and self.max is None:
            raise ValueError("imprisonment needs a min or a max")
        if self.min and self.max and term_in_days(self.min) > term_in_days(self.max):
            raise ValueError(f"imprisonment: min {self.min} is above max {self.max}")
        return self


class DayFineValue(Strict):
    """The lowest and highest value of one day-fine."""

    min: Decimal | None = None
    max: Decimal | None = None
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class AppliedFine(Strict):
    """What a court applies if the printed figure no longer counts."""

    class_: str | None = Field(default=None, alias="class")
    max: Decimal | None = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    known_from: listed("confidence") | None = None  # type: ignore[valid-type]


class FineFact(Strict):
    """A fine with its bounds in the unit that the law uses.

    `scale` names a general rule instead of repeating its values. `printed` says that courts do not
    apply the figure in the text but another one (`applies`, if it was read). `amount_of` is the day
    for which an indexed amount is stated.
    """

    unit: listed("fine-unit") | None = None  # type: ignore[valid-type]
    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    class_: str | None = Field(default=None, alias="class")
    level: str | None = None
    stated: str | None = None
    each: DayFineValue | None = None
    scale: Id | None = None
    rule: Id | None = None
    printed: bool = False
    applies: AppliedFine | None = None
    amount_of: PartialDate | None = None
    indexed: str | None = None

    @model_validator(mode="after")
    def _check(self) -> FineFact:
        if self.unit is None and self.scale is None:
            raise ValueError("a fine needs a unit or the scale of a general rule")
        if self.unit in {"amount", "fixed"} and not self.currency:
            raise ValueError(f"a fine with unit '{self.unit}' needs a currency")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"fine: min {self.min} is above max {self.max}")
        return self


class Addition(Strict):
    """What is imposed on top of a penalty; `must` says that the court has no choice."""

    kind: listed("on-top")  # type: ignore[valid-type]
    must: bool
    min: Term | None = None
    max: Term | None = None


class RelativeScale(Strict):
    """A scale that is defined relative to another case of the same offence."""

    how: listed("relative")  # type: ignore[valid-type]
    by: str | None = None
    of: listed("case") = "basic"  # type: ignore[valid-type]


class PenaltyCase(Strict):
    """One penalty scale: its case, its track (criminal, administrative …) and its bounds.

    Any one of the `circumstances` is enough for the case, unless `together` says that all of them
    must be present.
    """

    case: listed("case")  # type: ignore[valid-type]
    nth: int | None = Field(default=None, ge=2)
    under: int | None = Field(default=None, ge=6, le=21)
    circumstances: tuple[listed("bucket"), ...] = ()  # type: ignore[valid-type]
    together: bool = False
    of: listed("case") | None = None  # type: ignore[valid-type]
    track: listed("track") | None = None  # type: ignore[valid-type]
    grade: str | None = None
    rule: Id | None = None
    imprisonment: Custody | None = None
    fine: FineFact | None = None
    relation: listed("relation") | None = None  # type: ignore[valid-type]
    or_else: tuple[listed("or-else"), ...] = ()  # type: ignore[valid-type]
    on_top: tuple[Addition, ...] = ()
    relative: RelativeScale | None = None
    level: str | None = None
    scale: Id | None = None
    subsidiary_to: str | None = None
    in_force_from: OpenDate | None = None
    known_from: listed("confidence") | None = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check(self) -> PenaltyCase:
        if (self.imprisonment is not None and self.fine is not None) != (self.relation is not None):
            raise ValueError("'relation' goes with imprisonment and a fine together, and only then")
        if not (self.imprisonment or self.fine or self.relative or self.level or self.or_else):
            raise ValueError(f"the penalty for '{self.case}' says nothing")
        if (self.case == "victim-under") != (self.under is not None):
            raise ValueError("'under' goes with the case 'victim-under', and only with it")
        if (self.case == "repeat") != (self.nth is not None):
            raise ValueError("'nth' goes with the case 'repeat', and only with it")
        if self.circumstances and self.case != "aggravated":
            raise ValueError("'circumstances' go with the case 'aggravated'")
        if self.together and len(self.circumstances) < 2:
            raise ValueError("'together' needs two circumstances or more")
        return self
