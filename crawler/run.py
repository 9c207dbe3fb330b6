"""The crawl of one source, from opening its archive to its report."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.archive import Archive, Replay
from crawler.plan import CrawlPlan
from crawler.sink import Sink, SourceReport
from crawler.sources import SourceFile
from crawler.warc import ArchiveError

_RUNNING = "running"
# matches `se-20260131T120000Z.warc.gz` and, of two in a second, `se-20260131T120000Z-1.warc.gz`
_ARCHIVE = re.compile(r"[a-z][a-z0-9-]*-\d{8}T\d{6}Z(-\d+)?\.warc\.gz")
_logger = logging.getLogger(__name__)


class SourceRun:
    """What a spider works with: plan, archive, sink and report of the crawl of one source."""

    def __init__(self, plan: CrawlPlan, sink: Sink, home: Path, log: Path) -> None:
        self.plan = plan
        self.report = SourceReport(plan.source.name)
        self.sink = sink
        self.archive: Archive | Replay | None = None
        self._folder = home / "archive" / plan.source.name
        self._log = log
        self._marked = False
        self._why_silent = f"the spider broke; {log} says why"

    def open_archive(self) -> bool:
        """Open the archive to write to; if that cannot be, fail every instrument with the reason.

        Returns whether the source may be asked.
        """
        limits = self.plan.source.limits
        if limits.hours and not open_now(self.plan.source, dt.datetime.now(dt.UTC)):
            first, last = limits.hours
            self._refuse(f"may be asked from {first} to {last} ({limits.timezone}) only")
            return False
        try:
            self.archive = _archive(self._folder)
        except ArchiveError as error:
            self._refuse(str(error))
            return False
        self._marked = True
        return True

    def read_again(self, replay: Replay) -> None:
        """Take the responses from an archive instead of the publisher."""
        self.archive = replay
        if replay.fault:
            self.report.failed.append((replay.path.name, replay.fault))

    def spider_broke(self, failure: Any) -> None:
        """Note why the spider ended by itself (a Twisted failure)."""
        _logger.error("the spider of %s broke: %s", self.report.source, failure.getTraceback())
        kind, message = failure.type.__name__, failure.getErrorMessage()
        self._why_silent = f"the spider broke: {kind}: {message} ({self._log} has the traceback)"

    def spider_closed(self) -> None:
        """Do what is to be done when the spider has closed; nothing, in a crawl of several."""

    def end(self) -> None:
        """Fail instruments that were never heard of; forget the run unless it was interrupted."""
        failed = (name for name, _ in self.report.failed)
        reported = {*self.report.new, *self.report.unchanged, *failed}
        silent = [i.name for i in self.plan.instruments if i.name not in reported]
        if silent:
            self.sink.fail(self.report, silent, self._why_silent)
        if self._marked and not self.report.interrupted:
            (self._folder / _RUNNING).unlink(missing_ok=True)

    def _refuse(self, reason: str) -> None:
        self.sink.fail(self.report, [i.name for i in self.plan.instruments], reason)


def open_now(source: SourceFile, now: dt.datetime) -> bool:
    """Return whether the publisher allows requests at this moment."""
    if source.limits.hours is None:
        return True
    first, last = (dt.time.fromisoformat(hour) for hour in source.limits.hours)
    there = now.astimezone(ZoneInfo(source.limits.timezone)).time()
    return first <= there <= last if first <= last else there >= first or there <= last


def _archive(folder: Path) -> Archive:
    """Open the archive of the run that was interrupted, else that of a new run.

    Raises:
        ArchiveError: it holds something other than a crawl writes, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        marker = folder / _RUNNING
        name = marker.read_text("utf-8", "replace").strip() if marker.exists() else ""
        if not _ARCHIVE.fullmatch(name):
            name = _new_name(folder)
            aside = folder / f"{_RUNNING}.{os.getpid()}"
            aside.write_text(name, encoding="utf-8")
            aside.replace(marker)
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written: {error.strerror or error}") from error
    return Archive(folder / name)


def _new_name(folder: Path) -> str:
    """Return a name that no archive has yet, not even one that ended within this second."""
    begin = f"{folder.name}-{dt.datetime.now(dt.UTC).strftime('%Y%m%dT%H%M%SZ')}"
    names = (begin + (f"-{number}" if number else "") + ".warc.gz" for number in count())
    return next(name for name in names if not (folder / name).exists())
