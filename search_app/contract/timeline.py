"""The contract of `/timeline`: which status held from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from search_app.contract.base import CsvRow, Data, YesNo
from search_app.contract.choices import question_ids, state_codes
from search_app.contract.fields import Code, PartialDay, QuestionId, StatusId
from search_app.contract.parameters import OneOf, Parameters
from search_app.strips import Strip


class TimelineParameters(Parameters):
    """Which questions and states are shown."""

    country: Annotated[tuple[str, ...], OneOf(state_codes)] = Field(
        (), description="The member states, all by default."
    )
    question: Annotated[tuple[str, ...], OneOf(question_ids)] = Field(
        (), description="The questions, those about buyers by default."
    )


class SegmentData(Data):
    """A period of one status; the periods of a state and question have no gaps between them."""

    country: Code
    question: QuestionId
    status: StatusId
    from_: dt.date = Field(alias="from", description="First day of the period.")
    until: dt.date | None = Field(description="First day after it; null: it still runs.")
    since: PartialDay | None = Field(description="First day as the law gives it.")
    known: bool = Field(description="Whether anything is known of these days.")


class TimelineData(Data):
    """The periods of the states and questions that are shown."""

    from_: dt.date = Field(alias="from", description="First day that is covered.")
    until: dt.date = Field(description="Today.")
    segments: tuple[SegmentData, ...]


class SegmentRow(CsvRow):
    """A period as a row."""

    defined_by = SegmentData

    country: Code
    question: QuestionId
    status: StatusId
    from_: dt.date = Field(alias="from")
    until: dt.date | None
    since: PartialDay | None
    known: YesNo


def segments(strip: Strip) -> Iterator[SegmentData]:
    """Yield the periods of a strip, oldest first."""
    for segment in strip.segments:
        yield SegmentData(
            country=strip.jurisdiction.code,
            question=strip.question.id,
            status=segment.status.id,
            from_=segment.start,
            until=None if segment.end == strip.end else segment.end,
            since=segment.since or None,
            known=segment.known,
        )
