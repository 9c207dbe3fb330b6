"""The models that only the interface for programs has: how an item is cited, and lists' entries."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from corpus.model import Portal
from search_app.contract.base import Data
from search_app.contract.cells import CitationData
from search_app.contract.choices import jurisdiction_codes
from search_app.contract.fields import (
    Code,
    ConceptIds,
    ConfidenceId,
    EventKind,
    Note,
    OfficialActUrl,
    OfficialPlaceUrl,
    OfficialReach,
    PagePath,
    PartialDay,
    SourceIds,
)
from search_app.contract.parameters import FreeText, OneOf, Parameters, WholeNumber
from search_app.contract.provision import ProvisionTextData

MOST = 500
USUAL = 100


class ReleaseEntry(Data):
    """The release of the knowledge that a response was made from."""

    id: str = Field(description="Name of the release.")
    version: str = Field(description="Version of the program.")
    day: dt.date = Field(description="Last day on which a source was read.")
    sha256: str = Field(description="SHA-256 of the files of the knowledge.")
    licence: str = Field(description="Licence of the data.")
    licence_url: str = Field(description="Address of the licence.")


class CitedTextKind(Data):
    """What kind of text was read."""

    extent: str | None = Field(description="`whole` or `excerpt`.")
    force: str | None = Field(description="Whether the text was in force on its date.")
    form: str | None = Field(description="Whether later changes are worked in.")


class ItemProvenance(Data):
    """What a citation of an item needs."""

    address: str = Field(description="Address of its page on this site, to cite.")
    official_addresses: tuple[str, ...] = Field(description="Addresses of official publications.")
    state: str | None = Field(description="Date of the text that was read; null: none, or several.")
    text_kind: CitedTextKind | None = Field(
        description="Kind of the text that was read; null: none, or several."
    )
    text_hash: str | None = Field(
        description="Hash of the text that was read; null: none, or several."
    )
    hash: str = Field(description="SHA-256 of the item without this key: JSON with sorted keys.")
    read: str | None = Field(
        description="Day on which the source was last read; of several sources the earliest."
    )
    release: str = Field(description="Name of the release.")
    licence: str = Field(description="Licence of the data.")


class PagingParameters(Parameters):
    """Which part of a collection is given."""

    limit: Annotated[int, WholeNumber(1, MOST)] = Field(
        USUAL, description=f"How many items a page has at most, {USUAL} by default."
    )
    cursor: Annotated[str, FreeText()] = Field(
        "", description="Where the page begins: `next_cursor` of the page before, unchanged."
    )


class CountryParameter(Parameters):
    """Of which jurisdictions entries are given."""

    country: Annotated[tuple[str, ...], OneOf(jurisdiction_codes)] = Field(
        (), description="The jurisdictions, all by default."
    )


class CountryEntry(Data):
    """A jurisdiction in the list of jurisdictions."""

    code: Code
    name: str = Field(description="Name in English.")
    languages: tuple[str, ...] = Field(description="Codes of the languages of its law.")
    portal: Portal = Field(description="Where it publishes its law.")
    note: Note | None
    url: PagePath


class ProvisionEntry(Data):
    """A provision in the list of provisions."""

    id: str = Field(description="Id of the provision.")
    country: Code
    act: str = Field(description="Title of the instrument in its own language.")
    number: str = Field(description="Number of the provision, as lawyers of the state cite it.")
    cited_as: str = Field(description="The citation in full.")
    concepts: ConceptIds
    buyer_liable: bool = Field(description="Whether it makes a buyer liable.")
    official_url: OfficialPlaceUrl
    official_act_url: OfficialActUrl
    official_reach: OfficialReach
    text: ProvisionTextData | None = Field(description="The text; null: none is held.")
    url: PagePath


class EventEntry(Data):
    """A dated event: a change of the law, a judgment, a bill, a plan."""

    country: Code
    date: PartialDay
    kind: EventKind
    status: str = Field(description="`in-force`, `adopted`, `pending` or `ended`.")
    title: str
    text: str = Field(description="What happened.")
    questions: tuple[str, ...] = Field(description="Ids of the questions that it concerns.")
    citations: tuple[CitationData, ...] = Field(description="The provisions that it is about.")
    sources: SourceIds
    confidence: ConfidenceId
    url: PagePath


class SourceEntry(Data):
    """A source that was read."""

    country: Code | None = Field(description="Jurisdiction that it belongs to; null: all.")
    id: str = Field(description="Id of the source.")
    kind: str = Field(description="Kind of source.")
    title: str
    official_url: str | None = Field(description="Its address.")
    state: PartialDay | None
    checked: dt.date = Field(description="Day on which it was last read.")
    note: Note | None
    url: PagePath
