"""The contract of the exported tables that no page has: events, renderings, the policy layer."""

from __future__ import annotations

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
from search_app.contract.policy import PolicyColumns


class EventRow(CsvRow):
    """A row of `events.csv`: a dated event."""

    country: Code
    date: PartialDay
    status: str
    title: str
    text: str
    questions: Listed
    confidence: ConfidenceId
    kind: EventKind


class RenderingRow(CsvRow):
    """A row of `renderings.csv`: our own English rendering of a provision."""

    country: Code
    instrument: InstrumentId
    provision: str
    heading: str
    text: str
    state: PartialDay
    concepts: Listed
    buyer_liable: bool


class ExportedObligation(CsvRow):
    """A row of `obligations.csv`."""

    id: str
    instrument: InstrumentId
    provision: str
    title: str
    force: str
    obliges: str
    question: QuestionId | None
    since: Since
    until: Until | None
    deadline: PartialDay | None
    not_bound: Listed
    note: Note | None
    sources: Listed
    concepts: Listed
    confidence: ConfidenceId


class ExportedText(PolicyColumns):
    """A row of `policy-texts.csv`."""

    url: ExternalUrl
    note: Note | None
    sources: Listed
    concepts: Listed
    confidence: ConfidenceId


class ExportedBody(CsvRow):
    """A row of `bodies.csv`."""

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
    sources: Listed
    concepts: Listed
    confidence: ConfidenceId


class ExportedPosition(CsvRow):
    """A row of `positions.csv`."""

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
    concepts: Listed
    confidence: ConfidenceId
