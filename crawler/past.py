"""Asks portals for past texts of what the corpus cites, on the days that the corpus names.

For each day on which the law is said to have changed, the texts of that day and of the day before
are asked for, of the instruments that are cited for it, so that one sees whether their words
changed then. A day that is held already is not asked for again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.claimed import claimed_days
from corpus.dates import utc_now
from corpus.evidence import Record
from corpus.library import Knowledge
from corpus.store import Library
from corpus.texts import Version
from corpus.wordings import DatedText, DayBasis
from crawler.plan import CrawlError, CrawlPlan, no_source
from crawler.sink import Sink, SourceReport
from crawler.sources import SourceFile, WantedInstrument, sources

_DAY = dt.timedelta(days=1)


def past_plans(names: Sequence[str], library: Path, knowledge: Knowledge) -> list[CrawlPlan]:
    """Return what a crawl of past texts will ask of these sources.

    Raises:
        CrawlError: there is no such source, or it gives no past texts.
    """
    known = sources()
    if unknown := [name for name in names if name not in known]:
        raise CrawlError(no_source(unknown[0]))
    if without := [name for name in names if known[name].history is None]:
        able = ", ".join(sorted(name for name in known if known[name].history))
        raise CrawlError(f"{without[0]} gives no past texts; these sources do: {able}")
    days = _claimed(knowledge)
    held = _held(library)
    plans = [
        CrawlPlan(known[name], tuple(_wanted(known[name], days, held.get(name, frozenset()))))
        for name in names
    ]
    return [planned for planned in plans if planned.instruments]


def _claimed(knowledge: Knowledge) -> Mapping[str, set[dt.date]]:
    """Return the days to ask for by instrument: those that the corpus names, and those before."""
    days: dict[str, set[dt.date]] = defaultdict(set)
    for claim in claimed_days(knowledge):
        day = dt.date.fromisoformat(claim.day)
        for instrument, _, _ in claim.provisions:
            days[instrument] |= {day, day - _DAY}
    return days


def _held(library: Path) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return instrument and day of the texts held, by source."""
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    if library.exists():
        with Library(library, readonly=True) as opened:
            for source, instrument, day in opened.history_days():
                held[source].add((instrument, day))
    return {source: frozenset(texts) for source, texts in held.items()}


def _wanted(
    source: SourceFile, days: Mapping[str, set[dt.date]], held: frozenset[tuple[str, str]]
) -> Iterator[WantedInstrument]:
    """Yield each instrument once for each past day that is not held yet.

    An older text need not have every provision that is watched for in the present one, and may have
    fewer.
    """
    since = (source.history and source.history.since) or dt.date.min
    today = dt.date.today()
    for instrument in source.instruments:
        for day in sorted(days.get(instrument.id, ())):
            if since <= day <= today and (instrument.id, day.isoformat()) not in held:
                yield instrument.model_copy(
                    update={
                        "day": day,
                        "watch": (),
                        "minimum": 1,
                        "maximum": None,
                    }
                )


class HistorySink(Sink):
    """Stores the texts of past days as the history of their instruments."""

    def store(
        self,
        report: SourceReport,
        instrument: WantedInstrument,
        version: Version,
        records: Sequence[Record],
    ) -> None:
        """Store a text as that of the day asked for.

        Raises:
            StoreError: the library cannot be written to; its content is unchanged.
        """
        own = self._identified(version, instrument.id)
        text = _dated(own, instrument, report.source, records)
        now = utc_now()
        with self._library() as library:
            added = library.add_history([("", text)], report.source, now)
        (report.new if added else report.unchanged).append(instrument.name)
        self.tell(f"{report.source}: {instrument.name}: {len(own.provisions)} provisions")

    def fail(self, report: SourceReport, instruments: Sequence[str], reason: str) -> None:
        """Note a failure in the report only: it says nothing of the present text."""
        report.failed += [(instrument, reason) for instrument in instruments]
        named = instruments[0] if len(instruments) == 1 else f"{len(instruments)} texts"
        self.tell(f"{report.source}: {named}: failed: {reason}")


def _dated(
    version: Version, instrument: WantedInstrument, source: str, records: Iterable[Record]
) -> DatedText:
    """Return a version as the text of a day; it is a commencement if the portal says so."""
    day = str(instrument.day)
    basis: DayBasis = "portal" if version.as_of == day else "state"
    last = next(reversed(list(records)), None)
    place = f"{last.url} ({last.file}, byte {last.offset})" if last else ""
    return DatedText(version, instrument.id, day, basis, "", source, place)
