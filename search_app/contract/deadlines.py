"""The contract of `/deadlines`: dates to come and past, as data and as calendar."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from search_app.contract.base import CsvRow, Data, Spaced
from search_app.contract.changes import FeedParameters
from search_app.contract.fields import AsOf, CitedAddress, Code, Total
from search_app.contract.parameters import YesOrNo
from search_app.feeds.deadlines import Deadline


class DeadlinesParameters(FeedParameters):
    """Which dates are given."""

    past: Annotated[bool, YesOrNo()] = Field(
        False,
        description="`1`: past dates too, as with `since`; otherwise today's and those to come.",
    )

    def query(self) -> str:
        """Return the parameters as the query of an address; empty without any."""
        filtered = self.filter().query()
        past = f"{'&' if filtered else '?'}past=1" if self.past else ""
        return f"{filtered}{past}"


class DeadlineData(Data):
    """A day on which something is due, begins or must be looked at again."""

    kind: str = Field(
        description="`transposition`: Union law must have been carried out; `commencement`: a"
        " change of the law begins; `review`: a plan or mandate is over, or the last report seen"
        " is three years old."
    )
    day: dt.date = Field(description="The day on which it is due or begins.")
    title: str = Field(description="What is due or begins, in a line.")
    text: str = Field(description="What is due or begins, in full.")
    country: Code
    questions: tuple[str, ...] = Field(description="Ids of the questions that it touches.")
    url: CitedAddress


class DeadlinesData(Data):
    """The dates, the earliest first."""

    as_of: AsOf
    total: Total
    dates: tuple[DeadlineData, ...]


class DeadlineRow(CsvRow):
    """A date as a row."""

    defined_by = DeadlineData

    kind: str
    day: dt.date
    title: str
    text: str
    country: Code
    questions: Spaced
    url: CitedAddress


def deadline_data(date: Deadline, base_url: str) -> DeadlineData:
    """Return a date; `base_url` stands before the path of its page."""
    return DeadlineData(
        kind=date.kind,
        day=date.day,
        title=date.title,
        text=date.text,
        country=date.country,
        questions=date.questions,
        url=f"{base_url}{date.path}",
    )
