"""Runs the steps of an update in order, and writes the report."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable

from corpus.dates import utc_now
from corpus.library import Knowledge
from corpus.verification.finding import TEXT_CHANGED, Finding
from crawler.sink import SourceReport
from crawler.sources import sources
from search_app.feeds.items import feed_items
from search_app.paths import DataFolder
from search_app.updating.memory import UpdateMemory, remember
from search_app.updating.report import (
    ChangedSinceRead,
    NewsEntry,
    StepReport,
    StepState,
    UpdateReport,
)
from search_app.updating.steps import STEPS, Idle, Job
from search_app.verification import read_shelf


def run_update(job: Job, errors: tuple[type[Exception], ...]) -> UpdateReport:
    """Do all steps, or those up to one that fails; the next update goes on from there.

    Args:
        job: what the update works on; the caller holds the writer's lock of the data folder.
        errors: what a step may fail with; its message becomes the text of the step.
    """
    steps: list[StepReport] = []
    for name, step in STEPS:
        begun = time.perf_counter()
        try:
            outcome = step(job)
        except errors as error:
            steps.append(StepReport(name, "failed", str(error), time.perf_counter() - begun))
            break
        state: StepState = "skipped" if isinstance(outcome, Idle) else "done"
        steps.append(StepReport(name, state, outcome.text, time.perf_counter() - begun))
    report = UpdateReport(
        since=job.before.finished_at,
        steps=tuple(steps),
        sources=tuple(job.sources),
        postponed=job.due.postponed,
        closed=closed_sources(job.sources),
        news=news(job.folder, job.knowledge, job.before.moment, job.now.date()),
        to_read=changed_since_read(read_shelf(job.folder.findings) or ()),
    )
    complete = len(steps) == len(STEPS) and steps[-1].state != "failed"
    if complete and not (report.idle and job.before.finished_at):
        now = utc_now()
        remember(job.folder.update, UpdateMemory(now, job.cluster))
    return report


def closed_sources(reports: Iterable[SourceReport]) -> tuple[str, ...]:
    """Return the sources all of whose failures are a closed door that their file knows of."""
    known = sources()
    return tuple(
        report.source
        for report in reports
        if report.failed
        and (source := known.get(report.source))
        and (door := source.other_door)
        and all(reason.endswith(door) for _, reason in report.failed)
    )


def news(
    folder: DataFolder, knowledge: Knowledge, since: dt.datetime | None, today: dt.date
) -> tuple[NewsEntry, ...]:
    """Return the entries of the change feed after a moment, newest first.

    Without a moment there are none: before the first update, no text has changed.
    """
    if since is None or not folder.library.exists():
        return ()
    return tuple(
        NewsEntry(item.day, item.kind, item.title, item.text, item.path)
        for item in feed_items(knowledge, folder.library, today)
        if item.at > since
    )


def changed_since_read(findings: Iterable[Finding]) -> tuple[ChangedSinceRead, ...]:
    """Return the provisions to be read again, by country, each with the records that rest on it."""
    records: dict[tuple[str, str, str], dict[str, None]] = {}
    for finding in findings:
        if finding.outcome == TEXT_CHANGED:
            key = (finding.country, finding.provision, finding.state)
            records.setdefault(key, {})[finding.record] = None
    return tuple(ChangedSinceRead(*key, tuple(names)) for key, names in sorted(records.items()))
