"""The contract of `/changes`: changes of the law and of held texts, also as a JSON Feed.

The JSON of the page has the keys of JSON Feed 1.1 beside its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict
from typing import Annotated

from pydantic import Field

from search_app.changes import ChangedProvision
from search_app.contract.base import CsvRow, Data, Spaced, YesNo
from search_app.contract.choices import concept_ids, jurisdiction_codes, question_ids
from search_app.contract.fields import CitedAddress, Code, ConceptIds, InstrumentId, Total
from search_app.contract.parameters import Day, OneOf, Parameters, Scope, YesOrNo
from search_app.feeds.item import FeedFilter, FeedItem
from search_app.feeds.jsonfeed import VERSION, FeedAuthor, JsonFeedItem


def source_ids(scope: Scope) -> Collection[str]:
    """Return the ids of all instruments and sources."""
    known = scope.knowledge
    sources = (s.id for j in known.jurisdictions.values() for s in j.sources)
    instruments = (instrument.id for _, instrument in known.instruments())
    return dict.fromkeys((*instruments, *sources, *known.policy.sources))


class FeedParameters(Parameters):
    """What a feed or calendar is narrowed to; all that is given must be met."""

    country: Annotated[tuple[str, ...], OneOf(jurisdiction_codes)] = Field(
        (), description="The jurisdictions, all by default."
    )
    question: Annotated[tuple[str, ...], OneOf(question_ids)] = Field(
        (), description="Questions that it touches."
    )
    concept: Annotated[tuple[str, ...], OneOf(concept_ids)] = Field(
        (), description="Concepts that it touches."
    )
    source: Annotated[tuple[str, ...], OneOf(source_ids)] = Field(
        (), description="Instruments, or sources that were read."
    )
    since: Annotated[dt.date | None, Day()] = Field(
        None, description="What happened on this day or later."
    )

    def filter(self) -> FeedFilter:
        """Return the parameters as the feeds take them."""
        return FeedFilter(self.country, self.question, self.concept, self.source, self.since)


class ChangesParameters(FeedParameters):
    """Which changes are given."""

    tagged: Annotated[bool, YesOrNo()] = Field(
        False,
        description="`1`: of changed provisions those that carry a concept; the page shows these.",
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
    """What changed, newest first: changed provisions, and everything as a JSON Feed."""

    version: str = Field(VERSION, description="The version of JSON Feed.")
    title: str
    home_page_url: CitedAddress
    feed_url: str = Field(description="Address of this feed.")
    description: str
    language: str
    authors: tuple[FeedAuthor, ...]
    total: Total
    changes: tuple[ChangeData, ...] = Field(description="Changed provisions of held texts.")
    items: tuple[JsonFeedItem, ...] = Field(
        description="Changes of the law and of held texts; without `since` the newest 200."
    )


class ChangeRow(CsvRow):
    """A change as a row: of the law, of a status, of a held text; or one of its provisions."""

    defined_by = ChangeData

    seen_at: str = Field(
        "", description="When the newer text was seen; empty for what is not about a text."
    )
    country: Code
    instrument: str = Field("", description="Id of the instrument that the provision belongs to.")
    number: str = Field("", description="Number of the provision in normal form.")
    what: str = Field(
        "", description="What happened to the provision: `added`, `removed` or `changed`."
    )
    id: str = Field(description="Id of the provision; of other changes their key, which is kept.")
    concepts: Spaced
    buyer_liable: YesNo = Field(None, description="Whether the provision makes a buyer liable.")
    url: CitedAddress
    kind: str = Field(
        "provision",
        description="`event`, `status`, `text` or `correction`, as in the feeds; `provision`: one"
        " that a newer text changed.",
    )
    day: str = Field(description="The day, as precise as it is known.")
    title: str = Field("", description="What changed, in a line.")
    text: str = Field("", description="What changed, in full.")
    questions: Spaced = Field((), description="Ids of the questions that it touches.")
    standing: str = Field(
        "", description="Of an event: `in-force`, `adopted`, `pending` or `ended`."
    )
    sources: Spaced = Field((), description="Ids of the sources and instruments.")
    official: Spaced = Field((), description="Addresses of the official texts.")


def item_row(item: FeedItem, base_url: str) -> ChangeRow:
    """Return an entry of the feeds as a row; `base_url` stands before the path of its page."""
    return ChangeRow(
        seen_at=item.at.isoformat() if item.kind == "text" else "",
        country=item.country,
        id=item.key,
        concepts=item.concepts,
        url=f"{base_url}{item.path}",
        kind=item.kind,
        day=item.day,
        title=item.title,
        text=item.text,
        questions=item.questions,
        standing=item.standing,
        sources=item.sources,
        official=item.official,
    )


def change_data(change: ChangedProvision, base_url: str) -> ChangeData:
    """Return a changed provision; `base_url` stands before the path of its page."""
    return ChangeData(**asdict(change), url=f"{base_url}/provision/{change.id}")
