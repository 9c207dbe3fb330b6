"""The contract of `/answer/<country>/<question>`: one cell opened, with its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from search_app.chronicle import Moment
from search_app.contract.agreement import AgreementData
from search_app.contract.base import Data, YesNo
from search_app.contract.cells import CellData, cell_values
from search_app.contract.comparison import ComparisonRow
from search_app.contract.days import LawDay
from search_app.contract.fields import AsOf
from search_app.contract.parameters import Parameters
from search_app.contract.records import FactsData


class AnswerParameters(Parameters):
    """Of which day an answer is shown."""

    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="Day of the law; today by default."
    )


class PeriodData(Data):
    """The days of which a cell of the history speaks."""

    from_: dt.date = Field(alias="from", description="First day of the period.")
    until: dt.date | None = Field(description="First day after it; null: it still runs.")
    dated: bool = Field(description="Whether the law gives the first day.")


class PeriodRow(ComparisonRow):
    """A period of the history as a row: the cell of its days."""

    period_from: dt.date | None = Field(
        None, description="First day of the period; without coded law `since` says what is known."
    )
    period_until: dt.date | None = Field(
        None, description="First day after the period; no value: it still runs."
    )
    period_dated: YesNo = Field(None, description="Whether the law gives the first day.")


class RecordChangeData(Data):
    """What happened to an offence or a scheme when a period began."""

    record: str = Field(description="Id of the offence or scheme.")
    what: str = Field(description="`begins`, `seen`, `ends` or `changed`.")
    fields: tuple[str, ...] = Field(description="The fields that changed.")


class MomentData(CellData):
    """A period of the history: the cell of its first day, and what changed on it."""

    period: PeriodData
    changed: tuple[RecordChangeData, ...]


class AnswerData(CellData):
    """The cell of a day, with the facts behind it in full."""

    as_of: AsOf
    asks: str = Field(description="The question in words.")
    facts: FactsData | None = Field(description="The coded law; null: none is coded.")
    obligations: tuple[str, ...] = Field(
        description="Paths of the obligations of Union law that the question answers."
    )
    verification: AgreementData | None = Field(
        description="How the facts agree with the texts; null: none was compared."
    )
    history: tuple[MomentData | CellData, ...] = Field(
        description="The periods since 1998, newest first; without coded law those written."
    )


def history_data(moments: Iterable[Moment]) -> tuple[MomentData, ...]:
    """Return the periods of a computed history."""
    return tuple(map(_moment, moments))


def _moment(moment: Moment) -> MomentData:
    return MomentData(
        **cell_values(moment.cell),
        period=PeriodData(from_=moment.since, until=moment.until, dated=bool(moment.since_told)),
        changed=tuple(
            RecordChangeData(record=c.record.id, what=c.what, fields=c.fields)
            for c in moment.changes
        ),
    )
