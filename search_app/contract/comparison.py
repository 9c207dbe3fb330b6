"""The contract of `/compare`: cells as of a day, with how far verification agrees."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from search_app.contract.agreement import AgreementCounts, NewestText, OldestText
from search_app.contract.amounts import EurosMax, EurosMin, MonthsMax, MonthsMin
from search_app.contract.base import CsvRow, Data, Listed, Spaced
from search_app.contract.cells import CellData
from search_app.contract.choices import jurisdiction_codes, listed, question_ids, status_ids
from search_app.contract.days import LawDay
from search_app.contract.fields import (
    AsOf,
    Checked,
    CitedAddress,
    Code,
    ConfidenceId,
    Note,
    QuestionId,
    ReleaseId,
    Since,
    StatusId,
    Summary,
    TextState,
    Until,
)
from search_app.contract.parameters import OneOf, Parameters

SORTS = ("name", "status")
ONLY = ("differences",)
EVERY = ("all",)


class ComparisonParameters(Parameters):
    """What is compared, and how it is narrowed and sorted."""

    country: Annotated[tuple[str, ...], OneOf(jurisdiction_codes)] = Field(
        (), description="The jurisdictions, all by default."
    )
    question: Annotated[tuple[str, ...], OneOf(question_ids)] = Field(
        (), description="The questions; the page opens on those about buyers, the data have all."
    )
    questions: Annotated[tuple[str, ...], OneOf(listed(*EVERY))] = Field(
        (), description="`all`: the page shows all questions."
    )
    as_of: Annotated[dt.date | None, LawDay()] = Field(
        None, description="The day of the comparison, today by default."
    )
    only: Annotated[tuple[str, ...], OneOf(listed(*ONLY))] = Field(
        (), description="`differences`: the questions that the jurisdictions answer differently."
    )
    status: Annotated[tuple[str, ...], OneOf(status_ids)] = Field(
        (), description="Keeps the jurisdictions that have one of the statuses."
    )
    sort: Annotated[tuple[str, ...], OneOf(listed(*SORTS))] = Field(
        (), description="`status`: the weightiest status first."
    )


class ComparedCell(CellData):
    """A cell of the comparison."""

    findings: AgreementCounts | None = Field(
        description="How many facts agree with the texts; null: none was compared."
    )


class ComparisonData(Data):
    """The cells of a comparison, row by row; `not-known` where the law of the day is not known."""

    as_of: AsOf
    release: ReleaseId
    cells: tuple[ComparedCell, ...] = Field(description="One cell per jurisdiction and question.")


class ComparisonRow(CsvRow):
    """A cell of the comparison as a row."""

    as_of: AsOf
    country: Code
    country_name: str = Field(description="Name of the jurisdiction.")
    question: QuestionId
    question_text: str = Field(description="The question in words.")
    status: StatusId
    penalty: str = Field(description="The penalty in words; empty: none is known.")
    since: Since | None
    since_note: str | None = Field(description="Why the first day is not known.")
    known_from: dt.date | None = Field(description="First day for which the status is known.")
    until: Until | None
    mens_rea: str | None = Field(description="Mental element that the basic case asks for.")
    age: int | None = Field(description="Age below which the rule protects, in years.")
    citations: Listed = Field(description="The provisions cited.")
    official_urls: Spaced = Field(
        description="Official addresses of the provisions cited if proved, or else of their acts."
    )
    confidence: ConfidenceId | None
    summary: Summary | None
    note: Note | None
    evidence: str | None = Field(description="Where nothing was found: what was searched for.")
    checked: Checked | None
    text_state: TextState | None
    other_reading: str = Field(description="Status of another reading, and why it is not followed.")
    sources: Listed = Field(description="Titles of the sources.")
    url: CitedAddress
    reason: str | None = Field(description="Why the status is what it is.")
    offences: Spaced = Field(description="Ids of the offences behind the status.")
    schemes: Spaced = Field(description="Ids of the rights, duties and bodies behind it.")
    facts: int | None = Field(description="How many facts were compared with the texts.")
    facts_agree: int | None = Field(description="How many of them agree.")
    facts_text_of: OldestText | None
    penalty_min_months: MonthsMin | None
    penalty_max_months: MonthsMax | None
    fine_min_eur: EurosMin | None
    fine_max_eur: EurosMax | None
    facts_text_of_oldest: OldestText | None
    facts_text_of_newest: NewestText | None
