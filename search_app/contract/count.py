"""The contract of `/count`: how many member states a question counts, and which, as of a day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from search_app.contract.base import CsvRow, Data, YesNo
from search_app.contract.days import LawDay
from search_app.contract.fields import (
    AsOf,
    CitedAddress,
    Code,
    PagePath,
    QuestionId,
    Since,
    StatusId,
    TextState,
)
from search_app.contract.parameters import Parameters

CountedState = Annotated[bool, Field(description="Whether the state is one of those counted.")]


class CountParameters(Parameters):
    """The day of a count."""

    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="The day whose law is counted, today by default."
    )


class CountedCell(Data):
    """A member state in a count."""

    country: Code
    status: StatusId
    counted: CountedState
    since: Since | None
    url: PagePath
    text_state: TextState | None


class StatusCount(Data):
    """How many member states have one status, and which."""

    status: StatusId
    label: str = Field(description="The status in words.")
    counted: CountedState
    number: int = Field(description="How many states have it.")
    countries: tuple[Code, ...]


class CountData(Data):
    """The count on a question: its sentence, its number, and the states by status."""

    question: QuestionId
    asks: str = Field(description="The question in words.")
    as_of: AsOf
    sentence: str = Field(description="The count as one sentence.")
    more: tuple[str, ...] = Field(description="What the other states have, sentence by sentence.")
    number: int = Field(description="How many states are counted.")
    total: int = Field(description="How many member states there are today.")
    statuses: tuple[StatusCount, ...] = Field(description="The states by status.")
    citation: str = Field(description="How to cite the count as of this day.")
    url: CitedAddress
    picture: PagePath = Field(description="Path of its map as a picture (SVG; also as PNG).")
    feed: PagePath = Field(description="Path of the feed of changes on the question.")
    licence: str = Field(description="The licence of the data.")
    cells: tuple[CountedCell, ...] = Field(description="One per member state.")


class CountRow(CsvRow):
    """A member state in a count, as a row."""

    as_of: AsOf
    country: Code
    country_name: str = Field(description="Name of the state.")
    question: QuestionId
    status: StatusId
    counted: YesNo = Field(description="Whether the state is among those that the count names.")
    since: Since | None
    url: CitedAddress
    text_state: TextState | None
