"""What a crawl will ask before it asks anybody: sources, instruments, requests and time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.evidence import Outcome
from corpus.store import Library
from crawler.sources import SourceFile, WantedInstrument, sources


class CrawlError(Exception):
    """A crawl cannot begin; the message is one sentence."""


@dataclass(frozen=True)
class CrawlPlan:
    """What a crawl of one source will ask, and how long politeness makes it take."""

    source: SourceFile
    instruments: tuple[WantedInstrument, ...]

    @property
    def requests(self) -> int:
        """How many requests are expected, including robots.txt and the sentinel.

        A first request that instruments share (a list) is sent once.
        """
        texts = len(self.instruments) * self.source.requests_per_instrument
        shared = len(self.instruments) - len({self.source.start(i) for i in self.instruments})
        return texts - shared + len(self.source.hosts) + (self.source.sentinel is not None)

    @property
    def seconds(self) -> float:
        """The least time between the first and the last request."""
        return self.requests * self.source.limits.delay


@dataclass(frozen=True)
class HostLoad:
    """What one host will be asked: the number of requests, and the least seconds they take."""

    host: str
    requests: int
    seconds: float


def host_loads(plans: Iterable[CrawlPlan]) -> list[HostLoad]:
    """Return what each host will be asked, by name; a source counts for the first of its hosts."""
    by_host: dict[str, list[CrawlPlan]] = defaultdict(list)
    for planned in plans:
        by_host[planned.source.hosts[0]].append(planned)
    return [
        HostLoad(host, sum(p.requests for p in own), sum(p.seconds for p in own))
        for host, own in sorted(by_host.items())
    ]


def plan(
    names: Sequence[str],
    library: Path,
    since: dt.date | None = None,
    languages: Collection[str] = (),
) -> list[CrawlPlan]:
    """Return what a crawl of these sources will ask.

    With `since`, instruments that were read on that day or later are left out. Each instrument is
    asked for in its own language and, where the source has translations, in `languages`.

    Raises:
        CrawlError: there is no such source.
    """
    known = sources()
    if unknown := [name for name in names if name not in known]:
        raise CrawlError(no_source(unknown[0]))
    fresh = _read_since(library, since) if since else frozenset()
    plans = [
        CrawlPlan(
            known[n],
            tuple(i for i in _wanted(known[n], languages) if (n, i.name) not in fresh),
        )
        for n in names
    ]
    return [planned for planned in plans if planned.instruments]


def _wanted(source: SourceFile, languages: Collection[str]) -> tuple[WantedInstrument, ...]:
    return (*source.instruments, *source.translations(languages))


def no_source(name: str) -> str:
    """Return the sentence that says that there is no source of this name, and which there are."""
    return f"there is no source '{name}'; there are: {', '.join(sorted(sources()))}"


def outcomes_of(library: Path) -> list[Outcome]:
    """Return how the last crawl of each instrument ended; nothing if there is no library yet.

    Raises:
        LibraryError: the library cannot be read.
    """
    if not library.exists():
        return []
    with Library(library, readonly=True) as opened:
        return opened.outcomes()


def _read_since(library: Path, since: dt.date) -> frozenset[tuple[str, str]]:
    """Return source and name of the instruments that were read on this day or later."""
    return frozenset(
        (outcome.source, outcome.instrument)
        for outcome in outcomes_of(library)
        if outcome.succeeded_at[:10] >= since.isoformat()
    )
