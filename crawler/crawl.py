"""Runs the spiders of sources in one Scrapy process; each ends in a report, whatever others do."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scrapy.crawler import CrawlerProcess

from corpus.library import Knowledge
from corpus.store import Library
from crawler.archive import Archive, Replay
from crawler.log import logged
from crawler.settings import Network, asking, process_settings, replaying
from crawler.sink import Sink, SourceReport
from crawler.sources import Act, SourceFile, sources
from crawler.spiders import spider_class
from crawler.warc import ArchiveError

CONTACT = "DEMANDSIDE_CONTACT"
_RUNNING = "running"
# matches `se-20260131T120000Z.warc.gz` and, of two in a second, `se-20260131T120000Z-1.warc.gz`
_ARCHIVE = re.compile(r"[a-z][a-z0-9-]*-\d{8}T\d{6}Z(-\d+)?\.warc\.gz")
_logger = logging.getLogger(__name__)


class CrawlError(Exception):
    """A crawl cannot begin; the message is one sentence."""


@dataclass(frozen=True)
class Plan:
    """What a crawl of a source will ask: its first requests, and how long politeness takes."""

    source: SourceFile
    acts: tuple[Act, ...]

    @property
    def requests(self) -> int:
        """How many requests are expected, with robots.txt and the sentinel."""
        several = len(self.acts) * self.source.requests_per_act
        return several + len(self.source.hosts) + (self.source.sentinel is not None)

    @property
    def seconds(self) -> float:
        """The least time between the first and the last request."""
        return self.requests * self.source.limits.delay


def plan(names: Sequence[str], library: Path, since: dt.date | None = None) -> list[Plan]:
    """Return what a crawl of these sources will ask; with `since`, only acts not read since then.

    Raises:
        CrawlError: there is no such source.
    """
    known = sources()
    if unknown := [name for name in names if name not in known]:
        raise CrawlError(
            f"there is no source '{unknown[0]}'; there are: {', '.join(sorted(known))}"
        )
    for name in names:
        try:
            spider_class(name)
        except KeyError as error:
            raise CrawlError(str(error.args[0])) from error
    fresh = _fresh(library, since) if since else frozenset()
    plans = [
        Plan(known[n], tuple(a for a in known[n].acts if (n, a.id) not in fresh)) for n in names
    ]
    return [each for each in plans if each.acts]


def crawl(
    plans: Sequence[Plan],
    *,
    home: Path,
    library: Path,
    knowledge: Knowledge,
    tell: Callable[[str], None],
    only_archive: Path | None = None,
    network: Network | None = None,
) -> list[SourceReport]:
    """Crawl sources and return their reports, in order.

    Args:
        plans: what to crawl.
        home: the folder of archives, caches and the log.
        library: the library file.
        knowledge: the curated corpus, which knows acts by their ids.
        tell: called with one line for each act.
        only_archive: a WARC file to read instead of asking anybody; it is not changed.
        network: another way to the publishers, for tests.

    Raises:
        CrawlError: nobody is named as contact.
        ArchiveError: `only_archive` cannot be read.
        StoreError: the library cannot be written to.
    """
    contact = os.environ.get(CONTACT, "")
    if not (contact or only_archive):
        raise CrawlError(
            f"set {CONTACT} to an address (https:// or mailto:) under which the publishers whose"
            " servers are asked can reach you"
        )
    replay = Replay(only_archive) if only_archive else None
    # before anybody is asked: an answer that cannot be stored is not worth asking for
    Sink(library, knowledge, tell).ready()
    with logged(home) as log:
        runs = [_Run(each, Sink(library, knowledge, tell), home, log) for each in plans]
        process = CrawlerProcess(process_settings(network or {}))
        for run in runs:
            if replay:
                run.begin(process, replay, replaying())
            elif archive := run.archive():
                run.begin(process, archive, asking(run.plan.source, home, contact, network or {}))
        process.start(install_signal_handlers=True)
        for run in runs:
            run.end()
    return [run.report for run in runs]


class _Run:
    """The crawl of one source, from opening its archive to its report."""

    def __init__(self, plan: Plan, sink: Sink, home: Path, log: Path) -> None:
        self.plan = plan
        self.report = SourceReport(plan.source.name)
        self._sink = sink
        self._folder = home / "archive" / plan.source.name
        self._log = log
        self._marked = False
        self._broke = f"the spider broke; {log} says why"

    def archive(self) -> Archive | None:
        """Open the archive of the run; without one, all acts are failed with the reason."""
        limits = self.plan.source.limits
        if limits.hours and not _open_now(self.plan.source, dt.datetime.now(dt.UTC)):
            first, last = limits.hours
            self._refuse(f"may be asked from {first} to {last} ({limits.timezone}) only")
            return None
        try:
            archive = _archive(self._folder)
        except ArchiveError as error:
            self._refuse(str(error))
            return None
        self._marked = True
        return archive

    def begin(
        self, process: CrawlerProcess, archive: Archive | Replay, settings: dict[str, Any]
    ) -> None:
        """Give the spider to the process; it runs when the process is started."""
        if isinstance(archive, Replay) and archive.fault:
            self.report.failed.append((archive.path.name, archive.fault))
        base = spider_class(self.plan.source.name)
        spider = type(base.__name__, (base,), {"custom_settings": settings})
        running = process.crawl(
            process.create_crawler(spider),
            archive=archive,
            sink=self._sink,
            report=self.report,
            acts=self.plan.acts,
        )
        running.addErrback(self._broken)

    def end(self) -> None:
        """Fail acts of which nothing was heard; forget the run unless it was interrupted."""
        told = {*self.report.new, *self.report.unchanged, *(act for act, _ in self.report.failed)}
        for act in self.plan.acts:
            if act.id not in told:
                self._sink.fail(self.report, act.id, self._broke)
        if self._marked and not self.report.interrupted:
            (self._folder / _RUNNING).unlink(missing_ok=True)

    def _refuse(self, reason: str) -> None:
        for act in self.plan.acts:
            self._sink.fail(self.report, act.id, reason)

    def _broken(self, failure: Any) -> None:
        _logger.error("the spider of %s broke: %s", self.report.source, failure.getTraceback())
        kind, message = failure.type.__name__, failure.getErrorMessage()
        self._broke = f"the spider broke: {kind}: {message} ({self._log} has the traceback)"


def _archive(folder: Path) -> Archive:
    """Open the archive of the run that was interrupted, else that of a new run.

    Raises:
        ArchiveError: it holds something else than a crawl writes, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        marker = folder / _RUNNING
        held = marker.read_text("utf-8", "replace").strip() if marker.exists() else ""
        if not _ARCHIVE.fullmatch(held):
            held = _new_name(folder)
            aside = folder / f"{_RUNNING}.{os.getpid()}"
            aside.write_text(held, encoding="utf-8")
            aside.replace(marker)
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written: {error.strerror or error}") from error
    return Archive(folder / held)


def _new_name(folder: Path) -> str:
    """Return a name that no archive has: one that ended within this second is not gone on with."""
    begin = f"{folder.name}-{dt.datetime.now(dt.UTC).strftime('%Y%m%dT%H%M%SZ')}"
    names = (begin + (f"-{number}" if number else "") + ".warc.gz" for number in count())
    return next(name for name in names if not (folder / name).exists())


def _open_now(source: SourceFile, now: dt.datetime) -> bool:
    if source.limits.hours is None:
        return True
    first, last = (dt.time.fromisoformat(hour) for hour in source.limits.hours)
    there = now.astimezone(ZoneInfo(source.limits.timezone)).time()
    return first <= there <= last if first <= last else there >= first or there <= last


def _fresh(library: Path, since: dt.date) -> frozenset[tuple[str, str]]:
    if not library.exists():
        return frozenset()
    with Library(library, readonly=True) as held:
        return frozenset(
            (o.source, o.act)
            for o in held.outcomes()
            if o.state in {"new", "unchanged"} and o.finished_at[:10] >= since.isoformat()
        )
