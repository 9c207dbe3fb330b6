"""Runs the spiders of several sources in one Scrapy process; each ends in a report of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess

from corpus.library import Knowledge
from crawler.archive import Replay
from crawler.log import logged
from crawler.plan import CrawlError, CrawlPlan
from crawler.run import SourceRun
from crawler.settings import Network, asking, process_settings, replaying
from crawler.sink import Sink, SourceReport
from crawler.standalone import CONTACT


def crawl(
    plans: Sequence[CrawlPlan],
    *,
    home: Path,
    library: Path,
    knowledge: Knowledge,
    tell: Callable[[str], None],
    only_archive: Path | None = None,
    network: Network | None = None,
    sinks: type[Sink] = Sink,
) -> list[SourceReport]:
    """Crawl sources and return their reports, in order.

    Args:
        plans: what to crawl.
        home: the folder of archives, caches and the log.
        library: the library file.
        knowledge: the curated corpus, which knows instruments by their ids.
        tell: called with one line for each instrument.
        only_archive: a WARC file to read instead of asking anybody; it is not changed.
        network: another way to the publishers, for tests.
        sinks: where the texts go; `crawler.past.HistorySink` for the plans of that module.

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
    # before anybody is asked: a response that cannot be stored is not worth asking for
    sinks(library, knowledge, tell).ready()
    with logged(home) as log:
        runs = [SourceRun(planned, sinks(library, knowledge, tell), home, log) for planned in plans]
        process = CrawlerProcess(process_settings(network or {}))
        for run in runs:
            if replay:
                run.read_again(replay)
                _start(process, run, replaying())
            elif run.open_archive():
                _start(process, run, asking(run.plan.source, home, contact, network or {}))
        process.start(install_signal_handlers=True)
        for run in runs:
            run.end()
    return [run.report for run in runs]


def _start(process: CrawlerProcess, run: SourceRun, settings: dict[str, Any]) -> None:
    """Give the spider of a run to the process; it sets off when the process is started."""
    spider = process.spider_loader.load(run.plan.source.name)
    with_settings = type(spider.__name__, (spider,), {"custom_settings": settings})
    crawling = process.crawl(process.create_crawler(with_settings), run=run)
    crawling.addErrback(run.spider_broke)
