"""An entry of a feed, and the filter that narrows a feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit

ItemKind = Literal["event", "status", "text", "correction"]
AUTHOR = "demandside"
UNNAMED = "demandside.invalid"
"""The authority of ids of a site without a public address: a name that nobody can hold."""
_MINTED = "2026"


@dataclass(frozen=True)
class FeedItem:
    """Something that changed.

    `kind` tells apart changes of the law as the editors describe them (`event`), changes of a
    computed status (`status`), newer texts and other copies that are held (`text`), and statuses
    that were wrong and are mended (`correction`). `key` is unique and never changes;
    `day` is as precise as it is known, `at` its first moment (UTC). `path` is the page of
    the site, `official` the addresses of the official texts. `standing` says of an event whether it
    is `in-force`, `adopted`, `pending` or `ended`.
    """

    kind: ItemKind
    key: str
    title: str
    text: str
    day: str
    at: dt.datetime
    country: str
    path: str
    questions: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    standing: str = ""

    def id(self, base_url: str) -> str:
        """Return the permanent id: a tag URI (RFC 4151) under the name of the site."""
        return tag_uri(base_url, self.key)


@dataclass(frozen=True)
class FeedFilter:
    """What a feed is narrowed to; an empty part leaves everything in, and all parts must be met.

    `sources` are ids of sources or instruments.
    """

    countries: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: dt.date | None = None

    def keeps(self, item: FeedItem) -> bool:
        """Return whether an entry belongs to the feed."""
        return (
            _meets(self.countries, (item.country,))
            and _meets(self.questions, item.questions)
            and _meets(self.concepts, item.concepts)
            and _meets(self.sources, item.sources)
            and (self.since is None or item.at.date() >= self.since)
        )

    def query(self) -> str:
        """Return the filter as the query of an address; empty without a filter."""
        pairs = [
            *(("country", name) for name in self.countries),
            *(("question", name) for name in self.questions),
            *(("concept", name) for name in self.concepts),
            *(("source", name) for name in self.sources),
            *((("since", self.since.isoformat()),) if self.since else ()),
        ]
        return f"?{urlencode(pairs)}" if pairs else ""


def tag_uri(base_url: str, key: str) -> str:
    """Return the tag URI of something under the name of the site: `tag:example.eu,2026:event/…`."""
    return f"tag:{urlsplit(base_url).hostname or UNNAMED},{_MINTED}:{key}"


def newest(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Return entries newest first, in an order that never depends on how they were gathered."""
    return tuple(sorted(items, key=lambda item: (item.at, item.key), reverse=True))


def midnight(day: dt.date) -> dt.datetime:
    """Return the first moment of a day, in UTC."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _meets(wanted: Sequence[str], values: Sequence[str]) -> bool:
    return not wanted or any(value in wanted for value in values)
