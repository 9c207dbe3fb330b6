"""Changes of held texts, as entries of a feed: one for each copy that replaced another.

A newer text is told apart from what only replaced a copy, and an import from what was collected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from corpus.library import Knowledge
from corpus.model import Instrument
from corpus.replacing import Replaced, ReplacedBy, ReplacedCopy
from corpus.store import Library
from search_app.changes import ChangedProvision, ReplacedText, replaced_texts, with_tags
from search_app.feeds.item import FeedItem, midnight

_NAMED = 12
"""How many provisions an entry names; the page of changed texts has the others."""


_TITLES: dict[ReplacedBy, str] = {
    "newer": "a newer text is held",
    "amended": "the publisher amended its text",
    "fuller": "a fuller copy is held",
    "copy": "another copy is held",
}


def text_items(knowledge: Knowledge, library: Path | None) -> Iterator[FeedItem]:
    """Yield the changes of held texts, newest first; none without a library.

    A text that was replaced on the day on which it came was never shown, so that there is no entry.

    Raises:
        LibraryError: the library file cannot be read.
    """
    if library is None:
        return
    with Library(library, readonly=True) as opened:
        shown = [_tagged(text, opened) for text in replaced_texts(knowledge, opened) if _seen(text)]
        crawled = {outcome.instrument: outcome.source for outcome in opened.outcomes()}
    known = {instrument.id: instrument for _, instrument in knowledge.instruments()}
    for (seen_at, name), texts in groupby(shown, key=lambda r: (r.seen_at, r.instrument)):
        yield _item(knowledge, name, seen_at, tuple(texts), known.get(name), crawled)


def _seen(text: ReplacedText) -> bool:
    """Whether readers may have seen the text that was replaced."""
    return text.copies is None or not text.copies.same_day


def _tagged(text: ReplacedText, library: Library) -> ReplacedText:
    return replace(text, provisions=tuple(with_tags(one, library) for one in text.provisions))


def _item(
    knowledge: Knowledge,
    name: str,
    seen_at: str,
    texts: Sequence[ReplacedText],
    instrument: Instrument | None,
    crawled: Mapping[str, str],
) -> FeedItem:
    changed = [provision for text in texts for provision in text.provisions]
    place = changed[0].country
    concepts = tuple(dict.fromkeys(c for one in changed for c in one.concepts))
    return FeedItem(
        kind="text",
        key=f"text/{name}/{seen_at}",
        title=f"{knowledge.jurisdictions[place].name}, {_title(texts[0], instrument)}",
        text=f"{_copies(texts[0].copies)}{_text(changed)}",
        day=seen_at[:10],
        at=moment(seen_at),
        country=place,
        path=f"/provision/{changed[0].id}",
        questions=tuple(q.id for q in knowledge.questions.values() if q.concept in concepts),
        concepts=concepts,
        sources=tuple(filter(None, (name, crawled.get(name)))),
        official=(str(instrument.url),) if instrument else (),
    )


def _title(text: ReplacedText, instrument: Instrument | None) -> str:
    by = text.copies.by if text.copies else "copy"
    name = _name(instrument) if instrument else text.instrument
    imported = text.copies is not None and not text.copies.after.retrieved
    said = _TITLES[by].replace("is held", "was imported") if imported else _TITLES[by]
    return f"{name}: {said}"


def _name(instrument: Instrument) -> str:
    """The name that a reader knows: `Criminal Code (BrB)`."""
    short = instrument.short
    known = short is None or short.casefold() in instrument.title_en.casefold()
    return instrument.title_en if known else f"{instrument.title_en} ({short})"


def _copies(copies: Replaced | None) -> str:
    """The days of both texts, and the extent of the copies where it differs."""
    if copies is None:
        return ""
    after, before = copies.after, copies.before
    extent = after.extent != before.extent
    return f"Text of {_day(after, extent=extent)}, before: {_day(before, extent=extent)}. "


def _day(copy: ReplacedCopy, *, extent: bool) -> str:
    return f"{copy.as_of or 'an unknown day'}{f' ({copy.extent})' if extent else ''}"


def _text(changed: Sequence[ChangedProvision]) -> str:
    named = "; ".join(f"{one.number} ({one.what})" for one in changed[:_NAMED])
    more = len(changed) - _NAMED
    return f"Provisions: {named}{f'; {more} more' if more > 0 else ''}."


def moment(seen_at: str) -> dt.datetime:
    """Return an ISO 8601 time of the library as a moment in UTC: `2026-11-30T10:00:00+00:00`."""
    read = dt.datetime.fromisoformat(seen_at)
    if read.tzinfo is None:
        return read.replace(tzinfo=dt.UTC) if "T" in seen_at else midnight(read.date())
    return read.astimezone(dt.UTC)
