"""The contract of `/coverage`: which cited instruments are held, and how fresh each source is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from search_app.contract.base import CsvRow, Data, Listed
from search_app.contract.choices import jurisdiction_codes
from search_app.contract.fields import Code, Total
from search_app.contract.parameters import OneOf, Parameters

SourceName = Annotated[
    str, Field(description="Name of the source, as `demandside sources` has it.")
]
LastSuccess = Annotated[
    str | None, Field(description="Day of the last success; null: there was none.")
]


class CoverageParameters(Parameters):
    """Which jurisdictions are shown."""

    country: Annotated[tuple[str, ...], OneOf(jurisdiction_codes)] = Field(
        (), description="Jurisdictions of the texts."
    )


class FailedInstrumentData(Data):
    """An instrument that the last crawl did not get; the texts held before are kept."""

    name: str = Field(description="Id of the instrument, of a translation with its language.")
    reason: str = Field(description="Why it failed, in a sentence.")
    succeeded_on: LastSuccess


class CollectedSourceData(Data):
    """How the last crawls of a source ended."""

    source: SourceName
    country: Code
    instruments: int = Field(ge=0, description="How many instruments were asked for.")
    tried_on: str = Field(description="Day of the last crawl.")
    succeeded_on: LastSuccess
    failed: tuple[FailedInstrumentData, ...]


class HeldShareData(Data):
    """How many of the instruments that the entries of a jurisdiction cite are held."""

    country: Code
    cited: int = Field(ge=0, description="How many instruments are cited.")
    held: int = Field(ge=0, description="Of how many of them a text is held.")
    missing: tuple[str, ...] = Field(description="Ids of the others.")


class DoubtfulDayData(Data):
    """A day on which the law is said to change, and on which no words held that it cites did."""

    country: Code
    name: str = Field(description="The question, or the id of the record, that says so.")
    day: str = Field(description="The day.")
    why: str = Field(description="What the wordings show, in a sentence.")


class CoverageData(Data):
    """Which cited instruments are held, and how fresh the texts of each source are."""

    total: Total
    failing: int = Field(ge=0, description="How many sources failed, in whole or in part.")
    sources: tuple[CollectedSourceData, ...]
    jurisdictions: tuple[HeldShareData, ...]
    doubtful_days: tuple[DoubtfulDayData, ...]


class CollectedSourceRow(CsvRow):
    """A source as a row."""

    defined_by = CollectedSourceData

    source: SourceName
    country: Code
    instruments: int
    failed_instruments: int = Field(description="How many instruments brought no text.")
    tried_on: str
    succeeded_on: LastSuccess
    failed: Listed = Field(description="The instruments that brought no text, with the reason.")
