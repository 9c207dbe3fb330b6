"""Runs the spiders of sources in one Scrapy process; each ends in a report, whatever others do."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scrapy.crawler import CrawlerProcess

from corpus.library import Knowledge
from corpus.store import Library
from crawler.archive import Archive
from crawler.sink import Sink, SourceReport
from crawler.sources import Act, SourceFile, sources
from crawler.spiders import spider_class

CONTACT = "DEMANDSIDE_CONTACT"
STAND_IN = "DEMANDSIDE_STAND_IN"
_RUNNING = "running"


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
) -> list[SourceReport]:
    """Crawl sources and return their reports, in order.

    Args:
        plans: what to crawl.
        home: the folder of archives and caches.
        library: the library file.
        knowledge: the curated corpus, which knows acts by their ids.
        tell: called with one line for each act.
        only_archive: a WARC file to read instead of asking anybody.

    Raises:
        CrawlError: nobody is named as contact, or a source may not be asked at this hour.
    """
    stand_in = os.environ.get(STAND_IN, "")
    contact = os.environ.get(CONTACT, "")
    if not (contact or stand_in or only_archive):
        raise CrawlError(
            f"set {CONTACT} to an address (https:// or mailto:) under which the publishers whose"
            " servers are asked can reach you"
        )
    process = CrawlerProcess(
        {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False}, install_root_handler=False
    )
    reports: list[SourceReport] = []
    for each in plans:
        report = SourceReport(each.source.name)
        reports.append(report)
        sink = Sink(library, knowledge, tell)
        if not (stand_in or only_archive) and not _open_now(each.source, dt.datetime.now(dt.UTC)):
            _refuse(sink, report, each)
            continue
        archive = Archive(only_archive) if only_archive else _archive(home, each.source.name)
        crawler = process.create_crawler(_class(each, home, contact, stand_in, only_archive))
        process.crawl(crawler, archive=archive, sink=sink, report=report, acts=each.acts)
    process.start(install_signal_handlers=True)
    for each, report in zip(plans, reports, strict=True):
        (home / "archive" / each.source.name / _RUNNING).unlink(missing_ok=True)
        _complete(report, each)
    return reports


def _class(
    each: Plan, home: Path, contact: str, stand_in: str, only_archive: Path | None
) -> type[Any]:
    base = spider_class(each.source.name)
    settings = scrapy_settings(each.source, home, contact, stand_in, bool(only_archive))
    return type(base.__name__, (base,), {"custom_settings": settings})


def scrapy_settings(
    source: SourceFile, home: Path, contact: str, stand_in: str, only_archive: bool
) -> dict[str, Any]:
    """Return the settings with which a source is asked."""
    delay = 0.0 if stand_in or only_archive else source.limits.delay
    handler = "crawler.standin.StandInHandler"
    return {
        "USER_AGENT": f"demandside (+{contact or 'offline'})",
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 4,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_MAXSIZE": source.limits.answer_limit,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "COOKIES_ENABLED": source.cookies,
        "REFERRER_POLICY": "no-referrer",
        "RETRY_TIMES": 2,
        "HTTPCACHE_ENABLED": not stand_in and not only_archive,
        "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
        "HTTPCACHE_DIR": str((home / "cache").resolve()),
        "ONLY_ARCHIVE": only_archive,
        "STAND_IN": stand_in,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler} if stand_in else {},
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.gate.HostGate": 40,
            "crawler.gate.FromArchive": 60,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.gate.Robots": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.gate.PatientRetry": 550,
        },
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }


def _archive(home: Path, name: str) -> Archive:
    """Open the archive of the run that was interrupted, else that of a new run."""
    folder = home / "archive" / name
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / _RUNNING
    held = marker.read_text("utf-8").strip() if marker.exists() else ""
    if not held:
        moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        held = f"{name}-{moment}.warc.gz"
        aside = folder / f"{_RUNNING}.{os.getpid()}"
        aside.write_text(held, encoding="utf-8")
        aside.replace(marker)
    return Archive(folder / held)


def _open_now(source: SourceFile, now: dt.datetime) -> bool:
    if source.limits.hours is None:
        return True
    first, last = (dt.time.fromisoformat(hour) for hour in source.limits.hours)
    there = now.astimezone(ZoneInfo(source.limits.timezone)).time()
    return first <= there <= last if first <= last else there >= first or there <= last


def _refuse(sink: Sink, report: SourceReport, each: Plan) -> None:
    first, last = each.source.limits.hours or ("", "")
    zone = each.source.limits.timezone
    for act in each.acts:
        sink.fail(report, act.id, f"may be asked from {first} to {last} ({zone}) only")


def _complete(report: SourceReport, each: Plan) -> None:
    """Fail acts of which nothing was heard: the spider itself broke."""
    told = {*report.new, *report.unchanged, *(act for act, _ in report.failed)}
    for act in each.acts:
        if act.id not in told:
            report.failed.append((act.id, "the spider broke; see the log"))


def _fresh(library: Path, since: dt.date) -> frozenset[tuple[str, str]]:
    if not library.exists():
        return frozenset()
    with Library(library) as held:
        return frozenset(
            (o.source, o.act)
            for o in held.outcomes()
            if o.state in {"new", "unchanged"} and o.finished_at[:10] >= since.isoformat()
        )
