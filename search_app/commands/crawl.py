"""Commands that collect: `crawl` asks publishers, `parse` reads saved responses, and others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from corpus.lock import LockedError, writing
from crawler.crawl import crawl
from crawler.git import GitSource, git_sources
from crawler.past import HistorySink, past_plans
from crawler.plan import CrawlError, CrawlPlan, host_loads, no_source, plan
from crawler.repositories import collect_repository
from crawler.saved import parse_saved
from crawler.sink import Sink, SourceReport, StoreError
from crawler.sources import SourceFile, WantedInstrument, sources
from crawler.warc import ArchiveError
from search_app.commands.common import (
    Refused,
    data_option,
    json_option,
    knowledge,
    languages_option,
    print_json,
    progress_bar,
    refusals,
)
from search_app.commands.saying import say
from search_app.paths import DataFolder


@click.command("crawl")
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@data_option
@json_option
@click.option("--all", "everything", is_flag=True, help="All legislation sources.")
@click.option("--policy", is_flag=True, help="All policy sources.")
@click.option("--since", metavar="DAY", help="Only instruments that were not read since this day.")
@click.option(
    "--history",
    is_flag=True,
    help="Ask for past texts instead, of the days on which the corpus says that the law changed.",
)
@languages_option
@click.option("--dry-run", is_flag=True, help="Print the requests of a first run; send nothing.")
@click.option(
    "--from-archive",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the responses in a WARC file again; send nothing, leave the file as it is.",
)
@click.pass_context
def crawl_command(
    context: click.Context,
    names: tuple[str, ...],
    folder: DataFolder,
    as_json: bool,
    everything: bool,
    policy: bool,
    since: str | None,
    history: bool,
    languages: tuple[str, ...],
    dry_run: bool,
    from_archive: Path | None,
) -> None:
    """Collect instruments and policy texts from their publishers, politely; archive each response.

    SOURCE is a name that `demandside sources` lists. Exit code 1 means that one failed, 2
    that nothing was asked; tracebacks of parsers go to crawl.log in the data folder.
    """
    chosen, repositories = _chosen(names, everything, policy)
    if history and (repositories or since or from_archive):
        raise Refused("--history goes with neither repositories, --since nor --from-archive")
    if from_archive and (len(chosen) != 1 or repositories):
        raise Refused("--from-archive reads one file of one source: name that source")
    try:
        if history:
            plans = past_plans(chosen, folder.library, knowledge())
        else:
            plans = plan(chosen, folder.library, _day(since), languages)
        if dry_run:
            _print_plan(plans, as_json)
            return
        with _alone(folder):
            sinks = HistorySink if history else Sink
            reports = _run(plans, folder, from_archive, sinks) if plans else []
            reports += [_clone(each, folder) for each in repositories]
    except (CrawlError, ArchiveError, StoreError) as error:
        raise Refused(str(error)) from error
    _print_reports(reports, as_json)
    if not all(report.good for report in reports):
        context.exit(1)


@click.command("parse")
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--role", help="What the responses are (instrument, list, part …); else each is tried."
)
@click.option("--expect", multiple=True, help="Words that the response must contain.")
@click.pass_context
def parse_command(
    context: click.Context,
    source: str,
    files: tuple[Path, ...],
    role: str | None,
    expect: tuple[str, ...],
) -> None:
    """Print as JSON what the parser of a source reads in saved responses.

    For each file: title, language, dates, provisions with number and length, further requests; or
    the error. Files that end in .gz are unpacked. No more is read than the limit that the source
    has for a response (64 MB unless its file says otherwise). Exit code 1 means one was refused.
    """
    wanted = _source(source)
    found = [parse_saved(wanted, path, role, expect) for path in files]
    print_json(found if len(found) > 1 else found[0])
    if any("error" in each for each in found):
        context.exit(1)


@click.command("sources")
@json_option
def sources_command(as_json: bool) -> None:
    """List the sources: name, kind, publisher, number of instruments, licence."""
    with refusals():
        known = sources()
    if as_json:
        print_json([source.model_dump(mode="json") for source in known.values()])
        return
    for source in known.values():
        kind = "official" if source.official else "not official"
        count = f"{len(source.instruments):3} instruments"
        say(f"{source.name:16} {source.kind:7} {count}  {source.title}")
        say(f"{'':16} {source.publisher} ({kind}); {source.licence}")
    for repository in git_sources().values():
        say(f"{repository.name:16} git     {repository.url}")
        say(f"{'':16} {repository.licence}")


def _chosen(
    names: tuple[str, ...], everything: bool, policy: bool
) -> tuple[list[str], list[GitSource]]:
    with refusals():
        known, repositories = sources(), git_sources()
    if not (names or everything or policy):
        raise Refused("name a source, or say --all (legislation) or --policy")
    wanted = [name for name in names if name not in repositories]
    kinds = [kind for kind, asked in (("law", everything), ("policy", policy)) if asked]
    wanted += [source.name for source in known.values() if source.kind in kinds]
    cloned = [repositories[name] for name in names if name in repositories]
    return list(dict.fromkeys(wanted)), cloned


def _source(name: str) -> SourceFile:
    with refusals():
        known = sources()
    if name not in known:
        raise Refused(no_source(name))
    return known[name]


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise Refused(f"--since: '{value}' is not a day like 2026-01-31") from error


@contextmanager
def _alone(folder: DataFolder) -> Iterator[None]:
    """Become the only writer of the data folder, or refuse before anything is requested."""
    with ExitStack() as stack:
        try:
            stack.enter_context(writing(folder.root, "crawl"))
        except LockedError as error:
            raise Refused(str(error)) from error
        except OSError as error:
            reason = error.strerror or error
            raise Refused(f"{folder.root} cannot be written to: {reason}") from error
        yield


def _run(
    plans: list[CrawlPlan], folder: DataFolder, archive: Path | None, sinks: type[Sink]
) -> list[SourceReport]:
    with refusals():
        return crawl(
            plans,
            home=folder.root,
            library=folder.library,
            knowledge=knowledge(),
            tell=lambda line: say(line, err=True),
            only_archive=archive,
            sinks=sinks,
        )


def _clone(repository: GitSource, folder: DataFolder) -> SourceReport:
    with refusals(), progress_bar() as show:
        return collect_repository(
            repository,
            home=folder.repositories,
            library=folder.library,
            knowledge=knowledge(),
            progress=show,
        )


def _print_plan(plans: list[CrawlPlan], as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "requests": [
                    _first_request(planned.source, instrument)
                    for planned in plans
                    for instrument in planned.instruments
                ],
                "hosts": {
                    load.host: {"requests": load.requests, "seconds": load.seconds}
                    for load in host_loads(plans)
                },
            }
        )
        return
    for planned in plans:
        for instrument in planned.instruments:
            first = planned.source.start(instrument)
            more = planned.source.requests_per_instrument - 1
            say(f"{planned.source.name}: {first.method} {first.url}" + f" (+ {more})" * (more > 0))
    say()
    say_hosts(plans)


def say_hosts(plans: Sequence[CrawlPlan]) -> None:
    """Print a line for each host with its requests and minutes, and one for all of them."""
    loads = host_loads(plans)
    for load in loads:
        say(f"{load.host}: {load.requests} requests, at least {load.seconds / 60:.1f} minutes")
    total = sum(load.requests for load in loads)
    longest = max((load.seconds for load in loads), default=0.0)
    say(f"{len(loads)} hosts, {total} requests; side by side at least {longest / 60:.0f} minutes")


def _first_request(source: SourceFile, instrument: WantedInstrument) -> dict[str, object]:
    first = asdict(source.start(instrument))
    del first["state"]  # a first request has none
    return {"source": source.name, "instrument": instrument.id, **first}


def _print_reports(reports: list[SourceReport], as_json: bool) -> None:
    if as_json:
        print_json([report.to_json() for report in reports])
        return
    for report in reports:
        say_report(report)


def say_report(report: SourceReport) -> None:
    """Print what the crawl of a source did, with a line for each warning and reason of failure."""
    say(
        f"{report.source}: {report.answers} responses fetched, {report.from_archive} from the"
        f" archive; {len(report.new)} new, {len(report.unchanged)} unchanged,"
        f" {len(report.failed)} failed"
    )
    together = defaultdict(list)
    for name, reason in report.failed:
        together[reason].append(name)
    for reason, names in together.items():
        say(f"  failed: {', '.join(names)}: {reason}")
    for name, text in report.warnings:
        say(f"  warning: {name or 'source'}: {text}")
    if report.interrupted:
        say("  not crawled to its end: what came is kept, the next crawl goes on there")
