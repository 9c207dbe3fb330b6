"""What `scrapy crawl` needs beside a spider: settings of the source, lock, library and archive.

`demandside crawl` prepares these for several spiders at once (`crawler.crawl`); a spider that the
Scrapy command line starts prepares them here for itself, and keeps the same rules.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from scrapy.exceptions import UsageError

from corpus.library import packaged_knowledge
from corpus.lock import LockedError, writing
from crawler.log import logged
from crawler.plan import CrawlPlan
from crawler.run import SourceRun
from crawler.settings import asking
from crawler.sink import Sink, StoreError
from crawler.sources import SourceFile

DATA = "DEMANDSIDE_DATA"
CONTACT = "DEMANDSIDE_CONTACT"
"""Settings (`-s NAME=value`), else environment variables: the data folder, and the address under
which publishers can reach whoever runs the crawl."""
LIBRARY = "library.db"
_logger = logging.getLogger(__name__)


class StandaloneRun(SourceRun):
    """The run of a spider that is alone in its process: it reports to the log when it ends."""

    def __init__(self, plan: CrawlPlan, sink: Sink, home: Path, stack: ExitStack) -> None:
        super().__init__(plan, sink, home, stack.enter_context(logged(home)))
        self._stack = stack

    def spider_closed(self) -> None:
        """End the run, report it, and give the data folder back."""
        self.end()
        report = self.report
        _logger.info(
            "%d new, %d unchanged, %d failed",
            *(len(names) for names in (report.new, report.unchanged, report.failed)),
        )
        for name, text in report.warnings:
            _logger.warning("%s: %s", name or "source", text)
        self._stack.close()


def source_settings(source: SourceFile, settings: Any) -> dict[str, Any]:
    """Return the settings with which a source is asked.

    Raises:
        UsageError: data folder or contact are missing, or the data folder cannot be used.
    """
    contact = settings.get(CONTACT)
    if not settings.get(DATA):
        raise UsageError(f"say where texts are kept: set {DATA}, or pass -s {DATA}=FOLDER")
    if not contact:
        raise UsageError(
            f"set {CONTACT}, or pass -s {CONTACT}=ADDRESS, to an address (https:// or mailto:)"
            " under which the publishers whose servers are asked can reach you"
        )
    home = Path(settings.get(DATA))
    with ExitStack() as stack:  # only to find out in time whether they can be had
        _hold(stack, home)
    return asking(source, home, contact, {})


def begin(source: SourceFile, settings: Any) -> SourceRun:
    """Lock the data folder and open library and archive, until the spider closes.

    Raises:
        UsageError: the data folder cannot be used.
    """
    home, stack = Path(settings.get(DATA)), ExitStack()
    sink = _hold(stack, home)
    run = StandaloneRun(CrawlPlan(source, source.instruments), sink, home, stack)
    run.open_archive()
    return run


def _hold(stack: ExitStack, home: Path) -> Sink:
    """Take the data folder for this process and return the way into its library."""
    sink = Sink(home / LIBRARY, packaged_knowledge(), _logger.info)
    try:
        stack.enter_context(writing(home, "crawl"))
        sink.ready()
    except (LockedError, StoreError) as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{home} cannot be written to: {error.strerror or error}") from error
    return sink
