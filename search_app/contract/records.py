"""The contract of the facts behind a cell, in full: versions, general rules, absences, changes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.coded.absences import Absence
from corpus.coded.general import GeneralRule
from corpus.coded.offences import OffenceVersion
from corpus.coded.schemes import SchemeVersion
from corpus.model import Event
from search_app import penalty_words
from search_app.contract.base import Data, Sparse
from search_app.contract.fields import ConfidenceId, PartialDay
from search_app.records.cellfacts import CellFacts
from search_app.records.dates import Beginning
from search_app.records.record import FactRecord
from search_app.records.rules import rules_named
from search_app.records.scales import ResolvedScale


class ScaleData(Data):
    """A scale of punishment of an offence."""

    case: str = Field(description="The case that the scale is for: `basic`, `aggravated` …")
    words: str = Field(description="The scale in words.")
    known: bool = Field(description="Whether the scale is known to hold on the day.")
    amount_of: PartialDay | None = Field(description="Date of an amount that is adjusted.")


class RecordData(Data):
    """An offence or a scheme behind a cell, in the version of the day."""

    id: str = Field(description="Id of the offence or scheme.")
    title: str
    kind: str = Field(description="`offence` or `scheme`.")
    certain: bool = Field(description="False: it is not known whether the version held that day.")
    confidence: ConfidenceId | None
    exists_since: Beginning = Field(description="Since when the rule has existed.")
    scale_since: Beginning | None = Field(description="Since when the penalty has stood.")
    wording_since: PartialDay | None = Field(description="Since when the wording has stood.")
    scales: tuple[ScaleData, ...]
    version: Annotated[OffenceVersion | SchemeVersion, Sparse] = Field(
        description="The coded version in full; `/facts/schema.json` describes its keys."
    )


class FactsData(Data):
    """The coded law behind a cell."""

    records: tuple[RecordData, ...] = Field(description="The offences and schemes.")
    general_rules: tuple[Annotated[GeneralRule, Sparse], ...] = Field(
        description="General rules that the offences point to."
    )
    absences: tuple[Annotated[Absence, Sparse], ...] = Field(
        description="What was searched and not found, or could not be settled."
    )
    newer_changes: tuple[Annotated[Event, Sparse], ...] = Field(
        description="Changes of the law after the texts that were read."
    )


def facts_data(facts: CellFacts) -> FactsData:
    """Return the facts behind a cell in full."""
    rules = dict.fromkeys(name for record in facts.records for name in rules_named(record))
    return FactsData(
        records=tuple(_record(facts, record) for record in facts.records),
        general_rules=tuple(facts.state.rules[name] for name in rules if name in facts.state.rules),
        absences=facts.absences,
        newer_changes=facts.newer,
    )


def _record(facts: CellFacts, record: FactRecord) -> RecordData:
    version, dates = record.version, facts.dates_of(record)
    scales = facts.scales_of(version) if isinstance(version, OffenceVersion) else ()
    return RecordData(
        id=record.id,
        title=record.title,
        kind=record.kind,
        certain=record.certain,
        confidence=facts.confidence_of(record),
        exists_since=dates.exists,
        scale_since=dates.scale,
        wording_since=dates.wording,
        scales=tuple(map(_scale, scales)),
        version=version,
    )


def _scale(scale: ResolvedScale) -> ScaleData:
    return ScaleData(
        case=scale.case.case,
        words=penalty_words.line(scale),
        known=scale.known,
        amount_of=scale.value_of,
    )
