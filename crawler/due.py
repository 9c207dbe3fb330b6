"""Which instruments are due: `frequency_days` of their source have passed since the last success.

An instrument that failed, or that no crawl has brought yet, is due at once. What a killed crawl has
stored is not due again, so the next one asks for the rest only. A translation that was collected
once is kept current without being named again.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.evidence import FAILED, Outcome
from crawler.plan import CrawlPlan
from crawler.run import open_now
from crawler.sources import SourceFile, WantedInstrument

Wanted = Callable[[SourceFile, WantedInstrument], bool]
"""Says whether an instrument of a source is wanted at all."""


_Key = tuple[str, str]
"""Source and name of an instrument."""


@dataclass(frozen=True)
class Postponed:
    """A source that has something due but cannot be asked now; `reason` is a sentence."""

    source: str
    reason: str


@dataclass(frozen=True)
class DueCrawl:
    """What a crawl would ask now, and the sources that have to wait."""

    plans: tuple[CrawlPlan, ...]
    postponed: tuple[Postponed, ...]

    @property
    def instruments(self) -> int:
        """How many instruments are due, those of postponed sources not counted."""
        return sum(len(planned.instruments) for planned in self.plans)


def due_crawl(
    sources: Iterable[SourceFile],
    outcomes: Iterable[Outcome],
    wanted: Wanted,
    now: dt.datetime,
    languages: Collection[str] = (),
    environment: Mapping[str, str] = os.environ,
) -> DueCrawl:
    """Return what is due of some sources.

    Args:
        sources: the sources to look at.
        outcomes: how the last crawls ended.
        wanted: which of their instruments are wanted.
        now: the moment of the crawl, with a time zone.
        languages: the languages in which to collect translations, besides those held already.
        environment: the variables that hold the keys of publishers.
    """
    last = {(o.source, o.instrument): o for o in outcomes}
    plans: list[CrawlPlan] = []
    postponed: list[Postponed] = []
    for source in sources:
        instruments = tuple(
            instrument
            for instrument in _instruments(source, languages, last)
            if wanted(source, instrument)
            and _is_due(source, last.get((source.name, instrument.name)), now)
        )
        if not instruments:
            continue
        if reason := _hindrance(source, now, environment):
            postponed.append(Postponed(source.name, reason))
        else:
            plans.append(CrawlPlan(source, instruments))
    return DueCrawl(tuple(plans), tuple(postponed))


def _instruments(
    source: SourceFile, languages: Collection[str], last: Mapping[_Key, Outcome]
) -> Iterator[WantedInstrument]:
    """Yield what a source has in its own language, and the translations asked for or held."""
    yield from source.instruments
    for translation in source.translations(source.languages):
        if translation.language in languages or (source.name, translation.name) in last:
            yield translation


def _is_due(source: SourceFile, last: Outcome | None, now: dt.datetime) -> bool:
    if last is None or last.state == FAILED or not last.succeeded_at:
        return True
    succeeded = dt.date.fromisoformat(last.succeeded_at[:10])
    return (now.astimezone(dt.UTC).date() - succeeded).days >= source.frequency_days


def _hindrance(source: SourceFile, now: dt.datetime, environment: Mapping[str, str]) -> str:
    """Return why a source cannot be asked now, empty if it can."""
    if missing := [name for name in source.key_variables if not environment.get(name)]:
        return f"needs a key: {' and '.join(missing)} not set"
    if source.limits.hours and not open_now(source, now):
        first, last = source.limits.hours
        return f"may be asked from {first} to {last} ({source.limits.timezone}) only"
    return ""
