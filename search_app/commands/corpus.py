"""Commands on the curated corpus: `check`, `verify`, `export`, `docs`."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search_app.commands.common import (
    Refused,
    data_option,
    json_option,
    knowledge,
    print_json,
    refusals,
)
from search_app.commands.saying import say
from search_app.paths import DataFolder

if TYPE_CHECKING:
    from corpus.library import Knowledge
    from corpus.verification.finding import Finding
    from search_app.freshness import DoubtfulDay


@click.command("check")
@json_option
@click.option("--errors-only", is_flag=True, help="Only validate; do not list weak points.")
@data_option
def check_command(as_json: bool, errors_only: bool, folder: DataFolder) -> None:
    """Validate the corpus (exit code 2 on a fault) and list what a human should review.

    Days on which the law is said to change are held against the wordings in the library, if there
    is one.
    """
    from corpus.check import check, contradicted
    from corpus.library import load_knowledge
    from corpus.store import Library, LibraryError

    with refusals():
        corpus = load_knowledge()
    findings = () if errors_only else check(corpus)
    if not errors_only and folder.library.exists():
        try:
            with Library(folder.library, readonly=True) as library:
                findings += contradicted(corpus, library.wordings)
        except LibraryError as error:
            say(f"no day was held against wordings: {error}", err=True)
    if as_json:
        print_json([finding.model_dump() for finding in findings])
        return
    for finding in findings:
        say(str(finding))
    counts = Counter(finding.kind for finding in findings)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    say(f"{len(corpus.jurisdictions)} jurisdictions are valid" + (f"; {listed}" * bool(listed)))


@click.command("verify")
@click.option("--country", "countries", multiple=True, help="Only this country; may be repeated.")
@click.option("--publish", is_flag=True, help="Also write the figures shown in the documentation.")
@data_option
@json_option
def verify_command(
    countries: tuple[str, ...], publish: bool, folder: DataFolder, as_json: bool
) -> None:
    """Check every coded fact against the collected texts; list what does not agree.

    So are days on which the law is said to change although the words cited for it are the same
    before and after, in every text held: in JSON as findings on the field `from`.
    """
    from corpus.store import Library
    from corpus.verification.finding import DIFFERS, TEXT_CHANGED, by_outcome
    from search_app.freshness import doubtful_days
    from search_app.verification import verify_all

    corpus = knowledge()
    if unknown := [code for code in countries if code not in corpus.states]:
        raise Refused(f"--country: there is no country '{unknown[0]}'")
    with refusals(), Library(folder.library, readonly=True) as library:
        findings = list(verify_all(corpus, library, countries))
        days = [
            day
            for day in doubtful_days(corpus, library)
            if day.country in (countries or corpus.states)
        ]
        if publish:
            _publish(corpus, findings, library.counts()["provisions"])
    if as_json:
        print_json([asdict(finding) for finding in (*findings, *map(_of_day, days))])
        return
    for f in findings:
        if f.outcome in {DIFFERS, TEXT_CHANGED}:
            read = f"; read: {f.read}" if f.read else ""
            say(f"{f.record} ({f.since}) {f.field}: {f.outcome}; coded: {f.told}{read}: {f.why}")
    for day in days:
        say(f"{day.country} {day.name} ({day.day}): {day.why}")
    counts = by_outcome(findings)
    say(", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number))
    stated = [f for f in findings if f.outcome not in {"text-not-held", "not-stated"}]
    if stated:
        share = counts["agrees"] / len(stated)
        say(f"{share:.1%} of the {len(stated)} facts that a held text can state agree with it")
    if days:
        say(f"{len(days)} days of changes are contradicted by the wordings held")


def _of_day(day: DoubtfulDay) -> Finding:
    """Return a contradicted day as a finding on the field that says it."""
    from corpus.verification.finding import DIFFERS, Finding

    return Finding(day.country, day.name, day.day, "from", DIFFERS, told=day.day, why=day.why)


def _publish(corpus: Knowledge, findings: Sequence[Finding], provisions: int) -> None:
    from search_app.fact_figures import figures, publish_fact_figures
    from search_app.verification import FindingShelf

    shelf = FindingShelf.of("", findings)
    publish_fact_figures(figures(corpus, shelf, provisions, dt.date.today()))


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@json_option
def export_command(folder: Path, as_json: bool) -> None:
    """Write the curated knowledge as CSV and JSON files into a folder."""
    from search_app.exports import write_export
    from search_app.release import release_of

    corpus = knowledge()
    try:
        written = write_export(corpus, folder, release_of(corpus))
    except OSError as error:
        raise Refused(f"cannot write to {folder}: {error.strerror}") from error
    if as_json:
        print_json([str(path) for path in written])
    else:
        for path in written:
            say(str(path))


@click.command("docs")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="docs")
@click.pass_context
def docs_command(context: click.Context, folder: Path) -> None:
    """Write the generated pages of the documentation and the JSON Schema of the coded law."""
    corpus = knowledge()
    main = context.find_root().command
    pages = generated_docs(main, corpus)
    with refusals():
        for name, text in pages.items():
            if (folder / name).parent != folder:
                (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            say(str(folder / name))


def generated_docs(main: click.Command, corpus: Knowledge) -> dict[str, str]:
    """Return the generated pages by file name, dated by the state of the corpus."""
    from corpus.coded.schema import facts_schema
    from nlp.evaluation.national import national_law
    from nlp.evaluation.page import accuracy_page
    from nlp.evaluation.published import published
    from nlp.evaluation.review import reviewed
    from nlp.evaluation.tables import accuracy_tables
    from search_app.coverage import coverage
    from search_app.reference import reference
    from search_app.web.factory import create_app
    from search_app.web.indexless import bare_site

    app = create_app(bare_site(corpus))
    newest = max(
        a.checked for j in corpus.jurisdictions.values() for p in j.answers.values() for a in p
    )
    measured = published(), reviewed(), national_law()
    assert isinstance(main, click.Group)  # noqa: S101 - the root of the command line is a group
    return {
        "reference.md": reference(main, app, corpus),
        "coverage.md": coverage(corpus, newest),
        "accuracy.md": accuracy_page(*measured),
        **accuracy_tables(*measured),
        "schema/facts.json": json.dumps(facts_schema(), ensure_ascii=False, indent=1) + "\n",
    }
