"""The contract of the exported tables that no page has: events, renderings, the policy layer."""

from __future__ import annotations

from pydantic import Field

from search_app.contract.base import CsvRow, Listed
from search_app.contract.fields import (
    Code,
    ConfidenceId,
    EventKind,
    ExternalUrl,
    InstrumentId,
    Note,
    PartialDay,
    QuestionId,
    Since,
    Until,
)
from search_app.contract.policy import BodyData, PolicyColumns, PositionData
from search_app.contract.union import ObligationData


class EventRow(CsvRow):
    """A row of `events.csv`: a dated event."""

    country: Code
    date: PartialDay
    status: str = Field(description="Whether it is `in-force`, `adopted`, `pending` or `ended`.")
    title: str = Field(description="What changed, in a line.")
    text: str = Field(description="What changed, in full.")
    questions: Listed = Field(description="Ids of the questions that it touches.")
    confidence: ConfidenceId
    kind: EventKind


class RenderingRow(CsvRow):
    """A row of `renderings.csv`: our own English rendering of a provision."""

    country: Code
    instrument: InstrumentId
    provision: str = Field(description="Number of the provision, as lawyers of the state cite it.")
    heading: str = Field(description="Heading of the rendering, in English.")
    text: str = Field(description="The rendering in English, which is unofficial.")
    state: PartialDay
    concepts: Listed = Field(description="Ids of the concepts of the provision.")
    buyer_liable: bool = Field(description="Whether the provision makes a buyer liable.")


class ExportedObligation(CsvRow):
    """A row of `obligations.csv`."""

    defined_by = ObligationData

    id: str
    instrument: InstrumentId
    provision: str
    title: str = Field(description="What the obligation asks, in a line.")
    force: str
    obliges: str = Field(description="What the states must do, in our words.")
    question: QuestionId | None
    since: Since
    until: Until | None
    deadline: PartialDay | None
    not_bound: Listed = Field(description="Codes of the states that it does not bind.")
    note: Note | None
    sources: Listed = Field(description="Ids of the sources.")
    concepts: Listed = Field(description="Ids of its concepts.")
    confidence: ConfidenceId


class ExportedText(PolicyColumns):
    """A row of `policy-texts.csv`."""

    url: ExternalUrl
    note: Note | None
    sources: Listed = Field(description="Ids of the sources.")
    concepts: Listed = Field(description="Ids of its concepts.")
    confidence: ConfidenceId


class ExportedBody(CsvRow):
    """A row of `bodies.csv`."""

    defined_by = BodyData

    id: str
    jurisdiction: Code
    name: str
    name_en: str
    roles: Listed
    independent: bool | None
    since: Since | None
    mandate: str
    url: ExternalUrl
    note: Note | None
    sources: Listed = Field(description="Ids of the sources.")
    concepts: Listed = Field(description="Ids of its concepts.")
    confidence: ConfidenceId


class ExportedPosition(CsvRow):
    """A row of `positions.csv`."""

    defined_by = PositionData

    id: str
    jurisdiction: Code
    organisation: str
    seat: str
    stance: str
    asks: str
    languages: Listed
    url: ExternalUrl
    evidence: ExternalUrl
    labelled: PartialDay
    note: Note | None
    concepts: Listed = Field(description="Ids of its concepts.")
    confidence: ConfidenceId
