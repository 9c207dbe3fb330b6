"""The command `update`: everything that keeps a data folder current, in one run."""

from __future__ import annotations

import datetime as dt
import os

import click

from crawler.due import DueCrawl
from crawler.git import GitSource
from crawler.plan import CrawlError, host_loads
from crawler.sink import StoreError
from crawler.standalone import CONTACT
from crawler.warc import ArchiveError
from search_app.commands.common import (
    Refused,
    data_option,
    engine_option,
    errors_of_rooms,
    json_option,
    knowledge,
    languages_option,
    print_json,
    progress_bar,
    refusals,
    writing_to,
)
from search_app.commands.crawl import say_hosts, say_report
from search_app.commands.saying import say
from search_app.engines import EngineName
from search_app.paths import DataFolder
from search_app.updating.memory import recall
from search_app.updating.report import UpdateReport
from search_app.updating.run import run_update
from search_app.updating.steps import Job, StoppedError, due, repositories_due, scope_of

_LISTED = 40
"""How many lines of each list the report prints; `--json` has all of them."""


@click.command("update")
@data_option
@json_option
@engine_option
@languages_option
@click.option(
    "--whole/--only-cited",
    default=False,
    help="Collect all instruments of all sources, policy texts too; by default only instruments"
    " that cells cite.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be asked of whom; change nothing.")
@click.option(
    "--jobs",
    default=os.cpu_count() or 1,
    show_default="number of cores",
    type=click.IntRange(1, 256),
    help="Number of processes that tag and index.",
)
@click.pass_context
def update_command(
    context: click.Context, folder: DataFolder, as_json: bool, engine: EngineName,
    languages: tuple[str, ...], whole: bool, dry_run: bool, jobs: int,
) -> None:  # fmt: skip
    """Collect what is due, tag it, update the index, check the facts, and report what changed.

    An instrument is due when its source's `frequency_days` have passed since it was last collected,
    or when it failed. A step without anything to do is skipped, so a second run changes nothing; a
    run that was killed goes on where it stopped. A source that fails keeps its last good texts.
    Law-as-git repositories are fetched too: those that stand in for a publisher that is closed to
    robots, and those that were crawled before; all of them with --whole.
    Exit code 1 means that a source or a step failed, 2 that nothing was done.
    """
    now = dt.datetime.now().astimezone()
    corpus = knowledge()
    if dry_run:
        with refusals():
            planned = due(folder.library, corpus, now, languages, whole=whole)
            scope = scope_of(corpus, whole=whole)
            repositories = repositories_due(folder, corpus, now, scope)
        _print_due(planned, repositories, as_json)
        return
    with writing_to(folder), progress_bar() as show:
        job = Job(
            folder=folder,
            knowledge=corpus,
            engine=engine,
            whole=whole,
            languages=languages,
            jobs=jobs,
            now=now,
            progress=show,
            tell=lambda line: say(line, err=True),
            before=recall(folder.update),
        )
        try:
            report = run_update(job, (*errors_of_rooms(), *_COLLECTING, OSError))
        except CrawlError as error:
            raise Refused(str(error)) from error
    if as_json:
        print_json(report.to_json())
    else:
        _print_report(report)
    if not report.good:
        context.exit(1)


_COLLECTING = (ArchiveError, StoreError, StoppedError)
"""Errors of the crawl that end an update; what came before them is kept."""


def _print_due(planned: DueCrawl, repositories: tuple[GitSource, ...], as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "sources": {
                    p.source.name: [instrument.id for instrument in p.instruments]
                    for p in planned.plans
                },
                "repositories": {source.name: str(source.url) for source in repositories},
                "postponed": {p.source: p.reason for p in planned.postponed},
                "hosts": {
                    load.host: {"requests": load.requests, "seconds": load.seconds}
                    for load in host_loads(planned.plans)
                },
            }
        )
        return
    for planned_source in planned.plans:
        name, count = planned_source.source.name, len(planned_source.instruments)
        say(f"{name}: {count} due, {planned_source.requests} requests")
    for postponed in planned.postponed:
        say(f"{postponed.source}: not now, {postponed.reason}")
    for repository in repositories:
        say(f"{repository.name}: due, {repository.url} (git)")
    say()
    say_hosts(planned.plans)
    say(f"{planned.instruments} instruments would be asked for; nothing was sent or changed")
    if planned.plans and not os.environ.get(CONTACT):
        say(f"{CONTACT} is not set: publishers must be able to reach you, so set it first")


def _print_report(report: UpdateReport) -> None:
    for step in report.steps:
        say(f"{step.step}: {step.state}: {step.text} ({step.seconds:.1f} s)")
    for source in report.sources:
        if source.new or source.failed or source.warnings:
            say_report(source)
    for postponed in report.postponed:
        say(f"{postponed.source}: not asked, {postponed.reason}")
    for name in report.closed:
        say(f"{name}: closed to robots by its publisher, as its file says")
    if report.news:
        say()
        say(f"{len(report.news)} changes since {report.since[:10]} (also in /changes)")
    for entry in report.news[:_LISTED]:
        say(f"  {entry.day} {entry.kind:6} {entry.title}: {entry.text}")
    if report.to_read:
        say()
        say(f"{len(report.to_read)} provisions have changed since they were read:")
    for changed in report.to_read[:_LISTED]:
        records = ", ".join(changed.records)
        say(f"  {changed.provision} (text of {changed.state or 'an unknown day'}): {records}")
    for country in dict.fromkeys(changed.country for changed in report.to_read):
        say(f"  run 'demandside read {country}'")
