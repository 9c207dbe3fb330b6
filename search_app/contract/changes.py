"""The contract of `/changes`: what new versions of collected instruments changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from pydantic import Field, PlainSerializer

from search_app.changes import ChangedProvision
from search_app.contract.base import CsvRow, Data, Spaced
from search_app.contract.fields import CitedAddress, Code, ConceptIds, InstrumentId, Total
from search_app.contract.parameters import Parameters, YesOrNo


class ChangesParameters(Parameters):
    """Which changes are given."""

    tagged: Annotated[bool, YesOrNo()] = Field(
        False,
        description="`1`: those of provisions that carry a concept; the page shows only these.",
    )


class ChangeData(Data):
    """A provision that a new version added, removed or changed."""

    seen_at: str = Field(description="When the new version was seen.")
    country: Code
    instrument: InstrumentId
    number: str = Field(description="Number of the provision in normal form.")
    what: str = Field(description="`added`, `removed` or `changed`.")
    id: str = Field(description="Id of the provision.")
    concepts: ConceptIds
    buyer_liable: bool = Field(description="Whether it makes a buyer liable.")
    url: CitedAddress


class ChangesData(Data):
    """The changed provisions, newest first."""

    total: Total
    changes: tuple[ChangeData, ...]


class ChangeRow(CsvRow):
    """A changed provision as a row."""

    seen_at: str
    country: Code
    instrument: InstrumentId
    number: str
    what: str
    id: str
    concepts: Spaced
    buyer_liable: Annotated[bool, PlainSerializer(int, return_type=int)]
    url: CitedAddress


def change_data(change: ChangedProvision, base_url: str) -> ChangeData:
    """Return a changed provision; `base_url` stands before the path of its page."""
    return ChangeData(**asdict(change), url=f"{base_url}/provision/{change.id}")
