"""The steps of an update. Each does its work and says what it did, or why there was nothing to do.

A step that finds nothing changed writes nothing, so an update that is repeated leaves the data
folder as it was. A step that was killed is done again by the next update.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import nlp
from corpus.cited import cited_instruments
from corpus.instruments import adopt
from corpus.integrity import Progress
from corpus.library import Knowledge
from corpus.store import Library
from corpus.verification.finding import by_outcome
from crawler.crawl import crawl
from crawler.due import DueCrawl, due_crawl
from crawler.git import GitSource, git_sources
from crawler.plan import outcomes_of
from crawler.repositories import EVERYTHING, ImportScope, collect_repository, due_repositories
from crawler.sink import SourceReport
from crawler.sources import SourceFile, WantedInstrument, sources
from search_app.build import (
    index_library,
    index_mark,
    is_indexed,
    prepare_languages,
    searched_languages,
    tag_library,
)
from search_app.engines import EngineName
from search_app.index.documents import documents
from search_app.paths import DataFolder
from search_app.updating.memory import UpdateMemory
from search_app.verification import is_current, renew

if TYPE_CHECKING:
    from search_app.index.elastic.config import ElasticSettings

_log = logging.getLogger(__name__)


class StoppedError(Exception):
    """A crawl did not reach its end; what came is kept, and the next update goes on from there."""


@dataclass(frozen=True)
class Done:
    """What a step did, in one sentence."""

    text: str


@dataclass(frozen=True)
class Idle:
    """Why a step had nothing to do, in one sentence."""

    text: str


@dataclass
class Job:
    """An update under way: what it works on, and what its steps found out."""

    folder: DataFolder
    knowledge: Knowledge
    engine: EngineName
    whole: bool
    languages: tuple[str, ...]
    jobs: int
    now: dt.datetime
    progress: Progress
    tell: Callable[[str], None]
    before: UpdateMemory
    due: DueCrawl = field(default_factory=lambda: DueCrawl((), ()))
    sources: list[SourceReport] = field(default_factory=list)
    cluster: str = ""


def due(
    library: Path,
    knowledge: Knowledge,
    now: dt.datetime,
    languages: tuple[str, ...],
    *,
    whole: bool,
) -> DueCrawl:
    """Return what is due: with `whole` of every source, else the instruments that are cited.

    Union law is also collected in `languages`.

    Raises:
        LibraryError: the library cannot be read.
        CorpusError: a source file is not valid.
    """
    cited = cited_instruments(knowledge)

    def wanted(_source: SourceFile, instrument: WantedInstrument) -> bool:
        return whole or instrument.id in cited

    return due_crawl(sources().values(), outcomes_of(library), wanted, now, languages)


def scope_of(knowledge: Knowledge, *, whole: bool) -> ImportScope:
    """Return which instruments an update imports from repositories."""
    return EVERYTHING if whole else ImportScope(cited_instruments(knowledge))


def repositories_due(
    folder: DataFolder, knowledge: Knowledge, now: dt.datetime, scope: ImportScope
) -> tuple[GitSource, ...]:
    """Return the law-as-git repositories of the jurisdictions known that are due.

    Raises:
        LibraryError: the library cannot be read.
        CorpusError: the list of repositories is not valid.
    """
    known = [s for s in git_sources().values() if s.country in knowledge.jurisdictions]
    return due_repositories(known, outcomes_of(folder.library), scope, now, folder.repositories)


def collect(job: Job) -> Done | Idle:
    """Crawl what is due; failures stand in the reports of the sources.

    Raises:
        CrawlError: nobody is named as contact.
        StoreError: the library cannot be written to.
        StoppedError: the crawl did not reach its end.
    """
    Library(job.folder.library).close()  # it is created, or brought up to date, before it is read
    job.due = due(job.folder.library, job.knowledge, job.now, job.languages, whole=job.whole)
    if not job.due.plans:
        return Idle("no instrument is due")
    with _own_signals():
        job.sources += crawl(
            job.due.plans,
            home=job.folder.root,
            library=job.folder.library,
            knowledge=job.knowledge,
            tell=job.tell,
        )
    if stopped := [report.source for report in job.sources if report.interrupted]:
        raise StoppedError(
            f"the crawl of {', '.join(stopped)} was stopped; what came is kept,"
            " run the update again"
        )
    counts = {
        name: sum(len(getattr(report, name)) for report in job.sources)
        for name in ("new", "unchanged", "failed")
    }
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    return Done(f"{job.due.instruments} instruments of {len(job.sources)} sources: {told}")


def fetch_repositories(job: Job) -> Done | Idle:
    """Fetch the law-as-git repositories that are due, and import what changed in them.

    Raises:
        LibraryError: the library cannot be written to.
    """
    scope = scope_of(job.knowledge, whole=job.whole)
    waiting = repositories_due(job.folder, job.knowledge, job.now, scope)
    if not waiting:
        return Idle("no repository is due")
    told = []
    for source in waiting:
        job.tell(f"{source.name}: {source.url}")
        report = collect_repository(
            source,
            home=job.folder.repositories,
            library=job.folder.library,
            knowledge=job.knowledge,
            scope=scope,
            progress=job.progress,
        )
        job.sources.append(report)
        told.append(f"{source.name} {_told(report)}")
    return Done(", ".join(told))


def _told(report: SourceReport) -> str:
    if report.failed:
        return "failed"
    return f"brought {report.new[0]}" if report.new else "brought nothing new"


def enter_into_force(job: Job) -> Done | Idle:
    """Let future texts whose day has come count as law from now on."""
    with Library(job.folder.library) as library:
        seen_at = job.now.astimezone(dt.UTC).isoformat(timespec="seconds")
        begun = library.enter_into_force(job.now.date(), seen_at)
    return Done(f"{begun} texts have begun to hold") if begun else Idle("no future text begins")


def tag(job: Job) -> Done | Idle:
    """Tag the provisions that the tagger has not seen in their present wording."""
    with Library(job.folder.library) as library:
        renamed = adopt(job.knowledge, library)
        if not library.count_untagged(nlp.fingerprint()) and not renamed:
            return Idle("every provision is tagged")
        tagged = tag_library(library, job.progress, job.jobs)
    return Done(f"{tagged} provisions tagged")


def index(job: Job) -> Done | Idle:
    """Build a generation of the embedded index, unless the current one holds just this."""
    with Library(job.folder.library) as library:
        if is_indexed(job.folder, library):
            return Idle("the index holds these texts")
        prepare_languages(searched_languages(job.knowledge, library), job.progress, job.jobs)
        folder, size = index_library(job.folder, job.knowledge, library, job.progress, job.jobs)
    return Done(f"{size} provisions in {folder.name}")


def update_cluster(job: Job) -> Done | Idle:
    """Bring the index in Elasticsearch up to date, if that is the engine."""
    job.cluster = job.before.cluster
    if job.engine != "elasticsearch":
        return Idle("Elasticsearch is not used")
    from search_app.index.elastic.config import elastic_settings
    from search_app.index.elastic.mapping import VERSION

    settings = elastic_settings(os.environ)
    with Library(job.folder.library, readonly=True) as library:
        mark = f"{index_mark(library)} {VERSION}"
        if mark == job.before.cluster:
            return Idle("the cluster holds these texts")
        text = _bring_up_to_date(settings, job.knowledge, library)
    job.cluster = mark
    return Done(text)


def _bring_up_to_date(settings: ElasticSettings, corpus: Knowledge, library: Library) -> str:
    """Send what differs, or everything where no generation of this program's layout serves."""
    from search_app.index.elastic.errors import OldLayoutError
    from search_app.index.elastic.reindex import reindex, status
    from search_app.index.elastic.update import update

    if any(generation.current for generation in status(settings)):
        try:
            updated = update(settings, documents(corpus, library))
        except OldLayoutError as error:
            _log.info("%s; the update does so", error)
        else:
            return f"{updated.added} added, {updated.changed} changed, {updated.removed} removed"
    return f"{reindex(settings, documents(corpus, library)).documents} provisions loaded"


def verify(job: Job) -> Done | Idle:
    """Check every coded fact against the texts held, unless neither has changed."""
    with Library(job.folder.library, readonly=True) as library:
        if is_current(job.folder.findings, job.knowledge, library):
            return Idle("no fact and no text has changed")
        shelf = renew(job.folder.findings, job.knowledge, library, job.progress)
    counts = by_outcome(shelf)
    return Done(", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number))


STEPS: tuple[tuple[str, Callable[[Job], Done | Idle]], ...] = (
    ("crawl", collect),
    ("repositories", fetch_repositories),
    ("text kinds", enter_into_force),
    ("tag", tag),
    ("index", index),
    ("cluster", update_cluster),
    ("verify", verify),
)
"""The steps by name, in their order."""


@contextmanager
def _own_signals() -> Iterator[None]:
    """Give signals back to the steps that follow: Scrapy keeps them when it has ended."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
