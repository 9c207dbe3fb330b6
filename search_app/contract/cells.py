"""The contract of a cell: one question for one jurisdiction on a day, in JSON and in CSV."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import Field

from corpus.library import known_from
from corpus.model import Answer, OtherReading, Source
from corpus.penalty import Penalty
from search_app.compare import Cell, CitedProvision
from search_app.contract.amounts import (
    EurosMax,
    EurosMin,
    MonthsMax,
    MonthsMin,
    penalty_figures,
)
from search_app.contract.base import AsJson, CsvRow, Data, Listed, Sparse
from search_app.contract.fields import (
    Checked,
    Code,
    ConfidenceId,
    InstrumentId,
    Note,
    OfficialActUrl,
    OfficialPlaceUrl,
    OfficialReach,
    PagePath,
    QuestionId,
    Since,
    StatusId,
    Summary,
    TextState,
    Until,
)
from search_app.records import plain


class CitationData(Data):
    """A provision that a cell cites."""

    instrument: InstrumentId
    provision: str = Field(description="Number of the provision, as lawyers of the state cite it.")
    label: str = Field(description="The citation in full.")
    id: str = Field(description="Id of the provision on this site.")
    url: PagePath
    official_url: OfficialPlaceUrl
    official_act_url: OfficialActUrl
    official_reach: OfficialReach


class CellData(Data):
    """A question for a jurisdiction on a day, with its evidence.

    Penalty, age, mental element and dates are computed from the coded law where there is any.
    """

    country: Code
    question: QuestionId
    status: StatusId
    reason: str | None = Field(description="Why the status is what it is, by the published rules.")
    offences: tuple[str, ...] = Field(description="Ids of the offences behind the status.")
    schemes: tuple[str, ...] = Field(description="Ids of the rights, duties and bodies behind it.")
    penalty: Annotated[Penalty, Sparse] | None = Field(
        description="The basic scale, with the others in `others`."
    )
    since: Since | None
    since_note: str | None = Field(description="Why the first day is not known.")
    known_from: dt.date | None = Field(description="First day for which the status is known.")
    until: Until | None
    mens_rea: str | None = Field(description="Mental element that the basic case asks for.")
    age: int | None = Field(description="Age below which the rule protects, in years.")
    confidence: ConfidenceId | None
    checked: Checked | None
    text_state: TextState | None
    citations: tuple[CitationData, ...] = Field(description="Provisions that were read for it.")
    summary: Summary | None
    note: Note | None
    evidence: str | None = Field(description="Where nothing was found: what was searched for.")
    other_reading: OtherReading | None = Field(
        description="A reading of the same law that the cell does not follow, and why not."
    )
    sources: tuple[Annotated[Source, Sparse], ...] = Field(description="What was read.")
    url: PagePath


def cell_data(cell: Cell) -> CellData:
    """Return a cell as the data of `/compare.json`."""
    return CellData(**cell_values(cell))


def cell_values(cell: Cell) -> dict[str, Any]:
    """Return the values of a cell by the names of `CellData`, for models that have more."""
    answer = cell.answer
    return {
        "country": cell.jurisdiction.code,
        "question": cell.question.id,
        "status": cell.status.id,
        "reason": cell.reason or None,
        "offences": tuple(r.id for r in cell.records if r.kind == "offence"),
        "schemes": tuple(r.id for r in cell.records if r.kind == "scheme"),
        **(plain.of_facts(cell.facts) if cell.facts else _of_answer(answer)),
        "citations": tuple(map(citation_data, cell.citations)),
        "summary": answer.summary if answer else None,
        "note": answer.note if answer else None,
        "evidence": answer.evidence if answer else None,
        "other_reading": answer.other_reading if answer else None,
        "sources": cell.sources,
        "url": f"/answer/{cell.jurisdiction.code}/{cell.question.id}",
    }


def citation_data(cited: CitedProvision) -> CitationData:
    """Return a provision that is cited, with its page and its official address."""
    return CitationData(
        instrument=cited.citation.instrument,
        provision=cited.citation.provision,
        label=cited.label,
        id=cited.provision_id,
        url=f"/provision/{cited.provision_id}",
        official_url=cited.official.url,
        official_act_url=cited.official.act_url,
        official_reach=cited.official.reach,
    )


def _of_answer(answer: Answer | None) -> dict[str, object]:
    """What a cell without coded law says, from the written answer."""
    return {
        "penalty": answer.penalty if answer else None,
        "since": answer.since if answer else None,
        "since_note": answer.since_note if answer else None,
        "known_from": known_from(answer) if answer else None,
        "until": answer.until if answer else None,
        "mens_rea": answer.mens_rea if answer else None,
        "age": answer.age if answer else None,
        "confidence": answer.confidence if answer else None,
        "checked": answer.checked if answer else None,
        "text_state": answer.text_state if answer else None,
    }


class AnswerRow(CsvRow):
    """A row of `answers.csv`: one answer of one period."""

    defined_by = CellData

    country: Code
    question: QuestionId
    status: StatusId
    since: Since | None
    until: Until | None
    penalty: Annotated[Penalty | None, AsJson]
    mens_rea: str | None
    age: int | None
    citations: Listed = Field(description="The provisions cited.")
    summary: Summary | None
    note: Note | None
    evidence: str | None
    other_reading: Annotated[OtherReading | None, AsJson]
    confidence: ConfidenceId | None
    checked: Checked | None
    text_state: TextState | None
    penalty_min_months: MonthsMin | None
    penalty_max_months: MonthsMax | None
    fine_min_eur: EurosMin | None
    fine_max_eur: EurosMax | None


def answer_row(cell: CellData) -> AnswerRow:
    """Return a cell as a row of `answers.csv`."""
    return AnswerRow.of(cell, **penalty_figures(cell.penalty))
