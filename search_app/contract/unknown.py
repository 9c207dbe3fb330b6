"""The contract of `/unknown`: what is empty, weak, stale or contradictory in the corpus."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.check import KINDS
from search_app.contract.base import CsvRow, Data
from search_app.contract.choices import listed, place_codes
from search_app.contract.fields import CitedAddress, Code, PagePath, QuestionId, Total
from search_app.contract.parameters import OneOf, Parameters


class UnknownParameters(Parameters):
    """Which open points are shown."""

    country: Annotated[tuple[str, ...], OneOf(place_codes)] = Field(
        (), description="Jurisdictions that they are about."
    )
    kind: Annotated[tuple[str, ...], OneOf(listed(*KINDS))] = Field(
        (), description="Kinds of open points."
    )


class KindCount(Data):
    """A kind of open point."""

    kind: str
    count: int = Field(ge=0, description="How many there are, whatever the parameters.")
    needed: str = Field(description="What would close one.")


class OpenPointData(Data):
    """One thing that we do not know, or do not know well enough."""

    kind: str = Field(description="Kind of open point.")
    country: Code
    question: QuestionId | None
    file: str = Field(description="File of the corpus.")
    line: int = Field(description="Line in the file.")
    text: str = Field(description="What is open, in a sentence.")
    entry: str | None = Field(description="Id of the policy entry that it is about.")
    url: PagePath


class UnknownData(Data):
    """The open points that the parameters leave."""

    kinds: tuple[KindCount, ...]
    total: Total
    findings: tuple[OpenPointData, ...]


class OpenPointRow(CsvRow):
    """An open point as a row."""

    defined_by = OpenPointData

    kind: str
    country: Code
    question: QuestionId | None
    entry: str | None
    text: str
    file: str
    line: int
    url: CitedAddress
