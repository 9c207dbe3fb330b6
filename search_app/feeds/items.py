"""All entries of the feeds of a site, made once a day and library state."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

from corpus.corrections import load_corrections
from corpus.library import Knowledge
from search_app.feeds.item import FeedFilter, FeedItem, newest
from search_app.feeds.law import law_items
from search_app.feeds.mended import correction_items
from search_app.feeds.texts import text_items

Stamp = tuple[dt.date, int]


def feed_items(
    knowledge: Knowledge,
    library: Path | None,
    today: dt.date,
    wanted: FeedFilter | None = None,
    home: Path | None = None,
) -> tuple[FeedItem, ...]:
    """Return the entries that a filter leaves, newest first.

    Changes with a date after `today` are left out; they are in the calendar of deadlines.
    Corrections are read from the folder `home`, if one is given.

    Raises:
        LibraryError: the library file cannot be read.
        CorpusError: the corrections are not valid.
    """
    mended = correction_items(knowledge, load_corrections(home) if home else (), today)
    keeps = (wanted or FeedFilter()).keeps
    items = (*law_items(knowledge, today), *text_items(knowledge, library), *mended)
    return newest(item for item in items if keeps(item))


class FeedItems:
    """The entries of a site; those of the day requested last are kept until the library changes."""

    def __init__(
        self, knowledge: Knowledge, library: Path | None, home: Path | None = None
    ) -> None:
        self._knowledge = knowledge
        self._library = library
        self._home = home
        self._guard = threading.Lock()
        self._kept: tuple[Stamp, tuple[FeedItem, ...]] | None = None

    def of(self, today: dt.date, wanted: FeedFilter) -> tuple[FeedItem, ...]:
        """Return the entries that a filter leaves, newest first.

        Raises:
            LibraryError: the library file cannot be read.
        """
        with self._guard:
            stamp = today, self._library.stat().st_mtime_ns if self._library else 0
            if self._kept is None or self._kept[0] != stamp:
                self._kept = (
                    stamp,
                    feed_items(self._knowledge, self._library, today, home=self._home),
                )
            items = self._kept[1]
        return tuple(item for item in items if wanted.keeps(item))
