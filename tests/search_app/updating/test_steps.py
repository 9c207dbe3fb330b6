"""Steps of an update one by one: those that fail, that were stopped, and the cluster."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus.library import Knowledge
from corpus.store import Library
from crawler.plan import CrawlError
from crawler.sink import SourceReport
from search_app.build import index_mark
from search_app.index.elastic import reindex as reindexing
from search_app.index.elastic import update as updating
from search_app.index.elastic.errors import OldLayoutError
from search_app.index.elastic.mapping import VERSION
from search_app.paths import DataFolder
from search_app.updating import run, steps
from search_app.updating.memory import UpdateMemory, recall
from search_app.updating.steps import Done, Idle, Job, StoppedError


@pytest.fixture
def job(tmp_path: Path, knowledge: Knowledge) -> Job:
    """An update of an empty library."""
    folder = DataFolder(tmp_path)
    with Library(folder.library):
        pass
    return Job(
        folder=folder, knowledge=knowledge, engine="embedded", whole=False, languages=(), jobs=1,
        now=dt.datetime.now(dt.UTC), progress=lambda *_: None, tell=lambda _: None,
        before=UpdateMemory(),
    )  # fmt: skip


def outcomes(*found: Done | Idle | Exception) -> tuple[tuple[str, Callable[[Job], Any]], ...]:
    """Return steps with these outcomes."""

    def step(outcome: Done | Idle | Exception) -> Callable[[Job], Any]:
        def ends(_: Job) -> Done | Idle:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        return ends

    return tuple((f"step {n}", step(outcome)) for n, outcome in enumerate(found))


def test_a_step_that_fails_ends_the_update_and_leaves_no_memory(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STEPS", outcomes(Done("x"), OSError("no room"), Done("never")))
    report = run.run_update(job, (OSError,))
    assert [(s.step, s.state) for s in report.steps] == [("step 0", "done"), ("step 1", "failed")]
    assert (report.steps[-1].text, report.good) == ("no room", False)
    assert recall(job.folder.update) == UpdateMemory()
    with pytest.raises(OSError, match="no room"):
        run.run_update(job, (KeyError,))


def test_only_an_update_that_did_something_is_remembered(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STEPS", outcomes(Idle("x")))
    run.run_update(job, ())
    first = recall(job.folder.update)
    assert first.finished_at, "the first update is remembered in any case"
    job.before = UpdateMemory("2026-01-01T00:00:00+00:00")
    job.folder.update.unlink()
    run.run_update(job, ())
    assert recall(job.folder.update) == UpdateMemory()
    monkeypatch.setattr(run, "STEPS", outcomes(Done("x")))
    run.run_update(job, ())
    assert recall(job.folder.update).finished_at >= first.finished_at


def test_a_crawl_that_was_stopped_stops_the_update_and_signals_are_given_back(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crawl(*_: object, **__: object) -> list[SourceReport]:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return [SourceReport("se"), SourceReport("fi", interrupted=True)]

    kept = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(steps, "crawl", crawl)
    with pytest.raises(StoppedError, match="the crawl of fi was stopped"):
        steps.collect(job)
    assert signal.getsignal(signal.SIGINT) is kept
    assert [report.source for report in job.sources] == ["se", "fi"]


def test_without_a_contact_nothing_is_asked(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMANDSIDE_CONTACT", raising=False)
    with pytest.raises(CrawlError, match="DEMANDSIDE_CONTACT"):
        steps.collect(job)


def test_the_cluster_gets_what_it_does_not_hold(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    current: list[SimpleNamespace] = []
    old: list[bool] = []

    def reindex(*_: object) -> SimpleNamespace:
        asked.append("reindex")
        return SimpleNamespace(documents=7)

    def update(*_: object) -> SimpleNamespace:
        if old:
            raise OldLayoutError("laid out by other code")
        asked.append("update")
        return SimpleNamespace(added=1, changed=2, removed=3)

    monkeypatch.setenv("ELASTICSEARCH_URL", "http://localhost:9200")
    monkeypatch.setattr(reindexing, "reindex", reindex)
    monkeypatch.setattr(reindexing, "status", lambda _: current)
    monkeypatch.setattr(updating, "update", update)
    assert steps.update_cluster(job) == Idle("Elasticsearch is not used")
    job.engine = "elasticsearch"
    assert steps.update_cluster(job) == Done("7 provisions loaded")
    with Library(job.folder.library, readonly=True) as library:
        assert job.cluster == f"{index_mark(library)} {VERSION}"
    current.append(SimpleNamespace(current=True))
    assert steps.update_cluster(job) == Done("1 added, 2 changed, 3 removed")
    job.before = UpdateMemory("", job.cluster)
    assert steps.update_cluster(job) == Idle("the cluster holds these texts")
    job.before = UpdateMemory()
    old.append(True)
    assert steps.update_cluster(job) == Done("7 provisions loaded"), "other code laid it out"
    assert asked == ["reindex", "update", "reindex"]
