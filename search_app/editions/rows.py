"""The rows of those tables of the data package that no page has."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from search_app.contract.base import CsvRow, Listed
from search_app.contract.fields import (
    Code,
    ExternalUrl,
    InstrumentId,
    LanguageCode,
    Note,
    OfficialActUrl,
    OfficialPlaceUrl,
    OfficialReach,
    OfficialUrl,
    PartialDay,
    QuestionId,
    StatusId,
)


class JurisdictionRow(CsvRow):
    """A member state, or the European Union."""

    code: Code
    name: str = Field(description="Name in English.")
    languages: Listed = Field(description="Codes of its official languages (ISO 639-1).")
    portal: str = Field(description="Name of the official publication of its law.")
    portal_url: ExternalUrl


class QuestionRow(CsvRow):
    """A question of the comparison."""

    id: QuestionId
    group: str = Field(description="Group of questions that it belongs to.")
    short: str = Field(description="The question as the head of a column.")
    asks: str = Field(description="The question in words.")
    help: str = Field(description="What counts.")
    concept: str = Field(description="Id of its concept.")
    kind: str = Field(description="`offence`, `right` or `extension`.")
    statuses: Listed = Field(description="Ids of the statuses that it can have.")


class StatusRow(CsvRow):
    """A status that a cell can have."""

    id: StatusId
    label: str = Field(description="Name of the status, as pages print it.")
    help: str = Field(description="What it means.")
    weight: int = Field(description="Weight of the consequence in law, from 0 to 4.")


class InstrumentRow(CsvRow):
    """A statute, code, directive or policy text."""

    id: InstrumentId
    country: Code
    title: str = Field(description="Official title.")
    title_en: str = Field(description="Title in English.")
    identifier: str = Field(description="Official identifier (ELI, CELEX, SFS …).")
    language: LanguageCode
    kind: str = Field(description="Kind of instrument.")
    url: OfficialUrl


class CitedProvisionRow(CsvRow):
    """A provision that a cell cites."""

    id: str = Field(description="Id of the provision.")
    country: Code
    instrument: InstrumentId
    provision: str = Field(description="Number of the provision, as lawyers of the state cite it.")
    label: str = Field(description="The citation in full.")
    official_url: OfficialPlaceUrl
    official_act_url: OfficialActUrl
    official_reach: OfficialReach
    path: str = Field(description="Path of its page on a demandside site.")


class CitationRow(CsvRow):
    """A citation: a question of a jurisdiction, from a day on, and a provision."""

    country: Code
    question: QuestionId
    known_from: dt.date = Field(description="First day for which the answer that cites is known.")
    provision: str = Field(description="Id of the provision.")


class SourceRow(CsvRow):
    """A source that was read; `country` is empty for sources of the policy layer."""

    country: Code | None
    id: str = Field(description="Id of the source.")
    kind: str = Field(description="`official-text`, `official-page`, `secondary` or `memory`.")
    title: str = Field(description="Its title.")
    url: ExternalUrl | None
    state: PartialDay | None = Field(description="Date of the text that was read.")
    checked: dt.date = Field(description="Day on which it was read.")
    note: Note | None


class CodebookRow(CsvRow):
    """A value of a closed list, with what counts as it."""

    list: str = Field(description="Name of the closed list.")
    id: str = Field(description="The value, as tables have it.")
    label: str = Field(description="The value in words.")
    help: str = Field(description="What counts as it.")


class ColumnRow(CsvRow):
    """A column of a table of this package."""

    table: str = Field(description="Name of the table.")
    column: str = Field(description="Name of the column.")
    type: str = Field(description="Its type in Table Schema.")
    list: str | None = Field(description="Closed list of its values; the codebook defines them.")
    description: str = Field(description="What a cell says.")
