"""Changes of held texts, as entries of a feed: one for each new version of an instrument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from corpus.library import Knowledge
from corpus.model import Instrument
from corpus.store import Library
from search_app.changes import ChangedProvision, changed_provisions
from search_app.feeds.item import FeedItem, midnight

_NAMED = 12
"""How many provisions an entry names; the page of changed texts has the others."""


def text_items(knowledge: Knowledge, library: Path | None) -> Iterator[FeedItem]:
    """Yield the changes of held texts, newest first; none without a library.

    Raises:
        LibraryError: the library file cannot be read.
    """
    if library is None:
        return
    with Library(library, readonly=True) as opened:
        changed = list(changed_provisions(knowledge, opened))
        crawled = {outcome.instrument: outcome.source for outcome in opened.outcomes()}
    known = {instrument.id: instrument for _, instrument in knowledge.instruments()}
    for (seen_at, name), group in groupby(changed, key=lambda c: (c.seen_at, c.instrument)):
        yield _item(knowledge, name, seen_at, list(group), known.get(name), crawled)


def _item(
    knowledge: Knowledge,
    name: str,
    seen_at: str,
    changed: list[ChangedProvision],
    instrument: Instrument | None,
    crawled: Mapping[str, str],
) -> FeedItem:
    place = changed[0].country
    title = (instrument.short or instrument.title) if instrument else name
    concepts = tuple(dict.fromkeys(c for one in changed for c in one.concepts))
    return FeedItem(
        kind="text",
        key=f"text/{name}/{seen_at}",
        title=f"{knowledge.jurisdictions[place].name}: a newer text of {title} is held",
        text=_text(changed),
        day=seen_at[:10],
        at=moment(seen_at),
        country=place,
        path=f"/provision/{changed[0].id}",
        questions=tuple(q.id for q in knowledge.questions.values() if q.concept in concepts),
        concepts=concepts,
        sources=tuple(filter(None, (name, crawled.get(name)))),
        official=(str(instrument.url),) if instrument else (),
    )


def _text(changed: list[ChangedProvision]) -> str:
    named = "; ".join(f"{one.number} ({one.what})" for one in changed[:_NAMED])
    more = len(changed) - _NAMED
    return f"Provisions: {named}{f'; {more} more' if more > 0 else ''}."


def moment(seen_at: str) -> dt.datetime:
    """Return an ISO 8601 time of the library as a moment in UTC: `2026-11-30T10:00:00+00:00`."""
    read = dt.datetime.fromisoformat(seen_at)
    if read.tzinfo is None:
        return read.replace(tzinfo=dt.UTC) if "T" in seen_at else midnight(read.date())
    return read.astimezone(dt.UTC)
