"""The models of JSON Feed 1.1 (jsonfeed.org/version/1.1).

{"version": "https://jsonfeed.org/version/1.1", "title": "demandside: changes",
 "items": [{"id": "tag:example.eu,2026:event/se/1999-01-01/0f…",
            "content_text": "Act (1998:408) makes …"}]}
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from search_app.contract.base import Data
from search_app.contract.fields import CitedAddress, Code, ConceptIds
from search_app.feeds.item import FeedItem

VERSION = "https://jsonfeed.org/version/1.1"


class FeedAuthor(Data):
    """Who publishes a feed."""

    name: str


class ChangeDetails(Data):
    """The extension of an entry (JSON Feed: a key with an underscore) with what it is about."""

    kind: str = Field(
        description="`event`: a change of the law; `status`: a status that followed from one;"
        " `text`: a newer text or another copy that is held, as the title says;"
        " `correction`: a status that was wrong and is mended."
    )
    standing: str | None = Field(
        description="Of an event: `in-force`, `adopted`, `pending` (planned, no law yet), `ended`."
    )
    day: str = Field(description="The day, as precise as it is known.")
    country: Code
    questions: tuple[str, ...] = Field(description="Ids of the questions that it touches.")
    concepts: ConceptIds
    sources: tuple[str, ...] = Field(description="Ids of the sources and instruments.")
    official_urls: tuple[str, ...] = Field(description="Addresses of the official texts.")


class JsonFeedItem(Data):
    """An entry of a JSON Feed."""

    id: str = Field(description="A permanent tag URI.")
    url: CitedAddress
    title: str
    content_text: str
    date_published: str = Field(description="The first moment of the day, in UTC (RFC 3339).")
    language: str
    tags: tuple[str, ...] = Field(description="The kind, the jurisdiction and the concepts.")
    change: ChangeDetails = Field(alias="_demandside")


def json_feed_items(items: Iterable[FeedItem], base_url: str) -> tuple[JsonFeedItem, ...]:
    """Return entries as items of a JSON Feed; `base_url` stands before paths."""
    return tuple(_item(item, base_url) for item in items)


def change_details(item: FeedItem) -> ChangeDetails:
    """Return what an entry is about."""
    return ChangeDetails(
        kind=item.kind,
        standing=item.standing or None,
        day=item.day,
        country=item.country,
        questions=item.questions,
        concepts=item.concepts,
        sources=item.sources,
        official_urls=item.official,
    )


def _item(item: FeedItem, base_url: str) -> JsonFeedItem:
    return JsonFeedItem(
        id=item.id(base_url),
        url=f"{base_url}{item.path}",
        title=item.title,
        content_text=item.text,
        date_published=item.at.isoformat().replace("+00:00", "Z"),
        language="en",
        tags=(item.kind, item.country, *item.concepts),
        change=change_details(item),
    )
