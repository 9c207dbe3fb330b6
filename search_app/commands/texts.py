"""Commands on texts: `import`, `tag`, `evaluate`."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import click

import nlp
from corpus.files import FileError, read_start
from corpus.language import primary_language
from corpus.library import Knowledge
from corpus.markdown import NoStatuteError, StatuteError
from corpus.store import Library
from corpus.texts import Provision, ProvisionTags
from crawler.history import HistoryReport, import_history
from crawler.importer import (
    ImportPathError,
    ImportReport,
    StatuteFile,
    candidates,
    import_files,
    unexpected,
)
from nlp.evaluation.buyers import measure_buyers
from nlp.evaluation.buyers import to_table as buyers_table
from nlp.evaluation.evaluate import Evaluation, evaluate
from nlp.evaluation.leaving import leave_out, to_table
from nlp.evaluation.published import PUBLISHED, measure_sets, published_figures
from nlp.evaluation.published import publish as write_published
from nlp.evaluation.report import to_markdown
from nlp.evaluation.review import still_made
from nlp.evaluation.written import measure_written
from search_app.build import tag_library
from search_app.commands.common import (
    Refused,
    data_option,
    json_option,
    knowledge,
    print_json,
    progress_bar,
    refusals,
    writing_to,
)
from search_app.commands.saying import say, say_json, say_text
from search_app.parallel import in_order
from search_app.paths import DataFolder

_FOLDER = click.Path(file_okay=False, path_type=Path)
_LOG = logging.getLogger(__name__)
_LOADING = 4_000_000
"""Loading a language takes as long as tagging this many bytes."""
_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.command("import")
@_PATHS
@data_option
@json_option
@click.option(
    "--history", is_flag=True, help="Read the commits of git repositories as dated texts as well."
)
@click.option(
    "--anew",
    is_flag=True,
    help="With --history: forget what was read of these repositories, and read every commit again.",
)
def import_command(
    paths: tuple[Path, ...], folder: DataFolder, as_json: bool, history: bool, anew: bool
) -> None:
    """Import statute files, folders or law-as-git repositories into the library.

    A file is Markdown with front matter, at most 32 MB. Files without front matter, such as a
    README, are skipped. Exit code 1 means that some file could not be imported; its line gives the
    reason, and all others were imported.

    With --history, the commits of each repository are read too, as the wordings that held from a
    day on; the next time, only new commits are, unless --anew is given. Files are read each time.
    The library knows a repository by the name of its folder.
    """
    if not paths:
        raise Refused("name at least one file, folder or repository to import")
    if anew and not history:
        raise Refused("--anew goes with --history: files are read again each time")
    corpus = knowledge()
    with writing_to(folder):
        past = run_history(paths, folder, corpus, anew=anew) if history else None
        report = run_import(paths, folder, corpus)
    if as_json:
        print_json(report.to_json() | ({"history": past.to_json()} if past else {}))
    else:
        say_history(past)
        say(
            f"{report.files} files, {report.provisions} provisions: "
            f"{report.added} texts added, {report.unchanged} unchanged"
        )
        say_skipped(report)
    fail_for(past)
    fail_for(report)


def run_history(
    paths: Sequence[Path], folder: DataFolder, corpus: Knowledge, *, anew: bool = False
) -> HistoryReport:
    """Read the history of repositories into the library of a data folder; return the report.

    With `anew`, what was read of them before is forgotten first.
    """
    report = HistoryReport()
    try:
        with Library(folder.library) as library, progress_bar() as show:
            for path in paths:
                import_history(
                    library, corpus, path, report, lambda n: show("history", n, 0), anew=anew
                )
    except ImportPathError as error:
        raise Refused(str(error)) from error
    return report


def say_history(report: HistoryReport | None) -> None:
    """Print what reading a history did."""
    if report is None:
        return
    say(f"{report.commits} commits, {report.texts} texts: {report.added} added to the history")
    if report.current:
        say(f"{report.current} texts in force imported, which newer ones will replace")
    for name in report.shallow:
        say(f"{name} lacks its older commits: fetch them with 'git fetch --unshallow'")
    say_skipped(report)


def say_skipped(report: ImportReport | HistoryReport | None) -> None:
    """Print a line for each file that was not imported, with the reason."""
    if report is None:
        return
    for name, reason in report.skipped:
        say(f"{'failed' if name in report.failed else 'skipped'} {name}: {reason}")


def fail_for(report: ImportReport | HistoryReport | None) -> None:
    """End the command with exit code 1 where a file failed."""
    if report and report.failed:
        click.get_current_context().exit(1)


def run_import(paths: Sequence[Path], folder: DataFolder, corpus: Knowledge) -> ImportReport:
    """Import paths into the library of a data folder, showing progress; return the report."""
    try:
        files = candidates(paths)
        with Library(folder.library) as library, progress_bar() as show:
            counter = count(1)
            return import_files(
                library, corpus, files, lambda _: show("import", next(counter), len(files))
            )
    except ImportPathError as error:
        raise Refused(str(error)) from error


@click.command()
@_PATHS
@data_option
@json_option
@click.option("--jobs", default=1, show_default=True, help="Number of processes that tag.")
@click.option("--anew", is_flag=True, help="Tag everything again.")
def tag(paths: tuple[Path, ...], folder: DataFolder, as_json: bool, jobs: int, anew: bool) -> None:
    """Tag the library, or print the tags of statute files, one JSON object a line.

    Exit code 1 means that a file could not be read; the tags of all others were printed.
    """
    if paths:
        _print_tags(paths, jobs)
        return
    with writing_to(folder), Library(folder.library) as library, progress_bar() as show:
        tagged = tag_library(library, show, jobs, anew=anew)
    if as_json:
        print_json({"tagged": tagged})
    else:
        say(f"{tagged} provisions tagged")


def _print_tags(paths: Sequence[Path], jobs: int) -> None:
    """Print the tags of each file by itself; a file named directly must be readable."""
    named = {str(path) for path in paths}
    broken = False
    try:
        files = candidates(paths)
    except ImportPathError as error:
        raise Refused(str(error)) from error
    for file, (lines, problem, harmless) in in_order(
        tag_lines, files, jobs, kind=_likely_language, size=lambda f: f.size, loading=_LOADING
    ):
        for line in lines:
            say_json(line, indent=None)
        if problem:
            failed = not harmless or file.name in named
            broken |= failed
            say(f"{'failed' if failed else 'skipped'} {file.name}: {problem}", err=True)
    if broken:
        click.get_current_context().exit(1)


def _likely_language(file: StatuteFile) -> str:
    """The language in the front matter of a file, or else that of the country of its folder."""
    found = None
    if file.path and not file.refusal:
        with suppress(FileError):  # why it cannot be read is said when it is tagged
            found = re.search(rb"(?m)^language:\s*\W?(\w+)", read_start(file.path, 4096))
    return found[1].decode().lower() if found else primary_language(Path(file.name).parent.name)


def tag_lines(file: StatuteFile) -> tuple[list[dict[str, object]], str, bool]:
    """Return the tags of a statute file, one mapping per provision.

    Also what is wrong with the file, and whether that is harmless because it is no statute.
    """
    try:
        version = file.version()
        tags = nlp.tag_version(version)
    except StatuteError as error:
        return [], str(error), isinstance(error, NoStatuteError)
    except Exception as error:  # noqa: BLE001 - a fault of ours costs this file only
        _LOG.debug("%s", file.name, exc_info=True)
        return [], unexpected(error), False
    pairs = zip(version.provisions, tags, strict=True)
    return [_tag_line(file.name, provision, found) for provision, found in pairs], "", False


def _tag_line(statute: str, provision: Provision, tags: ProvisionTags) -> dict[str, object]:
    """The output of `tag`; other tools depend on these keys."""
    return {
        "statute": statute,
        "provision": provision.heading,
        "concepts": list(tags.concepts),
        "buyer_liable": tags.buyer_liable,
        "penalty": tags.penalty.model_dump(mode="json", exclude_none=True)
        if tags.penalty
        else None,
        "spans": [span.model_dump() for span in tags.spans],
    }


@click.command("evaluate")
@click.option("--gold", type=_FOLDER, help="Folder of labels, one file per jurisdiction.")
@click.option("--statutes", type=_FOLDER, help="Folder of the labelled statutes.")
@click.option(
    "--written",
    type=click.Choice(["mended", "kept"]),
    help="Measure on the project's own provisions instead: the half used to improve the "
    "tagger, or the half kept apart (figures only).",
)
@click.option(
    "--buyers",
    is_flag=True,
    help="Measure on the project's own sentences about buyers instead, all kept apart "
    "(figures only).",
)
@json_option
@click.option(
    "--publish",
    is_flag=True,
    help="Write the figures that the site shows (nlp/evaluation/figures.json).",
)
@click.option(
    "--leave-out",
    "leaving",
    type=click.Choice(["country", "language"]),
    help="Show the score of each country or language alone, and of all the others.",
)
def evaluate_command(
    gold: Path | None, statutes: Path | None, written: str | None, buyers: bool, as_json: bool,
    publish: bool, leaving: str | None,
) -> None:  # fmt: skip
    """Measure the tagger against labelled provisions: precision, recall, F1, confusions."""
    with refusals():
        if buyers:
            if gold or statutes or written or publish or leaving:
                raise Refused("--buyers goes with nothing but --json")
            look = measure_buyers(dt.date.today())
            print_json(look.with_measures()) if as_json else say_text(buyers_table(look))
            return
        if written:
            if gold or statutes or publish:
                raise Refused("--written goes with neither --gold, --statutes nor --publish")
            found = _on_written(kept=written == "kept")
        else:
            found = _on_labels(gold, statutes, publish=publish)
    if leaving:
        left_out = leave_out(found.by_country if leaving == "country" else found.by_language)
        if as_json:
            print_json({name: item.model_dump() for name, item in left_out.items()})
        else:
            say_text(to_table(leaving, left_out))
        return
    say_text(f"{found.to_json() if as_json else to_markdown(found)}\n")


def _on_written(*, kept: bool) -> Evaluation:
    """Without confusions for the half kept apart, so that nobody tunes the tagger with it."""
    evaluation = measure_written(kept=kept)
    return evaluation.model_copy(update={"confusions": ()}) if kept else evaluation


def _on_labels(gold: Path | None, statutes: Path | None, *, publish: bool) -> Evaluation:
    if gold is None or statutes is None:
        raise Refused("give --gold and --statutes, --written or --buyers")
    for name, folder in (("--gold", gold), ("--statutes", statutes)):
        if not folder.is_dir():
            raise Refused(f"{name} '{folder}' is not a folder")
    evaluation = evaluate(gold, statutes)
    if publish:
        sets, still = measure_sets(statutes), still_made(statutes)
        figures = published_figures(evaluation, sets, still, dt.date.today())
        write_published(figures, PUBLISHED)
        say(str(PUBLISHED), err=True)
    return evaluation
